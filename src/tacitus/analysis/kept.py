"""What a ledger keeps, as an analysis reads it: a sequence as any other that, asked for less, reads less.

An analysis takes events, reports and claims as sequences. Those of this module belong to a ledger and read nothing
until they are asked; only who goes through one of them reads all of it. The functions ask either kind.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar, overload

from tacitus.ledger import Ledger
from tacitus.ledger.sifting import Kind, Read, Sieve, Sought
from tacitus.records import Claim, ClaimKind, Event, Report

Held = TypeVar("Held", bound=Event | Report | Claim)


class _Kept(Sequence[Held], Generic[Held]):
    """All records of one kind that a ledger keeps, read when they are gone through."""

    kind: Kind

    def __init__(self, ledger: Ledger, sieve: Sieve) -> None:
        self._ledger, self.sieve = ledger, sieve

    @abstractmethod
    def _all(self) -> Iterator[Held]: ...

    @cached_property
    def _records(self) -> list[Held]:
        return list(self._all())

    def __len__(self) -> int:
        """How many there are."""
        return self.sieve.how_many(self.kind)

    @overload
    def __getitem__(self, at: int) -> Held: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Held]: ...
    def __getitem__(self, at: int | slice) -> Held | Sequence[Held]:
        """One of them, or some."""
        return self._records[at]


class KeptEvents(_Kept[Event]):
    """The events of a ledger, by date."""

    kind = "events"

    def _all(self) -> Iterator[Event]:
        return self._ledger.events()


class KeptReports(_Kept[Report]):
    """The reports of a ledger, by id."""

    kind = "reports"

    def _all(self) -> Iterator[Report]:
        return self._ledger.reports()


class KeptClaims(_Kept[Claim]):
    """The claims of a ledger, by report and position."""

    kind = "claims"

    def _all(self) -> Iterator[Claim]:
        return self._ledger.claims()


class _ReportsById(Mapping[str, Report]):
    """The reports of a ledger by id, each read when it is asked for."""

    def __init__(self, reports: KeptReports) -> None:
        self._reports = reports

    def __getitem__(self, id_: str) -> Report:
        found = self._reports.sieve.report(id_)
        if found is None:
            raise KeyError(id_)
        return found

    def __iter__(self) -> Iterator[str]:
        return (report.id for report in self._reports)

    def __len__(self) -> int:
        return len(self._reports)


def possible(events: Collection[Event], sought: Sought) -> Collection[Event]:
    """Of the events of a ledger those that are sought or may be, of others all."""
    return events.sieve.events(sought) if isinstance(events, KeptEvents) else events


def told_by(events: Collection[Event], report: str) -> Collection[Event]:
    """The events that a report tells of."""
    if isinstance(events, KeptEvents):
        return events.sieve.told_by(report)
    return [event for event in events if any(source.id == report for source in event.reports)]


def events_of(events: Collection[Event], ids: Collection[str]) -> list[Event]:
    """The events of those ids, in the order in which the events are held."""
    if isinstance(events, KeptEvents):
        return events.sieve.events_of(ids)
    wanted = set(ids)
    return [event for event in events if event.id in wanted]


def begins(events: Collection[Event], exact: bool = False) -> date | None:
    """The first day that an event is dated to, with `exact` of those dated to the day; None without any."""
    if isinstance(events, KeptEvents):
        return events.sieve.begins(exact)
    days = (e.date.start for e in events if e.date.start and (not exact or e.date.precision == "day"))
    return min(days, default=None)


def read(reports: Collection[Report], since: date | None, until: date | None) -> Read:
    """What was published on those days, both included; a report without a publisher has one of its own."""
    if isinstance(reports, KeptReports):
        return reports.sieve.read(since, until)
    days = [(day, report) for report in reports if (day := report.published_on)]
    found = [(day, r.publisher or r.id) for day, r in days if (since or day) <= day <= (until or day)]
    return Read(len(found), len({who for _, who in found}), len({day for day, _ in found}), len(reports) - len(days))


def last_read(reports: Collection[Report]) -> date | None:
    """The last day on which a report was published; None where no report has a day."""
    if isinstance(reports, KeptReports):
        return reports.sieve.last_read()
    return max((day for report in reports if (day := report.published_on)), default=None)


def by_id(reports: Collection[Report]) -> Mapping[str, Report]:
    """The reports by id."""
    return _ReportsById(reports) if isinstance(reports, KeptReports) else {r.id: r for r in reports}


def claims_of_kind(claims: Collection[Claim], kind: ClaimKind) -> list[Claim]:
    """The claims of a kind, in the order in which the claims are held."""
    return claims.sieve.claims(kind) if isinstance(claims, KeptClaims) else [c for c in claims if c.kind == kind]


def claims_of_reports(claims: Collection[Claim], reports: Collection[str]) -> list[Claim]:
    """The claims of those reports, in the order in which the claims are held."""
    if isinstance(claims, KeptClaims):
        return claims.sieve.claims_of(reports)
    wanted = set(reports)
    return [claim for claim in claims if claim.report in wanted]
