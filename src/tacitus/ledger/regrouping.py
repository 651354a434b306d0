"""Groups the neighbourhood of a report anew and carries the outcome over to the events: made, grown, merged, gone."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from tacitus.ledger import schema
from tacitus.ledger.reading import (
    chunks,
    component,
    events_of,
    founding_links,
    linked_followers,
    linked_founders,
    load_tellings,
    members_of,
    pairs,
    stored_event,
    stored_events,
)
from tacitus.ledger.revisions import GONE, append, next_number
from tacitus.linking import ANSWER_DAYS, Judge, Telling, best_home, group_founders, merge, stated_responses
from tacitus.records import Event


@dataclass(frozen=True)
class Change:
    """Event ids: `made` are new, `grown` took in a report, `redirected` merged into others, `gone` lost all reports."""

    made: tuple[str, ...] = ()
    grown: tuple[str, ...] = ()
    redirected: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def regroup(conn: Connection, report: str, seeds: Collection[str], removed: Mapping[str, str]) -> Change:
    """Group what the founders among `seeds` are linked with anew, find the followers' homes, bring the events in line.

    `removed` gives the events of the mentions that the report's earlier version had (mention id -> event id).
    """
    judged = Judge()
    seeded = load_tellings(conn, seeds)
    founders = load_tellings(conn, component(conn, [t.key for t in seeded if t.anchored]))
    links = founding_links(conn, [t.key for t in founders])
    groups = group_founders(founders, links, judged)
    before = {m: e for m, e in removed.items() if e} | events_of(conn, {t.key for t in founders} | set(seeds))
    identity = _Identity(conn, before, [[t.key for t in group] for group in groups])
    changed = _changed(before, groups, identity.ids, seeds)
    after = {t.key: id_ for id_, group in zip(identity.ids, groups, strict=True) for t in group}
    followers = load_tellings(
        conn,
        linked_followers(conn, [m for m in after if after[m] in changed]) | {t.key for t in seeded if not t.anchored},
    )
    before |= events_of(conn, [t.key for t in followers])
    inside: dict[str, Sequence[Telling]] = dict(zip(identity.ids, groups, strict=True))
    after |= _homes(conn, followers, after, inside, judged)
    left_out = {t.key: t.why_not_founding or "" for t in followers if t.key not in after}
    _place_mentions(conn, [*founders, *followers], after, left_out)
    moved = {m for m in {*before, *after} if before.get(m) != after.get(m)}
    touched = changed | {e for m in moved | set(seeds) for e in (before.get(m), after.get(m)) if e}
    ended = identity.ended(report)
    touched -= set(ended)
    old = {id_: event for id_ in {*touched, *ended} if (event := stored_event(conn, id_))}
    for id_, why in ended.items():
        _end(conn, id_, identity.moved_to.get(id_), why)
    events: dict[str, Event] = {}
    for id_ in sorted(touched):
        events[id_] = merge(id_, members_of(conn, id_))
        _write(conn, events[id_])
    for id_ in sorted(touched | _who_may_answer(conn, moved, [*old.values(), *events.values()])):
        event = events.get(id_) or stored_event(conn, id_)
        if event is not None:
            _settle(conn, event, old.get(id_) if id_ in touched else event, report)
    grown = {after[m] for m in moved if m in after} - identity.minted
    return Change(
        made=tuple(sorted(identity.minted)),
        grown=tuple(sorted(grown)),
        redirected=tuple(sorted(identity.moved_to)),
        gone=tuple(sorted(identity.lost)),
    )


def _changed(
    before: Mapping[str, str], groups: Sequence[Sequence[Telling]], ids: Sequence[str], seeds: Collection[str]
) -> set[str]:
    """The events whose founders are not those they had, or were read anew."""
    had: dict[str, set[str]] = defaultdict(set)
    for mention, event in before.items():
        had[event].add(mention)
    found = [{t.key for t in group} for group in groups]
    return {id_ for id_, keys in zip(ids, found, strict=True) if had[id_] != keys or not keys.isdisjoint(seeds)}


def _homes(
    conn: Connection,
    followers: Sequence[Telling],
    event_of: Mapping[str, str],
    inside: Mapping[str, Sequence[Telling]],
    judged: Judge,
) -> dict[str, str]:
    """Follower -> the event it fits best, of those that hold a founder it is linked with.

    `event_of` and `inside` say where the founders grouped anew stand; the others stand where they are stored.
    """
    near = linked_founders(conn, [t.key for t in followers])
    known = events_of(conn, {m for linked in near.values() for m in linked} - set(event_of)) | dict(event_of)
    homes: dict[str, str] = {}
    founders = dict(inside)
    for follower in followers:
        events = {known[m] for m in near.get(follower.key, ())}
        for id_ in sorted(events - set(founders)):
            founders[id_] = [t for t in members_of(conn, id_) if t.anchored]
        home = best_home(follower, {id_: founders[id_] for id_ in events}, judged)
        if home is not None:
            homes[follower.key] = home
    return homes


class _Identity:
    """Gives every group an event id: the older event keeps its id, younger ones are redirected, new ones are minted."""

    def __init__(self, conn: Connection, before: Mapping[str, str], groups: Sequence[Sequence[str]]) -> None:
        overlaps = {
            old: Counter({i: n for i, g in enumerate(groups) if (n := sum(before.get(m) == old for m in g))})
            for old in set(before.values())
        }
        owner: dict[int, str] = {}
        self.moved_to: dict[str, str] = {}
        self.lost: set[str] = set()
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

    def ended(self, report: str) -> dict[str, str]:
        """Event id -> why it stands no longer."""
        ended = {old: f"told to be the same as {new} by report {report}" for old, new in self.moved_to.items()}
        return ended | dict.fromkeys(self.lost, f"no report tells of it since report {report} was replaced")


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


def _place_mentions(
    conn: Connection, members: Sequence[Telling], after: Mapping[str, str], left_out: Mapping[str, str]
) -> None:
    table = schema.mentions
    stand: dict[str, tuple[str | None, str | None]] = {}
    for chunk in chunks(t.key for t in members):
        for row in conn.execute(select(table.c.id, table.c.event, table.c.left_out).where(table.c.id.in_(chunk))):
            stand[row.id] = (row.event, row.left_out)
    now = {key: (after.get(key), left_out.get(key)) for key in sorted(stand)}
    rows = [{"key": k, "now": event, "why": why} for k, (event, why) in now.items() if stand[k] != (event, why)]
    if rows:
        moving = update(table).where(table.c.id == bindparam("key"))
        conn.execute(moving.values(event=bindparam("now"), left_out=bindparam("why")), rows)


def _end(conn: Connection, id_: str, new: str | None, why: str) -> None:
    conn.execute(delete(schema.events).where(schema.events.c.id == id_))
    append(conn, "event", id_, GONE, why)
    if new is not None:
        # Who was led to the event that ends now is led on, so that one step always suffices.
        table = schema.redirects
        conn.execute(update(table).where(table.c.new == id_).values(new=new))
        conn.execute(insert(table).values(old=id_, new=new, why=why))


def _write(conn: Connection, event: Event) -> None:
    """Put an event and the keys it is found by into the current tables."""
    table = schema.events
    age = conn.execute(select(table.c.age).where(table.c.id == event.id)).scalar()
    if age is None:
        age = (conn.execute(select(func.max(table.c.age))).scalar() or 0) + 1
    conn.execute(delete(table).where(table.c.id == event.id))
    conn.execute(
        insert(table).values(
            id=event.id,
            age=age,
            action=event.action,
            status=event.status,
            start=_iso(event.date.start),
            end=_iso(event.date.end),
            payload=event.model_dump_json(),
        )
    )
    places = [
        {"event": event.id, "position": i, "country": p.country, "lat": p.lat, "lon": p.lon, "precision": p.precision}
        for i, p in enumerate(event.places)
    ]
    actors = [
        {"event": event.id, "side": side, "actor": actor.id, "name": actor.name.casefold()}
        for side, those in (("initiator", event.initiators), ("target", event.targets))
        for actor in those
    ]
    for rows, into in ((places, schema.event_places), (actors, schema.event_actors)):
        if rows:
            conn.execute(insert(into), rows)


def _who_may_answer(conn: Connection, moved: Collection[str], touched: Iterable[Event]) -> set[str]:
    """Other events whose stated answer may lead elsewhere now.

    Those told in a report one of whose mentions changed its event, and those that answer something unnamed
    within reach of the date of a touched event, as it was or as it is.
    """
    mentions, events = schema.mentions, schema.events
    found: set[str] = set()
    for chunk in chunks(moved):
        reports = select(mentions.c.report).where(mentions.c.id.in_(chunk)).scalar_subquery()
        beside = select(mentions.c.event).where(mentions.c.report.in_(reports), mentions.c.event.is_not(None))
        found |= {id_ for id_ in conn.execute(beside).scalars() if id_}
    windows = [
        events.c.start.between(day.isoformat(), (day + timedelta(days=ANSWER_DAYS)).isoformat())
        for day in sorted({event.date.start for event in touched if event.date.start is not None})
    ]
    if windows:
        answering = (
            select(mentions.c.event)
            .join(events, events.c.id == mentions.c.event)
            .where(mentions.c.answers_unnamed == 1, or_(*windows))
        )
        found |= {id_ for id_ in conn.execute(answering).scalars() if id_}
    return found


def _settle(conn: Connection, event: Event, old: Event | None, report: str) -> None:
    """Give a written event its stated answers and, where anything changed, its next revision with the reason."""
    told = load_tellings(conn, event.mentions)
    named = [r.mention for t in told if (r := t.mention.responds_to) and r.mention]
    unnamed = any(r.mention is None for t in told if (r := t.mention.responds_to))
    answers = stated_responses(event, told, events_of(conn, named), _earlier(conn, event) if unnamed else ())
    settled = event.model_copy(update={"response_to": answers, "revision": old.revision if old else 0})
    if settled != old:
        number = next_number(conn, "event", event.id)
        settled = settled.model_copy(update={"revision": number})
        append(conn, "event", event.id, settled.model_dump_json(), _reason(conn, old, settled, report))
    table = schema.events
    conn.execute(update(table).where(table.c.id == event.id).values(payload=settled.model_dump_json()))


def _earlier(conn: Connection, event: Event) -> list[Event]:
    start = event.date.start
    if start is None:
        return []
    since = date.fromordinal(max(start.toordinal() - ANSWER_DAYS, 1))
    return [e for e in stored_events(conn, since.isoformat(), start.isoformat()) if e.id != event.id]


def _reason(conn: Connection, old: Event | None, event: Event, report: str) -> str:
    if old is None:
        return f"first told by {', '.join(source.id for source in event.reports)}"
    joined, left = set(event.mentions) - set(old.mentions), set(old.mentions) - set(event.mentions)
    if joined:
        why = _strongest_link(conn, joined, event.mentions)
        return f"{report} tells of it too" + (f": {why}" if why else "")
    if left:
        return f"{', '.join(sorted(left))} no longer told of it, after report {report}"
    changed = [name for name in Event.model_fields if getattr(old, name) != getattr(event, name) and name != "revision"]
    return f"{', '.join(changed)} changed by report {report}"


def _strongest_link(conn: Connection, joined: Collection[str], mentions: Collection[str]) -> str:
    links, inside = schema.links, list(mentions)
    query = (
        select(links.c.why)
        .where(links.c.a.in_(inside), links.c.b.in_(inside), links.c.a.in_(joined) | links.c.b.in_(joined))
        .order_by(links.c.probability.desc(), links.c.a, links.c.b)
        .limit(1)
    )
    why = conn.execute(query).scalar()
    return "; ".join(json.loads(why)) if why else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
