"""The questions that commands put to a ledger: it is read, the analysis is made, its finding given back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from tacitus.analysis.findings import Finding
from tacitus.analysis.material import Material
from tacitus.analysis.queries import Query
from tacitus.briefings import material
from tacitus.ledger import Ledger
from tacitus.options import existing

Found = TypeVar("Found", bound=Finding)


def answer(
    path: str, as_of: date | datetime | None, query: Query, analysis: Callable[[Query, Material], Found]
) -> Found:
    """The finding of an analysis, which may read the ledger until it returns. Raises LedgerError."""
    with Ledger.open(existing(path)) as kept, kept.snapshot() as still:
        return analysis(query, material(still if as_of is None else still.as_of(as_of)))
