"""Trains the learned part of the coder and writes its weights into the package.

    python training/train.py [--all] [--cross-validate]

Data: the .jsonl files beside this file (see README.md). Without --all the
held-out fifth of the passages (docs/own-gold.md) is left out, so that `tacitus evaluate passages --part held` is a test
on unseen ones. With --cross-validate nothing is written: five folds of the same passages say what it is worth. The
same data and versions give the same weights.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from glances import ORDINARY, examples_of_glances
from retellings import examples_of_retellings
from sides import examples_of_sides
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from tacitus.coding import Coder
from tacitus.coding.annotating import annotate
from tacitus.coding.detecting import MEANT, one_sense
from tacitus.coding.drafting import candidates
from tacitus.coding.glancing import MAY_TELL
from tacitus.coding.learned import detection, of_trigger
from tacitus.coding.learned.model import BIAS, SCALE
from tacitus.coding.merging import ONE
from tacitus.coding.scene import Scene
from tacitus.coding.senses import climate, is_literal
from tacitus.coding.sides import is_side
from tacitus.evaluation.loading import chosen
from tacitus.evaluation.metrics import Span, overlaps
from tacitus.evaluation.passage_gold import Passage, read_passages
from tacitus.evaluation.passages import evidence_spans, pair_mentions
from tacitus.records import Mention, Report

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "src" / "tacitus" / "coding" / "learned"
ANNOTATED = (
    "passages",
    "varied",
    "agency",
    "longer",
    "wire",
    "newswire",
    "dailies",
    "briefs",
    "figures",
    "monitors",
    "regional",
    "short",
    "spoken",
    "twins",
)
"""The sets whose passages are wholly annotated; a fifth of each is held out."""
STRENGTH = {"detection": 0.03, "initiators": 0.07, "targets": 0.07, "glance": 0.1, "retold": 0.03}
"""Inverse of the L2 penalty of each model, chosen by cross-validation."""
SEEN = {"detection": 1, "initiators": 3, "targets": 3, "glance": 1, "retold": 3}
"""How often a feature must be seen to count."""
LEAST = 0.005
"""Weights nearer to zero than this are left out."""
FOLDS = 5
OTHER_READING = 0.5
"""What an example without capitals or context weighs beside one of a whole passage."""


@dataclass(frozen=True)
class Example:
    """One thing to decide: its passage, its features, the right answer and that of the rules alone."""

    passage: str
    features: tuple[str, ...]
    right: bool
    by_rule: bool
    weight: float
    told: int = 0
    """How many mentions and claims the gold marks in it, where it is a whole report."""


def passages_of(everything: bool) -> list[Passage]:
    """The passages to train on; the held-out fifth of the annotated ones only with `everything`."""
    annotated = chain.from_iterable(read_passages(HERE / f"{name}.jsonl") for name in ANNOTATED)
    kept = chosen(annotated, lambda p: p.id, "all" if everything else "dev", None)
    return [*kept, *read_passages(HERE / "plain.jsonl")]


def examples_of(passages: Sequence[Passage]) -> Iterator[Example]:
    """Every trigger of the table: right where the gold names a mention by it, or the rules tell one again by it.

    Each passage is also read without capitals, and both ways sentence by sentence: old corpora have no capitals,
    coded snippets no context.
    """
    coder = Coder(learned=False)
    for passage in passages:
        report = Report(id=passage.id, text=passage.text, published=passage.published)
        right = told(passage, coder.code(report).mentions)
        scenes = annotate(report, coder.registry, coder.gazetteer)
        yield from _of_scenes(passage.id, scenes, 0, right, 1.0)
        for start, text in _readings(passage.text, scenes):
            read = report.model_copy(update={"text": text})
            yield from _of_scenes(
                passage.id, annotate(read, coder.registry, coder.gazetteer), start, right, OTHER_READING
            )


def told(passage: Passage, coded: Sequence[Mention]) -> list[Span]:
    """Where the passage names a happening: by its gold, or by a second telling that the rules merged with it."""
    gold = [passage.spans(m) for m in passage.mentions]
    spans = [evidence_spans(m) for m in coded]
    paired = set(pair_mentions(passage.mentions, coded, gold, spans).values())
    return [s for words in (*gold, *(spans[j] for j in paired)) for s in words["trigger"]]


def _readings(text: str, scenes: Sequence[Scene]) -> Iterator[tuple[int, str]]:
    """The other readings of a text, each with where it starts."""
    sentences = [scene.span(s.start, s.end)[:2] for scene in scenes for s in scene.sentences]
    if len(sentences) > 1:
        yield 0, text.lower()
        yield from ((start, text[start:end]) for start, end in sentences)
    yield from ((start, text[start:end].lower()) for start, end in sentences)


def _of_scenes(
    passage: str, scenes: Sequence[Scene], offset: int, right: Sequence[Span], weight: float
) -> Iterator[Example]:
    balances = [climate(s).balance for s in scenes]
    for scene, balance in zip(scenes, balances, strict=True):
        shown, around = climate(scene), sum(balances) - balance
        for draft, met in one_sense(candidates(scene)):
            start, end, _ = scene.span(draft.frame.start, draft.frame.end)
            yield Example(
                passage=passage,
                features=tuple(of_trigger(draft, met=met, climate=shown, around=around)),
                right=any(overlaps((start + offset, end + offset), s) for s in right),
                by_rule=met and is_literal(draft, shown, around),
                weight=weight,
            )


def all_examples(passages: Sequence[Passage]) -> dict[str, list[Example]]:
    """The examples of every model, by the name of its table."""
    told = list(examples_of_sides([p for p in passages if p.mentions]))
    sides = {
        f"{slot}s": [Example(e.passage, e.features, slot in e.fills, slot in e.by_rule, 1.0) for e in told]
        for slot in ("initiator", "target")
    }
    reports = [
        Example(e.passage, e.features, e.told > 0, e.always, e.weight, e.told) for e in examples_of_glances(passages)
    ]
    return {"detection": list(examples_of(passages)), **sides, "glance": reports}


def examples_of_joining(passages: Sequence[Passage]) -> list[Example]:
    """The examples of the model of retellings, of tellings that the model of triggers lets pass."""
    pairs = examples_of_retellings([p for p in passages if p.mentions])
    return [Example(e.passage, e.features, e.one, e.by_rule, 1.0) for e in pairs]


def fitted(name: str, examples: Sequence[Example]) -> dict[str, float]:
    """The weights of logistic regression, the bias under its own name."""
    seen = Counter(f for e in examples for f in set(e.features))
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform([{f: 1.0 for f in e.features if seen[f] >= SEEN[name]} for e in examples])
    y = np.array([e.right for e in examples])
    weight = np.array([e.weight for e in examples])
    model = LogisticRegression(C=STRENGTH[name], solver="lbfgs", max_iter=5000, tol=1e-6)
    model.fit(x, y, sample_weight=weight)
    names = vectorizer.get_feature_names_out()
    return {BIAS: float(model.intercept_[0])} | dict(zip(names, map(float, model.coef_[0]), strict=True))


def as_table(weights: dict[str, float]) -> dict[str, int]:
    """The weights as they ship: in millionths of a nat, in order, without those that change nothing."""
    return {f: round(w * SCALE) for f, w in sorted(weights.items()) if f == BIAS or abs(w) >= LEAST}


def write(name: str, table: dict[str, int]) -> None:
    """Write the table of a model."""
    with (PACKAGE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["feature", "weight"])
        rows.writerows(table.items())


def cross_validate(name: str, examples: Sequence[Example]) -> str:
    """What a model is worth on unseen passages, beside the rules alone."""
    ids = sorted({e.passage for e in examples})
    fold = {passage: n % FOLDS for n, passage in enumerate(np.random.default_rng(0).permutation(ids))}
    chance = np.zeros(len(examples))
    for k in range(FOLDS):
        weights = fitted(name, [e for e in examples if fold[e.passage] != k])
        for i, e in enumerate(examples):
            if fold[e.passage] == k:
                total = weights[BIAS] + sum(weights.get(f, 0.0) for f in set(e.features))
                chance[i] = 1 / (1 + np.exp(-total))
    if name == "glance":
        return _kept(examples, chance)
    right = np.array([e.right for e in examples])
    least = {"detection": MEANT, "retold": ONE}.get(name)
    taken = (
        (chance >= least)
        if least is not None
        else np.array([is_side(c, by_rule=e.by_rule) for c, e in zip(chance, examples, strict=True)])
    )
    rules = np.array([e.by_rule for e in examples])
    whole = np.array([e.weight == 1 for e in examples])
    told = []
    for what, of in (("whole passages", whole), ("other readings", ~whole)):
        for who, said in (("rules", rules), ("model", taken)):
            if of.any():
                told.append(f"{what}, {who}: F1 {_f1(said[of], right[of]):.3f}")
    return f"{name}: {len(examples)} examples; " + "; ".join(told)


def _kept(examples: Sequence[Example], chance: np.ndarray) -> str:
    """How much of what is told passes the glance, and how much of the ordinary news."""
    told, always = np.array([e.told for e in examples]), np.array([e.by_rule for e in examples])
    passes = always | (chance >= MAY_TELL)
    ordinary = np.array([e.weight == ORDINARY for e in examples]) & ~always
    return (
        f"glance: {len(examples)} examples; kept {(told * passes).sum() / told.sum():.4f} of {told.sum()} mentions and "
        f"claims; passed {passes[ordinary].mean():.3f} of {ordinary.sum()} longer ordinary reports"
    )


def _f1(said: np.ndarray, right: np.ndarray) -> float:
    return float(2 * (said & right).sum() / max(1, said.sum() + right.sum()))


def main() -> None:
    """Train and write, or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="train on the held-out fifth too")
    parser.add_argument("--cross-validate", action="store_true")
    args = parser.parse_args()
    passages = passages_of(everything=args.all)
    for name, examples in all_examples(passages).items():
        learn(name, examples, only_tell=args.cross_validate)
    detection.cache_clear()  # what is joined is what the model of triggers, as just written, lets pass
    learn("retold", examples_of_joining(passages), only_tell=args.cross_validate)


def learn(name: str, examples: Sequence[Example], *, only_tell: bool) -> None:
    """Write the table of a model, or say what it is worth."""
    if only_tell:
        print(cross_validate(name, examples))
        return
    table = as_table(fitted(name, examples))
    write(name, table)
    print(f"{name}: {len(table)} weights from {len(examples)} examples")


if __name__ == "__main__":
    main()
