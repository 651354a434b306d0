"""Reads the value that a reviewer gives for a field on the command line into the form of the event's JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from tacitus.actors import ActorRegistry
from tacitus.coding.settings import AREA_PRECISION
from tacitus.errors import InputRefusedError
from tacitus.gazetteer import Gazetteer

FIGURE = re.compile(r"(?P<low>\d+)(?:(?P<more>\+)|-(?P<high>\d+))?")
DAYS = re.compile(r"(?P<start>\d{4}-\d\d-\d\d)(?:/(?P<end>\d{4}-\d\d-\d\d))?")


def read_value(field: str, text: str) -> Any:
    """The value as in the event's JSON; None for "unknown". Raises InputRefusedError where it cannot be read."""
    text = text.strip()
    if text.casefold() == "unknown":
        return None
    if text[:1] in "[{":
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            raise InputRefusedError(field, f"broken JSON ({error.msg} at column {error.colno})") from error
    if field in ("action", "status"):
        return text
    words = [word.strip() for word in text.split(",") if word.strip()]
    readers = {"date": _date, "places": _places, "initiators": _sides, "targets": _sides}
    if field in readers:
        return readers[field](field, words)
    return words if field in ("facilities", "weapons") else _figure(field, words)


def _figure(field: str, words: list[str]) -> dict[str, int | None]:
    found = FIGURE.fullmatch(words[0]) if len(words) == 1 else None
    if found is None:
        raise InputRefusedError(field, f"{','.join(words)!r} is no figure", "give 5, 5-8, 5+ or unknown")
    low = int(found["low"])
    if found["more"]:
        return {"low": low, "best": None, "high": None}
    if found["high"]:
        return {"low": low, "best": None, "high": int(found["high"])}
    return {"low": low, "best": low, "high": low}


def _date(field: str, words: list[str]) -> dict[str, str]:
    found = DAYS.fullmatch(words[0]) if len(words) == 1 else None
    if found is None:
        advice = "give 2024-01-31, 2024-01-31/2024-02-02 or unknown"
        raise InputRefusedError(field, f"{','.join(words)!r} is no date", advice)
    return {"start": found["start"], "end": found["end"] or found["start"], "precision": "day"}


def _sides(field: str, words: list[str]) -> list[dict[str, Any]]:
    registry, found = ActorRegistry.load(), []
    for word in words:
        actor = registry.get(word)
        if actor is None:
            raise InputRefusedError(field, f"the registry has no side {word!r}", "give an id, or a side as JSON")
        found.append(actor.model_dump(mode="json"))
    return found


def _places(field: str, words: list[str]) -> list[dict[str, Any]]:
    gazetteer, found = Gazetteer.open(), []
    for word in words:
        name, _, id_ = word.partition("#")
        known = [p for p in gazetteer.lookup(name) if not id_ or p.id == id_]
        if len(known) != 1:
            advice = f"`tacitus gazetteer find {name!r}` gives ids: write NAME#ID"
            raise InputRefusedError(field, f"{len(known) or 'no'} places are known as {word!r}", advice)
        (place,) = known
        found.append(
            {
                "name": place.name,
                "lat": place.lat,
                "lon": place.lon,
                "country": place.country,
                "admin1": place.admin1,
                "precision": AREA_PRECISION.get(place.feature, "exact"),
                "gazetteer_id": place.id,
            }
        )
    return found
