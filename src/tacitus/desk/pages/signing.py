"""Signing in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from tacitus.desk.accounts import LONGEST_PASSWORD, SESSION_SECONDS
from tacitus.desk.desk import TheDesk
from tacitus.desk.inputs import LONGEST_ADDRESS, LONGEST_NAME
from tacitus.desk.rendering import page
from tacitus.desk.visitors import COOKIE

router = APIRouter()


def inside(address: str) -> str:
    """The address where it is one of this desk, else its front page: nobody is led elsewhere after signing in."""
    fine = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if fine else "/"


@router.get("/sign-in", name="sign_in")
def ask(request: Request, desk: TheDesk, to: str = "/") -> Response:
    """The form."""
    if desk.accounts is None:
        return RedirectResponse("/", 303)
    return page(request, "sign_in.html", to=inside(to[:LONGEST_ADDRESS]), why="")


@router.post("/sign-in")
def sign_in(
    request: Request,
    desk: TheDesk,
    name: Annotated[str, Form(max_length=LONGEST_NAME)],
    password: Annotated[str, Form(max_length=LONGEST_PASSWORD)],
    to: Annotated[str, Form(max_length=LONGEST_ADDRESS)] = "/",
) -> Response:
    """Begin a session, unless too many tries of late went wrong under that name or from that address."""
    if desk.accounts is None:
        return RedirectResponse("/", 303)
    keys = (f"name {name}", f"from {request.client.host if request.client else ''}")
    wait = desk.sign_ins.wait(*keys)
    if wait:
        why = f"Too many tries went wrong; try again in {wait / 60:.0f} minutes."
        return page(request, "sign_in.html", status=429, to=inside(to), why=why)
    session = desk.accounts.session(name, password)
    if session is None:
        desk.sign_ins.failed(*keys)
        return page(request, "sign_in.html", status=401, to=inside(to), why="No account has this name and password.")
    answer = RedirectResponse(inside(to), 303)
    answer.set_cookie(
        COOKIE, session, max_age=SESSION_SECONDS, httponly=True, samesite="lax", secure=desk.settings.secure
    )
    return answer


@router.post("/sign-out")
def sign_out() -> Response:
    """End the session in this browser."""
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return answer
