"""Reports and their claims: read, added, and coded without being kept."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Self

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, model_validator

from tacitus import briefings
from tacitus.desk import intake
from tacitus.desk.api.paging import CursorText, claim_mark, cursor_text, report_mark
from tacitus.desk.api.shapes import ClaimList, Kept, Preview, ReportList, ReportRead
from tacitus.desk.desk import TheDesk
from tacitus.desk.inputs import (
    LONGEST_ADDRESS,
    LONGEST_ID,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_CLAIMS,
    MOST_REPORTS,
    USUALLY_AT_ONCE,
    Limit,
    ReportId,
)
from tacitus.desk.problems import BODY_REFUSALS, REFUSALS, answers, gives
from tacitus.desk.visitors import needs
from tacitus.errors import InputRefusedError
from tacitus.publishing.exports import claim_json
from tacitus.reading import Defaults, report_of
from tacitus.records import ClaimKind, Report

router = APIRouter(tags=["reports"], dependencies=[Depends(needs("read"))], responses=REFUSALS)
_PLAIN = r"^[^\x00-\x1f\x7f-\x9f]*$"
_DATED = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.+Z-]{4,24})?$"


class ReportIn(BaseModel):
    """One report to read."""

    model_config = ConfigDict(extra="forbid")

    id: str | None = Field(
        None, min_length=1, max_length=LONGEST_ID, pattern=_PLAIN, description="Made from the text where left out."
    )
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    title: str | None = Field(None, max_length=LONGEST_TITLE)
    url: str | None = Field(None, max_length=LONGEST_ADDRESS)
    publisher: str | None = Field(None, max_length=LONGEST_NAME)
    published: str | None = Field(None, pattern=_DATED, description="ISO 8601, a date or a date and time.")
    lang: str | None = Field(None, max_length=35, description="BCP 47; found out where left out.")


class ReportsIn(BaseModel):
    """Some reports to read."""

    model_config = ConfigDict(extra="forbid")

    reports: list[ReportIn] = Field(min_length=1, max_length=MOST_REPORTS)

    @model_validator(mode="after")
    def _not_too_long(self) -> Self:
        if sum(len(report.text) for report in self.reports) > 2 * LONGEST_TEXT:
            raise ValueError(f"the texts have over {2 * LONGEST_TEXT:,} characters together; send fewer at once")
        return self


@router.get("/reports", response_model=ReportList)
def reports(
    desk: TheDesk,
    since: Annotated[date | None, Query(description="First day of publication.")] = None,
    until: Annotated[date | None, Query(description="Last day of publication.")] = None,
    publisher: Annotated[str | None, Query(max_length=LONGEST_NAME, pattern=_PLAIN)] = None,
    limit: Limit = USUALLY_AT_ONCE,
    cursor: CursorText = None,
) -> dict[str, Any]:
    """The reports, the latest first, without their texts."""
    with desk.reading() as ledger:
        part = ledger.lister().reports(limit, report_mark(cursor), since, until, publisher)
    after = cursor_text((part.after.first, part.after.second)) if part.after else None
    return {"reports": [report.model_dump() for report in part.records], "next": after}


@router.post("/reports", response_model=Kept, dependencies=[Depends(needs("add"))], responses=BODY_REFUSALS)
def add(desk: TheDesk, body: ReportsIn) -> dict[str, Any]:
    """Code reports, link them and keep them: each wholly or not at all; `refused` names those that were not kept."""
    read, refused = _read(body)
    taken = intake.keep(desk, read)
    told = {name: list(ids) for name, ids in asdict(taken.result).items()}
    return told | {"refused": refused + taken.refused}


@router.post("/reports/preview", response_model=Preview, responses=BODY_REFUSALS, dependencies=[Depends(needs("add"))])
def preview(desk: TheDesk, body: ReportsIn) -> dict[str, Any]:
    """What would come out of reports; nothing is kept."""
    read, refused = _read(body)
    return {"coded": desk.code(read), "refused": refused}


@router.get("/reports/{id:path}", response_model=ReportRead, responses=answers(404))
def report(desk: TheDesk, id: ReportId) -> dict[str, Any]:
    """One report: its text, its mentions and claims, and in which event each mention stands or why in none."""
    with desk.reading() as ledger:
        coded, placed = ledger.coded(id), ledger.placed(id)
    return {"coded": coded, "placed": {m: {"event": event, "why": why} for m, (event, why) in placed.items()}}


@router.get("/claims", responses=gives(ClaimList, 503))
def claims(
    desk: TheDesk,
    kind: ClaimKind | None = None,
    report: Annotated[str | None, Query(min_length=1, max_length=LONGEST_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_CLAIMS)] = 20,
    cursor: CursorText = None,
) -> JSONResponse:
    """Claims, each with its check against the ledger."""
    with desk.analysing() as ledger:
        part = ledger.lister().claims(limit, claim_mark(cursor), kind, report)
        checked = briefings.checked(briefings.material(ledger), part.records)
        found = [claim_json(claim, check) for claim, check in checked]
    after = cursor_text((part.after.first, part.after.second)) if part.after else None
    return JSONResponse({"claims": found, "next": after})


def _read(body: ReportsIn) -> tuple[list[Report], list[str]]:
    """The reports as `tacitus add` would read them, and a line for each that it would refuse."""
    read: dict[str, Report] = {}
    refused: list[str] = []
    for number, given in enumerate(body.reports, 1):
        try:
            report = report_of(given.model_dump(), f"report {number}", Defaults())
        except InputRefusedError as error:
            refused.append(str(error))
            continue
        if read.setdefault(report.id, report) != report:
            refused.append(f"report {number}: its id {report.id!r} is taken by another; give each an id of its own")
    return list(read.values()), refused
