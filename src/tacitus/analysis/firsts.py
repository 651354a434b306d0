"""Firsts and records: the first use of a weapon by a side, the deadliest since a day.

They are first among what the ledger holds. Each says which days were searched, among how many events, and the nearest
earlier case, so that a reader sees how much "first" is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, get_args

from tacitus.analysis.findings import Finding, Material, caveats, day_known, day_of
from tacitus.analysis.people import bounds
from tacitus.analysis.queries import Query, tokens
from tacitus.analysis.sides import side
from tacitus.analysis.words import names
from tacitus.records import Event, Record

FEWEST = 3
"""Earlier events among which a first or a record must be one: among fewer the word says nothing."""

Scope = Literal["by", "by and against", "by and in"]
"""The first by a side at all, by it against another side, by it in a country."""


class First(Record):
    """The first use of a weapon by a side (`scope`) since `since`, the first day that the ledger has an event of.

    `searched` is the number of earlier events of that scope; `nearest` the last earlier event in which the same weapon
    was used by or against others, or elsewhere, None where there is none.
    """

    event: str
    day: date
    weapon: str
    scope: Scope
    by: str
    against: str
    country: str | None
    since: date
    searched: int
    nearest: str | None


class Deadliest(Record):
    """An event that killed more, by its least figure, than any earlier one by its greatest, back to `nearest`.

    `since` is the day of `nearest`, the last earlier event that may have killed as many; None where there is none since
    the ledger begins. `searched` is the number of events between, and `killed` the least and the most of the event.
    """

    event: str
    day: date
    killed: tuple[int, int]
    since: date | None
    searched: int
    nearest: str | None


class Firsts(Finding):
    """The firsts and records of the days asked about, in time order; `begins` is the first day of the ledger."""

    begins: date | None
    firsts: tuple[First, ...]
    deadliest: tuple[Deadliest, ...]


def find_firsts(query: Query, material: Material) -> Firsts:
    """Looks for firsts and records on the days of a question among all earlier events that fit it otherwise."""
    found = replace(query, since=None).find(material.events)
    known = sorted((e for e in found.yes if day_known(e)), key=lambda e: (day_of(e), e.id))
    asked = [e for e in known if (query.since or date.min) <= day_of(e)]
    everything = sorted((e for e in material.events if day_known(e)), key=lambda e: (day_of(e), e.id))
    begins = day_of(everything[0]) if everything else None
    return Firsts(
        asked=query.words(),
        since=query.since,
        until=query.until,
        coverage=material.coverage(None, query.until),
        may_belong=len(found.maybe),
        caveats=caveats(found, "What no report read describes could be earlier, or deadlier."),
        refused=None if known else "the ledger holds no event dated to the day for this question",
        begins=begins,
        firsts=tuple(_firsts(asked, everything, begins)) if begins else (),
        deadliest=tuple(_deadliest(asked, known)),
    )


def closest(weapons: Sequence[str]) -> list[str]:
    """The weapons without those that another one says more closely: no "missile" beside "ballistic missile"."""
    return [one for one in weapons if not any(set(tokens(one)) < set(tokens(other)) for other in weapons)]


def _firsts(asked: Sequence[Event], everything: Sequence[Event], begins: date) -> Iterable[First]:
    for event in asked:
        if not event.initiators:
            continue
        earlier = [e for e in everything if day_of(e) < day_of(event) and e.status != "denied"]
        for weapon in closest(event.weapons):
            used = [e for e in earlier if _uses(e, weapon)]
            for scope in get_args(Scope):
                among = [e for e in earlier if _within(scope, event, e)]
                if len(among) >= FEWEST and not any(e in used for e in among):
                    yield _first(event, weapon, scope, begins, len(among), used)
                    break


def _first(event: Event, weapon: str, scope: Scope, begins: date, searched: int, used: Sequence[Event]) -> First:
    return First(
        event=event.id,
        day=day_of(event),
        weapon=weapon,
        scope=scope,
        by=names(event.initiators),
        against=names(event.targets),
        country=next((p.country for p in event.places if p.country), None),
        since=begins,
        searched=searched,
        nearest=used[-1].id if used else None,
    )


def _within(scope: Scope, event: Event, other: Event) -> bool:
    """Whether an earlier event is one among which the event may be the first."""
    if not side(event.initiators) & side(other.initiators):
        return False
    if scope == "by and against":
        return bool(side(event.targets) & side(other.targets))
    if scope == "by and in":
        return bool({p.country for p in event.places if p.country} & {p.country for p in other.places})
    return True


def _uses(event: Event, weapon: str) -> bool:
    wanted = set(tokens(weapon))
    return any(wanted <= set(tokens(other)) for other in event.weapons)


def _deadliest(asked: Sequence[Event], known: Sequence[Event]) -> Iterable[Deadliest]:
    for event in asked:
        least, most = _killed(event)
        if least == 0:
            continue
        earlier = [e for e in known if day_of(e) < day_of(event)]
        as_many = [n for n, e in enumerate(earlier) if _killed(e)[1] >= least]
        between = earlier[as_many[-1] + 1 :] if as_many else earlier
        if sum(_killed(e)[1] > 0 for e in between) >= FEWEST:
            nearest = earlier[as_many[-1]] if as_many else None
            yield Deadliest(
                event=event.id,
                day=day_of(event),
                killed=(least, most),
                since=day_of(nearest) if nearest else None,
                searched=len(between),
                nearest=nearest.id if nearest else None,
            )


def _killed(event: Event) -> tuple[int, int]:
    return bounds(event.casualties.killed) if event.casualties.killed else (0, 0)
