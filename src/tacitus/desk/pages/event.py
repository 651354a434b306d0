"""The page of one event, and the event as a file."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from tacitus.desk.desk import TheDesk
from tacitus.desk.inputs import EventId
from tacitus.desk.remembering import RememberedRoute
from tacitus.desk.rendering import page
from tacitus.desk.views.event import event_view
from tacitus.desk.views.saying import EVIDENCE
from tacitus.desk.visitors import needs
from tacitus.publishing.exports import export
from tacitus.publishing.sentences import Toll

router = APIRouter(route_class=RememberedRoute, dependencies=[Depends(needs("read"))])

MEDIA = {"jsonl": "application/x-ndjson", "geojson": "application/geo+json", "csv": "text/csv"}


@router.get("/events/{id}", name="event")
def show(
    request: Request,
    desk: TheDesk,
    id: EventId,
    merged: Annotated[str | None, Query(pattern="^E[0-9a-f]{12}$")] = None,
    done: Annotated[str | None, Query(pattern="^D[1-9][0-9]{0,9}$")] = None,
) -> Response:
    """What is known of an event; the id of one that was merged leads to the event it is part of.

    `merged` is the id that led here, `done` a decision that was just made.
    """
    with desk.reading() as ledger:
        view = event_view(ledger, id)
        made = next((d for d in ledger.decisions() if d.id == done), None) if done else None
    if view.event.id != id:
        # Not for ever: a merge can be undone.
        return RedirectResponse(f"/events/{view.event.id}?merged={id}", 307)
    return page(request, "event.html", view=view, merged=merged, done=made, kinds=EVIDENCE, tolls=get_args(Toll))


@router.get("/events/{id}/export.{format}")
def exported(desk: TheDesk, id: EventId, format: Literal["jsonl", "geojson", "csv"]) -> Response:
    """The event as a file."""
    with desk.reading() as ledger:
        event = ledger.event(id)
    name = {"content-disposition": f'attachment; filename="{event.id}.{format}"'}
    return Response("".join(export([event], format)), media_type=MEDIA[format], headers=name)
