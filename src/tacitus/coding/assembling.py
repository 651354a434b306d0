"""Drafts become mention records: each value with its evidence, each side once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tacitus.actors import ActorRegistry
from tacitus.coding.arguments import Argument
from tacitus.coding.casualties import casualties
from tacitus.coding.claims import ClaimReading
from tacitus.coding.draft import Draft
from tacitus.coding.scene import Scene, within
from tacitus.coding.settings import to_place
from tacitus.ontology import ontology
from tacitus.records import (
    Actor,
    Claim,
    Evidence,
    EvidenceField,
    Mention,
    Place,
    Span,
)

ARMED_ACTIONS = frozenset(
    a.name for a in ontology().actions if a.family == "violence" or a.name in {"interception", "vessel_seizure"}
)


def mention(report: str, number: int, draft: Draft, ids: dict[int, str]) -> Mention:
    """The record of a draft. `ids` maps frames (by identity) to the mention that holds them."""
    evidence = list(_evidence(draft))
    figures, spoken = casualties(draft)
    response = draft.response
    if response is not None and draft.response_frame is not None:
        answered = ids.get(id(draft.response_frame))
        if answered is not None and answered != f"{report}:m{number}":
            response = response.model_copy(update={"mention": answered})
    return Mention(
        id=f"{report}:m{number}",
        report=report,
        action=draft.action,
        factuality=draft.factuality,
        role=draft.role,
        date=draft.date,
        places=tuple(r.place for r in draft.places),
        initiators=_acting(draft.action, _actors(draft.initiators)),
        targets=_actors(draft.targets),
        facilities=_names(draft.facilities, "facility"),
        weapons=_names(draft.weapons, "weapon"),
        casualties=figures,
        attribution=draft.attribution,
        responds_to=response,
        evidence=tuple(_unique([*evidence, *spoken])),
    )


def _evidence(draft: Draft) -> Iterator[Evidence]:
    for frame in draft.frames:
        yield frame.scene.evidence("trigger", frame.start, frame.end, f"trigger table: {frame.trigger.words}")
    scene = draft.frame.scene
    sides: tuple[tuple[EvidenceField, list[Argument]], ...] = (
        ("initiator", draft.initiators),
        ("target", [a for a in draft.targets if a.place is None]),
        ("facility", draft.facilities),
        ("weapon", draft.weapons),
    )
    for field, arguments in sides:
        for argument in arguments:
            yield _scene_of(draft, argument, scene).evidence(field, argument.start, argument.end, argument.how)
    for reading in draft.places:
        yield reading.evidence
    if draft.date_evidence is not None:
        yield draft.date_evidence
    if draft.attribution_evidence is not None:
        yield draft.attribution_evidence
    yield from draft.response_evidence


def _scene_of(draft: Draft, argument: Argument, default: Scene) -> Scene:
    return next((f.scene for f in draft.frames if f.scene.doc is argument.token.doc), default)


def _actors(arguments: Iterable[Argument]) -> tuple[Actor, ...]:
    """Each side once; a described group goes where a named actor of the same words stands beside it."""
    found: dict[str, Actor] = {}
    for argument in arguments:
        if (argument.actor is not None and argument.place is None) or (
            argument.actor is not None and argument.ambiguous
        ):
            assert argument.actor is not None  # tested on the line above
            found.setdefault(argument.actor.id, argument.actor)
    return tuple(found.values())


def _acting(action: str, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """A state that strikes, seizes or deploys does so by its forces: "Washington bombed" is the US military."""
    if action not in ARMED_ACTIONS:
        return actors
    registry = ActorRegistry.load()
    by_forces = [
        registry.state(a.country, "military") if a.country and a.id == f"{a.country}:government" else a for a in actors
    ]
    return tuple({a.id: a for a in by_forces}.values())


def _names(arguments: Iterable[Argument], kind: str) -> tuple[str, ...]:
    entries = [a.facility if kind == "facility" else a.weapon for a in arguments]
    return tuple(dict.fromkeys(e.name for e in entries if e is not None))


def _unique(evidence: list[Evidence]) -> Iterator[Evidence]:
    seen: set[tuple[str, int, int]] = set()
    for e in evidence:
        key = (e.field, e.start, e.end)
        if key not in seen:
            seen.add(key)
            yield e


def claim(report: str, number: int, reading: ClaimReading) -> Claim:
    """The record of a claim, with the sides, weapons and places of its sentence."""
    scene, sentence = reading.scene, reading.sentence
    named = [x for x in within(scene.actors, sentence.start, sentence.end) if not x.value.is_group]
    undergoing = [x for x in named if _after_on(scene, x.start)]
    doing = [x for x in named if x not in undergoing and not _is_claimant(scene, x.start, x.end, reading.claimant)]
    places: list[Place] = []
    for located in within(scene.places, sentence.start, sentence.end):
        toponym = located.value.toponym
        if toponym is not None and not any(a.covers(located.start) for a in named if not a.value.ambiguous):
            places.append(to_place(toponym, scene.doc[located.start : located.end].text, False, located.value.score))
    start, end, text = scene.span(reading.start, reading.end)
    return Claim(
        id=f"{report}:c{number}",
        report=report,
        kind=reading.kind,
        value=reading.value,  # type: ignore[arg-type]
        relation=reading.relation,
        what=reading.what,
        action=_claimed_action(scene, reading),
        actors=tuple({x.value.actor.id: x.value.actor for x in doing if not x.value.ambiguous}.values()),
        targets=tuple({x.value.actor.id: x.value.actor for x in undergoing}.values()),
        weapons=tuple(dict.fromkeys(w.value.name for w in within(scene.weapons, sentence.start, sentence.end))),
        places=tuple({p.gazetteer_id: p for p in places}.values()),
        since=reading.since,
        as_of=reading.as_of,
        claimant=reading.claimant,
        evidence=Span(start=start, end=end, text=text),
    )


def _after_on(scene: Scene, start: int) -> bool:
    """Whether an actor stands after "on", "against" or "targeting": it undergoes what is counted."""
    before = scene.words[max(0, start - 3) : start]
    return bool({"on", "against", "targeting", "at", "upon"} & set(before))


def _is_claimant(scene: Scene, start: int, end: int, claimant: str | None) -> bool:
    return claimant is not None and scene.doc[start:end].text in claimant


def _claimed_action(scene: Scene, reading: ClaimReading) -> str | None:
    """The action of the trigger words inside the claim, where they name a closed one."""
    for match in scene.triggers:
        if reading.start <= match.start < reading.end + 2 and not match.values[0].action.startswith("?"):
            return match.values[0].action
    return None
