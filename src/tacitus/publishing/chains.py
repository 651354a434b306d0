"""A chain of answers as SVG: numbered marks in the order of time, an arrow from an act to what answers it.

A whole arrow is what a report states, a broken one what only the sequence suggests; the numbers are those of a list
beside the picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.analysis.responses import Link
from tacitus.analysis.words import plural, when
from tacitus.publishing import svg
from tacitus.publishing.axes import key
from tacitus.publishing.sentences import event_title
from tacitus.records import Event

_EDGE, _RADIUS = 34, 15


def chain_picture(
    events: Sequence[Event], links: Sequence[Link[Event]], at: str, *, width: int = 680, prefix: str = "answers"
) -> str:
    """Events in the order given, numbered from 1, and the answers among them, as an SVG document.

    `at` is the id of the event that the reader looks at; its mark is filled.
    """
    place = {event.id: n for n, event in enumerate(events)}
    step = (width - 2 * _EDGE) / max(len(events) - 1, 1)
    spans = [abs(place[link.event.id] - place[link.answers.id]) for link in links]
    top = 22 + 22 * min(max(spans, default=1), 5)
    dates, end = _dates(events, step, top), top + _RADIUS + 20
    signs, foot = key(_signs(), width, 8, end + 20)
    parts = [_arrow_head(prefix), signs, dates, *(_arrow(link, place, step, top, prefix) for link in links)]
    for event in events:
        n = place[event.id]
        x = _EDGE + n * step
        here = event.id == at
        fill, ink = ("var(--ink)", "reversed") if here else ("var(--paper)", None)
        circle = svg.element("circle", cx=x, cy=float(top), r=float(_RADIUS), fill=fill, stroke="var(--ink)")
        number = svg.label(str(n + 1), x, top + 4.5, font_size=13, text_anchor="middle", class_=ink)
        parts.append(svg.titled("g", f"{n + 1}: {event_title(event)}", circle + number))
    told = "; ".join(
        f"{place[one.event.id] + 1} answers {place[one.answers.id] + 1}"
        + (" (inferred from the sequence)" if one.inferred else f" (“{one.cue}”)")
        for one in links
    )
    title = f"{plural(len(events), 'event')} that answer each other"
    return svg.document(width, int(foot) + 8, title, told, prefix, "".join(parts))


def _dates(events: Sequence[Event], step: float, top: int) -> str:
    """The days under the marks, as many as have room."""
    every = max(1, -(-96 // max(int(step), 1)))
    parts = []
    for n in range(0, len(events), every):
        x = _EDGE + n * step
        anchor = "start" if n == 0 else "end" if n == len(events) - 1 else "middle"
        x += {"start": -_RADIUS, "end": _RADIUS, "middle": 0}[anchor]
        words = when(events[n].date) or "no date"
        parts.append(svg.label(words, x, top + _RADIUS + 17, font_size=11, text_anchor=anchor))
    return "".join(parts)


def _arrow(link: Link[Event], place: dict[str, int], step: float, top: int, prefix: str) -> str:
    start, end = place[link.answers.id], place[link.event.id]
    height = 22.0 * min(abs(end - start), 5)
    x1, x2, y = _EDGE + start * step, _EDGE + end * step, float(top - _RADIUS - 1)
    numbers = [svg.number(n) for n in (x1, y, x1, y - height, x2, y - height, x2, y - 4)]
    words = "no report says that it answers" if link.inferred else f"said to answer: “{link.cue}”"
    return svg.titled(
        "path",
        words,
        d="M{} {}C{} {} {} {} {} {}".format(*numbers),
        fill="none",
        stroke="var(--muted)" if link.inferred else "var(--mark)",
        stroke_width=1.8,
        stroke_dasharray="5 4" if link.inferred else None,
        marker_end=f"url(#{prefix}-head)",
    )


def _signs() -> list[tuple[str, float, str]]:
    stated = svg.element("path", d="M0 0h28", stroke="var(--mark)", stroke_width=1.8)
    inferred = svg.element("path", d="M0 0h28", stroke="var(--muted)", stroke_width=1.8, stroke_dasharray="5 4")
    return [(stated, 28, "a report says it answers"), (inferred, 28, "only the sequence suggests it")]


def _arrow_head(prefix: str) -> str:
    shape = svg.element("path", d="M0 0L8 4L0 8z", fill="var(--ink)")
    size = {"viewBox": "0 0 8 8", "refX": 7, "refY": 4, "markerWidth": 8, "markerHeight": 8, "orient": "auto"}
    head = svg.element("marker", shape, id=f"{prefix}-head", markerUnits="userSpaceOnUse", **size)
    return svg.element("defs", head)
