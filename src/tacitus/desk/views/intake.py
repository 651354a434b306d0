"""What the page of a reading shows before it is kept: each report with what was read from it, and what is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tacitus.analysis.words import listed, plural
from tacitus.desk.views.report import ReportView, coded_view
from tacitus.errors import UnknownIdError
from tacitus.ledger import AddResult, Ledger
from tacitus.records import CodedReport


@dataclass(frozen=True)
class BroughtView:
    """One report that was brought. `held` says what the ledger holds under its id, "" where nothing."""

    view: ReportView
    prefix: str
    held: str

    @property
    def keepable(self) -> bool:
        """Whether it can be kept."""
        return self.view.refused is None


def brought_views(ledger: Ledger, coded: Sequence[CodedReport]) -> tuple[BroughtView, ...]:
    """The reports of a reading in order."""
    return tuple(BroughtView(coded_view(one, f"r{n}-"), f"r{n}-", _held(ledger, one)) for n, one in enumerate(coded, 1))


def taken_words(result: AddResult) -> str:
    """What was done, in a sentence."""
    reports = [
        f"{plural(len(result.kept), 'report')} kept" if result.kept else "",
        f"{len(result.updated)} brought up to date" if result.updated else "",
        f"{len(result.unchanged)} held already" if result.unchanged else "",
    ]
    events = [plural(len(result.new), "new event"), f"{plural(len(result.merged), 'event')} with further reports"]
    return f"{listed(reports) or 'Nothing kept'}: {listed(events)}."


def _held(ledger: Ledger, one: CodedReport) -> str:
    try:
        held = ledger.coded(one.report.id)
    except UnknownIdError:
        return ""
    if held == one:
        return "The ledger holds this report already, read the same way; keeping it changes nothing."
    return "The ledger holds an older version of this report; keeping it replaces that."
