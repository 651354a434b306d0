"""The models of rows: one weight a comparison, summed to log-odds.

Two looks are taken (relating.py): weights.csv has a column for each. The second look weighs the comparisons of the
first anew, beside what the pair's company says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tacitus.errors import TableError
from tacitus.ontology.tables import rows

BIAS = "(bias)"


@dataclass(frozen=True, slots=True)
class RowModel:
    """Logistic regression over comparisons; what it has no weight for counts nothing."""

    weights: Mapping[str, float]

    def log_odds(self, compared: Mapping[str, float]) -> float:
        """The log-odds that two rows tell of one event, to six decimals so that sums do not depend on the machine."""
        return round(self.weights[BIAS] + self.sum(compared), 6)

    def sum(self, compared: Mapping[str, float]) -> float:
        """What the comparisons add to the log-odds."""
        return sum(self.weights.get(name, 0.0) * value for name, value in compared.items())

    def by_slot(self, compared: Mapping[str, float]) -> dict[str, float]:
        """What each slot adds to the log-odds."""
        found: dict[str, float] = defaultdict(float)
        for name, value in compared.items():
            found[name.partition(":")[0]] += self.weights.get(name, 0.0) * value
        return {slot: round(value, 2) for slot, value in found.items()}


@dataclass(frozen=True, slots=True)
class TwoLooks:
    """The models of the first and of the second look."""

    first: RowModel
    second: RowModel


@cache
def row_models() -> TwoLooks:
    """The models that ship. Raises TableError where a weight is no number."""
    first: dict[str, float] = {}
    second: dict[str, float] = {}
    for line, row in rows("tacitus.linking.rows", "weights.csv", ("comparison", "first", "second")):
        for look, weights in (("first", first), ("second", second)):
            if not row[look]:
                continue
            try:
                weights[row["comparison"]] = float(row[look])
            except ValueError:
                raise TableError(f"weights.csv of linking/rows, line {line}: {row[look]!r} is no number") from None
    if BIAS not in first or BIAS not in second:
        raise TableError(f"weights.csv of linking/rows: the row {BIAS} is missing")
    return TwoLooks(RowModel(first), RowModel(second))
