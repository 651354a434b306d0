"""A text being read: what the tables have at each word, and what may stand between the parts of a phrase."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from tacitus.actors.lexicon import Hit, Lexicon, Role
from tacitus.actors.states import States
from tacitus.actors.surnames import is_anothers
from tacitus.actors.tables import ActorRow, Alias, GroupRow, TermRow
from tacitus.actors.words import Words
from tacitus.records import Actor, ActorKind

MEMBER_KINDS: frozenset[ActorKind] = frozenset({"rebels", "militia", "unidentified", "external"})
"""Kinds of group whose heads make members of a name ("Hamas militants")."""


class Found(NamedTuple):
    """An actor in words `[first, last)`; reading goes on at `then`. `actor` None: read over, and nobody is meant."""

    first: int
    last: int
    then: int
    actor: Actor | None
    how: str
    ambiguous: bool = False
    is_group: bool = False


Resolve = Callable[[list[tuple[ActorRow, Alias]]], tuple[ActorRow, Alias] | None]
"""Chooses among the rows that share a spelling, or refuses them all."""


_FORMER = frozenset({"former", "ex", "ousted", "deposed"})


class View:
    """One text with the entries of the tables at each of its words."""

    def __init__(self, lexicon: Lexicon, states: States, words: Words) -> None:
        self._lexicon, self._states, self._words = lexicon, states, words
        self._looks: dict[int, dict[Role, list[Hit]]] = {}
        self._resolve: Resolve = lambda rows: rows[0]
        self.starts = lexicon.starts(words)

    def look(self, i: int) -> dict[Role, list[Hit]]:
        """What the tables have at word `i`."""
        known = self._looks.get(i)
        if known is None:
            known = self._looks[i] = self._lexicon.at(self._words, i)
        return known

    def _through_fillers(self, start: int, most: int) -> Iterator[int]:
        """Places a noun may stand after its owner: at once, or after words that do not part them."""
        k, words = start, self._words
        for _ in range(most + 1):
            if k >= len(words) or not words.tied(k) or (k > start and words.possessive(k)):
                return
            yield k
            look = self.look(k)
            ends = [hit.end for role in (Role.FILLER, Role.MODIFIER) for hit in look.get(role, ())]
            if ends:
                k = max(ends)
            elif _is_type_code(words.raw[k]):
                k += 1
            else:
                return

    def _through_modifiers(self, start: int) -> Iterator[int]:
        """Places a head may stand: at once, or after qualifiers ("masked armed men")."""
        k, words = start, self._words
        yield k
        while k < len(words):
            ends = [hit.end for hit in self.look(k).get(Role.MODIFIER, ())]
            if not ends:
                return
            k = max(ends)
            if k >= len(words) or not (words.spaced(k) or words.hyphened(k) or words.gap(k) == ", "):
                return
            yield k

    def _is_former(self, start: int, end: int) -> bool:
        """Whether the words between say that who follows no longer holds the office."""
        return any(self._words.raw[k].lower() in _FORMER for k in range(start, end))

    def _named(self, i: int) -> Found | None:
        hits = self.look(i).get(Role.NAME)
        chosen = self._resolve([hit.value for hit in hits]) if hits else None
        if hits is None or chosen is None:
            return None
        row, alias = chosen
        if alias.is_surname and is_anothers(self._words, i, row, self._lexicon.keys):
            return None
        end = hits[0].end
        actor = named_actor(row.id, row.name, row.kind, row.country)
        member = self._member(row, end)
        if member is None:
            return Found(i, end, end, actor, "name", ambiguous=alias.may_be_place)
        end, branch = member
        if branch is not None and row.country is not None:
            return Found(i, end, end, self._states.actor(row.country, branch), "leader+forces")
        return Found(i, end, end, actor, "name+member")

    def _member(self, row: ActorRow, start: int) -> tuple[int, str | None] | None:
        """End of the noun that makes members of a name; and the branch, where a ruler's name stands for the state."""
        for k in self._through_fillers(start, 2):
            for hit in self.look(k).get(Role.TERM, ()):
                term: TermRow = hit.value
                if term.kind in ("people", "body"):
                    rules = row.kind == "government" and row.parent == f"{row.country}:government"
                    return hit.end, term.branch if rules and term.branch == "military" else None
            for hit in self.look(k).get(Role.GROUP, ()):
                group: GroupRow = hit.value
                if group.kind in MEMBER_KINDS:
                    return hit.end, None
        return None


def group_id(lemma: str) -> str:
    """The id of a described group: "aid worker" -> "group:aid-worker"."""
    return "group:" + lemma.lower().replace(" ", "-")


@lru_cache(maxsize=4096)
def group_actor(lemma: str, name: str, kind: ActorKind, country: str | None = None) -> Actor:
    """The actor of a described group."""
    return Actor(id=group_id(lemma), name=name, kind=kind, country=country)


@lru_cache(maxsize=4096)
def named_actor(identifier: str, name: str, kind: ActorKind, country: str | None) -> Actor:
    """The actor of a row of the registry."""
    return Actor(id=identifier, name=name, kind=kind, country=country)


def _is_type_code(word: str) -> bool:
    """Whether a word is part of a type of craft: the "F" and "16" of F-16."""
    return word.isdigit() or (len(word) <= 3 and word.isupper()) or any(c.isdigit() for c in word)
