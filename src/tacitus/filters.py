"""The one notion of a choice of events: pages, map and API read it from the query string and write it back, and saved
searches are written in it.

    ?since=2024-01-01&until=2024-02-29&box=42.0,33.0,45.0,35.5&country=IQ&actor=houthis&killed=5&q=market

In Python it is `Filters`; `wanted()` asks the ledger, `query()` is the query string of a link to the same view.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, JsonValue, field_validator, model_validator

from tacitus.ledger import Wanted
from tacitus.ledger.stores import Box
from tacitus.ontology import ontology
from tacitus.records import Status

LONGEST_NAME, LONGEST_WORDS = 200, 200
_DEGREES = r"-?[0-9]{1,3}(\.[0-9]{1,12})?"
BOX = rf"^{_DEGREES}(,{_DEGREES}){{3}}$"
_NO_CONTROLS = r"^[^\x00-\x1f\x7f-\x9f]*$"


Day = Annotated[date, Field(ge=date(1800, 1, 1), le=date(2200, 1, 1))]
"""A day that analyses can count from and back to."""
Name = Annotated[str, Field(max_length=LONGEST_NAME, pattern=_NO_CONTROLS)]
ACTIONS: list[JsonValue] = [*sorted(action.name for action in ontology().actions)]


def known_action(action: str | None) -> str | None:
    """The action, which must be one of the codebook's. Raises ValueError."""
    if action is not None and action not in ontology().actions:
        raise ValueError(f"no action {action!r}; docs/codebook.md lists them")
    return action


def ordered(since: date | None, until: date | None) -> None:
    """Refuses a window that ends before it begins. Raises ValueError."""
    if since and until and until < since:
        raise ValueError(f"until {until} is before since {since}")


def country_code(code: str | None) -> str | None:
    """A code as the tables have it."""
    return code.upper() if code else None


class Filters(BaseModel):
    """Which events are wanted; what is left out, or empty, does not narrow."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    since: Day | None = Field(None, description="First day.")
    until: Day | None = Field(None, description="Last day.")
    box: str | None = Field(
        None,
        pattern=BOX,
        description="An area as GeoJSON orders it: west, south, east and north in degrees, with commas between; west "
        "is above east where it crosses the 180th meridian.",
    )
    country: str | None = Field(None, pattern="^[A-Za-z]{2}$", description="ISO 3166-1 alpha-2 code of the place.")
    place: Name | None = Field(None, description="Id of the gazetteer, or name, of a place.")
    actor: Name | None = Field(None, description="A side, on either side: its id or a part of its name.")
    by: Name | None = Field(None, description="Who did it: an id or a part of a name.")
    against: Name | None = Field(None, description="To whom: an id or a part of a name.")
    action: str | None = Field(
        None,
        json_schema_extra={"enum": ACTIONS},
        description="An action of the codebook.",
    )
    status: Status | None = Field(None, description="How an event stands.")
    killed: int | None = Field(None, ge=0, le=10_000_000, description="The least number of dead.")
    publisher: Name | None = Field(None, description="Who published a report of it, by the whole name.")
    q: str | None = Field(
        None, max_length=LONGEST_WORDS, pattern=_NO_CONTROLS, description="Words that must all be in the event."
    )

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: Any) -> Any:
        """A field of a form that was left empty does not narrow."""
        if not isinstance(given, dict):
            return given
        return {k: v for k, v in given.items() if not (isinstance(v, str) and not v.strip())}

    @field_validator("action")
    @classmethod
    def _known(cls, action: str | None) -> str | None:
        return known_action(action)

    @field_validator("box")
    @classmethod
    def _on_earth(cls, box: str | None) -> str | None:
        if box is not None:
            west, south, east, north = map(float, box.split(","))
            if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
                raise ValueError("no area on earth; give west,south,east,north in degrees")
        return box

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        ordered(self.since, self.until)
        return self

    def wanted(self) -> Wanted:
        """The same as a question to the ledger."""
        return Wanted(
            since=self.since,
            until=self.until,
            country=self.country,
            place=self.place,
            box=self._box(),
            actor=self.actor,
            initiator=self.by,
            target=self.against,
            action=self.action,
            status=self.status,
            publisher=self.publisher,
            killed=self.killed,
            words=self.q or "",
        )

    def query(self, **changed: Any) -> str:
        """The query string that gives these filters, with some changed; None takes one away."""
        given = {k: v for k, v in (self.given() | changed).items() if v is not None}
        return urlencode(given)

    def given(self) -> dict[str, str]:
        """The filters that narrow, as they stand in a query string."""
        plain = {name: value for name in Filters.model_fields if (value := getattr(self, name)) is not None}
        return {name: str(value) for name, value in plain.items()}

    def __bool__(self) -> bool:
        """Whether any filter narrows."""
        return bool(self.given())

    def _box(self) -> Box | None:
        if self.box is None:
            return None
        west, south, east, north = map(float, self.box.split(","))
        return south, west, north, east
