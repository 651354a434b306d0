"""The conditions of triggers.csv: what must stand beside a trigger before it counts.

Each is a small test on a draft, under the name that the table uses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tacitus.coding import clauses
from tacitus.coding.arguments import Argument
from tacitus.coding.draft import Draft
from tacitus.coding.scene import within
from tacitus.ontology import ontology
from tacitus.ontology.cues import cues
from tacitus.records import ActorKind

ARMED: frozenset[ActorKind] = frozenset(
    {"state_forces", "rebels", "militia", "identity_militia", "external", "unidentified"}
)
ORGANISED = ARMED - {"unidentified"}
GOVERNING: frozenset[ActorKind] = frozenset({"government", "state_forces", "external", "rebels", "militia"})
VERBAL = frozenset(a.name for a in ontology().actions if a.family == "verbal")
SENT = frozenset("missile rocket drone projectile naval_drone munition artillery bomb_air bomb".split())
NEGOTIATING: frozenset[ActorKind] = frozenset({"government", "organisation", "external", "rebels", "militia"})


def holds(draft: Draft) -> bool:
    """Whether the condition of the draft's trigger is met, and no word beside it shows another sense."""
    frame = draft.frame
    beside = set(frame.scene.words[max(0, frame.start - 2) : frame.end + 3])
    if frame.trigger.unless & beside:
        return False
    return not frame.trigger.needs or CONDITIONS[frame.trigger.needs](draft)


def has_actor(arguments: list[Argument], kinds: frozenset[ActorKind] | None = None) -> bool:
    """Whether one of the arguments is an actor, of one of the kinds where kinds are given."""
    return any(a.actor is not None and (kinds is None or a.actor.kind in kinds) for a in arguments)


def has_weapon(draft: Draft) -> bool:
    """Whether a weapon other than the trigger's own words stands in the sentence."""
    f = draft.frame
    others = within(f.scene.weapons, f.sentence.start, f.sentence.end)
    return bool(draft.weapons) or any(not f.start <= w.start < f.end for w in others)


def _in_context(draft: Draft) -> bool:
    """Something armed, hurt or located in the same sentence."""
    f = draft.frame
    if draft.initiators or draft.facilities or draft.figures or has_weapon(draft):
        return True
    if any(a.actor is not None and a.how != "noun phrase" for a in draft.targets):
        return True
    return bool(within(f.scene.places, f.sentence.start, f.sentence.end)) or _sentence_has(draft, ARMED)


def _sentence_has(draft: Draft, kinds: frozenset[ActorKind]) -> bool:
    sentence = draft.frame.sentence
    return any(x.value.actor.kind in kinds for x in within(draft.frame.scene.actors, sentence.start, sentence.end))


def _sentence_says(draft: Draft, name: str) -> bool:
    sentence = draft.frame.sentence
    return not cues(name).isdisjoint(draft.frame.scene.words[sentence.start : sentence.end])


def _object_is(draft: Draft, name: str) -> bool:
    return not cues(name).isdisjoint(t.lower_ for t in draft.frame.undergoers)


def _crowd(draft: Draft) -> bool:
    """People in numbers: protesters, or words of protest other than the trigger itself."""
    f = draft.frame
    if any(w in cues("crowd") for i, w in enumerate(f.scene.words) if not f.start <= i < f.end):
        return True
    kinds = {x.value.actor.kind for x in f.scene.actors}
    return bool(kinds & {"protesters", "rioters"}) or has_actor(draft.initiators, frozenset({"civilians"}))


def _holds_ground(draft: Draft) -> bool:
    return any(a.place or a.facility for a in draft.targets + draft.facilities)


def _object_is_ground(draft: Draft) -> bool:
    """What is taken is itself a place, a base or ground: not "took responsibility"."""
    scene = draft.frame.scene
    objects = [t.i for t in draft.frame.undergoers]
    place = any(x.covers(i) for i in objects for x in scene.places)
    return place or _object_is(draft, "ground") or any(x.covers(i) for i in objects for x in scene.facilities)


def _threatens_force(draft: Draft) -> bool:
    """Someone says that force will follow: the words of force stand in what is said."""
    head = draft.frame.head
    said = {t.lower_ for t in head.subtree if t.i > head.i}
    return _speaks(draft) and not cues("force").isdisjoint(said)


def _subject_is_place(draft: Draft) -> bool:
    scene = draft.frame.scene
    fallen = any(p.covers(t.i) for t in draft.frame.doers for p in scene.places)
    return fallen and _sentence_has(draft, ARMED)


def _person_undergoes(draft: Draft) -> bool:
    """A side, a pronoun for people, or a name that no table knows as a place or thing."""
    if has_actor([a for a in draft.targets if a.place is None]):
        return True
    known = {a.token.i for a in draft.targets + draft.facilities + draft.weapons}
    names = [t for t in draft.frame.undergoers if t.i not in known and t.tag_ in {"PRP", "NNP"} and t.lower_ != "it"]
    return bool(names)


def _speaks(draft: Draft) -> bool:
    """Someone says it: a side, or a name or pronoun for one."""
    doers = draft.frame.doers
    unread = not doers and draft.frame.head.tag_ in {"VBD", "VBZ", "VBP"}  # the parser lost the subject
    return unread or has_actor(draft.initiators) or any(t.tag_ in {"PRP", "NNP", "NNPS", "WP"} for t in doers)


