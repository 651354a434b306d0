"""What live decisions mean for a neighbourhood: what stays apart, what belongs together, what a reviewer has set.

Of two decisions that speak of the same mentions, the later one holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from sqlalchemy import Connection

from tacitus.ledger.decisions import Decision, mentions_meant, number_of, parts_now, stored, touching
from tacitus.ledger.fields import with_field
from tacitus.ledger.reading import events_of
from tacitus.linking import Judge, Telling, Traits
from tacitus.linking.summary import summarise
from tacitus.records import Event


class Rulings:
    """The merges and splits that speak of some mentions, in the order in which they were decided."""

    def __init__(self, conn: Connection, mentions: Collection[str]) -> None:
        self._parts: list[tuple[bool, list[list[str]]]] = []
        self._part_of: dict[str, dict[int, int]] = defaultdict(dict)
        for id_ in touching(conn, mentions, grouping=True):
            decision, parts = stored(conn, id_), parts_now(conn, id_)
            if decision is None:
                continue
            number = len(self._parts)
            self._parts.append((decision.kind == "split", parts))
            for part, those in enumerate(parts):
                for mention in those:
                    self._part_of[mention][number] = part

    def __contains__(self, mention: str) -> bool:
        return mention in self._part_of

    def are_none(self) -> bool:
        """Whether no merge and no split speaks of the mentions."""
        return not self._parts

    def parted(self, a: str, b: str) -> bool:
        """Whether two mentions were split and not merged since."""
        left, right = self._part_of.get(a, {}), self._part_of.get(b, {})
        for number in sorted(left.keys() & right.keys(), reverse=True):
            is_split = self._parts[number][0]
            if not is_split or left[number] != right[number]:
                return is_split
            if left[number] == 0:
                return False
        return False

    def judge(self) -> Judge:
        """Judges as the machine does, except that what was split by hand cannot be one happening."""
        return RuledJudge(self) if self._parts else Judge()

    def holds(self, mention: str) -> bool:
        """Whether a decision says in which event a mention stands, so that the machine is not asked."""
        part_of = self._part_of.get(mention, {})
        return any(not self._parts[number][0] or part == 0 for number, part in part_of.items())

    def together(self) -> list[list[str]]:
        """The mentions that each decision holds for one event: all that was merged, or what was split off."""
        return [sorted(parts[0] if is_split else chain(*parts)) for is_split, parts in self._parts]


class RuledJudge(Judge):
    """Judges as the machine does, except that what was split by hand cannot be one happening."""

    def __init__(self, rulings: Rulings) -> None:
        super().__init__()
        self._rulings = rulings

    def score(self, a: Traits, b: Traits) -> int | None:
        """The log-odds of a pair in millionths of a nat; None under a veto or a split."""
        return None if self._rulings.parted(a.key, b.key) else super().score(a, b)


def joined(groups: Sequence[Sequence[Telling]], loose: Iterable[Telling], rulings: Rulings) -> list[list[Telling]]:
    """The machine's groups after the decisions; `loose` are tellings of decisions that found no event by themselves."""
    whole: dict[int, list[Telling]] = {i: list(group) for i, group in enumerate(groups)}
    for telling in loose:
        whole[len(whole)] = [telling]
    group_of = {t.key: i for i, group in whole.items() for t in group}
    for mentions in rulings.together():
        kept: list[int] = []
        for i in dict.fromkeys(group_of[m] for m in mentions if m in group_of):
            home = next((k for k in kept if not _any_parted(whole[k], whole[i], rulings)), None)
            if home is None:
                kept.append(i)
                continue
            for telling in whole[i]:
                group_of[telling.key] = home
            whole[home] += whole.pop(i)
    return sorted((sorted(group, key=lambda t: t.key) for group in whole.values()), key=lambda g: g[0].key)


def _any_parted(left: Iterable[Telling], right: Iterable[Telling], rulings: Rulings) -> bool:
    others = [t.key for t in right if t.key in rulings]
    return any(rulings.parted(t.key, other) for t in left if t.key in rulings for other in others)


def homes(conn: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Decision id -> the event it speaks of now: the one with most of its mentions, of equals that of the first."""
    found: dict[str, str] = {}
    for id_ in ids:
        mentions = [m for part in parts_now(conn, id_) for m in part]
        placed = events_of(conn, mentions)
        events = [placed[m] for m in mentions if m in placed]
        if events:
            counts = Counter(events)
            found[id_] = max(events, key=lambda e: (counts[e], -events.index(e)))
    return found


def decided_on(conn: Connection, event: Event) -> list[Decision]:
    """The live decisions that speak of an event as a whole, the first first."""
    ids = touching(conn, event.mentions, grouping=False)
    home = homes(conn, ids)
    return [d for id_ in ids if home.get(id_) == event.id and (d := stored(conn, id_)) is not None]


def decided(conn: Connection, event: Event) -> tuple[Event, Decision | None]:
    """The event as the reviewers decided it, and the decision that rejects it, if one does."""
    grouped = touching(conn, event.mentions, grouping=True)
    upon = decided_on(conn, event)
    if not upon and not grouped:
        return event, None
    for decision in upon:
        if decision.kind == "confirm":
            event = event.model_copy(update={"status": "confirmed"})
        elif decision.kind == "set":
            event = with_field(event, decision.field or "", decision.value)
    ids = sorted([*grouped, *(d.id for d in upon)], key=number_of)
    event = event.model_copy(update={"decisions": tuple(ids)})
    rejecting = [d for d in upon if d.kind in ("reject", "confirm")]
    reject = rejecting[-1] if rejecting and rejecting[-1].kind == "reject" else None
    return event.model_copy(update={"summary": summarise(event)}), reject


def events_decided_with(conn: Connection, mentions: Collection[str]) -> set[str]:
    """The events that decisions on whole events, speaking of these mentions among others, may speak of now."""
    return set(events_of(conn, mentions_meant(conn, touching(conn, mentions, grouping=False))).values())
