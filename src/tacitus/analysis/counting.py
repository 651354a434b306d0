"""Counts of events: what a number and its relation ("more than 60") come to against what the ledger holds."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor

from tacitus.analysis.material import Material
from tacitus.analysis.queries import Found, Query
from tacitus.analysis.words import listed, plural
from tacitus.ledger.outlines import Outlined
from tacitus.records import Claim, ClaimCheck, Relation, Verdict

ABOUT = 0.2
"""How far from N a number may lie and still be "about N", as a share of N."""

COVERAGE = "the ledger keeps only what the reports it has read describe, so this does not speak against the claim"

_RELATION = {
    "exactly": "",
    "at_least": "at least ",
    "more_than": "more than ",
    "about": "about ",
    "at_most": "at most ",
}


def claimed(relation: Relation, value: int) -> str:
    """more than 60."""
    return f"{_RELATION[relation]}{value:,}"


def compare(relation: Relation, value: int, lower: int, upper: int) -> Verdict:
    """A claimed number against what the ledger holds, between `lower` (sure) and `upper` (at most, as reported).

    Too few is always `ledger_below`. Too many contradicts "exactly", "about" and "at most", and only by the lower
    bound.
    """
    most = {"exactly": value, "about": ceil(value * (1 + ABOUT)), "at_most": value}.get(relation)
    least = {"more_than": value + 1, "about": floor(value * (1 - ABOUT)), "at_most": 0}.get(relation, value)
    if most is not None and lower > most:
        return "contradicted"
    return "agrees" if upper >= least else "ledger_below"


def check_count(claim: Claim, query: Query, material: Material) -> ClaimCheck:
    """A count of events against the events found."""
    if not isinstance(claim.value, int):
        return not_comparable("the claim gives no number")
    found = query.find(material)
    held = len(found.yes)
    verdict = compare(claim.relation, claim.value, len(found.sure), held)
    says = claimed(claim.relation, claim.value)
    if verdict == "ledger_below":
        why = f"The ledger holds {held:,} of the claimed {says}: {query.words()}, {query.days()}; {COVERAGE}."
    else:
        why = f"The ledger holds {plural(held, 'event')} where the claim says {says}: {query.words()}, {query.days()}."
    if verdict == "contradicted" and query.since is None:
        verdict, why = (
            "not_comparable",
            f"{why} The claim does not say since when, so the ledger may reach further back.",
        )
    return finish(verdict, held, found.yes, why, query, found, safe="ledger_below")


def not_comparable(reason: str) -> ClaimCheck:
    """A check that could not be made, with its reason."""
    return ClaimCheck(ledger_count=None, verdict="not_comparable", why=f"Not comparable: {reason}.")


def finish(
    verdict: Verdict, count: int, events: Iterable[Outlined], why: str, query: Query, found: Found, safe: Verdict
) -> ClaimCheck:
    """Adds what may belong and what could not be asked.

    A part of the claim that could not be asked makes the answer too wide; only the verdict `safe` holds all the same.
    """
    if found.maybe:
        why += f" {plural(len(found.maybe), 'more event')} may belong (a side, place, weapon or date is not known)."
    if query.unsearched:
        why += f" The ledger could not be asked for {listed(f'“{u}”' for u in query.unsearched)}."
        if verdict != safe:
            verdict = "not_comparable"
    return ClaimCheck(ledger_count=count, verdict=verdict, events=tuple(e.id for e in events), why=why)
