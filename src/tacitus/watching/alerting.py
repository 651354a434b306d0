"""What changed in the ledger since an alert last looked, for each saved search, as notices.

An event is new to a search when it first fits it, if it came into the ledger after the alert was made. It is told of
again when its status changes, when a figure of people hurt appears, goes, or changes its best estimate, and when an
event that was told of is merged or withdrawn. The notices, where they go, and how far the alert has looked are kept in
one transaction: none is lost, and none made twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

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
    """One thing an alert tells of: `payload` is what is posted to webhooks (docs/watch.md)."""

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
        rows = _positions(config.alert, state, head, now)
        changed = {row: kept.events_after(row)[1] for row in set(rows.values()) if row < head}
        made: list[Notice] = []
        for alert in config.alert:
            made += _notices(alert, config, state, kept, changed.get(rows[alert.name], ()), head, now)
    with state.open() as db:
        number = db.execute("SELECT ifnull(max(number), 0) FROM notices").fetchone()[0]
        for notice in made:
            number += 1
            row = (notice.id, number, notice.alert, notice.event, notice.kind, notice.at, json.dumps(notice.payload))
            db.execute("INSERT INTO notices VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        db.executemany("UPDATE alerts SET row = ? WHERE name = ?", [(head, alert.name) for alert in config.alert])
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
    """Let alerts that are new begin: what the ledger holds already is no news to them."""
    _positions(config.alert, state, ledger.head(), now)


def _positions(alerts: Sequence[Alert], state: State, head: int, now: float) -> dict[str, int]:
    """How far each alert has looked. A new one, and one that was taken out for a while, begins now."""
    with state.open() as db:
        names = [alert.name for alert in alerts]
        gone = f"UPDATE alerts SET live = 0 WHERE name NOT IN ({', '.join('?' * len(names))})"
        db.execute(gone, names)
        for alert in alerts:
            db.execute(
                "INSERT INTO alerts VALUES (?, ?, ?, ?, ?, 1, ?) "
                "ON CONFLICT (name) DO UPDATE SET title = excluded.title, "
                "query = excluded.query, live = 1, began = iif(live, min(began, excluded.began), excluded.began), "
                "row = iif(live, min(row, excluded.row), excluded.row)",
                (alert.name, alert.called, alert.search.query(), head, head, now),
            )
        return dict(db.execute("SELECT name, row FROM alerts WHERE live = 1"))


def _notices(
    alert: Alert, config: Config, state: State, ledger: Ledger, changed: Sequence[Changed], head: int, now: float
) -> Iterator[Notice]:
    standing = {change.subject for change in changed if change.after is not None}
    fitting = ledger.finder().among(alert.search.wanted(), standing)
    with state.reading() as db:
        (began,) = db.execute("SELECT began FROM alerts WHERE name = ?", (alert.name,)).fetchone()
        told = {event for (event,) in db.execute("SELECT DISTINCT event FROM notices WHERE alert = ?", (alert.name,))}
    for change in changed:
        kind = _kind(change, fitting, told, began, ledger)
        if kind is not None:
            yield _notice(alert, config, change, kind, head, now)


def _kind(change: Changed, fitting: set[str], told: set[str], began: int, ledger: Ledger) -> NoticeKind | None:
    if change.kind in ("merged", "withdrawn"):
        return change.kind if change.subject in told else None
    if change.subject in told:
        return "changed" if change.before and list(material(change)) else None
    if change.subject not in fitting:
        return None
    if change.before is None or _first_row(ledger, change.subject) > began:
        return "new"
    return "changed" if list(material(change)) else None


def _first_row(ledger: Ledger, event: str) -> int:
    revisions = ledger.history("event", event)
    return revisions[0].row if revisions else 0


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
            | {"link": f"{desk}/reports/{s.id}" if desk else None}
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
