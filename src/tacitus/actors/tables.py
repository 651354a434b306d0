"""The tables of this room, read and checked.

- `registry.csv`: named actors. `aliases` are parted by "|"; an alias ending in "?" counts only in a text that also
  names the actor's country or the actor by another of its names ("AFP?" is a news agency otherwise), one ending in "*"
  may as well be a place ("Somaliland*"), and one ending in "^" is a surname, which is another's behind another given
  name ("Haftar^"). `backed_by` and `parent` are ids, or ISO codes and state actors ("RU", "US:military").
  `active_from` and `active_to` are years, both included, blank where open. `source` is where the name can be looked
  up.
- `terms.csv`: nouns of a state's branches; `kind` is people, body, materiel or act (only the state before it is
  the actor: "Israeli shelling"); `alone` whether the noun is an actor without a state before it ("soldiers").
- `fillers.csv`: words that may stand between a state and such a noun ("Israeli retaliatory strikes").
- `groups.csv`: heads of described groups ("gunmen"); `alone` = no heads need a qualifier ("militant faction").
- `modifiers.csv`: qualifiers of those; `kind`, if given, tells what the group is ("separatist gunmen" are rebels).
- `affiliations.csv`: what makes a name an affiliation of the actor beside it ("Iran-backed", "pro-Russian").
- `refusals.csv`: phrases that look like an actor and are none, with why.
- `variants.csv`: romanisations of one word.

An empty `plural` is formed by rule, "-" means none. A malformed table raises `TableError`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Protocol, get_args

from tacitus.errors import TableError
from tacitus.records import ActorKind

BRANCHES = ("military", "police", "government", "intelligence")
TERM_KINDS = ("people", "body", "materiel", "act")
AFFILIATION_POSITIONS = ("suffix", "prefix", "after")
_KINDS = frozenset(get_args(ActorKind))


class Folder(Protocol):
    """Where tables are read from: a directory of the package, or a path."""

    def joinpath(self, *names: str) -> Folder:
        """The file of that name."""

    def read_text(self, encoding: str = "utf-8") -> str:
        """Its text."""


@dataclass(frozen=True, slots=True)
class Alias:
    """One spelling of a named actor; see `registry.csv` above for the marks."""

    text: str
    needs_context: bool = False
    may_be_place: bool = False
    is_surname: bool = False


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One row of `registry.csv`; `active_from` and `active_to` are years, both included, None where open."""

    id: str
    name: str
    aliases: tuple[Alias, ...]
    kind: ActorKind
    country: str | None
    parent: str | None
    backed_by: tuple[str, ...]
    active_from: int | None
    active_to: int | None
    source: str

    def active(self, year: int) -> bool:
        """Whether the actor existed in `year` as far as the table says."""
        return (self.active_from or year) <= year <= (self.active_to or year)

    def overlaps(self, other: ActorRow) -> bool:
        """Whether there may be a year in which both existed."""
        return (self.active_from or 0) <= (other.active_to or 9999) and (other.active_from or 0) <= (
            self.active_to or 9999
        )


@dataclass(frozen=True, slots=True)
class TermRow:
    """One row of `terms.csv`; `forms` are singular and plural."""

    term: str
    forms: tuple[str, ...]
    branch: str
    kind: str
    alone: bool


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One row of `groups.csv`; `name` is the plural where there is one."""

    lemma: str
    name: str
    forms: tuple[str, ...]
    kind: ActorKind
    alone: bool


@dataclass(frozen=True, slots=True)
class ModifierRow:
    """One row of `modifiers.csv`; `kind` None leaves the kind of the head."""

    text: str
    kind: ActorKind | None


@dataclass(frozen=True, slots=True)
class AffiliationRow:
    """One row of `affiliations.csv`; where `attaches` is False the name before it is only kept from being an actor."""

    text: str
    position: str
    attaches: bool


@dataclass(frozen=True, slots=True)
class CountryRow:
    """The names of one country, as `gazetteer/countries.csv` has them."""

    code: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of the room, checked against each other."""

    actors: tuple[ActorRow, ...]
    terms: tuple[TermRow, ...]
    fillers: tuple[str, ...]
    groups: tuple[GroupRow, ...]
    modifiers: tuple[ModifierRow, ...]
    affiliations: tuple[AffiliationRow, ...]
    refusals: tuple[str, ...]
    variants: dict[str, str]
    countries: tuple[CountryRow, ...]


