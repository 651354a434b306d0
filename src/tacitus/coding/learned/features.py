"""What the learned part looks at: the words and links around a trigger, as names that are there or not.

Sides and places are masked, so that the model can favour none: "Hamas", "Israel" and "Mali" all read "@side". Described
groups keep their kind ("soldiers" are armed, "villagers" are not), common words stand for themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import lemminflect
from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.conditions import has_weapon
from tacitus.coding.draft import Draft
from tacitus.coding.frames import Frame
from tacitus.coding.scene import Scene, at, within
from tacitus.coding.senses import Climate, is_literal, is_weak

NEAR = 3
"""Words left and right of a trigger whose position counts."""
AROUND = 8
"""Words left and right of a trigger that count wherever they stand."""
EARLY = 4
"""So few words before it a trigger opens its sentence."""
MODIFIERS = frozenset({"det", "poss", "amod", "compound", "nummod", "nmod"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg", "mark"})
LINKS = frozenset({"prep", "prt", "agent"})
QUOTES = frozenset('"“”')
SIGNS = ("armed", "crowds", "literal", "unmistakable", "elsewhere")


def of_trigger(draft: Draft, *, met: bool, climate: Climate, around: int) -> Iterator[str]:
    """The features of a trigger: whether its words are meant as they say.

    `met` tells whether its condition in triggers.csv holds; `climate` and `around` are as in `senses.is_literal`.
    """
    frame = draft.frame
    trigger, head = frame.trigger, frame.head
    name = f"{trigger.words}-{trigger.pos}"
    weak, literal = is_weak(trigger), is_literal(draft, climate, around)
    yield from (f"trigger={name}", f"action={draft.action}", f"pos={trigger.pos}", f"needs={trigger.needs}/{met:d}")
    yield from (f"trigger={name}/{met:d}", f"action={draft.action}/{met:d}", f"met={met:d}/literal={literal:d}")
    yield from (f"weak={weak:d}/literal={literal:d}", f"action={draft.action}/literal={literal:d}")
    yield from (f"climate:{sign}={min(3, getattr(climate, sign))}" for sign in SIGNS)
    yield f"balance={max(-3, min(4, climate.balance))}"
    yield f"around={max(-2, min(3, around))}"
    yield from (f"{name}/dep={head.dep_}", f"action={draft.action}/dep={head.dep_}")
    yield from _of_frame(draft)
    for where in _among(frame):
        yield from (where, f"action={draft.action}/{where}")
    has = {"figure": bool(draft.figures), "weapon": has_weapon(draft), "initiator": bool(draft.initiators)}
    yield from (f"action={draft.action}/{what}={there:d}" for what, there in has.items())


def _of_frame(draft: Draft) -> Iterator[str]:
    frame = draft.frame
    scene, head = frame.scene, frame.head
    yield from (f"tag={head.tag_}", f"dep={head.dep_}", f"tag={head.tag_}/dep={head.dep_}")
    yield from _above(frame)
    yield from _below(frame)
    for role, tokens in (("doer", frame.doers), ("undergoer", frame.undergoers)):
        yield f"{role}s={min(2, len(tokens))}"
        for token in tokens[:2]:
            word = _base(scene, token)
            yield from (f"{role}={word}", f"action={draft.action}/{role}={word}")
    slots = {"initiator": draft.initiators, "target": draft.targets, "facility": draft.facilities}
    yield from (f"{slot}={bool(found):d}" for slot, found in slots.items())
    yield from (
        f"figure={bool(draft.figures):d}",
        f"weapon={has_weapon(draft):d}",
        f"own-weapon={bool(draft.weapons):d}",
    )
    yield from _beside(frame)
    start, end = frame.sentence.start, frame.sentence.end
    yield f"sentence:place={bool(within(scene.places, start, end)):d}"
    yield f"sentence:date={bool(within(scene.dates, start, end)):d}"
    yield f"sentence:side={bool(within(scene.actors, start, end)):d}"
    yield from (f"heading={scene.heading:d}", f"sentence={min(3, scene.sentence_number(frame.start))}")
    marks = sum(t.text in QUOTES for t in scene.doc[start : frame.start])
    yield f"quoted={marks % 2}"


def _above(frame: Frame) -> Iterator[str]:
    """What the trigger hangs on: its governor, the verb of its clause with auxiliaries and negation."""
    scene, head = frame.scene, frame.head
    if head.head != head:
        governor = _base(scene, head.head)
        yield from (f"governor={governor}", f"governor:tag={head.head.tag_}", f"dep={head.dep_}/governor={governor}")
        if head.head.tag_ == "IN":
            yield f"through={head.head.lower_}/{masked(scene, head.head.head)}"
    verb = head if clauses.is_verb(head) else clauses.governing_verb(head)
    if verb is None:
        return
    yield from (f"verb={_base(scene, verb)}", f"verb:tag={verb.tag_}")
    yield from (f"verb:{c.dep_}={c.lower_}" for c in verb.children if c.dep_ in AUXILIARIES)
    if verb is head:
        yield from (f"own:{c.dep_}={c.lower_}" for c in verb.children if c.dep_ in AUXILIARIES)
        yield from (f"own:{c.dep_}" for c in verb.children)


def _below(frame: Frame) -> Iterator[str]:
    """What hangs on the trigger: determiner, modifiers, prepositions."""
    scene, head, name = frame.scene, frame.head, frame.trigger.words
    for child in head.children:
        if child.dep_ in MODIFIERS:
            yield f"{child.dep_}={masked(scene, child)}"
        elif child.dep_ in LINKS:
            yield from (f"link={child.lower_}", f"trigger={name}/link={child.lower_}")
    yield f"article={next((c.lower_ for c in head.children if c.dep_ == 'det'), 'none')}"


def _beside(frame: Frame) -> Iterator[str]:
    """The words around the trigger, within its sentence."""
    scene = frame.scene
    left = list(islice(_outward(scene, frame.start - 1, frame.sentence.start - 1, -1), AROUND))
    right = list(islice(_outward(scene, frame.end, frame.sentence.end, 1), AROUND))
    for side, tokens, edge in (("left", left, "^"), ("right", right, "$")):
        words = [*(masked(scene, t) for t in tokens[:NEAR]), edge]
        yield from (f"{side}{n}={word}" for n, word in enumerate(words[:NEAR], 1))
    bases = (_base(scene, t) for t in (*left, *right))
    yield from (f"near={word}" for word in bases if word[0].isalpha() or word[0] == "@")
    yield f"early={len(left) < EARLY:d}"


def _among(frame: Frame) -> Iterator[str]:
    """The other triggers of its sentence: the nearest it hangs on, and whether some hang on it, precede or follow."""
    first, last = frame.sentence.start, frame.sentence.end
    others = [m for m in frame.scene.triggers if first <= m.start < last and m.start != frame.start]
    marked = {i: m.values[0].action for m in others for i in range(m.start, m.end)}
    yield f"under={next((marked[t.i] for t in frame.head.ancestors if t.i in marked), 'none')}"
    yield f"over={any(t.i in marked for t in frame.head.subtree):d}"
    yield f"before={min(2, sum(m.start < frame.start for m in others))}"
    yield f"after={min(2, sum(m.start > frame.start for m in others))}"


def _base(scene: Scene, token: Token) -> str:
    """Like `masked`, but verbs and nouns in their dictionary form."""
    word = masked(scene, token)
    return word if word[0] == "@" else _lemma(word, token.tag_[:1])


@lru_cache(maxsize=65536)
def _lemma(word: str, tag: str) -> str:
    upos = {"V": "VERB", "N": "NOUN"}.get(tag)
    lemmas = lemminflect.getLemma(word, upos=upos) if upos else ()
    return (lemmas[0] if lemmas else "") or word  # of "s" taken for a plural nothing is left


def _outward(scene: Scene, index: int, stop: int, step: int) -> Iterator[Token]:
    """The tokens from one on, leftwards or rightwards; a name of several words is one."""
    while index != stop:
        yield scene.doc[index]
        actor, place = at(scene.actors, index), at(scene.places, index)
        index += step
        while index != stop and any(name is not None and name.covers(index) for name in (actor, place)):
            index += step


def masked(scene: Scene, token: Token) -> str:
    """The word, or what stands for it: sides, places, weapons, facilities, names and numbers are not told apart."""
    return scene.masks[token.i]
