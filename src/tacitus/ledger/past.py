"""The ledger as it stood at a moment, read from its history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, func, select

from tacitus.errors import UnknownIdError
from tacitus.ledger import schema
from tacitus.ledger.reading import parsed
from tacitus.ledger.revisions import GONE, Kind, stamp
from tacitus.records import Claim, CodedReport, Event, Report


def moment_meant(when: date | datetime) -> datetime:
    """A day means its end, a time without a zone is UTC."""
    if isinstance(when, datetime):
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    return datetime.combine(when, time.max, UTC)


def row_at(conn: Connection, when: date | datetime) -> int:
    """The last row of the history that was recorded by then; 0 where there was none."""
    table = schema.revisions
    query = select(func.max(table.c.row)).where(table.c.recorded <= stamp(moment_meant(when)))
    return conn.execute(query).scalar() or 0


def states_at(conn: Connection, kind: Kind, row: int) -> Iterator[tuple[str, str]]:
    """Subject and payload of all that stood after a row of the history, by subject."""
    table = schema.revisions
    last = select(func.max(table.c.row)).where(table.c.kind == kind, table.c.row <= row).group_by(table.c.subject)
    query = select(table.c.subject, table.c.payload).where(table.c.row.in_(last), table.c.payload != GONE)
    yield from (tuple(row) for row in conn.execute(query.order_by(table.c.subject)))


class Past:
    """Asks what `Ledger` is asked, of the ledger as it stood at a moment."""

    def __init__(
        self, name: str, reading: Callable[[], AbstractContextManager[Connection]], when: date | datetime
    ) -> None:
        self.name, self.when = name, when
        self._reading = reading

    def events(
        self,
        since: date | None = None,
        until: date | None = None,
        country: str | None = None,
        actor: str | None = None,
        action: str | None = None,
        status: str | None = None,
    ) -> Iterator[Event]:
        """The events that fit, by date, as `Ledger.events` gives them."""
        found = (Event.model_validate_json(payload) for _, payload in self._states("event"))
        fitting = [e for e in found if fits(e, since, until, country, actor, action, status)]
        yield from sorted(fitting, key=lambda e: (e.date.start or date.min, e.id))

    def event(self, id_: str) -> Event:
        """The event of that id, as it stood. Raises UnknownIdError where there was none."""
        for subject, payload in self._states("event"):
            if subject == id_:
                return Event.model_validate_json(payload)
        raise UnknownIdError(f"{self.name}: no event {id_} at {moment_meant(self.when):%Y-%m-%d %H:%M}")

    def claims(self) -> Iterator[Claim]:
        """All claims, by report and position."""
        for coded in self._coded():
            yield from coded.claims

    def reports(self) -> Iterator[Report]:
        """All reports, by id, in the version that was known."""
        yield from (coded.report for coded in self._coded())

    def _coded(self) -> list[CodedReport]:
        return [parsed(payload) for _, payload in self._states("report")]

    def _states(self, kind: Kind) -> list[tuple[str, str]]:
        with self._reading() as conn:
            return list(states_at(conn, kind, row_at(conn, self.when)))


def fits(
    event: Event,
    since: date | None,
    until: date | None,
    country: str | None,
    actor: str | None,
    action: str | None,
    status: str | None,
) -> bool:
    """Whether an event is what is asked for, by the rules of `Ledger.events`."""
    if since is not None and (event.date.end is None or event.date.end < since):
        return False
    if until is not None and (event.date.start is None or event.date.start > until):
        return False
    if country is not None and all(p.country != country.upper() for p in event.places):
        return False
    if actor is not None:
        sides = event.initiators + event.targets
        if not any(side.id == actor or actor.casefold() in side.name.casefold() for side in sides):
            return False
    return action in (None, event.action) and status in (None, event.status)