def load_tables(folder: Folder | None = None, countries: Folder | None = None) -> Tables:
    """Read and check all tables; `folder` and `countries` replace the package's own. Raises `TableError`."""
    here: Folder = folder or files("tacitus.actors")
    lands = _countries((countries or files("tacitus.gazetteer")).joinpath("countries.csv"))
    codes = frozenset(land.code for land in lands)
    return Tables(
        actors=_actors(here.joinpath("registry.csv"), codes),
        terms=tuple(_terms(here.joinpath("terms.csv"))),
        fillers=tuple(row["word"] for _, row in _rows(here.joinpath("fillers.csv"), ("word",), key="word")),
        groups=tuple(_groups(here.joinpath("groups.csv"))),
        modifiers=tuple(_modifiers(here.joinpath("modifiers.csv"))),
        affiliations=tuple(_affiliations(here.joinpath("affiliations.csv"))),
        refusals=tuple(
            row["phrase"] for _, row in _rows(here.joinpath("refusals.csv"), ("phrase", "why"), key="phrase")
        ),
        variants=_variants(here.joinpath("variants.csv")),
        countries=lands,
    )


def plural(noun: str) -> str:
    """The regular English plural of the last word of `noun`."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def state_actor(identifier: str, codes: frozenset[str]) -> tuple[str, str] | None:
    """The country and branch of a state actor's id ("US:military"), or None where it is no such id."""
    code, colon, branch = identifier.partition(":")
    return (code, branch) if colon and code in codes and branch in BRANCHES else None


