"""What may answer a question, read from a ledger of any size: the narrow tables choose, and only the rest is opened.

Where the finder gives what fits, this gives also what would fit if what the ledger does not know of it (a date, a
place) were so, for an analysis tells how many such events there are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select, union

from tacitus.ledger import schema
from tacitus.ledger.index import actors, facts, reports
from tacitus.ledger.outlines import COLUMNS, Deed, Outline, Outlined, deeds, outline, outlines
from tacitus.ledger.reading import chunks, parsed
from tacitus.records import Claim, Event, Report

UNDATED = "~"
"""Stands after every day."""


@dataclass(frozen=True)
class Sought:
    """Events of these actions, in these countries (ISO 3166-1 alpha-2; none: anywhere), on these days, both included.

    Events without a date, without a place or at a place of no country may be among them. None does not narrow. `doers`
    are ids of initiators and sides (`actors.sides.side`): where there are any, events of no other are sought, nor those
    of a side that are denied or not dated to the day.
    """

    actions: frozenset[str] | None = None
    countries: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    status: str | None = None
    doers: frozenset[str] = frozenset()

    def holds(self, other: Sought) -> bool:
        """Whether this seeks all that another does, and the same but for the days."""
        since = self.since is None or (other.since is not None and self.since <= other.since)
        until = self.until is None or (other.until is not None and other.until <= self.until)
        return since and until and replace(other, since=self.since, until=self.until) == self

    def meets(self, event: Outlined) -> bool:
        """Whether an event is on these days, or may be."""
        first, last = event.date.start, event.date.end
        if first is None or last is None:
            return True
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)


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
        self._outlines: dict[Sought, list[Outline]] = {}
        self._events: dict[str, Event] = {}
        self._reports: dict[str, Report | None] = {}

    def outlines(self, sought: Sought) -> list[Outline]:
        """The events that are sought, or may be, in outline and in time order."""
        if sought not in self._outlines:
            wider = next((known for known in self._outlines if known.holds(sought)), None)
            if wider is None:
                by_date = self._read_outlines(sought)
            else:
                by_date = [o for o in self._outlines[wider] if sought.meets(o)]
            self._outlines[sought] = by_date
        return self._outlines[sought]

    def _read_outlines(self, sought: Sought) -> list[Outline]:
        found: dict[str, Outline] = {}  # by first day and id; an event in two countries has two rows
        with self._reading() as conn:
            for row in conn.execute(_sifted(sought)):
                found[(row[1] or UNDATED) + row[0]] = outline(row)
        return [found[when] for when in sorted(found)]

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

    def first_uses(self, doers: Collection[str]) -> list[Deed]:
        """Each weapon that these doers used (or "") on each target in each country, with the first day of that.

        `Deed.event` is empty.
        """
        d, found = deeds.c, []
        with self._reading() as conn:
            for chunk in chunks(set(doers)):
                query = select(d.doer, d.target, d.country, d.weapon, func.min(d.day)).where(d.doer.in_(chunk))
                for doer, target, country, weapon, day in conn.execute(
                    query.group_by(d.doer, d.target, d.country, d.weapon)
                ):
                    found.append(Deed(doer, target, country, weapon, date.fromisoformat(day), ""))
        return found

    def deeds_before(
        self, day: date, doers: Collection[str], targets: Collection[str] = (), countries: Collection[str] = ()
    ) -> int:
        """How many events of earlier days are deeds of these doers, to these targets or in these countries if given."""
        d = deeds.c
        query = select(func.count(d.event.distinct())).where(d.doer.in_(sorted(doers)), d.day < day.isoformat())
        for column, wanted in ((d.target, targets), (d.country, countries)):
            if wanted:
                query = query.where(column.in_(sorted(wanted)))
        with self._reading() as conn:
            return int(conn.execute(query).scalar_one())

    def weapons(self) -> list[str]:
        """All weapons of deeds."""
        found: list[str] = []
        with self._reading() as conn:
            # One look at the index for each weapon, however many events there are.
            after: str | None = ""
            while after is not None:
                after = conn.execute(select(func.min(deeds.c.weapon)).where(deeds.c.weapon > after)).scalar()
                found += [after] if after is not None else []
        return found

    def last_use(self, weapons: Collection[str], day: date) -> str | None:
        """The last event of an earlier day with one of these weapons; None without any."""
        d = deeds.c
        query = select(d.day, d.event).where(d.day < day.isoformat()).order_by(d.day.desc(), d.event.desc()).limit(1)
        with self._reading() as conn:
            found = [row for weapon in weapons if (row := conn.execute(query.where(d.weapon == weapon)).first())]
        return max((row.day, row.event) for row in found)[1] if found else None

    def told_by(self, report: str) -> list[Event]:
        """The events that a report tells of."""
        table = schema.mentions
        query = select(table.c.event).where(table.c.report == report, table.c.event.is_not(None))
        with self._reading() as conn:
            ids = set(conn.execute(query).scalars())
        return self.events_of(ids)

    def reports_on(self, ids: Collection[str]) -> set[str]:
        """The reports that tell of these events."""
        found: set[str] = set()
        table = schema.mentions
        with self._reading() as conn:
            for chunk in chunks(set(ids)):
                found.update(conn.execute(select(table.c.report).where(table.c.event.in_(chunk))).scalars())
        return found

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
    o = outlines.c
    query = select(*COLUMNS)
    # Of the doers' events alone the days are looked at one by one: an index of days would lead through all events.
    first, last = (o.first.concat(""), o.last.concat("")) if sought.doers else (o.first, o.last)
    if sought.actions is not None:
        query = query.where(o.action.in_(sorted(sought.actions)))
    if sought.status is not None:
        query = query.where(o.status == sought.status)
    # Both ends of an event's days are known or neither is: "", which comes before every day.
    if sought.since is not None:
        query = query.where(or_(last >= sought.since.isoformat(), last == ""))
    if sought.until is not None:
        query = query.where(first <= sought.until.isoformat())
    if sought.countries:
        query = query.where(o.country.in_(["", *sorted(sought.countries)]))
    if sought.doers:
        doers = sorted(sought.doers)
        named = select(actors.c.event).where(actors.c.actor.in_(doers), actors.c.side == "initiator")
        query = query.where(o.event.in_(union(named, select(deeds.c.event).where(deeds.c.doer.in_(doers)))))
    return query
