"""Claims beside the ledger: "more than 60 attacks since mid-October", and what the ledger holds of it.

The ledger holds what the reports read describe, never all that happened. So a ledger that holds fewer than a claim
says is `ledger_below` and speaks against nothing; only what the ledger holds can contradict ("the first" where an
earlier one is kept). Where too little is known to ask, the check says so (`not_comparable`) and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tacitus.analysis import ordering, people, trends
from tacitus.analysis.counting import check_count
from tacitus.analysis.material import Listed, Material
from tacitus.analysis.queries import Query, query_for
from tacitus.records import Claim, ClaimCheck, Event, Report


def check(
    claim: Claim,
    events: Sequence[Event],
    report: Report | None = None,
    read: Sequence[Report] = (),
    beside: Sequence[Claim] = (),
) -> ClaimCheck:
    """Checks one claim against events of the ledger.

    `events` are all events the ledger holds (narrowing them narrows what the check can find); `report` is the report
    the claim stands in, whose date is taken as the claim's where it gives none. `ClaimCheck.ledger_count` is the
    number of events (count, trend: within the claim's window), of rounds (ordinal), of earlier events (first) or of
    people (counts of people: the lower bound); None where the ledger could not be asked. `read` are the reports of the
    ledger, so that the answer says how much was read of the days asked about. `beside` are the claims of the same
    report: a trend that does not say of whom is of whom the nearest count since the same day is.
    """
    return check_against(claim, Listed(events, read), report, beside)


def check_against(
    claim: Claim, held: Material, report: Report | None = None, beside: Sequence[Claim] = ()
) -> ClaimCheck:
    """Checks one claim against what a ledger holds, as `check` does."""
    lender = _lender(claim, beside)
    if lender is not None:
        sides = {name: getattr(lender, name) for name in ("actors", "targets", "places")}
        answer = check_against(claim.model_copy(update=sides), held, report)
        words = " ".join(lender.evidence.text.split())
        return answer.model_copy(update={"why": f"{answer.why} Of whom is taken from “{words}” beside it."})
    about = ordering.subject(claim, held) if claim.kind == "ordinal" else None
    query = query_for(claim, report, about)
    if isinstance(query, str):
        return ClaimCheck(ledger_count=None, verdict="not_comparable", why=f"Not comparable: {query}.")
    answer = _check(claim, query, held)
    if answer.ledger_count is None or not held.read(None, None).all:
        return answer
    # What happens up to a day is published up to the day of the report that makes the claim, which may be a later one.
    published = (report and report.published_on) or date.min
    words = held.coverage(query.since, max(query.until or date.min, published)).words()
    return answer.model_copy(update={"why": f"{answer.why} Read: {words}."})


def _lender(claim: Claim, beside: Sequence[Claim]) -> Claim | None:
    """The count that says of whom a trend without sides is, None where the trend says so itself or no count does."""
    if claim.kind != "trend" or claim.since is None or claim.actors or claim.targets or claim.places:
        return None
    counts = [
        c
        for c in beside
        if c.kind == "count" and c.report == claim.report and c.since == claim.since and (c.actors or c.targets)
    ]
    return min(counts, key=lambda c: (abs(c.evidence.start - claim.evidence.start), c.id), default=None)


def _check(claim: Claim, query: Query, held: Material) -> ClaimCheck:
    if claim.kind == "trend":
        return trends.check_trend(claim, query, held)
    if claim.kind == "first":
        return ordering.check_first(claim, query, held)
    if claim.kind == "ordinal":
        return ordering.check_ordinal(claim, query, held)
    field = people.counted_field(claim)
    return people.check_people(claim, query, held, field) if field else check_count(claim, query, held)