def _rows(file: Folder, columns: tuple[str, ...], key: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with its place ("groups.csv, row 7"); `key` is not empty and not twice in the table."""
    name = file.name if isinstance(file, Path) else str(getattr(file, "name", file))
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise TableError(
            f"{name}: cannot be read ({error.strerror}); reinstall the package or name its folder"
        ) from None
    reader = csv.DictReader(text.splitlines(), strict=True)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise TableError(f"{name}: the heading lacks {', '.join(missing)}")
    seen: set[str] = set()
    for row in reader:
        where = f"{name}, row {reader.line_num}"
        if None in row or None in row.values():
            raise TableError(f"{where}: not as many cells as the heading; quote cells that hold a comma")
        if not row[key]:
            raise TableError(f"{where}: no {key}")
        if row[key] in seen:
            raise TableError(f"{where}: {key} {row[key]!r} stands twice; join the two rows")
        seen.add(row[key])
        yield where, row


def _kind(where: str, word: str) -> ActorKind:
    if word not in _KINDS:
        raise TableError(f"{where}: unknown kind {word!r}; one of {', '.join(sorted(_KINDS))}")
    return _AS_KIND[word]


_AS_KIND: dict[str, ActorKind] = {kind: kind for kind in get_args(ActorKind)}


def _choice(where: str, column: str, word: str, among: tuple[str, ...]) -> str:
    if word not in among:
        raise TableError(f"{where}: unknown {column} {word!r}; one of {', '.join(among)}")
    return word


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _year(where: str, cell: str) -> int | None:
    if not cell:
        return None
    if not (cell.isdigit() and len(cell) == 4):
        raise TableError(f"{where}: {cell!r} is no year")
    return int(cell)


def _alias(text: str) -> Alias:
    bare = text.rstrip("?*^")
    marks = text[len(bare) :]
    return Alias(bare, "?" in marks, "*" in marks, "^" in marks)


def _actors(file: Folder, codes: frozenset[str]) -> tuple[ActorRow, ...]:
    columns = ("id", "name", "aliases", "kind", "country", "parent", "backed_by", "active_from", "active_to", "source")
    placed: list[tuple[str, ActorRow]] = []
    for where, row in _rows(file, columns, key="id"):
        if not row["name"] or not row["source"]:
            raise TableError(f"{where}: {row['id']} needs a name and a source")
        if row["country"] and row["country"] not in codes:
            raise TableError(f"{where}: unknown country {row['country']!r}; write its ISO 3166-1 alpha-2 code")
        aliases = [_alias(text) for text in _cells(row["aliases"])]
        if all(alias.text != row["name"] for alias in aliases):
            aliases.insert(0, Alias(row["name"]))
        start, end = _year(where, row["active_from"]), _year(where, row["active_to"])
        if start and end and end < start:
            raise TableError(f"{where}: {row['id']} ends ({end}) before it begins ({start})")
        placed.append(
            (
                where,
                ActorRow(
                    row["id"],
                    row["name"],
                    tuple(aliases),
                    _kind(where, row["kind"]),
                    row["country"] or None,
                    row["parent"] or None,
                    _cells(row["backed_by"]),
                    start,
                    end,
                    row["source"],
                ),
            )
        )
    _check_references(placed, codes)
    return tuple(row for _, row in placed)


def _check_references(placed: list[tuple[str, ActorRow]], codes: frozenset[str]) -> None:
    parents = {row.id: row.parent for _, row in placed}
    for where, row in placed:
        if row.parent and row.parent not in parents and not state_actor(row.parent, codes):
            raise TableError(f"{where}: {row.id} has the unknown parent {row.parent!r}")
        for backer in row.backed_by:
            if backer not in parents and backer not in codes:
                raise TableError(f"{where}: {row.id} is backed by the unknown {backer!r}")
        above, chain = row.parent, {row.id}
        while above in parents:
            if above in chain:
                raise TableError(f"{where}: {row.id} is its own parent by way of {above!r}")
            chain.add(above)
            above = parents[above]


def _forms(noun: str, cell: str, rule: str | None) -> tuple[str, ...]:
    """Singular and plural; `rule` is the plural formed by rule. "-" leaves the noun as the only form."""
    many = "" if cell == "-" else cell or rule or ""
    return (noun, many) if many and many != noun else (noun,)


def _terms(file: Folder) -> Iterator[TermRow]:
    for where, row in _rows(file, ("term", "plural", "branch", "kind", "alone"), key="term"):
        kind = _choice(where, "kind", row["kind"], TERM_KINDS)
        branch = _choice(where, "branch", row["branch"], BRANCHES)
        alone = _choice(where, "alone", row["alone"], ("yes", "no")) == "yes"
        yield TermRow(row["term"], _forms(row["term"], row["plural"], plural(row["term"])), branch, kind, alone)


def _groups(file: Folder) -> Iterator[GroupRow]:
    for where, row in _rows(file, ("lemma", "plural", "kind", "alone"), key="lemma"):
        forms = _forms(row["lemma"], row["plural"], plural(row["lemma"]))
        alone = _choice(where, "alone", row["alone"], ("yes", "no")) == "yes"
        yield GroupRow(row["lemma"], forms[-1], forms, _kind(where, row["kind"]), alone)


def _modifiers(file: Folder) -> Iterator[ModifierRow]:
    for where, row in _rows(file, ("modifier", "kind"), key="modifier"):
        yield ModifierRow(row["modifier"], _kind(where, row["kind"]) if row["kind"] else None)


def _affiliations(file: Folder) -> Iterator[AffiliationRow]:
    for where, row in _rows(file, ("words", "position", "attaches"), key="words"):
        position = _choice(where, "position", row["position"], AFFILIATION_POSITIONS)
        yield AffiliationRow(
            row["words"], position, _choice(where, "attaches", row["attaches"], ("yes", "no")) == "yes"
        )


def _variants(file: Folder) -> dict[str, str]:
    heads: dict[str, str] = {}
    for where, row in _rows(file, ("word", "variants"), key="word"):
        for variant in _cells(row["variants"]):
            if heads.setdefault(variant, row["word"]) != row["word"]:
                raise TableError(f"{where}: {variant!r} is a variant of {heads[variant]!r} too")
    return heads


def _countries(file: Folder) -> tuple[CountryRow, ...]:
    columns = ("code", "name", "aliases", "demonyms", "capital")
    return tuple(
        CountryRow(row["code"], row["name"], _cells(row["aliases"]), _cells(row["demonyms"]), _cells(row["capital"]))
        for _, row in _rows(file, columns, key="code")
    )


@cache
def package_tables() -> Tables:
    """The tables of the installed package, read once."""
    return load_tables()