def _is_weapon(draft: Draft, tokens: list[int]) -> bool:
    return any(w.covers(i) for i in tokens for w in draft.frame.scene.weapons)


def _is_shot_by(draft: Draft) -> bool:
    """What comes down was sent to do harm: a missile or a drone, and not a helicopter."""
    doers = [t.i for t in draft.frame.doers]
    return any(w.covers(i) and w.value.kind in SENT for i in doers for w in draft.frame.scene.weapons)


def _armed_sides(draft: Draft) -> bool:
    if has_actor(draft.initiators, ARMED) or (draft.frame.trigger.pos == "n" and has_actor(draft.targets, ARMED)):
        return True
    return _sentence_has(draft, ORGANISED)


def _leaves_hurt(draft: Draft) -> bool:
    """ "Left five fighters dead"."""
    head = draft.frame.head
    return any(t.i > head.i and t.lower_ in cues("hurt") for t in head.subtree)


def _charged(draft: Draft) -> bool:
    """ "Attributed the raid to X", "pinned the blast on X"."""
    head = draft.frame.head
    on_someone = any(c.lower_ in {"to", "on"} for c in head.children)
    return on_someone and _speaks(draft) and not clauses.is_passive(head) and _sentence_says(draft, "crime")


def _at_target(draft: Draft) -> bool:
    by_force = has_actor(draft.initiators, ARMED | {"government"}) or has_weapon(draft) or bool(draft.facilities)
    return bool(draft.frame.undergoers) and by_force


def _weapon_alone(draft: Draft) -> bool:
    """ "Drone, Khiam, one dead": a weapon beside a place or a number, and no word for what it did."""
    scene, sentence = draft.frame.scene, draft.frame.sentence
    beside = (m for m in scene.triggers if sentence.start <= m.start < sentence.end)
    told = any(t.needs != "weapon-alone" and t.action not in VERBAL for m in beside for t in m.values)
    start, end = sentence.start, sentence.end
    return not told and bool(within(scene.places, start, end) or within(scene.numbers, start, end))


CONDITIONS: Mapping[str, Callable[[Draft], bool]] = {
    "acted-on": lambda d: bool(d.frame.undergoers),
    "agreement-object": lambda d: _object_is(d, "agreement"),
    "aid-object": lambda d: bool(d.frame.undergoers) and _sentence_says(d, "aid"),
    "aid-subject": lambda d: any(t.lower_ in cues("aid") for doer in d.frame.doers for t in doer.subtree),
    "armed-sides": _armed_sides,
    "attributed": _charged,
    "called": lambda d: any(c.lower_ in {"for", "to", "on"} for c in d.frame.head.children),
    "captive": lambda d: has_actor(d.targets) and _sentence_says(d, "captivity"),
    "casualty": lambda d: bool(d.figures),
    "computer": lambda d: not cues("computer").isdisjoint(d.frame.scene.words),
    "context": _in_context,
    "control-object": _object_is_ground,
    "crowd": _crowd,
    "force": lambda d: has_actor(d.initiators, ARMED | {"government"}),
    "force-enters": lambda d: has_actor(d.initiators, ORGANISED) and _holds_ground(d),
    "force-leaves": lambda d: has_actor(d.initiators, ORGANISED) and _holds_ground(d) and not _leaves_hurt(d),
    "force-object": lambda d: has_actor(d.targets, ARMED),
    "forced": lambda d: _sentence_says(d, "forced"),
    "government": lambda d: has_actor(d.initiators, GOVERNING),
    "impose": lambda d: _sentence_says(d, "imposing"),
    "missile-subject": _is_shot_by,
    "officials": lambda d: has_actor(d.initiators, NEGOTIATING) and has_actor(d.targets, NEGOTIATING),
    "person": lambda d: has_actor(d.targets) or has_actor(d.initiators),
    "person-object": _person_undergoes,
    "place-object": _holds_ground,
    "place-subject": _subject_is_place,
    "post-object": lambda d: _object_is(d, "post") and has_actor(d.initiators, ARMED | {"government"}),
    "prisoners": lambda d: _sentence_says(d, "prisoner"),
    "protest-object": lambda d: _object_is(d, "protest"),
    "restriction": lambda d: _object_is(d, "restriction"),
    "revenge": _threatens_force,
    "route": lambda d: _sentence_says(d, "route"),
    "route-object": lambda d: _object_is(d, "route") or not cues("route").isdisjoint(t.lower_ for t in d.frame.doers),
    "sanctioned": lambda d: _object_is(d, "sanctionable") and has_actor(d.initiators),
    "signed": lambda d: _sentence_says(d, "signing"),
    "speaker": _speaks,
    "target": _at_target,
    "vessel-object": lambda d: any(a.facility and a.facility.kind == "vessel" for a in d.facilities + d.targets),
    "victim": lambda d: bool(d.figures) or has_actor(d.targets),
    "violent-death": lambda d: bool(d.figures),
    "weapon": has_weapon,
    "weapon-alone": _weapon_alone,
    "weapon-object": lambda d: _is_weapon(d, [t.i for t in d.frame.undergoers]),
    "weapon-of": lambda d: _is_weapon(d, [t.i for t in d.frame.head.subtree]),
    "weapon-subject": lambda d: _is_weapon(d, [t.i for t in d.frame.doers]),
}
