"""Reads tellings and events back from the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, select, true

from tacitus.ledger import schema
from tacitus.linking import Telling, tellings
from tacitus.records import CodedReport, Event

CHUNK = 500
"""How many ids one query asks for; every database takes that many."""


REMEMBERED = 20_000
"""Reports whose tellings are kept. Regrouping goes round and round the tellings near a report, which in a great war are
of 9,000 reports: were fewer kept, all would be made anew in each round, and what is known of them lost."""


# A report stands in the payload of one row; what linking derives from it is kept with it, not made at each look.
@lru_cache(maxsize=4096)
def parsed(payload: str) -> CodedReport:
    """A stored report."""
    return CodedReport.model_validate_json(payload)


@lru_cache(maxsize=REMEMBERED)
def tellings_of(payload: str) -> tuple[Telling, ...]:
    """The tellings of a stored report, by position."""
    return tuple(tellings([parsed(payload)]))


@lru_cache(maxsize=4096)
def _event(payload: str) -> Event:
    return Event.model_validate_json(payload)


def chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids in sorted lists of at most CHUNK."""
    rest = iter(sorted(ids))
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def pairs(conn: Connection, query: Select[Any]) -> dict[Any, Any]:
    """The first column of a query -> the second."""
    return {row[0]: row[1] for row in conn.execute(query)}


def load_tellings(conn: Connection, ids: Collection[str]) -> list[Telling]:
    """The tellings of those mention ids, sorted by id."""
    return _tellings(conn, (schema.mentions.c.id.in_(chunk) for chunk in chunks(ids)))


def members_of(conn: Connection, event: str) -> list[Telling]:
    """The tellings that stand in an event, sorted by id."""
    return _tellings(conn, [schema.mentions.c.event == event])


def _tellings(conn: Connection, conditions: Iterable[ColumnElement[bool]]) -> list[Telling]:
    found: list[Telling] = []
    mentions, reports = schema.mentions, schema.reports
    for condition in conditions:
        query = select(mentions.c.position, reports.c.payload).join(reports, reports.c.id == mentions.c.report)
        found += [tellings_of(payload)[position] for position, payload in conn.execute(query.where(condition))]
    return sorted(found, key=lambda t: t.key)


def mentions_of_report(conn: Connection, report: str) -> dict[str, str]:
    """Mention id -> event id ("" where it has none) of one report."""
    table = schema.mentions
    query = select(table.c.id, table.c.event).where(table.c.report == report)
    return {id_: event or "" for id_, event in conn.execute(query)}


def clusters_of(conn: Connection, mentions: Collection[str]) -> dict[str, str]:
    """Mention id -> the machine's group it stands in, for the founders among the mentions."""
    table = schema.mentions
    found: dict[str, str] = {}
    for chunk in chunks(mentions):
        query = select(table.c.id, table.c.cluster).where(table.c.id.in_(chunk), table.c.cluster.is_not(None))
        found |= pairs(conn, query)
    return found


def founders_of(conn: Connection, cluster: str) -> list[Telling]:
    """The founders of one of the machine's groups, sorted by id."""
    return _tellings(conn, [schema.mentions.c.cluster == cluster])


def founders_in(conn: Connection, clusters: Collection[str]) -> dict[str, list[Telling]]:
    """The machine's groups of those names, each with its founders sorted by id."""
    table, reports = schema.mentions, schema.reports
    found: dict[str, list[Telling]] = defaultdict(list)
    for chunk in chunks(set(clusters)):
        query = select(table.c.cluster, table.c.position, reports.c.payload)
        query = query.join(reports, reports.c.id == table.c.report).where(table.c.cluster.in_(chunk))
        for cluster, position, payload in conn.execute(query.order_by(table.c.id)):
            found[cluster].append(tellings_of(payload)[position])
    return found


def founders_beside(conn: Connection, mentions: Collection[str]) -> set[str]:
    """The founders that stand in one event with a founder among these."""
    cluster = schema.mentions.c.cluster
    return _beside(conn, mentions, cluster.is_not(None), cluster.is_not(None))


def beside_followers(conn: Connection, mentions: Collection[str]) -> set[str]:
    """The mentions that stand in one event with a follower among these."""
    return _beside(conn, mentions, schema.mentions.c.cluster.is_(None), true())


def _beside(
    conn: Connection, mentions: Collection[str], of: ColumnElement[bool], which: ColumnElement[bool]
) -> set[str]:
    """The mentions under `which` that stand in one event with one of these under `of`."""
    table = schema.mentions
    found: set[str] = set()
    for chunk in chunks(mentions):
        theirs = select(table.c.event).where(table.c.id.in_(chunk), of, table.c.event.is_not(None))
        query = select(table.c.id).where(table.c.event.in_(theirs.scalar_subquery()), which)
        found |= set(conn.execute(query).scalars())
    return found


