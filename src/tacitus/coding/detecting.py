"""Which triggers of a scene are meant as they say: a strike that hits, not one for higher pay.

The rules give the candidates and what speaks for each (the condition of its row, the climate of its paragraph); a
learned model weighs that with the words around. Without the model the rules decide alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tacitus.coding.conditions import holds
from tacitus.coding.draft import Draft
from tacitus.coding.learned import LinearModel, of_trigger
from tacitus.coding.senses import Climate, is_literal
from tacitus.coding.slots import VERBAL_TRIGGERS

MEANT = 0.45
"""The probability from which a trigger is taken for meant; best on the development passages (docs/models.md)."""
MEANT_ALL_THE_SAME = 0.5
"""The same for one whose condition does not hold."""


def meant(drafts: Sequence[Draft], climate: Climate, around: int, model: LinearModel | None) -> list[Draft]:
    """Of all drafts of a scene those whose triggers are meant, one for each place, in order.

    `around` is the balance of the signs of conflict in the report's other paragraphs. Each draft's frame keeps the
    probability. Without a `model` the rules decide.
    """
    return [d for d, met in one_sense(drafts) if _is_meant(d, met, climate, around, model)]


def one_sense(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, bool]]:
    """One draft for each place and whether its condition holds: the first sense that does, else the first.

    What was given to the other senses goes to it.
    """
    senses: dict[int, list[Draft]] = {}
    for draft in drafts:
        senses.setdefault(draft.frame.start, []).append(draft)
    for here in senses.values():
        chosen = next((d for d in here if holds(d)), None)
        met = chosen is not None
        chosen = chosen or here[0]
        for other in here:
            if other is not chosen:
                chosen.figures += other.figures
                chosen.weapons += [w for w in other.weapons if w.start not in {x.start for x in chosen.weapons}]
        yield chosen, met


def _is_meant(draft: Draft, met: bool, climate: Climate, around: int, model: LinearModel | None) -> bool:
    if model is None:
        return met and (draft.action in VERBAL_TRIGGERS or is_literal(draft, climate, around))
    draft.frame.certainty = model.probability(of_trigger(draft, met=met, climate=climate, around=around))
    return draft.frame.certainty >= (MEANT if met else MEANT_ALL_THE_SAME)
