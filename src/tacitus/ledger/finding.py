"""Questions to a ledger of any size: events by what is asked, a page at a time, and counted by day, place and side.

Every question is one or two statements over the narrow tables of `ledger.index`, with a limit; only the events of the
page shown are opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, and_, func, or_, select, tuple_

from tacitus.ledger import schema
from tacitus.ledger.circles import Circle, box_around, in_circle
from tacitus.ledger.index import actors, answers, facts, names, places, publishers, reports
from tacitus.ledger.reading import chunks, events_by_id
from tacitus.ledger.stores import EVER, Box, Store
from tacitus.records import Claim, Event

Side = Literal["any", "initiator", "target"]
Order = Literal["newest", "oldest"]
ORDERS: tuple[Order, ...] = get_args(Order)
LOOKED_AT = 2000
"""Events from where a page begins among which it is looked for first."""


@dataclass(frozen=True)
class Wanted:
    """What is asked for; None and "" do not narrow.

    `since` and `until` are included and met by any overlap. `actor` stands on either side, `initiator` and `target` on
    theirs; each is an id, or a part of a name. `country` is ISO 3166-1 alpha-2, `place` an id of the gazetteer or a
    name, `box` the south, west, north and east of an area in degrees (east below west where it crosses the 180th
    meridian) that the point of a place lies in, `near` the middle (latitude and longitude in degrees) and the radius in
    kilometres of a circle that it lies in, `killed` the least number of dead (the best or else the lowest figure),
    `words` must all be in the event.
    """

    since: date | None = None
    until: date | None = None
    country: str | None = None
    place: str | None = None
    box: Box | None = None
    near: Circle | None = None
    actor: str | None = None
    initiator: str | None = None
    target: str | None = None
    action: str | None = None
    status: str | None = None
    publisher: str | None = None
    killed: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Cursor:
    """Where a page ended: the first day and the id of its last event."""

    first: str
    event: str


@dataclass(frozen=True)
class Page:
    """Some events in order; `after` asks for the next ones, None at the end."""

    events: tuple[Event, ...]
    after: Cursor | None


@dataclass(frozen=True)
class Days:
    """ISO day -> events that are dated to it, and how many are dated less exactly or not at all."""

    on: dict[str, int]
    loose: int


@dataclass(frozen=True)
class Spot:
    """One place and how many events stand at it; `latest` is the last of them."""

    place: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    events: int
    latest: str


@dataclass(frozen=True)
class Choice:
    """One value that a question can ask for, its words, and how many events have it."""

    value: str
    words: str
    events: int


@dataclass(frozen=True)
class Pair:
    """Two sides by id and a name: how many events there are that the first did to the second."""

    by: str
    by_name: str
    against: str
    against_name: str
    events: int


class Finder:
    """Asks one ledger; made by `Ledger.finder`."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]], store: Store) -> None:
        self._reading, self._store = reading, store

    def version(self) -> str:
        """Changes whenever the ledger does: what was answered before it changed may be answered again."""
        with self._reading() as conn:
            return str(conn.execute(select(schema.meta.c.value).where(schema.meta.c.key == "head")).scalar_one())

    def count(self, wanted: Wanted) -> int:
        """How many events fit."""
        with self._reading() as conn:
            return int(conn.execute(self._narrowed(select(func.count()).select_from(facts), wanted)).scalar_one())

    def ids(self, wanted: Wanted) -> set[str]:
        """The ids of all events that fit."""
        with self._reading() as conn:
            return set(conn.execute(self._narrowed(select(facts.c.event), wanted)).scalars())

    def among(self, wanted: Wanted, ids: Collection[str]) -> set[str]:
        """Those of these events that fit."""
        found: set[str] = set()
        with self._reading() as conn:
            for some in chunks(set(ids)):
                query = self._narrowed(select(facts.c.event).where(facts.c.event.in_(some)), wanted)
                found |= set(conn.execute(query).scalars())
        return found

    def numbers(self, wanted: Wanted) -> list[int]:
        """The numbers (`find_events.number`) of the events that fit, in no order."""
        with self._reading() as conn:
            return list(conn.execute(self._narrowed(select(facts.c.number), wanted)).scalars())

    def page(self, wanted: Wanted, limit: int, after: Cursor | None = None, order: Order = "newest") -> Page:
        """At most `limit` events that fit, those without a date last where the newest come first."""
        query = _in_order(select(facts.c.event, facts.c.first), after, order)
        with self._reading() as conn:
            rows = self._near(conn, query, wanted, limit + 1, order)
            if rows is None:
                rows = conn.execute(self._narrowed(query, wanted).limit(limit + 1)).all()
            found = events_by_id(conn, [row.event for row in rows[:limit]])
        more = Cursor(rows[limit - 1].first, rows[limit - 1].event) if len(rows) > limit else None
        return Page(found, more)

    def days(self, wanted: Wanted) -> Days:
        """The events that fit by day."""
        query = self._narrowed(select(facts.c.first, facts.c.precision, func.count()), wanted)
        on: dict[str, int] = {}
        loose = 0
        with self._reading() as conn:
            for first, precision, number in conn.execute(query.group_by(facts.c.first, facts.c.precision)):
                if first and precision == "day":
                    on[first] = number
                else:
                    loose += number
        return Days(dict(sorted(on.items())), loose)

    def spots(self, wanted: Wanted, limit: int) -> tuple[Spot, ...]:
        """The places of the events that fit, those with the most events first."""
        p = places.c
        number, latest = func.count().label("number"), func.max(p.event).label("latest")
        query = select(p.place, p.precision, number, latest).group_by(p.place, p.precision)
        ids = self._ids(wanted)
        if ids is not None:
            query = query.where(p.event.in_(ids))
        most = query.order_by(number.desc(), p.place, p.precision).limit(limit).subquery()
        told = and_(p.event == most.c.latest, p.place == most.c.place, p.precision == most.c.precision)
        shown = select(p.place, p.name, p.country, p.lat, p.lon, p.precision, most.c.number, most.c.latest)
        shown = shown.join(most, told).order_by(most.c.number.desc(), p.name, p.place, p.precision, p.position)
        with self._reading() as conn:
            spots = [Spot(*row) for row in conn.execute(shown)]
        # An event may name a place twice; the first naming tells of it.
        return tuple({(s.place, s.precision): s for s in reversed(spots)}.values())[::-1]

    def sides(self, wanted: Wanted, limit: int, side: Side = "any") -> tuple[Choice, ...]:
        """The sides of the events that fit, those with the most events first."""
        query = select(actors.c.actor, _a_name(actors), func.count(actors.c.event.distinct()))
        if side != "any":
            query = query.where(actors.c.side == side)
        return self._choices(query, actors.c.actor, actors.c.event, wanted, limit)

    def countries(self, wanted: Wanted, limit: int) -> tuple[Choice, ...]:
        """The countries of the events that fit, by code."""
        query = select(places.c.country, places.c.country, func.count(places.c.event.distinct()))
        query = query.where(places.c.country.is_not(None))
        return self._choices(query, places.c.country, places.c.event, wanted, limit)

    def pairs(self, wanted: Wanted, limit: int) -> tuple[Pair, ...]:
        """Who did something to whom in the events that fit, the pairs with the most events first."""
        by, against, number = actors.alias(), actors.alias(), func.count().label("number")
        query = select(by.c.actor, _a_name(by), against.c.actor, _a_name(against), number)
        query = query.join(against, and_(against.c.event == by.c.event, against.c.side == "target"))
        query = query.where(by.c.side == "initiator")
        ids = self._ids(wanted)
        if ids is not None:
            query = query.where(by.c.event.in_(ids))
        query = query.group_by(by.c.actor, against.c.actor)
        with self._reading() as conn:
            rows = conn.execute(query.order_by(number.desc(), by.c.actor, against.c.actor).limit(limit))
            return tuple(Pair(*row) for row in rows)

    def publishers(self, wanted: Wanted, limit: int) -> tuple[Choice, ...]:
        """Who published the reports of the events that fit."""
        query = select(publishers.c.publisher, publishers.c.publisher, func.count())
        return self._choices(query, publishers.c.publisher, publishers.c.event, wanted, limit)

    def actions(self, wanted: Wanted, limit: int) -> tuple[Choice, ...]:
        """What was done in the events that fit."""
        query = select(facts.c.action, facts.c.action, func.count())
        return self._choices(query, facts.c.action, facts.c.event, wanted, limit)

    def answering(self, event: str) -> tuple[Event, ...]:
        """The events that are said to answer this one, by date."""
        query = select(facts.c.event).join(answers, answers.c.event == facts.c.event)
        query = query.where(answers.c.answered == event).order_by(facts.c.first, facts.c.event)
        with self._reading() as conn:
            return events_by_id(conn, list(conn.execute(query).scalars()))

    def claims(self, limit: int, kind: str | None = None) -> tuple[Claim, ...]:
        """The claims of the latest reports, the latest first; of one report in the order of its text."""
        table = schema.claims
        query = select(table.c.payload).join(reports, reports.c.report == table.c.report)
        if kind is not None:
            query = query.where(table.c.kind == kind)
        query = query.order_by(reports.c.published.desc(), table.c.report, table.c.position).limit(limit)
        with self._reading() as conn:
            return tuple(Claim.model_validate_json(payload) for payload in conn.execute(query).scalars())

    def _near(
        self, conn: Connection, query: Select[Any], wanted: Wanted, limit: int, order: Order
    ) -> Sequence[Row[Any]] | None:
        """The first rows that fit, where there are so many among the nearest; None where one must look further.

        Of a filter that many events fit these are found at once by going from day to day, and listing all that fit,
        which is what a database does else, takes longest. What it costs in vain is looking at LOOKED_AT events.
        """
        first = facts.c.first
        if wanted == Wanted() or _few(wanted) or (wanted.since is not None and order == "oldest"):
            return None
        days = query.with_only_columns(first)
        if wanted.until is not None:
            days = days.where(first <= wanted.until.isoformat())
        day = conn.execute(days.offset(LOOKED_AT).limit(1)).scalar()
        if day is None:
            return None
        near = query.where(first >= day if order == "newest" else first <= day)
        rows = conn.execute(self._narrowed(near, wanted, each=True).limit(limit)).all()
        return rows if len(rows) == limit else None

    def _choices(self, query: Select[Any], by: Any, event: Any, wanted: Wanted, limit: int) -> tuple[Choice, ...]:
        ids = self._ids(wanted)
        if ids is not None:
            query = query.where(event.in_(ids))
        number = list(query.selected_columns)[-1]
        with self._reading() as conn:
            rows = conn.execute(query.group_by(by).order_by(number.desc(), by).limit(limit))
            return tuple(Choice(*row) for row in rows)

    def _ids(self, wanted: Wanted) -> Select[Any] | None:
        """The ids of the events that fit; None where all do."""
        return None if wanted == Wanted() else self._narrowed(select(facts.c.event), wanted)

    def _narrowed(self, query: Select[Any], wanted: Wanted, each: bool = False) -> Select[Any]:
        """The query with what is asked for; `each` row is looked at by itself, in the order of the query."""
        f = facts.c
        each = each or _few(wanted)
        if wanted.since is not None:
            query = query.where(f.last >= wanted.since.isoformat())
        if wanted.until is not None:
            query = query.where(f.first <= wanted.until.isoformat(), f.first != "")
        for column, value in ((f.action, wanted.action), (f.status, wanted.status)):
            if value is not None:
                # Joined with nothing the column has no index, and the rows are read in the order of the days.
                query = query.where((column.concat("") if each else column) == value)
        if wanted.killed is not None:
            query = query.where(f.killed >= wanted.killed)
        if wanted.country is not None:
            query = query.where(_has(places, places.c.country == wanted.country.upper(), each))
        if wanted.place is not None:
            at = or_(places.c.place == wanted.place, places.c.name == wanted.place)
            query = query.where(f.event.in_(select(places.c.event).where(at)))
        days = (
            wanted.since.toordinal() if wanted.since else EVER[0],
            wanted.until.toordinal() if wanted.until else EVER[1],
        )
        if wanted.box is not None:
            inside = self._store.inside(places.c, wanted.box, days)
            query = query.where(f.event.in_(select(places.c.event).where(inside)))
        if wanted.near is not None:
            around = self._store.inside(places.c, box_around(wanted.near), days)
            close = select(places.c.event).where(around, in_circle(places.c, wanted.near))
            query = query.where(f.event.in_(close))
        if wanted.publisher is not None:
            query = query.where(_has(publishers, publishers.c.publisher == wanted.publisher, each))
        sides: Iterable[tuple[Side, str | None]] = (
            ("any", wanted.actor),
            ("initiator", wanted.initiator),
            ("target", wanted.target),
        )
        for side, name in sides:
            if name is not None:
                query = query.where(_has_side(side, name, each))
        if words := re.findall(r"[^\W_]+", wanted.words):
            query = query.where(self._store.saying(f.number, words))
        return query


