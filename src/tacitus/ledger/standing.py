"""Writes events as they stand now into the tables they are found by, and takes out those that stand no longer."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from tacitus.ledger import index, schema
from tacitus.ledger.revisions import GONE, append
from tacitus.records import Event


def end(conn: Connection, id_: str, new: str | None, why: str) -> None:
    """Take an event out; `new` is the event it is part of now, if it is."""
    events, table = schema.events, schema.redirects
    age = conn.execute(select(events.c.age).where(events.c.id == id_)).scalar_one()
    conn.execute(delete(events).where(events.c.id == id_))
    index.drop(conn, id_, age)
    append(conn, "event", id_, GONE, why)
    if new is not None:
        # Who was led to the event that ends now is led on, so that one step always suffices.
        conn.execute(update(table).where(table.c.new == id_).values(new=new))
        conn.execute(insert(table).values(old=id_, new=new, age=age, why=why))


def write(conn: Connection, event: Event, returned: int | None = None) -> None:
    """Put an event into the current tables, to be settled; one that `returned` has the age it had."""
    table = schema.events
    known = conn.execute(select(table.c.age, table.c.rejected).where(table.c.id == event.id)).first()
    if returned is not None:
        conn.execute(delete(schema.redirects).where(schema.redirects.c.old == event.id))
        age = returned
    else:
        age = known.age if known else next_age(conn)
    conn.execute(delete(table).where(table.c.id == event.id))
    for into, rows in rows_of(event, age, known.rejected if known else 0).items():
        if rows:
            conn.execute(insert(into), rows)


def rows_of(event: Event, age: int, rejected: int) -> dict[Table, list[dict[str, Any]]]:
    """The rows of an event in the current tables, those that others refer to first."""
    row = {
        "id": event.id,
        "age": age,
        "action": event.action,
        "status": event.status,
        "start": _iso(event.date.start),
        "end": _iso(event.date.end),
        "rejected": rejected,
        "payload": event.model_dump_json(),
    }
    places = [
        {"event": event.id, "position": i, "country": p.country, "lat": p.lat, "lon": p.lon, "precision": p.precision}
        for i, p in enumerate(event.places)
    ]
    actors = [
        {"event": event.id, "side": side, "actor": actor.id, "name": actor.name.casefold()}
        for side, those in (("initiator", event.initiators), ("target", event.targets))
        for actor in those
    ]
    return {schema.events: [row], schema.event_places: places, schema.event_actors: actors}


def settle(conn: Connection, event: Event, rejected: bool) -> None:
    """Give a written event its last form, and make it findable by that unless a reviewer rejected it."""
    table = schema.events
    here = table.c.id == event.id
    conn.execute(update(table).where(here).values(payload=event.model_dump_json(), rejected=int(rejected)))
    age = conn.execute(select(table.c.age).where(here)).scalar_one()
    index.drop(conn, event.id, age)
    if not rejected:
        index.put(conn, [(age, event)])


def next_age(conn: Connection) -> int:
    """The age of the next new event: one more than any event has or had."""
    ages = (select(func.max(t.c.age)) for t in (schema.events, schema.redirects))
    return max((conn.execute(query).scalar() or 0) for query in ages) + 1


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
