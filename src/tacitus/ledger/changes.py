"""What changed between two states of the ledger, and why."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, select

from tacitus.ledger import schema
from tacitus.ledger.past import row_at
from tacitus.ledger.reading import pairs
from tacitus.ledger.revisions import GONE, Kind, Revision, head

ChangeKind = Literal["new", "merged", "withdrawn", "changed"]
COUNTED = frozenset({"revision", "summary", "evidence", "tolls"})
"""Fields that follow from others, which a reader need not be told of twice."""


@dataclass(frozen=True)
class Changed:
    """How one record differs between two states.

    `before` and `after` are the record as JSON values, None where it did not stand; `fields` those that differ.
    `into` is the event a merged one is part of. `why` are the reasons of the revisions between, in order.
    """

    subject: str
    kind: ChangeKind
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    fields: tuple[str, ...]
    why: tuple[str, ...]
    into: str | None = None


@dataclass(frozen=True)
class Changes:
    """All that differs between two states of the ledger, each by id; rows are those of the history."""

    first_row: int
    last_row: int
    events: tuple[Changed, ...]
    claims: tuple[Changed, ...]
    reports: tuple[Changed, ...]
    decisions: tuple[Changed, ...]

    def __bool__(self) -> bool:
        return bool(self.events or self.claims or self.reports or self.decisions)


def changes(conn: Connection, start: date | datetime, end: date | datetime) -> Changes:
    """What changed after the state at `start` up to the state at `end`."""
    first, last = row_at(conn, start), row_at(conn, end)
    found = {kind: tuple(_changed(conn, kind, first, last)) for kind in ("event", "claim", "report", "decision")}
    return Changes(
        first_row=first + 1,
        last_row=last,
        events=_with_targets(found["event"]),
        claims=found["claim"],
        reports=found["report"],
        decisions=found["decision"],
    )


def events_after(conn: Connection, row: int) -> tuple[int, tuple[Changed, ...]]:
    """The last row of the history, and how events differ between the state after `row` and the one now."""
    last, _ = head(conn)
    return last, _with_targets(tuple(_changed(conn, "event", row, last)))


def _changed(conn: Connection, kind: Kind, first: int, last: int) -> Iterator[Changed]:
    table = schema.revisions
    between = (table.c.kind == kind, table.c.row > first, table.c.row <= last)
    revisions: dict[str, list[Revision]] = defaultdict(list)
    for row in conn.execute(select(table).where(*between).order_by(table.c.row)).mappings():
        revisions[row["subject"]].append(Revision(**row))
    touched = select(table.c.subject).where(*between)
    earlier = (
        select(func.max(table.c.row))
        .where(table.c.kind == kind, table.c.row <= first, table.c.subject.in_(touched))
        .group_by(table.c.subject)
    )
    was = select(table.c.subject, table.c.payload).where(table.c.row.in_(earlier))
    before = pairs(conn, was)
    for subject in sorted(revisions):
        then, now = json.loads(before.get(subject, GONE)), json.loads(revisions[subject][-1].payload)
        why = tuple(dict.fromkeys(r.reason for r in revisions[subject]))
        fields = tuple(f for f in now if then.get(f) != now[f] and f not in COUNTED) if then and now else ()
        if then is now or (then and now and not fields):
            continue
        kind_: ChangeKind = "new" if then is None else "withdrawn" if now is None else "changed"
        yield Changed(subject, kind_, then, now, fields, why)


def _with_targets(events: tuple[Changed, ...]) -> tuple[Changed, ...]:
    """Withdrawn events whose mentions another event has now are merged into it."""
    home = {m: e.subject for e in events if e.after is not None for m in e.after["mentions"]}
    found = []
    for event in events:
        into = [home[m] for m in event.before["mentions"] if m in home] if event.before and not event.after else []
        if into:
            target = max(sorted(set(into)), key=into.count)
            event = Changed(event.subject, "merged", event.before, None, (), event.why, target)
        found.append(event)
    return tuple(found)
