"""Where it happened: which of the places a paragraph names is the place of which happening."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from tacitus.coding.attaching import nearest
from tacitus.coding.draft import Draft, PlaceReading
from tacitus.coding.scene import Located, Scene, at
from tacitus.gazetteer import Resolution, Toponym
from tacitus.records import Place, PlacePrecision

NEAR = frozenset(
    """near outside around close off beside north south east west northwest northeast southwest southeast km
    kilometres kilometers miles outskirts toward towards above below between""".split()
)
WATER = frozenset({"water", "strait"})
AREA_PRECISION: dict[str, PlacePrecision] = {
    "country": "country",
    "region": "admin1",
    "admin1": "admin1",
    "admin2": "admin2",
    "water": "water",
    "strait": "water",
}


def set_places(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give each draft of the scene the places it happened at, then drop places that only contain others."""
    for located in scene.places:
        if located.start < scene.body or located.value.toponym is None:
            continue
        token = _root(scene, located)
        if not _is_setting(scene, located, token):
            continue
        draft = nearest(token, drafts)
        if draft is not None and not _stands_as_side(draft, located):
            draft.places.append(_reading(scene, located, token))
    for draft in drafts:
        _drop_containers(draft)
    _carry(drafts)


def _root(scene: Scene, located: Located[Resolution]) -> Token:
    return scene.doc[located.start : located.end].root


def _is_setting(scene: Scene, located: Located[Resolution], token: Token) -> bool:
    """Whether the name is said as a place: not a possessor, adjective, speaker, source or agent."""
    toponym = located.value.toponym
    actor = at(scene.actors, token.i)
    if actor is not None and not actor.value.ambiguous and actor.end - actor.start >= located.end - located.start:
        return False
    state = toponym is not None and toponym.feature == "country"
    capital = actor is not None
    if token.dep_ in {"poss", "compound", "amod", "nmod"} and (state or capital):
        return False
    if token.dep_ == "nsubj" and (state or capital or token.head.lower_ in {"said", "says"}):
        return False
    if token.dep_ in {"pobj", "conj"}:
        preposition = token.head if token.dep_ == "pobj" else token.head.head
        if preposition.dep_ == "agent" or preposition.lower_ in {"by", "from", "with"}:
            return False
        if (
            preposition.lower_ in {"of", "to", "against", "for", "between"}
            and state
            and preposition.head.tag_.startswith("NN")
        ):
            return preposition.lower_ == "of" and preposition.head.lower_ in {
                "city",
                "town",
                "east",
                "west",
                "north",
                "south",
                "part",
                "parts",
                "capital",
                "region",
                "province",
                "village",
                "area",
            }
    return True


def _stands_as_side(draft: Draft, located: Located[Resolution]) -> bool:
    """A country that is the initiator of the happening is not its place."""
    return any(a.start <= located.start < a.end for a in draft.initiators)


def _reading(scene: Scene, located: Located[Resolution], token: Token) -> PlaceReading:
    resolution = located.value
    assert resolution.toponym is not None  # set_places skips the unresolved
    place = to_place(
        resolution.toponym, scene.doc[located.start : located.end].text, _is_near(located, token), resolution.score
    )
    evidence = scene.evidence("place", located.start, located.end, "gazetteer", min(1.0, resolution.score))
    return PlaceReading(place, evidence, located.start)


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


def _is_near(located: Located[Resolution], token: Token) -> bool:
    before = token.doc[max(0, located.start - 4) : located.start]
    for word in reversed(list(before)):
        if word.lower_ in NEAR:
            return True
        if word.tag_ not in {"IN", "DT", "JJ", "NN", "NNS", "CC", "NNP"} or word.lower_ in {"in", "at"}:
            return False
    return False


def _drop_containers(draft: Draft) -> None:
    """Keep "Kirkuk" of "Kirkuk, Iraq": an area goes where a place inside it is named."""
    kept: list[PlaceReading] = []
    seen: set[str | None] = set()
    for reading in draft.places:
        place = reading.place
        inner = [
            r.place
            for r in draft.places
            if r.place.gazetteer_id != place.gazetteer_id
            and r.place.country == place.country
            and _finer(r.place, place)
        ]
        if place.gazetteer_id in seen or inner:
            continue
        seen.add(place.gazetteer_id)
        kept.append(reading)
    draft.places = kept


def _finer(inner: Place, outer: Place) -> bool:
    if outer.precision == "country":
        return inner.precision != "country"
    if outer.precision == "admin1" and inner.precision not in {"country", "admin1", "water"}:
        return inner.admin1 is None or outer.name in {inner.admin1} or inner.admin1 == outer.admin1
    return False


def _carry(drafts: Sequence[Draft]) -> None:
    """A happening without a place of its own takes that of the one told just before in the same paragraph."""
    last: Draft | None = None
    for draft in drafts:
        if draft.places:
            last = draft
        elif last is not None and not draft.distinct and 0 <= _sentences_between(last, draft) <= 1:
            draft.places = [
                PlaceReading(
                    r.place,
                    r.evidence.model_copy(update={"how": "carried from the words before", "confidence": 0.5}),
                    r.token,
                )
                for r in last.places
            ]


def _sentences_between(a: Draft, b: Draft) -> int:
    sentences = a.frame.scene.sentences
    return sentences.index(b.frame.sentence) - sentences.index(a.frame.sentence)
