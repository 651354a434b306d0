"""The questions that commands put to a ledger: it is read, the analysis is made, its finding given back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from tacitus.analysis.findings import Finding, Material
from tacitus.analysis.queries import Query
from tacitus.briefings import material
from tacitus.ledger import Ledger
from tacitus.options import existing

Found = TypeVar("Found", bound=Finding)


def answer(
    path: str, as_of: date | datetime | None, query: Query, analysis: Callable[[Query, Material], Found]
) -> tuple[Found, Material]:
    """The finding of an analysis, and what of the ledger was read for it. Raises LedgerError where it is not read.

    What is looked up in the material later is read from the ledger as it is then.
    """
    with Ledger.open(existing(path)) as kept:
        held = material(kept if as_of is None else kept.as_of(as_of))
        return analysis(query, held), held
