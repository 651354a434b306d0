"""The page of one event."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from tacitus.desk.desk import TheDesk
from tacitus.desk.inputs import EventId
from tacitus.desk.rendering import page
from tacitus.desk.visitors import needs

router = APIRouter(dependencies=[Depends(needs("read"))])


@router.get("/events/{id}", name="event")
def show(request: Request, desk: TheDesk, id: EventId) -> HTMLResponse:
    """What is known of an event."""
    with desk.reading() as ledger:
        event = ledger.event(id)
    return page(request, "event.html", event=event)
