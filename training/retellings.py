"""Examples for the model of retellings: two happenings of a report that the gold holds for one, or for two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tacitus.coding import Coder
from tacitus.coding.agreeing import CONFUSABLE
from tacitus.coding.assembling import mention
from tacitus.coding.draft import Draft
from tacitus.coding.learned import of_pair
from tacitus.coding.merging import ENOUGH, absorb, agreement, may_be_one
from tacitus.coding.slots import VERBAL_TRIGGERS
from tacitus.evaluation.passage_gold import Passage
from tacitus.evaluation.passages import evidence_spans, pair_mentions
from tacitus.records import Report


@dataclass(frozen=True)
class PairExample:
    """A happening told before and a later telling: their passage and features, whether they are one, and by rule."""

    passage: str
    features: tuple[str, ...]
    one: bool
    by_rule: bool


def examples_of_retellings(passages: Sequence[Passage]) -> Iterator[PairExample]:
    """Every later telling with each happening before it that nothing keeps it apart from.

    The gold marks one telling of each happening. What is told beside that and is like a happening of the gold is taken
    for another telling of it (of the one that most speaks for); what is like none is left out. The encoder
    stays out of this: made on another machine it would differ a little, and these weights with it.
    """
    coder = Coder(encodes=False)
    for passage in passages:
        told = [d for d in _told(coder, passage) if d.action not in VERBAL_TRIGGERS]
        marked = _marked(passage, told)
        kept: list[tuple[int, Draft]] = []
        for n, draft in enumerate(told):
            able = [k for k in kept if may_be_one(k[1], draft)]
            whose = marked[n] if n in marked else _likeliest(passage, able, draft)
            if whose is None:
                continue
            for place, (gold, earlier) in enumerate(able):
                if n in marked or gold == whose:
                    features = tuple(of_pair(earlier, draft, len(able) - place - 1))
                    yield PairExample(passage.id, features, gold == whose, agreement(earlier, draft) >= ENOUGH)
            same = next((k for gold, k in able if gold == whose), None)
            if same is not None:
                absorb(same, draft)
            elif n in marked:
                kept.append((whose, draft))


def _told(coder: Coder, passage: Passage) -> list[Draft]:
    return coder.tellings(Report(id=passage.id, text=passage.text, published=passage.published))


def _marked(passage: Passage, told: Sequence[Draft]) -> dict[int, int]:
    """Which happening of the gold each telling is, for those that pair with one."""
    coded = [mention(passage.id, n, d, {}) for n, d in enumerate(told, 1)]
    gold = [passage.spans(m) for m in passage.mentions]
    pairs = pair_mentions(passage.mentions, coded, gold, [evidence_spans(m) for m in coded])
    return {j: i for i, j in pairs.items()}


def _likeliest(passage: Passage, able: Sequence[tuple[int, Draft]], draft: Draft) -> int | None:
    """The happening of the gold that an unmarked telling is like, as far as it was told before."""
    like = [(agreement(k, draft), gold) for gold, k in able if _alike(passage.mentions[gold].action, draft.action)]
    return max(like)[1] if like else None


def _alike(a: str, b: str) -> bool:
    return a == b or any(a in group and b in group for group in CONFUSABLE)
