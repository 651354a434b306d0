"""Drafts become mention records: each value with its evidence, each side once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tacitus.actors import ActorRegistry
from tacitus.coding.arguments import Argument
from tacitus.coding.casualties import casualties
from tacitus.coding.draft import Draft
from tacitus.ontology import ontology
from tacitus.records import (
    Actor,
    Evidence,
    EvidenceField,
    Mention,
)

ARMED_ACTIONS = frozenset(
    a.name for a in ontology().actions if a.family == "violence" or a.name in {"interception", "vessel_seizure"}
)
DEFENCE = frozenset({"Defence", "Defense"})


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
        initiators=_acting(draft),
        targets=_struck(draft),
        facilities=_names(draft.facilities, "facility"),
        weapons=_names(draft.weapons, "weapon"),
        casualties=figures,
        attribution=draft.attribution,
        responds_to=response,
        evidence=tuple(_unique([*evidence, *spoken])),
    )


def _evidence(draft: Draft) -> Iterator[Evidence]:
    for frame in draft.frames:
        how = "; ".join(filter(None, (f"trigger table: {frame.trigger.words}", frame.how)))
        yield frame.scene.evidence("trigger", frame.start, frame.end, how, round(frame.certainty, 2))
    sides: tuple[tuple[EvidenceField, list[Argument]], ...] = (
        ("initiator", draft.initiators),
        ("target", [a for a in draft.targets if a.place is None]),
        ("facility", draft.facilities),
        ("weapon", draft.weapons),
    )
    for field, arguments in sides:
        for argument in arguments:
            certainty = round(argument.certainty, 2)
            yield argument.scene.evidence(field, argument.start, argument.end, argument.how, certainty)
    for reading in draft.places:
        yield reading.evidence
    if draft.date_evidence is not None:
        yield draft.date_evidence
    if draft.attribution_evidence is not None:
        yield draft.attribution_evidence
    yield from draft.response_evidence


def actors_of(arguments: Iterable[Argument]) -> tuple[Actor, ...]:
    """Each side once; a described group goes where a named actor of the same words stands beside it."""
    found: dict[str, Actor] = {}
    for argument in arguments:
        if (argument.actor is not None and argument.place is None) or (
            argument.actor is not None and argument.ambiguous
        ):
            assert argument.actor is not None  # tested on the line above
            found.setdefault(argument.actor.id, argument.actor)
    return tuple(found.values())


def _acting(draft: Draft) -> tuple[Actor, ...]:
    actors = actors_of(draft.initiators)
    return forces_of(actors) if draft.action in ARMED_ACTIONS else actors


def _struck(draft: Draft) -> tuple[Actor, ...]:
    """Those it was done to; whose base is stormed has soldiers there: "stormed a Ugandan base"."""
    actors = actors_of(draft.targets)
    post = any(a.facility is not None and a.facility.kind == "military" for a in draft.facilities)
    return forces_of(actors) if post and draft.action in ARMED_ACTIONS else actors


def forces_of(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """A state that strikes, seizes or deploys does so by its forces: "Washington bombed" is the US military."""
    registry = ActorRegistry.load()
    by_forces = [registry.state(a.country, "military") if a.country and _commands(a) else a for a in actors]
    return tuple({a.id: a for a in by_forces}.values())


def _commands(actor: Actor) -> bool:
    """Whether an actor is a government or its ministry of defence."""
    of_defence = actor.kind == "government" and not DEFENCE.isdisjoint(actor.name.split())
    return of_defence or actor.id == f"{actor.country}:government"


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
