"""Groups the neighbourhood of a report anew and carries the outcome over to the events: made, grown, merged, gone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import BindParameter, Connection, bindparam, select, update

from tacitus.ledger import schema
from tacitus.ledger.decisions import Decision
from tacitus.ledger.identities import Cause, Identity
from tacitus.ledger.neighbourhood import neighbourhood
from tacitus.ledger.reading import (
    EventsByDay,
    chunks,
    clusters_of,
    events_by_id,
    events_of,
    founders_of,
    linked_followers,
    linked_founders,
    load_tellings,
    members_of,
    pairs,
    placed_in,
    stored_event,
)
from tacitus.ledger.revisions import GONE, append, next_number
from tacitus.ledger.rulings import Rulings, decided, events_decided_with, joined
from tacitus.ledger.standing import end, settle, write
from tacitus.linking import ANSWER_DAYS, Judge, Telling, answer_fit, best_home, merge, stated_responses
from tacitus.records import Event


@dataclass(frozen=True)
class Change:
    """Event ids: `made` are new, `returned` stand again, `grown` took in a report, `redirected` merged into others,
    `gone` lost all reports."""

    made: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    grown: tuple[str, ...] = ()
    redirected: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def regroup(conn: Connection, cause: Cause, seeds: Collection[str], removed: Mapping[str, str]) -> Change:
    """Group what the founders among `seeds` are linked with anew, find the followers' homes, bring the events in line.

    `removed` gives the events that mentions of the report stood in before it was replaced (mention id -> event id).
    """
    seeded = load_tellings(conn, seeds)
    around = neighbourhood(conn, [t.key for t in seeded])
    reached, clusters, rulings = around.reached, around.clusters, around.rulings
    loose = [t for t in reached if t.links and not t.anchored and rulings.holds(t.key)]
    groups = joined(list(clusters.values()), loose, rulings)
    before = {m: e for m, e in removed.items() if e} | events_of(conn, {t.key for t in reached} | set(seeds))
    identity = Identity(conn, before, [[t.key for t in group] for group in groups])
    after = {t.key: id_ for id_, group in zip(identity.ids, groups, strict=True) for t in group}
    cluster_of = {t.key: name for name, group in clusters.items() for t in group}
    changed = _changed(before, groups, identity.ids, seeds) | _reclustered(conn, cluster_of, after)
    followers = load_tellings(
        conn,
        linked_followers(conn, [m for m in cluster_of if after[m] in changed])
        | {t.key for t in seeded if not t.anchored}
        | {t.key for t in reached if not t.anchored},
    )
    theirs = Rulings(conn, [t.key for t in followers])
    followers = [t for t in followers if t.key not in after and not (t.links and theirs.holds(t.key))]
    before |= events_of(conn, [t.key for t in followers])
    after |= _homes(conn, followers, after, clusters, theirs.judge())
    left_out = {t.key: t.why_not_founding or "" for t in followers if t.key not in after}
    _place_mentions(conn, [*reached, *followers], after, cluster_of, left_out)
    moved = {m for m in {*before, *after} if before.get(m) != after.get(m)}
    touched = changed | {e for m in moved | set(seeds) for e in (before.get(m), after.get(m)) if e}
    touched |= events_decided_with(conn, moved | set(seeds))
    ended = identity.ended(cause)
    touched -= set(ended)
    old = {id_: event for id_ in {*touched, *ended} if (event := stored_event(conn, id_))}
    for id_, why in ended.items():
        end(conn, id_, identity.moved_to.get(id_), why)
    events, rejected = dict[str, Event](), dict[str, Decision]()
    for id_ in sorted(touched):
        event, reject = decided(conn, merge(id_, members_of(conn, id_)))
        write(conn, event, identity.returned.get(id_))
        events[id_] = event
        if reject is not None:
            rejected[id_] = reject
    answering = _told_beside(conn, moved) | _who_may_answer(conn, old, events)
    listed = EventsByDay(conn)
    for id_ in sorted(touched | answering):
        now = events.get(id_) or stored_event(conn, id_)
        if now is not None:
            _settle(conn, listed, now, old.get(id_) if id_ in touched else now, cause, rejected.get(id_))
    grown = {after[m] for m in moved if m in after} - identity.minted - set(identity.returned)
    return Change(
        made=tuple(sorted(identity.minted)),
        returned=tuple(sorted(identity.returned)),
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


def _reclustered(conn: Connection, cluster_of: Mapping[str, str], event_of: Mapping[str, str]) -> set[str]:
    """The events in which the machine's own groups changed, though decisions may hold them together as before."""
    were = clusters_of(conn, list(cluster_of))
    return {event_of[m] for m, cluster in cluster_of.items() if were.get(m) != cluster}


