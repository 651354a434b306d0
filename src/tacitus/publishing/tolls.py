"""The figures that reports gave over time for one event, as SVG: a mark for each, a bar where it is a range.

The publisher's name stands beside the mark and the figure is said in words, so that no tone is needed to read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tacitus.analysis.people import bounds
from tacitus.analysis.words import day, listed
from tacitus.publishing import svg
from tacitus.publishing.axes import ceiling, dates, grid
from tacitus.publishing.labels import Labels
from tacitus.publishing.notes import date_of
from tacitus.publishing.sentences import figure_words
from tacitus.records import TollReport

_LEFT, _RIGHT, _TOP, _FOOT = 40, 16, 26, 34


def toll_picture(tolls: Sequence[TollReport], *, width: int = 680, height: int = 240, prefix: str = "toll") -> str:
    """Figures of one kind by the day they were published, as an SVG document, well-formed XML.

    A round mark is the best figure or else the lowest; an arrow up says that no upper bound was given. Figures of
    reports without a date are not drawn, and said so.
    """
    placed = [(when, toll) for toll in tolls if (when := date_of(toll.published)) is not None]
    days = [when for when, _ in placed] or [date.min]
    first, last = min(days), max(days)
    most = ceiling(max([max(bounds(t.figure)) for _, t in placed] + [1]))
    base, right = height - _FOOT, width - _RIGHT
    rise = (base - _TOP) / most
    left = _LEFT + 16
    across = (right - left - 16) / max((last - first).days, 1)
    labels = Labels(width, height)
    parts = [grid(most, rise, _LEFT, right, base)]
    spots = [(left + (when - first).days * across, toll) for when, toll in placed]
    for x, toll in spots:
        labels.keep_clear(x, base - _middle(toll) * rise, 7)
    for x, toll in spots:
        parts.append(_mark(x, base, rise, toll))
    for x, toll in spots:
        name = toll.publisher or "publisher not named"
        spot = labels.beside(name, x, base - _middle(toll) * rise, 7, 12)
        if spot is not None:
            parts.append(svg.label(name, spot[0], spot[1], font_size=12, text_anchor=spot[2], class_="halo"))
    parts.append(dates(first, last, left, right - 16, base + 22))
    told = "; ".join(f"{_when(t)}: {figure_words(t.figure)} ({t.publisher or 'publisher not named'})" for t in tolls)
    left_out = len(tolls) - len(placed)
    told += f". {left_out} without a date of publication: not drawn" if left_out else ""
    kinds = listed(dict.fromkeys(t.field for t in tolls))
    return svg.document(width, height, f"Figures of {kinds} by date of publication", told, prefix, "".join(parts))


def _mark(x: float, base: float, rise: float, toll: TollReport) -> str:
    low, high = bounds(toll.figure)
    words = f"{toll.publisher or 'publisher not named'}, {_when(toll)}: {figure_words(toll.figure)}"
    y = base - _middle(toll) * rise
    parts = []
    if high > low:
        line = f"M{svg.number(x)} {svg.number(base - low * rise)}V{svg.number(base - high * rise)}"
        parts.append(svg.element("path", d=line, stroke="var(--ink)", stroke_width=2.0))
    elif toll.figure.high is None:
        arrow = f"M{svg.number(x)} {svg.number(y)}v-16m-4 5l4 -5l4 5"
        parts.append(svg.element("path", d=arrow, stroke="var(--ink)", stroke_width=1.5, fill="none"))
    parts.append(svg.element("circle", cx=x, cy=y, r=5.0, fill="var(--mark)", stroke="var(--ink)"))
    return svg.titled("g", words, "".join(parts))


def _middle(toll: TollReport) -> float:
    figure = toll.figure
    return float(next((n for n in (figure.best, figure.low, figure.high) if n is not None), 0))


def _when(toll: TollReport) -> str:
    when = date_of(toll.published)
    return day(when) if when else "no date"
