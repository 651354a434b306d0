"""Whom "it", "they" and "the group" mean: the side named last in a like place.

The rules are few and local: the subject of the clause around a pronoun, else the subject of the sentence
before. Where no named side stands there the pronoun stays unread.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from tacitus.actors import ActorSpan
from tacitus.coding.clauses import REPORTING
from tacitus.coding.scene import Located, Scene, at
from tacitus.records import ActorKind

PRONOUNS = frozenset({"it", "they", "we", "its", "their", "our"})
STAND_INS = frozenset("group militia movement organisation organization faction insurgents militants rebels".split())
GROUPS: frozenset[ActorKind] = frozenset({"rebels", "militia", "identity_militia"})
FORCES: frozenset[ActorKind] = GROUPS | {"state_forces", "government"}
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "pobj", "iobj", "dative"})


def is_reference(token: Token) -> bool:
    """Whether a word stands for a side named elsewhere."""
    if token.lower_ in PRONOUNS:
        return True
    return token.lower_ in STAND_INS and any(c.lower_ in {"the", "that", "this"} for c in token.children)


@dataclass(frozen=True, slots=True)
class Meant:
    """The named side that a word stands for, and the paragraph that names it."""

    scene: Scene
    side: Located[ActorSpan]


def antecedent(scene: Scene, token: Token) -> Meant | None:
    """The named side that a pronoun or "the group" means; None where none stands near.

    The first words of a paragraph may stand for a side of the one before.
    """
    if token.lower_ in STAND_INS:
        return _last_group(scene, token.i)
    sentence = token.sent
    speaker = _speaker(scene, token)
    if speaker is not None:
        return Meant(scene, speaker)
    subjects = _subjects(scene, sentence.start, token.i)
    here = [x for x in subjects if not _same_clause(scene, x, token)]
    if here:
        return Meant(scene, here[-1])
    if subjects and token.dep_ in OBJECTS:
        others = [x for x in scene.actors if sentence.start <= x.start and x.end <= token.i and x not in subjects]
        named = [x for x in others if not x.value.is_group]
        return Meant(scene, named[-1]) if named else None
    index = scene.sentences.index(sentence)
    return None if index == 0 else _subject_of(scene, scene.sentences[index - 1])


def _subject_of(scene: Scene, sentence: Span) -> Meant | None:
    """The named side that a sentence is about, by name or by what stands for it: "The group has ... It stormed"."""
    named = _subjects(scene, sentence.start, sentence.end)
    if named:
        return Meant(scene, named[0])
    stand_ins = (t for t in sentence if t.dep_ in SUBJECTS and t.lower_ in STAND_INS and is_reference(t))
    return next((meant for t in stand_ins if (meant := _last_group(scene, t.i)) is not None), None)


def _speaker(scene: Scene, token: Token) -> Located[ActorSpan] | None:
    """Who speaks of their own: "the army said its jets struck" means the army's, though it is not named."""
    if token.dep_ != "poss":
        return None
    speech = next((t for t in token.ancestors if t.lower_ in REPORTING and t.tag_.startswith("VB")), None)
    subject = next((c for c in speech.children if c.dep_ in SUBJECTS), None) if speech is not None else None
    told = at(scene.actors, subject.i) if subject is not None and subject.i < token.i else None
    return told if told is not None and told.value.actor.kind in FORCES else None


def _last_group(scene: Scene, before: int) -> Meant | None:
    """The armed group or movement named last: "the group" is never a ministry that was quoted.

    Where the paragraph has named none, it is that of the paragraph before.
    """
    groups = _groups(scene, before)
    if groups:
        return Meant(scene, groups[-1])
    earlier = scene.before
    groups = _groups(earlier, len(earlier.doc)) if earlier is not None and not earlier.heading else []
    return Meant(earlier, groups[-1]) if earlier is not None and groups else None


def _groups(scene: Scene, before: int) -> list[Located[ActorSpan]]:
    return [x for x in scene.actors if x.end <= before and not x.value.is_group and x.value.actor.kind in GROUPS]


def _subjects(scene: Scene, start: int, end: int) -> list[Located[ActorSpan]]:
    """The named sides among the subjects of a stretch, in order."""
    found = [at(scene.actors, t.i) for t in scene.doc[start:end] if t.dep_ in SUBJECTS]
    return [x for x in found if x is not None and not x.value.is_group]


def _same_clause(scene: Scene, located: Located[ActorSpan], token: Token) -> bool:
    """A subject and an object of one verb are two parties: "Israel struck it" is not Israel struck.

    A participle has the subject of the clause that it hangs on: "cut its ties with Rwanda, accusing it of ...".
    """
    verb = token.head
    while verb.dep_ in {"advcl", "xcomp"} and not any(c.dep_ in SUBJECTS for c in verb.children):
        verb = verb.head
    subject = scene.doc[located.end - 1]
    return subject.head == verb and token.dep_ not in SUBJECTS
