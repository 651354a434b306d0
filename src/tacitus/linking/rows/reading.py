"""One coded row, as far as linking looks at it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tacitus.errors import InputRefusedError

WORD = re.compile(r"\w+")
Range = tuple[float, float, float]
"""Best, low and high of a figure; what is not given is 0."""


@dataclass(frozen=True)
class Row:
    """A coded report. Degrees WGS 84; `coarseness` from 1 (a point) to 6 (a country); texts are "" where not given."""

    id: str
    country: str
    start: date
    end: date
    city: str
    location: str
    lat: float | None
    lon: float | None
    coarseness: float
    first_actor: str
    actors: frozenset[str]
    kinds: frozenset[str]
    context: str
    target: str
    deaths: Range
    injuries: Range
    source: str
    source_kind: str

    @property
    def place(self) -> str:
        """The finest place named, in lower case."""
        return (self.location or self.city).lower()

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The words that name its places below the country; none where only the country is known."""
        named = {self.city.casefold(), self.location.casefold()} - {self.country.casefold()}
        return frozenset(word for name in named for word in WORD.findall(name) if len(word) > 2)


def row_of(columns: Mapping[str, Any]) -> Row:
    """Read MAVERICK's columns; raises InputRefusedError where there is no id or no day."""
    text = {name: "" if value is None else str(value).strip() for name, value in columns.items()}
    id_ = text.get("id", "")
    if not id_:
        raise InputRefusedError("a coded row", "has no id", "give every row an id of its own")
    start = _day(id_, "date_start", text.get("date_start", ""))
    end = _day(id_, "date_end", text.get("date_end") or text.get("date_start", ""))
    get = text.get
    return Row(
        id=id_,
        country=get("country", ""),
        start=min(start, end),
        end=max(start, end),
        city=get("city", ""),
        location=get("location", ""),
        lat=_number(id_, "latitude", get("latitude", "")),
        lon=_number(id_, "longitude", get("longitude", "")),
        coarseness=_number(id_, "geo_precision", get("geo_precision", "")) or 6.0,
        first_actor=get("actor1", ""),
        actors=frozenset(filter(None, (get(f"actor{n}", "") for n in (1, 2, 3)))),
        kinds=frozenset(filter(None, (get(f"actor{n}_type", "") for n in (1, 2, 3)))),
        context=get("event_context", ""),
        target=get("target", ""),
        deaths=_figure(id_, "deaths", text),
        injuries=_figure(id_, "injuries", text),
        source=get("source_author", ""),
        source_kind=get("source_type", ""),
    )


def _day(id_: str, name: str, value: str) -> date:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        said = f"{value!r} is no day" if value else "is missing"
        raise InputRefusedError(f"row {id_}, {name}", said, "write it as YYYY-MM-DD") from None


def _figure(id_: str, name: str, text: Mapping[str, str]) -> Range:
    best, low, high = (
        _number(id_, f"{name}_{part}", text.get(f"{name}_{part}", "")) for part in ("best", "low", "high")
    )
    best = best or 0.0
    return best, best if low is None else low, best if high is None else high


def _number(id_: str, name: str, value: str) -> float | None:
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InputRefusedError(f"row {id_}, {name}", f"{value!r} is no number", "give a number or nothing")
    return number
