"""Reads tellings and events back from the tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, select

from tacitus.ledger import schema
from tacitus.linking import Telling
from tacitus.records import CodedReport, Event

CHUNK = 500
"""How many ids one query asks for; every database takes that many."""


@lru_cache(maxsize=4096)
def parsed(payload: str) -> CodedReport:
    """A stored report."""
    return CodedReport.model_validate_json(payload)


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
    found: list[Telling] = []
    mentions, reports = schema.mentions, schema.reports
    for chunk in chunks(ids):
        query = (
            select(mentions.c.position, reports.c.payload)
            .join(reports, reports.c.id == mentions.c.report)
            .where(mentions.c.id.in_(chunk))
        )
        for position, payload in conn.execute(query):
            coded = parsed(payload)
            found.append(Telling(coded.mentions[position], coded.report))
    return sorted(found, key=lambda t: t.key)


def mentions_of_report(conn: Connection, report: str) -> dict[str, str]:
    """Mention id -> event id ("" where it has none) of one report."""
    table = schema.mentions
    query = select(table.c.id, table.c.event).where(table.c.report == report)
    return {id_: event or "" for id_, event in conn.execute(query)}


def events_of(conn: Connection, mentions: Collection[str]) -> dict[str, str]:
    """Mention id -> event id, for the mentions that have one."""
    table = schema.mentions
    found: dict[str, str] = {}
    for chunk in chunks(mentions):
        query = select(table.c.id, table.c.event).where(table.c.id.in_(chunk), table.c.event.is_not(None))
        found |= pairs(conn, query)
    return found


def component(conn: Connection, seeds: Collection[str]) -> set[str]:
    """The seeds and all mentions that links connect to them."""
    reached, frontier = set(seeds), set(seeds)
    links = schema.links
    while frontier:
        fresh: set[str] = set()
        for chunk in chunks(frontier):
            for a, b in conn.execute(select(links.c.a, links.c.b).where(links.c.a.in_(chunk) | links.c.b.in_(chunk))):
                fresh |= {a, b}
        frontier = fresh - reached
        reached |= frontier
    return reached


def stored_event(conn: Connection, id_: str) -> Event | None:
    """The event as it stands; None where there is none of that id."""
    payload = conn.execute(select(schema.events.c.payload).where(schema.events.c.id == id_)).scalar()
    return Event.model_validate_json(payload) if payload is not None else None
