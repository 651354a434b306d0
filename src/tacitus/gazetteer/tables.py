"""The tables of this room: countries, curated places, abbreviations and words that are not places, checked as read.

Coordinates in countries.csv and supplement.csv are approximate: set from general knowledge and rounded, fit for
telling places apart and for distances of the radius given, not for survey. No row was copied from a database. The
`source` column of supplement.csv names where a row can be compared ("approximate; compare NGA GNS"); one that was
looked up says so by naming the source alone, with the identifier it has there.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeVar, cast, get_args

from tacitus.errors import TableError
from tacitus.gazetteer.folding import fold

Feature = Literal[
    "country",
    "region",
    "admin1",
    "admin2",
    "city",
    "base",
    "camp",
    "airport",
    "water",
    "strait",
    "crossing",
    "site",
]
"""What a place is."""

FEATURES: Final = frozenset(get_args(Feature))
HERE: Final = Path(__file__).parent
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country or territory with its own ISO 3166-1 code (and XK); degrees of a middle point, WGS 84."""

    code: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class SupplementRow:
    """A curated place; `country` is empty for seas and regions of several countries, `radius_km` how far it spreads.

    `source` says how far the point can be trusted: "approximate; compare ..." names where to check it.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    feature: Feature
    country: str
    admin1: str
    lat: float
    lon: float
    radius_km: float
    source: str


@dataclass(frozen=True, slots=True)
class AbbreviationRow:
    """A short form that names a first-level division, but only after a place and a comma ("Monroe, La.")."""

    abbreviation: str
    country: str
    admin1: str


def read_countries(path: Path = HERE / "countries.csv") -> tuple[CountryRow, ...]:
    """All rows of the country table; `TableError` with file, line and reason where one is malformed."""

    def row(cells: dict[str, str]) -> CountryRow:
        return CountryRow(
            code=_code(cells["code"]),
            name=_filled(cells, "name"),
            aliases=_several(cells["aliases"]),
            demonyms=_several(cells["demonyms"]),
            capitals=_several(cells["capital"]),
            lat=_number(cells, "lat", -90, 90),
            lon=_number(cells, "lon", -180, 180),
        )

    return _read(path, "code,name,aliases,demonyms,capital,lat,lon", row, lambda r: r.code)


@cache
def country_row(code: str) -> CountryRow | None:
    """The row of a country by its ISO 3166-1 alpha-2 code, None where there is none."""
    return next((row for row in read_countries() if row.code == code), None)


def read_supplement(path: Path = HERE / "supplement.csv") -> tuple[SupplementRow, ...]:
    """All curated places; `TableError` with file, line and reason where one is malformed."""

    def row(cells: dict[str, str]) -> SupplementRow:
        feature = cells["feature"]
        if feature not in FEATURES:
            raise ValueError(f"unknown feature {feature!r}, use one of {', '.join(sorted(FEATURES))}")
        return SupplementRow(
            id=_filled(cells, "id"),
            name=_filled(cells, "name"),
            aliases=_several(cells["aliases"]),
            feature=cast("Feature", feature),
            country=_code(cells["country"]) if cells["country"] else "",
            admin1=cells["admin1"],
            lat=_number(cells, "lat", -90, 90),
            lon=_number(cells, "lon", -180, 180),
            radius_km=_number(cells, "radius_km", 0.1, 10_000),
            source=_filled(cells, "source"),
        )

    return _read(path, "id,name,aliases,feature,country,admin1,lat,lon,radius_km,source", row, lambda r: r.id)


def read_abbreviations(path: Path = HERE / "abbreviations.csv") -> tuple[AbbreviationRow, ...]:
    """All abbreviations of states and provinces; `TableError` where one is malformed."""

    def row(cells: dict[str, str]) -> AbbreviationRow:
        return AbbreviationRow(_filled(cells, "abbreviation"), _code(cells["country"]), _filled(cells, "admin1"))

    return _read(path, "abbreviation,country,admin1", row, lambda r: r.abbreviation)


def read_stopwords(path: Path = HERE / "stopwords.csv") -> dict[str, str]:
    """Folded words that are not read as places on their own, each with the reason."""

    def row(cells: dict[str, str]) -> tuple[str, str]:
        word = _filled(cells, "word")
        if fold(word) != word:
            raise ValueError(f"word {word!r} is not in folded form ({fold(word)!r})")
        return word, _filled(cells, "reason")

    return dict(_read(path, "word,reason", row, lambda r: r[0]))


def _read(path: Path, header: str, row: Callable[[dict[str, str]], T], key: Callable[[T], str]) -> tuple[T, ...]:
    rows: list[T] = []
    seen: dict[str, int] = {}
    for number, cells in _lines(path, header.split(",")):
        try:
            made = row(cells)
        except ValueError as wrong:
            raise TableError(f"{path.name} line {number}: {wrong}") from None
        if key(made) in seen:
            raise TableError(f"{path.name} line {number}: {key(made)!r} is already on line {seen[key(made)]}")
        seen[key(made)] = number
        rows.append(made)
    return tuple(rows)


def _lines(path: Path, header: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines)
            if (first := next(reader, [])) != header:
                raise TableError(f"{path.name} line 1: columns are {','.join(first)}, wanted {','.join(header)}")
            for cells in reader:
                if len(cells) != len(header):
                    raise TableError(f"{path.name} line {reader.line_num}: {len(cells)} cells, wanted {len(header)}")
                yield reader.line_num, dict(zip(header, (c.strip() for c in cells), strict=True))
    except (OSError, UnicodeDecodeError) as wrong:
        raise TableError(f"{path.name}: cannot be read: {wrong}") from None


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _filled(cells: dict[str, str], column: str) -> str:
    if not cells[column]:
        raise ValueError(f"{column} is empty")
    return cells[column]


def _code(cell: str) -> str:
    if not (len(cell) == 2 and cell.isascii() and cell.isalpha() and cell.isupper()):
        raise ValueError(f"{cell!r} is not an ISO 3166-1 alpha-2 code")
    return cell


def _number(cells: dict[str, str], column: str, low: float, high: float) -> float:
    try:
        value = float(cells[column])
    except ValueError:
        raise ValueError(f"{column} {cells[column]!r} is not a number") from None
    if not low <= value <= high:
        raise ValueError(f"{column} {value} is not between {low} and {high}")
    return value
