"""Where it happened: which of the places a paragraph names is the place of which happening."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.attaching import nearest
from tacitus.coding.draft import Draft, PlaceReading
from tacitus.coding.factuality import factuality
from tacitus.coding.place_words import Standing, is_landmark, is_listed_with, is_near, only_locates, standing
from tacitus.coding.scene import Located, Scene, at
from tacitus.gazetteer import Resolution, Toponym, country_row, fold
from tacitus.records import Place, PlacePrecision

SPOKEN = frozenset({"accusation", "denial", "demand", "threat", "support", "sanction"})
"""What is only said happens nowhere that matters: the place of a speech is not that of what it speaks of."""
ABROAD = frozenset({"talks", "ceasefire", "agreement", "concession", "release", "expulsion"})
"""May be settled far from what is told beside them: they take a place of their own only."""
AREA_PRECISION: dict[str, PlacePrecision] = {
    "country": "country",
    "region": "admin1",
    "admin1": "admin1",
    "admin2": "admin2",
    "water": "water",
    "strait": "water",
}
HERE = frozenset({"here"})
"""The word by which a correspondent means the town of the dateline."""
THERE = frozenset({"there"})
GROUND = frozenset({"territory", "soil", "airspace"})
OWN = frozenset({"its", "their"})
LANDMARK = "a landmark"
"""In how the evidence of a place was read that is named to say how far from it another lies."""
CARRIED = 0.5
REACH = 1
"""Sentences over which a happening lends its place; a place that is no happening's lends itself over one more."""
UNREAL = frozenset({"threatened", "planned", "hypothetical"})
DECREED = frozenset({"emergency_rule"})
"""What a government orders holds for more than the spot whose events moved it."""


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """A place name of the scene that may be where something happened."""

    reading: PlaceReading
    standing: Standing
    sentence: int
    owner: Draft | None


