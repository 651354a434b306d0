"""The round that an event belongs to: what the same side did on the days around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from tacitus.actors.sides import side
from tacitus.analysis.findings import day_known, day_of, ids
from tacitus.analysis.material import Kept
from tacitus.analysis.numbering import NumberedRound, Ordinal, grouped, numbered, ordinals_of
from tacitus.analysis.queries import ask
from tacitus.analysis.words import day, listed, plural, span
from tacitus.ledger import Ledger
from tacitus.ontology import ontology
from tacitus.publishing.findings import range_words
from tacitus.records import Actor, Event

BEFORE, AFTER = timedelta(days=365), timedelta(days=90)
"""The days around an event among which its round is numbered."""
MOST_BESIDE = 24
"""Events of a round that a page names beside its own, those nearest in time."""


@dataclass(frozen=True)
class RoundView:
    """One round of a side and what reports call it; `gap` says in words what makes events one round.

    `beside` are the events of the round told nearest in time, `left_out` how many more it has.
    """

    doer: Actor
    round: NumberedRound
    beside: tuple[str, ...]
    left_out: int
    words: str
    counted: str
    gap: str
    called: tuple[Ordinal, ...]


def round_of(ledger: Ledger, event: Event) -> Iterator[RoundView]:
    """The rounds of the named initiators that hold the event; none where it is no violence or has no exact day."""
    if ontology().action(event.action).family != "violence" or not day_known(event):
        return
    since, until = day_of(event) - BEFORE, day_of(event) + AFTER
    held = Kept(ledger.sieve())
    named = [a for a in event.initiators if not a.id.startswith("group:")]
    for doer in {side((actor,)): actor for actor in reversed(named)}.values():
        question = replace(ask(since=since, until=until), initiators=(doer,), sure=True)
        gap, held_rounds = grouped(question.find(held).yes)
        for number, one in enumerate(held_rounds, 1):
            if all(event.id != other.id for other in one.events):
                continue
            # Only who tells of the round can call it the second or third.
            claims = held.claims(held.reports_on(ids(one.events)), kind="ordinal")
            called = tuple(o for o in ordinals_of(held_rounds, held, claims, gap.days) if o.round == number)
            words = f"events up to {plural(gap.days, 'day')} apart are one round ({gap.why})"
            round_ = numbered(number, one)
            beside = _nearest(round_.events, event.id)
            left_out = len(round_.events) - 1 - len(beside)
            counted = f"counted from {day(since)}"
            yield RoundView(doer, round_, beside, left_out, _words(round_), counted, words, called)


def _nearest(ids: Sequence[str], of: str) -> tuple[str, ...]:
    """The others of a list in time order, no more than a page names, and those nearest to one of it."""
    at = ids.index(of)
    start = max(0, min(at - MOST_BESIDE // 2, len(ids) - 1 - MOST_BESIDE))
    return tuple(id_ for id_ in ids[start : start + MOST_BESIDE + 1] if id_ != of)


def _words(one: NumberedRound) -> str:
    places = f", {listed([*one.places[:4], 'elsewhere' if len(one.places) > 4 else ''])}" if one.places else ""
    killed = f", {range_words(one.killed)} killed" if one.killed else ""
    return f"{span(one.start, one.end)}: {plural(len(one.events), 'event')}{places}{killed}"
