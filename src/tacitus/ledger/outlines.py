"""What an analysis asks of an event, in rows of which very many are read at once, without opening the events.

An outline holds what questions are answered by. Its sides, places, weapons and figures are texts that many events
share: each is parsed once. A deed is what may come before another: who did it to whom, where and with what weapon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple, Protocol, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Column, Index, Table, Text

from tacitus.actors.sides import side
from tacitus.ledger.schema import Day, Words, metadata
from tacitus.records import Actor, Casualties, DatePrecision, DateRange, Event, EventResponse, Place, Status

# One row for each country of an event; "" where the country of a place is not known, or no place. SQLite keeps the
# rows in the order of the key, so that those of a country lie together.
outlines = Table(
    "find_outlines",
    metadata,
    Column("country", Words, primary_key=True),
    Column("first", Day, primary_key=True),
    Column("event", Words, primary_key=True),
    Column("last", Day, nullable=False),
    Column("precision", Words, nullable=False),
    Column("action", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("places", Text, nullable=False),
    Column("initiators", Text, nullable=False),
    Column("targets", Text, nullable=False),
    Column("weapons", Text, nullable=False),
    Column("casualties", Text, nullable=False),
    Column("answers", Text, nullable=False),
    Index("find_outlines_of_event", "event"),
    Index("find_outlines_by_last", "last"),
    sqlite_with_rowid=False,
)

# Events that are dated to the day and not denied; "" where a side, country or weapon is not known.
deeds = Table(
    "find_deeds",
    metadata,
    Column("event", Words, primary_key=True),
    Column("doer", Words, primary_key=True),
    Column("target", Words, primary_key=True),
    Column("country", Words, primary_key=True),
    Column("weapon", Words, primary_key=True),
    Column("day", Day, nullable=False),
    Index("find_deeds_by_doer", "doer", "target", "country", "weapon", "day", "event"),
    Index("find_deeds_by_weapon", "weapon", "day", "event"),
    sqlite_with_rowid=False,
)

Parsed = TypeVar("Parsed")

COLUMNS = [outlines.c[name] for name in ("event", "first", *outlines.c.keys()[3:])]
"""What `outline` reads of a row, in its order."""
KEPT = 100_000
"""Texts of a kind whose meaning is kept at hand."""


class Outlined(Protocol):
    """An event or its outline: what the analyses ask of either."""

    @property
    def id(self) -> str:
        """Of the event."""

    @property
    def action(self) -> str:
        """A name of the action table."""

    @property
    def status(self) -> Status:
        """As of the event; and so with the others."""

    @property
    def date(self) -> DateRange: ...  # noqa: D102

    @property
    def places(self) -> tuple[Place, ...]: ...  # noqa: D102

    @property
    def initiators(self) -> tuple[Actor, ...]: ...  # noqa: D102

    @property
    def targets(self) -> tuple[Actor, ...]: ...  # noqa: D102

    @property
    def weapons(self) -> tuple[str, ...]: ...  # noqa: D102

    @property
    def casualties(self) -> Casualties: ...  # noqa: D102

    @property
    def response_to(self) -> tuple[EventResponse, ...]: ...  # noqa: D102


def in_time(event: Outlined) -> tuple[date, str]:
    """The key of time order: by first day and id, undated ones last."""
    return event.date.start or date.max, event.id


class Outline(NamedTuple):
    """What is kept of an event in a row; what several events have alike is one object."""

    id: str
    action: str
    status: Status
    date: DateRange
    places: tuple[Place, ...]
    initiators: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    weapons: tuple[str, ...]
    casualties: Casualties
    response_to: tuple[EventResponse, ...]


class Deed(NamedTuple):
    """One doer, target, country and weapon of an event; "" where it is not known."""

    doer: str
    target: str
    country: str
    weapon: str
    day: date
    event: str


def outline_rows(event: Event) -> Iterator[dict[str, Any]]:
    """The rows of an event."""
    row = {
        "event": event.id,
        "first": event.date.start.isoformat() if event.date.start else "",
        "last": event.date.end.isoformat() if event.date.end else "",
        "precision": event.date.precision,
        "action": event.action,
        "status": event.status,
        "places": _PLACES.text(event.places),
        "initiators": _ACTORS.text(event.initiators),
        "targets": _ACTORS.text(event.targets),
        "weapons": _WEAPONS.text(event.weapons),
        "casualties": _CASUALTIES.text(event.casualties),
        "answers": _ANSWERS.text(event.response_to),
    }
    for country in sorted({place.country or "" for place in event.places} or {""}):
        yield {"country": country, **row}


def outline(row: Any) -> Outline:
    """The outline that a row tells, whose columns are in the order of COLUMNS."""
    event, first, last, precision, action, status, places, initiators, targets, weapons, casualties, answers = row
    return Outline(
        event,
        action,
        status,
        _days(first, last, precision),
        _PLACES.meant(places),
        _ACTORS.meant(initiators),
        _ACTORS.meant(targets),
        _WEAPONS.meant(weapons),
        _CASUALTIES.meant(casualties),
        _ANSWERS.meant(answers),
    )


def deeds_of(event: Event) -> Iterator[Deed]:
    """What an event is as an earlier case; nothing where it is denied or not dated to the day."""
    if event.status == "denied" or event.date.precision != "day" or event.date.start is None:
        return
    countries = {place.country for place in event.places if place.country}
    parts = (side(event.initiators), side(event.targets), countries, event.weapons)
    for doer, target, country, weapon in product(*(sorted(set(part)) or [""] for part in parts)):
        if doer or weapon:
            yield Deed(doer, target, country, weapon, event.date.start, event.id)


@lru_cache(maxsize=KEPT)
def _days(first: str, last: str, precision: DatePrecision) -> DateRange:
    start, end = (date.fromisoformat(day) if day else None for day in (first, last))
    return DateRange(start=start, end=end, precision=precision)


class _Text:
    """A part of an event as a text; "" is the empty part."""

    def __init__(self, kind: Any, empty: Any) -> None:
        self._adapter, self._empty = TypeAdapter(kind), empty
        self.meant: Callable[[str], Any] = lru_cache(maxsize=KEPT)(self._meant)

    def text(self, part: Any) -> str:
        """The text of a part."""
        if part == self._empty:
            return ""
        return self._adapter.dump_json(part, exclude_defaults=True).decode()

    def _meant(self, text: str) -> Any:
        return self._adapter.validate_json(text) if text else self._empty


_ACTORS = _Text(tuple[Actor, ...], ())
_PLACES = _Text(tuple[Place, ...], ())
_WEAPONS = _Text(tuple[str, ...], ())
_ANSWERS = _Text(tuple[EventResponse, ...], ())
_CASUALTIES = _Text(Casualties, Casualties())
