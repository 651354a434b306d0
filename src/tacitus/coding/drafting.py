"""The frames of a scene become drafts: slots filled, senses told apart, actions decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.casualties import Figures, set_figures
from tacitus.coding.claims import ClaimReading
from tacitus.coding.conditions import holds
from tacitus.coding.deciding import decide
from tacitus.coding.detecting import Weighing, meant
from tacitus.coding.draft import Draft
from tacitus.coding.factuality import factuality
from tacitus.coding.frames import Frame, frame
from tacitus.coding.hurting import hurts_of
from tacitus.coding.scene import Scene, at
from tacitus.coding.senses import climate
from tacitus.coding.series import NO_HAPPENING, is_counted
from tacitus.coding.settings import set_places
from tacitus.coding.slots import add_facilities, add_victims, add_weapons, draft_of
from tacitus.coding.timing import set_dates
from tacitus.ontology import Trigger

APART = frozenset("another second third separate different earlier previous subsequent later other".split())
DESCRIBING = frozenset({"attr", "appos", "npadvmod"})
PERFECT = frozenset({"had", "'d"})
TOGETHER = frozenset({"when", "as", "while"})
CLIMB = 3
TAKEN = frozenset({"arrest", "abduction", "?seize", "?hold"})
"""Actions whose participle before a noun tells who people are: the captured, the jailed."""


def drafts_of(
    scene: Scene, previous: Draft | None, claims: Sequence[ClaimReading], around: int, weighing: Weighing | None
) -> list[Draft]:
    """The drafts of a scene in order. `previous` is the last happening told before it.

    `around` is the balance of the signs of conflict in the report's other paragraphs (see `senses.Climate`), `weighing`
    what weighs whether a trigger is meant (see `detecting`).

    Plural happenings that a claim of the scene counts or compares ("an increase in attacks") are left to it.
    Weapons, facilities and figures are given out twice: first to test the triggers' conditions, then to the happenings
    that remain.
    """
    told = hurts_of(scene)
    found = meant(candidates(scene, told), climate(scene), around, weighing)
    add_weapons(scene, found)
    add_facilities(scene, found)
    for draft in found:
        _mark(draft)
    set_places(scene, found)
    for draft in found:
        judged = weighing.judgement(draft.frame) if weighing is not None else None
        decide(draft, judged)
        draft.factuality = factuality(draft.frame)
        if judged is not None and draft.factuality == "occurred":
            # words that decide it ("could attack", "claimed to have shot down") the rules read better
            draft.factuality = judged.factuality(draft.factuality)
    set_dates(scene, found)
    found = [d for d in found if not is_counted(d, claims) and not any(test(d) for test in NO_HAPPENING)]
    set_figures(scene, found, told, previous)
    return found


def candidates(scene: Scene, told: Figures | None = None) -> list[Draft]:
    """A draft for every sense of every trigger of a scene, with what stands in its slots.

    A weapon is a trigger only where nothing else tells what it did. `told` are the figures of the scene, where they
    have been read before.
    """
    drafts = [draft_of(frame(scene, start, end, trigger)) for start, end, trigger in _triggers(scene)]
    found = [d for d in drafts if d.frame.trigger.needs != "weapon-alone" or holds(d)]
    add_weapons(scene, found)
    add_facilities(scene, found)
    set_figures(scene, found, hurts_of(scene) if told is None else told)
    for draft in found:
        add_victims(scene, draft)
    return found


def _triggers(scene: Scene) -> Iterable[tuple[int, int, Trigger]]:
    """The triggers whose part of speech fits; a place may have several, one for each sense of its words."""
    taken = -1
    for match in scene.triggers:
        if match.start < max(scene.body, taken):
            continue
        for trigger in match.values:
            if _fits(scene, match.start, match.end, trigger):
                yield match.start, match.end, trigger
                taken = match.end


def _fits(scene: Scene, start: int, end: int, trigger: Trigger) -> bool:
    words = scene.doc[start:end]
    if trigger.pos == "v":
        if start and scene.doc[start - 1].tag_ == "HYPH":
            return False  # "state-sanctioned"
        if scene.heading:
            return any(t.tag_[:2] in {"VB", "NN"} for t in words)
        first = words[0]
        if first.dep_ == "amod" and (trigger.action in TAKEN or (first.tag_ == "VBN" and first.head.i < end)):
            return False  # "65 captured servicemen were aboard": who they are, not what happened
        return words[0].tag_.startswith("VB") or (end - start > 1 and any(t.tag_.startswith("VB") for t in words))
    if trigger.pos == "n":
        last = words[-1]
        weapon = at(scene.weapons, start)
        if weapon is not None and weapon.start <= start and end < weapon.end:
            return False  # "land attack cruise missile"
        actor = at(scene.actors, last.i)
        if actor is not None and (actor.end > end or actor.start < start):
            return False  # "riot police", "Operation Prosperity Guardian"
        if last.dep_ == "compound" and last.head.i >= end and not _triggered(scene, last.head.i):
            return False  # "detention centre", "attack helicopter"
        return last.tag_.startswith("NN") or last.tag_ == "VBG"
    return True


def _triggered(scene: Scene, index: int) -> bool:
    return any(m.start <= index < m.end for m in scene.triggers)


def _mark(draft: Draft) -> None:
    """Role and separateness from the words around the trigger."""
    f = draft.frame
    near = (
        c for t in f.scene.doc[f.start : f.end] for c in t.children if c.dep_ in {"amod", "det", "advmod", "nummod"}
    )
    set_apart = not APART.isdisjoint(c.lower_ for c in near)
    # "it was the second attack" tells of the first again
    draft.distinct = f.trigger.pos == "n" and set_apart and not _describes(f)
    verb = f.head if clauses.is_verb(f.head) else clauses.governing_verb(f.head)
    earlier = verb is not None and any(
        c.lower_ in {"earlier", "previously"} and c.dep_ == "advmod" for c in verb.children
    )
    before_this = verb is not None and _opens_before(verb)
    draft.distinct |= before_this
    if earlier or before_this or (verb is not None and _is_of_before(verb)) or _after_clause(draft):
        draft.role = "background"


def _opens_before(verb: Token) -> bool:
    """ "Before this the ship had been hit": what is told is not what was told before it."""
    prepositions = (c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"before", "prior"})
    return any(t.lower_ in {"this", "that"} and t.dep_ == "pobj" for p in prepositions for t in p.subtree)


def _describes(f: Frame) -> bool:
    """ "Fired 200 missiles at the base, its second attack in a year": the noun says what was told before it is."""
    opening = f.head.left_edge
    owned = any(c.dep_ == "poss" and c.lower_ in {"its", "their", "his"} for c in f.head.children)
    after_comma = opening.i > f.sentence.start and opening.nbor(-1).lower_ in {",", "-", "--"}
    return f.head.dep_ in DESCRIBING or (owned and after_comma)


def _is_of_before(verb: Token) -> bool:
    """Told in the past perfect, or as of the same time as what is: "had gone after them when they fired"."""
    for _ in range(CLIMB):
        if any(c.dep_ == "aux" and c.lower_ in PERFECT for c in verb.children):
            return not _is_reported(verb)
        together = verb.dep_ == "advcl" and any(c.lower_ in TOGETHER for c in verb.children)
        if not together:
            return False
        verb = verb.head
    return False


def _is_reported(verb: Token) -> bool:
    """Whether somebody is quoted: "the army said it had retaken" shifts the tense of what is news."""
    said = verb.head
    return verb.dep_ == "ccomp" and said.lower_ in clauses.REPORTING and said.tag_ in {"VBD", "VBN"}


def _after_clause(draft: Draft) -> bool:
    """ "which came after last week's attack", "since the coup": the happening only dates another."""
    node = draft.frame.head
    for _ in range(4):
        if node.dep_ == "pobj" and node.head.lower_ in {"after", "since", "following", "before", "despite"}:
            return True
        if node.dep_ == "advcl" and any(
            c.dep_ == "mark" and c.lower_ in {"after", "since", "before"} for c in node.children
        ):
            return True
        if node.head == node:
            return False
        node = node.head
    return False
