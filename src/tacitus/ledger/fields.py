"""The fields of an event that a reviewer may set, and how a value given is read."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from tacitus.errors import DecisionRefusedError
from tacitus.records import Casualties, Event

FIELDS = ("action", "status", "date", "places", "initiators", "targets", "facilities", "weapons")
FIGURES = tuple(Casualties.model_fields)


def with_field(event: Event, field: str, value: Any) -> Event:
    """The event with one field as given, in the form in which records are written as JSON; None is unknown.

    Raises DecisionRefusedError where there is no such field or the value is none of its.
    """
    if field not in FIELDS + FIGURES:
        known = ", ".join(FIELDS + FIGURES)
        raise DecisionRefusedError(f"{field!r} is no field of an event that can be set; there are {known}")
    plain = event.model_dump(mode="json")
    if field in FIGURES:
        plain["casualties"][field] = _figure(value)
    elif value is None and field in ("action", "status"):
        raise DecisionRefusedError(f"{field} cannot be unknown; give a value")
    else:
        plain[field] = value if value is not None else ({} if field == "date" else [])
    try:
        return Event.model_validate(plain)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(x) for x in first["loc"] if isinstance(x, str)) or field
        raise DecisionRefusedError(f"{value!r} is no value of {field}: {where}: {first['msg']}") from None


def _figure(value: Any) -> Any:
    """A bare number is an exact figure."""
    if isinstance(value, int) and not isinstance(value, bool):
        return {"low": value, "best": value, "high": value}
    return value
