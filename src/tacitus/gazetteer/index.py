"""The gazetteer: place names to candidate places, from the built index."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Self, cast

from tacitus.errors import MissingIndexError
from tacitus.gazetteer.building import SCHEMA_VERSION, default_index_path
from tacitus.gazetteer.folding import fold, fold_heavily
from tacitus.gazetteer.tables import Feature, read_countries, read_stopwords

FEATURE_RANK: Final[dict[str, int]] = {
    "country": 0,
    "region": 1,
    "admin1": 2,
    "water": 3,
    "strait": 3,
    "base": 4,
    "camp": 4,
    "crossing": 4,
    "site": 4,
    "city": 5,
    "airport": 6,
    "admin2": 7,
}
_ADVICE: Final = "run `tacitus gazetteer build`"
_TOPONYM: Final = "t.n, t.id, t.name, t.lat, t.lon, t.country, t.admin1, t.feature, t.population, t.radius_km"
_CAPITAL_NAMES: Final = "SELECT t.name, c.country FROM capitals c JOIN toponyms t USING (n) ORDER BY population"


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place: degrees WGS 84; `country` ISO 3166-1 alpha-2 or None (seas, regions of several countries);
    `radius_km` how far the place itself reaches from its point; `population` 0 where it is not known.
    """

    id: str
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    feature: Feature
    population: int
    radius_km: float


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate and how its name met the one looked up: `exact` its main name, `light` another known spelling
    (both by the light key), `heavy` another romanisation; `capital` whether it is the capital of its country.
    """

    toponym: Toponym
    how: str
    capital: bool = False


class Index:
    """Read-only look-ups in the index; one instance may be used by several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()
        self.stopwords = read_stopwords()
        # Caches belong to the instance, so that another index is never answered from this one's.
        self.lookup = lru_cache(maxsize=50_000)(self._lookup)
        self.matches = lru_cache(maxsize=50_000)(self._matches)
        self.light = lru_cache(maxsize=200_000)(self._light)
        self.longest_from = lru_cache(maxsize=50_000)(self._longest_from)
        self.country_word = lru_cache(maxsize=50_000)(self._country_word)
        self.get = lru_cache(maxsize=10_000)(self._get)
        self._countries = self._country_names()
        self._demonyms = dict(self._all("SELECT key, country FROM demonyms"))
        self._capitals = self._capital_ids()
        self._capital_names = {fold(name): country for name, country in self._all(_CAPITAL_NAMES)}
        self.abbreviations = self._abbreviations()

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Open the index at `path` (default: the one of the package or the user's cache).

        Raises `MissingIndexError` where there is none, or it was built for another version.
        """
        where = path or default_index_path()
        if not where.exists():
            raise MissingIndexError(f"{where}: the gazetteer index is not there; {_ADVICE}")
        try:
            connection = sqlite3.connect(f"{where.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            try:
                version = connection.execute("PRAGMA user_version").fetchone()[0]
            finally:
                connection.close()
        except sqlite3.DatabaseError as wrong:
            raise MissingIndexError(f"{where}: not a gazetteer index ({wrong}); {_ADVICE}") from None
        if version != SCHEMA_VERSION:
            raise MissingIndexError(f"{where}: index of version {version}, wanted {SCHEMA_VERSION}; {_ADVICE}")
        return cls(where)

    def country_of(self, name: str) -> str | None:
        """The code of a country named or abbreviated so ("Iraq", "U.S.", "DRC"); None for anything else."""
        key = fold(name)
        if key in self._countries:
            code, acronym = self._countries[key]
            return code if not acronym or name.replace(".", "").isupper() else None
        return None

    def demonym(self, word: str) -> str | None:
        """The code of the country whose people or adjective `word` is ("Israeli", "Ukrainians"); None for others."""
        return self._demonyms.get(fold(word))

    def _country_word(self, word: str) -> str | None:
        """The code of the country that a nationality or a country's name stands for; None for any other word."""
        return self.demonym(word) or self.country_of(word)

    def capital_of(self, place: str) -> str | None:
        """The code of the country whose capital `place` is, by toponym id or by name (for "Tehran said ...")."""
        return self._capitals.get(place) or self._capital_names.get(fold(place))

    def _lookup(self, name: str) -> tuple[Toponym, ...]:
        """Places called `name`: known spellings first, other romanisations after, each by a fixed rank
        (main name before alias, then kind of place and population, then id). Empty where there is none.
        """
        return tuple(match.toponym for match in self.matches(name))

    def _matches(self, name: str) -> tuple[Match, ...]:
        """As `lookup`, with how each place was met."""
        key = fold(name)
        upper = name.replace(".", "").isupper()
        light = self.light(key)
        if upper and len(key) <= 4 and (len(key) <= 3 or any(kind == 2 for _, kind in light)):
            # "US" is not the village of Us, nor "EU" that of Eu: short capitals are read as an acronym or not at all.
            return tuple(Match(t, "exact") for t, kind in light if kind == 2)
        found = [Match(t, "light" if kind else "exact", t.id in self._capitals) for t, kind in light if kind < 2]
        if heavy := fold_heavily(name):
            seen = {match.toponym.id for match in found}
            rows = self._all(f"SELECT {_TOPONYM} FROM heavy JOIN toponyms t USING (n) WHERE key = ?", heavy)
            more = sorted((_toponym(row) for row in rows), key=lambda t: _rank(t, 0))
            found += [Match(t, "heavy", t.id in self._capitals) for t in more if t.id not in seen]
        return tuple(found)

    def _light(self, key: str) -> tuple[tuple[Toponym, int], ...]:
        """Places by light key, each with its kind: 0 main name, 1 other spelling, 2 acronym."""
        rows = self._all(f"SELECT kind, {_TOPONYM} FROM names JOIN toponyms t USING (n) WHERE key = ?", key)
        found = [(_toponym(row[1:]), int(row[0])) for row in rows]
        return tuple(sorted(found, key=lambda pair: _rank(*pair)))

    def _longest_from(self, word: str) -> int:
        """The number of words of the longest name that starts with this folded word; 1 where none is longer."""
        rows = self._all("SELECT longest FROM starts WHERE word = ?", word)
        return int(rows[0][0]) if rows else 1

    def _get(self, identifier: str) -> Toponym | None:
        """The place of an id, or None. Places are numbered in the order of their ids: halving finds one."""
        low, high = 0, int(self._all("SELECT max(n) FROM toponyms")[0][0]) + 1
        while low < high:
            middle = (low + high) // 2
            row = self._all(f"SELECT {_TOPONYM} FROM toponyms t WHERE n = ?", middle)[0]
            if row[1] == identifier:
                return _toponym(row)
            low, high = (middle + 1, high) if row[1] < identifier else (low, middle)
        return None

    def _country_names(self) -> dict[str, tuple[str, bool]]:
        """Country codes by folded name, and whether the name is an acronym (read in capitals only)."""
        found: dict[str, tuple[str, bool]] = {}
        for row in read_countries():
            for spelling in (row.name, *row.aliases):
                found.setdefault(fold(spelling), (row.code, spelling.replace(".", "").isupper()))
        return found

    def _capital_ids(self) -> dict[str, str]:
        return dict(self._all("SELECT t.id, c.country FROM capitals c JOIN toponyms t USING (n)"))

    def _abbreviations(self) -> dict[str, tuple[Toponym, ...]]:
        found: dict[str, tuple[Toponym, ...]] = {}
        for row in self._all(f"SELECT key, {_TOPONYM} FROM abbreviations JOIN toponyms t USING (n)"):
            found[row[0]] = (*found.get(row[0], ()), _toponym(row[1:]))
        return found

    def _all(self, statement: str, *values: object) -> list[Any]:
        """Rows of a query, on this thread's own connection."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = sqlite3.connect(self._uri, uri=True)
        return cast("list[Any]", connection.execute(statement, values).fetchall())


def _toponym(row: Any) -> Toponym:
    _, identifier, name, lat, lon, country, admin1, feature, population, radius = row
    return Toponym(identifier, name, lat / 1e5, lon / 1e5, country or None, admin1 or None, feature, population, radius)


def _rank(toponym: Toponym, kind: int) -> tuple[int, int, int, str]:
    return (min(kind, 1), FEATURE_RANK[toponym.feature], -toponym.population, toponym.id)