def _homes(
    conn: Connection,
    followers: Sequence[Telling],
    event_of: Mapping[str, str],
    inside: Mapping[str, Sequence[Telling]],
    judged: Judge,
) -> dict[str, str]:
    """Follower -> the event of the machine's group that it fits best, of those with a founder it is linked with.

    `event_of` and `inside` say where the founders grouped anew stand; the others stand where they are stored.
    """
    near = linked_founders(conn, [t.key for t in followers])
    linked = {m for those in near.values() for m in those}
    clusters = dict(inside)
    cluster_of = {t.key: name for name, group in inside.items() for t in group}
    stored = clusters_of(conn, linked - set(cluster_of))
    for name in sorted(set(stored.values())):
        clusters[name] = founders_of(conn, name)
    cluster_of |= stored
    placed = events_of(conn, [name for name in clusters if name not in event_of]) | dict(event_of)
    found: dict[str, str] = {}
    for follower in followers:
        names = {cluster_of[m] for m in near.get(follower.key, ())}
        home = best_home(follower, {name: clusters[name] for name in sorted(names)}, judged)
        if home is not None:
            found[follower.key] = placed[home]
    return found


def _place_mentions(
    conn: Connection,
    members: Sequence[Telling],
    after: Mapping[str, str],
    cluster_of: Mapping[str, str],
    left_out: Mapping[str, str],
) -> None:
    table = schema.mentions
    columns = (table.c.event, table.c.cluster, table.c.left_out)
    stand: dict[str, tuple[str | None, ...]] = {}
    for chunk in chunks(t.key for t in members):
        for id_, *those in conn.execute(select(table.c.id, *columns).where(table.c.id.in_(chunk))):
            stand[id_] = tuple(those)
    now = {key: (after.get(key), cluster_of.get(key), left_out.get(key)) for key in sorted(stand)}
    rows = [{"key": k, "now": e, "group": c, "why": why} for k, (e, c, why) in now.items() if stand[k] != now[k]]
    if rows:
        moving = update(table).where(table.c.id == bindparam("key"))
        placing: dict[str, BindParameter[str]] = {
            "event": bindparam("now"),
            "cluster": bindparam("group"),
            "left_out": bindparam("why"),
        }
        conn.execute(moving.values(placing), rows)


def _told_beside(conn: Connection, moved: Collection[str]) -> set[str]:
    """The events told in a report one of whose mentions changed its event: their stated answers may lead elsewhere."""
    mentions = schema.mentions
    found: set[str] = set()
    for chunk in chunks(moved):
        reports = select(mentions.c.report).where(mentions.c.id.in_(chunk)).scalar_subquery()
        beside = select(mentions.c.event).where(mentions.c.report.in_(reports), mentions.c.event.is_not(None))
        found |= {id_ for id_ in conn.execute(beside).scalars() if id_}
    return found


