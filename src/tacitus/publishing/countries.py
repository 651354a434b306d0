"""Countries by ISO 3166-1 code: names for readers, and the other code systems that export formats ask for.

The table (`countries.csv`) is made from the country list of GeoNames (CC BY 4.0, geonames.org) by
`python -m tacitus.publishing.basemap_build --countries`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tacitus.errors import TableError
from tacitus.records import Place


@dataclass(frozen=True)
class Country:
    """One country: ISO 3166-1 alpha-2, alpha-3 and numeric, FIPS 10-4 (what GDELT uses), English name."""

    iso2: str
    iso3: str
    numeric: int
    fips: str
    name: str


@cache
def countries() -> dict[str, Country]:
    """All countries by ISO 3166-1 alpha-2 code.

    Raises `TableError` where `countries.csv` is not well formed.
    """
    text = files("tacitus.publishing").joinpath("countries.csv").read_text(encoding="utf-8")
    table = {}
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            country = Country(row["iso2"], row["iso3"], int(row["numeric"]), row["fips"], row["name"])
        except (KeyError, TypeError, ValueError) as error:
            raise TableError(f"publishing/countries.csv, line {number}: {error}; build the table again") from error
        table[country.iso2] = country
    return table


def country_place(code: str | None) -> Place | None:
    """The country of a code as a place, None without a code."""
    return Place(name=country_name(code), country=code, precision="country") if code else None


# Names that English puts an article before; GeoNames lists them bare.
_WITH_ARTICLE = frozenset(
    [
        "AE",
        "BS",
        "CD",
        "CF",
        "CG",
        "DO",
        "GB",
        "GM",
        "KM",
        "MH",
        "MV",
        "NL",
        "PH",
        "SB",
        "US",
        "VA",
        "IO",
        "TF",
        "FK",
        "KY",
        "VG",
        "VI",
        "CK",
        "FO",
        "MP",
        "TC",
        "UM",
        "HM",
    ]
)


def country_name(iso2: str | None, *, article: bool = False) -> str:
    """The English name of a country, or the code itself where the table lacks it ("" for None).

    With `article`, as it stands in a sentence: "the United States".
    """
    if iso2 is None:
        return ""
    country = countries().get(iso2)
    if country is None:
        return iso2
    name = country.name.removeprefix("The ")
    return f"the {name}" if article and iso2 in _WITH_ARTICLE else name
