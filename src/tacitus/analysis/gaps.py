"""How many quiet days end a round, learned from the quiet days themselves.

Days without an event between two days with one are short within a round and long between rounds. Two geometric
distributions are fitted to them by expectation-maximisation (Dempster, Laird and Rubin 1977); they are believed only
where they describe the gaps better than one does, by the Bayesian information criterion (Schwarz 1978).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import exp, inf, log

FEWEST = 8
"""Gaps below which two kinds cannot be told apart."""

_STEPS = 500
_LEAST = 1e-9


@dataclass(frozen=True)
class Gap:
    """Days that events of one round may lie apart (1: on following days), and in words where the number is from."""

    days: int
    why: str


def learned_gap(days: Sequence[date], otherwise: int) -> Gap:
    """The gap that fits these days best; `otherwise` where the days do not show two kinds of gap."""
    distinct = sorted(set(days))
    gaps = [(b - a).days for a, b in pairwise(distinct)]
    if len(gaps) < FEWEST:
        return Gap(otherwise, f"not learned: {len(gaps)} gaps between days with events, at least {FEWEST} are needed")
    one = _geometric(gaps)
    short, long, weight, fit = _two(gaps)
    criterion_one = log(len(gaps)) - 2 * sum(one_fit(one, g) for g in gaps)
    if 3 * log(len(gaps)) - 2 * fit >= criterion_one:
        return Gap(otherwise, "not learned: the gaps between days with events are of one kind")
    within = [g for g in range(1, max(gaps) + 1) if _share(short, long, weight, g) >= 0.5]
    number = max(within, default=otherwise)
    means = f"{1 / short:.1f} days within rounds and {1 / long:.1f} between them"
    return Gap(number, f"learned from {len(gaps)} gaps between days with events, on average {means}")


def one_fit(chance: float, gap: int) -> float:
    """Log-probability of a gap where each day has an event with this chance."""
    return log(chance) + (gap - 1) * log(1 - chance) if chance < 1 else (0.0 if gap == 1 else -inf)


def _geometric(gaps: Sequence[int]) -> float:
    return min(len(gaps) / sum(gaps), 1 - _LEAST)


def _two(gaps: Sequence[int]) -> tuple[float, float, float, float]:
    """Chances of the short and the long kind, the share of the short, and the log-likelihood."""
    middle = sorted(gaps)[len(gaps) // 2]
    short = _geometric([g for g in gaps if g <= middle])
    long = _geometric([g for g in gaps if g > middle] or gaps)
    weight, before, fit = 0.5, -inf, -inf
    # Many gaps are equally long: what holds for one of a length holds for all.
    lengths = sorted(Counter(gaps).items())
    for _ in range(_STEPS):
        shares = [(g, n, n * _share(short, long, weight, g)) for g, n in lengths]
        total = sum(s for _, _, s in shares)
        if total < _LEAST or total > len(gaps) - _LEAST:
            break
        weight = total / len(gaps)
        short = min(total / sum(s * g for g, _, s in shares), 1 - _LEAST)
        rest = len(gaps) - total
        long = min(rest / sum((n - s) * g for g, n, s in shares), 1 - _LEAST)
        fit = sum(n * log(weight * exp(one_fit(short, g)) + (1 - weight) * exp(one_fit(long, g))) for g, n in lengths)
        if fit - before < _LEAST:
            break
        before = fit
    return (short, long, weight, fit) if short >= long else (long, short, 1 - weight, fit)


def _share(short: float, long: float, weight: float, gap: int) -> float:
    """The probability that a gap is of the short kind."""
    a, b = log(weight) + one_fit(short, gap), log(1 - weight) + one_fit(long, gap)
    return 1 / (1 + exp(min(b - a, 700)))
