"""Rounds: events of one side against another that follow each other so closely that reports count them as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Generic, TypeVar

from tacitus.analysis.words import day
from tacitus.ledger.outlines import Outlined, in_time

One = TypeVar("One", bound=Outlined)

GAP_DAYS = 1
"""Days that events of one round may lie apart: one night's strikes and those of the day after.

Events are dated to local days, so the gap is taken between days.
"""


@dataclass(frozen=True)
class Round(Generic[One]):
    """One round: its events in time order, first and last day."""

    start: date
    end: date
    events: tuple[One, ...]

    def days(self) -> str:
        """The days of a round in words."""
        return day(self.start) if self.start == self.end else f"{day(self.start)} to {day(self.end)}"


def rounds(events: Iterable[One], gap_days: int = GAP_DAYS) -> tuple[Round[One], ...]:
    """Groups events into rounds, whatever their sides; events not dated to the day are left out.

    Pass the events of one side against another. Shape: in time order, without overlap, each event once.
    """
    dated = [e for e in events if _to_the_day(e)]
    starts = [e.date.start for e in dated if e.date.start is not None]
    if any(later < earlier for earlier, later in pairwise(starts)):
        dated.sort(key=in_time)
    found: list[list[One]] = []
    last: date | None = None
    for event in dated:
        start, end = event.date.start, event.date.end
        assert start is not None and end is not None  # _to_the_day
        if last is not None and (start - last).days <= gap_days:
            found[-1].append(event)
            last = max(last, end)
        else:
            found.append([event])
            last = end
    return tuple(_round(group) for group in found)


def _to_the_day(event: Outlined) -> bool:
    return event.date.precision == "day" and event.date.start is not None


def _round(events: list[One]) -> Round[One]:
    starts = [e.date.start for e in events if e.date.start]
    ends = [e.date.end for e in events if e.date.end]
    return Round(min(starts), max(ends), tuple(events))
