"""What every answer of an analysis has: the question in words, its days, what was read, and what limits it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

from pydantic import WithJsonSchema

from tacitus.analysis.coverage import Coverage
from tacitus.analysis.material import Material as Material
from tacitus.analysis.queries import Found, Query
from tacitus.analysis.words import plural
from tacitus.ledger.outlines import Outlined
from tacitus.records import Record

ONLY_READ = "The ledger holds what the reports it has read describe, not all that happened."


class Finding(Record):
    """Base of all findings. `since` and `until` are included; `refused` is the reason where no answer is given.

    `may_belong` counts events that would belong if what the ledger does not know of them (a side not named, a date
    known to the month) were so; they are in no number unless it is said.
    """

    asked: str
    since: date | None
    until: date | None
    coverage: Coverage
    may_belong: int = 0
    caveats: tuple[str, ...] = ()
    refused: str | None = None


class Interval(Record):
    """A number with the interval that holds it in `level` of all cases; None where an end is open or unknown.

    `best` may be infinite (a ratio to a time without events), which JSON writes as null.
    """

    best: Annotated[float, WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "null"}]})]
    low: float | None
    high: float | None
    level: float = 0.95


def caveats(found: Found, *more: str) -> tuple[str, ...]:
    """The limits of an answer: what it does not count, then what the analysis adds."""
    loose = [e for e in found.yes if not day_known(e)]
    parts: Iterable[str] = (
        f"{plural(len(loose), 'event')} known less exactly than to the day: left out." if loose else "",
        f"{plural(len(found.maybe), 'more event')} may belong (a side, place, weapon or date is not known)."
        if found.maybe
        else "",
        *more,
        ONLY_READ,
    )
    return tuple(part for part in parts if part)


def day_known(event: Outlined) -> bool:
    """Whether an event is dated to the day."""
    return event.date.precision == "day" and event.date.start is not None


def day_of(event: Outlined) -> date:
    """The first day of an event that is dated to the day."""
    assert event.date.start is not None
    return event.date.start


def ids(events: Iterable[Outlined]) -> tuple[str, ...]:
    """The ids of events."""
    return tuple(event.id for event in events)


def window(query: Query, events: Sequence[Outlined]) -> tuple[date, date] | None:
    """The days asked about: those of the question, where it leaves them open those of the events; None without any."""
    days = [day_of(e) for e in events if day_known(e)]
    since, until = query.since or min(days, default=None), query.until or max(days, default=None)
    return (since, until) if since and until and since <= until else None
