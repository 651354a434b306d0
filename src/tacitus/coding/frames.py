"""Frames: a trigger word with the words that fill its roles, before anything is coded.

A frame says only which words stand as doer, undergoer, means, owner or setting. What they are is decided by
the registry, the gazetteer and the tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from tacitus.coding import clauses
from tacitus.coding.scene import Scene, at
from tacitus.ontology import Trigger
from tacitus.ontology.phrases import GAP

ON = frozenset({"on", "against", "upon", "targeting", "into", "at", "toward", "towards"})
ON_SENT = frozenset({"on", "against", "at", "upon", "into"})
ON_DONE = frozenset({"on", "against", "upon"})
"""What a passive verb is done to, after it: missiles are fired at a base, but people are seized at one."""
OF_UNDERGOER = frozenset(
    """bombing shelling bombardment killing murder assassination massacre slaughter execution capture seizure siege
    blockade arrest detention kidnapping abduction rape torture beating invasion overthrow demolition looting
    burning expulsion deportation release withdrawal deployment interception recapture hijacking destruction""".split()
)
SUFFERED = frozenset({"die"})
"""Verbs whose subject undergoes."""
ACCUSING = frozenset("accuse accuses accused accusing blame blames blamed blaming fault faults faulted".split())
ANSWERING = frozenset(
    "respond responds responded responding retaliate retaliated retaliating answer answered reply replied".split()
)
"""Verbs that are done "with" a happening: "responded with air strikes"."""


@dataclass(eq=False)
class Frame:
    """One trigger in its sentence. Token lists are in text order; `head` is the trigger's syntactic head."""

    scene: Scene
    sentence: Span
    start: int
    end: int
    head: Token
    trigger: Trigger
    doers: list[Token] = field(default_factory=list)
    undergoers: list[Token] = field(default_factory=list)
    mutual: bool = False
    """Both sides do it to each other: clashes, talks."""
    certainty: float = 1.0
    """The probability that the trigger is meant as it says, where a model has weighed it."""
    how: str = ""
    """Why it stands for another action than by rule."""

    @property
    def order(self) -> tuple[int, int]:
        """Where the frame stands in the report."""
        return (self.scene.index, self.start)

    def is_own_word(self, token: Token) -> bool:
        """Whether a token is one of the trigger's words; what fills its gap is not ("set two men ablaze")."""
        if not self.start <= token.i < self.end:
            return False
        return GAP not in self.trigger.words.split() or token.lower_ in self.trigger.words.split()


def frame(scene: Scene, start: int, end: int, trigger: Trigger) -> Frame:
    """Fill the roles of a trigger from the parse."""
    sentence = scene.sentence_of(start)
    head = _head(scene.doc[start:end], trigger)
    found = Frame(scene, sentence, start, end, head, trigger)
    if clauses.is_verb(head) and trigger.pos != "n":
        _fill_verb(found)
    else:
        _fill_noun(found)
    return found


def _head(words: Span, trigger: Trigger) -> Token:
    if trigger.pos == "v":
        return next((t for t in words if clauses.is_verb(t)), words[0])
    if trigger.pos == "n":
        return words[-1]
    return words.root


def _fill_verb(f: Frame) -> None:
    verb = f.head
    if verb.dep_ == "amod" and verb.i and at(f.scene.actors, verb.i - 1) is not None:
        # "the US bombed IRGC sites" is read as a participle before a noun when the names confuse the parser
        f.doers, f.undergoers = [verb.doc[verb.i - 1]], clauses.with_conjuncts([verb.head])
        return
    if clauses.is_passive(verb):
        f.undergoers = clauses.passive_subjects(verb)
        f.doers = clauses.agents(verb)
        f.undergoers += _after(verb, ON_SENT if f.trigger.action.startswith("?") else ON_DONE, f)
        return
    f.doers = clauses.subjects(verb)
    if f.trigger.words in SUFFERED:
        f.doers, f.undergoers = [], f.doers
        return
    f.undergoers = [t for t in clauses.direct_objects(verb) if not f.is_own_word(t)]
    if not f.undergoers or f.trigger.action in {"?launch", "?fire", "?drop"}:
        f.undergoers += _after(verb, ON, f)
    if f.trigger.words.startswith("come under") or f.trigger.action == "?underfire":
        f.undergoers, f.doers = f.doers, clauses.objects_of_preposition(verb, frozenset({"from", "by"}))
    for phrase in (t for t in f.scene.doc[f.start : f.end] if t.dep_ in {"prep", "dobj"}):
        f.undergoers += [t for t in _after(phrase, ON, f) if t not in f.undergoers]
        f.undergoers += [t for t in phrase.children if t.dep_ == "pobj" and not f.start <= t.i < f.end]
    _mutual(f, verb)


