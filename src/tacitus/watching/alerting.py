"""What changed in the ledger since an alert last looked, for each saved search, as notices.

An event is told of when it first fits the search: because it is new, or because it was corrected. What fitted when the
alert was made, or its search was changed, is no news. An alert with `updates` tells again of an event that it told of:
when its status changes, when a figure of people hurt appears, goes, or changes its best estimate, and when it is merged
or withdrawn. The notices, where they go, and how far the alert has looked are kept in one transaction: none is lost,
and none made twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import quote

from tacitus.ledger import Changed, Ledger
from tacitus.publishing.differences import field_changes
from tacitus.publishing.exports import event_json
from tacitus.publishing.notes import web
from tacitus.publishing.sentences import event_title
from tacitus.records import Casualties, Event
from tacitus.watching.config import Alert, Config
from tacitus.watching.state import State

NoticeKind = Literal["new", "changed", "merged", "withdrawn"]
MOST_SOURCES = 20


@dataclass(frozen=True)
class Notice:
    """One thing an alert tells of: `payload` is what is posted to webhooks (docs/watching.md)."""

    id: str
    alert: str
    event: str
    kind: NoticeKind
    at: float
    payload: Mapping[str, Any]


def take_notice(config: Config, state: State, ledger: Ledger, now: float) -> list[Notice]:
    """The new notices of all alerts, kept with the deliveries they need; one e-mail for each address."""
    with ledger.snapshot() as kept:
        head = kept.head()
        rows = _positions(state)
        changed = {row: kept.events_after(row)[1] for row in set(rows.values()) if row < head}
        made: list[Notice] = []
        fitting: list[tuple[str, str]] = []
        for alert in config.alert:
            some = changed.get(rows[alert.name], ())
            fits = kept.finder().among(alert.search.wanted(), {c.subject for c in some if c.after is not None})
            fitting += [(alert.name, event) for event in sorted(fits)]
            made += _notices(alert, config, state, some, fits, head, now)
    with state.open() as db:
        number = db.execute("SELECT ifnull(max(number), 0) FROM notices").fetchone()[0]
        for notice in made:
            number += 1
            row = (notice.id, number, notice.alert, notice.event, notice.kind, notice.at, json.dumps(notice.payload))
            db.execute("INSERT INTO notices VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        db.executemany("UPDATE alerts SET row = ? WHERE name = ?", [(head, alert.name) for alert in config.alert])
        db.executemany("INSERT OR IGNORE INTO fitting VALUES (?, ?)", fitting)
        for id_, way, target, notices in _deliveries(config, made):
            ids = json.dumps([notice.id for notice in notices])
            query = "INSERT INTO deliveries (id, way, target, notices, number, due) VALUES (?, ?, ?, ?, ?, ?)"
            db.execute(query, (id_, way, target, ids, number, now))
    return made


def notices_of(state: State, alert: str, most: int) -> list[Notice]:
    """The latest notices of an alert, the newest first."""
    query = "SELECT id, alert, event, kind, at, payload FROM notices WHERE alert = ? ORDER BY number DESC LIMIT ?"
    with state.reading() as db:
        return [_read(row) for row in db.execute(query, (alert, most))]


def notices_by_id(state: State, ids: Sequence[str]) -> list[Notice]:
    """These notices, in the order of their ids as given."""
    query = "SELECT id, alert, event, kind, at, payload FROM notices WHERE id = ?"
    with state.reading() as db:
        rows = [db.execute(query, (id_,)).fetchone() for id_ in ids]
    return [_read(row) for row in rows if row]


def begin(config: Config, state: State, ledger: Ledger, now: float) -> None:
    """Take in the alerts. One that is new, was taken out for a while, or has another search, begins now."""
    with ledger.snapshot() as kept, state.open() as db:
        head = kept.head()
        known = dict(db.execute("SELECT name, query FROM alerts WHERE live"))
        db.execute("UPDATE alerts SET live = 0")
        for alert in config.alert:
            query = alert.search.query()
            db.execute(
                "INSERT INTO alerts VALUES (?, ?, ?, ?, 1, ?) "
                "ON CONFLICT (name) DO UPDATE SET title = excluded.title, query = excluded.query, live = 1",
                (alert.name, alert.called, query, head, now),
            )
            if known.get(alert.name) != query:
                db.execute("UPDATE alerts SET row = ? WHERE name = ?", (head, alert.name))
                fits = sorted(kept.finder().ids(alert.search.wanted()))
                db.executemany("INSERT OR IGNORE INTO fitting VALUES (?, ?)", [(alert.name, event) for event in fits])


def _positions(state: State) -> dict[str, int]:
    """How far in the history each alert has looked."""
    with state.reading() as db:
        return dict(db.execute("SELECT name, row FROM alerts WHERE live"))


def _notices(
    alert: Alert, config: Config, state: State, changed: Sequence[Changed], fits: set[str], head: int, now: float
) -> Iterator[Notice]:
    with state.reading() as db:
        known = {event for (event,) in db.execute("SELECT event FROM fitting WHERE alert = ?", (alert.name,))}
        told = {event for (event,) in db.execute("SELECT DISTINCT event FROM notices WHERE alert = ?", (alert.name,))}
    news = fits - known
    for change in changed:
        kind: NoticeKind | None = None
        if change.subject in news:
            kind = "new"
        elif alert.updates and change.subject in told:
            kind = _update(change)
        if kind is not None:
            yield _notice(alert, config, change, kind, head, now)


def _update(change: Changed) -> NoticeKind | None:
    """What became of an event that was told of; None where it is nothing to be told."""
    if change.kind in ("merged", "withdrawn"):
        return change.kind
    return "changed" if change.before and list(material(change)) else None


def material(change: Changed) -> Iterator[dict[str, str]]:
    """What of a change is told: the status, and figures whose best (else lowest) number differs."""
    before, after = change.before or {}, change.after or {}
    if before.get("status") != after.get("status"):
        yield {"field": "status", "before": str(before.get("status")), "after": str(after.get("status"))}
    moved = {toll for toll in Casualties.model_fields if _number(before, toll) != _number(after, toll)}
    for one in field_changes(before, after, ["casualties"]):
        if one.field in moved:
            yield {"field": one.field, "before": one.before, "after": one.after}


def _number(event: Mapping[str, Any], toll: str) -> int | None:
    figure = (event.get("casualties") or {}).get(toll) or {}
    best: int | None = figure.get("best")
    return best if best is not None else figure.get("low")


def _notice(alert: Alert, config: Config, change: Changed, kind: NoticeKind, head: int, now: float) -> Notice:
    event = Event.model_validate(change.after or change.before)
    desk = (config.watch.desk or "").rstrip("/")
    id_ = _digest(alert.name, change.subject, kind, str(head))
    payload = {
        "id": id_,
        "alert": alert.name,
        "kind": kind,
        "at": datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds"),
        "title": event_title(event),
        "summary": event.summary,
        "changes": list(material(change)) if kind == "changed" else [],
        "into": change.into,
        "why": list(change.why),
        "link": f"{desk}/events/{change.into or change.subject}" if desk else None,
        "reports": [
            {"id": s.id, "publisher": s.publisher, "title": s.title, "url": web(s.url)}
            | {"link": f"{desk}/reports/{quote(s.id)}" if desk else None}
            for s in event.reports[:MOST_SOURCES]
        ],
        "event": event_json(event),
    }
    return Notice(id_, alert.name, change.subject, kind, now, payload)


def _deliveries(config: Config, notices: Sequence[Notice]) -> Iterator[tuple[str, str, str, list[Notice]]]:
    """Id, way, target and notices: one for each notice to a webhook, one for all notices to an address."""
    alerts = {alert.name: alert for alert in config.alert}
    digests: dict[str, list[Notice]] = {}
    for notice in notices:
        alert = alerts[notice.alert]
        if alert.webhook is not None:
            yield _digest("webhook", notice.id), "webhook", alert.name, [notice]
        for address in alert.email:
            digests.setdefault(address, []).append(notice)
    for address, those in digests.items():
        yield _digest("mail", address, *(n.id for n in those)), "mail", address, those


def _read(row: tuple[Any, ...]) -> Notice:
    id_, alert, event, kind, at, payload = row
    return Notice(id_, alert, event, kind, at, json.loads(payload))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
