"""The append-only history: every change of a report, event, claim or decision, with its reason, in one hash chain."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Select, func, insert, select, update

from tacitus.ledger import schema

Kind = Literal["event", "claim", "report", "decision"]
GENESIS = "0" * 64
AT_ONCE = 1000
"""How many rows of the history are read at once."""
GONE = "null"
"""The payload of a revision that takes its subject out of the current state."""


@dataclass(frozen=True)
class Revision:
    """One row of the history. `payload` is the record as JSON, "null" where it was withdrawn.

    `recorded` is when the ledger took it in: UTC, ISO 8601 with microseconds, never earlier than the row before.
    """

    row: int
    kind: str
    subject: str
    number: int
    payload: str
    reason: str
    recorded: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Broken:
    """The first row that does not prove: where, and in what way. `row` 0 is the ledger's own head."""

    row: int
    why: str

    def __str__(self) -> str:
        return f"row {self.row}: {self.why}" if self.row else self.why


def chained(
    row: int, kind: str, subject: str, number: int, payload: str, reason: str, recorded: str, previous: str
) -> str:
    """The SHA-256, in hex, over a revision and the hash before it."""
    fields = json.dumps([row, kind, subject, number, payload, reason, recorded, previous], ensure_ascii=False)
    return hashlib.sha256(fields.encode()).hexdigest()


def append(conn: Connection, kind: Kind, subject: str, payload: str, reason: str) -> int:
    """Add a revision to the chain and move the head; returns its number among those of its subject."""
    last, previous = head(conn)
    number = next_number(conn, kind, subject)
    row, recorded = last + 1, max(moment(conn), recorded_at(conn, last))
    digest = chained(row, kind, subject, number, payload, reason, recorded, previous)
    conn.execute(
        insert(schema.revisions).values(
            row=row,
            kind=kind,
            subject=subject,
            number=number,
            payload=payload,
            reason=reason,
            recorded=recorded,
            previous=previous,
            hash=digest,
        )
    )
    conn.execute(update(schema.meta).where(schema.meta.c.key == "head").values(value=f"{row} {digest}"))
    return number


def stamp(now: datetime) -> str:
    """A moment as the history writes it: UTC, as wide for every moment, so that text sorts as time does."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(conn: Connection) -> str:
    """When the write transaction began, by the ledger's clock."""
    return str(conn.get_execution_options()["tacitus_now"])


def recorded_at(conn: Connection, row: int) -> str:
    """When a row was recorded; empty before the first."""
    table = schema.revisions
    return conn.execute(select(table.c.recorded).where(table.c.row == row)).scalar() or ""


def next_number(conn: Connection, kind: Kind, subject: str) -> int:
    """The number the next revision of a subject will have, from 1."""
    table = schema.revisions
    last = select(func.max(table.c.number)).where(table.c.kind == kind, table.c.subject == subject)
    return (conn.execute(last).scalar() or 0) + 1


def last_reason(conn: Connection, kind: Kind, subject: str) -> str:
    """The reason of the last revision of a subject; empty where it never had any."""
    table = schema.revisions
    query = select(table.c.reason).where(table.c.kind == kind, table.c.subject == subject)
    return conn.execute(query.order_by(table.c.number.desc()).limit(1)).scalar() or ""


def head(conn: Connection) -> tuple[int, str]:
    """The last row and its hash, as the ledger remembers them apart from the chain."""
    value = conn.execute(select(schema.meta.c.value).where(schema.meta.c.key == "head")).scalar_one()
    row, digest = value.split(" ")
    return int(row), digest


def history(conn: Connection, kind: Kind | None = None, subject: str | None = None) -> Iterator[Revision]:
    """The revisions in order, of one kind or subject where asked."""
    table = schema.revisions
    query: Select[Any] = select(table).order_by(table.c.row)
    if kind is not None:
        query = query.where(table.c.kind == kind)
    if subject is not None:
        query = query.where(table.c.subject == subject)
    for found in conn.execute(query.execution_options(yield_per=AT_ONCE)).mappings():
        yield Revision(**found)


def verify(conn: Connection) -> Broken | None:
    """Prove the chain, its head, and that the current state is what the last revisions say; None where all holds."""
    previous, expected = GENESIS, 1
    latest: dict[tuple[str, str], tuple[int, str]] = {}
    for rev in history(conn):
        if rev.row != expected:
            return Broken(expected, f"row {expected} is missing")
        if rev.previous != previous:
            return Broken(rev.row, "it does not follow the row before it")
        if _hash_of(rev) != rev.hash:
            return Broken(rev.row, f"the {rev.kind} {rev.subject} was changed after it was written")
        latest[rev.kind, rev.subject] = (rev.row, rev.payload)
        previous, expected = rev.hash, expected + 1
    if head(conn) != (expected - 1, previous):
        return Broken(expected, "rows at the end of the history are missing or were added by hand")
    return _state_differs(conn, latest)


def _hash_of(rev: Revision) -> str:
    return chained(rev.row, rev.kind, rev.subject, rev.number, rev.payload, rev.reason, rev.recorded, rev.previous)


def _state_differs(conn: Connection, latest: dict[tuple[str, str], tuple[int, str]]) -> Broken | None:
    """Compare the current tables with the last revision of each subject."""
    stored: dict[tuple[str, str], str] = {}
    events, decisions = schema.events, schema.decisions
    for kind, query in (
        ("report", select(schema.reports.c.id, schema.reports.c.payload)),
        ("event", select(events.c.id, events.c.payload).where(events.c.rejected == 0)),
        ("claim", select(schema.claims.c.id, schema.claims.c.payload)),
        ("decision", select(decisions.c.id, decisions.c.payload)),
    ):
        stored |= {(kind, id_): payload for id_, payload in conn.execute(query)}
    placed: dict[str, list[str]] = defaultdict(list)
    for mention, event in conn.execute(select(schema.mentions.c.id, schema.mentions.c.event)):
        placed[event].append(mention)
    live = set(conn.execute(select(decisions.c.id).where(decisions.c.live == 1)).scalars())
    for (kind, id_), (row, payload) in sorted(latest.items(), key=lambda item: item[1][0]):
        differs = stored.pop((kind, id_), GONE) != payload
        if kind == "event" and payload != GONE:
            differs = differs or sorted(placed[id_]) != json.loads(payload)["mentions"]
        if kind == "decision":
            differs = differs or (id_ in live) != (json.loads(payload)["undone"] is None)
        if differs:
            return Broken(row, f"the {kind} {id_} as it stands is not what its last revision says")
    for kind, id_ in sorted(stored):
        return Broken(0, f"the {kind} {id_} stands without any revision")
    return None
