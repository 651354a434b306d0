"""The words around a trigger go into the slots of its draft: sides, things hit, means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.arguments import Argument, names_people, read
from tacitus.coding.attaching import nearest
from tacitus.coding.draft import Draft
from tacitus.coding.frames import Frame
from tacitus.coding.scene import Located, Scene, at
from tacitus.gazetteer import Resolution
from tacitus.ontology import Entry, ontology
from tacitus.ontology.cues import cues

VERBAL_TRIGGERS = frozenset(a.name for a in ontology().actions if a.family == "verbal")
SITES = frozenset({"base", "airport", "camp"})
HURT = frozenset({"killed", "wounded", "missing", "captured"})
UNLINKED = frozenset({"compound", "nsubj", "poss"})
FACILITY_REACH = 4
WEAPON_REACH = 6
"""Words: what stands farther off than this from every happening is part of none, unless the parse says so."""


def draft_of(frame: Frame) -> Draft:
    """The draft of a frame, its roles filled from the frame's own clause."""
    draft = Draft([frame], frame.trigger.action)
    for tokens, doer in ((frame.doers, True), (frame.undergoers, False)):
        for token in (t for t in tokens if t.i >= frame.scene.body):
            for argument in read(frame.scene, token):
                _place_argument(draft, argument, doer=doer)
    return draft


def _place_argument(draft: Draft, argument: Argument, doer: bool) -> None:
    """Give an argument its slot. A noun that no table knows is a side only where it names people.

    What a violent happening is done to is a thing hit, kept as a facility; what speech is about is no side.
    """
    if argument.weapon is not None:
        draft.weapons.append(argument)
    elif argument.facility is not None:
        draft.facilities.append(argument)
    elif argument.place is not None:
        toponym = argument.place.toponym
        if not doer and toponym is not None and toponym.feature in SITES:
            draft.facilities.append(
                _facility(argument.scene, argument.token, Located(argument.start, argument.end, argument.place))
            )
        if doer and argument.actor is not None:
            draft.initiators.append(argument)
        elif not doer:
            draft.targets.append(argument)
    elif argument.actor is not None:
        spoken = draft.action in VERBAL_TRIGGERS
        if _is_side(argument) or (spoken and doer):
            (draft.initiators if doer else draft.targets).append(argument)
        elif not spoken and not doer and _is_thing(argument):
            thing = Entry(name=argument.token.lower_, kind="thing")
            draft.facilities.append(replace(argument, actor=None, facility=thing))


def _is_thing(argument: Argument) -> bool:
    """Whether a noun that no table knows can be what was hit; an hour, a day or an edge of something cannot."""
    token = argument.token
    return token.lower_ not in cues("not-things") and at(argument.scene.dates, token.i) is None and token.text.isalpha()


def add_weapons(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give each weapon that fills no role to the happening it hangs on."""
    known = {a.start for d in drafts for a in d.weapons}
    for located in scene.weapons:
        if located.start in known or located.start < scene.body:
            continue
        draft = nearest(scene.doc[located.end - 1], drafts, WEAPON_REACH)
        if draft is not None:
            token = scene.doc[located.end - 1]
            draft.weapons.append(
                Argument(scene, token, located.start, located.end, weapon=located.value, how="weapon table")
            )


def add_facilities(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give each thing or base that fills no role to the happening it hangs on: "in a drone strike on a depot"."""
    violent = [d for d in drafts if d.action not in VERBAL_TRIGGERS]
    taken = {i for d in drafts for a in (*d.facilities, *d.initiators, *d.targets) for i in range(a.start, a.end)}
    bases = [x for x in scene.places if x.value.toponym is not None and x.value.toponym.feature in SITES]
    found: list[Located[Entry] | Located[Resolution]] = [*scene.facilities, *bases]
    for located in found:
        token = scene.doc[located.end - 1]
        inside_name = isinstance(located.value, Entry) and at(scene.places, token.i) is not None  # "West Bank"
        if inside_name or located.start < scene.body or token.i in taken or token.dep_ in UNLINKED:
            continue
        draft = nearest(token, violent, FACILITY_REACH)
        if draft is None or _is_fled(token) or _is_meant_for(token, draft) or _carries(token, draft.frame.doers):
            continue
        if not any(w.covers(token.i) for w in scene.weapons):
            draft.facilities.append(_facility(scene, token, located))


def _is_meant_for(token: Token, draft: Draft) -> bool:
    """ "Struck missiles that were ready to be launched at ships": what is only to be done to it is not done."""
    between = (t for t in token.ancestors if draft.frame.head in t.ancestors)
    return any(t.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in t.children) for t in between)


def _is_fled(token: Token) -> bool:
    """ "Forcing families to flee their homes": what people leave is not what was hit."""
    return token.dep_ == "dobj" and token.head.lower_ in cues("fleeing")


def _carries(token: Token, doers: Sequence[Token]) -> bool:
    """ "Gunmen on a motorcycle": what the doers ride or speak from is not what they hit."""
    return token.dep_ == "pobj" and token.head.lower_ in {"on", "in", "aboard", "from"} and token.head.head in doers


def _facility(scene: Scene, token: Token, located: Located[Entry] | Located[Resolution]) -> Argument:
    value = located.value
    if isinstance(value, Entry):
        return Argument(scene, token, located.start, located.end, facility=value, how="facility table")
    assert value.toponym is not None  # only resolved bases come here
    kind = "transport" if value.toponym.feature == "airport" else "military"
    return Argument(scene, token, located.start, located.end, facility=Entry(value.toponym.name, kind), how="gazetteer")


def add_victims(scene: Scene, draft: Draft) -> None:
    """Those hurt are targets: "killing three teachers" is done to teachers."""
    for figure in draft.figures:
        start, end = figure.evidence.start - scene.offset, figure.evidence.end - scene.offset
        if figure.status not in HURT or not 0 <= start < end:
            continue
        words = scene.doc.char_span(start, end, alignment_mode="expand")
        if words is None or not words.root.tag_.startswith("NN"):
            continue
        known = {i for a in draft.targets + draft.initiators for i in range(a.start, a.end)}
        for token in clauses.with_conjuncts([words.root]):
            if token.i not in known and words.start <= token.i < words.end:
                draft.targets += [a for a in read(scene, token) if a.actor is not None and _is_side(a)]


def _is_side(argument: Argument) -> bool:
    return argument.how != "noun phrase" or names_people(argument.token)
