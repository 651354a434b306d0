"""The frames of a scene become drafts: arguments read, actions decided, conditions tested."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.arguments import Argument, names_people, read
from tacitus.coding.attaching import nearest
from tacitus.coding.merging import VERBAL
from tacitus.coding.casualties import set_figures
from tacitus.coding.claims import ClaimReading
from tacitus.coding.deciding import CONSEQUENCES, decide
from tacitus.coding.draft import Draft
from tacitus.coding.factuality import factuality
from tacitus.coding.frames import frame
from tacitus.coding.scene import Located, Scene, at
from tacitus.coding.conditions import holds
from tacitus.coding.senses import climate, is_literal
from tacitus.coding.settings import set_places
from tacitus.coding.timing import set_dates
from tacitus.gazetteer import Resolution
from tacitus.ontology import Entry, Trigger, ontology

APART = frozenset(
    """another second third separate different earlier previous subsequent later new fresh other further""".split()
)
SERIES_NOUNS = frozenset(
    """series string spate wave campaign number dozens scores succession run rash hundreds spree""".split()
)
SERIES_WORDS = frozenset(
    """recent repeated further more such previous past frequent regular almost-daily daily continued ongoing many
    numerous several future similar most""".split()
)
VERBAL_TRIGGERS = frozenset(a.name for a in ontology().actions if a.family == "verbal")
SITES = frozenset({"base", "airport", "camp"})
FACILITY_REACH = 4
HURT = frozenset({"killed", "wounded", "missing", "captured"})
WEAPON_REACH = 6
"""Words: a weapon farther off than this from every happening is part of none, unless the parse says so."""
PERFECT = frozenset({"had", "'d"})


def drafts_of(scene: Scene, previous: Draft | None, claims: Sequence[ClaimReading]) -> list[Draft]:
    """The drafts of a scene in order. `previous` is the last happening told before it.

    Plural happenings that a claim of the scene counts or compares ("an increase in attacks") are left to it.
    """
    found = [_draft(scene, start, end, trigger) for start, end, trigger in _triggers(scene)]
    _add_weapons(scene, found)
    _add_facilities(scene, found)
    set_figures(scene, found)
    for draft in found:
        _victims_as_targets(scene, draft)
    weather = climate(scene)
    found = [d for d in _senses(found) if d.action in VERBAL_TRIGGERS or is_literal(d, weather)]
    for draft in found:
        _mark(draft)
    set_places(scene, found)
    for draft in found:
        decide(draft)
        draft.factuality = factuality(draft.frame)
    set_dates(scene, found)
    found = [d for d in found if not _is_series(d) and not _is_counted(d, claims)]
    set_figures(scene, found, previous)
    return found


def _senses(drafts: list[Draft]) -> list[Draft]:
    """The drafts whose condition holds; of the senses of one place the first, with what was given to the others."""
    kept: dict[int, Draft] = {}
    for draft in drafts:
        if draft.frame.start not in kept and holds(draft):
            kept[draft.frame.start] = draft
    for draft in drafts:
        other = kept.get(draft.frame.start)
        if other is not None and other is not draft:
            other.figures += draft.figures
            other.weapons += [w for w in draft.weapons if w.start not in {x.start for x in other.weapons}]
    return list(kept.values())


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
        if scene.heading:
            return any(t.tag_[:2] in {"VB", "NN"} for t in words)
        if words[0].tag_ == "VBN" and words[0].dep_ == "amod" and words[0].head.i < end:
            return False
        return words[0].tag_.startswith("VB") or (end - start > 1 and any(t.tag_.startswith("VB") for t in words))
    if trigger.pos == "n":
        last = words[-1]
        actor = at(scene.actors, last.i)
        if actor is not None and (actor.end > end or actor.start < start):
            return False  # "riot police", "Operation Prosperity Guardian"
        if last.dep_ == "compound" and last.head.i >= end and not _triggered(scene, last.head.i):
            return False  # "detention centre", "attack helicopter"
        return last.tag_.startswith("NN") or last.tag_ == "VBG"
    return True


def _triggered(scene: Scene, index: int) -> bool:
    return any(m.start <= index < m.end for m in scene.triggers)


def _draft(scene: Scene, start: int, end: int, trigger: Trigger) -> Draft:
    f = frame(scene, start, end, trigger)
    draft = Draft([f], trigger.action)
    for token in f.doers:
        for argument in read(scene, token):
            _place_argument(draft, argument, doer=True)
    for token in f.undergoers:
        for argument in read(scene, token):
            _place_argument(draft, argument, doer=False)
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
            draft.facilities.append(_facility(argument.token, Located(argument.start, argument.end, argument.place)))
        if doer and argument.actor is not None:
            draft.initiators.append(argument)
        elif not doer:
            draft.targets.append(argument)
    elif argument.actor is not None:
        spoken = draft.action in VERBAL_TRIGGERS
        if argument.how != "noun phrase" or names_people(argument.token) or (spoken and doer):
            (draft.initiators if doer else draft.targets).append(argument)
        elif not spoken and not doer:
            thing = Entry(name=argument.token.lower_, kind="thing")
            draft.facilities.append(replace(argument, actor=None, facility=thing))


def _add_facilities(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give each thing or base that fills no role to the happening it hangs on: "in a drone strike on a depot"."""
    violent = [d for d in drafts if d.action not in VERBAL_TRIGGERS]
    taken = {i for d in drafts for a in (*d.facilities, *d.initiators, *d.targets) for i in range(a.start, a.end)}
    bases = [x for x in scene.places if x.value.toponym is not None and x.value.toponym.feature in SITES]
    for located in (*scene.facilities, *bases):
        token = scene.doc[located.end - 1]
        if located.start < scene.body or token.i in taken or token.dep_ in {"compound", "nsubj", "poss"}:
            continue
        draft = nearest(token, violent, FACILITY_REACH)
        if draft is not None and not any(w.covers(token.i) for w in scene.weapons):
            draft.facilities.append(_facility(token, located))


