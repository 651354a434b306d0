"""Who is on one side: the same actor, the forces of one state, what one state backs; and the parties one asks for.

An event answers yes, no or maybe to the question for a side. Maybe is a side that is not named or only described
("militants"): it could be the one meant for all the ledger knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tacitus.actors import ActorRegistry
from tacitus.actors.sides import STATE, side
from tacitus.records import Actor, ActorKind

Answer = Literal["yes", "maybe", "no"]

_ARMED_GROUP: frozenset[ActorKind] = frozenset({"militia", "identity_militia", "rebels"})
_TIE = "backed|supported|aligned|linked|allied|affiliated|funded|financed|sponsored|armed|trained|loyal|close"
_BACKED = re.compile(
    rf"(?P<before>.+?)[- ](?:{_TIE})|(?:{_TIE}) (?:by|to|with) (?P<after>.+)|pro-(?P<pro>.+)", re.IGNORECASE
)


@dataclass(frozen=True)
class Party:
    """A side as somebody asks for it: a state, those it backs ("Iran-backed"), an actor's id or part of its name.

    `state` and `backer` are ISO 3166-1 alpha-2 codes. A state is its government and forces; it does not include those
    it backs.
    """

    name: str
    state: str | None = None
    backer: str | None = None

    @classmethod
    def called(cls, words: str) -> Party:
        """The party that these words mean: "US", "United States", "Iran-backed", "houthis", "Kataib"."""
        words = words.strip()
        if found := _BACKED.fullmatch(words):
            return cls(words, backer=_state_tied(found))
        return cls(words, state=_state_called(words))

    def answer(self, actor: Actor) -> Answer:
        """Whether an actor is of this party."""
        if self._named(actor):
            return "yes"
        if self.state is not None:
            return "maybe" if actor.kind in STATE and actor.country is None else _unknown(actor)
        if self.backer is not None:
            if self.backer in backers(actor):
                return "yes"
            described = actor.id.startswith("group:") and actor.kind in _ARMED_GROUP and not actor.affiliation
            return "maybe" if described else _unknown(actor)
        return _unknown(actor)

    def _named(self, actor: Actor) -> bool:
        if self.state is not None and actor.kind in STATE and actor.country == self.state:
            return True
        if actor.id == self.name:
            return True
        return self.state is None and self.backer is None and self.name.casefold() in actor.name.casefold()


def backers(actor: Actor) -> frozenset[str]:
    """The states that an actor belongs to or that back it, by its registry row or by what the text attaches to it."""
    if actor.kind in STATE:
        return frozenset({actor.country} if actor.country else ())
    row = ActorRegistry.load().row(actor.id)
    # A backer is a state ("IR"), a branch of one ("US:military") or a group, which is no state.
    known = {code for backer in row.backed_by if len(code := backer.partition(":")[0]) == 2} if row else set()
    attached = _BACKED.fullmatch(actor.affiliation or "")
    state = _state_tied(attached) if attached else None
    return frozenset(known | {state} if state else known)


def any_of(answers: Iterable[Answer]) -> Answer:
    """The best of several answers."""
    given = set(answers)
    return "yes" if "yes" in given else "maybe" if "maybe" in given else "no"


def all_of(*answers: Answer) -> Answer:
    """The worst of several answers."""
    return "no" if "no" in answers else "maybe" if "maybe" in answers else "yes"


def on_side(wanted: Sequence[Actor | Party], there: Sequence[Actor]) -> Answer:
    """Whether one of `wanted` stands among the actors of a side; nobody wanted is yes, nobody named maybe."""
    if not wanted:
        return "yes"
    if not there:
        return "maybe"
    return any_of(_same(w, t) for w in wanted for t in there)


def alike(one: Sequence[Actor], other: Sequence[Actor], together: bool) -> Answer:
    """Whether the actors of two events are one side, when nobody has said which side is meant.

    The same actor or state is. Those whom one state backs are where the events lie `together` (in one country, or in
    the places that a claim names), and may be elsewhere. A side not named, or only described, may be any.
    """
    if not one or not other:
        return "maybe"
    if side(one) & side(other):
        return "yes"
    behind, before = _all_backers(one), _all_backers(other)
    if behind & before:
        return "yes" if together else "maybe"
    return "no" if all(_known(a) for a in one) and all(_known(a) for a in other) else "maybe"


def _all_backers(actors: Sequence[Actor]) -> frozenset[str]:
    return frozenset(code for actor in actors for code in backers(actor))


def _known(actor: Actor) -> bool:
    return not actor.id.startswith("group:") or bool(actor.affiliation)


def _unknown(actor: Actor) -> Answer:
    return "maybe" if actor.kind == "unidentified" else "no"


def _same(wanted: Actor | Party, there: Actor) -> Answer:
    if isinstance(wanted, Party):
        return wanted.answer(there)
    if wanted.id == there.id:
        return "yes"
    if there.kind == "unidentified":
        return "maybe"
    if wanted.kind in STATE and there.kind in STATE:
        return "yes" if wanted.country and wanted.country == there.country else "no"
    if not wanted.id.startswith("group:"):
        return "no"
    if wanted.affiliation:
        if there.affiliation:
            return "yes" if wanted.affiliation.casefold() == there.affiliation.casefold() else "no"
        return "maybe" if there.kind in _ARMED_GROUP else "no"
    if wanted.kind != there.kind:
        return "no"
    if wanted.country and there.country is None:
        return "maybe"
    return "yes" if wanted.country in (None, there.country) else "no"


def _state_tied(found: re.Match[str]) -> str | None:
    return _state_called(found["before"] or found["after"] or found["pro"])


@cache
def _state_called(words: str) -> str | None:
    """The ISO code of the one state that words name: a code, a country, its people, its capital."""
    registry = ActorRegistry.load()
    if len(words) == 2 and words.isupper() and registry.get(f"{words}:government"):
        return words
    found = registry.find(words)
    actor = found[0].actor if len(found) == 1 and found[0].text.casefold() == words.casefold() else None
    return actor.country if actor is not None and actor.kind == "government" else None
