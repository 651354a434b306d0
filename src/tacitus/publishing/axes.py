"""The scales of pictures: counts from the bottom up, days from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tacitus.analysis.words import MONTHS
from tacitus.publishing import svg

_APART = 84  # pixels from one date to the next, so that "20 Oct 2023" has room


def grid(ceiling: int, rise: float, left: int, right: int, base: int) -> str:
    """The lines of a scale of counts from 0 at `base` to `ceiling`, `rise` pixels a count, with their numbers."""
    every = next(n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, ceiling) if ceiling / n <= 4)
    parts = []
    for count in range(0, ceiling + 1, every):
        y = base - count * rise
        ink = "var(--ink)" if count == 0 else "var(--line)"
        parts.append(svg.element("path", d=f"M{left} {svg.number(y)}H{right}", stroke=ink, stroke_width=0.8))
        parts.append(svg.label(str(count), left - 6, y + 4, font_size=11, text_anchor="end", class_="muted"))
    return "".join(parts)


def ceiling(most: int) -> int:
    """The count at the top of the scale: a round number not below the most."""
    return next((n for n in (2, 4, 6, 8, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 500) if n >= most), most)


def dates(first: date, last: date, left: float, right: float, y: float) -> str:
    """Dates under a scale from `first` at `left` to `last` at `right`; the year stands with the first."""
    across = (right - left) / max((last - first).days, 1)
    every = max(1, int(-(-_APART // across)))
    parts = []
    for number in range(0, (last - first).days + 1, every):
        when, x = first + timedelta(days=number), left + number * across
        words = f"{when.day} {MONTHS[when.month - 1][:3]}" + (f" {when.year}" if number == 0 else "")
        anchor = "start" if number == 0 else "middle" if x < right - 24 else "end"
        parts.append(svg.element("path", d=f"M{svg.number(x)} {svg.number(y - 16)}v4", stroke="var(--muted)"))
        parts.append(svg.label(words, x, y, font_size=11, text_anchor=anchor))
    return "".join(parts)


def key(entries: Sequence[tuple[str, float, str]], width: float, left: float, y: float) -> tuple[str, float]:
    """What the signs of a picture mean, in as many rows as `width` asks for, the first around `y`.

    An entry is a sign drawn at the origin, how wide it is, and its words. Returns SVG and the base of the last row.
    """
    parts, x = [], left
    for sign, wide, words in entries:
        taken = wide + 8 + len(words) * 6.6 + 18
        if x + taken > width + 18 and x > left:
            x, y = left, y + 20
        place = f"translate({svg.number(x)} {svg.number(y)})"
        parts.append(svg.element("g", sign, transform=place) + svg.label(words, x + wide + 8, y + 4, font_size=12))
        x += taken
    return "".join(parts), y + 4
