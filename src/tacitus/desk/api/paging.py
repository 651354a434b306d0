"""Cursors: where a page ended, written so that it fits an address. They name a row, so what is added meanwhile moves
nothing."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Annotated

from fastapi import Query

from tacitus.desk.problems import ProblemError
from tacitus.filters import Filters
from tacitus.ledger.finding import Cursor
from tacitus.ledger.listing import Mark

LONGEST_CURSOR = 800

CursorText = Annotated[
    str | None,
    Query(max_length=LONGEST_CURSOR, pattern="^[A-Za-z0-9_-]+$", description="`next` of the page before."),
]


def cursor_text(parts: Sequence[str | int]) -> str:
    """The text of a cursor."""
    plain = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def event_cursor(text: str | None) -> Cursor | None:
    """The cursor of a page of events. Raises ProblemError."""
    found = _parts(text)
    if found is None:
        return None
    first, second = found
    if not isinstance(second, str):
        raise _wrong()
    return Cursor(first, second)


def report_mark(text: str | None) -> Mark | None:
    """The cursor of a page of reports. Raises ProblemError."""
    found = _parts(text)
    if found is not None and not isinstance(found[1], str):
        raise _wrong()
    return Mark(*found) if found is not None else None


def claim_mark(text: str | None) -> Mark | None:
    """The cursor of a page of claims. Raises ProblemError."""
    found = _parts(text)
    if found is not None and not isinstance(found[1], int):
        raise _wrong()
    return Mark(*found) if found is not None else None


def link_header(path: str, filters: Filters, **more: object) -> str:
    """The Link header of the page after this one (RFC 8288)."""
    return f'<{path}?{filters.query(**more)}>; rel="next"'


def _parts(text: str | None) -> tuple[str, str | int] | None:
    if not text:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode())
    except ValueError:
        raise _wrong() from None
    if not (isinstance(found, list) and len(found) == 2 and isinstance(found[0], str)):
        raise _wrong()
    first, second = found
    if isinstance(second, bool) or not isinstance(second, str | int) or (isinstance(second, int) and second > 2**31):
        raise _wrong()
    return first, second


def _wrong() -> ProblemError:
    return ProblemError(422, "the cursor is none that a page gave; leave it out to begin at the first page")