def events_of(conn: Connection, mentions: Collection[str]) -> dict[str, str]:
    """Mention id -> event id, for the mentions that have one."""
    table = schema.mentions
    found: dict[str, str] = {}
    for chunk in chunks(mentions):
        query = select(table.c.id, table.c.event).where(table.c.id.in_(chunk), table.c.event.is_not(None))
        found |= pairs(conn, query)
    return found


def links_inside(conn: Connection, clusters: Collection[str]) -> set[tuple[str, str]]:
    """The links between founders of one group, for the machine's groups of those names."""
    links, left, right = schema.links, schema.mentions.alias(), schema.mentions.alias()
    found: set[tuple[str, str]] = set()
    for chunk in chunks(clusters):
        query = (
            select(links.c.a, links.c.b)
            .join(left, left.c.id == links.c.a)
            .join(right, right.c.id == links.c.b)
            .where(left.c.cluster.in_(chunk), right.c.cluster == left.c.cluster, links.c.founding == 1)
        )
        found |= {(a, b) for a, b in conn.execute(query)}
    return found


def linked_followers(conn: Connection, founders: Collection[str]) -> set[str]:
    """The followers that are linked with one of these founders."""
    return {m for a, b in links_of(conn, founders, founding=False) for m in (a, b)} - set(founders)


def linked_founders(conn: Connection, followers: Collection[str]) -> dict[str, set[str]]:
    """Follower -> the founders it is linked with, for the followers that have one."""
    found: dict[str, set[str]] = defaultdict(set)
    own = set(followers)
    for a, b in links_of(conn, followers, founding=False):
        follower, founder = (a, b) if a in own else (b, a)
        found[follower].add(founder)
    return found


def stored_event(conn: Connection, id_: str) -> Event | None:
    """The event as it stands, a rejected one too; None where there is none of that id."""
    payload = conn.execute(select(schema.events.c.payload).where(schema.events.c.id == id_)).scalar()
    return _event(payload) if payload is not None else None


def events_by_id(conn: Connection, ids: Sequence[str]) -> tuple[Event, ...]:
    """The events of those ids as they stand, in that order."""
    table = schema.events
    found: dict[str, str] = {}
    for chunk in chunks(ids):
        found |= pairs(conn, select(table.c.id, table.c.payload).where(table.c.id.in_(chunk)))
    return tuple(_event(found[id_]) for id_ in ids if id_ in found)


def listed_event(conn: Connection, id_: str) -> Event | None:
    """The event as it stands; None where there is none of that id or a reviewer rejected it."""
    table = schema.events
    payload = conn.execute(select(table.c.payload).where(table.c.id == id_, table.c.rejected == 0)).scalar()
    return _event(payload) if payload is not None else None


class EventsByDay:
    """The listed events of a ledger by the day they start on, each day and country read once."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._read: dict[tuple[date, str], list[Event]] = {}

    def between(self, first: date, last: date, countries: Collection[str]) -> list[Event]:
        """Those that start on these days, both included, with a place in one of the countries; each once."""
        days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
        for country in sorted(countries):
            missing = [day for day in days if (day, country) not in self._read]
            if missing:
                self._fill(missing[0], missing[-1], country)
        found = (e for day in days for country in sorted(countries) for e in self._read[day, country])
        return list({e.id: e for e in found}.values())

    def _fill(self, first: date, last: date, country: str) -> None:
        table = schema.events
        for n in range(first.toordinal(), last.toordinal() + 1):
            self._read[date.fromordinal(n), country] = []
        query = select(table.c.start, table.c.payload).where(
            table.c.start.between(first.isoformat(), last.isoformat()), table.c.rejected == 0, placed_in([country])
        )
        for start, payload in self._conn.execute(query):
            self._read[date.fromisoformat(start), country].append(_event(payload))


def placed_in(countries: Collection[str]) -> ColumnElement[bool]:
    """Whether the event of a row has a place in one of the countries."""
    places = schema.event_places
    # Of each event its few places are looked at: SQLite would else go through all places of the country each time.
    return exists().where(places.c.event == schema.events.c.id, places.c.country.concat("").in_(sorted(countries)))


def links_of(conn: Connection, mentions: Collection[str], founding: bool) -> set[tuple[str, str]]:
    """The links with one of these mentions, those between two founders or those of followers."""
    links = schema.links
    found: set[tuple[str, str]] = set()
    for end in (links.c.a, links.c.b):
        for chunk in chunks(mentions):
            query = select(links.c.a, links.c.b).where(end.in_(chunk), links.c.founding == int(founding))
            found |= {(a, b) for a, b in conn.execute(query)}
    return found
