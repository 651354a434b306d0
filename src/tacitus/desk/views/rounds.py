"""The round that an event belongs to: what the same side did on the days around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tacitus.actors import ActorRegistry
from tacitus.analysis.findings import Material, day_known, day_of
from tacitus.analysis.kept import KeptClaims, KeptReports
from tacitus.analysis.numbering import NumberedRound, Ordinal, find_rounds
from tacitus.analysis.queries import ask
from tacitus.analysis.sides import STATE, side
from tacitus.analysis.words import day, listed, plural, span
from tacitus.ledger import Ledger, Wanted
from tacitus.ontology import ontology
from tacitus.publishing.findings import range_words
from tacitus.records import Actor, Event

BEFORE, AFTER = timedelta(days=365), timedelta(days=90)
"""The days around an event among which its round is numbered."""
MOST_EVENTS = 2000
BRANCHES = ("government", "military", "police", "intelligence")


@dataclass(frozen=True)
class RoundView:
    """One round of a side and what reports call it; `gap` says in words what makes events one round."""

    doer: Actor
    round: NumberedRound
    words: str
    counted: str
    gap: str
    called: tuple[Ordinal, ...]


def round_of(ledger: Ledger, event: Event) -> Iterator[RoundView]:
    """The rounds of the named initiators that hold the event; none where it is no violence or has no exact day."""
    if ontology().action(event.action).family != "violence" or not day_known(event):
        return
    since, until = day_of(event) - BEFORE, day_of(event) + AFTER
    named = [a for a in event.initiators if not a.id.startswith("group:")]
    for doer in {side((actor,)): actor for actor in reversed(named)}.values():
        events, cut = _acts(ledger, doer, since, until)
        sieve = ledger.sieve()
        held = Material(events, KeptReports(ledger, sieve), KeptClaims(ledger, sieve))
        found = find_rounds(replace(ask(since=since, until=until), initiators=(doer,)), held)
        for one in found.rounds:
            if event.id in one.events:
                called = tuple(o for o in found.ordinals if o.round == one.number)
                counted = f"counted from {day(since)}" + (f", over {MOST_EVENTS:,} events of each name" if cut else "")
                gap = f"events up to {plural(found.gap_days, 'day')} apart are one round ({found.gap_why})"
                yield RoundView(doer, one, _words(one), counted, gap, called)


def _acts(ledger: Ledger, doer: Actor, since: date, until: date) -> tuple[list[Event], bool]:
    """What a side did on these days, a state under all the names of its forces; whether there is more."""
    registry = ActorRegistry.load()
    names = {doer.id}
    if doer.kind in STATE and doer.country:
        names |= {f"{doer.country}:{branch}" for branch in BRANCHES}
        names |= {row.id for row in registry if row.kind in STATE and row.country == doer.country}
    found: dict[str, Event] = {}
    cut = False
    for name in sorted(names):
        page = ledger.finder().page(Wanted(initiator=name, since=since, until=until), MOST_EVENTS, order="oldest")
        found |= {e.id: e for e in page.events}
        cut = cut or page.after is not None
    return list(found.values()), cut


def _words(one: NumberedRound) -> str:
    places = f", {listed([*one.places[:4], 'elsewhere' if len(one.places) > 4 else ''])}" if one.places else ""
    killed = f", {range_words(one.killed)} killed" if one.killed else ""
    return f"{span(one.start, one.end)}: {plural(len(one.events), 'event')}{places}{killed}"
