"""What went wrong, in one shape for all of the API (RFC 9457) and as a page for readers."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from tacitus.desk.coder import CodingFailedError
from tacitus.desk.desk import desk_of
from tacitus.desk.turns import BusyError
from tacitus.desk.visitors import NotAllowedError, NotSignedInError
from tacitus.errors import (
    BriefingError,
    ChangedSinceError,
    DecisionRefusedError,
    InputRefusedError,
    LedgerError,
    TacitusError,
    UnknownIdError,
)
from tacitus.watching.config import WatchError

API = "/api/"
STATUSES: tuple[tuple[type[TacitusError], int], ...] = (
    (NotSignedInError, 401),
    (NotAllowedError, 403),
    (UnknownIdError, 404),
    (ChangedSinceError, 409),
    (DecisionRefusedError, 422),
    (InputRefusedError, 422),
    (CodingFailedError, 422),
    (BriefingError, 422),
    (BusyError, 503),
    (WatchError, 503),
    (LedgerError, 503),  # the database behind it is locked, full, damaged or away
)
MEDIA_TYPE = "application/problem+json"
_ADDED = {401: {"www-authenticate": "Bearer"}, 503: {"retry-after": "2"}}


class Fault(BaseModel):
    """One thing that is wrong with a request, and where it stands."""

    where: str = Field(description="The parameter or the field of the body.")
    why: str


class Problem(BaseModel):
    """Why a request was not answered (RFC 9457)."""

    type: str = "about:blank"
    title: str = Field(description="The words of the status.")
    status: int
    detail: str = Field(description="What is wrong and what to do, in one line.")
    faults: list[Fault] = []


class ProblemError(Exception):
    """Raised by an endpoint to answer with a problem."""

    def __init__(self, status: int, detail: str) -> None:
        self.status, self.detail = status, detail
        super().__init__(detail)


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documentation of the problems that a route may answer with, for its `responses`."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def gives(model: Any, *problems: int) -> dict[int | str, dict[str, Any]]:
    """The documentation of a route that writes its JSON itself: the model of what it gives, and its problems."""
    return {200: {"model": model}, **answers(*problems)}


REFUSALS = answers(401, 403, 422)
"""What every route of the API may answer besides what is its own."""
BODY_REFUSALS = answers(400, 411, 413, 503)
"""What a route that takes a body may answer as well."""


def problem(
    status: int, detail: str, faults: list[Fault] | None = None, headers: dict[str, str] | None = None
) -> JSONResponse:
    """The answer of the API."""
    made = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, faults=faults or [])
    return JSONResponse(made.model_dump(), status, media_type=MEDIA_TYPE, headers=headers)


def register(app: FastAPI) -> None:
    """Answers every error of the application in its shape."""

    def answered(request: Request, error: Exception) -> Response:
        return _answer(request, *_told(error))

    for kind in (ProblemError, RequestValidationError, HTTPException, TacitusError):
        app.add_exception_handler(kind, answered)


def _told(error: Exception) -> tuple[int, str, list[Fault], dict[str, str]]:
    if isinstance(error, RequestValidationError):
        faults = [Fault(where=".".join(map(str, e["loc"])), why=str(e["msg"])) for e in error.errors()]
        told = "; ".join(f"{f.where}: {f.why}" for f in faults[:3])
        return 422, f"the request cannot be read: {told}", faults, {}
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail), [], dict(error.headers or {})
    if isinstance(error, ProblemError):
        return error.status, error.detail, [], {}
    told = " ".join(str(error).split())
    status = next((status for kind, status in STATUSES if isinstance(error, kind)), 500)
    return status, told, [], _ADDED.get(status, {})


def _answer(request: Request, status: int, detail: str, faults: list[Fault], headers: dict[str, str]) -> Response:
    detail = detail.removeprefix(f"{desk_of(request).name}: ")  # where the ledger lies is nobody's business
    if request.url.path.startswith(API):
        return problem(status, detail, faults, headers)
    if status == 401:
        address = "/sign-in?" + urlencode(
            {"to": request.url.path + (f"?{request.url.query}" if request.url.query else "")}
        )
        if "hx-request" in request.headers:
            return Response(status_code=401, headers={"hx-redirect": "/sign-in"})
        return RedirectResponse(address if request.method == "GET" else "/sign-in", 303)
    from tacitus.desk.rendering import page  # which shows who is signed in, and asks for it here

    return page(request, "error.html", status=status, phrase=HTTPStatus(status).phrase, detail=detail)