def _a_name(sides: Any) -> Any:
    """One of the names of the actor of a row, always the same."""
    return select(func.min(names.c.name)).where(names.c.actor == sides.c.actor).scalar_subquery()


def _has_side(side: Side, name: str, each: bool) -> ColumnElement[bool]:
    """Whether the event of a row has a side of that id, or with that part of a name."""
    known = or_(names.c.actor == name, names.c.name.icontains(name, autoescape=True))
    its = actors.alias()
    on_it = its.c.actor.in_(select(names.c.actor).where(known))
    return _has(its, on_it if side == "any" else and_(on_it, its.c.side == side), each)


def _has(table: FromClause, there: ColumnElement[bool], each: bool) -> ColumnElement[bool]:
    """Whether the event of a row has such a row in another table.

    `each` event is looked at, or all events that have one are listed first. SQLite does not choose by itself, and the
    wrong one takes several times as long (docs/growth.md).
    """
    having = select(table.c.event).where(there)
    if each:
        return having.where(table.c.event == facts.c.event).correlate(facts).exists()
    return facts.c.event.in_(having)


def _few(wanted: Wanted) -> bool:
    """Whether an index leaves few events, or may."""
    return bool(wanted.box or wanted.near or wanted.place or wanted.words)


def _in_order(query: Select[Any], after: Cursor | None, order: Order) -> Select[Any]:
    """The query in an order of days, from where a page ended."""
    key = tuple_(facts.c.first, facts.c.event)
    if order == "newest":
        query = query.order_by(facts.c.first.desc(), facts.c.event.desc())
    else:
        query = query.order_by(facts.c.first, facts.c.event)
    if after is None:
        return query
    mark = tuple_(after.first, after.event)
    return query.where(key < mark if order == "newest" else key > mark)
