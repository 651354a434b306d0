"""The briefing: what happened, who says so, and how it compares, as a tree of sentences with footnotes.

Sentences come from templates and say no more than the records; each has at least one footnote, which gives publisher,
date and the sentence of the report. What has no source is left out and counted under "Method and limits".
The tree (`parts`) is rendered by `markdown`, `html` and `pdf`; what the analyses find is told by `shown`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import get_args

from tacitus.analysis.material import Listed, Material
from tacitus.analysis.responses import answers_to_claims, chains
from tacitus.analysis.words import day, listed, plural, with_article
from tacitus.ledger import Changed
from tacitus.publishing.changed import changed_section
from tacitus.publishing.notes import Notes, date_of
from tacitus.publishing.parts import Basis, Briefing, Item, Row, Scope, Section, Sentence
from tacitus.publishing.sentences import Toll, event_sentence, event_title, figure_words, said_only
from tacitus.publishing.shown import Shown
from tacitus.records import Claim, ClaimCheck, ClaimKind, Event, Figure, Report, Source, TollReport, Verdict

MOST = 20
"""Events told in full; the others stand in the table."""
MOST_BESIDE = 60
"""Events with figures, claims that are checked and disputed events that are listed: enough for a month of a country and
no book where the window holds thousands."""

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
    "Intervals in brackets hold the truth in 95% of cases if events come independently; bursts make them too narrow. "
    "More reports read can look like more events, so the reports are counted beside them.",
    "Claims are compared with the ledger, which holds only what the reports read describe. That it holds fewer than a "
    "claim says does not speak against the claim.",
)


def compose(
    events: Sequence[Event],
    checked: Sequence[tuple[Claim, ClaimCheck]],
    reports: Mapping[str, Report],
    scope: Scope | None = None,
    material: Material | None = None,
    changes: Sequence[Changed] = (),
) -> Briefing:
    """Composes a briefing of events and checked claims that are already selected; `scope` names the selection.

    `reports` are by id; where a report is absent its footnotes quote the evidence words alone. `material` is all that
    the ledger holds, for what is compared with other days; without it, the selection. `changes` are told as what
    changed since the last briefing.
    """
    scope = scope or Scope()
    material = material or Listed(list(events), list(reports.values()), [claim for claim, _ in checked])
    notes = Notes(reports, events)
    ranked = sorted(events, key=lambda e: (said_only(e), -e.publishers, -len(e.reports), _day_number(e), e.id))
    sourced = [e for e in ranked if notes.can_cite(e)]
    shown = Shown(scope, material, notes)
    curve, exchange = shown.curve(checked), shown.exchange(sourced)
    sections = (
        _happened(sourced, notes),
        _figures(sourced, notes),
        _exchanges(sourced, notes),
        shown.rounds(sourced, exchange),
        _claims(checked, {e.id: e for e in sourced}, notes),
        shown.trends(sourced),
        shown.firsts(),
        changed_section(changes, notes),
        _disputed(sourced, notes),
    )
    by_day = sorted(sourced, key=lambda e: (e.date.start or date.max, e.id))
    table = tuple(Row(e, notes.of_event(e, one=True)) for e in by_day)
    sources = _sources(notes, sourced)
    return Briefing(
        scope=scope,
        title=scope.title(),
        window=scope.window(),
        standfirst=_standfirst(sourced, sources, checked),
        sections=tuple(cited for s in sections if (cited := _cited(s)).items),
        table=table,
        footnotes=notes.all(),
        sources=sources,
        method=tuple(_method(scope, events, sourced)),
        events=tuple(by_day),
        curve=curve,
        exchange=exchange,
    )


def _cited(section: Section) -> Section:
    """A section without the sentences that no footnote stands behind."""
    items = [replace(item, sentences=tuple(s for s in item.sentences if s.notes)) for item in section.items]
    return replace(section, items=tuple(item for item in items if item.sentences))


def _method(scope: Scope, events: Sequence[Event], sourced: Sequence[Event]) -> Iterator[Sentence]:
    nothing = Basis("how this briefing is made", "no number")
    options = scope.options()
    why = (
        "Each statement has an id, such as the one beside it here. `tacitus why ID"
        f"{f' {options}' if options else ''}` gives the question behind its numbers, the events and their sentences."
    )
    for number, text in enumerate((*METHOD, why)):
        yield Sentence(text, (), f"method/{number}", nothing)
    told = {e.id for e in sourced}
    out = [e for e in events if e.id not in told]
    if out:
        text = f"{plural(len(out), 'event')} left out: no words of a report stand behind them."
        basis = Basis("events without evidence", "events counted", tuple(e.id for e in out))
        yield Sentence(text, (), "method/left out", basis)


def _happened(events: Sequence[Event], notes: Notes) -> Section:
    items = tuple(Item(event_title(e), (_told(e, notes),), _mark(e), (e.id,)) for e in events[:MOST])
    lead = "Most reported first, then latest first; statements and threats last."
    if len(events) > MOST:
        lead = "The most reported; all stand in the table below."
    return Section("happened", "What happened", lead, items)


def _told(event: Event, notes: Notes) -> Sentence:
    basis = Basis(f"the event {event.id}", "fields of the event", (event.id,))
    return Sentence(event_sentence(event), notes.of_event(event), f"happened/{event.id}", basis)


def _figures(events: Sequence[Event], notes: Notes) -> Section:
    items = []
    given = [e for e in events if any(getattr(e.casualties, name) for name in get_args(Toll))]
    for event in _weightiest(given):
        sentences = [s for name in get_args(Toll) if (s := _toll(event, name, notes))]
        if sentences:
            items.append(Item(event_title(event), tuple(sentences), _mark(event), (event.id,)))
    lead = "The latest figure of each publisher."
    if len(given) > MOST_BESIDE:
        lead += f" Of {len(given):,} events with figures the {MOST_BESIDE} on which reports differ or with most dead."
    return Section("figures", "Figures, and who gives them", lead, tuple(items))


def _weightiest(events: Sequence[Event]) -> list[Event]:
    """Those whose figures are worth a line, in the order given: reports differ on them, or most were killed or hurt."""

    def weight(event: Event) -> tuple[bool, int, int]:
        told = ({(t.figure.low, t.figure.high) for t in event.tolls if t.field == name} for name in get_args(Toll))
        differ = any(len(bounds) > 1 for bounds in told)
        killed, wounded = (
            f.best or f.low or 0 if f else 0 for f in (event.casualties.killed, event.casualties.wounded)
        )
        return differ, killed, wounded

    chosen = {e.id for e in sorted(events, key=weight, reverse=True)[:MOST_BESIDE]}
    return [e for e in events if e.id in chosen]


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
    how = "the least and the greatest of the latest figures of each publisher"
    said = tuple((t.report, t.start, t.end) for t in latest)
    basis = Basis(f"people {name} in the event {event.id}", how, (event.id,), said)
    return Sentence(f"{text}.", tuple(dict.fromkeys(numbers)), f"figures/{event.id}/{name}", basis)


def _exchanges(events: Sequence[Event], notes: Notes) -> Section:
    items = []
    for chain in chains(events):
        first = chain.events[0]
        basis = Basis(f"the event {first.id}", "fields of the event", (first.id,))
        text, number = event_sentence(first), notes.of_event(first, one=True)
        sentences = [Sentence(text, number, f"exchanges/{chain.events[-1].id}/{first.id}", basis)]
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
            basis = Basis(f"answers of {event.id}", "links of the ledger", (event.id, link.answers.id))
            numbers = tuple(dict.fromkeys((*cues, *notes.of_event(event, one=True))))
            sentences.append(Sentence(text, numbers, f"exchanges/{chain.events[-1].id}/{event.id}", basis))
        mark = "stated" if chain.stated else "partly inferred"
        heading = " → ".join(event_title(e).split(" · ")[0] for e in chain.events)
        items.append(Item(heading, tuple(sentences), mark, tuple(e.id for e in chain.events)))
    for event, answer in answers_to_claims(events):
        cues = tuple(notes.add(e.report, e.start, e.end) for e in event.evidence if e.field in ("responds_to", "cue"))
        text = (
            f"{event_sentence(event)[:-1]}, stated as a response (“{answer.cue}”) to a series that is kept as a claim."
        )
        marks = tuple(dict.fromkeys((*cues, *notes.of_event(event, one=True))))
        basis = Basis(f"answers of {event.id}", "links of the ledger", (event.id,))
        key = f"exchanges/{event.id}/{answer.claim}"
        items.append(Item(event_title(event), (Sentence(text, marks, key, basis),), "stated", (event.id,)))
    lead = "An arrow reads “is answered by”. Only what a report says is called a response."
    return Section("exchanges", "Exchanges", lead, tuple(items))


def _claims(checked: Sequence[tuple[Claim, ClaimCheck]], events: Mapping[str, Event], notes: Notes) -> Section:
    items = []
    known = [pair for pair in checked if notes.knows(pair[0].report)]
    for claim, check in sorted(known, key=lambda pair: pair[1].verdict == "not_comparable")[:MOST_BESIDE]:
        own = notes.add(claim.report, claim.evidence.start, claim.evidence.end, claim.evidence.text)
        who = with_article(claim.claimant or notes.publisher(claim.report))
        behind = notes.of_some([events[i] for i in check.events if i in events])
        given = f"{_KIND[claim.kind]} given by {who}, as of {_as_of(claim, notes)}."
        words = ((claim.report, claim.evidence.start, claim.evidence.end),)
        said = Basis(f"the claim {claim.id}", "as the report gives it", (), words)
        held = Basis(f"the claim {claim.id} as a question to the ledger", check.why, check.events, words)
        items.append(
            Item(
                f"“{_one_line(claim.evidence.text)}”",
                (
                    Sentence(given, (own,), f"claims/{claim.id}/given", said),
                    Sentence(check.why, behind or (own,), f"claims/{claim.id}/check", held),
                ),
                VERDICT[check.verdict],
                check.events,
            )
        )
    lead = (
        "Totals, ordinals, firsts and trends that reports state, beside what the ledger holds; comparable ones first."
    )
    if len(known) > MOST_BESIDE:
        lead += f" The first {MOST_BESIDE} of {len(known):,}."
    return Section("claims", "Claims checked", lead, tuple(items))


def _disputed(events: Sequence[Event], notes: Notes) -> Section:
    items = []
    unsure = [e for e in events if e.status in ("claimed", "disputed", "denied")]
    for event in unsure[:MOST_BESIDE]:
        basis = Basis(f"the event {event.id}", "words of its reports", (event.id,))
        voices = tuple(
            Sentence(
                f"{notes.publisher(note.report)}: “{_one_line(note.sentence)}”",
                (note.number,),
                f"disputed/{event.id}/{note.report}/{note.start}",
                basis,
            )
            for note in (notes.all()[n - 1] for n in notes.of_event(event, every=True))
        )
        items.append(Item(event_title(event), voices, event.status, (event.id,)))
    single = [e for e in events if e.publishers <= 1 and e.status == "reported"]
    if single:
        sentences = tuple(
            Sentence(
                f"{event_title(e)}.",
                notes.of_event(e, one=True),
                f"awaiting/{e.id}",
                Basis(f"the event {e.id}", "independent publishers of its reports: one", (e.id,)),
            )
            for e in single[:MOST]
        )
        items.append(Item("Reported by one publisher only", sentences, "awaiting", tuple(e.id for e in single)))
    lead = "What a side claims or denies, with the words of each report, and what awaits a second publisher."
    if len(unsure) > MOST_BESIDE:
        lead += f" The {MOST_BESIDE} most reported of {len(unsure):,} that are claimed, disputed or denied."
    return Section("disputed", "Disputed or awaiting", lead, tuple(items))


def _standfirst(
    events: Sequence[Event], sources: Sequence[Source], checked: Sequence[tuple[Claim, ClaimCheck]]
) -> Sentence:
    publishers = len({s.publisher for s in sources if s.publisher})
    parts = [
        plural(len(events), "event"),
        plural(len(checked), "claim"),
        f"{plural(len(sources), 'report')} of {plural(publishers, 'publisher')}",
    ]
    text = (
        f"The ledger holds {listed(parts[:2])}, from {parts[2]}. Small numbers lead to the sentence behind each figure."
    )
    said = tuple((c.report, c.evidence.start, c.evidence.end) for c, _ in checked)
    how = "events, claims, reports and publishers counted"
    return Sentence(
        text, (), "standfirst", Basis("all that this briefing is about", how, tuple(e.id for e in events), said)
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