def _who_may_answer(conn: Connection, old: Mapping[str, Event], now: Mapping[str, Event]) -> set[str]:
    """The events that answer something unnamed, which an event that changed fits now as it did not before."""
    both = [(old.get(id_), now.get(id_)) for id_ in sorted({*old, *now})]
    changed = [pair for pair in both if _as_answered(pair[0]) != _as_answered(pair[1])]
    versions = [e for pair in changed for e in pair if e is not None]
    days = [e.date.start for e in versions if e.date.start is not None]
    countries = {p.country for e in versions for p in e.places if p.country}
    if not days or not countries:
        return set()
    mentions, events = schema.mentions, schema.events
    answering = (
        select(mentions.c.id, mentions.c.event)
        .join(events, events.c.id == mentions.c.event)
        .where(
            # The mentions of a few weeks' events are looked at one by one: an index of this would lead through all.
            mentions.c.answers_unnamed + 0 == 1,
            events.c.start.between(min(days).isoformat(), (max(days) + timedelta(days=ANSWER_DAYS)).isoformat()),
            placed_in(countries),
        )
    )
    event_of = pairs(conn, answering)
    stands = {e.id: e for e in events_by_id(conn, list(dict.fromkeys(event_of.values())))}
    found: set[str] = set()
    for telling in load_tellings(conn, event_of):
        event = stands.get(event_of[telling.key])
        if event is None or event.id in found:
            continue
        others = (pair for pair in changed if all(e is None or e.id != event.id for e in pair))
        if any(answer_fit(event, telling, before) != answer_fit(event, telling, after) for before, after in others):
            found.add(event.id)
    return found


def _as_answered(event: Event | None) -> object:
    """What of an event decides whether others answer it."""
    if event is None:
        return None
    return event.action, event.date, event.places, event.facilities, event.initiators, event.targets


def _settle(
    conn: Connection, listed: EventsByDay, event: Event, old: Event | None, cause: Cause, reject: Decision | None
) -> None:
    """Give a written event its stated answers and, where anything changed, its next revision with the reason.

    What is answered hangs on no answers, so the events `listed` may be as they were before theirs were settled.
    A rejected event is withdrawn from what is listed, and comes back with a revision once it is rejected no longer.
    """
    table = schema.events
    told = load_tellings(conn, event.mentions)
    named = [r.mention for t in told if (r := t.mention.responds_to) and r.mention]
    unnamed = any(r.mention is None for t in told if (r := t.mention.responds_to))
    answers = stated_responses(event, told, events_of(conn, named), _earlier(listed, event) if unnamed else ())
    settled = event.model_copy(update={"response_to": answers, "revision": old.revision if old else 0})
    was_rejected = bool(conn.execute(select(table.c.rejected).where(table.c.id == event.id)).scalar())
    if reject is not None:
        if not was_rejected:
            append(conn, "event", event.id, GONE, reject.words)
    elif settled != old or was_rejected:
        number = next_number(conn, "event", event.id)
        settled = settled.model_copy(update={"revision": number})
        append(conn, "event", event.id, settled.model_dump_json(), _reason(conn, old, settled, cause))
    settle(conn, settled, rejected=reject is not None)


def _earlier(listed: EventsByDay, event: Event) -> list[Event]:
    start = event.date.start
    if start is None:
        return []
    since = date.fromordinal(max(start.toordinal() - ANSWER_DAYS, 1))
    countries = {p.country for p in event.places if p.country}
    return [e for e in listed.between(since, start, countries) if e.id != event.id]


def _reason(conn: Connection, old: Event | None, event: Event, cause: Cause) -> str:
    if cause.decision:
        return cause.decision
    if old is None:
        return f"first told by {', '.join(source.id for source in event.reports)}"
    joined, left = set(event.mentions) - set(old.mentions), set(old.mentions) - set(event.mentions)
    if joined:
        why = _strongest_link(conn, joined, event.mentions)
        return f"{cause.teller} tells of it too" + (f": {why}" if why else "")
    if left:
        return f"{', '.join(sorted(left))} no longer told of it, after {cause}"
    changed = [name for name in Event.model_fields if getattr(old, name) != getattr(event, name) and name != "revision"]
    return f"{', '.join(changed)} changed by {cause}"


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
