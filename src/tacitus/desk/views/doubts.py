"""What the queue of the review shows: each doubt with the passages it is about, and what may be decided on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from tacitus.analysis.doubts import KINDS, Doubt, DoubtKind
from tacitus.analysis.words import day
from tacitus.desk.views.event import reports_of
from tacitus.desk.views.marking import Quote, quote
from tacitus.ledger import Ledger
from tacitus.publishing.sentences import event_sentence, event_title
from tacitus.records import Event

HEADINGS: Mapping[DoubtKind, str] = {
    "link": "Unsure links",
    "apart": "Perhaps one happening",
    "place": "Unsure places",
    "dispute": "Disputes",
    "toll": "Big changes of a toll",
}
MOST_PASSAGES = 8


@dataclass(frozen=True)
class Passage:
    """A passage that tells of an event; `meant` where the doubt is about it."""

    mention: str
    report: str
    publisher: str
    published: str
    quote: Quote | None
    start: int
    end: int
    meant: bool


@dataclass(frozen=True)
class Side:
    """One event of a doubt with its passages."""

    event: Event
    title: str
    sentence: str
    passages: tuple[Passage, ...]
    left_out: int


@dataclass(frozen=True)
class Act:
    """One decision that may be taken: its words, the key that does it and the address of its form."""

    words: str
    key: str
    address: str
    primary: bool = False


@dataclass(frozen=True)
class DoubtView:
    """A doubt in full. `number` is its place in the queue, from 0."""

    doubt: Doubt
    number: int
    heading: str
    sides: tuple[Side, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Waiting:
    """One line of the queue."""

    number: int
    heading: str
    title: str
    kind: DoubtKind


def counts(doubts: Sequence[Doubt]) -> dict[DoubtKind, int]:
    """How many doubts there are of each kind."""
    counted = Counter(d.kind for d in doubts)
    return {kind: counted[kind] for kind in KINDS}


def waiting(doubts: Sequence[Doubt]) -> list[Waiting]:
    """The lines of the queue."""
    return [Waiting(n, HEADINGS[d.kind], event_title(d.events[0]), d.kind) for n, d in enumerate(doubts)]


def doubt_view(ledger: Ledger, doubt: Doubt, number: int, back: str) -> DoubtView:
    """A doubt with its passages; `back` is the address that a decision leads back to."""
    sides = tuple(_side(ledger, event, doubt.mentions) for event in doubt.events)
    return DoubtView(doubt, number, HEADINGS[doubt.kind], sides, tuple(_acts(doubt, back)))


def _side(ledger: Ledger, event: Event, meant: Sequence[str]) -> Side:
    mentions = sorted(ledger.mentions_of(event.id), key=lambda m: m.id not in meant)
    reports = reports_of(ledger, (m.report for m in mentions[:MOST_PASSAGES]))
    passages = []
    for mention in mentions[:MOST_PASSAGES]:
        report = reports.get(mention.report)
        said = next(e for e in mention.evidence if e.field == "trigger")
        passages.append(
            Passage(
                mention=mention.id,
                report=mention.report,
                publisher=(report.publisher if report else None) or "publisher not named",
                published=day(report.published_on) if report and report.published_on else "no date",
                quote=quote(report, said.start, said.end) if report else None,
                start=said.start,
                end=said.end,
                meant=len(meant) < len(mentions) and mention.id in meant,
            )
        )
    return Side(event, event_title(event), event_sentence(event), tuple(passages), len(mentions) - len(passages))


def _acts(doubt: Doubt, back: str) -> list[Act]:
    first = doubt.events[0]
    if doubt.kind == "apart":
        other = doubt.events[1]
        merge = Act("Merge: they are one", "m", _form(first, back, kind="merge", other=other.id), primary=True)
        return [merge, Act("Keep as two, with a remark", "n", _form(first, back, kind="note"))]
    looked = Act("It is right, with a remark", "n", _form(first, back, kind="note"))
    shared = [
        Act("Confirm", "c", _form(first, back, kind="confirm")),
        Act("Reject: no event", "x", _form(first, back, kind="reject")),
    ]
    if doubt.kind == "link":
        split = Act("Split it off", "s", _form(first, back, kind="split", off=doubt.mentions[0]), primary=True)
        return [split, looked, *shared]
    if doubt.kind == "place":
        return [
            Act("Set the place", "e", _form(first, back, kind="set", field="places"), primary=True),
            looked,
            *shared,
        ]
    if doubt.kind == "toll":
        split = Act("Split", "s", _form(first, back, kind="split"))
        return [Act("Set the figure", "e", _form(first, back, kind="set"), primary=True), split, looked, *shared]
    return [looked, Act("Set the status", "e", _form(first, back, kind="set", field="status")), *shared]


def _form(event: Event, back: str, **given: str) -> str:
    return f"/events/{event.id}/review?{urlencode({**given, 'back': back})}"
