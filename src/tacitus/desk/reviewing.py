"""Decisions as they come in at the desk: who signs them, and what they saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import JsonValue

from tacitus.desk.desk import Desk
from tacitus.desk.visitors import Visitor
from tacitus.errors import DecisionRefusedError
from tacitus.ledger import Decision, Ledger
from tacitus.setting import read_value

Kind = Literal["merge", "split", "set", "confirm", "reject", "note"]


@dataclass(frozen=True)
class Asked:
    """A decision: `seen` gives for each of its events the revision that the reviewer saw.

    `off` are the reports or mentions that are split off, `value` is as in the event's JSON or in the words that
    `tacitus review set` takes.
    """

    kind: Kind
    seen: Mapping[str, int]
    off: tuple[str, ...] = ()
    field: str = ""
    value: JsonValue = None


def decide(desk: Desk, visitor: Visitor, asked: Asked, author: str | None, reason: str) -> Decision:
    """Keep a decision and follow it.

    Raises ChangedSinceError where an event has changed since it was seen, UnknownIdError and DecisionRefusedError.
    """
    signed: dict[str, Any] = {"author": signer(desk, visitor, author), "reason": reason, "expect": asked.seen}
    events = list(asked.seen)
    value = _value(asked) if asked.kind == "set" else None
    with desk.writing() as ledger:
        if asked.kind == "merge":
            return ledger.merge(events, **signed)
        if asked.kind == "split":
            return ledger.split(events[0], asked.off, **signed)
        if asked.kind == "set":
            return ledger.set_field(events[0], asked.field, value, **signed)
        plain = {"confirm": Ledger.confirm, "reject": Ledger.reject, "note": Ledger.note}[asked.kind]
        return plain(ledger, events[0], **signed)


def take_back(desk: Desk, visitor: Visitor, decision: str, author: str | None, reason: str) -> Decision:
    """Undo a decision. Raises ChangedSinceError where it is undone already, and UnknownIdError."""
    with desk.writing() as ledger:
        return ledger.undo(decision, author=signer(desk, visitor, author), reason=reason)


def signer(desk: Desk, visitor: Visitor, author: str | None) -> str:
    """Who signs: who signed in, or on a desk without accounts who they say they are. Raises DecisionRefusedError."""
    if visitor.name is not None:
        if author is not None and author != visitor.name:
            raise DecisionRefusedError(f"you are signed in as {visitor.name} and cannot decide as {author}")
        return visitor.name
    signed = author or desk.settings.author
    if not signed:
        raise DecisionRefusedError("a decision needs an author; say who decides")
    return signed


def _value(asked: Asked) -> JsonValue:
    """Words are read as on the command line; what is no text stands as it is in the event's JSON."""
    if isinstance(asked.value, str):
        found: JsonValue = read_value(asked.field, asked.value)
        return found
    return asked.value
