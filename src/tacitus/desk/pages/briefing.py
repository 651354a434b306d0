"""The page of a briefing: choose a window and a scope, look at it, take it away."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from tacitus.briefings import briefing
from tacitus.desk.desk import TheDesk
from tacitus.desk.inputs import LONGEST_NAME
from tacitus.desk.rendering import page
from tacitus.desk.security import DOCUMENT_POLICY
from tacitus.desk.views.briefing import briefing_view, file_name, latest_window
from tacitus.desk.visitors import needs
from tacitus.publishing.parts import Scope

router = APIRouter(dependencies=[Depends(needs("read"))])

MEDIA = {"md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8", "pdf": "application/pdf"}


class Asked(BaseModel):
    """The scope of a briefing as a form gives it; what is left empty does not narrow."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    since: date | None = None
    until: date | None = None
    country: str | None = Field(None, pattern="^[A-Za-z]{2}$")
    actor: str | None = Field(None, max_length=LONGEST_NAME, pattern=r"^[^\x00-\x1f\x7f]*$")
    changed_since: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {k: v for k, v in given.items() if not (isinstance(v, str) and not v.strip())}

    @model_validator(mode="after")
    def _ordered(self) -> Asked:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"until {self.until} is before since {self.since}")
        return self

    def scope(self) -> Scope:
        """The same as the briefing takes it."""
        country = self.country.upper() if self.country else None
        return Scope(self.since, self.until, country, self.actor, changed_since=self.changed_since)

    def query(self) -> str:
        """The query string that asks for it."""
        return urlencode({k: v for k, v in self.model_dump(mode="json").items() if v is not None})


@router.get("/briefing", name="briefing")
def show(request: Request, desk: TheDesk, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """The form, and the briefing where a scope was chosen."""
    chosen = bool(request.query_params)
    with desk.reading() as ledger:
        scope = asked.scope() if chosen else latest_window(ledger)
        view = briefing_view(ledger, scope)
    return page(request, "briefing.html", view=view, scope=scope, chosen=chosen, query=asked.query())


@router.get("/briefing/document")
def document(desk: TheDesk, asked: Annotated[Asked, Query()]) -> Response:
    """The briefing as it will be read, to be framed on the page. It is whole in itself, and runs nothing."""
    with desk.reading() as ledger:
        made = briefing(ledger, asked.scope(), "html")
    return Response(made, media_type=MEDIA["html"], headers={"content-security-policy": DOCUMENT_POLICY})


@router.get("/briefing/download.{format}")
def download(desk: TheDesk, format: Literal["md", "html", "pdf"], asked: Annotated[Asked, Query()]) -> Response:
    """The briefing as a file."""
    scope = asked.scope()
    with desk.reading() as ledger:
        made = briefing(ledger, scope, format)
    name = f'attachment; filename="{file_name(scope, format)}"'
    headers = {"content-disposition": name, "content-security-policy": DOCUMENT_POLICY}
    return Response(made, media_type=MEDIA[format], headers=headers)
