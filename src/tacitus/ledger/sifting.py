"""What may answer a question, read from a ledger of any size: the narrow tables choose, and only the rest is opened.

Where the finder gives what fits, this gives also what would fit if what the ledger does not know of it (a date, a
place) were so, for an analysis tells how many such events there are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, func, or_, select

from tacitus.ledger import schema
from tacitus.ledger.index import facts, places, reports
from tacitus.ledger.reading import chunks, parsed
from tacitus.records import Claim, Event, Report


@dataclass(frozen=True)
class Sought:
    """Events of these actions, in these countries (ISO 3166-1 alpha-2; none: anywhere), on these days, both included.

    Events without a date, without a place or at a place of no country may be among them. None does not narrow.
    """

    actions: frozenset[str] | None = None
    countries: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    status: str | None = None


@dataclass(frozen=True)
class Read:
    """How many reports were published on some days, by how many publishers, on how many days; and how many on none."""

    reports: int
    publishers: int
    days: int
    undated: int

    @property
    def all(self) -> int:
        """How many reports there are on these days and on none."""
        return self.reports + self.undated


class Sieve:
    """Reads one ledger; made by `Ledger.sieve`. An event or report is opened once and kept."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading
        self._ids: dict[Sought, tuple[str, ...]] = {}
        self._events: dict[str, Event] = {}
        self._reports: dict[str, Report | None] = {}

    def events(self, sought: Sought) -> list[Event]:
        """The events that are sought, or may be, by date; undated ones first."""
        if sought not in self._ids:
            with self._reading() as conn:
                self._ids[sought] = tuple(conn.execute(_sifted(sought)).scalars())
        return self.events_of(self._ids[sought])

    def events_of(self, ids: Collection[str]) -> list[Event]:
        """The events of those ids that are listed, by date; undated ones first."""
        table = schema.events
        with self._reading() as conn:
            for chunk in chunks(set(ids) - self._events.keys()):
                query = select(table.c.id, table.c.payload).where(table.c.id.in_(chunk), table.c.rejected == 0)
                for id_, payload in conn.execute(query):
                    self._events[id_] = Event.model_validate_json(payload)
        found = (self._events[id_] for id_ in set(ids) if id_ in self._events)
        return sorted(found, key=lambda e: (e.date.start or date.min, e.id))

    def told_by(self, report: str) -> list[Event]:
        """The events that a report tells of."""
        table = schema.mentions
        query = select(table.c.event).where(table.c.report == report, table.c.event.is_not(None))
        with self._reading() as conn:
            ids = set(conn.execute(query).scalars())
        return self.events_of(ids)

    def begins(self, exact: bool = False) -> date | None:
        """The first day that an event is dated to, with `exact` of those dated to the day; None without any."""
        query = select(func.min(facts.c.first)).where(facts.c.first != "")
        return self._day(query.where(facts.c.precision == "day") if exact else query)

    def read(self, since: date | None, until: date | None) -> Read:
        """What was published on those days, both included; a report without a publisher has one of its own."""
        day = reports.c.published
        query = select(func.count(), func.count(reports.c.publisher.distinct()), func.count(day.distinct()))
        query = query.where(day != "")
        if since is not None:
            query = query.where(day >= since.isoformat())
        if until is not None:
            query = query.where(day <= until.isoformat())
        undated = select(func.count()).select_from(reports).where(day == "")
        with self._reading() as conn:
            return Read(*conn.execute(query).one(), conn.execute(undated).scalar_one())

    def last_read(self) -> date | None:
        """The last day on which a report was published; None where no report has a day."""
        return self._day(select(func.max(reports.c.published)).where(reports.c.published != ""))

    def report(self, id_: str) -> Report | None:
        """The latest version of a report; None where there is none."""
        if id_ not in self._reports:
            table = schema.reports
            with self._reading() as conn:
                payload = conn.execute(select(table.c.payload).where(table.c.id == id_)).scalar()
            self._reports[id_] = parsed(payload).report if payload is not None else None
        return self._reports[id_]

    def report_ids(self) -> list[str]:
        """The ids of all reports, in order."""
        with self._reading() as conn:
            return list(conn.execute(select(reports.c.report).order_by(reports.c.report)).scalars())

    def claims(self, of: Collection[str] | None = None, kind: str | None = None) -> list[Claim]:
        """The claims, of those reports and of that kind where asked, by report and position."""
        table = schema.claims
        query = select(table.c.payload).order_by(table.c.report, table.c.position)
        if kind is not None:
            query = query.where(table.c.kind == kind)
        narrowed = [query] if of is None else [query.where(table.c.report.in_(chunk)) for chunk in chunks(set(of))]
        with self._reading() as conn:
            payloads = [payload for one in narrowed for payload in conn.execute(one).scalars()]
        return [Claim.model_validate_json(payload) for payload in payloads]

    def _day(self, query: Select[Any]) -> date | None:
        with self._reading() as conn:
            found = conn.execute(query).scalar()
        return date.fromisoformat(found) if found else None


def _sifted(sought: Sought) -> Select[Any]:
    f, p = facts.c, places.c
    query = select(f.event)
    if sought.actions is not None:
        query = query.where(f.action.in_(sorted(sought.actions)))
    if sought.status is not None:
        query = query.where(f.status == sought.status)
    days = []
    if sought.since is not None:
        days.append(f.last >= sought.since.isoformat())
    if sought.until is not None:
        days.append(f.first <= sought.until.isoformat())
    if days:
        query = query.where(or_(and_(f.first != "", *days), f.first == "", f.last == ""))
    if sought.countries:
        there = select(p.event).where(or_(p.country.in_(sorted(sought.countries)), p.country.is_(None)))
        nowhere = ~exists().where(p.event == f.event).correlate(facts)
        query = query.where(or_(f.event.in_(there), nowhere))
    return query
