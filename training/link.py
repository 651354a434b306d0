"""Learns the weights by which coded rows are linked, or says what they are worth.

    python training/link.py GOLD [--cross-validate]

GOLD is the folder of the MAVERICK suite (docs/own-gold.md): van Baalen & Hoglund 2026, CC BY 4.0. Only the weights of
comparisons are kept, no value of any row. With --cross-validate nothing is written: five folds of whole months,
precision against recall over thresholds, and the score with the threshold chosen without the fold it is used on.
The second look is always learned on first looks at months that the first look was not learned on, as it will be used
on rows that neither has seen. The same data and versions give the same weights.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from tacitus.evaluation.maverick import CodedRow, load, score_labels
from tacitus.evaluation.metrics import linked_pairs
from tacitus.linking.rows import Row, row_of
from tacitus.linking.rows.comparing import Rarity, compare
from tacitus.linking.rows.grouping import THRESHOLD, candidates, grouped
from tacitus.linking.rows.relating import Company, Pair
from tacitus.linking.rows.weighing import BIAS, RowModel, TwoLooks

TABLE = Path(__file__).parent.parent / "src" / "tacitus" / "linking" / "rows" / "weights.csv"
STRENGTH = 0.1
"""Inverse of the L2 penalty on standardised comparisons."""
FOLDS = 5
THRESHOLDS = (-2.0, -1.5, -1.25, -1.0, THRESHOLD, -0.5, -0.25, 0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Pairs:
    """The candidate pairs of rows that are linked together, their comparisons and the right answers."""

    ids: list[Pair]
    names: list[str]
    values: np.ndarray
    right: np.ndarray
    source_of: dict[str, str]

    def log_odds(self, model: RowModel) -> dict[Pair, float]:
        """What a model says of each pair."""
        weights = np.array([model.weights[name] for name in self.names])
        odds = self.values @ weights + model.weights[BIAS]
        return {pair: round(float(value), 6) for pair, value in zip(self.ids, odds, strict=True)}

    def in_company(self, first: RowModel) -> Pairs:
        """The pairs as the second look sees them after that first look."""
        company = Company(self.log_odds(first), self.source_of)
        related = [dict(company.relations(*pair)) for pair in self.ids]
        values = np.hstack([self.values, np.array([list(r.values()) for r in related])])
        return replace(self, names=[*self.names, *related[0]], values=values)


def pairs_of(rows: Sequence[CodedRow]) -> Pairs:
    """Compare the candidate pairs of the rows."""
    gold = {row.id: row.event_id for row in rows}
    read = sorted((row_of(row.columns) for row in rows), key=lambda row: row.id)
    rarity = Rarity.of(read)
    found: list[tuple[Row, Row]] = sorted(candidates(read), key=lambda pair: (pair[0].id, pair[1].id))
    compared = [compare(a, b, rarity) for a, b in found]
    names = list(compared[0])
    return Pairs(
        ids=[(a.id, b.id) for a, b in found],
        names=names,
        values=np.array([[float(c[name]) for name in names] for c in compared]),
        right=np.array([gold[a.id] == gold[b.id] for a, b in found]),
        source_of={row.id: row.source for row in read},
    )


def fitted(parts: Sequence[Pairs]) -> RowModel:
    """Logistic regression over the pairs of all parts, its weights for comparisons as they are."""
    values, right = np.vstack([p.values for p in parts]), np.concatenate([p.right for p in parts])
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=STRENGTH, solver="newton-cholesky").fit(scaler.transform(values), right)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    return RowModel({BIAS: bias} | dict(zip(parts[0].names, map(float, weights), strict=True)))


class Learner:
    """Both looks learned on any of the parts; what was learned and looked at once is kept."""

    def __init__(self, parts: Sequence[Pairs]) -> None:
        self.parts = parts
        self._first: dict[frozenset[int], RowModel] = {}
        self._seen: dict[tuple[frozenset[int], int], Pairs] = {}

    def looks(self, on: frozenset[int]) -> TwoLooks:
        """Both looks, learned on those parts."""
        second = fitted([self._in_company(on - {k}, k) for k in sorted(on)])
        return TwoLooks(self._first_on(on), second)

    def scores(self, on: frozenset[int], part: int) -> dict[Pair, float]:
        """The log-odds of a part's pairs, by looks learned on those other parts."""
        return self._in_company(on, part).log_odds(self.looks(on).second)

    def _first_on(self, on: frozenset[int]) -> RowModel:
        if on not in self._first:
            self._first[on] = fitted([self.parts[k] for k in sorted(on)])
        return self._first[on]

    def _in_company(self, on: frozenset[int], part: int) -> Pairs:
        if (on, part) not in self._seen:
            self._seen[on, part] = self.parts[part].in_company(self._first_on(on))
        return self._seen[on, part]


