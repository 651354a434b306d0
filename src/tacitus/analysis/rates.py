"""Rates of events and their ratio, with intervals that hold for small numbers.

Rates: exact Poisson intervals (Garwood 1936). Ratio of two rates: given their sum, the number in one window is binomial
(Przyborowski and Wilenski 1940); its intervals and p-values are mid-p (Lancaster 1961; Berry and Armitage 1995), which
are less wide than the exact ones and come closer to their nominal level.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, lgamma, log

from scipy.optimize import brentq
from scipy.special import bdtr, bdtrc, chdtrc, chdtri

from tacitus.analysis.findings import Interval

LEVEL = 0.95


def poisson_interval(count: int, exposure: float, level: float = LEVEL) -> Interval:
    """The rate of `count` events in `exposure` days, a day, with its exact interval."""
    tail = (1 - level) / 2
    low = float(chdtri(2 * count, 1 - tail)) / 2 if count else 0.0
    high = float(chdtri(2 * count + 2, tail)) / 2
    return Interval(best=count / exposure, low=low / exposure, high=high / exposure, level=level)


def rate_ratio(later: int, days_later: float, earlier: int, days_earlier: float, level: float = LEVEL) -> Interval:
    """How many times the earlier rate the later one is, with its mid-p interval.

    The best value is infinite (and the upper end None) where the earlier window has no event; with no event in either
    window nothing is known of the ratio: 1, from 0 to no upper end.
    """
    n, odds, tail = later + earlier, days_later / days_earlier, (1 - level) / 2
    if n == 0:
        return Interval(best=1.0, low=0.0, high=None, level=level)

    def end(rises: Callable[[float], float]) -> float:
        """The share of the later window at which a tail has the probability wanted."""
        return float(brentq(lambda p: rises(p) - tail, 1e-12, 1 - 1e-12, xtol=1e-12))

    low = end(lambda p: _upper(later, n, p)) if later else 0.0
    high = end(lambda p: 1 - _upper(later, n, p)) if earlier else None
    return Interval(
        best=later / days_later / (earlier / days_earlier) if earlier else float("inf"),
        low=low / (1 - low) / odds,
        high=None if high is None else high / (1 - high) / odds,
        level=level,
    )


def ratio_chance(later: int, days_later: float, earlier: int, days_earlier: float) -> float:
    """The two-sided mid-p-value of two counts as uneven as these, if the rate had not changed."""
    n = later + earlier
    upper = _upper(later, n, days_later / (days_later + days_earlier)) if n else 0.5
    return min(1.0, 2 * min(upper, 1 - upper))


def dispersion(counts: Sequence[int]) -> tuple[float, float]:
    """Variance over mean of counts in equal spans, and the chance of so much or more if they were Poisson.

    Fisher's index of dispersion: one where events come independently, more where they come in bursts.
    """
    n, total = len(counts), sum(counts)
    if n < 2 or total == 0:
        return 1.0, 1.0
    mean = total / n
    index = sum((c - mean) ** 2 for c in counts) / mean / (n - 1)
    return index, float(chdtrc(n - 1, index * (n - 1)))


def _upper(k: int, n: int, p: float) -> float:
    """Mid-p of `k` or more of `n`: those above, and half of `k` itself."""
    above = float(bdtrc(k, n, p)) if k < n else 0.0
    at_most = float(bdtr(k - 1, n, p)) if k > 0 else 0.0
    return above + (1 - above - at_most) / 2


def log_evidence(count: float, exposure: float) -> float:
    """The log-probability of a count under Jeffreys' prior of a Poisson rate, without terms of the data alone."""
    return lgamma(count + 0.5) - (count + 0.5) * log(exposure)


def normalised(logs: Sequence[float]) -> list[float]:
    """Probabilities from log-weights."""
    top = max(logs)
    weights = [exp(one - top) for one in logs]
    total = sum(weights)
    return [w / total for w in weights]
