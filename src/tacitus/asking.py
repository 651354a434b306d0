"""The questions that commands put to a ledger: events are chosen, the analysis is made, its finding given back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from tacitus.analysis.findings import Finding, Material
from tacitus.analysis.queries import Query, ask
from tacitus.briefings import material
from tacitus.ledger import Ledger
from tacitus.options import existing
from tacitus.publishing.countries import country_name
from tacitus.records import Place, Status

Found = TypeVar("Found", bound=Finding)


@dataclass(frozen=True)
class Question:
    """What a command asks for; None and () do not narrow. `since` and `until` are included."""

    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    actor: str | None = None
    action: str | None = None
    weapon: str | None = None
    country: str | None = None
    since: date | None = None
    until: date | None = None
    status: Status | None = None

    def query(self) -> Query:
        """The question as the analyses take it."""
        place = Place(name=country_name(self.country), country=self.country, precision="country")
        return ask(
            self.by,
            self.against,
            self.actor,
            self.action,
            self.weapon,
            place if self.country else None,
            self.since,
            self.until,
            self.status,
        )


def answer(
    path: Path, as_of: date | datetime | None, question: Question, analysis: Callable[[Query, Material], Found]
) -> tuple[Material, Found]:
    """What a ledger held at a moment, and the finding of an analysis on it. Raises LedgerError where it is not read."""
    with Ledger.open(existing(path)) as kept:
        held = material(kept if as_of is None else kept.as_of(as_of))
    return held, analysis(question.query(), held)