def _facility(token: Token, located: Located[Entry] | Located[Resolution]) -> Argument:
    value = located.value
    if isinstance(value, Entry):
        return Argument(token, located.start, located.end, facility=value, how="facility table")
    assert value.toponym is not None  # only resolved bases come here
    kind = "transport" if value.toponym.feature == "airport" else "military"
    return Argument(token, located.start, located.end, facility=Entry(value.toponym.name, kind), how="gazetteer")


def _victims_as_targets(scene: Scene, draft: Draft) -> None:
    """Those hurt are targets: "killing three teachers" is done to teachers."""
    for figure in draft.figures:
        if figure.status not in HURT:
            continue
        start, end = figure.evidence.start - scene.offset, figure.evidence.end - scene.offset
        words = scene.doc.char_span(start, end, alignment_mode="expand") if 0 <= start < end else None
        if words is None or not words.root.tag_.startswith("NN"):
            continue
        known = {i for a in draft.targets + draft.initiators for i in range(a.start, a.end)}
        for token in clauses.with_conjuncts([words.root]):
            for argument in read(scene, token) if token.i not in known and words.start <= token.i < words.end else []:
                _place_argument(draft, argument, doer=False)


def _add_weapons(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give each weapon that fills no role to the happening it hangs on."""
    known = {a.start for d in drafts for a in d.weapons}
    for located in scene.weapons:
        if located.start in known or located.start < scene.body:
            continue
        draft = nearest(scene.doc[located.end - 1], drafts, WEAPON_REACH)
        if draft is not None:
            token = scene.doc[located.end - 1]
            draft.weapons.append(Argument(token, located.start, located.end, weapon=located.value, how="weapon table"))


def _mark(draft: Draft) -> None:
    """Role and separateness from the words around the trigger."""
    f = draft.frame
    modifiers = {
        c.lower_
        for t in f.scene.doc[f.start : f.end]
        for c in t.children
        if c.dep_ in {"amod", "det", "advmod", "nummod"}
    }
    draft.distinct = f.trigger.pos == "n" and bool(modifiers & (APART - {"further", "new", "fresh"}))
    verb = f.head if clauses.is_verb(f.head) else clauses.governing_verb(f.head)
    perfect = verb is not None and any(c.dep_ == "aux" and c.lower_ in PERFECT for c in verb.children)
    subordinate = _after_clause(draft)
    if perfect or subordinate:
        draft.role = "background"


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
        if node.head is node:
            return False
        node = node.head
    return False


def _is_series(draft: Draft) -> bool:
    """Plural attacks in general - "a series of attacks", "recent attacks" - are no single happening."""
    f = draft.frame
    if (
        f.trigger.pos != "n"
        or f.head.tag_ not in {"NNS", "NNPS"}
        or draft.action in {"talks", "ceasefire", "sanction", "deployment"}
    ):
        return False
    own_day = (
        draft.date.precision == "day"
        and draft.date_evidence is not None
        and not draft.date_evidence.how.startswith("carried")
    )
    if own_day:
        return False
    own_place = any(not r.evidence.how.startswith("carried") and r.place.precision != "country" for r in draft.places)
    modifiers = {c.lower_ for c in f.head.children}
    of_series = f.head.dep_ == "pobj" and f.head.head.lower_ == "of" and f.head.head.head.lower_ in SERIES_NOUNS
    if of_series:
        return True
    if modifiers & SERIES_WORDS:
        return not _light(draft)
    counted = [
        n
        for n in f.scene.numbers
        if n.end <= f.start and f.start - n.end <= 3 and n.value.unit is None and f.sentence.start <= n.start
    ]
    if any((n.value.value or 0) > 9 for n in counted):
        return True
    over = f.head.dep_ == "pobj" and f.head.head.lower_ in {"over", "to", "for", "of", "after", "against"}
    if over and not draft.figures and not own_place:
        return True
    bare = not any(c.dep_ in {"det", "poss", "nummod"} for c in f.head.children) and f.head.dep_ == "pobj"
    return (
        bare
        and not draft.figures
        and not counted
        and not _light(draft)
        and f.head.head.lower_ in {"to", "for", "of", "over", "against", "from", "after", "about"}
    )


def _is_counted(draft: Draft, claims: Sequence[ClaimReading]) -> bool:
    """Whether a count or trend of the same sentence is what the trigger's plural stands in."""
    f = draft.frame
    return any(
        c.kind in {"count", "trend"} and c.start <= f.head.i < c.end and f.head.tag_ in {"NNS", "NNPS", "NN"}
        for c in claims
        if c.scene is f.scene
    ) or (
        (f.trigger.action in CONSEQUENCES or "times" in f.scene.words[f.head.i : f.head.i + 5])
        and any(c.kind == "count" and c.sentence == f.sentence and c.since is not None for c in claims)
    )


def _light(draft: Draft) -> bool:
    verb = clauses.governing_verb(draft.frame.head)
    return (
        verb is not None
        and verb.lower_ in clauses.LIGHT_VERBS
        and verb.tag_ in {"VBD", "VBN"}
        and draft.frame.head.dep_ in {"dobj", "nsubjpass"}
    )


def drop_consequences(drafts: list[Draft], previous: Draft | None) -> list[Draft]:
    """Deaths and damage told without a cause of their own belong to the happening before, if there is one.

    `previous` is the last happening of the paragraphs before.
    """
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else previous
        if _is_bare(draft) and before is not None and before.action not in VERBAL:
            before.figures += [f for f in draft.figures if f not in before.figures]
        elif draft.frame.trigger.words != "die":
            kept.append(draft)
    return kept


def _is_bare(draft: Draft) -> bool:
    """Whether a draft says only that people were hurt or things damaged: no doer, place or day of its own."""
    own_place = any(not r.evidence.how.startswith("carried") for r in draft.places)
    own_day = draft.date_evidence is not None and not draft.date_evidence.how.startswith("carried")
    consequence = all(f.trigger.action in CONSEQUENCES for f in draft.frames)
    return consequence and not draft.initiators and not own_place and not own_day
