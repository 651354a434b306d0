"""What a reviewer should look at first, and why: weak links, look-alikes kept apart, unsure places, disputes, tolls.

A doubt is answered by any decision on the event (a remark will do); it comes back when more reports tell of the event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from tacitus.analysis.people import Field, bounds
from tacitus.analysis.words import day
from tacitus.ledger import Ledger
from tacitus.ledger.doubtful import Doubtful
from tacitus.records import Event, Figure, TollReport

DoubtKind = Literal["link", "apart", "place", "dispute", "toll"]
KINDS: tuple[DoubtKind, ...] = get_args(DoubtKind)

SURE_LINK = 0.75
"""The probability from which a link alone holds a passage in an event without a second look."""
SURE_PLACE = 0.8
JUMP, LEAST = 2.0, 5
"""A toll changes much where it doubles or halves, and by so many people at least."""
MOST, LATEST = 200, 2000
"""Doubts of one kind, and the events looked through for places and tolls: those that came last."""


@dataclass(frozen=True)
class Doubt:
    """One question to a reviewer. `events` are one, or the two that may be one; `mentions` those it is about.

    `weight` orders doubts of a kind, the heaviest first.
    """

    kind: DoubtKind
    events: tuple[Event, ...]
    why: str
    evidence: tuple[str, ...]
    weight: float
    mentions: tuple[str, ...] = ()


def find_doubts(ledger: Ledger) -> tuple[Doubt, ...]:
    """All doubts, by kind and then the heaviest first, at most MOST of each; without those that were looked at."""
    doubtful = ledger.doubtful()
    finders: Mapping[DoubtKind, Callable[[Doubtful], Iterable[Doubt]]] = {
        "link": _links,
        "apart": _apart,
        "place": _places,
        "dispute": _disputes,
        "toll": _tolls,
    }
    seen: dict[str, bool] = {}

    def answered(event: Event) -> bool:
        if event.id not in seen:
            seen[event.id] = doubtful.looked_at(event)
        return seen[event.id]

    found: list[Doubt] = []
    for kind in KINDS:
        those = [d for d in finders[kind](doubtful) if not any(answered(e) for e in d.events)]
        found += sorted(those, key=lambda d: (-d.weight, d.events[0].id))[:MOST]
    return tuple(found)


def _links(doubtful: Doubtful) -> Iterator[Doubt]:
    strands = doubtful.weak(SURE_LINK, MOST)
    events = doubtful.events({s.event_a for s in strands})
    for one in strands:
        if one.event_a in events:
            why = (
                f"One passage is held for this happening with a probability of {_probable(one.probability)} only; no "
                "other passage of the event fits it better. If it tells of another happening, split it off."
            )
            event = events[one.event_a]
            yield Doubt("link", (event,), why, one.why, 1 - one.probability, (one.a, one.b))


def _apart(doubtful: Doubtful) -> Iterator[Doubt]:
    strands = doubtful.across(MOST)
    events = doubtful.events({e for s in strands for e in (s.event_a, s.event_b)})
    for one in strands:
        if one.event_a in events and one.event_b in events:
            why = (
                f"A passage of each fits the other with a probability of {_probable(one.probability)}, but their other "
                "passages do not: they are kept as two. If they are one happening, merge them."
            )
            pair = tuple(sorted((events[one.event_a], events[one.event_b]), key=lambda e: e.id))
            yield Doubt("apart", pair, why, one.why, one.probability, (one.a, one.b))


def _probable(probability: float) -> str:
    return f"{probability:.0%}" if probability < 0.995 else "over 99%"


def _places(doubtful: Doubtful) -> Iterator[Doubt]:
    for event in doubtful.latest(LATEST):
        unsure = [p for p in event.places if p.confidence < SURE_PLACE]
        if unsure:
            told = tuple(
                f"{p.name}{f', {p.admin1}' if p.admin1 else ''}{f', {p.country}' if p.country else ''}: "
                f"{p.confidence:.0%} sure"
                for p in unsure
            )
            why = "It is not sure which place is meant; beside each stands how probable it is."
            yield Doubt("place", (event,), why, told, 1 - min(p.confidence for p in unsure), event.mentions)


def _disputes(doubtful: Doubtful) -> Iterator[Doubt]:
    for event in doubtful.disputed(MOST):
        why = "A report says that it is disputed, or somebody denies what others assert."
        yield Doubt("dispute", (event,), why, (), float(event.publishers), event.mentions)


def _tolls(doubtful: Doubtful) -> Iterator[Doubt]:
    for event in doubtful.hurt(LEAST, LATEST):
        for field in get_args(Field):
            told = [t for t in event.tolls if t.field == field and t.published is not None]
            told.sort(key=lambda t: (published_on(t) or date.max, t.report, t.start))
            change = _jump(told)
            if change is not None:
                first, last = change
                why = (
                    f"The figure of {field} changed much: {_figure(first.figure)} on {_day(first)}, "
                    f"{_figure(last.figure)} on {_day(last)}. Is it one happening, and are the same people counted?"
                )
                said = tuple(f"{t.publisher or t.report}, {_day(t)}: {_figure(t.figure)}" for t in told)
                yield Doubt("toll", (event,), why, said, float(abs(_middle(last) - _middle(first))), event.mentions)
                break


def _jump(told: list[TollReport]) -> tuple[TollReport, TollReport] | None:
    """The first figure and the one furthest from it that was published later; None where none is far."""
    if len(told) < 2:
        return None
    first = told[0]
    later = max(told[1:], key=lambda t: abs(_middle(t) - _middle(first)))
    low, high = sorted((_middle(first), _middle(later)))
    if published_on(later) == published_on(first) or high - low < LEAST or high < JUMP * low:
        return None
    return first, later


def _middle(toll: TollReport) -> float:
    figure = toll.figure
    return float(figure.best) if figure.best is not None else sum(bounds(figure)) / 2


def _figure(figure: Figure) -> str:
    low, high = bounds(figure)
    if figure.high is None and figure.best is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _day(toll: TollReport) -> str:
    when = published_on(toll)
    return day(when) if when else "no date"


def published_on(toll: TollReport) -> date | None:
    """The day on which a figure was published."""
    return toll.published.date() if isinstance(toll.published, datetime) else toll.published
