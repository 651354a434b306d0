"""Who asks, and what they may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from tacitus.desk.desk import desk_of
from tacitus.desk.roles import ROLES, Role, Scope, Visitor
from tacitus.errors import TacitusError

__all__ = [
    "COOKIE",
    "ROLES",
    "Adder",
    "Decider",
    "Manager",
    "NotAllowedError",
    "NotSignedInError",
    "Reader",
    "Role",
    "Scope",
    "Visitor",
    "needs",
    "visitor_of",
]

COOKIE = "tacitus_session"
"""Where a browser keeps the session."""


class NotSignedInError(TacitusError):
    """Nobody knows who asks."""


class NotAllowedError(TacitusError):
    """Who asks may not do this."""


def visitor_of(connection: HTTPConnection) -> Visitor | None:
    """Who asks; None where the desk has accounts and they are in none."""
    accounts = desk_of(connection).accounts
    if accounts is None:
        return Visitor(None, ROLES["reviewer"])
    kind, _, token = connection.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return accounts.by_token(token.strip())
    session = connection.cookies.get(COOKIE)
    return accounts.by_session(session) if session else None


def needs(scope: Scope) -> Callable[[HTTPConnection], Visitor]:
    """A dependency that lets pass who may do this. Every router has one, every unsafe route its own."""

    def passed(connection: HTTPConnection) -> Visitor:
        visitor = visitor_of(connection)
        if visitor is None:
            raise NotSignedInError("sign in first")
        if not visitor.may(scope):
            raise NotAllowedError(f"{visitor.name} may not {scope} here; an admin can change that")
        return visitor

    return passed


Reader = Annotated[Visitor, Depends(needs("read"))]
Decider = Annotated[Visitor, Depends(needs("decide"))]
Adder = Annotated[Visitor, Depends(needs("add"))]
Manager = Annotated[Visitor, Depends(needs("manage"))]
