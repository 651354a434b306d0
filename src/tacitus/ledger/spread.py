"""How events spread over places and days, counted from columns held in memory, for pictures that change as one asks.

Counting a hundred thousand events by place takes the database a quarter of a second each time; here a question costs
what the database needs to say which events fit, and nothing at all where it narrows by days alone. The columns are
read once for each state of the ledger, some 30 bytes an event.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from tacitus.ledger.finding import Finder, Wanted
from tacitus.ledger.index import facts, places

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class SpreadPlace:
    """A place that events stand at, no more exact than they give it; `place` is its id in the gazetteer or its name."""

    place: str
    precision: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class Counted:
    """The events that fit a question: `events` in all, and `at` each place, in the order of `Spread.places`.

    `on` counts by day from `Spread.first_day` on, and `loose` those that are dated less exactly or not at all, both as
    if the question named no days.
    """

    events: int
    at: list[int]
    on: list[int]
    loose: int


class Spread:
    """The places and days of all events of a ledger in one state, its `version`."""

    def __init__(self, finder: Finder, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        # Read before the columns: what changes between the two is counted by the next spread at the latest.
        self.version = finder.version()
        f, p = facts.c, places.c
        with reading() as conn:
            dated = select(f.event, f.number, f.first, f.last, f.precision, f.action, f.status, f.killed)
            columns = list(zip(*conn.execute(dated).all(), strict=True)) or [()] * 8
            stood = conn.execute(select(p.event, p.place, p.precision)).all()
            told = select(p.place, p.precision, *map(func.min, (p.name, p.country, p.lat, p.lon)))
            known = conn.execute(told.group_by(p.place, p.precision).order_by(p.place, p.precision)).all()
        events, numbers, firsts, lasts, precisions, actions, statuses, killed = columns
        self._row_of = np.full(max(numbers, default=0) + 1, -1, dtype=np.int64)
        self._row_of[np.array(numbers, dtype=np.int64)] = np.arange(len(numbers))
        self._first, self._last = _ordinals(firsts), _ordinals(lasts)
        self._exact = (self._first > 0) & np.array([precision == "day" for precision in precisions], dtype=bool)
        self._action, self._status = np.array(actions, dtype=str), np.array(statuses, dtype=str)
        self._killed = np.array([-1 if n is None else n for n in killed], dtype=np.int64)
        on_days = self._first[self._exact]
        self._start = int(on_days.min()) if len(on_days) else 0
        self._length = int(on_days.max()) - self._start + 1 if len(on_days) else 0
        self.places = tuple(SpreadPlace(*row) for row in known)
        self._country = np.array([place.country or "" for place in self.places], dtype=str)
        self._event, self._place = self._placed(stood, events)

    @property
    def first_day(self) -> date | None:
        """The first day that an event is dated to exactly."""
        return date.fromordinal(self._start) if self._length else None

    def count(self, wanted: Wanted, finder: Finder) -> Counted:
        """Count the events that fit; `finder` asks the ledger for what the columns do not tell."""
        fit = self._fit(wanted, finder)
        on = np.bincount(self._first[fit & self._exact] - self._start, minlength=self._length)
        loose = int((fit & ~self._exact).sum())
        if wanted.since is not None:
            fit = fit & (self._last >= wanted.since.toordinal())
        if wanted.until is not None:
            fit = fit & (self._first <= wanted.until.toordinal()) & (self._first > 0)
        at = np.bincount(self._place[fit[self._event]], minlength=len(self.places))
        return Counted(int(fit.sum()), at.tolist(), on.tolist(), loose)

    def _fit(self, wanted: Wanted, finder: Finder) -> Flags:
        """Which events fit, days left aside; only what is not in the columns is asked of the database."""
        fit = np.ones(len(self._first), dtype=bool)
        if wanted.action is not None:
            fit &= self._action == wanted.action
        if wanted.status is not None:
            fit &= self._status == wanted.status
        if wanted.killed is not None:
            fit &= self._killed >= wanted.killed
        if wanted.country is not None:
            there = np.zeros(len(fit), dtype=bool)
            there[self._event[(self._country == wanted.country.upper())[self._place]]] = True
            fit &= there
        rest = replace(wanted, since=None, until=None, action=None, status=None, killed=None, country=None)
        if rest != Wanted():
            found = np.array(finder.numbers(rest), dtype=np.int64)
            asked = np.zeros(len(fit), dtype=bool)
            rows = self._row_of[found[found < len(self._row_of)]]
            asked[rows[rows >= 0]] = True
            fit &= asked
        return fit

    def _placed(self, stood: Sequence[Any], events: Sequence[str]) -> tuple[Numbers, Numbers]:
        """For each event at a place the row of the event and that of the place; once where it names a place twice."""
        row_of = {event: row for row, event in enumerate(events)}
        spot_of = {(place.place, place.precision): spot for spot, place in enumerate(self.places)}
        pairs = {row_of[event] * len(spot_of) + spot_of[place, precision] for event, place, precision in stood}
        each = np.array(sorted(pairs), dtype=np.int64)
        return each // max(len(spot_of), 1), each % max(len(spot_of), 1)


def _ordinals(days: Sequence[str]) -> Numbers:
    """The numbers of ISO days, 0 where there is none."""
    number = {day: date.fromisoformat(day).toordinal() if day else 0 for day in set(days)}
    return np.array([number[day] for day in days], dtype=np.int64)