def _fill_noun(f: Frame) -> None:
    noun = f.head
    f.doers = clauses.objects_of_preposition(noun, frozenset({"by"}))
    f.undergoers = _after(noun, ON - {"at"}, f)
    if not f.undergoers:
        f.undergoers = _after(noun, frozenset({"at", "in"}), f) if noun.lower_ not in OF_UNDERGOER else []
    if noun.lower_ in OF_UNDERGOER or noun.lower_.endswith("ing"):
        f.undergoers = clauses.objects_of_preposition(noun, frozenset({"of"})) + f.undergoers
    f.doers += clauses.subjects(noun)  # "police firing", which the parser takes for a verb
    f.doers += _owners(f, noun)
    f.doers += [t for t in _owners(f, f.scene.doc[f.start]) if t not in f.doers]
    verb = clauses.governing_verb(noun)
    if verb is not None and not f.start <= verb.i < f.end:
        _from_verb(f, noun, verb)
    for clause in noun.children:
        if clause.dep_ == "acl" and clause.lower_ in {"targeting", "aimed", "directed", "targeted", "involving"}:
            f.undergoers += clauses.direct_objects(clause) + _after(clause, ON, f)
        if clause.dep_ == "acl" and clause.lower_ in {
            "carried",
            "launched",
            "conducted",
            "blamed",
            "claimed",
            "staged",
            "attributed",
        }:
            f.doers += clauses.agents(clause) + clauses.objects_of_preposition(clause, frozenset({"on", "to"}))
    if not f.doers:
        f.doers = _accused(noun)
    _mutual(f, noun)


def _accused(noun: Token) -> list[Token]:
    """ "Accused Kyiv of shelling the town", "blamed the army for the raid": whom the deed is laid to."""
    if noun.dep_ not in {"pcomp", "pobj"} or noun.head.lower_ not in {"of", "for"}:
        return []
    verb = noun.head.head
    return clauses.direct_objects(verb) if verb.lower_ in ACCUSING and not clauses.is_passive(verb) else []


def _owners(f: Frame, noun: Token) -> list[Token]:
    """The premodifiers of a trigger noun that stand before the trigger: "Israeli", "Hamas's"."""
    return [c for c in noun.children if c.dep_ in {"poss", "compound", "amod", "nmod"} and c.i < f.start]


def _from_verb(f: Frame, noun: Token, verb: Token) -> None:
    """A light verb lends the noun its subject; a verb of undergoing makes its subject the undergoer."""
    answers = noun.dep_ == "pobj" and noun.head.lower_ == "with" and verb.lower_ in ANSWERING
    direct = (
        answers
        or noun.dep_ in {"dobj", "nsubjpass"}
        or (noun.dep_ in {"pobj", "conj"} and noun.head.lower_ in {"of", "out"})
    )
    if direct and (answers or verb.lower_ in clauses.LIGHT_VERBS):
        doers = clauses.agents(verb) if clauses.is_passive(verb) else clauses.subjects(verb)
        f.doers = [d for d in doers if d != noun] + f.doers
        f.undergoers += [t for t in _after(verb, ON - {"at", "into"}, f) if t not in f.undergoers]
    elif verb.lower_ in clauses.UNDERGO_VERBS:
        f.undergoers = [s for s in clauses.subjects(verb) if s != noun] + f.undergoers


def _mutual(f: Frame, head: Token) -> None:
    between = clauses.objects_of_preposition(head, frozenset({"between", "among"}))
    if len(between) >= 2:
        f.doers, f.undergoers, f.mutual = between[:1], between[1:], True
    elif f.trigger.action in {"?clash", "armed_clash", "talks", "agreement", "ceasefire"}:
        others = clauses.objects_of_preposition(head, frozenset({"with", "against"}))
        f.undergoers += [t for t in others if t not in f.undergoers]
        if others and all(at(f.scene.actors, t.i) is None for t in f.doers):
            f.doers += _led_to(head)
        f.mutual = True


def _led_to(noun: Token) -> list[Token]:
    """Who fought, where what came of it is told: "the army took the town after a battle with the rebels"."""
    verb = next((t for t in noun.ancestors if clauses.is_verb(t)), None)
    if verb is None or clauses.is_passive(verb):
        return []
    between = {t.lower_ for t in noun.ancestors if t.dep_ == "prep" and t.i > verb.i}
    return clauses.subjects(verb) if between & {"after", "during", "following", "amid"} else []


def _after(head: Token, prepositions: frozenset[str], f: Frame) -> list[Token]:
    return [t for t in clauses.objects_of_preposition(head, prepositions) if not f.start <= t.i < f.end]
