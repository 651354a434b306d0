"""What the ledger has read: the reports and publishers of a window, which stand beside every number counted in it."""

from __future__ import annotations

from datetime import date, timedelta

from tacitus.analysis.words import plural, span
from tacitus.records import Record


class Coverage(Record):
    """The reports in the ledger that were published on some days, both included; None where a side is open.

    `read_on` is the number of days with at least one report. `undated` reports have no date of publication and are in
    no window.
    """

    since: date | None
    until: date | None
    reports: int
    publishers: int
    read_on: int
    undated: int = 0

    def words(self) -> str:
        """The coverage in one clause."""
        days = span(self.since, self.until) or "on any day"
        return (
            f"the ledger holds {plural(self.reports, 'report')} of {plural(self.publishers, 'publisher')}, published "
            f"on {plural(self.read_on, 'day')} ({days})"
        )


def length(since: date, until: date) -> int:
    """The number of days of a window, both ends included."""
    return (until - since).days + 1


def days_before(since: date, number: int) -> tuple[date, date]:
    """The first and last of the `number` days before a day."""
    return since - timedelta(days=number), since - timedelta(days=1)
