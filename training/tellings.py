"""Learns what agreement between two tellings is worth, by which reports are linked, or says what that is worth.

    python training/tellings.py GOLD [--cross-validate]

GOLD is the folder of the dispatches suite (docs/own-gold.md); its held-out fifth is left out. A telling is labelled
with the gold event that it agrees with best, and of two labelled tellings in one block the levels of all comparisons
are counted, apart for pairs of one event (m) and of two (u). As the gold is small, the counts are added to what
expected.csv expects (a Dirichlet prior). A level that contradicts never comes to weigh less than expected: slips of the
coder put two days or two sides to one event, and that is no sign for it. Nothing of the texts is kept. With
--cross-validate nothing is written: five folds of whole gold events. The same data and versions give the same weights.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tacitus.coding import Coder
from tacitus.evaluation.dispatch_gold import DispatchGold, load
from tacitus.evaluation.dispatch_matching import agreement, restrict
from tacitus.evaluation.loading import chosen
from tacitus.linking import Telling, candidate_pairs, judge, merge, tellings
from tacitus.linking.tables import SCALE, load_weights
from tacitus.publishing.exports import event_json

TABLE = Path(__file__).parent.parent / "src" / "tacitus" / "linking" / "weights.csv"
EXPECTED = Path(__file__).parent / "expected.csv"
"""m and u as an editor would set them, the mean of the prior, and which levels contradict one happening."""
STRENGTH = 200.0
"""How many pairs the prior counts for; of 0, 50 and 200 that which keeps merges within the aim (docs/targets.csv)."""
FOLDS = 5
DIGITS = 4
PRIOR = ("prior", "candidate")

Level = tuple[str, str]
Probabilities = Mapping[Level, tuple[float, float]]
"""(slot, level) -> m and u, as in weights.csv."""


@dataclass(frozen=True)
class Pair:
    """Two labelled tellings: their gold events and the level of every slot."""

    events: tuple[str, str]
    levels: tuple[Level, ...]

    @property
    def same(self) -> bool:
        """Whether both tell of one gold event."""
        return self.events[0] == self.events[1]


def labelled_pairs(gold: DispatchGold) -> list[Pair]:
    """The candidate pairs of the development part that no veto keeps apart and whose gold events are known."""
    coder = Coder()
    coded = [coder.code(a.report) for a in chosen(gold.articles.values(), lambda a: a.id, "dev", None)]
    told = [t for t in tellings(c for c in coded if c.refused is None) if t.links]
    label = _labels(told, gold)
    pairs = []
    for a, b in candidate_pairs(told):
        if a.key in label and b.key in label:
            judged = judge(a, b)
            if judged.veto is None:
                levels = tuple((c.slot, c.level) for c in judged.comparisons)
                pairs.append(Pair((label[a.key], label[b.key]), levels))
    return pairs


def _labels(told: Iterable[Telling], gold: DispatchGold) -> dict[str, str]:
    """Mention id -> the gold event that the telling, taken as an event of its own, agrees with best."""
    label = {}
    for telling in told:
        found, wanted = restrict([event_json(merge(telling.key, [telling]))], gold.events, {telling.report.id})
        scored = [(score, w.id) for p in found for w in wanted if (score := agreement(p, w)) is not None]
        if scored:
            label[telling.key] = max(scored)[1]
    return label


def learned(pairs: Sequence[Pair]) -> Probabilities:
    """m and u of every level of the prior, and the share of matches under "prior"."""
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        expected = {(row["slot"], row["level"]): row for row in csv.DictReader(file)}
    counts = {same: Counter(level for p in pairs if p.same == same for level in p.levels) for same in (True, False)}
    matches = sum(p.same for p in pairs)
    share = (matches + STRENGTH * float(expected[PRIOR]["m"])) / (len(pairs) + STRENGTH)
    found = {PRIOR: (round(share, DIGITS), round(1 - share, DIGITS))}
    for slot in dict.fromkeys(slot for slot, _ in expected if slot != PRIOR[0]):
        levels = [level for level in expected if level[0] == slot]
        u = _shares([counts[False][level] + STRENGTH * float(expected[level]["u"]) for level in levels])
        m = []
        for level, among_others in zip(levels, u, strict=True):
            row, count = expected[level], counts[True][level] + STRENGTH * float(expected[level]["m"])
            ratio = float(row["m"]) / float(row["u"])
            m.append(min(count, ratio * among_others * matches) if row["contradicts"] == "yes" else count)
        found |= dict(zip(levels, zip(_shares(m), u, strict=True), strict=True))
    return found


def _shares(counts: Sequence[float]) -> list[float]:
    """The counts as probabilities to a few digits that sum to 1; what rounding leaves goes to the greatest."""
    total = sum(counts)
    shares = [max(round(c / total, DIGITS), 10**-DIGITS) for c in counts]
    greatest = shares.index(max(shares))
    shares[greatest] = round(1 - sum(s for i, s in enumerate(shares) if i != greatest), DIGITS)
    return shares


def write(table: Probabilities) -> None:
    """Write weights.csv, slots and levels in the order that it has."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["slot", "level", "m", "u"])
        for (slot, level), probabilities in table.items():
            rows.writerow([slot, level, *(f"{p:.{DIGITS}f}" for p in probabilities)])


def worth(pairs: Sequence[Pair], ratio: Mapping[Level, float]) -> str:
    """How well log-odds tell pairs of one event from others: precision, recall and F1 at even odds, and log loss."""
    odds = [ratio[PRIOR] + sum(ratio[level] for level in p.levels) for p in pairs]
    hits = sum(p.same and o >= 0 for p, o in zip(pairs, odds, strict=True))
    said, same = sum(o >= 0 for o in odds), sum(p.same for p in pairs)
    loss = sum(math.log1p(math.exp(-o if p.same else o)) for p, o in zip(pairs, odds, strict=True)) / len(pairs)
    return (
        f"{len(pairs)} pairs: precision {hits / max(1, said):.3f}, recall {hits / max(1, same):.3f}, "
        f"F1 {2 * hits / max(1, said + same):.3f}, log loss {loss:.3f}"
    )


def cross_validate(pairs: Sequence[Pair]) -> Iterable[str]:
    """For each fold of gold events what is learned without it says of its pairs, beside the table in use."""
    in_use = {level: weight / SCALE for level, weight in load_weights().log_ratio.items()}
    events = sorted({e for p in pairs for e in p.events})
    for k in range(FOLDS):
        fold = set(events[k::FOLDS])
        inside = [p for p in pairs if not fold.isdisjoint(p.events)]
        table = learned([p for p in pairs if fold.isdisjoint(p.events)])
        unseen = {level: math.log(m / u) for level, (m, u) in table.items()}
        yield f"fold {k + 1}, learned without it: {worth(inside, unseen)}"
        yield f"fold {k + 1}, in use:             {worth(inside, in_use)}"


def main() -> None:
    """Learn and write, or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--cross-validate", action="store_true")
    args = parser.parse_args()
    pairs = labelled_pairs(load(args.gold))
    if args.cross_validate:
        print(*cross_validate(pairs), sep="\n")
    else:
        write(learned(pairs))
        print(f"weights of {len(pairs)} pairs, {sum(p.same for p in pairs)} of them of one event")


if __name__ == "__main__":
    main()
