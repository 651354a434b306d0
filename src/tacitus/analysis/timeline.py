"""Days and the events on them. What is not dated to the day is kept apart, never put on a day it may not belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tacitus.records import Event

By = Literal["action", "initiator", "target", "country", "status"]

UNNAMED = "not named"
"""The label that `counts` gives to events whose side or country is unknown."""


@dataclass(frozen=True)
class Day:
    """One day and its events, in the order of their ids."""

    date: date
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Timeline:
    """`days` without gaps from the first to the last; `loose` are the events not dated to the day."""

    days: tuple[Day, ...]
    loose: tuple[Event, ...]


def timeline(events: Sequence[Event], since: date | None = None, until: date | None = None) -> Timeline:
    """Lays events on days.

    An event dated to the day that runs over midnight stands on its first day, once. `since` and `until`
    (both included) widen or narrow the days shown; by default they are those of the first and last event.
    """
    on: dict[date, list[Event]] = {}
    loose = []
    for event in sorted(events, key=lambda e: e.id):
        if event.date.precision == "day" and event.date.start is not None:
            on.setdefault(event.date.start, []).append(event)
        else:
            loose.append(event)
    first, last = since or min(on, default=None), until or max(on, default=None)
    days = []
    while first is not None and last is not None and first <= last:
        days.append(Day(first, tuple(on.get(first, ()))))
        first += timedelta(days=1)
    return Timeline(tuple(days), tuple(loose))


def labels(event: Event, by: By) -> tuple[str, ...]:
    """The labels under which `counts` counts an event: two initiators give two labels."""
    if by == "action":
        return (event.action,)
    if by == "status":
        return (event.status,)
    if by == "country":
        found = [p.country for p in event.places if p.country]
    else:
        found = [a.name for a in (event.initiators if by == "initiator" else event.targets)]
    return tuple(dict.fromkeys(found)) or (UNNAMED,)


def counts(events: Sequence[Event], by: By) -> dict[str, int]:
    """How many events bear each label, most first; an event with two labels counts under both."""
    found = Counter(label for event in events for label in labels(event, by))
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
