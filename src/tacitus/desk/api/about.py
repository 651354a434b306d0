"""What stands behind the API."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from tacitus import __version__
from tacitus.desk.api.shapes import About
from tacitus.desk.desk import TheDesk
from tacitus.desk.problems import REFUSALS
from tacitus.desk.visitors import Reader

router = APIRouter(tags=["about"], responses=REFUSALS)


@router.get("/about", response_model=About)
def about(desk: TheDesk, visitor: Reader) -> dict[str, Any]:
    """The version, who asks and what they may do, and what the ledger holds."""
    with desk.reading() as ledger:
        counts = ledger.counts()
    return {
        "name": "Tacitus",
        "version": __version__,
        "visitor": visitor.name,
        "may": sorted(visitor.scopes),
        "counts": counts,
    }
