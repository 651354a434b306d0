"""The briefing: what happened, who says so, and how it compares, as a tree of sentences with footnotes.

Sentences come from templates and say no more than the records; each has at least one footnote, which gives publisher,
date and the sentence of the report. What has no source is left out and counted under "Method and limits".
The tree is rendered by `markdown` and `html`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from tacitus.analysis.responses import answers_to_claims, chains
from tacitus.analysis.words import day, listed, plural, span, with_article
from tacitus.publishing.countries import country_name
from tacitus.publishing.notes import Footnote, Notes, date_of
from tacitus.publishing.sentences import Toll, event_sentence, event_title, figure_words, said_only
from tacitus.records import Claim, ClaimCheck, ClaimKind, Event, Figure, Report, Source, TollReport, Verdict

MOST = 20
"""Events told in full; the others stand in the table."""

VERDICT: dict[Verdict, str] = {
    "agrees": "The ledger agrees",
    "ledger_below": "The ledger holds fewer",
    "contradicted": "The ledger contradicts it",
    "not_comparable": "Cannot be compared",
}

_KIND: dict[ClaimKind, str] = {"count": "A count", "ordinal": "An ordinal", "first": "A first", "trend": "A trend"}

METHOD = (
    "Events are coded from published reports and merged where several reports speak of one happening. Sentences are "
    "made from templates; nothing is added to what the reports say.",
    "Reports are ordered by the number of independent publishers; a wire story carried by several papers counts as "
    "one publisher.",
    "Figures are those of the latest report of each publisher. A range gives the lowest and the highest of them; it "
    "does not choose between them.",
    "Places are no more exact than the reports: a circle or a hatched country on the map is an area in which the event "
    "lies, not its spot.",
    "Claims are compared with the ledger, which holds only what the reports read describe. That it holds fewer than a "
    "claim says does not speak against the claim.",
)


@dataclass(frozen=True)
class Scope:
    """What the briefing is about, for its title: window (both days included), ISO 3166-1 alpha-2 country, actor."""

    since: date | None = None
    until: date | None = None
    country: str | None = None
    actor: str | None = None

    def title(self) -> str:
        """What the briefing is called."""
        about = [part for part in (country_name(self.country), self.actor) if part]
        return f"Conflict events: {listed(about)}" if about else "Conflict events"

    def window(self) -> str:
        """The days in words, or that there is no limit."""
        return span(self.since, self.until) or "all days of the ledger"


@dataclass(frozen=True)
class Sentence:
    """One sentence and the numbers of its footnotes, at least one."""

    text: str
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Item:
    """One event, exchange or claim: a heading, a mark of how it stands ("disputed"), its sentences."""

    heading: str
    sentences: tuple[Sentence, ...]
    mark: str = ""
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A headed part; `lead` says how to read it and states nothing about the world."""

    key: str
    heading: str
    lead: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Row:
    """One event in the table of all events."""

    event: Event
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Briefing:
    """The whole: what is rendered, in the order it is read."""

    scope: Scope
    title: str
    window: str
    standfirst: str
    sections: tuple[Section, ...]
    table: tuple[Row, ...]
    footnotes: tuple[Footnote, ...]
    sources: tuple[Source, ...]
    method: tuple[str, ...]
    events: tuple[Event, ...]


def compose(
    events: Sequence[Event],
    checked: Sequence[tuple[Claim, ClaimCheck]],
    reports: Mapping[str, Report],
    scope: Scope | None = None,
) -> Briefing:
    """Composes a briefing of events and checked claims that are already selected; `scope` names the selection.

    `reports` are by id; where a report is absent its footnotes quote the evidence words alone.
    """
    scope = scope or Scope()
    notes = Notes(reports, events)
    ranked = sorted(events, key=lambda e: (said_only(e), -e.publishers, -len(e.reports), _day_number(e), e.id))
    sourced = [e for e in ranked if notes.can_cite(e)]
    sections = (
        _happened(sourced, notes),
        _figures(sourced, notes),
        _exchanges(sourced, notes),
        _claims(checked, {e.id: e for e in sourced}, notes),
        _disputed(sourced, notes),
    )
    by_day = sorted(sourced, key=lambda e: (e.date.start or date.max, e.id))
    table = tuple(Row(e, notes.of_event(e, one=True)) for e in by_day)
    method = [*METHOD]
    if len(sourced) < len(events):
        method.append(
            f"{plural(len(events) - len(sourced), 'event')} left out: no words of a report stand behind them."
        )
    sources = _sources(notes, sourced)
    return Briefing(
        scope=scope,
        title=scope.title(),
        window=scope.window(),
        standfirst=_standfirst(sourced, sources, checked),
        sections=tuple(s for s in sections if s.items),
        table=table,
        footnotes=notes.all(),
        sources=sources,
        method=tuple(method),
        events=tuple(by_day),
    )


