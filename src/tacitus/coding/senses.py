"""Other senses of the words of war: sport, business, accidents, figures of speech.

A word such as "attack" or "blast" counts only where the paragraph shows conflict: someone armed who does more
than speak, a weapon, a word that can mean nothing else. What shows another domain counts against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tacitus.coding.clauses import REPORTING
from tacitus.coding.conditions import ARMED
from tacitus.coding.draft import Draft
from tacitus.coding.scene import Scene
from tacitus.ontology import PhraseTable, Trigger
from tacitus.ontology.cues import cues
from tacitus.ontology.tables import rows

LITERAL = frozenset(
    """missile rocket drone artillery aircraft ied suicide bomb bomb_air mine gas gun blade grenade naval_drone crowd
    projectile""".split()
)
ENOUGH_AROUND = 3
"""Signs of conflict in the other paragraphs, less those of something else, that make a report one of conflict."""
WEAPON_NEEDS = frozenset({"missile-subject", "weapon", "weapon-object", "weapon-subject"})
HISTORY = timedelta(days=730)
"""What is dated further back than this from publication is history, not news."""


@dataclass(frozen=True, slots=True)
class Climate:
    """How much in a paragraph speaks of conflict, and how much of something else."""

    armed: int
    crowds: int
    literal: int
    unmistakable: int
    elsewhere: int

    @property
    def conflict(self) -> int:
        """The signs of conflict together."""
        return self.armed + self.crowds + self.literal + self.unmistakable

    @property
    def balance(self) -> int:
        """The signs of conflict less those of something else."""
        return self.conflict - self.elsewhere


@cache
def domains() -> PhraseTable[str]:
    """Words of sport, business, culture, accidents and the like, in which words of war are figures of speech."""
    return PhraseTable(
        ([frozenset({w}) for w in row["words"].replace("-", " - ").split()], row["domain"])
        for _, row in rows("tacitus.ontology", "senses.csv", ("words", "domain"))
    )


def climate(scene: Scene) -> Climate:
    """What a paragraph shows, counted once a scene."""
    armed = [x for x in scene.actors if x.value.actor.kind in ARMED and not x.value.ambiguous]
    acting = [x for x in armed if not _only_speaks(scene, x.end - 1)]
    literal = [w for w in scene.weapons if w.value.kind in LITERAL]
    hard = [m for m in scene.triggers if not any(is_weak(t) or t.needs for t in m.values)]
    crowds = [x for x in scene.actors if x.value.actor.kind in {"protesters", "rioters"}]
    return Climate(len(acting), len(crowds), len(literal), len(hard), len(scene.elsewhere))


def _only_speaks(scene: Scene, index: int) -> bool:
    """ "Traffic police said": a force that only reports is no sign of conflict."""
    token = scene.doc[index]
    return token.dep_ == "nsubj" and token.head.lower_ in REPORTING


def is_weak(trigger: Trigger) -> bool:
    """Whether the trigger's words are common in other senses, and only what stands around them tells."""
    open_action = trigger.action.startswith("?") and trigger.action not in {"?shootdead", "?underfire"}
    return open_action or trigger.needs == "context" or trigger.words.split()[0] in cues("figurative")


def is_literal(draft: Draft, found: Climate, around: int = 0) -> bool:
    """Whether a trigger is meant as it says, given what its paragraph shows and the report `around` it.

    Figures of people hurt speak for violence, save beside words that accidents share; a condition of its own
    that is met speaks for a trigger too.
    """
    trigger = draft.frame.trigger
    told = found.conflict + (around >= ENOUGH_AROUND)
    if is_weak(trigger):
        told += bool(draft.figures) and trigger.words.split()[0] not in cues("accident")
    else:
        told += bool(trigger.needs) and trigger.needs not in WEAPON_NEEDS
    return told > found.elsewhere


def is_history(draft: Draft, published: date | None) -> bool:
    """Whether its own date puts a happening years before the report."""
    return published is not None and draft.date.end is not None and draft.date.end < published - HISTORY
