"""State actors of every country by pattern: "<CC>:military", "<CC>:police", "<CC>:government", "<CC>:intelligence"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tacitus.actors.tables import BRANCHES, CountryRow
from tacitus.records import Actor, ActorKind

_NAMES = {
    "military": "Military Forces of {}",
    "police": "Police Forces of {}",
    "government": "Government of {}",
    "intelligence": "Intelligence Services of {}",
}
_KINDS: dict[str, ActorKind] = {
    "military": "state_forces",
    "police": "state_forces",
    "government": "government",
    "intelligence": "government",
}
_WITH_ARTICLE = re.compile(
    r"(?:United|Democratic|Dominican|Central African|Czech) |Republic of |"
    r"(?:Netherlands|Philippines|Bahamas|Gambia|Maldives|Comoros|Seychelles)$|.* (?:Islands|Territory|Territories)$"
)
# Bare "Congo" is the eastern-conflict country in agency style; the other Congo is written out there.
_NAMED_ELSEWHERE = {"Congo": "CD"}


def branch_kind(branch: str) -> ActorKind:
    """The kind of actor that a branch of a state is."""
    return _KINDS[branch]


class States:
    """The state actors of the countries given, each made once."""

    def __init__(self, countries: tuple[CountryRow, ...]) -> None:
        self._rows: Mapping[str, CountryRow] = {row.code: row for row in countries}
        self.codes = frozenset(self._rows)
        self._actors: dict[tuple[str, str], Actor] = {}

    def actor(self, code: str, branch: str) -> Actor:
        """The state actor; raises KeyError for a country or branch there is not."""
        known = self._actors.get((code, branch))
        if known is None:
            name = self._rows[code].name
            article = "the " if _WITH_ARTICLE.match(name) else ""
            known = Actor(
                id=f"{code}:{branch}",
                name=_NAMES[branch].format(article + name),
                kind=_KINDS[branch],
                country=code,
            )
            self._actors[code, branch] = known
        return known

    def demonym(self, code: str) -> str:
        """The adjective of a country for names we form ("Israeli"), or its name where it has none."""
        row = self._rows[code]
        return row.demonyms[0] if row.demonyms else row.name

    def country_names(self) -> Iterator[tuple[str, str]]:
        """(name without article, code) of every country."""
        for row in self._rows.values():
            for name in (row.name, *row.aliases):
                bare = re.sub(r"^[Tt]he ", "", name)
                yield bare, _NAMED_ELSEWHERE.get(bare, row.code)

    def capitals(self) -> Iterator[tuple[str, str]]:
        """(capital, code) of every country."""
        for row in self._rows.values():
            for capital in row.capitals:
                yield capital, row.code

    def demonyms(self) -> Iterator[tuple[str, str, bool]]:
        """(demonym, code, whether it is a noun for its people: "Israelis", "Frenchmen") of every country."""
        for row in self._rows.values():
            for position, demonym in enumerate(row.demonyms):
                # The first is the adjective, whatever it ends in ("Turkmen").
                noun = demonym.endswith(("men", "women")) or (demonym.endswith("s") and demonym[:-1] in row.demonyms)
                yield demonym, row.code, position > 0 and noun


__all__ = ["BRANCHES", "States", "branch_kind"]
