"""The pages of sides and places: the list of sides, one side, two sides against each other, a place."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import HTMLResponse

from tacitus.desk.desk import TheDesk
from tacitus.desk.inputs import LONGEST_ID, LONGEST_NAME
from tacitus.desk.remembering import RememberedRoute
from tacitus.desk.rendering import page
from tacitus.desk.views.actors import actor_view
from tacitus.desk.views.dyads import dyad_view
from tacitus.desk.views.places import place_view
from tacitus.desk.views.sides import sides_view
from tacitus.desk.visitors import needs

router = APIRouter(route_class=RememberedRoute, dependencies=[Depends(needs("read"))])

_NO_CONTROLS = r"^[^\x00-\x1f\x7f]*$"
Id = Annotated[str, Path(min_length=1, max_length=LONGEST_ID, pattern=_NO_CONTROLS)]
Words = Annotated[str, Query(max_length=LONGEST_NAME, pattern=_NO_CONTROLS)]


@router.get("/sides", name="sides")
def sides(request: Request, desk: TheDesk, q: Words = "") -> HTMLResponse:
    """The sides with the most events."""
    with desk.reading() as ledger:
        view = sides_view(ledger, q)
    return page(request, "sides.html", view=view, q=q)


@router.get("/actors/{id:path}", name="actor")
def actor(request: Request, desk: TheDesk, id: Id) -> HTMLResponse:
    """What one side did and suffered."""
    with desk.reading() as ledger:
        view = actor_view(ledger, id)
    return page(request, "actor.html", view=view)


@router.get("/dyads", name="dyad")
def dyad(
    request: Request,
    desk: TheDesk,
    by: Words = "",
    against: Words = "",
    since: date | None = None,
    until: date | None = None,
) -> HTMLResponse:
    """What two sides did to each other, and how they answered."""
    view = None
    if by.strip() and against.strip():
        with desk.reading() as ledger:
            view = dyad_view(ledger, by, against, since, until)
    return page(request, "dyad.html", view=view, by=by, against=against, since=since, until=until)


@router.get("/places/{id:path}", name="place")
def place(request: Request, desk: TheDesk, id: Id) -> HTMLResponse:
    """What happened at one place."""
    with desk.reading() as ledger:
        view = place_view(ledger, id)
    return page(request, "place.html", view=view)
