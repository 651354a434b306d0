"""The board of claims: what reports count, number and compare, beside what the ledger holds."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from tacitus.desk.desk import TheDesk
from tacitus.desk.remembering import RememberedRoute
from tacitus.desk.rendering import page
from tacitus.desk.views.claims import board as board_of
from tacitus.desk.views.remembered import Remembered
from tacitus.desk.visitors import needs
from tacitus.publishing.briefing import VERDICT
from tacitus.records import ClaimKind, Verdict

router = APIRouter(route_class=RememberedRoute, dependencies=[Depends(needs("read"))])

AT_ONCE = 25
_boards = Remembered(board_of)


@router.get("/claims", name="claims")
def show(
    request: Request,
    desk: TheDesk,
    kind: ClaimKind | None = None,
    verdict: Verdict | None = None,
    start: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> HTMLResponse:
    """The claims of the latest reports, of one kind and verdict where asked, and counts over time."""
    with desk.reading() as ledger:
        board = _boards.of(ledger)
    some = board.some(kind, verdict)
    return page(
        request,
        "claims.html",
        board=board,
        rows=some[start : start + AT_ONCE],
        total=len(some),
        start=start,
        more=start + AT_ONCE if start + AT_ONCE < len(some) else None,
        fewer=max(0, start - AT_ONCE) if start else None,
        kind=kind,
        verdict=verdict,
        verdict_words=VERDICT,
    )
