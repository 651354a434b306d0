"""Events: lists, one, its history."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from tacitus.desk.desk import TheDesk
from tacitus.desk.inputs import EventId
from tacitus.desk.problems import answers
from tacitus.desk.visitors import needs
from tacitus.publishing.exports import event_json

router = APIRouter(prefix="/events", tags=["events"], dependencies=[Depends(needs("read"))])


@router.get("/{id}", responses=answers(404, 422))
def event(desk: TheDesk, id: EventId) -> dict[str, Any]:
    """One event, as `tacitus events --format jsonl` prints it."""
    with desk.reading() as ledger:
        return event_json(ledger.event(id))
