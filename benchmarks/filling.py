"""Fills an empty ledger of any size at once, as it stands after reports were added one by one.

Only the last so many days are linked, far enough back that no report after them is compared with what lies before; the
older mentions make an event each.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, update

from tacitus.ledger import schema
from tacitus.ledger.adding import block_rows, link_rows, mention_rows
from tacitus.ledger.index import AT_ONCE, put, put_reports
from tacitus.ledger.revisions import GENESIS, chained, moment
from tacitus.ledger.standing import rows_of
from tacitus.linking import Telling, cluster, merge, tellings
from tacitus.records import CodedReport, Event

LINKED_DAYS = 170
"""The longest reach of a recalled happening, and as long as it may be recalled, and more."""
Rows = dict[Table, list[dict[str, Any]]]


def fill(conn: Connection, coded: Iterable[CodedReport], last_day: date) -> None:
    """Write reports that are published until a day, their mentions, links and events, and the history of all."""
    history = _History(conn)
    stream = iter(coded)
    linked_from, recent = last_day - timedelta(days=LINKED_DAYS), list[CodedReport]()
    while some := list(islice(stream, AT_ONCE)):
        old = [one for one in some if (one.report.published_on or last_day) < linked_from]
        recent += some[len(old) :]
        told = list(tellings(old))
        _write(conn, old, [[t] for t in told if t.anchored], history)
    told = list(tellings(recent))
    grouped = cluster(told)
    for start in range(0, len(recent), AT_ONCE):
        _write(conn, recent[start : start + AT_ONCE], [], history)
    for start in range(0, len(grouped.events), AT_ONCE):
        _write_events(conn, grouped.events[start : start + AT_ONCE], history)
    links = link_rows(told)
    while rows := list(islice(links, AT_ONCE)):
        conn.execute(insert(schema.links), rows)
    history.close()


class _History:
    """The chain of revisions, written many at once."""

    def __init__(self, conn: Connection) -> None:
        self._conn, self._row, self._hash, self._when = conn, 0, GENESIS, moment(conn)
        self.age = 0

    def append(self, kind: str, records: Iterable[tuple[str, str]]) -> None:
        """Add the first revision of each record, given by id and payload."""
        rows = []
        for subject, payload in records:
            self._row += 1
            fields = (self._row, kind, subject, 1, payload, "filled", self._when, self._hash)
            row = dict(zip(schema.revisions.c.keys(), fields, strict=False))
            self._hash = row["hash"] = chained(*fields)
            rows.append(row)
        if rows:
            self._conn.execute(insert(schema.revisions), rows)

    def close(self) -> None:
        """Let the head of the ledger be the last row."""
        head = update(schema.meta).where(schema.meta.c.key == "head")
        self._conn.execute(head.values(value=f"{self._row} {self._hash}"))


def _write(
    conn: Connection, coded: Sequence[CodedReport], groups: Sequence[Sequence[Telling]], history: _History
) -> None:
    if not coded:
        return
    payloads = [(one.report.id, one.model_dump_json()) for one in coded]
    rows: Rows = {
        schema.reports: [
            {"id": id_, "version": 1, "digest": hashlib.sha256(payload.encode()).hexdigest(), "payload": payload}
            for id_, payload in payloads
        ],
        schema.mentions: [row for one in coded for row in mention_rows(tellings([one]))],
        schema.blocks: [row for one in coded for row in block_rows(tellings([one]))],
    }
    _insert(conn, rows)
    put_reports(conn, [one.report for one in coded])
    history.append("report", payloads)
    _write_events(conn, groups, history)


def _write_events(conn: Connection, groups: Sequence[Sequence[Telling]], history: _History) -> None:
    """Write an event for each group; at most about AT_ONCE of them."""
    aged = []
    for group in groups:
        history.age += 1
        aged.append((history.age, merge(_id(group), group)))
    rows: Rows = defaultdict(list)
    for age, event in aged:
        for table, those in rows_of(event, age, rejected=0).items():
            rows[table] += those
    _insert(conn, rows)
    for some in _chunks(aged):
        put(conn, some)
    history.append("event", [(event.id, event.model_dump_json()) for _, event in aged])
    mentions = schema.mentions
    placed = [
        {"key": t.key, "now": event.id, "group": next(f.key for f in group if f.anchored) if t.anchored else None}
        for (_, event), group in zip(aged, groups, strict=True)
        for t in group
    ]
    if placed:
        placing = update(mentions).where(mentions.c.id == bindparam("key"))
        conn.execute(placing.values(event=bindparam("now"), cluster=bindparam("group")), placed)


def _insert(conn: Connection, rows: Rows) -> None:
    for table, those in rows.items():
        if those:
            conn.execute(insert(table), those)


def _chunks(aged: Sequence[tuple[int, Event]]) -> Iterator[Sequence[tuple[int, Event]]]:
    for start in range(0, len(aged), AT_ONCE):
        yield aged[start : start + AT_ONCE]


def _id(group: Sequence[Telling]) -> str:
    digest = hashlib.sha256(f"{group[0].key}\n0".encode()).hexdigest()
    return f"E{digest[:12]}"
