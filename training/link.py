"""Learns the weights by which coded rows are linked, or says what they are worth.

    python training/link.py GOLD [--cross-validate]

GOLD is the folder of the MAVERICK suite (docs/own-gold.md): van Baalen & Hoglund 2026, CC BY 4.0. Only the weights of
comparisons are kept, no value of any row. With --cross-validate nothing is written: five folds of whole months, and
precision against recall over thresholds. The same data and versions give the same weights.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from tacitus.evaluation.maverick import CodedRow, load, score_labels
from tacitus.linking.rows import Row, row_of
from tacitus.linking.rows.comparing import Rarity, compare
from tacitus.linking.rows.grouping import THRESHOLD, candidates, grouped
from tacitus.linking.rows.weighing import BIAS, RowModel

TABLE = Path(__file__).parent.parent / "src" / "tacitus" / "linking" / "rows" / "weights.csv"
STRENGTH = 0.1
"""Inverse of the L2 penalty on standardised comparisons."""
FOLDS = 5
THRESHOLDS = (-2.5, -2.0, -1.5, THRESHOLD, -0.5, 0.0, 0.5, 1.0, 1.5)


@dataclass(frozen=True)
class Pairs:
    """The candidate pairs of rows that are linked together, their comparisons and the right answers."""

    ids: list[tuple[str, str]]
    names: list[str]
    values: np.ndarray
    right: np.ndarray


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
    )


def fitted(parts: Sequence[Pairs]) -> RowModel:
    """Logistic regression over the pairs of all parts, its weights for comparisons as they are."""
    values, right = np.vstack([p.values for p in parts]), np.concatenate([p.right for p in parts])
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(scaler.transform(values), right)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    return RowModel({BIAS: bias} | dict(zip(parts[0].names, map(float, weights), strict=True)))


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
    parts = [pairs_of(fold) for fold in folds]
    scores = []
    for k, part in enumerate(parts):
        model = fitted([other for other in parts if other is not part])
        odds = [model.log_odds(dict(zip(part.names, value, strict=True))) for value in part.values]
        scores.append((k, dict(zip(part.ids, odds, strict=True))))
    print("| threshold (log-odds) | pair precision | pair recall | pair F1 | B-cubed F1 |\n|---|---|---|---|---|")
    for threshold in THRESHOLDS:
        labels: dict[str, str] = {}
        for k, scored in scores:
            labels |= grouped(sorted(row.id for row in folds[k]), scored, threshold)
        m = score_labels(rows, labels).measures
        shown = (m["pair_precision"], m["pair_recall"], m["pair_f1"], m["bcubed_f1"])
        print(f"| {threshold} | " + " | ".join(f"{value:.3f}" for value in shown) + " |")


def write(model: RowModel) -> None:
    """Write the table of weights."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["comparison", "weight"])
        rows.writerows((name, f"{weight:.4f}") for name, weight in model.weights.items())


def main() -> None:
    """Learn and write, or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--cross-validate", action="store_true")
    args = parser.parse_args()
    rows = list(load(args.gold))
    if args.cross_validate:
        cross_validate(rows)
        return
    model = fitted([pairs_of(fold) for fold in folds_of(rows)])
    write(model)
    print(f"{len(model.weights)} weights from {len(rows)} rows")


if __name__ == "__main__":
    main()
