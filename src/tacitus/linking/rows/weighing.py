"""The model of rows: one weight a comparison (weights.csv), summed to log-odds."""

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
        total = self.weights[BIAS] + sum(self.weights.get(name, 0.0) * value for name, value in compared.items())
        return round(total, 6)

    def by_slot(self, compared: Mapping[str, float]) -> dict[str, float]:
        """What each slot adds to the log-odds."""
        found: dict[str, float] = defaultdict(float)
        for name, value in compared.items():
            found[name.partition(":")[0]] += self.weights.get(name, 0.0) * value
        return {slot: round(value, 2) for slot, value in found.items()}


@cache
def row_model() -> RowModel:
    """The model that ships. Raises TableError where a weight is no number."""
    weights: dict[str, float] = {}
    for line, row in rows("tacitus.linking.rows", "weights.csv", ("comparison", "weight")):
        try:
            weights[row["comparison"]] = float(row["weight"])
        except ValueError:
            raise TableError(f"weights.csv of linking/rows, line {line}: {row['weight']!r} is no number") from None
    if BIAS not in weights:
        raise TableError(f"weights.csv of linking/rows: the row {BIAS} is missing")
    return RowModel(weights)
