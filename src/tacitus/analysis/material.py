"""What an analysis reads: the events, reports and claims of a ledger, or of lists; it asks either in the same words.

A ledger reads what it is asked and no more (`tacitus.ledger.sifting`). Lists have everything at hand already.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from tacitus.analysis.coverage import Coverage
from tacitus.ledger.outlines import Deed, Outline, Outlined, deeds_of, in_time
from tacitus.ledger.sifting import Read, Sieve, Sought
from tacitus.records import Claim, ClaimKind, Event, Report


class Material(ABC):
    """The events, reports and claims that a question is put to."""

    @abstractmethod
    def possible(self, sought: Sought) -> Collection[Outlined]:
        """The events that are sought or may be, and perhaps others, in time order (`in_time`)."""

    @abstractmethod
    def first_uses(self, doers: Collection[str]) -> Collection[Deed]:
        """The deeds of these doers, of those that differ by the day or the event alone at least the first."""

    @abstractmethod
    def deeds_before(
        self, day: date, doers: Collection[str], targets: Collection[str] = (), countries: Collection[str] = ()
    ) -> int:
        """How many events of earlier days are deeds of these doers, to these targets or in these countries if given."""

    @abstractmethod
    def weapons(self) -> Collection[str]:
        """All weapons of deeds."""

    @abstractmethod
    def last_use(self, weapons: Collection[str], day: date) -> str | None:
        """The last event of an earlier day with one of these weapons; None without any."""

    @abstractmethod
    def told_by(self, report: str) -> list[Event]:
        """The events that a report tells of."""

    @abstractmethod
    def reports_on(self, ids: Collection[str]) -> set[str]:
        """The ids of the reports that tell of these events."""

    @abstractmethod
    def events_of(self, ids: Collection[str]) -> list[Event]:
        """The events of those ids, in the order in which they are held."""

    @abstractmethod
    def begins(self, exact: bool = False) -> date | None:
        """The first day that an event is dated to, with `exact` of those dated to the day; None without any."""

    @abstractmethod
    def read(self, since: date | None, until: date | None) -> Read:
        """What was published on those days, both included; a report without a publisher has one of its own."""

    @abstractmethod
    def last_read(self) -> date | None:
        """The last day on which a report was published; None where no report has a day."""

    @property
    @abstractmethod
    def reports_by_id(self) -> Mapping[str, Report]:
        """The reports by their ids."""

    @abstractmethod
    def claims(self, reports: Collection[str] | None = None, kind: ClaimKind | None = None) -> list[Claim]:
        """The claims, of those reports and of that kind where asked, in the order in which they are held."""

    def report(self, id_: str) -> Report | None:
        """The report of that id; None where there is none."""
        return self.reports_by_id.get(id_)

    def coverage(self, since: date | None, until: date | None) -> Coverage:
        """What was read that was published on those days, both included."""
        held = self.read(since, until)
        return Coverage(
            since=since,
            until=until,
            reports=held.reports,
            publishers=held.publishers,
            read_on=held.days,
            undated=held.undated,
        )


class Listed(Material):
    """A material of lists."""

    def __init__(self, events: Sequence[Event], reports: Sequence[Report] = (), claims: Sequence[Claim] = ()) -> None:
        self._events, self._reports, self._claims = events, reports, claims

    def possible(self, sought: Sought) -> Sequence[Event]:
        """All events: the question itself goes through them."""
        return self._in_time

    @cached_property
    def _in_time(self) -> list[Event]:
        return sorted(self._events, key=in_time)

    @cached_property
    def _deeds(self) -> dict[str, list[Deed]]:
        found: dict[str, list[Deed]] = defaultdict(list)
        for event in self._events:
            for deed in deeds_of(event):
                found[deed.doer].append(deed)
        return found

    def first_uses(self, doers: Collection[str]) -> list[Deed]:
        """All their deeds."""
        return [deed for doer in doers for deed in self._deeds.get(doer, ())]

    def deeds_before(
        self, day: date, doers: Collection[str], targets: Collection[str] = (), countries: Collection[str] = ()
    ) -> int:
        """Counted in their deeds."""
        earlier = (d for d in self.first_uses(doers) if d.day < day)
        found = (
            d for d in earlier if (not targets or d.target in targets) and (not countries or d.country in countries)
        )
        return len({d.event for d in found})

    @cached_property
    def _uses(self) -> dict[str, list[tuple[date, str]]]:
        found: dict[str, list[tuple[date, str]]] = defaultdict(list)
        for those in self._deeds.values():
            for deed in those:
                found[deed.weapon].append((deed.day, deed.event))
        return {weapon: sorted(uses) for weapon, uses in found.items() if weapon}

    def weapons(self) -> Collection[str]:
        """Those of all deeds."""
        return self._uses

    def last_use(self, weapons: Collection[str], day: date) -> str | None:
        """Looked for in the uses of each."""
        before = (bisect_left(self._uses[weapon], (day, "")) for weapon in weapons)
        found = [self._uses[weapon][at - 1] for weapon, at in zip(weapons, before, strict=True) if at]
        return max(found)[1] if found else None

    def told_by(self, report: str) -> list[Event]:
        """Looked for in all events."""
        return [event for event in self._events if any(source.id == report for source in event.reports)]

    def reports_on(self, ids: Collection[str]) -> set[str]:
        """Those of the events of the list."""
        return {source.id for event in self.events_of(ids) for source in event.reports}

    def events_of(self, ids: Collection[str]) -> list[Event]:
        """In the order of the list."""
        wanted = set(ids)
        return [event for event in self._events if event.id in wanted]

    def begins(self, exact: bool = False) -> date | None:
        """Looked for in all events."""
        days = (e.date.start for e in self._events if e.date.start and (not exact or e.date.precision == "day"))
        return min(days, default=None)

    def read(self, since: date | None, until: date | None) -> Read:
        """Counted in all reports."""
        days = [(day, report) for report in self._reports if (day := report.published_on)]
        found = [(day, r.publisher or r.id) for day, r in days if (since or day) <= day <= (until or day)]
        undated = len(self._reports) - len(days)
        return Read(len(found), len({who for _, who in found}), len({day for day, _ in found}), undated)

    def last_read(self) -> date | None:
        """Looked for in all reports."""
        return max((day for report in self._reports if (day := report.published_on)), default=None)

    @cached_property
    def reports_by_id(self) -> Mapping[str, Report]:
        """All of them."""
        return {report.id: report for report in self._reports}

    def claims(self, reports: Collection[str] | None = None, kind: ClaimKind | None = None) -> list[Claim]:
        """In the order of the list."""
        wanted = None if reports is None else set(reports)
        return [c for c in self._claims if (wanted is None or c.report in wanted) and kind in (None, c.kind)]


class Kept(Material):
    """The material of a ledger, which must stay open; each record is read when it is asked for, and once."""

    def __init__(self, sieve: Sieve) -> None:
        self._sieve = sieve

    def possible(self, sought: Sought) -> list[Outline]:
        """Those that the narrow tables leave, in outline."""
        return self._sieve.outlines(sought)

    def first_uses(self, doers: Collection[str]) -> list[Deed]:
        """Grouped by the database."""
        return self._sieve.first_uses(doers)

    def deeds_before(
        self, day: date, doers: Collection[str], targets: Collection[str] = (), countries: Collection[str] = ()
    ) -> int:
        """Counted by the database."""
        return self._sieve.deeds_before(day, doers, targets, countries)

    def weapons(self) -> list[str]:
        """By an index."""
        return self._sieve.weapons()

    def last_use(self, weapons: Collection[str], day: date) -> str | None:
        """By an index."""
        return self._sieve.last_use(weapons, day)

    def told_by(self, report: str) -> list[Event]:
        """By the mentions of the report."""
        return self._sieve.told_by(report)

    def reports_on(self, ids: Collection[str]) -> set[str]:
        """By an index of the mentions."""
        return self._sieve.reports_on(ids)

    def events_of(self, ids: Collection[str]) -> list[Event]:
        """By date; undated ones first."""
        return self._sieve.events_of(ids)

    def begins(self, exact: bool = False) -> date | None:
        """By an index."""
        return self._sieve.begins(exact)

    def read(self, since: date | None, until: date | None) -> Read:
        """Counted by the database."""
        return self._sieve.read(since, until)

    def last_read(self) -> date | None:
        """By an index."""
        return self._sieve.last_read()

    @cached_property
    def reports_by_id(self) -> Mapping[str, Report]:
        """Each opened when it is asked for."""
        return _Reports(self._sieve)

    def claims(self, reports: Collection[str] | None = None, kind: ClaimKind | None = None) -> list[Claim]:
        """By report and position."""
        return self._sieve.claims(reports, kind)


class _Reports(Mapping[str, Report]):
    """The reports of a ledger by id."""

    def __init__(self, sieve: Sieve) -> None:
        self._sieve = sieve

    def __getitem__(self, id_: str) -> Report:
        found = self._sieve.report(id_)
        if found is None:
            raise KeyError(id_)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._sieve.report_ids())

    def __len__(self) -> int:
        return self._sieve.read(None, None).all
