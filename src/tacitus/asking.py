"""The questions that commands put to a ledger: it is read, the analysis is made, its finding given back."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    with _undisturbed(), Ledger.open(existing(path)) as kept, kept.snapshot() as still:
        return analysis(query, material(still if as_of is None else still.as_of(as_of)))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the collector of cycles, which would go through all that was read again and again, and finds none."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
