"""What the page of one event shows: its values with their sources, how it stands, what it answers, its history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from tacitus.analysis.responses import Link, links
from tacitus.analysis.words import day, plural
from tacitus.desk.views.marking import Quote, quote
from tacitus.desk.views.pictures import Picture, drawn
from tacitus.desk.views.rounds import RoundView, round_of
from tacitus.desk.views.saying import SlotView, slots
from tacitus.errors import LedgerError
from tacitus.ledger import Decision, Ledger, Revision
from tacitus.linking.figures import latest
from tacitus.linking.publishers import independent_publishers
from tacitus.publishing.chains import chain_picture
from tacitus.publishing.differences import FieldChange, field_changes
from tacitus.publishing.notes import date_of
from tacitus.publishing.sentences import Toll, event_sentence, event_title, figure_words
from tacitus.publishing.tolls import toll_picture
from tacitus.records import Event, EventResponse, Factuality, Mention, Report, Status, TollReport

MOST_LINKED = 12
"""Events drawn in a chain of answers."""
FIELDS = (
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

STATUS: Mapping[Status, str] = {
    "reported": "It is told by one source, or by publishers that rest on one and the same source.",
    "confirmed": "Two independent publishers tell of it from different sources, or a side admits what others report.",
    "claimed": "Only a party to it says so.",
    "disputed": "A report says that it is disputed, or somebody denies what others assert.",
    "denied": "Nobody asserts it; reports tell of its denial.",
}
SAYS: Mapping[Factuality, str] = {
    "occurred": "tells it as having happened",
    "ongoing": "tells it as going on",
    "claimed": "tells it as a party's claim",
    "disputed": "says that it is disputed",
    "denied": "tells of its denial",
    "negated": "says that it did not happen",
    "threatened": "tells of a threat",
    "planned": "tells of a plan",
    "hypothetical": "supposes it",
}


@dataclass(frozen=True)
class Teller:
    """One passage that tells of the event: who published it, what it makes of it, and whose words it gives."""

    mention: str
    report: str
    publisher: str
    published: str
    says: str
    attribution: str
    quote: Quote | None
    start: int
    end: int
    same_as: str = ""


@dataclass(frozen=True)
class TollView:
    """The figures of one kind over time, and how they are drawn; each is told with whether the range is made of it."""

    field: Toll
    kept: str
    figures: tuple[tuple[TollReport, str, bool], ...]
    picture: Picture | None


@dataclass(frozen=True)
class ChainView:
    """The events that answer each other around this one, in the order of time, with the answers among them."""

    events: tuple[Event, ...]
    links: tuple[Link[Event], ...]
    picture: Picture | None
    left_out: int
    to_claims: tuple[EventResponse, ...]

    def answered_by(self, event: Event) -> list[tuple[int, Link[Event]]]:
        """What an event of the chain answers, with the number of each."""
        numbers = {e.id: n for n, e in enumerate(self.events, 1)}
        return [(numbers[one.answers.id], one) for one in self.links if one.event.id == event.id]


@dataclass(frozen=True)
class Step:
    """One revision: its number and day, why it was made, what it changed; by whom where a reviewer decided it."""

    number: int
    recorded: str
    reason: str
    changes: tuple[FieldChange, ...]
    decision: Decision | None
    gone: bool


@dataclass(frozen=True)
class LinkView:
    """Why two passages are held for one happening."""

    probability: float
    one: str
    other: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class EventView:
    """All that the page of an event shows."""

    event: Event
    title: str
    sentence: str
    status_why: str
    slots: tuple[SlotView, ...]
    tellers: tuple[Teller, ...]
    tolls: tuple[TollView, ...]
    chain: ChainView | None
    rounds: tuple[RoundView, ...]
    history: tuple[Step, ...]
    links: tuple[LinkView, ...]
    decisions: tuple[Decision, ...]
    citation: str

    @property
    def dissent(self) -> tuple[SlotView, ...]:
        """The slots on which a report differs."""
        return tuple(slot for slot in self.slots if slot.dissent)


def event_view(ledger: Ledger, id_: str) -> EventView:
    """The view of an event, by its own id. Raises LedgerError where there is none."""
    event = ledger.event(id_)
    mentions = ledger.mentions_of(event.id)
    reports = reports_of(ledger, [source.id for source in event.reports])
    decisions = tuple(ledger.decisions(event.id))
    return EventView(
        event=event,
        title=event_title(event),
        sentence=event_sentence(event),
        status_why=_status_why(event, decisions),
        slots=slots(event, mentions, reports, decisions),
        tellers=tellers(mentions, reports),
        tolls=tuple(_tolls(event, reports)),
        chain=_chain(ledger, event),
        rounds=tuple(round_of(ledger, event)),
        history=steps(ledger.history("event", event.id), ledger.decisions()),
        links=_links(ledger, event, mentions, reports),
        decisions=decisions,
        citation=citation(event, ledger.name),
    )


def reports_of(ledger: Ledger, ids: Iterable[str]) -> dict[str, Report]:
    """The reports of those ids that the ledger holds."""
    found = {}
    for id_ in dict.fromkeys(ids):
        try:
            found[id_] = ledger.report(id_)
        except LedgerError:  # an event may outlast the report it was told by
            continue
    return found


def citation(event: Event, ledger: str) -> str:
    """How the event is cited: what it is, its sources, its id and revision, and the ledger by its last name."""
    sources = [
        f"{s.publisher or 'publisher not named'}, {day(when) if (when := date_of(s.published)) else 'no date'}"
        for s in event.reports
    ]
    name = ledger.rstrip("/").rpartition("/")[2]
    return (
        f"{event_title(event)}. Event {event.id}, revision {event.revision}, in the ledger “{name}” (Tacitus). "
        f"Sources: {'; '.join(dict.fromkeys(sources))}."
    )


def steps(revisions: Sequence[Revision], decisions: Sequence[Decision]) -> tuple[Step, ...]:
    """The history of an event, the latest first."""
    by_id = {d.id: d for d in decisions}
    found: list[Step] = []
    before: dict[str, Any] = {}
    for one in revisions:
        now: dict[str, Any] = json.loads(one.payload) or {}
        differing = [f for f in FIELDS if before.get(f) != now.get(f)] if before and now else []
        found.append(
            Step(
                number=one.number,
                recorded=one.recorded[:16].replace("T", " ") + " UTC",
                reason=one.reason,
                changes=tuple(field_changes(before, now, differing)),
                decision=next((d for i, d in by_id.items() if f"({i})" in one.reason), None),
                gone=not now,
            )
        )
        before = now
    return tuple(reversed(found))


def _status_why(event: Event, decisions: Sequence[Decision]) -> str:
    for decision in reversed(decisions):
        if decision.undone is None and (
            decision.kind == "confirm" or (decision.kind == "set" and decision.field == "status")
        ):
            return f"Decided by {decision.author}: {decision.reason} ({decision.id})."
    publishers = f"{plural(event.publishers, 'independent publisher')}, {plural(len(event.reports), 'report')}."
    return f"{STATUS[event.status]} {publishers}"


def tellers(mentions: Sequence[Mention], reports: Mapping[str, Report]) -> tuple[Teller, ...]:
    """The passages that tell of an event, by the day they were published."""
    group = independent_publishers(reports.values())
    first: dict[str, str] = {}
    found = []
    for mention in sorted(mentions, key=lambda m: _order(m, reports)):
        report = reports.get(mention.report)
        trigger = next(e for e in mention.evidence if e.field == "trigger")
        publisher = (report.publisher if report else None) or "publisher not named"
        independent = group.get(mention.report, mention.report)
        leader = first.setdefault(independent, publisher)
        found.append(
            Teller(
                mention=mention.id,
                report=mention.report,
                publisher=publisher,
                published=day(report.published_on) if report and report.published_on else "no date",
                says=SAYS[mention.factuality],
                attribution=mention.attribution or "",
                quote=quote(report, trigger.start, trigger.end) if report else None,
                start=trigger.start,
                end=trigger.end,
                same_as="" if leader == publisher else leader,
            )
        )
    return tuple(found)


def _order(mention: Mention, reports: Mapping[str, Report]) -> tuple[str, str, int]:
    report = reports.get(mention.report)
    published = report.published_on if report else None
    trigger = next(e for e in mention.evidence if e.field == "trigger")
    return published.isoformat() if published else "~", mention.report, trigger.start


def _tolls(event: Event, reports: Mapping[str, Report]) -> Iterable[TollView]:
    group = {toll.report: toll.report for toll in event.tolls} | independent_publishers(reports.values())
    for field in get_args(Toll):
        those = [t for t in event.tolls if t.field == field]
        if not those:
            continue
        counted = latest(field, those, group)
        figure = getattr(event.casualties, field)
        dates = {date_of(t.published) for t in those} - {None}
        yield TollView(
            field=field,
            kept=figure_words(figure) if figure else "not kept",
            figures=tuple((t, figure_words(t.figure), any(t is c for c in counted)) for t in those),
            picture=_toll_picture(field, those) if len(those) > 1 and dates else None,
        )


def _toll_picture(field: Toll, tolls: Sequence[TollReport]) -> Picture:
    return drawn(f"toll-{field}", lambda width, prefix: toll_picture(tolls, width=width, prefix=prefix))


def _chain(ledger: Ledger, event: Event) -> ChainView | None:
    """What the event answers and what answers it, and theirs in turn, the nearest first."""
    finder = ledger.finder()
    near, seen, waiting = [event], {event.id}, [event]
    left_out = 0
    while waiting:
        one = waiting.pop(0)
        for other in (*_answered(ledger, one), *finder.answering(one.id)):
            if other.id in seen:
                continue
            seen.add(other.id)
            if len(near) >= MOST_LINKED:
                left_out += 1
                continue
            near.append(other)
            waiting.append(other)
    to_claims = tuple(r for r in event.response_to if r.claim)
    if len(near) == 1 and not to_claims:
        return None
    near.sort(key=lambda e: (e.date.start.isoformat() if e.date.start else "~", e.id))
    among = links(near)
    return ChainView(tuple(near), among, _chain_picture(near, among, event.id), left_out, to_claims)


def _chain_picture(events: Sequence[Event], among: Sequence[Link[Event]], at: str) -> Picture | None:
    if len(events) < 2:
        return None
    return drawn("chain", lambda width, prefix: chain_picture(events, among, at, width=width, prefix=prefix))


def _answered(ledger: Ledger, event: Event) -> Iterable[Event]:
    for response in event.response_to:
        if response.event is not None:
            try:
                yield ledger.event(response.event)
            except LedgerError:  # a reviewer may have rejected what it answers
                continue


def _links(
    ledger: Ledger, event: Event, mentions: Sequence[Mention], reports: Mapping[str, Report]
) -> tuple[LinkView, ...]:
    voices = {}
    for mention in mentions:
        report = reports.get(mention.report)
        voices[mention.id] = (report.publisher if report else None) or mention.report
    return tuple(
        LinkView(one.probability, voices.get(one.a, one.a), voices.get(one.b, one.b), one.why)
        for one in ledger.links(event.id)
    )
