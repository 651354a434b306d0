"""What events are found by: narrow tables beside the events, so that a question never opens the records themselves.

They are derived: filled in the transaction that writes an event, from the event and nothing else; events that a
reviewer rejected are left out. They are no part of the history and prove nothing, so that a newer form of them needs
no care: they are filled anew. The words of an event are kept by the store, each database in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Float, Index, Integer, String, Table, delete, insert, select

from tacitus.ledger import schema
from tacitus.ledger.outlines import deeds, deeds_of, outline_rows, outlines
from tacitus.ledger.reading import chunks, parsed
from tacitus.ledger.schema import Day, Words, metadata
from tacitus.ledger.stores import store_of
from tacitus.records import Event, Figure, Report

facts = Table(
    "find_events",
    metadata,
    Column("event", Words, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # the event's age: the number of its words
    Column("first", Day, nullable=False),
    Column("last", Day, nullable=False),
    Column("precision", Words, nullable=False),
    Column("action", Words, nullable=False, index=True),
    Column("status", Words, nullable=False),
    Column("killed", Integer),
    Column("wounded", Integer),
    # Covers what questions narrow by, so that counting by day reads nothing else.
    Index("find_events_by_day", "first", "event", "precision", "last", "action", "status", "killed", "number"),
    Index("find_events_by_kind", "action", "status", "first", "event"),
)

places = Table(
    "find_places",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event", Words, nullable=False),
    Column("position", Integer, nullable=False),
    Column("place", Words, nullable=False),  # the id of the gazetteer, else the name
    Column("name", Words, nullable=False),
    Column("country", String(2)),
    Column("admin1", Words),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", Words, nullable=False),
    # The days of the event, numbered from 0001-01-01, 0 where unknown: places are found by area and days at once.
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Index("find_places_of_event", "event", "position", unique=True),
    Index("find_places_by_country", "country", "event"),
    Index("find_places_by_place", "place", "event"),
    Index("find_places_by_name", "name", "event"),
)

actors = Table(
    "find_actors",
    metadata,
    Column("event", Words, primary_key=True),
    Column("side", Words, primary_key=True),
    Column("actor", Words, primary_key=True),
    Index("find_actors_by_actor", "actor", "side", "event"),
)

# The names that actors bear or bore: few, so that a part of a name is looked for here and not in every event.
names = Table(
    "find_names",
    metadata,
    Column("actor", Words, primary_key=True),
    Column("name", Words, primary_key=True),
)

publishers = Table(
    "find_publishers",
    metadata,
    Column("event", Words, primary_key=True),
    Column("publisher", Words, primary_key=True),
    Index("find_publishers_by_publisher", "publisher", "event"),
)

answers = Table(
    "find_answers",
    metadata,
    Column("event", Words, primary_key=True),
    Column("answered", Words, primary_key=True, index=True),
)

# When and by whom reports were published, so that they are counted without being opened. A report without a publisher
# has one of its own.
reports = Table(
    "find_reports",
    metadata,
    Column("report", Words, primary_key=True),
    Column("published", Day, nullable=False),
    Column("publisher", Words, nullable=False),
    Index("find_reports_by_day", "published", "publisher"),
)

AT_ONCE = 500
"""How many events are made findable with one statement a table."""
LARGEST = 2**31 - 1
"""The largest number that every database holds in a column."""


def put(conn: Connection, events: Sequence[tuple[int, Event]]) -> None:
    """Make events findable that are not yet; at most AT_ONCE of them, each with its age."""
    filled: tuple[tuple[Table, list[dict[str, Any]]], ...] = (
        (facts, [_facts(age, event) for age, event in events]),
        (places, [row for _, event in events for row in _places(event)]),
        (actors, [row for _, event in events for row in _sides(event)]),
        (names, _new_names(conn, [event for _, event in events])),
        (publishers, [row for _, event in events for row in _publishers(event)]),
        (answers, [row for _, event in events for row in _answers(event)]),
        (outlines, [row for _, event in events for row in outline_rows(event)]),
        (deeds, [row for _, event in events for row in _deeds(event)]),
    )
    for table, rows in filled:
        if rows:
            conn.execute(insert(table), rows)
    store_of(conn).keep_words(conn, {age: _words(event) for age, event in events})


def put_reports(conn: Connection, some: Sequence[Report]) -> None:
    """Make reports countable, in place of their older versions; at most AT_ONCE of them."""
    conn.execute(delete(reports).where(reports.c.report.in_([report.id for report in some])))
    conn.execute(insert(reports), [_published(report) for report in some])


def drop(conn: Connection, event: str, age: int) -> None:
    """Make an event findable no longer; one that is not, such as a new one, costs a single statement."""
    if not conn.execute(delete(facts).where(facts.c.event == event)).rowcount:
        return
    for table in (places, actors, publishers, answers, outlines, deeds):
        conn.execute(delete(table).where(table.c.event == event))
    store_of(conn).drop_words(conn, age)


def refill(conn: Connection) -> None:
    """Fill the tables anew from the reports and the events that are listed."""
    for table in (facts, places, actors, names, publishers, answers, outlines, deeds, reports):
        conn.execute(delete(table))
    store_of(conn).drop_words(conn)
    kept = iter(conn.execute(select(schema.reports.c.payload).execution_options(yield_per=AT_ONCE)).scalars())
    while payloads := list(islice(kept, AT_ONCE)):
        put_reports(conn, [parsed(payload).report for payload in payloads])
    table = schema.events
    query = select(table.c.age, table.c.payload).where(table.c.rejected == 0).order_by(table.c.age)
    rows = iter(conn.execute(query.execution_options(yield_per=AT_ONCE)))
    while some := list(islice(rows, AT_ONCE)):
        put(conn, [(age, Event.model_validate_json(payload)) for age, payload in some])


def _published(report: Report) -> dict[str, Any]:
    day = report.published_on
    return {
        "report": report.id,
        "published": day.isoformat() if day else "",
        "publisher": report.publisher or report.id,
    }


def _facts(age: int, event: Event) -> dict[str, Any]:
    day, hurt = event.date, event.casualties
    return {
        "event": event.id,
        "number": age,
        "first": day.start.isoformat() if day.start else "",
        "last": day.end.isoformat() if day.end else "",
        "precision": day.precision,
        "action": event.action,
        "status": event.status,
        "killed": _least(hurt.killed),
        "wounded": _least(hurt.wounded),
    }


def _least(figure: Figure | None) -> int | None:
    """The best figure, or else the lowest."""
    told = [n for n in (figure.best, figure.low) if n is not None] if figure else []
    return min(told[0], LARGEST) if told else None


def _places(event: Event) -> Iterator[dict[str, Any]]:
    for position, place in enumerate(event.places):
        yield {
            "event": event.id,
            "position": position,
            "place": place.gazetteer_id or place.name,
            **place.model_dump(include={"name", "country", "admin1", "lat", "lon", "precision"}),
            "start": event.date.start.toordinal() if event.date.start else 0,
            "stop": event.date.end.toordinal() if event.date.end else 0,
        }


def _sides(event: Event) -> Iterator[dict[str, Any]]:
    for side, those in (("initiator", event.initiators), ("target", event.targets)):
        for actor in dict.fromkeys(actor.id for actor in those):
            yield {"event": event.id, "side": side, "actor": actor}


def _new_names(conn: Connection, events: Sequence[Event]) -> list[dict[str, Any]]:
    """The names that no event before bore."""
    borne = {(actor.id, actor.name) for event in events for actor in event.initiators + event.targets}
    found: set[tuple[str, str]] = set()
    for chunk in chunks({actor for actor, _ in borne}):
        found |= {(row.actor, row.name) for row in conn.execute(select(names).where(names.c.actor.in_(chunk)))}
    return [{"actor": actor, "name": name} for actor, name in sorted(borne - found)]


def _publishers(event: Event) -> Iterator[dict[str, Any]]:
    for publisher in dict.fromkeys(source.publisher for source in event.reports):
        if publisher is not None:
            yield {"event": event.id, "publisher": publisher}


def _answers(event: Event) -> Iterator[dict[str, Any]]:
    for answered in dict.fromkeys(response.event for response in event.response_to):
        if answered is not None:
            yield {"event": event.id, "answered": answered}


def _deeds(event: Event) -> Iterator[dict[str, Any]]:
    for deed in deeds_of(event):
        yield {**deed._asdict(), "day": deed.day.isoformat()}


def _words(event: Event) -> str:
    named = (*(place.name for place in event.places), *(actor.name for actor in event.initiators + event.targets))
    told = (evidence.text for evidence in event.evidence)
    return " ".join([event.summary, *named, *event.weapons, *event.facilities, *told])