def _happened(events: Sequence[Event], notes: Notes) -> Section:
    items = tuple(
        Item(event_title(e), (Sentence(event_sentence(e), notes.of_event(e)),), _mark(e), (e.id,))
        for e in events[:MOST]
    )
    lead = "Most reported first, then latest first; statements and threats last."
    if len(events) > MOST:
        lead = f"The {MOST} most reported of {len(events):,} events; all stand in the table below."
    return Section("happened", "What happened", lead, items)


def _figures(events: Sequence[Event], notes: Notes) -> Section:
    items = []
    for event in events:
        sentences = [s for name in get_args(Toll) if (s := _toll(event, name, notes))]
        if sentences:
            items.append(Item(event_title(event), tuple(sentences), _mark(event), (event.id,)))
    return Section("figures", "Figures, and who gives them", "The latest figure of each publisher.", tuple(items))


def _toll(event: Event, name: Toll, notes: Notes) -> Sentence | None:
    """The merged figure and each publisher's own; None where no source stands behind it."""
    figure: Figure | None = getattr(event.casualties, name)
    latest = _latest([t for t in event.tolls if t.field == name and notes.has_words(t.report, t.start, t.end)])
    marks = [(t, notes.add(t.report, t.start, t.end)) for t in latest]
    numbers = [n for _, n in marks] or [notes.add(e.report, e.start, e.end) for e in event.evidence if e.field == name]
    if figure is None or not numbers:
        return None
    text = f"{name.capitalize()}: {figure_words(figure)}"
    voices = [f"{figure_words(t.figure)} ({notes.publisher(t.report)}, {_short(t.published)})" for t, _ in marks]
    if len(voices) > 1:
        text += f" – {'; '.join(voices)}"
    elif voices:
        text += f" ({notes.publisher(marks[0][0].report)}, {_short(marks[0][0].published)})"
    return Sentence(f"{text}.", tuple(dict.fromkeys(numbers)))


def _exchanges(events: Sequence[Event], notes: Notes) -> Section:
    items = []
    for chain in chains(events):
        sentences = [Sentence(event_sentence(chain.events[0]), notes.of_event(chain.events[0], one=True))]
        for link, event in zip(chain.links, chain.events[1:], strict=True):
            cues = tuple(
                notes.add(e.report, e.start, e.end) for e in event.evidence if e.field in ("responds_to", "cue")
            )
            how = (
                "By sequence in time only, no report says so"
                if link.inferred
                else f"Stated as a response (“{link.cue}”)"
            )
            text = f"{how}: {_lower_first(event_sentence(event))}"
            sentences.append(Sentence(text, tuple(dict.fromkeys((*cues, *notes.of_event(event, one=True))))))
        mark = "stated" if chain.stated else "partly inferred"
        heading = " → ".join(event_title(e).split(" · ")[0] for e in chain.events)
        items.append(Item(heading, tuple(sentences), mark, tuple(e.id for e in chain.events)))
    for event, answer in answers_to_claims(events):
        cues = tuple(notes.add(e.report, e.start, e.end) for e in event.evidence if e.field in ("responds_to", "cue"))
        text = (
            f"{event_sentence(event)[:-1]}, stated as a response (“{answer.cue}”) to a series that is kept as a claim."
        )
        marks = tuple(dict.fromkeys((*cues, *notes.of_event(event, one=True))))
        items.append(Item(event_title(event), (Sentence(text, marks),), "stated", (event.id,)))
    lead = "An arrow reads “is answered by”. Only what a report says is called a response."
    return Section("exchanges", "Exchanges", lead, tuple(items))


