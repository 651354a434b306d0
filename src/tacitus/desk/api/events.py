"""Events: lists of them in every format, one, its history."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import JSONResponse, Response

from tacitus import workflow
from tacitus.desk.api.paging import CursorText, cursor_text, event_cursor, link_header
from tacitus.desk.api.shapes import Choices, DayCounts, EventList, EventOut, Features, Lines, Pairs, RevisionList, Spots
from tacitus.desk.desk import TheDesk
from tacitus.desk.inputs import MOST_AT_ONCE, USUALLY_AT_ONCE, EventId, Limit
from tacitus.desk.problems import REFUSALS, answers, gives
from tacitus.desk.remembering import UNCHANGED, RememberedRoute
from tacitus.desk.visitors import needs
from tacitus.errors import UnknownIdError
from tacitus.filters import Filters
from tacitus.ledger import Finder, Order
from tacitus.ledger.revisions import GONE, Revision
from tacitus.publishing.exports import Format, event_json, export, geojson_features

router = APIRouter(
    route_class=RememberedRoute, tags=["events"], dependencies=[Depends(needs("read"))], responses=REFUSALS | UNCHANGED
)

EventFormat = Literal["json", "jsonl", "csv", "geojson", "acled", "ged", "plover", "gdelt"]
GEOJSON = "application/geo+json"
TEXTS: dict[Format, str] = {
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "acled": "text/csv",
    "ged": "text/csv",
    "plover": "text/tab-separated-values",
    "gdelt": "text/tab-separated-values",
}
What = Literal["actors", "initiators", "targets", "countries", "publishers", "actions"]
_TEXT = {"schema": {"type": "string"}}
FILTERS = Annotated[Filters, Query()]


@router.get(
    "/events",
    responses={
        200: {
            "model": EventList,
            "content": {GEOJSON: {"schema": Features.model_json_schema()}} | dict.fromkeys(TEXTS.values(), _TEXT),
            "headers": {"Link": {"description": "The next page (rel=next).", "schema": {"type": "string"}}},
        }
    },
)
def events(
    request: Request,
    desk: TheDesk,
    filters: FILTERS,
    limit: Limit = USUALLY_AT_ONCE,
    cursor: CursorText = None,
    order: Order = "newest",
    format: Annotated[EventFormat | None, Query(description="Without it, by the header Accept.")] = None,
    accept: Annotated[str | None, Header(max_length=1000)] = None,
) -> Response:
    """Events that fit, a page at a time, in any format of `tacitus events`.

    The next page stands in `next` and in the header Link; pages do not shift when events are added meanwhile.
    """
    with desk.reading() as ledger:
        page = ledger.finder().page(filters.wanted(), limit, event_cursor(cursor), order)
    after = cursor_text((page.after.first, page.after.event)) if page.after else None
    chosen = format or ("geojson" if GEOJSON in (accept or "") else "json")
    headers = {"vary": "accept"}
    if after is not None:
        more = {"limit": limit, "order": order, "format": format, "cursor": after}
        headers["link"] = link_header(request.url.path, filters, **more)
    if chosen == "json":
        return JSONResponse({"events": [event_json(e) for e in page.events], "next": after}, headers=headers)
    if chosen == "geojson":
        features = [feature for event in page.events for feature in geojson_features(event)]
        whole = {"type": "FeatureCollection", "features": features, "next": after}
        return JSONResponse(whole, media_type=GEOJSON, headers=headers)
    return Response("".join(export(page.events, chosen)), media_type=TEXTS[chosen], headers=headers)


@router.get("/events/count", response_model=dict[Literal["events"], int])
def count(desk: TheDesk, filters: FILTERS) -> dict[str, int]:
    """How many events fit."""
    with desk.reading() as ledger:
        return {"events": ledger.finder().count(filters.wanted())}


@router.get("/events/days", response_model=DayCounts)
def days(desk: TheDesk, filters: FILTERS) -> dict[str, Any]:
    """How many of the events that fit each day has."""
    with desk.reading() as ledger:
        return asdict(ledger.finder().days(filters.wanted()))


@router.get("/events/choices/{what}", response_model=Choices)
def choices(desk: TheDesk, what: What, filters: FILTERS, limit: Limit = USUALLY_AT_ONCE) -> dict[str, Any]:
    """What the events that fit can be narrowed by: sides, countries, publishers or actions, with their numbers."""
    wanted = filters.wanted()
    with desk.reading() as ledger:
        finder: Finder = ledger.finder()
        found = {
            "actors": lambda: finder.sides(wanted, limit),
            "initiators": lambda: finder.sides(wanted, limit, "initiator"),
            "targets": lambda: finder.sides(wanted, limit, "target"),
            "countries": lambda: finder.countries(wanted, limit),
            "publishers": lambda: finder.publishers(wanted, limit),
            "actions": lambda: finder.actions(wanted, limit),
        }[what]()
    return {"choices": [asdict(choice) for choice in found]}


@router.get("/dyads", response_model=Pairs)
def dyads(desk: TheDesk, filters: FILTERS, limit: Limit = USUALLY_AT_ONCE) -> dict[str, Any]:
    """Who did something to whom in the events that fit."""
    with desk.reading() as ledger:
        return {"pairs": [asdict(pair) for pair in ledger.finder().pairs(filters.wanted(), limit)]}


@router.get("/places", response_model=Spots)
def places(desk: TheDesk, filters: FILTERS, limit: Limit = USUALLY_AT_ONCE) -> dict[str, Any]:
    """Where the events that fit happened."""
    with desk.reading() as ledger:
        return {"places": [asdict(spot) for spot in ledger.finder().spots(filters.wanted(), limit)]}


@router.get("/events/{id}", responses=gives(EventOut, 404))
def event(desk: TheDesk, id: EventId) -> JSONResponse:
    """One event; an id that was merged into another gives that other one."""
    with desk.reading() as ledger:
        return JSONResponse(event_json(ledger.event(id)))


@router.get("/events/{id}/revisions", response_model=RevisionList, responses=answers(404))
def revisions(
    desk: TheDesk,
    id: EventId,
    after: Annotated[int, Query(ge=0, le=2**31 - 1, description="The number of the last one known.")] = 0,
    limit: Limit = USUALLY_AT_ONCE,
) -> dict[str, Any]:
    """Every form that an event had, with the reason for each."""
    with desk.reading() as ledger:
        found = ledger.history("event", id)
    if not found:
        raise UnknownIdError(f"no event {id}; /api/v1/events gives the ids")
    rest = [revision for revision in found if revision.number > after]
    more = rest[limit - 1].number if len(rest) > limit else None
    return {"revisions": [_revision(one) for one in rest[:limit]], "next": more}


@router.get("/events/{id}/log", response_model=Lines, responses=answers(404))
def log(desk: TheDesk, id: EventId) -> dict[str, list[str]]:
    """How an event came to be, as `tacitus log` tells it."""
    with desk.reading() as ledger:
        return {"lines": list(workflow.event_log(ledger, id))}


@router.get("/events/{id}/answers", responses=gives(EventList, 404))
def answering(desk: TheDesk, id: EventId) -> JSONResponse:
    """The events that reports call an answer to this one."""
    with desk.reading() as ledger:
        found = ledger.finder().answering(ledger.event(id).id)[:MOST_AT_ONCE]
    return JSONResponse({"events": [event_json(e) for e in found], "next": None})


def _revision(one: Revision) -> dict[str, Any]:
    record = json.loads(one.payload) if one.payload != GONE else None
    return {
        "number": one.number,
        "recorded": one.recorded,
        "reason": one.reason,
        "hash": one.hash,
        "record": record,
    }
