"""Rounds numbered from the first, beside the ordinals that reports give; where they differ, what each counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tacitus.analysis.findings import Finding, Material, caveats, day_known, day_of, ids
from tacitus.analysis.gaps import Gap, learned_gap
from tacitus.analysis.ordering import Counted, count_rounds, named_side, subject
from tacitus.analysis.people import bounds
from tacitus.analysis.queries import Found, Query, query_for
from tacitus.analysis.rounds import GAP_DAYS, Round, rounds
from tacitus.analysis.words import listed
from tacitus.ledger.outlines import Outlined
from tacitus.records import Claim, Record


class NumberedRound(Record):
    """One round: its first and last day, events, places and people killed (least and most, None if no figure)."""

    number: int
    start: date
    end: date
    events: tuple[str, ...]
    places: tuple[str, ...]
    killed: tuple[int, int] | None


class Ordinal(Record):
    """An ordinal that a report gives to a round, beside the number of that round.

    `round` is the round of the list that its event stands in. `least` and `most` are the numbers that the event's round
    may have by the claim's own sides, places and beginning; `ledger_events` make up those rounds, `report_events` are
    the ones among them that the claim's report tells itself. `differs` says in words what the one counts and the other
    does not, "" where the number lies between them.
    """

    claim: str
    report: str
    words: str
    value: int
    claimant: str | None
    round: int
    least: int
    most: int
    ledger_events: tuple[str, ...]
    report_events: tuple[str, ...]
    differs: str


class Rounds(Finding):
    """The rounds of a question, in time order; events of one round lie at most `gap_days` apart.

    `possible` are the events in them of the doer asked for whose other side is not named or only described.
    """

    gap_days: int
    gap_why: str
    rounds: tuple[NumberedRound, ...]
    possible: tuple[str, ...]
    ordinals: tuple[Ordinal, ...]


def find_rounds(query: Query, material: Material, gap_days: int | None = None, possible: bool = False) -> Rounds:
    """Groups the events of a question into numbered rounds.

    `gap_days` is the most days that events of one round lie apart; None has it learned from the events. `possible`
    takes in events of the doer asked for (of the target, where no doer is) whose other side is not named or only
    described.
    """
    found = query.find(material)
    more = tuple(e for e in found.maybe if possible and day_known(e) and named_side(query, e) == "yes")
    taken = set(ids(more))
    found = Found((*found.yes, *more), tuple(e for e in found.maybe if e.id not in taken))
    gap, held = grouped(found.yes, gap_days)
    return Rounds(
        asked=query.words(),
        since=query.since,
        until=query.until,
        coverage=material.coverage(query.since, query.until),
        may_belong=len(found.maybe),
        caveats=caveats(found, "Rounds are numbered from the first of the days asked about."),
        gap_days=gap.days,
        gap_why=gap.why,
        rounds=tuple(numbered(n, r) for n, r in enumerate(held, 1)),
        possible=ids(more),
        ordinals=tuple(ordinals_of(held, material, material.claims(kind="ordinal"), gap.days)),
    )


def grouped(events: Sequence[Outlined], gap_days: int | None = None) -> tuple[Gap, tuple[Round[Outlined], ...]]:
    """The rounds of the events of one doer, and what makes events one round, which is learned where it is not given."""
    days = [day_of(e) for e in events if day_known(e)]
    gap = learned_gap(days, GAP_DAYS) if gap_days is None else Gap(gap_days, "as asked")
    return gap, rounds(events, gap.days)


def numbered(number: int, one: Round[Outlined]) -> NumberedRound:
    """A round with its number, the places of its events and the dead in it."""
    figures = [bounds(f) for e in one.events if (f := e.casualties.killed) is not None]
    return NumberedRound(
        number=number,
        start=one.start,
        end=one.end,
        events=ids(one.events),
        places=tuple(dict.fromkeys(p.name for e in one.events for p in e.places)),
        killed=(sum(f[0] for f in figures), sum(f[1] for f in figures)) if figures else None,
    )


def ordinals_of(
    held: Sequence[Round[Outlined]], material: Material, claims: Iterable[Claim], gap_days: int
) -> Iterator[Ordinal]:
    """The claims that call one of these rounds the first, second and so on."""
    home = {e.id: n for n, r in enumerate(held, 1) for e in r.events}
    for claim in claims:
        if not isinstance(claim.value, int):
            continue
        query = query_for(claim, material.report(claim.report), subject(claim, material))
        if isinstance(query, str):
            continue
        counted = count_rounds(claim, query, material, gap_days)
        if counted.own is not None and counted.own.id in home:
            own = set(ids(material.told_by(claim.report)))
            yield _ordinal(claim, claim.value, counted, home[counted.own.id], own)


def _ordinal(claim: Claim, value: int, counted: Counted, number: int, own: set[str]) -> Ordinal:
    least, most = counted.bounds
    shown = counted.most if value > least else counted.sure
    events = [e for r in shown for e in r.events]
    told = [e for e in events if e.id in own]
    return Ordinal(
        claim=claim.id,
        report=claim.report,
        words=" ".join(claim.evidence.text.split()),
        value=value,
        claimant=claim.claimant,
        round=number,
        least=least,
        most=most,
        ledger_events=ids(events),
        report_events=ids(told),
        differs="" if least <= value <= most else _difference(shown, told, value),
    )


def _difference(shown: tuple[Round[Outlined], ...], told: list[Outlined], value: int) -> str:
    known = {e.id for e in told}
    silent = [r for r in shown if not known & {e.id for e in r.events}]
    if len(shown) < value:
        return f"The ledger holds {len(shown)} of the {value}: {listed(r.days() for r in shown) or 'none'}."
    text = f"The ledger counts {len(shown)}: {listed(r.days() for r in shown)}."
    rest = listed(f"{r.days()} ({', '.join(ids(r.events))})" for r in silent)
    return f"{text} The report itself does not tell of {rest}." if rest else text
