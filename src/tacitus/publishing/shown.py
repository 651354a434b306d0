"""What the analyses find, told in a briefing: rounds, answers, trends, firsts, and what is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tacitus.actors.sides import STATE, side
from tacitus.analysis.answering import Answering, Exchange, find_exchange
from tacitus.analysis.curves import Curve, find_curve, series_of
from tacitus.analysis.findings import day_known
from tacitus.analysis.firsts import Deadliest, First, find_firsts
from tacitus.analysis.material import Material
from tacitus.analysis.numbering import NumberedRound, Ordinal, find_rounds
from tacitus.analysis.queries import Query, ask
from tacitus.analysis.sides import Party, backers
from tacitus.analysis.trends import Trend, find_trend
from tacitus.analysis.words import day, interval, listed, plural, span, with_article
from tacitus.ontology import ontology
from tacitus.publishing.countries import country_name, country_place
from tacitus.publishing.findings import chance_words, first_words, range_words, stated_words, weekly
from tacitus.publishing.notes import Notes
from tacitus.publishing.parts import Basis, Item, Scope, Section, Sentence
from tacitus.publishing.sentences import event_title
from tacitus.records import Actor, Claim, ClaimCheck, Event

DOERS, ROUNDS = 3, 12
"""Sides told of, and the latest rounds told of each."""
FEWEST_EVENTS, FEWEST_COUNTS = 3, 4


@dataclass(frozen=True)
class Shown:
    """Tells what the ledger shows of a scope; events are cited by `notes`."""

    scope: Scope
    material: Material
    notes: Notes

    def question(self) -> Query:
        """The violent events of the scope."""
        return ask(
            actor=self.scope.actor,
            country=country_place(self.scope.country),
            since=self.scope.since,
            until=self.scope.until,
        )

    def rounds(self, events: Sequence[Event], exchange: Exchange | None) -> Section:
        """The rounds of the sides that did most, and how the two sides most at odds answered each other."""
        items = []
        for doer in _doers(events):
            found = find_rounds(replace(self.question(), initiators=(doer,)), self.material)
            told = [self._round(one, found.asked, doer, found.gap_days) for one in found.rounds[-ROUNDS:]]
            told += [
                self._ordinal(o, found.asked, doer) for o in found.ordinals if o.round > len(found.rounds) - ROUNDS
            ]
            if told:
                held = tuple(e for r in found.rounds for e in r.events)
                items.append(Item(f"Rounds by {with_article(doer.name)}", tuple(told), "", held))
        if exchange is not None:
            heading = f"{exchange.first} and {exchange.second}"
            items.append(Item(heading, tuple(self._answers(exchange)), "", tuple(_exchanged(exchange))))
        lead = (
            "Violent events of one side up to a day apart, or as far as the days themselves show, are one round. "
            "Rounds are numbered from the first of these days, and the latest are told. Only what a report says is "
            "called an answer."
        )
        return Section("rounds", "Rounds, and how sides answered", lead, tuple(items))

    def trends(self, events: Sequence[Event]) -> Section:
        """How often it happened, and before, with what was read beside it: all of it, then the sides that did most."""
        whole = self.question()
        asked = [("All violent events", whole)]
        asked += [(f"By {with_article(d.name)}", replace(whole, initiators=(d,))) for d in _doers(events)]
        items = []
        days = find_trend(whole, self.material)
        for heading, query in asked:
            # Every side over the same days, not from its own first event to its last.
            found = find_trend(replace(query, since=whole.since or days.since, until=days.until), self.material)
            if found.window is not None and found.window.events:
                items.append(Item(heading, tuple(self._trend(found)), "", found.window.events))
        lead = "How many a week, and against the days before; intervals in brackets, explained under Method and limits."
        return Section("trends", "Trends, and what was read", lead, tuple(items))

    def firsts(self) -> Section:
        """First uses of weapons by a side, and the deadliest events since a day."""
        found = find_firsts(self.question(), self.material)
        sentences = [*(self._first(f, found.asked) for f in found.firsts)]
        sentences += [self._deadliest(d, found.asked) for d in found.deadliest]
        events = (*(f.event for f in found.firsts), *(d.event for d in found.deadliest))
        items = (Item("In the ledger", tuple(sentences), "", events),)
        lead = "Among what the ledger holds: what no report read describes could be earlier, or deadlier."
        return Section("firsts", "Firsts and records", lead, items)

    def curve(self, checked: Sequence[tuple[Claim, ClaimCheck]]) -> Curve | None:
        """The counts over time of attacks on the state that most counts are of; None where there are few."""
        series = series_of(c for c, _ in checked)
        if not series:
            return None
        query = replace(series[0], until=self.scope.until)
        found = find_curve(query, self.material)
        return found if len(found.points) >= FEWEST_COUNTS else None

    def exchange(self, events: Sequence[Event]) -> Exchange | None:
        """What the two sides most at odds did to each other; None where there are few events between named sides."""
        pairs: Counter[tuple[str, str]] = Counter()
        sides: dict[str, Actor | Party] = {}
        for event in events:
            doer, done_to = _named(event.initiators), _named(event.targets)
            if not (_violent(event) and doer and done_to and _key(doer) != _key(done_to)):
                continue
            camps = {_camp(a).name: _camp(a) for a in (doer, done_to)}
            if len(camps) == 2:
                sides |= camps
                first, second = sorted(camps)
                pairs[first, second] += 1
        if not pairs or pairs.most_common(1)[0][1] < FEWEST_EVENTS:
            return None
        one, other = (sides[name] for name in max(pairs, key=lambda p: (pairs[p], p)))
        return find_exchange(replace(self.question(), initiators=(one,), targets=(other,)), self.material)

    def _round(self, one: NumberedRound, asked: str, doer: Actor, gap_days: int) -> Sentence:
        places = f" ({listed([*one.places[:3], 'elsewhere' if len(one.places) > 3 else ''])})" if one.places else ""
        killed = f", {range_words(one.killed)} killed" if one.killed else ""
        text = f"Round {one.number}, {span(one.start, one.end)}: {plural(len(one.events), 'event')}{places}{killed}."
        how = f"events up to {plural(gap_days, 'day')} apart are one round; figures of killed added up"
        key = f"rounds/{doer.id}/{one.start}"
        return Sentence(text, self._cited(one.events), key, Basis(asked, how, one.events))

    def _ordinal(self, one: Ordinal, asked: str, doer: Actor) -> Sentence:
        claim = next(c for c in self.material.claims([one.report]) if c.id == one.claim)
        said = (claim.report, claim.evidence.start, claim.evidence.end)
        note = self.notes.add(*said, claim.evidence.text)
        who = with_article(one.claimant or self.notes.publisher(one.report))
        bounds = str(one.least) if one.least == one.most else f"{one.least} to {one.most}"
        verdict = f"differs: {one.differs}" if one.differs else "agrees."
        text = (
            f"Round {one.round} is “{one.words}” for {who}; by its own sides the ledger counts {bounds} and {verdict}"
        )
        how = "rounds of the claim's own sides, places and beginning, up to the event it is about"
        return Sentence(text, (note,), f"rounds/{doer.id}/{one.claim}", Basis(asked, how, one.ledger_events, (said,)))

    def _answers(self, exchange: Exchange) -> Iterator[Sentence]:
        for one in exchange.answering:
            text = f"{_upper(one.side)} against {one.other}: {plural(len(one.acts), 'event')}, "
            text += f"{stated_words(one)}.{_sequence(one, exchange.within)}"
            events = tuple(dict.fromkeys((*one.acts, *(a.answers for a in one.stated), *one.provoked)))
            how = "events and stated links counted; median with the interval of the sign test; circular shifts"
            if one.acts:
                yield Sentence(
                    text, self._cited(events), f"answers/{one.side}/{one.other}", Basis(exchange.asked, how, events)
                )
        for lull in exchange.lulls[-ROUNDS:]:
            who = {"first": exchange.first, "second": exchange.second, "both": "both sides on one day"}[lull.broken_by]
            text = f"A lull of {plural(lull.days, 'day')}, {span(lull.since, lull.until)}, was broken by {who}."
            basis = Basis(exchange.asked, "days without an event between the two sides", lull.events)
            yield Sentence(text, self._cited(lull.events), f"lulls/{lull.since}", basis)

    def _trend(self, found: Trend) -> Iterator[Sentence]:
        held, compared = found.window, found.comparison
        assert held is not None
        read = held.coverage
        text = (
            f"{plural(held.count, 'event')} in {plural(held.days, 'day')}: {weekly(held.rate)}, from "
            f"{plural(read.reports, 'report')} of {plural(read.publishers, 'publisher')} published on these days."
        )
        key = f"trends/{found.asked}"
        rate = Basis(found.asked, "events counted; exact Poisson interval (Garwood 1936)", held.events)
        yield Sentence(text, self._cited(held.events), f"{key}/rate", rate)
        both = (*compared.earlier.events, *held.events) if compared is not None else held.events
        if compared is not None and compared.refused is None:
            how = "ratio of two rates with its mid-p interval; the same by rounds; the same of reports published"
            text = f"{compared.words()}. By rounds: {interval(compared.by_rounds, ' times')}."
            yield Sentence(_upper(text), self._cited(both), f"{key}/ratio", Basis(found.asked, how, both))
        for change in found.changes:
            text = (
                f"The rate changed on {day(change.day)} (in 90% of cases between {span(change.first, change.last)}): "
                f"{interval(change.ratio, ' times')} what it was; chance of this without change: "
                f"{chance_words(change.chance)}."
            )
            how = "greatest likelihood ratio of two rates, tested by simulation; day by its posterior distribution"
            yield Sentence(text, self._cited(both), f"{key}/{change.day}", Basis(found.asked, how, both))

    def _first(self, one: First, asked: str) -> Sentence:
        text = (
            f"{day(one.day)}: {first_words(one)}, among {plural(one.searched, 'earlier event')} since {day(one.since)}"
            f"{self._nearest(one.nearest)}."
        )
        how = "no earlier event of the side with this weapon; nearest: the last with it of any side"
        events = tuple(e for e in (one.event, one.nearest) if e)
        return Sentence(text, self._cited(events), f"firsts/{one.event}/{one.weapon}", Basis(asked, how, events))

    def _deadliest(self, one: Deadliest, asked: str) -> Sentence:
        since = f" since {day(one.since)}" if one.since else ""
        text = (
            f"{day(one.day)}: the deadliest{since}, {range_words(one.killed)} killed, among "
            f"{plural(one.searched, 'event')} between{self._nearest(one.nearest)}."
        )
        how = "its least figure is above the greatest of every event between"
        events = tuple(e for e in (one.event, one.nearest) if e)
        return Sentence(text, self._cited(events), f"deadliest/{one.event}", Basis(asked, how, events))

    def _nearest(self, id_: str | None) -> str:
        for event in self.material.events_of([id_] if id_ else []):
            return f"; the nearest earlier case is {_lower(event_title(event))}"
        return "; no earlier case is held"

    def _cited(self, ids: Iterable[str]) -> tuple[int, ...]:
        events = [e for e in self.material.events_of(set(ids)) if self.notes.can_cite(e)]
        return self.notes.of_some(sorted(events, key=lambda e: (e.date.start or date.max, e.id)))


def _doers(events: Sequence[Event]) -> list[Actor]:
    """The named sides that did most, one actor each."""
    acts = [e for e in events if _violent(e) and day_known(e)]
    doers = [a for e in acts if (a := _named(e.initiators))]
    often = Counter(_key(a) for a in doers)
    faces = _faces(doers)
    keys = sorted((k for k, n in often.items() if n >= FEWEST_EVENTS), key=lambda k: (-often[k], k))[:DOERS]
    return [faces[key] for key in keys]


def _faces(actors: Iterable[Actor]) -> dict[str, Actor]:
    """For each named side the actor by which it is named most often."""
    named: dict[str, Actor] = {}
    often: Counter[str] = Counter()
    for actor in actors:
        if not actor.id.startswith("group:"):
            named[actor.id] = actor
            often[actor.id] += 1
    return {_key(named[i]): named[i] for i in sorted(named, key=lambda i: (often[i], i))}


def _named(actors: Sequence[Actor]) -> Actor | None:
    return next((a for a in actors if not a.id.startswith("group:")), None)


def _camp(actor: Actor) -> Actor | Party:
    """The side that an actor is on against others: those whom its one backer backs, a state, or itself."""
    behind = backers(actor)
    if actor.kind in STATE and actor.country:
        return Party(country_name(actor.country), state=actor.country)
    if len(behind) != 1:
        return actor
    (code,) = behind
    return Party(f"{country_name(code)}-backed groups", backer=code)


def _key(actor: Actor) -> str:
    (key,) = side((actor,))
    return key


def _violent(event: Event) -> bool:
    return event.status != "denied" and ontology().action(event.action).family == "violence"


def _exchanged(exchange: Exchange) -> Iterable[str]:
    return dict.fromkeys(i for one in exchange.answering for i in (*one.acts, *one.provoked))


def _sequence(one: Answering, within: int) -> str:
    if one.chance is None or one.by_chance is None:
        return ""
    return (
        f" {one.followed} of {plural(len(one.provoked), 'event')} the other way are followed by one of it within "
        f"{plural(within, 'day')}, where {one.by_chance:.1f} would be by chance (chance of so many or more: "
        f"{chance_words(one.chance)})."
    )


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