def set_places(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give each draft the places it happened at.

    Its own words come first, then those of the same sentence, then what was told just before, then a locality
    that the sentence merely speaks of. What stays without is without.
    """
    said = list(_said(scene, drafts))
    said += list(_pointed_at(scene, drafts, said))
    said += list(_own_ground(scene, drafts))
    for place in said:
        if place.standing == "setting" and place.owner is not None and not _stands_as_side(place.owner, place):
            place.owner.places.append(place.reading)
    takers = [d for d in drafts if d.action not in SPOKEN]
    for draft in drafts:
        draft.places = [] if draft.action in SPOKEN else distinct(draft.places)
    for draft in takers:
        if not draft.places and draft.action not in ABROAD:
            _lend(scene, draft, takers, said)


def _said(scene: Scene, drafts: Sequence[Draft]) -> Iterable[_Said]:
    before: Located[Resolution] | None = None
    last: _Said | None = None
    for located in scene.places:
        if located.start < scene.body:
            continue
        if before is not None and last is not None:
            if only_locates(scene, before, located):
                before = located
                continue
            listed = is_listed_with(scene, before, located)
            last = replace(last, reading=_reading(scene, located)) if listed else _said_once(scene, located, drafts)
        else:
            last = _said_once(scene, located, drafts)
        before = located
        if last is not None:
            yield last


def _said_once(scene: Scene, located: Located[Resolution], drafts: Sequence[Draft]) -> _Said | None:
    how = standing(scene, located)
    if how == "none":
        return None
    token = scene.doc[located.start : located.end].root
    sentence = scene.sentence_number(token.i)
    return _Said(_reading(scene, located), how, sentence, nearest(token, drafts))


def _pointed_at(scene: Scene, drafts: Sequence[Draft], said: Sequence[_Said]) -> Iterable[_Said]:
    """What "here" and "there" mean: the town of the dateline, and the place named last before the word."""
    dateline = next((_reading(scene, p) for p in scene.places if p.start < scene.body), None)
    for sentence, words in enumerate(scene.sentences):
        for token in words:
            if token.i < scene.body or token.lower_ not in HERE | THERE or token.dep_ == "expl":
                continue
            named = [s.reading for s in said if s.reading.token < token.i]
            meant = named[-1] if token.lower_ in THERE and named else dateline
            owner = nearest(token, drafts)
            if meant is not None and owner is not None:
                yield _Said(_lent(meant), "setting", sentence, owner)


def _own_ground(scene: Scene, drafts: Sequence[Draft]) -> Iterable[_Said]:
    """The country meant by "its territory": that of the subject who speaks of it."""
    drafts = [d for d in drafts if d.action not in SPOKEN]
    for sentence, words in enumerate(scene.sentences):
        for token in words:
            if token.lower_ not in GROUND or not any(c.dep_ == "poss" and c.lower_ in OWN for c in token.children):
                continue
            row, owner = country_row(_country_of_subject(scene, token) or ""), nearest(token, drafts)
            if row is not None and owner is not None:
                place = Place(
                    name=row.name,
                    country=row.code,
                    precision="country",
                    gazetteer_id=f"country:{row.code}",
                    confidence=CARRIED,
                )
                start = token.left_edge.i
                evidence = scene.evidence("place", start, token.i + 1, "ground of the one who speaks of it", CARRIED)
                yield _Said(PlaceReading(place, evidence, token.i), "setting", sentence, owner)


def _country_of_subject(scene: Scene, token: Token) -> str | None:
    """The country of the nearest subject above a word that is a side with one."""
    for verb in token.ancestors:
        for subject in clauses.subjects(verb):
            actor = at(scene.actors, subject.i)
            if actor is not None and actor.value.actor.country:
                return actor.value.actor.country
    return None


def _stands_as_side(draft: Draft, said: _Said) -> bool:
    """A country that is the initiator of the happening is not its place."""
    return any(a.start <= said.reading.token < a.end for a in draft.initiators)


def _lend(scene: Scene, draft: Draft, drafts: Sequence[Draft], said: Sequence[_Said]) -> None:
    """Give a draft without a place that of its sentence or of what was told just before it.

    What has not happened has no place but its own; what is told as background lies where another part of the
    background does, unless they share a sentence.
    """
    if factuality(draft.frame) in UNREAL:
        return
    here = scene.sentences.index(draft.frame.sentence)
    for back in range(REACH + 2):
        if back and draft.distinct:
            return
        there = [d for d in drafts if d.places and d is not draft and _sentence(scene, d) == here - back]
        lenders = [d for d in there if back <= REACH and _may_lend(d, draft, same=not back)]
        if lenders:
            lender = min(lenders, key=lambda d: (_is_lent(d), d.role != draft.role, _distance(d, draft)))
            draft.places = [_lent(r) for r in lender.places]
            return
        spoken = [s for s in said if s.sentence == here - back and (s.owner in {None, draft} or back)]
        if spoken:
            draft.places = [_lent(min(spoken, key=lambda s: s.standing != "setting").reading)]
            return
    dateline = next((p for p in scene.places if p.start < scene.body), None)
    if dateline is not None and not said:
        draft.places = [_lent(_reading(scene, dateline))]


def _may_lend(lender: Draft, draft: Draft, *, same: bool) -> bool:
    if draft.action in DECREED:
        return False
    return same or lender.role == draft.role


def _distance(lender: Draft, draft: Draft) -> int:
    return abs(lender.frame.head.i - draft.frame.head.i)


def _sentence(scene: Scene, draft: Draft) -> int:
    return scene.sentences.index(draft.frame.sentence)


def _is_lent(draft: Draft) -> bool:
    return any(r.evidence.how.startswith("carried") for r in draft.places)


def _lent(reading: PlaceReading) -> PlaceReading:
    how = f"carried from {LANDMARK}" if _is_landmark(reading) else "carried from the words before"
    evidence = reading.evidence.model_copy(update={"how": how, "confidence": CARRIED})
    return PlaceReading(reading.place, evidence, reading.token)


def _reading(scene: Scene, located: Located[Resolution]) -> PlaceReading:
    resolution, near = located.value, is_near(scene, located)
    words = scene.doc[located.start : located.end].text
    if resolution.toponym is None:
        place, how = _unlisted(resolution, words, near), "said as a place"
    else:
        place, how = to_place(resolution.toponym, words, near, resolution.score), "gazetteer"
    if near and is_landmark(scene, located):
        how = LANDMARK
    return PlaceReading(
        place,
        scene.evidence("place", located.start, located.end, how, place.confidence),
        located.start,
    )


def to_place(toponym: Toponym, name: str, near: bool, score: float) -> Place:
    """A gazetteer entry as a place record, no more exact than the words allow."""
    precision = AREA_PRECISION.get(toponym.feature, "near" if near else "exact")
    return Place(
        name=name if name[:1].isupper() else toponym.name,
        lat=toponym.lat,
        lon=toponym.lon,
        country=toponym.country or None,
        admin1=toponym.admin1 or None,
        precision=precision,
        gazetteer_id=toponym.id,
        confidence=max(0.0, min(1.0, score)),
    )


def _unlisted(resolution: Resolution, name: str, near: bool) -> Place:
    """A place that no table lists: on the map only where it is said to lie in a town or province."""
    around = resolution.span.within[0] if resolution.span.within else None
    mapped = around if around is not None and around.feature != "country" else None
    precision: PlacePrecision = "near" if near else "exact"
    return Place(
        name=name,
        lat=mapped.lat if mapped is not None else None,
        lon=mapped.lon if mapped is not None else None,
        country=(around.country or None) if around is not None else None,
        admin1=(mapped.admin1 or None) if mapped is not None else None,
        precision=AREA_PRECISION.get(mapped.feature, "near") if mapped is not None else precision,
        gazetteer_id=f"unlisted:{fold(name)}",
        confidence=resolution.score,
    )


def distinct(readings: Sequence[PlaceReading]) -> list[PlaceReading]:
    """Each place once, without those that only contain another: "Kirkuk" of "in Kirkuk ... in Iraq".

    The town of a base named after it goes the same way ("Erbil" of "Erbil air base"). A landmark stands for the
    place only where no other spot of its country is named.
    """
    spots = {r.place.country for r in readings if not _is_landmark(r) and r.place.precision in {"exact", "near"}}
    readings = [r for r in readings if not (_is_landmark(r) and r.place.country in spots)]
    kept: dict[str | None, PlaceReading] = {}
    for reading in readings:
        if not any(_lies_in(other.place, reading.place) for other in readings):
            kept.setdefault(reading.place.gazetteer_id, reading)
    return list(kept.values())


def _is_landmark(reading: PlaceReading) -> bool:
    return LANDMARK in reading.evidence.how


def _lies_in(inner: Place, outer: Place) -> bool:
    if inner.gazetteer_id == outer.gazetteer_id or inner.country != outer.country:
        return False
    if outer.precision == "country":
        return inner.precision != "country"
    if outer.precision == "admin1" and inner.precision not in {"country", "admin1", "water"}:
        return inner.admin1 is None or inner.admin1 in {outer.admin1, outer.name}
    return inner.precision != "country" and fold(inner.name).startswith(fold(outer.name) + " ")
