"""Trends: the rate after a date against the equally long window before it.

With equal windows and no change, each event falls in either with probability one half, so the number in the later
one is binomial (the conditional test of two Poisson rates: Przyborowski and Wilenski 1940).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import comb

from tacitus.analysis.counting import finish, not_comparable
from tacitus.analysis.queries import Query
from tacitus.analysis.words import day
from tacitus.records import Claim, ClaimCheck, Event, Verdict

MINIMUM = 5
"""Events in both windows together below which nothing can be said: five in one window is the least that is rare."""
CHANCE = 0.05
"""Probability of so uneven a split without change, one-sided, up to which a difference is taken as one."""


def check_trend(claim: Claim, query: Query, events: Sequence[Event]) -> ClaimCheck:
    """An increase or decrease since a date against the counts before and after it."""
    if claim.value not in ("increase", "decrease") or query.since is None or query.until is None:
        return not_comparable("a trend needs a direction and a date since when")
    length = query.until - query.since + timedelta(days=1)
    earlier = replace(query, since=query.since - length, until=query.since - timedelta(days=1))
    after, before = query.find(events), earlier.find(events)
    a, b = len(after.yes), len(before.yes)
    first = min((e.date.start for e in events if e.date.start), default=date.max)
    counts = f"{query.words()}: {a:,} on {query.days()}, {b:,} on the {length.days} days before it ({earlier.days()})"
    held = (*before.yes, *after.yes)
    verdict: Verdict = "not_comparable"
    if a + b < MINIMUM:
        why = f"Too few to tell a trend (at least {MINIMUM} are needed): {counts}."
    elif earlier.since is not None and first > earlier.since:
        why = f"The ledger begins on {day(first)}, within the window to compare with: {counts}."
    elif tail(max(a, b), a + b) > CHANCE:
        why = f"The difference is within chance: {counts}."
    else:
        verdict = "agrees" if (a > b) == (claim.value == "increase") else "contradicted"
        why = f"The ledger shows {'an increase' if a > b else 'a decrease'}: {counts}."
    # "not_comparable" is given as the safe verdict: a trend among too many kinds of event says nothing of one.
    return finish(verdict, a, held, why, query, after, safe="not_comparable")


def tail(k: int, n: int) -> float:
    """Probability of at least `k` of `n` when either half is as likely."""
    return float(sum(comb(n, i) for i in range(k, n + 1)) / 2**n)