def _claims(checked: Sequence[tuple[Claim, ClaimCheck]], events: Mapping[str, Event], notes: Notes) -> Section:
    items = []
    for claim, check in checked:
        if not notes.knows(claim.report):
            continue
        own = notes.add(claim.report, claim.evidence.start, claim.evidence.end, claim.evidence.text)
        who = with_article(claim.claimant or notes.publisher(claim.report))
        behind = [n for i in check.events if i in events for n in notes.of_event(events[i], one=True)]
        items.append(
            Item(
                f"“{_one_line(claim.evidence.text)}”",
                (
                    Sentence(f"{_KIND[claim.kind]} given by {who}, as of {_as_of(claim, notes)}.", (own,)),
                    Sentence(check.why, tuple(dict.fromkeys(behind)) or (own,)),
                ),
                VERDICT[check.verdict],
                check.events,
            )
        )
    lead = "Totals, ordinals, firsts and trends that reports state, beside what the ledger holds."
    return Section("claims", "Claims checked", lead, tuple(items))


def _disputed(events: Sequence[Event], notes: Notes) -> Section:
    items = []
    for event in events:
        if event.status in ("claimed", "disputed", "denied"):
            voices = tuple(
                Sentence(f"{notes.publisher(note.report)}: “{_one_line(note.sentence)}”", (note.number,))
                for note in (notes.all()[n - 1] for n in notes.of_event(event, every=True))
            )
            items.append(Item(event_title(event), voices, event.status, (event.id,)))
    single = [e for e in events if e.publishers <= 1 and e.status == "reported"]
    if single:
        sentences = tuple(Sentence(f"{event_title(e)}.", notes.of_event(e, one=True)) for e in single[:MOST])
        heading = f"Reported by one publisher only: {plural(len(single), 'event')}"
        items.append(Item(heading, sentences, "awaiting", tuple(e.id for e in single)))
    lead = "What a side claims or denies, with the words of each report, and what awaits a second publisher."
    return Section("disputed", "Disputed or awaiting", lead, tuple(items))


def _standfirst(events: Sequence[Event], sources: Sequence[Source], checked: Sequence[tuple[Claim, ClaimCheck]]) -> str:
    publishers = len({s.publisher for s in sources if s.publisher})
    parts = [
        plural(len(events), "event"),
        plural(len(checked), "claim"),
        f"{plural(len(sources), 'report')} of {plural(publishers, 'publisher')}",
    ]
    return (
        f"The ledger holds {listed(parts[:2])}, from {parts[2]}. Small numbers lead to the sentence behind each figure."
    )


def _sources(notes: Notes, events: Sequence[Event]) -> tuple[Source, ...]:
    cited = {note.report for note in notes.all()} | {r.id for e in events for r in e.reports}
    found = [notes.source(i) for i in cited]
    return tuple(sorted(found, key=lambda s: (s.publisher or "~", date_of(s.published) or date.max, s.id)))


def _latest(tolls: Sequence[TollReport]) -> list[TollReport]:
    by: dict[str, TollReport] = {}
    for toll in sorted(tolls, key=lambda t: (date_of(t.published) or date.min, t.report, t.start)):
        by[toll.publisher or toll.report] = toll
    return list(by.values())


def _mark(event: Event) -> str:
    return {"reported": "", "confirmed": "confirmed"}.get(event.status, event.status)


def _as_of(claim: Claim, notes: Notes) -> str:
    published = date_of(notes.source(claim.report).published)
    when = claim.as_of or published
    return day(when) if when else "a date not given"


def _short(published: date | datetime | None) -> str:
    when = date_of(published)
    return day(when) if when else "no date"


def _day_number(event: Event) -> int:
    return -event.date.start.toordinal() if event.date.start else 0


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _lower_first(text: str) -> str:
    return text[0].lower() + text[1:]
