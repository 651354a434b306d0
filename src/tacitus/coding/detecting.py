"""Which triggers of a scene are meant as they say: a strike that hits, not one for higher pay.

The rules give the candidates and what speaks for each (the condition of its row, the climate of its paragraph). A
linear model weighs that with the words around, the encoder reads the whole report; the log-odds of the two are
averaged. Without the models the rules decide alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tacitus.coding.conditions import holds
from tacitus.coding.draft import Draft
from tacitus.coding.encoder.reading import Judgement, Reading
from tacitus.coding.frames import Frame
from tacitus.coding.learned import LinearModel, chance_of, of_trigger
from tacitus.coding.senses import Climate, is_literal
from tacitus.coding.slots import VERBAL_TRIGGERS

MEANT = 0.5
"""The probability from which a trigger is taken for meant."""
MEANT_ALL_THE_SAME = 0.65
"""The same for one whose condition does not hold."""
ENCODED = 0.5
"""What the encoder counts beside the linear model."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """The models that weigh the triggers of a report: the linear one, and what the encoder reads in it."""

    linear: LinearModel
    reading: Reading | None = None

    def judgement(self, frame: Frame) -> Judgement | None:
        """What the encoder says of a trigger, if it has read the report."""
        return self.reading.judgement(frame) if self.reading is not None else None


def meant(drafts: Sequence[Draft], climate: Climate, around: int, weighing: Weighing | None) -> list[Draft]:
    """Of all drafts of a scene those whose triggers are meant, one for each place, in order.

    `around` is the balance of the signs of conflict in the report's other paragraphs. Each draft's frame keeps the
    probability. Without `weighing` the rules decide.
    """
    return [d for d, met in one_sense(drafts) if _is_meant(d, met, climate, around, weighing)]


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


def _is_meant(draft: Draft, met: bool, climate: Climate, around: int, weighing: Weighing | None) -> bool:
    if weighing is None:
        return met and (draft.action in VERBAL_TRIGGERS or is_literal(draft, climate, around))
    odds = weighing.linear.odds(of_trigger(draft, met=met, climate=climate, around=around))
    if (judged := weighing.judgement(draft.frame)) is not None:
        odds += ENCODED * (judged.meant - odds)
    draft.frame.certainty = chance_of(odds)
    return draft.frame.certainty >= (MEANT if met else MEANT_ALL_THE_SAME)
