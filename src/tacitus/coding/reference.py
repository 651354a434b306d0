"""Whom "it", "they" and "the group" mean: the side named last in a like place.

The rules are few and local: the subject of the clause around a pronoun, else the subject of the sentence
before. Where no named side stands there the pronoun stays unread.
"""

from __future__ import annotations

from spacy.tokens import Token

from tacitus.actors import ActorSpan
from tacitus.coding.clauses import REPORTING
from tacitus.coding.scene import Located, Scene, at
from tacitus.records import ActorKind

PRONOUNS = frozenset({"it", "they", "we", "its", "their", "our"})
STAND_INS = frozenset("group militia movement organisation organization faction insurgents militants rebels".split())
GROUPS: frozenset[ActorKind] = frozenset({"rebels", "militia", "identity_militia"})
FORCES: frozenset[ActorKind] = GROUPS | {"state_forces", "government"}
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def is_reference(token: Token) -> bool:
    """Whether a word stands for a side named elsewhere."""
    if token.lower_ in PRONOUNS:
        return True
    return token.lower_ in STAND_INS and any(c.lower_ in {"the", "that", "this"} for c in token.children)


def antecedent(scene: Scene, token: Token) -> Located[ActorSpan] | None:
    """The named side that a pronoun or "the group" means; None where none stands near."""
    if token.lower_ in STAND_INS:
        return _last_group(scene, token.i)
    sentence = token.sent
    speaker = _speaker(scene, token)
    if speaker is not None:
        return speaker
    here = [x for x in _subjects(scene, sentence.start, token.i) if not _same_clause(scene, x, token)]
    if here:
        return here[-1]
    index = scene.sentences.index(sentence)
    if index == 0:
        return None
    before = scene.sentences[index - 1]
    named = _subjects(scene, before.start, before.end)
    return named[0] if named else None


def _speaker(scene: Scene, token: Token) -> Located[ActorSpan] | None:
    """Who speaks of their own: "the army said its jets struck" means the army's, though it is not named."""
    if token.dep_ != "poss":
        return None
    speech = next((t for t in token.ancestors if t.lower_ in REPORTING and t.tag_.startswith("VB")), None)
    subject = next((c for c in speech.children if c.dep_ in SUBJECTS), None) if speech is not None else None
    told = at(scene.actors, subject.i) if subject is not None and subject.i < token.i else None
    return told if told is not None and told.value.actor.kind in FORCES else None


def _last_group(scene: Scene, before: int) -> Located[ActorSpan] | None:
    """The armed group or movement named last: "the group" is never a ministry that was quoted."""
    groups = [x for x in scene.actors if x.end <= before and not x.value.is_group and x.value.actor.kind in GROUPS]
    return groups[-1] if groups else None


def _subjects(scene: Scene, start: int, end: int) -> list[Located[ActorSpan]]:
    """The named sides among the subjects of a stretch, in order."""
    found = [at(scene.actors, t.i) for t in scene.doc[start:end] if t.dep_ in SUBJECTS]
    return [x for x in found if x is not None and not x.value.is_group]


def _same_clause(scene: Scene, located: Located[ActorSpan], token: Token) -> bool:
    """A subject and an object of one verb are two parties: "Israel struck it" is not Israel struck."""
    subject = scene.doc[located.end - 1]
    return subject.head == token.head and token.dep_ not in SUBJECTS
