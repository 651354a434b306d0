"""What reviewers decided: kept beside the machine's view, never in place of it, so that each can be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Literal

from pydantic import JsonValue
from sqlalchemy import Connection, func, insert, select, update

from tacitus.ledger import schema
from tacitus.ledger.anchors import Anchor, found_again
from tacitus.ledger.reading import chunks
from tacitus.ledger.revisions import append, moment
from tacitus.records import CodedReport, Record

DecisionKind = Literal["merge", "split", "set", "confirm", "reject", "note"]
GROUPING: tuple[DecisionKind, ...] = ("merge", "split")
"""The kinds that say which mentions are one event; the others speak of one event."""


class Undone(Record):
    """Who took a decision back, why and when."""

    author: str
    reason: str
    made: str


class Decision(Record):
    """One decision of a reviewer.

    `events` are the ids as they were. `parts` are the mentions meant: one part for each event that was merged; those
    split off and those left; or all of the event's. `field` and `value` are of a set field.
    """

    id: str
    kind: DecisionKind
    events: tuple[str, ...]
    author: str
    reason: str
    made: str
    parts: tuple[tuple[Anchor, ...], ...]
    field: str | None = None
    value: JsonValue = None
    undone: Undone | None = None

    @property
    def words(self) -> str:
        """The decision in a few words, for the reasons of revisions."""
        done = {
            "merge": f"merged {' and '.join(self.events)}",
            "split": f"split {self.events[0]}",
            "set": f"set {self.field}",
            "confirm": "confirmed",
            "reject": "rejected",
            "note": "noted",
        }[self.kind]
        return f"{done} by {self.author}: {self.reason} ({self.id})"


def record(conn: Connection, decision: Decision) -> None:
    """Keep a new decision."""
    payload = decision.model_dump_json()
    conn.execute(
        insert(schema.decisions).values(
            id=decision.id, number=number_of(decision.id), kind=decision.kind, live=1, payload=payload
        )
    )
    rows = [
        {"decision": decision.id, "part": p, "position": i, "report": a.report, "mention": a.mention}
        for p, part in enumerate(decision.parts)
        for i, a in enumerate(part)
    ]
    conn.execute(insert(schema.anchors), rows)
    append(conn, "decision", decision.id, payload, decision.words)


def take_back(conn: Connection, decision: Decision, author: str, reason: str) -> Decision:
    """Keep that a decision was undone."""
    undone = decision.model_copy(update={"undone": Undone(author=author, reason=reason, made=moment(conn))})
    table, payload = schema.decisions, undone.model_dump_json()
    conn.execute(update(table).where(table.c.id == decision.id).values(live=0, payload=payload))
    append(conn, "decision", decision.id, payload, f"undone by {author}: {reason}")
    return undone


def next_id(conn: Connection) -> str:
    """The id of the next decision: D1, D2 and so on."""
    return f"D{(conn.execute(select(func.max(schema.decisions.c.number))).scalar() or 0) + 1}"


def number_of(id_: str) -> int:
    """The number in a decision's id; 0 where it is none."""
    digits = id_.removeprefix("D")
    return int(digits) if digits.isascii() and digits.isdecimal() else 0


def stored(conn: Connection, id_: str) -> Decision | None:
    """The decision of that id."""
    payload = conn.execute(select(schema.decisions.c.payload).where(schema.decisions.c.id == id_)).scalar()
    return Decision.model_validate_json(payload) if payload is not None else None


def every(conn: Connection) -> list[Decision]:
    """All decisions, the first first."""
    query = select(schema.decisions.c.payload).order_by(schema.decisions.c.number)
    return [Decision.model_validate_json(payload) for payload in conn.execute(query).scalars()]


def touching(conn: Connection, mentions: Collection[str], grouping: bool) -> list[str]:
    """The ids of the live decisions that speak of one of these mentions, the first first."""
    anchors, decisions = schema.anchors, schema.decisions
    kinds = decisions.c.kind.in_(GROUPING) if grouping else decisions.c.kind.not_in(GROUPING)
    found: set[str] = set()
    # Most ledgers hold no decision at all, and each of the many who ask would ask for hundreds of mentions.
    if conn.execute(select(decisions.c.id).where(decisions.c.live == 1).limit(1)).first() is None:
        return []
    for chunk in chunks(mentions):
        query = select(decisions.c.id).join(anchors, anchors.c.decision == decisions.c.id).distinct()
        found |= set(conn.execute(query.where(anchors.c.mention.in_(chunk), decisions.c.live == 1, kinds)).scalars())
    return sorted(found, key=number_of)


def parts_now(conn: Connection, decision: str) -> list[list[str]]:
    """The mentions a decision speaks of, as they are called now, part by part."""
    table = schema.anchors
    query = select(table.c.part, table.c.mention).where(table.c.decision == decision)
    parts: dict[int, list[str]] = {}
    for part, mention in conn.execute(query.order_by(table.c.part, table.c.position)):
        parts.setdefault(part, [])
        if mention is not None:
            parts[part].append(mention)
    return [parts[part] for part in sorted(parts)]


def mentions_meant(conn: Connection, ids: Iterable[str]) -> set[str]:
    """All mentions of these decisions, as they are called now."""
    return {m for id_ in ids for part in parts_now(conn, id_) for m in part}


def follow(conn: Connection, coded: CodedReport) -> None:
    """Lead the decisions that speak of a report that was coded anew to its mentions as they are called now."""
    table, decisions = schema.anchors, schema.decisions
    query = (
        select(table.c.decision, table.c.part, table.c.position, decisions.c.payload)
        .join(decisions, decisions.c.id == table.c.decision)
        .where(table.c.report == coded.report.id)
    )
    meant: dict[str, dict[tuple[int, int], Anchor]] = defaultdict(dict)
    for row in conn.execute(query).all():
        decision = Decision.model_validate_json(row.payload)
        meant[row.decision][row.part, row.position] = decision.parts[row.part][row.position]
    for id_, anchors in meant.items():
        # Anchors of one decision were mentions of one coding, so no two of them share a mention now.
        again = found_again(anchors.values(), coded, _stands(anchors.values(), coded))
        for (part, position), one in anchors.items():
            here = (table.c.decision == id_, table.c.part == part, table.c.position == position)
            conn.execute(update(table).where(*here).values(mention=again.get(one)))


def _stands(anchors: Iterable[Anchor], coded: CodedReport) -> bool:
    """Whether the words of all anchors stand where they stood, so that the text is the same for our purpose."""
    return all(coded.report.text[a.start : a.end] == a.text for a in anchors)
