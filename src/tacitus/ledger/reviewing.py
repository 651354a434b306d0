"""Takes a reviewer's decision in, checks that it can be followed, and brings the events in line."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from tacitus.errors import ChangedSinceError, DecisionRefusedError, UnknownIdError
from tacitus.ledger import schema
from tacitus.ledger.anchors import Anchor, anchor
from tacitus.ledger.decisions import (
    Decision,
    DecisionKind,
    mentions_meant,
    next_id,
    record,
    stored,
    take_back,
)
from tacitus.ledger.fields import with_field
from tacitus.ledger.identities import Cause
from tacitus.ledger.reading import load_tellings, stored_event
from tacitus.ledger.regrouping import regroup
from tacitus.ledger.revisions import moment, next_number
from tacitus.ontology import ontology
from tacitus.records import Event


def decide(
    conn: Connection,
    kind: DecisionKind,
    events: Sequence[str],
    author: str,
    reason: str,
    expect: Mapping[str, int],
    split_off: Collection[str] = (),
    field: str | None = None,
    value: Any = None,
) -> Decision:
    """Keep a decision and follow it. Raises a LedgerError where it cannot be followed; then nothing is changed."""
    _signed(author, reason)
    found = [_expected(conn, id_, expect) for id_ in events]
    if kind == "merge" and len({e.id for e in found}) < max(2, len(found)):
        raise DecisionRefusedError(f"{' and '.join(events)} are one event already; give two that are not")
    if kind == "set":
        _settable(found[0], field or "", value)
    parts: list[tuple[Anchor, ...]] = [_anchors(conn, e.mentions) for e in found]
    if kind == "split":
        parts = list(_split(found[0], parts[0], split_off))
    decision = Decision(
        id=next_id(conn),
        kind=kind,
        events=tuple(e.id for e in found),
        author=author.strip(),
        reason=reason.strip(),
        made=moment(conn),
        parts=tuple(parts),
        field=field,
        value=value,
    )
    record(conn, decision)
    regroup(conn, Cause(decision=decision.words), {a.mention for part in parts for a in part}, {})
    return decision


def undo(conn: Connection, id_: str, author: str, reason: str) -> Decision:
    """Take a decision back; what the machine and the other decisions say stands again. Raises a LedgerError."""
    _signed(author, reason)
    decision = stored(conn, id_)
    if decision is None:
        raise UnknownIdError(f"no decision {id_}; `tacitus review list` lists those there are")
    if decision.undone is not None:
        raise ChangedSinceError(f"{id_} was undone already by {decision.undone.author}: {decision.undone.reason}")
    meant = mentions_meant(conn, [id_])
    undone = take_back(conn, decision, author.strip(), reason.strip())
    regroup(conn, Cause(decision=f"{id_} undone by {author.strip()}: {reason.strip()}"), meant, {})
    return undone


def _signed(author: str, reason: str) -> None:
    if not author.strip() or not reason.strip():
        raise DecisionRefusedError("a decision needs an author and a reason")


def _expected(conn: Connection, id_: str, expect: Mapping[str, int]) -> Event:
    """The event as it stands, which must be at the revision the reviewer saw, where one is given."""
    table = schema.redirects
    now = conn.execute(select(table.c.new).where(table.c.old == id_)).scalar() or id_
    event = stored_event(conn, now)
    if event is None:
        raise UnknownIdError(f"no event {id_}; `tacitus events --format jsonl` gives the ids")
    seen = expect.get(id_)
    # The last revision of an event that was rejected is its withdrawal, which the event itself does not bear.
    last = next_number(conn, "event", now) - 1
    if seen is not None and (now != id_ or seen != last):
        what = f"is part of {now} now" if now != id_ else f"is at revision {last}, not {seen}"
        raise ChangedSinceError(f"{id_} {what}: it changed since you looked; see `tacitus log {now}` and decide again")
    return event


def _settable(event: Event, field: str, value: Any) -> None:
    with_field(event, field, value)
    if field == "action" and value not in ontology().actions:
        raise DecisionRefusedError(f"no action {value!r}; docs/codebook.md lists them")


def _anchors(conn: Connection, mentions: Collection[str]) -> tuple[Anchor, ...]:
    return tuple(anchor(t.mention) for t in load_tellings(conn, mentions))


def _split(
    event: Event, anchors: Sequence[Anchor], asked: Collection[str]
) -> tuple[tuple[Anchor, ...], tuple[Anchor, ...]]:
    """The mentions split off, given by their ids or those of their reports, and those that are left."""
    known = {a.mention for a in anchors} | {a.report for a in anchors}
    unknown = sorted(set(asked) - known)
    if unknown or not asked:
        raise DecisionRefusedError(
            f"{event.id} is not told by {', '.join(unknown) or 'nothing'}; `tacitus log {event.id}` shows by what"
        )
    off = tuple(a for a in anchors if a.mention in asked or a.report in asked)
    left = tuple(a for a in anchors if a not in off)
    if not left:
        raise DecisionRefusedError(
            f"all that tells of {event.id} would be split off; leave at least one report or mention"
        )
    return off, left
