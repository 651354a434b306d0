"""What people may do at the desk, by their roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
