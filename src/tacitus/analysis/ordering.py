"""Ordinals ("the fourth round of strikes") and firsts ("the first use of such missiles") against the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tacitus.analysis.counting import COVERAGE, finish, not_comparable
from tacitus.analysis.queries import Query
from tacitus.analysis.rounds import rounds, side
from tacitus.analysis.words import day, plural, when
from tacitus.ontology import ontology
from tacitus.records import Claim, ClaimCheck, Event, Verdict

CURRENT = timedelta(days=7)
"""How long before the claim's date the happening it is about may lie."""


def check_ordinal(claim: Claim, query: Query, events: Sequence[Event]) -> ClaimCheck:
    """The number of a round: events of the same sides no more than 36 hours apart are one round."""
    if not isinstance(claim.value, int):
        return not_comparable("the claim gives no number")
    found = query.find(events)
    own = _own(claim, query, found.yes)
    same = tuple(e for e in found.yes if own is None or _same_sides(own, e, claim))
    held = rounds([e for e in same if own is None or own.date.start is None or _not_after(e, own)])
    count, number = len(held), claim.value
    listing = "; ".join(when_round(r.start, r.end) for r in held)
    where = f"{query.words()}, {query.days()}"
    verdict: Verdict
    if own is None:
        why = f"The ledger holds {plural(count, 'round')} but none near the claim's date: {where}."
        verdict = "ledger_below" if count < number else "not_comparable"
    elif count == number:
        verdict, why = "agrees", f"It is round {count} in the ledger: {where} ({listing})."
    elif count < number:
        verdict = "ledger_below"
        why = f"The ledger holds {plural(count, 'round')} of the claimed {number}: {where} ({listing}); {COVERAGE}."
    elif query.since is None:
        verdict = "not_comparable"
        why = (
            f"The ledger holds {plural(count, 'round')} where the claim says {number}, but the claim does not say "
            f"since when it counts: {where} ({listing})."
        )
    else:
        disputed = any(e.status not in ("reported", "confirmed") for r in held for e in r.events)
        verdict = "not_comparable" if disputed else "contradicted"
        why = f"The ledger holds {plural(count, 'round')} where the claim says {number}: {where} ({listing})."
        why += " Some of them are disputed or one side's word." if disputed else ""
    return finish(verdict, count, (e for r in held for e in r.events), why, query, found, safe="ledger_below")


def check_first(claim: Claim, query: Query, events: Sequence[Event]) -> ClaimCheck:
    """Looks for an earlier event of the same weapon or action and sides within the claim's window."""
    if not claim.weapons and not claim.action:
        return not_comparable("the claim does not say the first of what")
    found = query.find(events)
    own = _own(claim, query, found.yes)
    before = own.date.start if own and own.date.start else _latest(query) - CURRENT
    earlier = [e for e in found.yes if e.date.end and e.date.end < before and (own is None or e.id != own.id)]
    sure = [e for e in earlier if e in found.sure]
    listed = (*earlier, own) if own else tuple(earlier)
    window = query.days()
    verdict: Verdict
    if sure:
        first = sure[0]
        words = first.summary or ontology().actions[first.action].label
        verdict, why = "contradicted", f"The ledger holds an earlier one, on {when(first.date)}: {words} ({first.id})."
        why += f" Searched: {query.words()}, {window}."
    elif earlier:
        verdict = "not_comparable"
        why = f"The only earlier ones, such as {earlier[0].id} on {when(earlier[0].date)}, are disputed or claimed."
    else:
        nearby = replace(query, actions=frozenset(a.name for a in ontology().actions), weapons=()).find(events).yes
        others = [e for e in nearby if own is None or e.id != own.id]
        if own or others:
            verdict = "agrees"
            why = (
                f"The ledger holds no earlier one among {plural(len(others), 'other event')} of these sides and "
                f"places: {query.words()}, {window}. What no report read describes could still be earlier."
            )
        else:
            verdict, why = "not_comparable", f"The ledger holds nothing of these sides and places, {window}."
    return finish(verdict, len(earlier), listed, why, query, found, safe="agrees")


def when_round(start: date, end: date) -> str:
    """The days of a round in words."""
    return day(start) if start == end else f"{day(start)} to {day(end)}"


def _own(claim: Claim, query: Query, found: Sequence[Event]) -> Event | None:
    """The event the claim is about: the latest of its own report, else the latest shortly before its date."""
    dated = [e for e in found if e.date.start and e.date.precision == "day"]
    own = [e for e in dated if any(source.id == claim.report for source in e.reports)]
    near = [e for e in dated if e.date.end and e.date.end >= _latest(query) - CURRENT]
    return max(own or near, key=lambda e: (e.date.start or date.min, e.id), default=None)


def _same_sides(own: Event, other: Event, claim: Claim) -> bool:
    """Whether two events are of one side against another, as far as the claim leaves the sides open."""
    alike = bool(claim.actors) or not own.initiators or bool(side(own.initiators) & side(other.initiators))
    return alike and (bool(claim.targets) or not own.targets or bool(side(own.targets) & side(other.targets)))


def _not_after(event: Event, own: Event) -> bool:
    return event.date.start is not None and own.date.start is not None and event.date.start <= own.date.start


def _latest(query: Query) -> date:
    assert query.until is not None  # query_for refuses a claim without a date
    return query.until
