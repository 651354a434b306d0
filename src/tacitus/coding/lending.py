"""What a report says as a whole lends its parts: the one country that all of it is about, and whose soldiers act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tacitus.actors import ActorRegistry
from tacitus.coding.agreeing import places_conflict, sides_opposed
from tacitus.coding.arguments import Argument
from tacitus.coding.attaching import has_gone_on
from tacitus.coding.draft import Draft, PlaceReading
from tacitus.coding.scene import Scene
from tacitus.coding.settings import ABROAD, SPOKEN, UNREAL, distinct
from tacitus.gazetteer import country_row
from tacitus.ontology import ontology
from tacitus.records import HAPPENED, Evidence, Place

LENT = 0.3
ENOUGH = 2
"""Happenings with a place of their own before their country is taken to be the report's."""
HOW = "carried from the rest of the report"
FORCES = frozenset({"military", "police"})
"""Branches of state that, named without a state, are those of the country they act in."""


def lend_from_report(drafts: Sequence[Draft]) -> None:
    """Settle the places of the joined happenings of a report, by changing the drafts.

    A place that only contains another of the same happening goes. Happenings without a place get the country in
    which all places of the report's other happenings lie, if there are at least two such and one such country.
    """
    for draft in drafts:
        draft.places = distinct(draft.places)
    lender = _of_one_country(drafts)
    place = _country(lender.place) if lender is not None else None
    if lender is None or place is None:
        return
    for draft in drafts:
        if not draft.places and draft.action not in SPOKEN | ABROAD and draft.factuality not in UNREAL:
            draft.places = [PlaceReading(place, _lent(lender.evidence), lender.token)]


def lend_days(drafts: Sequence[Draft]) -> None:
    """Date the undated happenings in focus by the day told last before them, by changing the drafts.

    A report names the day of its news once, at its head; what is of another time carries words of its own ("earlier",
    "last month"), and what is told as background is lent nothing. The day of a step in politics is not that of the
    fighting.
    """
    days: dict[bool, Draft] = {}
    for draft in sorted(drafts, key=lambda d: d.order):
        if draft.role != "focus" or draft.factuality not in HAPPENED or draft.distinct or has_gone_on(draft):
            continue
        forceful = ontology().action(draft.action).family in {"violence", "protest"}
        day = days.get(True) or days.get(False) if not forceful else days.get(True)
        if draft.has_own_day or draft.has_day_of_sentence:
            days[forceful] = draft
        elif draft.date_evidence is None and day is not None and _shares_day(draft, day):
            assert day.date_evidence is not None  # it has a day of its own
            draft.date, draft.date_evidence = day.date, _lent(day.date_evidence)


def _shares_day(draft: Draft, day: Draft) -> bool:
    """Whether a happening may be of the day of another: what was done elsewhere, or in answer by others, may be not."""
    return draft.action not in SPOKEN and not (places_conflict(day, draft) or sides_opposed(day, draft))


def _of_one_country(drafts: Sequence[Draft]) -> PlaceReading | None:
    """The first place of the report, if at least two happenings have one and all lie in the same country."""
    placed = [d for d in drafts if d.action not in SPOKEN and any(_is_own(r) for r in d.places)]
    own = [r for d in placed for r in d.places if _is_own(r) and r.place.country]
    return own[0] if len(placed) >= ENOUGH and len({r.place.country for r in own}) == 1 else None


def _is_own(reading: PlaceReading) -> bool:
    return not reading.evidence.how.startswith("carried")


def _country(place: Place) -> Place | None:
    """The country without a point: nothing in the words says where in it."""
    row = country_row(place.country or "")
    if row is None:
        return None
    return Place(
        name=row.name,
        country=row.code,
        precision="country",
        gazetteer_id=f"country:{row.code}",
        confidence=LENT,
    )


def _lent(evidence: Evidence) -> Evidence:
    return evidence.model_copy(update={"how": HOW, "confidence": LENT})


def lend_nationality(drafts: Sequence[Draft], scenes: Sequence[Scene], registry: ActorRegistry) -> None:
    """Say whose the unnamed soldiers and police are, by changing the drafts: those of the country where they act.

    That is taken for granted in a report that names no state but that one as an actor.
    """
    states = {code for scene in scenes for code in _states_of(scene)}
    for draft in drafts:
        countries = {r.place.country for r in draft.places if r.place.country}
        if len(countries) == 1 and states <= countries:
            (country,) = countries
            draft.initiators = [_of_state(a, country, registry) for a in draft.initiators]
            draft.targets = [_of_state(a, country, registry) for a in draft.targets]


def _states_of(scene: Scene) -> Iterator[str]:
    """The states that a paragraph names as actors, or whose things it names; a bare country may be meant as a place."""
    for span in scene.actors:
        actor = span.value.actor
        named = not span.value.ambiguous or span.value.how == "demonym"
        if actor.kind in {"government", "state_forces"} and actor.country and named:
            yield actor.country


def _of_state(argument: Argument, country: str, registry: ActorRegistry) -> Argument:
    actor = argument.actor
    if actor is None or actor.country is not None or actor.affiliation is not None:
        return argument
    branch = registry.branch(actor.id)
    if branch not in FORCES:
        return argument
    return replace(argument, actor=registry.state(country, branch), how=f"{argument.how}, of the country it acts in")
