"""Lists reports and claims a page at a time: by what they were published as and where they stand, never all at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from sqlalchemy import Connection, select, tuple_

from tacitus.ledger import schema
from tacitus.ledger.index import reports
from tacitus.ledger.reading import pairs, parsed
from tacitus.records import Claim, ClaimKind, Report

Listed = TypeVar("Listed")


@dataclass(frozen=True)
class Mark:
    """Where a page ended: the key of its last row, a day or a report and an id or a position in it."""

    first: str
    second: str | int


@dataclass(frozen=True)
class Part(Generic[Listed]):
    """Some records in order; `after` asks for the next ones, None at the end."""

    records: tuple[Listed, ...]
    after: Mark | None


class Lister:
    """Lists one ledger; made by `Ledger.lister`."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def reports(
        self,
        limit: int,
        after: Mark | None = None,
        since: date | None = None,
        until: date | None = None,
        publisher: str | None = None,
    ) -> Part[Report]:
        """At most `limit` reports, the latest first and those without a date last.

        `since` and `until` are days of publication, both included; where one is given, no report without a date is.
        """
        r, key = reports.c, tuple_(reports.c.published, reports.c.report)
        query = select(r.published, r.report).order_by(r.published.desc(), r.report.desc()).limit(limit + 1)
        if since is not None:
            query = query.where(r.published >= since.isoformat())
        if until is not None:
            query = query.where(r.published <= until.isoformat(), r.published != "")
        if publisher is not None:
            query = query.where(r.publisher == publisher)
        if after is not None:
            query = query.where(key < tuple_(after.first, after.second))
        table = schema.reports
        with self._reading() as conn:
            rows = conn.execute(query).all()
            ids = [row.report for row in rows[:limit]]
            payloads = pairs(conn, select(table.c.id, table.c.payload).where(table.c.id.in_(ids)))
        more = Mark(*rows[limit - 1]) if len(rows) > limit else None
        return Part(tuple(parsed(payloads[id_]).report for id_ in ids), more)

    def claims(
        self, limit: int, after: Mark | None = None, kind: ClaimKind | None = None, report: str | None = None
    ) -> Part[Claim]:
        """At most `limit` claims, by report and position."""
        c = schema.claims.c
        query = select(c.report, c.position, c.payload).order_by(c.report, c.position).limit(limit + 1)
        if kind is not None:
            query = query.where(c.kind == kind)
        if report is not None:
            query = query.where(c.report == report)
        if after is not None:
            query = query.where(tuple_(c.report, c.position) > tuple_(after.first, after.second))
        with self._reading() as conn:
            rows = conn.execute(query).all()
        more = Mark(rows[limit - 1].report, rows[limit - 1].position) if len(rows) > limit else None
        return Part(tuple(Claim.model_validate_json(row.payload) for row in rows[:limit]), more)
