"""What a report's other words do to a happening: a party's own word is a claim, a denial makes it disputed."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.coding.deciding import NON_STATE
from tacitus.coding.draft import Draft
from tacitus.coding.responsibility import CLAIM
from tacitus.coding.scene import Scene, at
from tacitus.coding.slots import VERBAL_TRIGGERS
from tacitus.ontology import ontology
from tacitus.ontology.cues import cues

REACH = 2
"""Sentences between a happening and the denial of it."""


def set_standing(scene: Scene, drafts: Sequence[Draft], previous: Draft | None) -> None:
    """Mark as claimed what only its doer says, as disputed what its doer denies.

    `previous` is the last happening of the paragraphs before, which a denial may speak of.
    """
    for draft in drafts:
        if draft.factuality == "occurred" and draft.action not in VERBAL_TRIGGERS and _is_own_word(scene, draft):
            draft.factuality = "claimed"
    told = [*([previous] if previous is not None else []), *drafts]
    for denial in drafts:
        if denial.action == "denial" and denial.factuality == "occurred":
            denied = [d for d in told if _may_be_denied(d, denial)]
            if denied and denied[-1].factuality in {"occurred", "claimed"}:
                denied[-1].factuality = "disputed"


def _is_own_word(scene: Scene, draft: Draft) -> bool:
    """Whether the source named is a non-state side of the happening: "the militia said it had shot down"."""
    evidence = draft.attribution_evidence
    if evidence is None or not draft.initiators or any(a.how == CLAIM for a in draft.initiators):
        return False  # who owns up to a happening that others report makes it no mere claim
    words = scene.doc.char_span(evidence.start - scene.offset, evidence.end - scene.offset, alignment_mode="expand")
    speaker = at(scene.actors, words.end - 1) if words is not None else None
    if speaker is None or speaker.value.actor.kind not in NON_STATE:
        return False
    return speaker.value.actor.id in {a.actor.id for a in draft.initiators if a.actor}


def _denies_else(denial: Draft) -> bool:
    """Whether a denial says of what: that anyone was hurt, or a deed that is none of violence ("paying ransoms")."""
    scene = denial.frame.scene
    said = [
        c for c in denial.frame.head.children if c.i > denial.frame.head.i and c.dep_ in {"ccomp", "xcomp", "pcomp"}
    ]
    for clause in said:
        words = {t.lower_ for t in clause.subtree}
        if any(m.start <= t.i < m.end for t in clause.subtree for m in scene.triggers):
            continue
        if words & cues("hurt") or (clause.tag_ == "VBG" and clause.lower_ not in cues("doing")):
            return True
    return False


def _may_be_denied(told: Draft, denial: Draft) -> bool:
    """A violent happening told shortly before, whose doer denies or is not named."""
    if ontology().action(told.action).family != "violence" or told.order >= denial.order or _denies_else(denial):
        return False
    if told.frame.scene is denial.frame.scene:
        sentences = denial.frame.scene.sentences
        if sentences.index(denial.frame.sentence) - sentences.index(told.frames[-1].sentence) > REACH:
            return False
    doers = {a.actor.id for a in told.initiators if a.actor}
    deniers = {a.actor.id for a in denial.initiators if a.actor}
    states = {i.split(":")[0] for i in doers} & {i.split(":")[0] for i in deniers}
    return not doers or bool(doers & deniers) or bool(states - {"group"})
