"""Events counted by place and by day, in columns: what the overview draws, small enough to ask for at every move."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field

from tacitus.desk.desk import TheDesk
from tacitus.desk.problems import answers
from tacitus.desk.visitors import needs
from tacitus.filters import Filters
from tacitus.publishing.mapping import RADIUS_KM
from tacitus.records import PlacePrecision

router = APIRouter(prefix="/overview", tags=["overview"], dependencies=[Depends(needs("read"))])

_RADIUS: Mapping[Any, float] = RADIUS_KM


class Places(BaseModel):
    """The places that events stand at, as columns of one length, in the order of the counts of the same version."""

    version: str = Field(description="The state of the ledger; counts of another have other places.")
    place: list[str] = Field(description="Id of the gazetteer, or the name.")
    name: list[str]
    country: list[str | None] = Field(description="ISO 3166-1 alpha-2.")
    lat: list[float | None] = Field(description="Degrees, WGS 84.")
    lon: list[float | None]
    precision: list[PlacePrecision]
    radius_km: list[float] = Field(description="Of the circle in which an event lies; 0 for the place itself.")


class Counts(BaseModel):
    """The events that fit, counted."""

    version: str
    events: int
    at: list[int] = Field(description="At each place, in the order of `/overview/places`.")
    first_day: date | None = Field(description="The first day that an event of the ledger is dated to.")
    on: list[int] = Field(description="On each day from `first_day` on, whatever days were asked for.")
    loose: int = Field(description="Dated less exactly than to a day or not at all, whatever days were asked for.")


@router.get("/places", response_model=Places)
def places(desk: TheDesk) -> Response:
    """All places that events stand at."""
    with desk.reading() as ledger:
        spread = desk.spread.of(ledger)
    those = spread.places
    return _json(
        version=spread.version,
        place=[p.place for p in those],
        name=[p.name for p in those],
        country=[p.country for p in those],
        lat=[None if p.lat is None else round(p.lat, 5) for p in those],
        lon=[None if p.lon is None else round(p.lon, 5) for p in those],
        precision=[p.precision for p in those],
        radius_km=[_RADIUS.get(p.precision, 0.0) for p in those],
    )


@router.get("/counts", response_model=Counts, responses=answers(422))
def counts(desk: TheDesk, filters: Annotated[Filters, Query()]) -> Response:
    """How many events fit, at each place and on each day."""
    with desk.reading() as ledger:
        spread = desk.spread.of(ledger)
        counted = spread.count(filters.wanted(), ledger.finder())
    first = spread.first_day
    return _json(
        version=spread.version,
        events=counted.events,
        at=counted.at,
        first_day=first.isoformat() if first else None,
        on=counted.on,
        loose=counted.loose,
    )


def _json(**columns: object) -> Response:
    """The columns as they are: checking a hundred thousand numbers one by one takes longer than counting them."""
    return Response(json.dumps(columns, separators=(",", ":"), ensure_ascii=False), media_type="application/json")
