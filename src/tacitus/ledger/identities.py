"""Which id an event bears after its mentions were grouped anew: ids are stable, and never given to another event."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from tacitus.ledger import schema
from tacitus.ledger.reading import chunks, pairs
from tacitus.ledger.revisions import GONE


@dataclass(frozen=True)
class Cause:
    """What made events change: the reading of a report, or a reviewer's decision in words."""

    report: str = ""
    decision: str = ""

    def merged(self, new: str) -> str:
        """Why an event is part of another now."""
        return f"part of {new} now: {self.decision}" if self.decision else f"told to be the same as {new} by {self}"

    def lost(self) -> str:
        """Why no mention tells of an event now."""
        return self.decision or f"no report tells of it since {self} was replaced"

    @property
    def teller(self) -> str:
        """The report that tells more, where it was a report."""
        return self.report or "a report"

    def __str__(self) -> str:
        return self.decision or (f"report {self.report}" if self.report else "linking everything anew")


class Identity:
    """Gives every group an event id.

    The older event keeps its id where several are one now, and younger ones are redirected. Where an event falls
    apart, those that were merged into it come back under their own ids; what is new gets an id of its own.
    """

    def __init__(self, conn: Connection, before: Mapping[str, str], groups: Sequence[Sequence[str]]) -> None:
        overlaps = {
            old: Counter({i: n for i, g in enumerate(groups) if (n := sum(before.get(m) == old for m in g))})
            for old in set(before.values())
        }
        owner: dict[int, str] = {}
        self.moved_to: dict[str, str] = {}
        self.lost: set[str] = set()
        self.returned: dict[str, int] = {}
        for old in [old for old in overlaps if len(overlaps[old]) > 1]:
            for i, dormant, age in _returning(conn, old, {i: groups[i] for i in overlaps[old]}):
                if i not in owner:
                    owner[i] = dormant
                    self.returned[dormant] = age
        homeless: list[str] = []
        for old in _by_age(conn, overlaps):
            free = [i for i in overlaps[old] if i not in owner]
            if free:
                owner[min(free, key=lambda i: (-overlaps[old][i], groups[i][0]))] = old
            else:
                homeless.append(old)
        self.minted: set[str] = set()
        for i, group in enumerate(groups):
            if i not in owner:
                owner[i] = _mint(conn, group[0], self.minted)
                self.minted.add(owner[i])
        for old in homeless:
            if overlaps[old]:
                self.moved_to[old] = owner[min(overlaps[old], key=lambda i: (-overlaps[old][i], groups[i][0]))]
            else:
                self.lost.add(old)
        self.ids = [owner[i] for i in range(len(groups))]

    def ended(self, cause: Cause) -> dict[str, str]:
        """Event id -> why it stands no longer."""
        return {old: cause.merged(new) for old, new in self.moved_to.items()} | dict.fromkeys(self.lost, cause.lost())


def _returning(conn: Connection, event: str, groups: Mapping[int, Sequence[str]]) -> Iterable[tuple[int, str, int]]:
    """Group, id and age of the events merged into `event` that come back now that it falls apart into groups.

    Such an event is told by most of a group that holds nothing of what `event` was before it took it in.
    """
    table = schema.redirects
    rest = set(groups)
    for old, age in conn.execute(select(table.c.old, table.c.age).where(table.c.new == event).order_by(table.c.age)):
        ended, members = _last_members(conn, old)
        _, before = _last_members(conn, event, ended)
        fitting = [
            (-len(members.intersection(groups[i])), groups[i][0], i)
            for i in rest
            if 2 * len(members.intersection(groups[i])) > len(groups[i]) and before.isdisjoint(groups[i])
        ]
        if fitting and len(rest) > 1:
            found = min(fitting)[2]
            rest.discard(found)
            yield found, old, age


def _last_members(conn: Connection, event: str, until: int | None = None) -> tuple[int, set[str]]:
    """The row at which an event ended (0 where it did not), and the mentions it had last, before a row if given."""
    table = schema.revisions
    query = select(table.c.row, table.c.payload).where(table.c.kind == "event", table.c.subject == event)
    if until is not None:
        query = query.where(table.c.row < until)
    ended = 0
    for row, payload in conn.execute(query.order_by(table.c.row.desc())):
        if payload != GONE:
            return ended, set(json.loads(payload)["mentions"])
        ended = ended or row
    return ended, set()


def _by_age(conn: Connection, ids: Iterable[str]) -> list[str]:
    table = schema.events
    ages: dict[str, int] = {}
    for chunk in chunks(ids):
        ages |= pairs(conn, select(table.c.id, table.c.age).where(table.c.id.in_(chunk)))
    return sorted(ages, key=ages.__getitem__)


def _mint(conn: Connection, first_mention: str, taken: Collection[str]) -> str:
    """A new event id from its first mention; an id once used, even by an event since gone, is never given again."""
    table, salt = schema.revisions, 0
    while True:
        digest = hashlib.sha256(f"{first_mention}\n{salt}".encode()).hexdigest()
        id_ = f"E{digest[:12]}"
        used = select(table.c.row).where(table.c.kind == "event", table.c.subject == id_).limit(1)
        if id_ not in taken and conn.execute(used).first() is None:
            return id_
        salt += 1
