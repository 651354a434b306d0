"""The page of one report: its text, what was read from it, and why."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from tacitus.desk.desk import TheDesk
from tacitus.desk.inputs import ReportId
from tacitus.desk.remembering import RememberedRoute
from tacitus.desk.rendering import page
from tacitus.desk.views.report import report_view
from tacitus.desk.visitors import needs

router = APIRouter(route_class=RememberedRoute, dependencies=[Depends(needs("read"))])

Offset = Annotated[int | None, Query(ge=0, le=2**31)]


@router.get("/reports/{id:path}", name="report")
def show(request: Request, desk: TheDesk, id: ReportId, start: Offset = None, end: Offset = None) -> HTMLResponse:
    """A report with its readings; `start` and `end` are the words that a link led to."""
    here = (start, end) if start is not None and end is not None else None
    with desk.reading() as ledger:
        view = report_view(ledger, id, here)
    return page(request, "report.html", view=view)
