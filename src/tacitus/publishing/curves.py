"""The counts that officials give beside the ledger's own count, as SVG: dots beside a stepped line.

Dots are filled where the claim names sides and beginning, open where it does not; tone alone tells nothing apart.
"""

from __future__ import annotations

from datetime import date

from tacitus.analysis.curves import Curve
from tacitus.analysis.words import day, plural
from tacitus.publishing import svg
from tacitus.publishing.axes import ceiling, dates, grid, key

_LEFT, _RIGHT, _FOOT = 34, 14, 30


def curve_picture(curve: Curve, *, width: int = 960, height: int = 300, prefix: str = "curve") -> str:
    """The curve as an SVG document, well-formed XML; the description tells every number."""
    days = [p.as_of for p in curve.points] + [s.day for s in curve.steps]
    first, last = curve.since or min(days), max(days)
    most = ceiling(max([p.value for p in curve.points] + [s.count for s in curve.steps] + [1]))
    base, right = height - _FOOT, width - _RIGHT
    signs, top = key(_signs(), width, _LEFT, 12)
    rise = (base - top - 14) / most
    across = (right - _LEFT) / max((last - first).days, 1)

    def x(when: date) -> float:
        return _LEFT + (when - first).days * across

    parts = [grid(most, rise, _LEFT, right, base), signs]
    path = [f"M{svg.number(x(first))} {base}"]
    path += [f"H{svg.number(x(s.day))}V{svg.number(base - s.count * rise)}" for s in curve.steps]
    path.append(f"H{right}")
    parts.append(svg.element("path", d="".join(path), fill="none", stroke="var(--ink)", stroke_width=2.0))
    for point in curve.points:
        words = f"{day(point.as_of)}: {point.value:,} claimed by {point.claimant or 'the report'}, {point.held:,} held"
        fill = "var(--mark)" if point.sure else "var(--paper)"
        at = {"cx": x(point.as_of), "cy": base - point.value * rise, "r": 4.5}
        parts.append(svg.titled("circle", words, **at, fill=fill, stroke="var(--mark)", stroke_width=1.6))
    parts.append(dates(first, last, _LEFT, right, base + 20))
    told = "; ".join(f"{day(p.as_of)}: {p.value:,} claimed, {p.held:,} in the ledger" for p in curve.points)
    title = f"{plural(len(curve.points), 'count')} given by officials and media beside the ledger"
    return svg.document(width, height, title, told, prefix, "".join(parts))


def _signs() -> list[tuple[str, float, str]]:
    return [
        (svg.element("circle", cx=5, cy=0, r=4.5, fill="var(--mark)"), 10, "claimed"),
        (svg.element("path", d="M0 0h26", stroke="var(--ink)", stroke_width=2.0), 26, "in the ledger"),
        (
            svg.element("circle", cx=5, cy=0, r=4.5, fill="var(--paper)", stroke="var(--mark)", stroke_width=1.6),
            10,
            "claimed, sides or beginning not said",
        ),
    ]
