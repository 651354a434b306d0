"""Brings notices where they are to go: those of a webhook or an e-mail are tried until taken, each marked once it is.

A delivery that was taken is never sent again. One whose answer is lost, or a process that ends between the answer and
the mark, is sent again under the same id, by which a receiver knows it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event

from tacitus.errors import InputRefusedError
from tacitus.watching import mail, webhook
from tacitus.watching.alerting import notices_by_id, notices_of
from tacitus.watching.atom import MOST, atom_feed
from tacitus.watching.config import Config, revealed
from tacitus.watching.state import State
from tacitus.watching.waits import after_failure
from tacitus.watching.webhook import DeliveryError
from tacitus.workflow import write_whole

FIRST_SECONDS, MOST_TRIES = 60.0, 14
"""The wait after the first failure, and how often a delivery is tried: over some three days."""


@dataclass
class Delivered:
    """How many deliveries were taken, and a line for each that failed."""

    taken: int = 0
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Delivery:
    id: str
    way: str
    target: str
    notices: list[str]
    attempts: int


def deliver(config: Config, state: State, now: float, stop: Event, random: Random) -> Delivered:
    """Try what is due, the oldest first."""
    done = Delivered()
    query = (
        "SELECT id, way, target, notices, attempts FROM deliveries WHERE ended IS NULL AND due <= ? ORDER BY number, id"
    )
    with state.reading() as db:
        rows = db.execute(query, (now,)).fetchall()
    due = [_Delivery(id_, way, target, json.loads(ids), tries) for id_, way, target, ids, tries in rows]
    unreached: dict[tuple[str, str], DeliveryError] = {}
    for one in due:
        if stop.is_set():
            break
        where = one.way, one.target if one.way == "webhook" else ""
        try:
            if where in unreached:  # not asked again for each of many
                raise unreached[where]
            _send(config, state, one, now)
        except DeliveryError as error:
            lines = _failed(state, one, error, now, random)
            done.failed += [line for line in lines if where not in unreached]
            if not error.refused:
                unreached[where] = error
        except LookupError:
            _end(state, one, now, "no alert asks for it any more")
        else:
            _end(state, one, now, "")
            done.taken += 1
    return done


def write_feeds(config: Config, state: State, folder: Path) -> list[str]:
    """Write the files of the alerts that have one, where they differ; a line for each that cannot be written."""
    failed = []
    for alert in config.alert:
        if alert.atom is None:
            continue
        path = folder / alert.atom
        desk = (config.watch.desk or "").rstrip("/")
        data = feed_of(state, alert.name, desk)
        try:
            if data is not None and not (path.exists() and path.read_bytes() == data):
                write_whole(path, data)
        except (InputRefusedError, OSError) as error:
            why = error.why if isinstance(error, InputRefusedError) else f"cannot be read ({error.strerror})"
            failed.append(f"alert {alert.name}, {path}: {why}")
    return failed


def feed_of(state: State, name: str, desk: str, itself: str = "") -> bytes | None:
    """The feed of an alert (see `atom_feed`); None where no alert has that name."""
    with state.reading() as db:
        row = db.execute("SELECT title, made FROM alerts WHERE name = ? AND live", (name,)).fetchone()
    if row is None:
        return None
    return atom_feed(name, row[0], notices_of(state, name, MOST), desk=desk, began=row[1], itself=itself)


def _send(config: Config, state: State, one: _Delivery, now: float) -> None:
    """Raises DeliveryError, and LookupError where the settings ask for it no longer."""
    alerts = {alert.name: alert for alert in config.alert}
    notices = notices_by_id(state, one.notices)
    if one.way == "webhook":
        hook = alerts[one.target].webhook
        if hook is None:
            raise LookupError
        secret = revealed(hook.secret) if hook.secret else None
        webhook.post(revealed(hook.url), secret, one.id, notices[0], now)
        return
    wanted = [n for n in notices if n.alert in alerts and one.target in alerts[n.alert].email]
    if config.smtp is None or not wanted:
        raise LookupError
    mail.send(config.smtp, mail.digest(config.smtp.sender, one.target, one.id, wanted, alerts, now))


def _failed(state: State, one: _Delivery, error: DeliveryError, now: float, random: Random) -> list[str]:
    """Put it off, or give it up; what the user is told."""
    what = f"alert {one.target}, webhook" if one.way == "webhook" else f"e-mail to {one.target}"
    if one.attempts + 1 >= MOST_TRIES:
        _end(state, one, now, f"given up: {error.why}")
        return [f"{what}: {error.why}; given up after {MOST_TRIES} tries"]
    wait = after_failure(one.attempts + 1, FIRST_SECONDS, error.asked, random)
    with state.open() as db:
        query = "UPDATE deliveries SET attempts = attempts + 1, due = ?, told = ? WHERE id = ?"
        db.execute(query, (now + wait, error.why, one.id))
    return [f"{what}: {error.why}; it is tried again"]


def _end(state: State, one: _Delivery, now: float, told: str) -> None:
    with state.open() as db:
        db.execute("UPDATE deliveries SET ended = ?, told = ? WHERE id = ?", (now, told, one.id))
