"""Rounds: events of one side against another that follow each other so closely that reports count them as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tacitus.records import Actor, Event

GAP = timedelta(hours=36)
"""Events no further apart than this are one round: one night's strikes and those of the day after.

Events are dated to local days, so the gap is taken between days: up to one day apart is one round.
"""

_STATE = frozenset({"state_forces", "government"})


@dataclass(frozen=True)
class Round:
    """One round: its events in time order, first and last day."""

    start: date
    end: date
    events: tuple[Event, ...]


def side(actors: Sequence[Actor]) -> frozenset[str]:
    """What makes actors one side: a state's forces by their country, groups by what backs them, else by id."""
    keys = set()
    for actor in actors:
        if actor.kind in _STATE and actor.country:
            keys.add(f"state:{actor.country}")
        elif actor.affiliation:
            keys.add(f"affiliation:{actor.affiliation.casefold()}")
        else:
            keys.add(actor.id)
    return frozenset(keys)


def rounds(events: Sequence[Event]) -> tuple[Round, ...]:
    """Groups events into rounds, whatever their sides; events not dated to the day are left out.

    Pass the events of one side against another. Shape: in time order, without overlap, each event once.
    """
    dated = sorted((e.date.start, e.date.end, e.id, e) for e in events if _to_the_day(e))
    found: list[list[Event]] = []
    last: date | None = None
    for start, end, _, event in dated:
        assert start is not None and end is not None  # _to_the_day
        if last is not None and start - last <= GAP:
            found[-1].append(event)
            last = max(last, end)
        else:
            found.append([event])
            last = end
    return tuple(_round(group) for group in found)


def _to_the_day(event: Event) -> bool:
    return event.date.precision == "day" and event.date.start is not None


def _round(events: list[Event]) -> Round:
    starts = [e.date.start for e in events if e.date.start]
    ends = [e.date.end for e in events if e.date.end]
    return Round(min(starts), max(ends), tuple(events))