def folds_of(rows: Sequence[CodedRow]) -> list[list[CodedRow]]:
    """Five parts of whole months, of about equal size."""
    months = Counter(_month(row) for row in rows)
    sizes, fold = [0] * FOLDS, {}
    for month, count in sorted(months.items(), key=lambda item: (-item[1], item[0])):
        fold[month] = sizes.index(min(sizes))
        sizes[fold[month]] += count
    return [[row for row in rows if fold[_month(row)] == k] for k in range(FOLDS)]


def _month(row: CodedRow) -> str:
    return row.columns["date_start"][:7]


def cross_validate(rows: Sequence[CodedRow]) -> None:
    """Print, for each threshold, how the labels of all folds together score, each fold weighed by the others."""
    folds = folds_of(rows)
    learner, everything = Learner([pairs_of(fold) for fold in folds]), frozenset(range(FOLDS))
    print("| threshold (log-odds) | pair precision | pair recall | pair F1 | B-cubed F1 |\n|---|---|---|---|---|")
    scores = {k: learner.scores(everything - {k}, k) for k in everything}
    for threshold in THRESHOLDS:
        print(_line(str(threshold), rows, _labels(folds, scores, dict.fromkeys(everything, threshold))))
    chosen = {k: _threshold_without(k, folds, learner) for k in everything}
    print(_line("chosen without the fold", rows, _labels(folds, scores, chosen)))
    print("chosen: " + ", ".join(str(chosen[k]) for k in sorted(chosen)))


def _threshold_without(held: int, folds: Sequence[Sequence[CodedRow]], learner: Learner) -> float:
    """The threshold with the best pair F1 when the other folds are weighed by each other."""
    others = frozenset(range(FOLDS)) - {held}
    scores = {k: learner.scores(others - {k}, k) for k in others}
    rows = [row for k in sorted(others) for row in folds[k]]

    def pair_f1(threshold: float) -> float:
        labels = _labels(folds, scores, dict.fromkeys(others, threshold))
        return linked_pairs({row.id: row.event_id for row in rows}, labels).f1

    return max(THRESHOLDS, key=pair_f1)


def _labels(
    folds: Sequence[Sequence[CodedRow]], scores: Mapping[int, Mapping[Pair, float]], thresholds: Mapping[int, float]
) -> dict[str, str]:
    labels: dict[str, str] = {}
    for k, scored in scores.items():
        labels |= grouped(sorted(row.id for row in folds[k]), scored, thresholds[k])
    return labels


def _line(name: str, rows: Sequence[CodedRow], labels: Mapping[str, str]) -> str:
    m = score_labels(rows, labels).measures
    shown = (m["pair_precision"], m["pair_recall"], m["pair_f1"], m["bcubed_f1"])
    return f"| {name} | " + " | ".join(f"{value:.3f}" for value in shown) + " |"


def write(looks: TwoLooks) -> None:
    """Write the table of weights, a column for each look."""
    first, second = looks.first.weights, looks.second.weights
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["comparison", "first", "second"])
        rows.writerows((name, f"{first[name]:.4f}" if name in first else "", f"{second[name]:.4f}") for name in second)


def main() -> None:
    """Learn and write, or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--cross-validate", action="store_true")
    args = parser.parse_args()
    rows = list(load(args.gold))
    # One thread: sums in another order would give other last digits.
    with threadpool_limits(1):
        if args.cross_validate:
            cross_validate(rows)
            return
        looks = Learner([pairs_of(fold) for fold in folds_of(rows)]).looks(frozenset(range(FOLDS)))
    write(looks)
    print(f"{len(looks.first.weights)} and {len(looks.second.weights)} weights from {len(rows)} rows")


if __name__ == "__main__":
    main()
