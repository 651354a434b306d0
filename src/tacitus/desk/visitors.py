"""Who asks, and what they may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends
from starlette.requests import HTTPConnection

from tacitus.desk.desk import desk_of
from tacitus.errors import TacitusError

Scope = Literal["read", "decide", "add", "manage"]
Role = Literal["reader", "reviewer", "admin"]
ROLES: dict[Role, frozenset[Scope]] = {
    "reader": frozenset({"read"}),
    "reviewer": frozenset({"read", "decide", "add"}),
    "admin": frozenset({"read", "decide", "add", "manage"}),
}
"""What each role may do: read the ledger, decide on events, add reports, manage accounts."""


@dataclass(frozen=True)
class Visitor:
    """Who asks. `name` signs what they decide; None where nobody has to say who they are."""

    name: str | None
    scopes: frozenset[Scope]

    def may(self, scope: Scope) -> bool:
        """Whether they may do this."""
        return scope in self.scopes


class NotSignedInError(TacitusError):
    """Nobody knows who asks."""


class NotAllowedError(TacitusError):
    """Who asks may not do this."""


def visitor_of(connection: HTTPConnection) -> Visitor | None:
    """Who asks; None where the desk has accounts and they are in none."""
    desk = desk_of(connection)
    if desk.settings.is_open:
        return Visitor(None, ROLES["reviewer"])
    return None


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
