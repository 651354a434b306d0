"""The intake: reports are pasted, uploaded or fetched, looked at as they were read, and then kept."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Path, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from tacitus.desk import intake
from tacitus.desk.desk import Desk, TheDesk
from tacitus.desk.inputs import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_TEXT
from tacitus.desk.intake import Brought
from tacitus.desk.rendering import page
from tacitus.desk.views.intake import brought_views, taken_words
from tacitus.desk.views.staging import Staging
from tacitus.desk.views.watched import watched
from tacitus.desk.visitors import Adder, needs
from tacitus.errors import InputRefusedError
from tacitus.reading import SUFFIXES

router = APIRouter(dependencies=[Depends(needs("read"))])

MOST_BYTES = 20 * 1024 * 1024
"""The largest file that is taken."""
_PASTED = "pasted.jsonl"
_staging = Staging()

Token = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{22}$")]
Line = Annotated[str, Form(max_length=LONGEST_NAME)]


@router.get("/intake", name="intake")
def start(request: Request, desk: TheDesk, visitor: Adder) -> Response:
    """The forms by which reports are brought."""
    return _start(request, desk)


@router.post("/intake/paste")
def paste(
    request: Request,
    desk: TheDesk,
    visitor: Adder,
    text: Annotated[str, Form(max_length=LONGEST_TEXT * 2)] = "",
    title: Annotated[str, Form(max_length=1000)] = "",
    publisher: Line = "",
    published: Line = "",
    url: Annotated[str, Form(max_length=LONGEST_ADDRESS)] = "",
) -> Response:
    """Read a report from its pasted text."""
    typed = {"text": text, "title": title, "publisher": publisher, "published": published, "url": url}
    given = {name: value.strip() for name, value in typed.items() if value.strip()}
    if not given.get("text"):
        return _start(request, desk, 422, "paste the text of a report", typed)
    # Browsers end lines with two characters; offsets count each.
    given["text"] = given["text"].replace("\r\n", "\n")
    brought = intake.from_file(_PASTED, json.dumps(given).encode())
    refused = [why.replace(f"{_PASTED}:1", "the pasted text") for why in brought.refused]
    return _read(request, desk, visitor.name, Brought(brought.reports, refused), typed)


@router.post("/intake/upload")
def upload(
    request: Request,
    desk: TheDesk,
    visitor: Adder,
    file: Annotated[UploadFile, File()],
    publisher: Line = "",
    published: Line = "",
) -> Response:
    """Read the reports of a file."""
    name, typed = file.filename or "the file", {"publisher": publisher, "published": published}
    data = file.file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return _start(
            request, desk, 422, f"{name}: it is over {MOST_BYTES // 1024**2} MB; give it to `tacitus add`", typed
        )
    try:
        brought = intake.from_file(name, data, published.strip() or None, publisher.strip() or None)
    except InputRefusedError as error:
        return _start(request, desk, 422, str(error).replace("--published", "the date of publication"), typed)
    return _read(request, desk, visitor.name, brought, typed)


@router.post("/intake/address")
def address(
    request: Request,
    desk: TheDesk,
    visitor: Adder,
    address: Annotated[str, Form(max_length=LONGEST_ADDRESS)] = "",
    publisher: Line = "",
    published: Line = "",
) -> Response:
    """Fetch a page or feed and read its reports."""
    typed = {"address": address, "publisher": publisher, "published": published}
    try:
        brought = intake.from_address(desk, address.strip(), published.strip() or None, publisher.strip() or None)
    except InputRefusedError as error:
        return _start(request, desk, 422, str(error).replace("--published", "the date of publication"), typed)
    return _read(request, desk, visitor.name, brought, typed)


@router.get("/intake/{token}", name="brought")
def look(request: Request, desk: TheDesk, visitor: Adder, token: Token) -> Response:
    """What came out of what was brought, before it is kept; and after it what became of it."""
    staged = _staging.get(token, visitor.name)
    if staged is None:
        return _start(request, desk, 404, "what was read is held no longer; bring it again")
    if staged.taken is not None:
        taken = staged.taken
        return page(request, "kept.html", taken=taken, words=taken_words(taken.result))
    with desk.reading() as ledger:
        views = brought_views(ledger, staged.coded)
    return page(request, "brought.html", staged=staged, views=views)


@router.post("/intake/{token}/keep")
def keep(
    request: Request,
    desk: TheDesk,
    visitor: Adder,
    token: Token,
    which: Annotated[list[str] | None, Form(max_length=300)] = None,
) -> Response:
    """Keep the reports that were chosen."""
    staged = _staging.get(token, visitor.name)
    if staged is None:
        return _start(request, desk, 404, "what was read is held no longer; bring it again")
    chosen = set(which or ())
    reports = [one.report for one in staged.coded if one.report.id in chosen and one.refused is None]
    if reports and staged.taken is None:
        _staging.kept(staged, intake.keep(desk, reports))
    return RedirectResponse(f"/intake/{token}", 303)


def _read(request: Request, desk: Desk, owner: str | None, brought: Brought, typed: dict[str, Any]) -> Response:
    """Code what was brought, and lead to what came out."""
    if not brought.reports:
        return _start(request, desk, 422, "; ".join(brought.refused) or "nothing was read", typed)
    staged = _staging.hold(owner, desk.code(brought.reports), brought.refused)
    return RedirectResponse(f"/intake/{staged.token}", 303)


def _start(
    request: Request, desk: Desk, status: int = 200, refused: str = "", typed: dict[str, Any] | None = None
) -> Response:
    names = ("text", "title", "publisher", "published", "url", "address")
    fields = dict.fromkeys(names, "") | (typed or {})
    known = watched(desk.settings.watch)
    return page(request, "intake.html", status, refused=refused, typed=fields, suffixes=SUFFIXES, watched=known)
