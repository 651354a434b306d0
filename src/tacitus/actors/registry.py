"""Names to actors: the registry, state actors by pattern, and described groups."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from tacitus.actors.grammar import Reading
from tacitus.actors.lexicon import Lexicon, Role
from tacitus.actors.states import States, branch_kind
from tacitus.actors.tables import ActorRow, Alias, Tables, package_tables, state_actor
from tacitus.actors.view import group_id, named_actor
from tacitus.actors.words import Words, plain_letters
from tacitus.errors import TableError
from tacitus.records import Actor


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """An actor in a text: `text == source[start:end]`, offsets in code points, end exclusive.

    `how` names the rule. `ambiguous`: a bare country or capital, which may be meant as a place. `is_group`: described
    ("gunmen"), not named.
    """

    start: int
    end: int
    text: str
    actor: Actor
    how: str
    ambiguous: bool = False
    is_group: bool = False


class ActorRegistry:
    """Who can act, and how texts call them."""

    def __init__(self, tables: Tables) -> None:
        self._rows = {row.id: row for row in tables.actors}
        self._states = States(tables.countries)
        self._groups = _group_actors(tables)
        self._branches = {group_id(row.term): row.branch for row in tables.terms if row.kind in ("people", "body")}
        self._lexicon = _lexicon(tables, self._states)

    @classmethod
    def load(cls) -> ActorRegistry:
        """The registry of the installed package, built once a process. Raises `TableError`."""
        return _package_registry()

    def __iter__(self) -> Iterator[ActorRow]:
        """The named rows, in the order of the table."""
        return iter(self._rows.values())

    def __len__(self) -> int:
        """How many actors have a row of their own."""
        return len(self._rows)

    def get(self, identifier: str) -> Actor | None:
        """The actor of an id: "hamas" (a row), "US:military" (a state), "group:gunman" (a group); None if unknown."""
        row = self._rows.get(identifier)
        if row is not None:
            return named_actor(row.id, row.name, row.kind, row.country)
        state = state_actor(identifier, self._states.codes)
        return self._states.actor(*state) if state else self._groups.get(identifier)

    def row(self, identifier: str) -> ActorRow | None:
        """The row of a named actor, with its parent, backers, years and source."""
        return self._rows.get(identifier)

    def state(self, code: str, branch: str) -> Actor:
        """The military, police, government or intelligence of a country (ISO alpha-2). Raises KeyError if unknown."""
        return self._states.actor(code, branch)

    def branch(self, group: str) -> str | None:
        """The branch of state a described group serves: "group:soldier" -> "military"; None for all others."""
        return self._branches.get(group)

    def parents(self, identifier: str) -> tuple[str, ...]:
        """The ids above an actor, nearest first: "qassam-brigades" -> ("hamas",); "centcom" -> ("US:military",)."""
        above: list[str] = []
        row = self._rows.get(identifier)
        while row is not None and row.parent is not None:
            above.append(row.parent)
            row = self._rows.get(row.parent)
        return tuple(above)

    def active(self, actor: Actor | str, on: date) -> bool:
        """Whether an actor existed in the year of `on`; True for those without known years, states and groups."""
        row = self._rows.get(actor if isinstance(actor, str) else actor.id)
        return row is None or row.active(on.year)

    def find(self, text: str, on: date | None = None, countries: Collection[str] = ()) -> list[ActorSpan]:
        """All actors of `text`, in order and not overlapping.

        `on` refuses actors that did not exist in that year. `countries` are ISO codes known from elsewhere (the
        dateline, say); with the countries that the text names they decide between actors of one spelling ("SDF").
        """
        words = Words(text, self._lexicon.keys)
        reading = Reading(self._lexicon, self._states, words)
        choice = _Choice(reading, on, countries)
        return [
            ActorSpan(
                start := words.start[found.first],
                end := words.end[found.last - 1],
                text[start:end],
                found.actor,
                found.how,
                found.ambiguous,
                found.is_group,
            )
            for found in reading.found(choice.resolve)
            if found.actor is not None
        ]


class _Choice:
    """Which row a spelling means, by the date and by what else the text names."""

    def __init__(self, reading: Reading, on: date | None, countries: Collection[str]) -> None:
        self._reading, self._on, self._given = reading, on, frozenset(countries)
        self._context: tuple[frozenset[str], frozenset[str]] | None = None

    def resolve(self, rows: list[tuple[ActorRow, Alias]]) -> tuple[ActorRow, Alias] | None:
        """The row meant, or None where none existed then or none has the context it needs."""
        alive = [(row, alias) for row, alias in rows if self._on is None or row.active(self._on.year)]
        if len(alive) == 1 and not alive[0][1].needs_context:
            return alive[0]
        best = None
        for row, alias in alive:
            near = self._near(row)
            if near:
                return row, alias
            if best is None and not alias.needs_context:
                best = (row, alias)
        return best

    def _near(self, row: ActorRow) -> bool:
        """Whether the text speaks of the row's country, of itself by another name, or of its parent."""
        codes, names = self._named()
        return row.country in codes or row.id in names or (row.parent in names and row.parent is not None)

    def _named(self) -> tuple[frozenset[str], frozenset[str]]:
        if self._context is None:
            codes, names = set(self._given), set()
            for i in self._reading.starts:
                look = self._reading.look(i)
                codes.update(hit.value[0] for role in (Role.COUNTRY, Role.DEMONYM) for hit in look.get(role, ()))
                codes.update(hit.value for hit in look.get(Role.CAPITAL, ()))
                hits = look.get(Role.NAME, ())
                if len(hits) == 1 and not hits[0].value[1].needs_context:
                    names.add(hits[0].value[0].id)
            self._context = frozenset(codes), frozenset(names)
        return self._context


