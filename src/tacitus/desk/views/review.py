"""What the form of a decision on an event shows: the event as it stands, the fields, the passages, what has changed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tacitus.actors import ActorRegistry
from tacitus.desk.views.event import FIELDS, Teller, reports_of, tellers
from tacitus.errors import LedgerError, MissingIndexError
from tacitus.gazetteer import Gazetteer
from tacitus.ledger import Decision, Ledger
from tacitus.ontology import ontology
from tacitus.publishing.countries import country_name
from tacitus.publishing.differences import FieldChange, field_changes
from tacitus.publishing.sentences import event_sentence, event_title
from tacitus.records import Casualties, Event, Place

DecisionKind = Literal["confirm", "reject", "merge", "split", "set", "note"]
SETTABLE = (
    "action",
    "status",
    "date",
    "places",
    "initiators",
    "targets",
    "facilities",
    "weapons",
    *Casualties.model_fields,
)
WORDS: Mapping[DecisionKind, tuple[str, str, str]] = {
    "confirm": ("Confirm", "c", "Say that the event is confirmed."),
    "reject": (
        "Reject",
        "x",
        "Say that this is no event. It is listed no longer, nor are reports that tell of it later.",
    ),
    "merge": ("Merge", "m", "Say that this and another event are one. The oldest id stays, the other leads to it."),
    "split": ("Split", "s", "Say that some passages tell of another event."),
    "set": ("Correct a field", "e", "Set a field to what it should be."),
    "note": ("Remark", "n", "Keep a remark. Nothing is changed; the event leaves the queue."),
}
HINTS: Mapping[str, str] = {
    "action": "A name of the codebook, such as air_strike.",
    "status": "reported, confirmed, claimed, disputed or denied.",
    "date": "2024-01-31, or 2024-01-31/2024-02-02 for several days, or unknown.",
    "places": "Names, with commas between; write NAME#ID where several places have the name. Or unknown.",
    "initiators": "Ids of sides, with commas between, such as US:military. Or unknown.",
    "targets": "Ids of sides, with commas between, such as US:military. Or unknown.",
    "facilities": "Words, with commas between. Or unknown.",
    "weapons": "Words, with commas between. Or unknown.",
}
FIGURE_HINT = "5, or 5-8 for a range, or 5+ for at least five, or unknown."
MOST_CANDIDATES = 12


@dataclass(frozen=True)
class Typed:
    """What a reviewer typed into the form, kept whatever becomes of it. `seen` are the revisions it was made from."""

    kind: DecisionKind = "note"
    author: str = ""
    reason: str = ""
    field: str = ""
    value: str = ""
    other: str = ""
    off: tuple[str, ...] = ()
    back: str = ""
    seen: Mapping[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """A value that may be meant: what to write, and words that tell it from others."""

    value: str
    words: str


@dataclass(frozen=True)
class ReviewView:
    """All that the form of a decision shows. `other` is the event to merge with, where one is chosen."""

    event: Event
    title: str
    sentence: str
    typed: Typed
    current: str
    hint: str
    candidates: tuple[Candidate, ...]
    tellers: tuple[Teller, ...]
    other: Event | None
    other_sentence: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Moved:
    """How an event differs from what a reviewer saw: the reasons of the revisions since, and the fields."""

    why: tuple[str, ...]
    changes: tuple[FieldChange, ...]
    now: Event | None


def review_view(ledger: Ledger, id_: str, typed: Typed) -> ReviewView:
    """The form for an event. Raises LedgerError where there is no such event."""
    event = ledger.event(id_)
    other = _other(ledger, event, typed.other)
    mentions = ledger.mentions_of(event.id)
    reports = reports_of(ledger, (m.report for m in mentions))
    return ReviewView(
        event=event,
        title=event_title(event),
        sentence=event_sentence(event),
        typed=typed,
        current=current_value(event, typed.field) if typed.field in SETTABLE else "",
        hint=HINTS.get(typed.field, FIGURE_HINT),
        candidates=tuple(_candidates(event, typed.field)),
        tellers=tellers(mentions, reports),
        other=other,
        other_sentence=event_sentence(other) if other else "",
        decisions=tuple(d for d in ledger.decisions(event.id) if d.undone is None),
    )


def moved(ledger: Ledger, id_: str, seen: int) -> Moved:
    """What became of an event since its revision `seen`."""
    try:
        now: Event | None = ledger.event(id_)
    except LedgerError:
        now = None
    revisions = ledger.history("event", id_)
    then = next((json.loads(r.payload) for r in revisions if r.number == seen), None)
    since = tuple(dict.fromkeys(r.reason for r in revisions if r.number > seen))
    plain = now.model_dump(mode="json") if now else {}
    differing = [f for f in FIELDS if then and plain and then.get(f) != plain.get(f)]
    return Moved(since, tuple(field_changes(then or {}, plain, differing)), now)


def current_value(event: Event, name: str) -> str:
    """A field as a reviewer would write it."""
    if name in ("action", "status"):
        return str(getattr(event, name))
    if name == "date":
        start, end = event.date.start, event.date.end
        if start is None or end is None:
            return "unknown"
        return start.isoformat() if start == end else f"{start}/{end}"
    if name == "places":
        return ", ".join(written(p) for p in event.places) or "unknown"
    if name in ("initiators", "targets"):
        return ", ".join(a.id for a in getattr(event, name)) or "unknown"
    if name in ("facilities", "weapons"):
        return ", ".join(getattr(event, name)) or "unknown"
    figure = getattr(event.casualties, name)
    if figure is None:
        return "unknown"
    low, high = figure.low, figure.high
    if high is None:
        return f"{low}+" if low is not None else "unknown"
    return str(high) if low in (None, high) else f"{low}-{high}"


def written(place: Place) -> str:
    """A place as it is given to `set`."""
    return f"{place.name}#{place.gazetteer_id}" if place.gazetteer_id else place.name


def _other(ledger: Ledger, event: Event, id_: str) -> Event | None:
    if not id_:
        return None
    try:
        found = ledger.event(id_)
    except LedgerError:
        return None
    return found if found.id != event.id else None


def _candidates(event: Event, name: str) -> Sequence[Candidate]:
    if name == "action":
        return [Candidate(a.name, a.label) for a in ontology().actions]
    if name == "status":
        return [Candidate(s, s) for s in ("reported", "confirmed", "claimed", "disputed", "denied")]
    if name in ("initiators", "targets"):
        return [Candidate(row.id, row.name) for row in ActorRegistry.load()]
    return _places(event) if name == "places" else []


def _places(event: Event) -> list[Candidate]:
    """The places of the gazetteer that bear the names of the event's places, the largest first."""
    try:
        gazetteer = Gazetteer.open()
    except MissingIndexError:  # a desk can be read without it
        return []
    found: dict[str, Candidate] = {}
    for name in dict.fromkeys(p.name for p in event.places):
        for place in gazetteer.lookup(name)[:MOST_CANDIDATES]:
            where = ", ".join(part for part in (place.admin1, country_name(place.country)) if part)
            found.setdefault(
                place.id, Candidate(f"{place.name}#{place.id}", f"{place.name}, {where} ({place.feature})")
            )
    return list(found.values())
