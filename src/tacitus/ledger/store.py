"""The ledger: coded reports in, events and claims out, with the history that proves them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy as shallow_copy
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import JsonValue
from sqlalchemy import Connection, Select, func, or_, select

from tacitus.errors import UnknownIdError
from tacitus.ledger import schema
from tacitus.ledger.adding import Kept, fault, keep
from tacitus.ledger.changes import Changed, Changes, changes, events_after
from tacitus.ledger.copying import Progress, copy
from tacitus.ledger.database import Clock, UnfitError, clear_errors, open_engine, reading, system_clock, writing
from tacitus.ledger.decisions import Decision, DecisionKind, every
from tacitus.ledger.doubtful import Doubtful
from tacitus.ledger.finding import Finder
from tacitus.ledger.listing import Lister
from tacitus.ledger.past import Past
from tacitus.ledger.reading import listed_event, load_tellings, parsed
from tacitus.ledger.reviewing import decide, undo
from tacitus.ledger.revisions import Broken, Kind, Revision, head, history, last_reason, verify
from tacitus.ledger.sifting import Sieve
from tacitus.ledger.stores import Store, store_at
from tacitus.records import Claim, CodedReport, Event, Mention, Report

if TYPE_CHECKING:
    from tacitus.ledger.spread import Spread

Read = TypeVar("Read")


@dataclass(frozen=True)
class Refusal:
    """A report that was not kept, and why."""

    report: str
    why: str


@dataclass(frozen=True)
class AddResult:
    """What one `add` did. Event ids: `new`, `merged` (took in further reports), `redirected`, `gone`.

    Report ids: `kept` (for the first time), `updated` (an older version was replaced), `unchanged`.
    """

    new: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    redirected: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class Link:
    """Why two mentions are held for one happening: a probability and the evidence in words."""

    a: str
    b: str
    probability: float
    why: tuple[str, ...]


class Ledger:
    """A ledger in a file of SQLite or a database of PostgreSQL. Use as a context manager, or close it.

    `name` is how messages call it: the path, or the address without its password. Many processes may read while one
    writes; writers wait for each other. Every error of the database is a LedgerError.
    """

    def __init__(self, store: Store, clock: Clock = system_clock) -> None:
        self.name, self._store, self._clock = store.name, store, clock
        self._engine = open_engine(store)
        self._held: Connection | None = None

    @classmethod
    def open(cls, where: str | Path, clock: Clock = system_clock) -> Ledger:
        """Open the ledger at a path or a `postgresql://` address, or make an empty one there.

        An older ledger is brought to the form of this version. `clock` says what time it is when a revision is
        recorded. Raises LedgerError where there can be no ledger.
        """
        return cls(store_at(where), clock)

    def __enter__(self) -> Ledger:
        """The ledger itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def snapshot(self) -> Iterator[Ledger]:
        """The ledger as it stands now: all that is asked of the one given sees one state, whatever is written.

        It is for reading by one thread, over one connection of the database.
        """
        with self._reading() as conn:
            held = shallow_copy(self)
            held._held = conn
            yield held

    def add(self, coded: Iterable[CodedReport]) -> AddResult:
        """Keep coded reports, each in one transaction: a report stands wholly in the ledger or not at all.

        A report already kept in the same form changes nothing; one with the same id and other text or coding replaces
        the older version. A report that is refused, or whose evidence does not stand in its text, is not kept.
        """
        tally = _Tally()
        for one in coded:
            done = self._keep(one)
            if isinstance(done, Refusal):
                tally.refused.append(done)
            else:
                tally.count(one.report.id, done)
        return tally.result()

    def merge(
        self, events: Sequence[str], *, author: str, reason: str, expect: Mapping[str, int] | None = None
    ) -> Decision:
        """Decide that several events are one; the oldest id stays and the others lead to it.

        Like every decision it holds until it is undone, whatever is read, coded or linked anew. `expect` gives the
        revisions of the events that the reviewer saw. Raises LedgerError where one has moved on since, where an event
        is unknown, or where the decision says nothing new.
        """
        return self._decide("merge", events, author, reason, expect)

    def split(
        self,
        event: str,
        off: Collection[str],
        *,
        author: str,
        reason: str,
        expect: Mapping[str, int] | None = None,
    ) -> Decision:
        """Decide that some mentions of an event, given by their ids or their reports', tell of another event."""
        return self._decide("split", [event], author, reason, expect, split_off=off)

    def set_field(
        self,
        event: str,
        field: str,
        value: JsonValue,
        *,
        author: str,
        reason: str,
        expect: Mapping[str, int] | None = None,
    ) -> Decision:
        """Decide on the value of a field, given as in the event's JSON; a plain number will do for a figure."""
        return self._decide("set", [event], author, reason, expect, field=field, value=value)

    def confirm(self, event: str, *, author: str, reason: str, expect: Mapping[str, int] | None = None) -> Decision:
        """Decide that an event is confirmed."""
        return self._decide("confirm", [event], author, reason, expect)

    def reject(self, event: str, *, author: str, reason: str, expect: Mapping[str, int] | None = None) -> Decision:
        """Decide that an event is none: it is listed no longer, nor are reports that tell of it later."""
        return self._decide("reject", [event], author, reason, expect)

    def note(self, event: str, *, author: str, reason: str, expect: Mapping[str, int] | None = None) -> Decision:
        """Keep a remark on an event."""
        return self._decide("note", [event], author, reason, expect)

    def undo(self, decision: str, *, author: str, reason: str) -> Decision:
        """Take a decision back, by its id: the machine's view and the other decisions stand again."""
        with self._writing() as conn:
            return undo(conn, decision, author, reason)

    def decisions(self, event: str | None = None) -> list[Decision]:
        """All decisions in order, the undone among them; with `event`, those that shape that event now."""
        with self._reading() as conn:
            known = every(conn)
        if event is None:
            return known
        shaping = set(self.event(event).decisions)
        return [d for d in known if d.id in shaping]

    def events(
        self,
        since: date | None = None,
        until: date | None = None,
        country: str | None = None,
        actor: str | None = None,
        action: str | None = None,
        status: str | None = None,
    ) -> Iterator[Event]:
        """The events that fit, by date; undated ones come first, and not at all where a date is asked for.

        `since` and `until` are included and met by any overlap; `country` is ISO 3166-1 alpha-2; `actor` is an actor
        id or a part of a name, on either side.
        """
        events = schema.events
        query = select(events.c.payload).where(events.c.rejected == 0).order_by(events.c.start, events.c.id)
        if since is not None:
            query = query.where(events.c.end >= since.isoformat())
        if until is not None:
            query = query.where(events.c.start <= until.isoformat(), events.c.start != "")
        if country is not None:
            places = schema.event_places
            query = query.where(events.c.id.in_(select(places.c.event).where(places.c.country == country.upper())))
        if actor is not None:
            actors = schema.event_actors
            named = or_(actors.c.actor == actor, actors.c.name.contains(actor.casefold(), autoescape=True))
            query = query.where(events.c.id.in_(select(actors.c.event).where(named)))
        if action is not None:
            query = query.where(events.c.action == action)
        if status is not None:
            query = query.where(events.c.status == status)
        yield from self._records(query, Event.model_validate_json)

    def event(self, id_: str) -> Event:
        """The event of that id, or the one it was merged into. Raises UnknownIdError where there is none."""
        with self._reading() as conn:
            current = self._current(conn, id_)
            found = listed_event(conn, current)
            why = "" if found else last_reason(conn, "event", current)
        if found is None and why:
            raise UnknownIdError(f"{self.name}: {id_} is no event any more: {why}")
        if found is None:
            raise UnknownIdError(f"{self.name}: no event {id_}; `tacitus events --format jsonl` gives the ids")
        return found

    def finder(self) -> Finder:
        """Asks for events a page at a time and counts them; for ledgers of any size."""
        return Finder(self._reading, self._store)

    def spread(self) -> Spread:
        """Counts events by place and day from memory, as they are now; to be asked many times."""
        from tacitus.ledger.spread import Spread  # numpy takes long to import

        return Spread(self.finder(), self._reading)

    def lister(self) -> Lister:
        """Lists reports and claims a page at a time; for ledgers of any size."""
        return Lister(self._reading)

    def sieve(self) -> Sieve:
        """Reads what may answer a question of an analysis, and nothing else; for ledgers of any size."""
        return Sieve(self._reading)

    def doubtful(self) -> Doubtful:
        """Gives candidates for a reviewer to look at; for ledgers of any size."""
        return Doubtful(self._reading)

    def claims(self) -> Iterator[Claim]:
        """All claims, by report and position."""
        table = schema.claims
        query = select(table.c.payload).order_by(table.c.report, table.c.position)
        yield from self._records(query, Claim.model_validate_json)

    def reports(self) -> Iterator[Report]:
        """All reports, by id, in their latest version."""
        table = schema.reports
        yield from (coded.report for coded in self._records(select(table.c.payload).order_by(table.c.id), parsed))

    def report(self, id_: str) -> Report:
        """The latest version of a report. Raises UnknownIdError where there is none."""
        return self.coded(id_).report

    def coded(self, id_: str) -> CodedReport:
        """The latest version of a report with its mentions and claims. Raises UnknownIdError where there is none."""
        table = schema.reports
        for coded in self._records(select(table.c.payload).where(table.c.id == id_), parsed):
            return coded
        raise UnknownIdError(f"{self.name}: no report {id_}")

    def mentions_of(self, event_id: str) -> tuple[Mention, ...]:
        """The mentions an event is made of, by id."""
        ids = self.event(event_id).mentions
        with self._reading() as conn:
            return tuple(t.mention for t in load_tellings(conn, ids))

    def links(self, event_id: str) -> tuple[Link, ...]:
        """Why the mentions of an event are held for one happening, the strongest reason first."""
        ids = self.event(event_id).mentions
        table = schema.links
        query = select(table).where(table.c.a.in_(ids), table.c.b.in_(ids))
        with self._reading() as conn:
            rows = conn.execute(query.order_by(table.c.probability.desc(), table.c.a, table.c.b)).all()
        return tuple(Link(row.a, row.b, row.probability, tuple(json.loads(row.why))) for row in rows)

    def placed(self, report: str) -> dict[str, tuple[str | None, str | None]]:
        """Mention id -> the event it stands in, or else why it stands in none, for the mentions of a report."""
        table = schema.mentions
        query = select(table.c.id, table.c.event, table.c.left_out).where(table.c.report == report)
        with self._reading() as conn:
            return {id_: (event, why) for id_, event, why in conn.execute(query.order_by(table.c.position))}

    def left_out(self) -> dict[str, str]:
        """Mention id -> why it stands in no event, for those that linking looked at."""
        table = schema.mentions
        with self._reading() as conn:
            query = select(table.c.id, table.c.left_out).where(table.c.left_out.is_not(None)).order_by(table.c.id)
            return {id_: why for id_, why in conn.execute(query) if why}

    def as_of(self, when: date | datetime) -> Past:
        """The ledger as it stood at a moment: at the end of a day (UTC), or at a time."""
        return Past(self.name, self._reading, when)

    def changes(self, start: date | datetime, end: date | datetime) -> Changes:
        """What differs between the states at two moments (see `as_of`), with the reasons."""
        with self._reading() as conn:
            return changes(conn, start, end)

    def head(self) -> int:
        """The number of the last row of the history; 0 where there is none."""
        with self._reading() as conn:
            return head(conn)[0]

    def events_after(self, row: int) -> tuple[int, tuple[Changed, ...]]:
        """The last row of the history, and how events differ between the state after `row` and the one now."""
        with self._reading() as conn:
            return events_after(conn, row)

    def history(self, kind: Kind | None = None, subject: str | None = None) -> list[Revision]:
        """The revisions in order, of one kind and subject where asked."""
        with self._reading() as conn:
            return list(history(conn, kind, subject))

    def counts(self) -> dict[str, int]:
        """How many reports, mentions, events, claims and revisions there are."""
        tables = (schema.reports, schema.mentions, schema.events, schema.claims, schema.decisions, schema.revisions)
        with self._reading() as conn:
            return {t.name: conn.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}

    def copy_to(self, target: Ledger, progress: Progress = lambda done, total: None) -> None:
        """Copy all into an empty ledger, in any store: the same records, the same history with the same hashes.

        All or nothing: the copy is proved before it is kept. `progress` is called with the rows done and of all. Raises
        LedgerError where the target holds anything, or where the history of this ledger is not whole.
        """
        with self._reading() as source, target._writing() as into:
            copy(source, into, progress)

    def verify(self) -> Broken | None:
        """Prove that the history is whole and the current state follows from it; the first broken row, or None."""
        with self._reading() as conn:
            return verify(conn)

    def _keep(self, coded: CodedReport) -> Kept | Refusal:
        try:
            with self._writing() as conn:
                why = fault(conn, coded)
                return keep(conn, coded) if why is None else Refusal(coded.report.id, why)
        except UnfitError as error:
            return Refusal(coded.report.id, str(error))

    def _decide(
        self,
        kind: DecisionKind,
        events: Sequence[str],
        author: str,
        reason: str,
        expect: Mapping[str, int] | None,
        split_off: Collection[str] = (),
        field: str | None = None,
        value: JsonValue = None,
    ) -> Decision:
        with self._writing() as conn:
            return decide(conn, kind, events, author, reason, expect or {}, split_off, field, value)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with clear_errors(self._store), writing(self._engine, self._clock) as conn:
            yield conn

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with clear_errors(self._store):
            if self._held is not None:
                yield self._held
            else:
                with reading(self._engine) as conn:
                    yield conn

    def _records(self, query: Select[Any], read: Callable[[str], Read]) -> Iterator[Read]:
        with self._reading() as conn:
            for row in conn.execute(query.execution_options(yield_per=500)):
                yield read(row[0])

    def _current(self, conn: Connection, id_: str) -> str:
        table = schema.redirects
        return conn.execute(select(table.c.new).where(table.c.old == id_)).scalar() or id_


class _Tally:
    """Adds up what the reports of one call did, so that an event made and merged away in it counts as neither."""

    def __init__(self) -> None:
        self.refused: list[Refusal] = []
        self._reports: dict[str, list[str]] = {"new": [], "updated": [], "unchanged": []}
        self._made: set[str] = set()
        self._grown: set[str] = set()
        self._redirected: set[str] = set()
        self._gone: set[str] = set()

    def count(self, report: str, kept: Kept) -> None:
        self._reports[kept.outcome].append(report)
        change = kept.change
        self._made |= set(change.made)
        self._grown |= set(change.grown)
        for ended, total in ((set(change.redirected), self._redirected), (set(change.gone), self._gone)):
            total |= ended - self._made
            self._made -= ended
            self._grown -= ended

    def result(self) -> AddResult:
        return AddResult(
            new=tuple(sorted(self._made)),
            merged=tuple(sorted(self._grown)),
            redirected=tuple(sorted(self._redirected)),
            gone=tuple(sorted(self._gone)),
            kept=tuple(self._reports["new"]),
            updated=tuple(self._reports["updated"]),
            unchanged=tuple(self._reports["unchanged"]),
            refused=tuple(self.refused),
        )
