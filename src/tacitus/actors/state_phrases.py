"""Phrases that name a state: "Turkish armed drones", "US and British warplanes", "army of Ukraine", "Moscow"."""

from __future__ import annotations

from typing import NamedTuple

from tacitus.actors.lexicon import Role
from tacitus.actors.tables import GroupRow, ModifierRow, TermRow
from tacitus.actors.view import Found, View, group_actor
from tacitus.records import Actor, ActorKind

_MOST_FILLERS = 4
_PEOPLE_ONLY: frozenset[ActorKind] = frozenset({"civilians", "protesters", "rioters"})
_AND = frozenset({"and", "or"})
STATE_ROLES = frozenset({Role.DEMONYM, Role.COUNTRY, Role.CAPITAL})
_PLACE_NOUNS = frozenset(
    """city cities town towns village villages capital province provinces region regions district districts governorate
    territory territories soil airspace waters coast coastline border borders frontier island islands port ports airport
    desert highlands countryside side suburb suburbs enclave exclave heartland mainland peninsula county state states
    dollar dollars pound pounds lira rial rials rouble roubles ruble rubles franc francs language origin descent culture
    history time flag waters""".split()
)
_SEATED = frozenset(
    """government regime administration authority authorities leadership junta cabinet ministry ministries rulers
    """.split()
)
"""What is called by the capital it sits in ("the government in Kyiv"); a palace or a court there is at a place."""


class _State(NamedTuple):
    """A state named at a place: `style` is adjective, country or capital."""

    code: str
    end: int
    style: str


