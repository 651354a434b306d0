"""Firsts and records: the first use of a weapon by a side, the deadliest since a day.

They are first among what the ledger holds. Each says which days were searched, among how many events, and the nearest
earlier case, so that a reader sees how much "first" is worth.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, groupby, product
from typing import Literal

from tacitus.actors.sides import side
from tacitus.analysis.findings import Finding, caveats, day_known, day_of
from tacitus.analysis.material import Material
from tacitus.analysis.people import bounds
from tacitus.analysis.queries import Query, tokens
from tacitus.analysis.words import names
from tacitus.ledger.outlines import Outlined
from tacitus.records import Record

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
    found = replace(query, since=None).find(material)
    known = [e for e in found.yes if day_known(e)]
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
        firsts=tuple(_firsts(asked, material, begun)) if begun else (),
        deadliest=tuple(_deadliest(asked, known)),
    )


def closest(weapons: Sequence[str]) -> list[str]:
    """The weapons without those that another one says more closely: no "missile" beside "ballistic missile"."""
    return [one for one in weapons if not any(set(tokens(one)) < set(tokens(other)) for other in weapons)]


@dataclass(frozen=True)
class _Among:
    """The deeds among which one may be the first: of these doers, to these targets or in these countries if given."""

    scope: Scope
    doers: frozenset[str]
    targets: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


def _firsts(asked: Sequence[Outlined], held: Material, begins: date) -> Iterator[First]:
    armed = [event for event in asked if event.initiators and event.weapons]
    uses = _Uses(held, armed)
    # Most events have sides, places and weapons that others have: whether it may be a first depends on the day alone.
    known: dict[tuple[int, ...], list[tuple[str, _Among, date | None]]] = {}
    for event in armed:
        parts = tuple(map(id, (event.initiators, event.targets, event.places, event.weapons)))
        if parts not in known:
            scopes = _scopes(event)
            known[parts] = [(w, among, uses.first(w, among)) for w in closest(event.weapons) for among in scopes]
        told = set()
        for weapon, among, used in known[parts]:
            if weapon in told or (used is not None and used < day_of(event)):
                continue
            searched = held.deeds_before(day_of(event), among.doers, among.targets, among.countries)
            if searched >= FEWEST:
                told.add(weapon)
                nearest = held.last_use(uses.as_close(weapon), day_of(event))
                yield _first(event, weapon, among.scope, begins, searched, nearest)


def _first(event: Outlined, weapon: str, scope: Scope, begins: date, searched: int, nearest: str | None) -> First:
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
        nearest=nearest,
    )


def _scopes(event: Outlined) -> list[_Among]:
    """Those in which an event may be the first, the widest first."""
    doers, targets = side(event.initiators), side(event.targets)
    countries = frozenset(p.country for p in event.places if p.country)
    found = [_Among("by", doers)]
    if targets:
        found.append(_Among("by and against", doers, targets=targets))
    if countries:
        found.append(_Among("by and in", doers, countries=countries))
    return found


class _Uses:
    """On which day the doers of some events first used each weapon, against whom and where."""

    def __init__(self, held: Material, armed: Sequence[Outlined]) -> None:
        doers = {doer for actors in {id(e.initiators): e.initiators for e in armed}.values() for doer in side(actors)}
        self._words = {weapon: frozenset(tokens(weapon)) for weapon in held.weapons()} if armed else {}
        self._first: dict[tuple[str, str, str], dict[str, date]] = defaultdict(dict)
        for deed in held.first_uses(doers):
            for target, country in {("", ""), (deed.target, ""), ("", deed.country)}:
                days = self._first[deed.doer, target, country]
                days[deed.weapon] = min(deed.day, days.get(deed.weapon, deed.day))

    def as_close(self, weapon: str) -> list[str]:
        """The weapons that are this one, or are it more closely: "ballistic missile" is a "missile"."""
        wanted = set(tokens(weapon))
        return [other for other, words in self._words.items() if wanted <= words]

    def first(self, weapon: str, among: _Among) -> date | None:
        """The first day on which the weapon was used in a scope; None where it never was."""
        keys = product(among.doers, among.targets or {""}, among.countries or {""})
        used = [days for key in keys if (days := self._first.get(key))]
        return min((days[w] for w in self.as_close(weapon) for days in used if w in days), default=None)


def _deadliest(asked: Sequence[Outlined], known: Sequence[Outlined]) -> Iterable[Deadliest]:
    wanted = {event.id for event in asked}
    figures = [_killed(event) for event in known]
    deadly = [0, *accumulate(most > 0 for _, most in figures)]
    # Events that killed more than every later one so far: the last that killed as many is always one of them.
    peaks: list[tuple[int, int]] = []
    begun = 0
    for _, those in groupby(zip(known, figures, strict=True), key=lambda pair: day_of(pair[0])):
        today = list(those)
        for event, (least, most) in today:
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
        for number, (_, (_, most)) in enumerate(today, begun):
            while peaks and peaks[-1][0] <= most:
                peaks.pop()
            peaks.append((most, number))
        begun += len(today)


def _killed(event: Outlined) -> tuple[int, int]:
    return bounds(event.casualties.killed) if event.casualties.killed else (0, 0)
