"""How an event came to be: its revisions with their reasons, and why its reports are held to tell of one happening."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tacitus.analysis.words import listed
from tacitus.ledger import Decision, Link, Revision
from tacitus.publishing.sentences import event_title
from tacitus.records import Event

_FIELDS = (
    "action",
    "status",
    "date",
    "places",
    "initiators",
    "targets",
    "facilities",
    "weapons",
    "casualties",
    "response_to",
)


def event_log(
    id_: str, event: Event | None, revisions: Sequence[Revision], links: Sequence[Link], voices: Mapping[str, str]
) -> Iterator[str]:
    """The lines of an event's log: its revisions from the first, then the links of its mentions, the strongest first.

    `event` is the event as it stands, None where it was withdrawn; it bears another id than `id_` where that one was
    merged into it. `voices` gives words for the report of a mention id.
    """
    yield f"{id_}: {event_title(event)}" if event else f"{id_}: withdrawn"
    if event and event.id != id_:
        yield f"It is part of {event.id} now: tacitus log {event.id}"
    yield "\nRevisions"
    before: dict[str, Any] = {}
    for revision in revisions:
        now: dict[str, Any] = json.loads(revision.payload) or {}
        yield f"{revision.number:>3}  {revision.recorded[:10]}  {revision.reason}{_changes(before, now)}"
        before = now
    if links:
        yield "\nWhy these passages are held for one happening"
    for link in links:
        pair = listed([voices.get(link.a, link.a), voices.get(link.b, link.b)])
        yield f"  {link.probability:.2f}  {pair}: {'; '.join(link.why)}"


def decision_line(decision: Decision) -> str:
    """One decision in one line: id, day, what, of which events, by whom and why; and who took it back."""
    shown = {"set": f"set {decision.field} to {json.dumps(decision.value)} of"}
    what = f"{shown.get(decision.kind, decision.kind)} {listed(decision.events)}"
    line = f"{decision.id}  {decision.made[:10]}  {what}, by {decision.author}: {decision.reason}"
    if decision.kind == "split":
        line += f" (off: {listed([a.mention for a in decision.parts[0]])})"
    if decision.undone is not None:
        line += f" (undone {decision.undone.made[:10]} by {decision.undone.author}: {decision.undone.reason})"
    return line


def _changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """The fields that a revision changed, in words; nothing for the first and the last of a withdrawn event."""
    if not before or not now:
        return ""
    changed = [name.replace("_", " ") for name in _FIELDS if before.get(name) != now.get(name)]
    return f" (changes {listed(changed)})" if changed else ""