class StatePhrases(View):
    """Reads states, and the nouns that belong to them."""

    def _state(self, i: int) -> _State | None:
        look = self.look(i)
        if STATE_ROLES.isdisjoint(look):
            return None
        states: list[_State] = []
        for hit in look.get(Role.DEMONYM, ()):
            code, people = hit.value
            states.append(_State(code, hit.end, "people" if people else "adjective"))
        for hit in look.get(Role.COUNTRY, ()):
            code, adjectival = hit.value
            states.append(_State(code, hit.end, "adjective" if adjectival else "country"))
        states.extend(_State(hit.value, hit.end, "capital") for hit in look.get(Role.CAPITAL, ()))
        return max(states, key=lambda state: state.end) if states else None

    def _of_state(self, i: int) -> Found | None:
        state = self._state(i)
        if state is None:
            return None
        if state.style == "people":
            return self._people(i, state)
        described = self._state_noun(i, state) or self._coordinated(i, state)
        named = self._owned_name(i, state)
        if described is not None and (named is None or described.last >= named.last):
            return described
        return named or self._bare(i, state)

    def _people(self, i: int, state: _State) -> Found:
        name = self._words.text[self._words.start[i] : self._words.end[state.end - 1]]
        actor = Actor(id="group:national", name=name, kind="civilians", country=state.code)
        return Found(i, state.end, state.end, actor, "people", is_group=True)

    def _bare(self, i: int, state: _State) -> Found | None:
        how = state.style
        if how == "adjective":
            how = "country" if any(hit.end == state.end for hit in self.look(i).get(Role.COUNTRY, ())) else "demonym"
        if how == "demonym" and self._qualifies_place(state.end):
            return Found(i, state.end, state.end, None, "place")
        actor = self._states.actor(state.code, "government")
        return Found(i, state.end, state.end, actor, how, ambiguous=True)

    def _qualifies_place(self, k: int) -> bool:
        """Whether the words from `k` on name a place or a thing ("Iraqi city"), so that the demonym is no side."""
        words = self._words
        return any(words.raw[j].lower() in _PLACE_NOUNS for j in range(k, min(k + 3, len(words))) if words.spaced(j))

    def _owned_name(self, i: int, state: _State) -> Found | None:
        """ "Lebanese Hezbollah", "Yemen's Houthi rebels": the name, and its own country is no second actor."""
        if state.end >= len(self._words) or not self._words.joined(state.end):
            return None
        named = self._named(state.end)
        if named is None or named.actor is None or named.actor.country not in (state.code, None):
            return None
        if state.style == "adjective" and self._words.spaced(state.end):
            return named._replace(first=i)
        return named

    def _state_noun(self, i: int, state: _State) -> Found | None:
        owner = state.end < len(self._words) and self._words.possessive(state.end)
        best: Found | None = None
        for k in self._through_fillers(state.end, _MOST_FILLERS):
            option = self._noun_of(i, state, k, owner)
            if option is not None and (best is None or option.last > best.last):
                best = option
        return best

    def _noun_of(self, i: int, state: _State, k: int, owner: bool) -> Found | None:
        look = self.look(k)
        term_hit = next(iter(look.get(Role.TERM, ())), None)
        group_hit = next(iter(look.get(Role.GROUP, ())), None)
        if group_hit is not None and (term_hit is None or group_hit.end > term_hit.end):
            mods = [hit.value for j in range(state.end, k) for hit in self.look(j).get(Role.MODIFIER, ())]
            actor = self._group_actor(group_hit.value, mods, state.code, ())
            return Found(i, group_hit.end, group_hit.end, actor, "state+group", is_group=True)
        if term_hit is None:
            return None
        term: TermRow = term_hit.value
        adjective = state.style == "adjective" or owner
        if term.kind in ("act", "materiel") and not adjective and (term.kind == "act" or state.style == "capital"):
            return None
        if term.kind == "people" and self._is_former(state.end, k):
            return Found(i, term_hit.end, term_hit.end, self._former(state, term), "former", is_group=True)
        actor = self._states.actor(state.code, term.branch)
        if term.kind == "act":
            return Found(i, state.end, state.end, actor, "state:act")
        ambiguous = term.kind == "materiel" and not adjective
        return Found(i, term_hit.end, term_hit.end, actor, f"state:{term.kind}", ambiguous=ambiguous)

    def _former(self, state: _State, term: TermRow) -> Actor:
        """ "Pakistan's former prime minister" no longer acts for the state."""
        name = f"former {self._states.demonym(state.code)} {term.forms[0]}"
        return group_actor("former official", name, "civilians", state.code)

    def _coordinated(self, i: int, state: _State) -> Found | None:
        """ "US and British warplanes": the first state shares the noun of the second."""
        words, k = self._words, state.end
        if k >= len(words) or state.style == "capital":
            return None
        if words.raw[k].lower() in _AND:
            k += 1
        elif words.gap(k) not in (", ", "-", "/"):
            return None
        second = self._state(k) if k < len(words) else None
        if second is None or second.style not in ("adjective", "country"):
            return None
        shared = self._state_noun(k, second) or self._coordinated(k, second)
        if shared is None or shared.actor is None:
            return None
        if shared.is_group:
            actor = shared.actor.model_copy(update={"country": state.code})
        else:
            actor = self._states.actor(state.code, shared.actor.id.partition(":")[2])
        return shared._replace(first=i, last=state.end, then=state.end, actor=actor)

    def _state_after(self, k: int, term: TermRow) -> _State | None:
        """The state after "of (the)", or its capital after "in" for a seat of government."""
        words = self._words
        link = words.raw[k].lower() if k < len(words) and words.spaced(k) else ""
        if link not in ("of", "in"):
            return None
        last = words.raw[k - 1].lower()
        k += 1
        if k < len(words) and words.raw[k].lower() == "the":
            k += 1
        state = self._state(k) if k < len(words) else None
        if state is None or state.style == "people":
            return None
        named = any(hit.end == state.end for hit in self.look(k).get(Role.COUNTRY, ()))
        if link == "of" and named and term.kind in ("people", "body"):
            return state
        seat = term.branch == "government" and term.kind == "body" and state.style == "capital"
        return state if link == "in" and seat and last in _SEATED else None

    def _group_actor(
        self, group: GroupRow, modifiers: list[ModifierRow], country: str | None, words: tuple[int, int] | tuple[()]
    ) -> Actor:
        kind = group.kind
        for modifier in modifiers:
            if modifier.kind == "unidentified" and kind not in _PEOPLE_ONLY:
                kind = "unidentified"
                break
            if modifier.kind is not None and kind in ("unidentified", "militia"):
                kind = modifier.kind
        name = self._qualified_name(*words, group.name) if words else group.name
        if country is not None:
            name = f"{self._states.demonym(country)} {name}"
        return group_actor(group.lemma, name, kind, country)

    def _qualified_name(self, i: int, k: int, head: str) -> str:
        return " ".join([*self._words.raw[i:k], head])
