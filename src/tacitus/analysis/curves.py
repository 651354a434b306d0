"""A series of counts that officials give over time (13, 23, 38, 55 ... attacks) beside the ledger's own curve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from tacitus.analysis.findings import Finding, Material, caveats, day_known, day_of, ids
from tacitus.analysis.people import counted_field
from tacitus.analysis.queries import Query, ask
from tacitus.analysis.sides import Answer, Party, all_of, on_side
from tacitus.analysis.words import plural
from tacitus.records import Claim, Record, Relation

NEAR = timedelta(days=7)
"""How far from the day asked about a series may begin: "since mid-October" and "since 17 October" are one."""


class Point(Record):
    """A count as of a day, beside what the ledger holds from the first day of the question to that day.

    `sure` is False where the claim does not name the sides, or does not say since when it counts.
    """

    claim: str
    report: str
    words: str
    value: int
    relation: Relation
    as_of: date
    claimant: str | None
    sure: bool
    held: int
    events: tuple[str, ...]


class Step(Record):
    """The ledger's count at the end of a day."""

    day: date
    count: int


class Curve(Finding):
    """Counts by the day they are given for, and the steps of the ledger's own count."""

    points: tuple[Point, ...]
    steps: tuple[Step, ...]


def find_curve(query: Query, material: Material) -> Curve:
    """Lays the counts that reports give for a question beside the ledger's; `query.since` is where the counts begin.

    Of several counts that one report gives for one day the greatest is taken, for the others may be its parts.
    """
    found = query.find(material)
    points = _points(query, material)
    until = query.until or max((p.as_of for p in points), default=None)
    days = sorted(day_of(e) for e in found.yes if day_known(e) and day_of(e) <= (until or date.max))
    steps = {day: number for number, day in enumerate(days, 1)}
    backwards = [b for a, b in pairwise(points) if b.value < a.value and b.as_of > a.as_of]
    return Curve(
        asked=query.words(),
        since=query.since,
        until=until,
        coverage=material.coverage(query.since, until),
        may_belong=len(found.maybe),
        caveats=caveats(
            found,
            "A count that officials give may hold attempts that no report describes.",
            f"{plural(len(backwards), 'count')} lower than an earlier one: they do not count the same."
            if backwards
            else "",
        ),
        refused=None if points else "no report gives a count for this question",
        points=points,
        steps=tuple(Step(day=day, count=count) for day, count in steps.items()),
    )


def series_of(claims: Iterable[Claim]) -> tuple[Query, ...]:
    """The questions that counts answer: attacks on one state since one day; those that most counts answer first."""
    counts = [(c.since, a) for c in claims if c.kind == "count" and c.since for a in c.targets if a.country]
    names = {a.country: a.name for _, a in reversed(counts)}
    often = Counter((a.country, since) for since, a in counts).most_common()
    return tuple(replace(ask(since=since), targets=(Party(names[state], state=state),)) for (state, since), _ in often)


def belongs(claim: Claim, query: Query) -> Answer:
    """Whether a claim gives a count of what a question asks for."""
    if claim.kind != "count" or not isinstance(claim.value, int) or counted_field(claim):
        return "no"
    if claim.action is not None and claim.action not in query.actions:
        return "no"
    sides = all_of(on_side(query.initiators, claim.actors), on_side(query.targets, claim.targets))
    beginning = _beginning(claim.since, query.since)
    # A count whose sides are not named may be of anything, unless it begins on the very day asked about.
    if sides == "maybe" and (query.since is None or beginning == "maybe"):
        return "no"
    return all_of(sides, beginning)


def _beginning(since: date | None, asked: date | None) -> Answer:
    if asked is None:
        return "yes"
    return "maybe" if since is None else "yes" if abs(since - asked) <= NEAR else "no"


def _points(query: Query, material: Material) -> tuple[Point, ...]:
    greatest: dict[tuple[str, date], Point] = {}
    for point in _every_point(query, material):
        key = (point.report, point.as_of)
        if key not in greatest or point.value > greatest[key].value:
            greatest[key] = point
    return tuple(sorted(greatest.values(), key=lambda p: (p.as_of, p.value, p.claim)))


def _every_point(query: Query, material: Material) -> Iterable[Point]:
    for claim in material.claims(kind="count"):
        answer = belongs(claim, query)
        report = material.report(claim.report)
        as_of = claim.as_of or (report.published_on if report else None)
        if answer == "no" or as_of is None or not (query.since or as_of) <= as_of <= (query.until or as_of):
            continue
        held = replace(query, until=as_of).find(material).yes
        assert isinstance(claim.value, int)
        yield Point(
            claim=claim.id,
            report=claim.report,
            words=" ".join(claim.evidence.text.split()),
            value=claim.value,
            relation=claim.relation,
            as_of=as_of,
            claimant=claim.claimant,
            sure=answer == "yes",
            held=len(held),
            events=ids(held),
        )
