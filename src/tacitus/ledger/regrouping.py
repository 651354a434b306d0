"""Groups the neighbourhood of a report anew and carries the outcome over to the events: made, grown, merged, gone."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from tacitus.ledger import schema
from tacitus.ledger.reading import chunks, component, events_of, load_tellings, pairs, stored_event
from tacitus.ledger.revisions import GONE, append, next_number
from tacitus.linking import ANSWER_DAYS, Telling, cluster, merge, stated_responses
from tacitus.records import Event


@dataclass(frozen=True)
class Change:
    """Event ids: `made` are new, `grown` took in a report, `redirected` merged into others, `gone` lost all reports."""

    made: tuple[str, ...] = ()
    grown: tuple[str, ...] = ()
    redirected: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def regroup(conn: Connection, report: str, seeds: Collection[str], removed: Mapping[str, str]) -> Change:
    """Group everything linked with `seeds` and bring the events in line.

    `removed` gives the events of the mentions that the report's earlier version had (mention id -> event id).
    """
    members = load_tellings(conn, component(conn, seeds))
    before = {m: e for m, e in removed.items() if e} | events_of(conn, [t.key for t in members])
    grouping = cluster(members)
    identity = _Identity(conn, before, [[t.key for t in group] for group in grouping.events])
    after = {t.key: id_ for id_, group in zip(identity.ids, grouping.events, strict=True) for t in group}
    _place_mentions(conn, members, after, grouping.left_out)
    old = {id_: event for id_ in {*before.values(), *identity.ids} if (event := stored_event(conn, id_))}
    for id_, why in identity.ended(report).items():
        _end(conn, id_, identity.moved_to.get(id_), why)
    changed = set(identity.minted)
    for id_, group in zip(identity.ids, grouping.events, strict=True):
        if _is_as_before(old.get(id_), group, report):
            continue
        changed.add(id_)
        _write(conn, merge(id_, group))
    moved = {m for m in {*before, *after} if before.get(m) != after.get(m)}
    was = [event for id_, event in old.items() if id_ in changed or id_ not in identity.ids]
    for id_ in sorted(changed | _who_may_answer(conn, report, moved, was, changed)):
        _settle(conn, id_, old.get(id_) if id_ in changed else stored_event(conn, id_), report)
    grown = {id_ for m, id_ in after.items() if before.get(m) != id_ and id_ not in identity.minted}
    return Change(
        made=tuple(sorted(identity.minted)),
        grown=tuple(sorted(grown)),
        redirected=tuple(sorted(identity.moved_to)),
        gone=tuple(sorted(identity.lost)),
    )


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


def _is_as_before(old: Event | None, group: Sequence[Telling], report: str) -> bool:
    """Whether an event is made of the same mentions, none of them of the report now read."""
    if old is None or any(t.report.id == report for t in group):
        return False
    return old.mentions == tuple(t.key for t in group)


def _place_mentions(
    conn: Connection, members: Sequence[Telling], after: Mapping[str, str], left_out: Mapping[str, str]
) -> None:
    table = schema.mentions
    stand: dict[str, tuple[str | None, str | None]] = {}
    for chunk in chunks(t.key for t in members):
        for row in conn.execute(select(table.c.id, table.c.event, table.c.left_out).where(table.c.id.in_(chunk))):
            stand[row.id] = (row.event, row.left_out)
    for key, now in stand.items():
        then = (after.get(key), left_out.get(key))
        if now != then:
            conn.execute(update(table).where(table.c.id == key).values(event=then[0], left_out=then[1]))


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


def _who_may_answer(
    conn: Connection, report: str, moved: Collection[str], old: Sequence[Event], touched: Collection[str]
) -> set[str]:
    """Other events whose stated answer may lead elsewhere now.

    Those told in a report one of whose mentions changed its event, and those that answer something unnamed
    within reach of a touched event's date.
    """
    mentions, events = schema.mentions, schema.events
    found: set[str] = set()
    for chunk in chunks(moved):
        reports = select(mentions.c.report).where(mentions.c.id.in_(chunk)).scalar_subquery()
        beside = select(mentions.c.event).where(mentions.c.report.in_(reports), mentions.c.event.is_not(None))
        found |= {id_ for id_ in conn.execute(beside).scalars() if id_}
    dates = [e.date.start for e in old] + [e.date.start for id_ in touched if (e := stored_event(conn, id_))]
    windows = [
        events.c.start.between(day.isoformat(), (day + timedelta(days=ANSWER_DAYS)).isoformat())
        for day in sorted({day for day in dates if day is not None})
    ]
    if windows:
        answering = (
            select(mentions.c.event)
            .join(events, events.c.id == mentions.c.event)
            .where(mentions.c.answers_unnamed == 1, or_(*windows))
        )
        found |= {id_ for id_ in conn.execute(answering).scalars() if id_}
    return found


def _settle(conn: Connection, id_: str, old: Event | None, report: str) -> None:
    """Give an event its stated answers and, where anything changed, its next revision with the reason."""
    event = stored_event(conn, id_)
    if event is None:
        return
    told = load_tellings(conn, event.mentions)
    named = [r.mention for t in told if (r := t.mention.responds_to) and r.mention]
    unnamed = any(r.mention is None for t in told if (r := t.mention.responds_to))
    answers = stated_responses(event, told, events_of(conn, named), _earlier(conn, event) if unnamed else ())
    number = old.revision if old else 0
    event = event.model_copy(update={"response_to": answers, "revision": number})
    if old is None or event != old:
        payload_number = next_number(conn, "event", id_)
        event = event.model_copy(update={"revision": payload_number})
        append(conn, "event", id_, event.model_dump_json(), _reason(conn, old, event, report))
    _write(conn, event)


def _earlier(conn: Connection, event: Event) -> list[Event]:
    start = event.date.start
    if start is None:
        return []
    table, since = schema.events, max(start.toordinal() - ANSWER_DAYS, 1)
    query = select(table.c.payload).where(
        table.c.start.between(date.fromordinal(since).isoformat(), start.isoformat()), table.c.id != event.id
    )
    return [Event.model_validate_json(payload) for payload in conn.execute(query).scalars()]


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
