"""Ordinals ("the fourth round of strikes") and firsts ("the first use of such missiles") against the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from tacitus.analysis.counting import COVERAGE, finish, not_comparable
from tacitus.analysis.material import Material
from tacitus.analysis.queries import Found, Query
from tacitus.analysis.rounds import GAP_DAYS, Round, rounds
from tacitus.analysis.sides import Answer, alike, all_of, on_side
from tacitus.analysis.words import plural, when
from tacitus.ledger.outlines import Outlined
from tacitus.ontology import ontology
from tacitus.records import Claim, ClaimCheck, Verdict

CURRENT = timedelta(days=7)
"""How long before the claim's date the happening it is about may lie."""


@dataclass(frozen=True)
class Counted:
    """The rounds up to the event that an ordinal is about.

    `sure` are those whose sides are known to be the same; in `most` stand also events of the same doer (of the same
    target where no doer is meant) whose other side is not named or only described, or backed by the same state in
    another country.
    """

    own: Outlined | None
    sure: tuple[Round[Outlined], ...]
    most: tuple[Round[Outlined], ...]

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the greatest number that the own event's round may have."""
        return len(self.sure), max(len(self.sure), len(self.most))


def subject(claim: Claim, held: Material) -> Outlined | None:
    """The event that an ordinal is about: the latest violent one, dated to the day, of those its report tells."""
    told = held.told_by(claim.report)
    by_them = (e for e in told if on_side(claim.actors, e.initiators) == "yes" and e.date.precision == "day")
    violent = [e for e in by_them if ontology().actions[e.action].family == "violence" and e.date.start]
    return max(violent, key=lambda e: (e.date.start or date.min, e.id), default=None)


def count_rounds(claim: Claim, query: Query, held: Material, gap_days: int = GAP_DAYS) -> Counted:
    """The rounds that the ledger holds for an ordinal, up to the event it is about."""
    found = query.find(held)
    own = _own(query, found.yes, held.told_by(claim.report))
    if own is None:
        every = rounds(found.yes, gap_days)
        return Counted(None, every, every)
    graded: dict[Answer, list[Outlined]] = {"yes": [own], "maybe": [], "no": []}
    possible = [e for e in found.maybe if named_side(query, e) == "yes"]
    for answer, those in (("yes", found.yes), ("maybe", possible)):
        for event in those:
            if event.id != own.id and _not_after(event, own):
                graded[all_of(cast("Answer", answer), _same_sides(own, event, claim))].append(event)
    return Counted(own, rounds(graded["yes"], gap_days), rounds(graded["yes"] + graded["maybe"], gap_days))


def named_side(query: Query, event: Outlined) -> Answer:
    """Whether the doers are those asked for, or the targets where no doer is asked for."""
    if query.initiators:
        return on_side(query.initiators, event.initiators)
    return on_side(query.targets, event.targets)


def check_ordinal(claim: Claim, query: Query, held: Material) -> ClaimCheck:
    """The number of a round: events of the same sides no more than a day apart are one round."""
    if not isinstance(claim.value, int):
        return not_comparable("the claim gives no number")
    counted, number = count_rounds(claim, query, held), claim.value
    least, most = counted.bounds
    shown = counted.most if number > least else counted.sure
    listing = "; ".join(r.days() for r in shown)
    where = f"{query.words()}, {query.days()}"
    kept = plural(least, "round") if least == most else f"{least} to {most} rounds"
    unnamed = f"; of {most - least} the side is not named or only described" if number > least else ""
    verdict: Verdict
    if counted.own is None:
        why = f"The ledger holds {kept} but none near the claim's date: {where}."
        verdict = "ledger_below" if most < number else "not_comparable"
    elif least <= number <= most:
        verdict, why = "agrees", f"It is round {number} in the ledger: {where} ({listing}){unnamed}."
    elif most < number:
        verdict = "ledger_below"
        why = f"The ledger holds {kept} of the claimed {number}: {where} ({listing}); {COVERAGE}."
    elif query.since is None:
        verdict = "not_comparable"
        why = (
            f"The ledger holds {kept} where the claim says {number}, but the claim does not say "
            f"since when it counts: {where} ({listing})."
        )
    else:
        disputed = any(e.status not in ("reported", "confirmed") for r in shown for e in r.events)
        verdict = "not_comparable" if disputed else "contradicted"
        why = f"The ledger holds {kept} where the claim says {number}: {where} ({listing})."
        why += " Some of them are disputed or one side's word." if disputed else ""
    found = Found(tuple(e for r in shown for e in r.events), ())
    return finish(verdict, least, found.yes, why, query, found, safe="ledger_below")


def check_first(claim: Claim, query: Query, held: Material) -> ClaimCheck:
    """Looks for an earlier event of the same weapon or action and sides within the claim's window."""
    if not claim.weapons and not claim.action:
        return not_comparable("the claim does not say the first of what")
    found = query.find(held)
    own = _own(query, found.yes, held.told_by(claim.report))
    before = own.date.start if own and own.date.start else _latest(query) - CURRENT
    earlier = [e for e in found.yes if e.date.end and e.date.end < before and (own is None or e.id != own.id)]
    sure = [e for e in earlier if e in found.sure]
    listed = (*earlier, own) if own else tuple(earlier)
    window = query.days()
    verdict: Verdict
    if sure:
        (first,) = held.events_of([sure[0].id])
        words = first.summary or ontology().actions[first.action].label
        verdict, why = "contradicted", f"The ledger holds an earlier one, on {when(first.date)}: {words} ({first.id})."
        why += f" Searched: {query.words()}, {window}."
    elif earlier:
        verdict = "not_comparable"
        why = f"The only earlier ones, such as {earlier[0].id} on {when(earlier[0].date)}, are disputed or claimed."
    else:
        nearby = replace(query, actions=frozenset(a.name for a in ontology().actions), weapons=()).find(held).yes
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


def _own(query: Query, found: Sequence[Outlined], told: Sequence[Outlined]) -> Outlined | None:
    """The event the claim is about: the latest that its report tells, else the latest shortly before its date."""
    those = {e.id for e in told}
    dated = [e for e in found if e.date.start and e.date.precision == "day"]
    own = [e for e in dated if e.id in those]
    near = [e for e in dated if e.date.end and e.date.end >= _latest(query) - CURRENT]
    return max(own or near, key=lambda e: (e.date.start or date.min, e.id), default=None)


def _same_sides(own: Outlined, other: Outlined, claim: Claim) -> Answer:
    """Whether two events are of one side against another, as far as the claim leaves the sides open."""
    countries = {p.country for p in own.places if p.country} & {p.country for p in other.places if p.country}
    together = bool(claim.places or countries)
    doers = "yes" if claim.actors or not own.initiators else alike(own.initiators, other.initiators, together)
    done_to = "yes" if claim.targets or not own.targets else alike(own.targets, other.targets, together)
    return all_of(doers, done_to)


def _not_after(event: Outlined, own: Outlined) -> bool:
    return event.date.start is not None and own.date.start is not None and event.date.start <= own.date.start


def _latest(query: Query) -> date:
    assert query.until is not None  # query_for refuses a claim without a date
    return query.until
