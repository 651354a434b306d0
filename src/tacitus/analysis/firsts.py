"""Firsts and records: the first use of a weapon by a side, the deadliest since a day.

They are first among what the ledger holds. Each says which days were searched, among how many events, and the nearest
earlier case, so that a reader sees how much "first" is worth.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate, groupby, islice
from typing import Literal, get_args

from tacitus.analysis.findings import Finding, Material, caveats, day_known, day_of
from tacitus.analysis.people import bounds
from tacitus.analysis.queries import Query, tokens
from tacitus.analysis.sides import side
from tacitus.analysis.words import names
from tacitus.ledger.sifting import Sought
from tacitus.records import Event, Record

FEWEST = 3
"""Earlier events among which a first or a record must be one: among fewer the word says nothing."""

Scope = Literal["by", "by and against", "by and in"]
"""The first by a side at all, by it against another side, by it in a country."""

_Key = tuple[Scope, str, str]
"""A scope, the doer, and the target or country."""


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
    found = replace(query, since=None).find(material)
    known = sorted((e for e in found.yes if day_known(e)), key=lambda e: (day_of(e), e.id))
    asked = [e for e in known if (query.since or date.min) <= day_of(e)]
    begun = material.begins(exact=True)
    return Firsts(
        asked=query.words(),
        since=query.since,
        until=query.until,
        coverage=material.coverage(None, query.until),
        may_belong=len(found.maybe),
        caveats=caveats(found, "What no report read describes could be earlier, or deadlier."),
        refused=None if known else "the ledger holds no event dated to the day for this question",
        begins=begun,
        firsts=tuple(_firsts(asked, _earlier(asked, material), begun)) if begun else (),
        deadliest=tuple(_deadliest(asked, known)),
    )


def closest(weapons: Sequence[str]) -> list[str]:
    """The weapons without those that another one says more closely: no "missile" beside "ballistic missile"."""
    return [one for one in weapons if not any(set(tokens(one)) < set(tokens(other)) for other in weapons)]


def _earlier(asked: Sequence[Event], held: Material) -> list[Event]:
    """All events dated to the day, in time order, up to the last of those asked about that may be a first."""
    until = max((day_of(e) for e in asked if e.initiators and e.weapons), default=None)
    if until is None:
        return []
    found = (e for e in held.possible(Sought(until=until)) if day_known(e) and day_of(e) <= until)
    return sorted(found, key=lambda e: (day_of(e), e.id))


def _firsts(asked: Sequence[Event], everything: Sequence[Event], begins: date) -> Iterable[First]:
    wanted = {event.id for event in asked}
    before = _Before()
    for _, those in groupby(everything, key=day_of):
        today = list(those)
        for event in today:
            if event.id in wanted and event.initiators:
                for weapon in closest(event.weapons):
                    yield from islice(_first(event, weapon, begins, before), 1)
        for event in today:
            if event.status != "denied":
                before.add(event)


def _first(event: Event, weapon: str, begins: date, before: _Before) -> Iterable[First]:
    """The scopes in which an event is the first with a weapon, the widest first."""
    for scope in get_args(Scope):
        searched = before.without(_scopes(scope, event), weapon)
        if searched >= FEWEST:
            yield First(
                event=event.id,
                day=day_of(event),
                weapon=weapon,
                scope=scope,
                by=names(event.initiators),
                against=names(event.targets),
                country=next((p.country for p in event.places if p.country), None),
                since=begins,
                searched=searched,
                nearest=before.last_with(weapon),
            )


class _Before:
    """The events of all earlier days: those of each scope, and the weapons used in it.

    There are few weapons, so that they are gone through; events are not.
    """

    def __init__(self) -> None:
        self._number = 0
        self._events: dict[_Key, list[int]] = defaultdict(list)
        self._used: dict[_Key, set[frozenset[str]]] = defaultdict(set)
        self._last: dict[frozenset[str], tuple[int, str]] = {}

    def add(self, event: Event) -> None:
        """Takes in an event that is not before any taken in already."""
        self._number += 1
        weapons = {frozenset(tokens(weapon)) for weapon in event.weapons}
        self._last |= dict.fromkeys(weapons, (self._number, event.id))
        for key in {key for scope in get_args(Scope) for key in _scopes(scope, event)}:
            self._events[key].append(self._number)
            self._used[key] |= weapons

    def without(self, keys: Collection[_Key], weapon: str) -> int:
        """The number of events of the scopes together; 0 where the weapon was used in one of them."""
        wanted = set(tokens(weapon))
        if any(wanted <= used for key in keys if key in self._used for used in self._used[key]):
            return 0
        return len(set().union(*(self._events[key] for key in keys if key in self._events)))

    def last_with(self, weapon: str) -> str | None:
        """The last event with a weapon, by whomever; None without any."""
        wanted = set(tokens(weapon))
        found = [last for used, last in self._last.items() if wanted <= used]
        return max(found)[1] if found else None


def _scopes(scope: Scope, event: Event) -> set[_Key]:
    """What an event has in common with those among which it may be the first: doer, doer and target or country."""
    beside: Iterable[str] = ("",)
    if scope == "by and against":
        beside = side(event.targets)
    elif scope == "by and in":
        beside = {p.country for p in event.places if p.country}
    return {(scope, doer, other) for doer in side(event.initiators) for other in beside}


def _deadliest(asked: Sequence[Event], known: Sequence[Event]) -> Iterable[Deadliest]:
    wanted = {event.id for event in asked}
    deadly = [0, *accumulate(_killed(event)[1] > 0 for event in known)]
    # Events that killed more than every later one so far: the last that killed as many is always one of them.
    peaks: list[tuple[int, int]] = []
    begun = 0
    for _, those in groupby(known, key=day_of):
        today = list(those)
        for event in today:
            least, most = _killed(event)
            if least == 0 or event.id not in wanted:
                continue
            higher = bisect_right(peaks, -least, key=lambda peak: -peak[0])
            at = peaks[higher - 1][1] if higher else None
            start = 0 if at is None else at + 1
            if deadly[begun] - deadly[start] >= FEWEST:
                nearest = None if at is None else known[at]
                yield Deadliest(
                    event=event.id,
                    day=day_of(event),
                    killed=(least, most),
                    since=day_of(nearest) if nearest else None,
                    searched=begun - start,
                    nearest=nearest.id if nearest else None,
                )
        for number, event in enumerate(today, begun):
            most = _killed(event)[1]
            while peaks and peaks[-1][0] <= most:
                peaks.pop()
            peaks.append((most, number))
        begun += len(today)


def _killed(event: Event) -> tuple[int, int]:
    return bounds(event.casualties.killed) if event.casualties.killed else (0, 0)
