"""What the words in a role are: an actor, a facility, a weapon, a place, or a described group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from tacitus.actors import ActorSpan
from tacitus.coding import clauses
from tacitus.coding.reference import Meant, antecedent, is_reference
from tacitus.coding.scene import Located, Scene, at, noun_phrase
from tacitus.gazetteer import Resolution
from tacitus.ontology import Entry
from tacitus.ontology.cues import cues
from tacitus.records import Actor

OWNER_PREPOSITIONS = frozenset({"of", "by", "to", "with", "for"})
REFERENCE = "reference"
"""How the evidence of a side was read that a pronoun or "the group" stands for."""
PEOPLE_ENDINGS = tuple(sorted(cues("people-endings")))


def names_people(noun: Token) -> bool:
    """Whether a noun that no table knows names people, by its ending."""
    word = noun.lower_
    return word.endswith(PEOPLE_ENDINGS) and cues("not-people").isdisjoint({word, word.rstrip("s")})


@dataclass(frozen=True, slots=True)
class Argument:
    """One filler of a role: tokens `start` to `end` of its scene, and at most one of the readings that tables give.

    What is told in the next paragraph may fill a role of what was told before, so each keeps the scene it stands in.
    """

    scene: Scene
    token: Token
    start: int
    end: int
    actor: Actor | None = None
    facility: Entry | None = None
    weapon: Entry | None = None
    place: Resolution | None = None
    how: str = ""
    ambiguous: bool = False
    certainty: float = 1.0
    """The probability that it fills the role, where a model has weighed it."""


def read(scene: Scene, token: Token) -> list[Argument]:
    """The readings of one noun in a role, the owner of a facility or materiel after the thing itself."""
    return list(_readings(scene, token, 0))


def _readings(scene: Scene, token: Token, depth: int) -> Iterator[Argument]:
    if depth > 3:
        return
    if is_reference(token) and (meant := antecedent(scene, token)) is not None:
        yield _meant(meant)
        return
    if token.tag_ in {"PRP", "PRP$", "WP", "WDT"}:
        return
    actor = at(scene.actors, token.i)
    facility = at(scene.facilities, token.i)
    weapon = at(scene.weapons, token.i)
    place = at(scene.places, token.i)
    if place is not None and (
        actor is None or actor.value.ambiguous or place.end - place.start > actor.end - actor.start
    ):
        yield Argument(
            scene,
            token,
            place.start,
            place.end,
            place=place.value,
            how="gazetteer",
            actor=actor.value.actor if actor else None,
            ambiguous=True,
        )
        return
    if weapon is not None and actor is not None and actor.value.is_group:
        actor = None  # "the gunship": a means, not a side
    if actor is not None and (facility is None or facility.end <= actor.end):
        if facility is not None and (facility.value.kind == "vessel" or facility.end == actor.end):
            yield Argument(scene, token, facility.start, facility.end, facility=facility.value, how="facility table")
        yield _actor_argument(scene, token, actor)
        yield from _appositives(scene, token, depth)
        return
    if facility is not None:
        yield Argument(scene, token, facility.start, facility.end, facility=facility.value, how="facility table")
        yield from _owners(scene, token, depth)
        return
    if weapon is not None:
        yield Argument(scene, token, weapon.start, weapon.end, weapon=weapon.value, how="weapon table")
        yield from _owners(scene, token, depth)
        return
    inner = [a for t in _inside(token) if (a := at(scene.actors, t.i)) is not None]
    if token.lower_ in cues("transparent") and (of := clauses.objects_of_preposition(token, frozenset({"of"}))):
        found = [x for t in of for x in _readings(scene, t, depth + 1)]
        if found:
            yield from found
            return
    if token.lower_ in cues("not-sides") or not token.tag_.startswith("NN") or _is_trigger(scene, token):
        return
    if inner and not inner[-1].value.ambiguous:
        yield _actor_argument(scene, token, inner[-1])
        return
    yield from _described(scene, token, inner)


def _is_trigger(scene: Scene, token: Token) -> bool:
    return any(m.start <= token.i < m.end for m in scene.triggers)


def _described(scene: Scene, token: Token, inner: list[Located[ActorSpan]]) -> Iterator[Argument]:
    """A noun that no table knows: kept as a described group, its country taken from a demonym before it.

    Proper names that are in no table are left out: they may be private persons.
    """
    if token.tag_ in {"NNP", "NNPS"} and not token.text.isupper():
        return
    start, end = noun_phrase(token)
    country = inner[-1].value.actor.country if inner else None
    name = scene.doc[start:end].text
    yield Argument(
        scene,
        token,
        start,
        end,
        how="noun phrase",
        actor=Actor(id=f"group:{token.lower_}", name=name, kind="unidentified", country=country),
    )


def _actor_argument(scene: Scene, token: Token, span: Located[ActorSpan]) -> Argument:
    actor, how, ambiguous = span.value.actor, span.value.how, span.value.ambiguous
    return Argument(scene, token, span.start, span.end, actor=actor, how=how, ambiguous=ambiguous)


def _meant(meant: Meant) -> Argument:
    """The side that a word of reference stands for, where it is named."""
    named = _actor_argument(meant.scene, meant.scene.doc[meant.side.end - 1], meant.side)
    return replace(named, how=REFERENCE, ambiguous=False)


def _inside(token: Token) -> Iterator[Token]:
    """The premodifiers of a noun, in text order."""
    for child in token.lefts:
        if child.dep_ in {"compound", "amod", "nmod", "poss"}:
            yield from _inside(child)
            yield child


def _appositives(scene: Scene, token: Token, depth: int) -> Iterator[Argument]:
    """ "members of Kataib Hezbollah": the more specific actor named after a described group."""
    span = at(scene.actors, token.i)
    if span is None or not span.value.is_group:
        return
    for other in clauses.objects_of_preposition(token, frozenset({"of", "from"})):
        inner = at(scene.actors, other.i)
        if inner is not None and not inner.value.is_group:
            yield from _readings(scene, other, depth + 1)


def _owners(scene: Scene, token: Token, depth: int) -> Iterator[Argument]:
    """Whose facility or weapon it is: "a Kataib Hezbollah depot", "sites used by militants"."""
    for pronoun in token.children:
        if pronoun.dep_ == "poss" and is_reference(pronoun) and (meant := antecedent(scene, pronoun)) is not None:
            yield _meant(meant)
    for inside in _inside(token):
        span = at(scene.actors, inside.i)
        if span is not None and span.end - 1 == inside.i:
            yield _actor_argument(scene, inside, span)
    owners = clauses.objects_of_preposition(token, frozenset({"of"}))
    for child in token.children:
        if child.dep_ in {"acl", "relcl"} and child.lower_ in cues("owned-by"):
            owners += clauses.agents(child) + clauses.objects_of_preposition(child, OWNER_PREPOSITIONS)
            owners += clauses.direct_objects(child)
    for owner in owners:
        span = at(scene.actors, owner.i)
        if span is not None:
            yield from _readings(scene, owner, depth + 1)