@cache
def _package_registry() -> ActorRegistry:
    return ActorRegistry(package_tables())


def _group_actors(tables: Tables) -> dict[str, Actor]:
    actors = {
        group_id(term.term): Actor(id=group_id(term.term), name=term.forms[-1], kind=branch_kind(term.branch))
        for term in tables.terms
        if term.kind != "act"
    }
    for group in tables.groups:
        actors[group_id(group.lemma)] = Actor(id=group_id(group.lemma), name=group.name, kind=group.kind)
    actors["group:national"] = Actor(id="group:national", name="nationals", kind="civilians")
    return actors


def _lexicon(tables: Tables, states: States) -> Lexicon:
    lexicon = Lexicon(tables.variants)
    _add_names(lexicon, tables.actors)
    for name, code in states.country_names():
        letters = plain_letters(name).replace(" ", "")
        lexicon.add(Role.COUNTRY, name, (code, letters.isupper() and len(letters) <= 4))
    for demonym, code, people in states.demonyms():
        lexicon.add(Role.DEMONYM, demonym, (code, people))
    for capital, code in states.capitals():
        lexicon.add(Role.CAPITAL, capital, code)
    for term in tables.terms:
        for form in term.forms:
            # Only with a state before it is an attack, or a bare "jet", the mark of an actor.
            opens = term.alone or term.kind in ("people", "body")
            lexicon.add(Role.TERM, form, term, opens=opens)
    for filler in tables.fillers:
        lexicon.add(Role.FILLER, filler, None, opens=False)
    for group in tables.groups:
        for form in group.forms:
            lexicon.add(Role.GROUP, form, group)
    for modifier in tables.modifiers:
        lexicon.add(Role.MODIFIER, modifier.text, modifier)
    for affiliation in tables.affiliations:
        lexicon.add(Role.AFFILIATION, affiliation.text, affiliation, opens=affiliation.position == "prefix")
    for refusal in tables.refusals:
        lexicon.add(Role.REFUSAL, refusal, None)
    lexicon.seal()
    return lexicon


def _add_names(lexicon: Lexicon, rows: tuple[ActorRow, ...]) -> None:
    """Enter all spellings; two rows may share one only if their country or their years part them."""
    claimed: dict[str, list[ActorRow]] = {}
    for row in rows:
        spellings: dict[str, Alias] = {}
        for alias in row.aliases:
            key = lexicon.fingerprint(alias.text)
            if key in spellings:
                continue
            spellings[key] = alias
            for other in claimed.get(key, ()):
                if other.country == row.country and other.overlaps(row):
                    raise TableError(
                        f"registry.csv: {row.id} and {other.id} both claim {alias.text!r}; "
                        "give one of them other years, or leave the spelling to one"
                    )
            claimed.setdefault(key, []).append(row)
            lexicon.add(Role.NAME, alias.text, (row, alias))
