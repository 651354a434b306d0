"""An exchange of two sides as SVG: one lane a side, time from left to right, an arrow from an act to its answer.

A whole line is what a report states, a broken one what only the sequence suggests; an open circle is an act whose doer
no report names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tacitus.analysis.answering import Answer, Exchange
from tacitus.analysis.findings import day_known, day_of
from tacitus.analysis.words import day, plural
from tacitus.ontology import ontology
from tacitus.publishing import svg
from tacitus.publishing.axes import dates, key
from tacitus.records import Event

_TOP, _LANE, _LEFT, _RIGHT, _BASE = 58, 118, 24, 24, 68
_APART = 13.0  # pixels between two acts of one side on one day


def exchange_picture(exchange: Exchange, events: Iterable[Event], *, width: int = 960, prefix: str = "chain") -> str:
    """The exchange as an SVG document, well-formed XML; `events` are those it tells of. Undated ones are not drawn."""
    lanes = {id_: n for n, one in enumerate(exchange.answering) for id_ in one.acts}
    acts = frozenset(lanes)
    for lane, one in enumerate(exchange.answering):
        lanes |= {a.answers: 1 - lane for a in one.stated if a.answers not in acts}
    shown = {e.id: e for e in events if e.id in lanes and day_known(e)}
    answers = [
        a for one in exchange.answering for a in (*one.stated, *one.inferred) if {a.event, a.answers} <= set(shown)
    ]
    days = [day_of(e) for e in shown.values()] or [date.min]
    first, last = min(days), max(days)
    left, right = _LEFT + 10, width - _RIGHT - 10
    at = _positions(shown, lanes, first, left, (right - left) / max((last - first).days, 1))
    axis = _TOP + _LANE + _BASE
    signs, end = key(_signs(), width, _LEFT, axis + 22)
    height = int(end) + 6
    body = [_arrow_head(prefix), _lanes(exchange, width), dates(first, last, left, right, axis), signs]
    body += [_arrow(a, at, prefix) for a in answers]
    for id_, event in shown.items():
        words = f"{ontology().action(event.action).label}, {day(day_of(event))} ({id_})"
        x, y = at[id_]
        fill = "var(--ink)" if id_ in acts else "var(--paper)"
        body.append(svg.titled("circle", words, cx=x, cy=y, r=5.5, fill=fill, stroke="var(--ink)", stroke_width=1.4))
    stated = [
        f"{day(day_of(shown[a.event]))} answers {day(day_of(shown[a.answers]))}" for a in answers if not a.inferred
    ]
    told = f"Stated: {'; '.join(stated) or 'none'}. Inferred from the sequence: {sum(a.inferred for a in answers)}."
    left_out = len(lanes) - len(shown)
    told += f" {plural(left_out, 'act')} not dated to the day: not drawn." if left_out else ""
    title = f"Acts of {exchange.first} and of {exchange.second} against each other"
    return svg.document(width, height, title, told, prefix, "".join(body))


def _positions(
    shown: Mapping[str, Event], lanes: Mapping[str, int], first: date, left: float, across: float
) -> dict[str, tuple[float, float]]:
    """Where each act stands: acts of one side on one day one over the other, away from the other lane."""
    stacked: dict[tuple[int, date], int] = {}
    found = {}
    for id_, event in sorted(shown.items()):
        key = (lanes[id_], day_of(event))
        level = stacked.get(key, 0)
        stacked[key] = level + 1
        away = -1 if lanes[id_] == 0 else 1
        x = left + (day_of(event) - first).days * across
        found[id_] = (x, _TOP + lanes[id_] * _LANE + away * level * _APART)
    return found


def _arrow(answer: Answer, at: Mapping[str, tuple[float, float]], prefix: str) -> str:
    (x1, y1), (x2, y2) = at[answer.answers], at[answer.event]
    down = 1 if y2 > y1 else -1
    start, end = y1 + 8 * down, y2 - 9 * down
    middle = (start + end) / 2
    numbers = [svg.number(n) for n in (x1, start, x1, middle, x2, middle, x2, end)]
    path = "M{} {}C{} {} {} {} {} {}".format(*numbers)
    words = f"said to answer (“{answer.cue}”)" if answer.cue else "follows; no report says that it answers"
    return svg.titled(
        "path",
        words,
        d=path,
        fill="none",
        stroke="var(--mark)" if answer.cue else "var(--muted)",
        stroke_width=1.8,
        stroke_dasharray=None if answer.cue else "5 4",
        marker_end=f"url(#{prefix}-head)",
    )


def _lanes(exchange: Exchange, width: int) -> str:
    parts = []
    for lane, words in enumerate((exchange.first, exchange.second)):
        y = _TOP + lane * _LANE
        parts.append(svg.element("path", d=f"M{_LEFT} {y}H{width - _RIGHT}", stroke="var(--line)", stroke_width=1.0))
        parts.append(svg.label(words, _LEFT, 20 if lane == 0 else y + 44, font_size=14, font_weight=600))
    return "".join(parts)


def _signs() -> list[tuple[str, float, str]]:
    stated = svg.element("path", d="M0 0h28", stroke="var(--mark)", stroke_width=1.8)
    inferred = svg.element("path", d="M0 0h28", stroke="var(--muted)", stroke_width=1.8, stroke_dasharray="5 4")
    unnamed = svg.element("circle", cx=6, cy=0, r=5.0, fill="var(--paper)", stroke="var(--ink)")
    return [(stated, 28, "stated by a report"), (inferred, 28, "inferred"), (unnamed, 12, "doer not named")]


def _arrow_head(prefix: str) -> str:
    shape = svg.element("path", d="M0 0L8 4L0 8z", fill="var(--ink)")
    size = {"viewBox": "0 0 8 8", "refX": 7, "refY": 4, "markerWidth": 8, "markerHeight": 8, "orient": "auto"}
    head = svg.element("marker", shape, id=f"{prefix}-head", markerUnits="userSpaceOnUse", **size)
    return svg.element("defs", head)
