"""The first page: map, timeline and list of the events that filters leave."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from tacitus.desk.desk import TheDesk
from tacitus.desk.rendering import page
from tacitus.desk.visitors import needs
from tacitus.filters import Filters
from tacitus.ledger import Cursor, Ledger, Page
from tacitus.publishing.basemap import CREDIT
from tacitus.records import Status

router = APIRouter(dependencies=[Depends(needs("read"))])

AT_ONCE = 40
After = Annotated[str | None, Query(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?,E[0-9a-f]{12}$")]
"""Where the rows before ended: the first day and the id of their last event."""


@router.get("/", name="overview")
def overview(request: Request, desk: TheDesk, filters: Annotated[Filters, Query()]) -> HTMLResponse:
    """The page with its first events; map and timeline ask for their numbers themselves."""
    with desk.reading() as ledger:
        found = _page(ledger, filters, None)
        events = ledger.finder().count(filters.wanted())
        choices = desk.choices.of(ledger)
    return page(
        request,
        "overview.html",
        filters=filters,
        choices=choices,
        statuses=get_args(Status),
        total=events,
        events=found.events,
        more=_more(found, filters),
        credit=CREDIT,
    )


@router.get("/overview/events", name="overview_events")
def rows(request: Request, desk: TheDesk, filters: Annotated[Filters, Query()], after: After = None) -> HTMLResponse:
    """The list alone, or what follows in it."""
    with desk.reading() as ledger:
        found = _page(ledger, filters, after)
    return page(request, "overview_events.html", events=found.events, more=_more(found, filters), first=after is None)


def _page(ledger: Ledger, filters: Filters, after: str | None) -> Page:
    first, _, event = (after or "").partition(",")
    return ledger.finder().page(filters.wanted(), AT_ONCE, Cursor(first, event) if event else None)


def _more(found: Page, filters: Filters) -> str | None:
    """The query string of the rows that follow."""
    if found.after is None:
        return None
    given = filters.query()
    return f"{given}{'&' if given else ''}after={found.after.first},{found.after.event}"
