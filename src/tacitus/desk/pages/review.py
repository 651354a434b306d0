"""The review: a queue of doubts, the form of a decision, and undoing one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from tacitus.analysis.doubts import DoubtKind, find_doubts
from tacitus.desk.desk import Desk, TheDesk
from tacitus.desk.inputs import LONGEST_REASON, DecisionId, EventId
from tacitus.desk.rendering import page
from tacitus.desk.views.doubts import HEADINGS, counts, doubt_view, waiting
from tacitus.desk.views.remembered import Remembered
from tacitus.desk.views.review import SETTABLE, WORDS, DecisionKind, Moved, Typed, moved, review_view
from tacitus.desk.visitors import Decider, Visitor, needs
from tacitus.errors import (
    ChangedSinceError,
    DecisionRefusedError,
    InputRefusedError,
    LedgerError,
    TacitusError,
    UnknownIdError,
)
from tacitus.ledger import Decision, Ledger
from tacitus.setting import read_value

router = APIRouter(dependencies=[Depends(needs("read"))])

AROUND, LATEST_DECISIONS = 12, 10
SIGNATURE = "tacitus-signature"
"""The cookie that remembers, on a desk without accounts, how a reviewer signed last; it proves nothing."""
MONTH = 30 * 24 * 3600
_EVENT = r"^(E[0-9a-f]{12})?$"
_PATH = r"^(/([^/\\\x00-\x20][^\\\x00-\x20]*)?)?$"
Words = Annotated[str, Form(max_length=LONGEST_REASON)]
Back = Annotated[str, Query(max_length=500, pattern=_PATH)]

_doubts = Remembered(find_doubts)


@router.get("/review", name="review")
def queue(
    request: Request,
    desk: TheDesk,
    kind: DoubtKind | None = None,
    at: Annotated[int, Query(ge=0, le=10_000)] = 0,
    done: Annotated[str | None, Query(pattern="^D[1-9][0-9]{0,9}$")] = None,
) -> Response:
    """The queue, of one kind where asked, with the doubt at a place of it in full."""
    with desk.reading() as ledger:
        every = _doubts.of(ledger)
        doubts = [d for d in every if kind in (None, d.kind)]
        number = min(at, max(len(doubts) - 1, 0))
        here = f"/review?at={number}" + (f"&kind={kind}" if kind else "")
        view = doubt_view(ledger, doubts[number], number, here) if doubts else None
        decisions = ledger.decisions()
    lines = waiting(doubts)
    first = max(0, min(number - AROUND // 2, len(lines) - AROUND))
    return page(
        request,
        "review.html",
        view=view,
        lines=lines[first : first + AROUND],
        total=len(doubts),
        number=number,
        kind=kind,
        counts=counts(every),
        headings=HEADINGS,
        decisions=decisions[-LATEST_DECISIONS:][::-1],
        done=next((d for d in decisions if d.id == done), None),
        here=here,
    )


@router.get("/events/{id}/review", name="decide")
def form(
    request: Request,
    desk: TheDesk,
    id: EventId,
    visitor: Decider,
    kind: DecisionKind = "note",
    field: Annotated[str, Query(max_length=20)] = "",
    other: Annotated[str, Query(pattern=_EVENT)] = "",
    off: Annotated[list[str] | None, Query(max_length=200)] = None,
    back: Back = "",
) -> Response:
    """The form of a decision on an event."""
    typed = Typed(
        kind=kind,
        author=_signature(request, desk, visitor),
        field=field if field in SETTABLE else "",
        other=other,
        off=tuple(off or ()),
        back=back,
    )
    return _form(request, desk, id, typed)


@router.post("/events/{id}/review")
def decide(
    request: Request,
    desk: TheDesk,
    id: EventId,
    visitor: Decider,
    kind: Annotated[DecisionKind, Form()],
    revision: Annotated[int, Form(ge=1, le=2**31)],
    reason: Words = "",
    author: Annotated[str, Form(max_length=200)] = "",
    field: Annotated[str, Form(max_length=20)] = "",
    value: Annotated[str, Form(max_length=4000)] = "",
    other: Annotated[str, Form(pattern=_EVENT)] = "",
    other_revision: Annotated[int | None, Form(ge=1, le=2**31)] = None,
    off: Annotated[list[str] | None, Form(max_length=200)] = None,
    back: Annotated[str, Form(max_length=500, pattern=_PATH)] = "",
) -> Response:
    """Keep a decision on an event, unless the event has changed since the reviewer looked at it."""
    seen = {id: revision} | ({other: other_revision} if other and other_revision else {})
    signed = visitor.name or author.strip() or desk.settings.author or ""
    typed = Typed(kind, signed, reason, field, value, other, tuple(off or ()), back, seen)
    try:
        with desk.writing() as ledger:
            made = _ACTS[kind](ledger, id, typed)
    except ChangedSinceError:
        return _form(request, desk, id, typed, status=409)
    except (DecisionRefusedError, InputRefusedError) as error:
        return _form(request, desk, id, typed, status=422, refused=error)
    answer = RedirectResponse(_whereto(desk, id, made, back), 303)
    if visitor.name is None and signed:
        answer.set_cookie(
            SIGNATURE, signed, MONTH, path="/", secure=desk.settings.secure, httponly=True, samesite="strict"
        )
    return answer


@router.get("/decisions/{id}/undo", name="undo")
def undo_form(request: Request, desk: TheDesk, id: DecisionId, visitor: Decider, back: Back = "") -> Response:
    """The form by which a decision is taken back."""
    return _undo_form(request, desk, id, _signature(request, desk, visitor), "", back)


@router.post("/decisions/{id}/undo")
def undo(
    request: Request,
    desk: TheDesk,
    id: DecisionId,
    visitor: Decider,
    reason: Words = "",
    author: Annotated[str, Form(max_length=200)] = "",
    back: Annotated[str, Form(max_length=500, pattern=_PATH)] = "",
) -> Response:
    """Take a decision back."""
    signed = visitor.name or author.strip() or desk.settings.author or ""
    try:
        with desk.writing() as ledger:
            undone = ledger.undo(id, author=signed, reason=reason)
    except ChangedSinceError as error:
        return _undo_form(request, desk, id, signed, reason, back, 409, error)
    except DecisionRefusedError as error:
        return _undo_form(request, desk, id, signed, reason, back, 422, error)
    return RedirectResponse(_whereto(desk, undone.events[0], undone, back), 303)


def _form(
    request: Request, desk: Desk, id_: str, typed: Typed, status: int = 200, refused: TacitusError | None = None
) -> Response:
    """The form with all that was typed; with status 409 also what has changed since it was given out."""
    with desk.reading() as ledger:
        changed: dict[str, Moved] = {}
        if status == 409:
            changed = {i: moved(ledger, i, n) for i, n in typed.seen.items()}
            changed = {i: m for i, m in changed.items() if m.now is None or m.now.id != i or m.why}
        try:
            view = review_view(ledger, id_, typed)
        except LedgerError as gone:
            if not changed:
                raise
            return page(request, "moved.html", 409, typed=typed, changed=changed, gone=_plain(desk, gone), words=WORDS)
    return page(
        request,
        "decide.html",
        status,
        view=view,
        typed=typed,
        changed=changed,
        refused=_plain(desk, refused) if refused else None,
        words=WORDS,
        settable=SETTABLE,
    )


def _undo_form(
    request: Request,
    desk: Desk,
    id_: str,
    author: str,
    reason: str,
    back: str,
    status: int = 200,
    refused: TacitusError | None = None,
) -> Response:
    with desk.reading() as ledger:
        decision = next((d for d in ledger.decisions() if d.id == id_), None)
    if decision is None:
        raise UnknownIdError(f"no decision {id_}")
    why = _plain(desk, refused) if refused else None
    return page(request, "undo.html", status, decision=decision, author=author, reason=reason, back=back, refused=why)


def _plain(desk: Desk, error: TacitusError) -> str:
    """The words of an error without where the ledger lies."""
    return " ".join(str(error).split()).removeprefix(f"{desk.name}: ")


def _signature(request: Request, desk: Desk, visitor: Visitor) -> str:
    """How the visitor signs: by their account, else as they did last."""
    return visitor.name or request.cookies.get(SIGNATURE, "")[:200] or desk.settings.author or ""


def _whereto(desk: Desk, id_: str, made: Decision, back: str) -> str:
    """Where a decision leads: back to where it was asked for, else to the event, else to the queue."""
    if back:
        return f"{back}{'&' if '?' in back else '?'}done={made.id}"
    with desk.reading() as ledger:
        try:
            return f"/events/{ledger.event(id_).id}?done={made.id}"
        except LedgerError:  # rejected
            return f"/review?done={made.id}"


def _merge(ledger: Ledger, id_: str, typed: Typed) -> Decision:
    if not typed.other:
        raise DecisionRefusedError("give the event to merge with")
    return ledger.merge([id_, typed.other], **_signed(typed))


def _set(ledger: Ledger, id_: str, typed: Typed) -> Decision:
    if typed.field not in SETTABLE:
        raise DecisionRefusedError("choose the field to correct")
    if not typed.value.strip():
        raise DecisionRefusedError(f"give a value of {typed.field}, or unknown")
    return ledger.set_field(id_, typed.field, read_value(typed.field, typed.value), **_signed(typed))


def _signed(typed: Typed) -> dict[str, Any]:
    return {"author": typed.author, "reason": typed.reason, "expect": typed.seen}


_ACTS: Mapping[DecisionKind, Callable[[Ledger, str, Typed], Decision]] = {
    "confirm": lambda ledger, id_, typed: ledger.confirm(id_, **_signed(typed)),
    "reject": lambda ledger, id_, typed: ledger.reject(id_, **_signed(typed)),
    "note": lambda ledger, id_, typed: ledger.note(id_, **_signed(typed)),
    "split": lambda ledger, id_, typed: ledger.split(id_, typed.off, **_signed(typed)),
    "merge": _merge,
    "set": _set,
}
