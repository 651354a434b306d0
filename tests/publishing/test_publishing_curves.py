"""The counts that officials give are drawn beside the ledger's own, and told in words for those who cannot see them."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from tacitus.analysis.coverage import Coverage
from tacitus.analysis.curves import Curve, Point, Step
from tacitus.publishing.curves import curve_picture
from tacitus.publishing.svg import alternative, flat

SVG = "{http://www.w3.org/2000/svg}"
COVERAGE = Coverage(since=None, until=None, reports=1, publishers=1, read_on=1)


def point(day: int, value: int, sure: bool = True) -> Point:
    return Point(
        claim=f"c{day}",
        report="r",
        words="<b>66</b>",
        value=value,
        relation="exactly",
        as_of=date(2023, 11, day),
        claimant="Pentagon & others",
        sure=sure,
        held=day // 5,
        events=(),
    )


def curve(*points: Point) -> Curve:
    steps = tuple(Step(day=date(2023, 11, 5 * n), count=n) for n in (1, 2, 3, 4))
    return Curve(
        asked="a", since=date(2023, 11, 1), until=date(2023, 11, 25), coverage=COVERAGE, points=points, steps=steps
    )


@pytest.mark.parametrize("width", [960, 680, 360])
def test_every_count_is_a_dot_within_the_picture_and_no_words_leave_it(width: int) -> None:
    found = curve(point(3, 13), point(12, 46, sure=False), point(25, 74))
    tree = ElementTree.fromstring(curve_picture(found, width=width))
    dots = [c for c in tree.iter(f"{SVG}circle") if c.find(f"{SVG}title") is not None]
    assert [c.get("fill") for c in dots] == ["var(--mark)", "var(--paper)", "var(--mark)"]
    assert all(0 < float(c.get("cx")) < width and 0 < float(c.get("cy")) < 300 for c in dots)
    heights = [float(c.get("cy")) for c in dots]
    assert heights == sorted(heights, reverse=True)
    for text in tree.iter(f"{SVG}text"):
        wide, x = len(text.text) * float(text.get("font-size")) * 0.5, float(text.get("x"))
        left = x - {"start": 0, None: 0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
        assert left >= -1 and left + wide <= width + 4, text.text


def test_the_words_of_a_picture_tell_every_count() -> None:
    words = alternative(curve_picture(curve(point(3, 13), point(25, 74))))
    assert "3 November 2023: 13 claimed, 0 in the ledger" in words and "74 claimed, 5 in the ledger" in words


def test_a_flat_picture_needs_no_variables_and_no_style_of_the_screen() -> None:
    plain = flat(curve_picture(curve(point(3, 13))), "Libertinus Serif")
    assert "var(" not in plain and "@media" not in plain
    ElementTree.fromstring(plain)
