"""Examples for the models of the sides: the actors near a happening that the gold knows, and which are its sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tacitus.coding import Coder
from tacitus.coding.arguments import Argument
from tacitus.coding.assembling import mention
from tacitus.coding.learned import is_group, of_side, overlap
from tacitus.coding.sides import ToldNear
from tacitus.evaluation.metrics import Span, overlaps
from tacitus.evaluation.passage_gold import Passage
from tacitus.evaluation.passages import evidence_spans, pair_mentions
from tacitus.records import Report

SLOTS = ("initiator", "target")


@dataclass(frozen=True)
class SideExample:
    """One actor near one happening: its passage and features, the slots that it fills, and those by the rules alone."""

    passage: str
    features: tuple[str, ...]
    fills: frozenset[str]
    by_rule: frozenset[str]


def examples_of_sides(passages: Sequence[Passage]) -> Iterator[SideExample]:
    """Every actor near a happening that pairs with one of the gold.

    The rules alone find the happenings, so that the models of the sides do not hang on the model of triggers.
    """
    coder = Coder(learned=False)
    for passage in passages:
        _, drafts = coder.read(Report(id=passage.id, text=passage.text, published=passage.published))
        coded = [mention(passage.id, n, d, {}) for n, d in enumerate(drafts, 1)]
        gold = [passage.spans(m) for m in passage.mentions]
        near = ToldNear(drafts)
        pairs = pair_mentions(passage.mentions, coded, gold, [evidence_spans(m) for m in coded])
        for i, j in pairs.items():
            told = near.near(drafts[j])
            right = {slot: _right([t.actor for t in told], gold[i].get(slot, ())) for slot in SLOTS}
            for n, telling in enumerate(told):
                fills = frozenset(slot for slot in SLOTS if n in right[slot])
                slots = (("initiator", telling.draft.initiators), ("target", telling.draft.targets))
                by_rule = frozenset(s for s, found in slots if any(overlap(telling.actor, a) for a in found))
                yield SideExample(passage.id, tuple(of_side(telling)), fills, by_rule)


def _right(actors: Sequence[Argument], spans: Sequence[Span]) -> set[int]:
    """The indices of the actors that a gold span names, with every other place that names the same side."""
    met = {n for n, a in enumerate(actors) if any(overlaps(a.scene.span(a.start, a.end)[:2], s) for s in spans)}
    names = {actors[n].actor for n in met if not is_group(actors[n])}
    ids = {a.id for a in names if a is not None}
    return met | {n for n, a in enumerate(actors) if a.actor is not None and a.actor.id in ids}
