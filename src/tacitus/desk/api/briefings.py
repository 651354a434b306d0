"""Briefings: written as `tacitus brief` writes them, and where their numbers come from."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field, model_validator

from tacitus import briefings
from tacitus.desk.api.shapes import Why
from tacitus.desk.desk import TheDesk
from tacitus.desk.problems import REFUSALS, answers
from tacitus.desk.security import DOCUMENT_POLICY
from tacitus.desk.visitors import needs
from tacitus.filters import Day, Name, country_code, ordered
from tacitus.publishing.parts import Scope

router = APIRouter(
    prefix="/briefing", tags=["briefing"], dependencies=[Depends(needs("read"))], responses=REFUSALS | answers(503)
)
BriefFormat = Literal["md", "html", "pdf"]
KINDS: dict[BriefFormat, str] = {"md": "text/markdown", "html": "text/html", "pdf": "application/pdf"}


class Window(BaseModel):
    """What a briefing is about."""

    since: Day | None = Field(None, description="First day.")
    until: Day | None = Field(None, description="Last day.")
    country: str | None = Field(None, pattern="^[A-Za-z]{2}$", description="ISO 3166-1 alpha-2 code of the place.")
    actor: Name | None = Field(None, description="A side: its id or a part of its name.")
    as_of: Day | None = Field(None, description="As the ledger stood at the end of that day.")
    changed_since: Day | None = Field(None, description="Tell what changed since the end of that day.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        ordered(self.since, self.until)
        return self

    def scope(self) -> Scope:
        """The same as the briefing takes it."""
        country = country_code(self.country)
        return Scope(self.since, self.until, country, self.actor, self.as_of, self.changed_since)


TheWindow = Annotated[Window, Query()]


@router.get(
    "",
    response_class=Response,
    responses={200: {"content": {kind: {"schema": {"type": "string"}} for kind in KINDS.values()}}},
)
def brief(
    desk: TheDesk,
    window: TheWindow,
    format: BriefFormat = "html",
    inline: Annotated[bool, Query(description="To be looked at in a browser, not saved.")] = False,
) -> Response:
    """A briefing with footnotes, as a file to download."""
    with desk.analysing() as ledger:
        made = briefings.briefing(ledger, window.scope(), format)
    how = "inline" if inline else "attachment"
    headers = {"content-disposition": f'{how}; filename="tacitus-briefing.{format}"'}
    if format == "html":
        headers["content-security-policy"] = DOCUMENT_POLICY
    return Response(made, media_type=KINDS[format], headers=headers)


@router.get("/why/{number}", response_model=Why, responses=answers(404))
def why(
    desk: TheDesk,
    window: TheWindow,
    number: Annotated[str, Path(pattern="^N[0-9a-f]{8}$", description="The id that a briefing prints.")],
) -> dict[str, Any]:
    """Where a number of a briefing comes from; give the window of the briefing."""
    with desk.analysing() as ledger:
        return {"id": number, "lines": list(briefings.why(ledger, window.scope(), number))}
