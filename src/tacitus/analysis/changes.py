"""Days on which the rate of events changed.

A series of daily counts is divided where that makes it likeliest (the greatest likelihood ratio of two Poisson rates
against one), and each part again, as long as a division is believed: the ratio must be greater than in all but `CHANCE`
of the series that have the same events on days drawn at random (binary segmentation: Scott and Knott 1974; the
scan's distribution by simulation, as in Kulldorff 1997). The interval of a day is that of its posterior
distribution with Jeffreys' priors on both rates and no day preferred (Raftery and Akman 1986), the shortest of its
size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from tacitus.analysis.findings import Interval
from tacitus.analysis.rates import log_evidence, normalised, poisson_interval, rate_ratio
from tacitus.records import Record

FEWEST_EVENTS = 8
SHORTEST = 3
"""Days that a part must have: within fewer a rate is not seen."""
LONGEST = 1000
CHANCE = 0.05
SIMULATIONS = 999
LEVEL = 0.9
_SEED = 20231122  # the same answer every time

Counts = npt.NDArray[np.int64]


class Change(Record):
    """The rate changed with `day`, the first of the new rate, within `first` and `last` in `level` of all cases.

    `chance` is the p-value of the division; `before` and `after` are events a day up to the neighbouring changes.
    """

    day: date
    first: date
    last: date
    level: float
    chance: float
    before: Interval
    after: Interval
    ratio: Interval


def change_points(counts: Sequence[int], start: date) -> tuple[Change, ...]:
    """The changes in daily counts from `start` on, in time order.

    Beyond LONGEST days, days are taken together, and a change is found to as many days as that takes.
    """
    step = -(-len(counts) // LONGEST) or 1
    whole = np.asarray(counts[: len(counts) // step * step], dtype=np.int64)
    series = whole.reshape(-1, step).sum(axis=1)
    random = np.random.default_rng(_SEED)
    found = sorted(_divisions(series, 0, random))
    edges = [0, *(at for at, _ in found), len(series)]
    return tuple(
        _change(series[a:c], at - a, start + timedelta(days=a * step), step, chance)
        for (at, chance), a, c in zip(found, edges[:-2], edges[2:], strict=True)
    )


def best_division(series: Counts) -> tuple[int, float]:
    """Where to divide, and twice the log of the likelihood ratio there; (0, 0) where it is too short."""
    ratios = _ratios(series[np.newaxis, :])[0]
    if ratios.size == 0:
        return 0, 0.0
    at = int(np.argmax(ratios))
    return at + SHORTEST, float(ratios[at])


def day_probabilities(series: Counts) -> npt.NDArray[np.float64]:
    """The posterior probability of each division 0..n of n days, given that there is one; none lies near an end."""
    total, n = int(series.sum()), len(series)
    sums = np.cumsum(series)
    sizes = range(SHORTEST, n - SHORTEST + 1)
    logs = [log_evidence(int(sums[k - 1]), k) + log_evidence(total - int(sums[k - 1]), n - k) for k in sizes]
    return np.concatenate([np.zeros(SHORTEST), normalised(logs), np.zeros(SHORTEST)])


def credible_days(probabilities: npt.NDArray[np.float64], level: float = LEVEL) -> tuple[int, int]:
    """The first and last division of the shortest run of days that holds at least `level` of the probability."""
    before = np.concatenate([[0.0], np.cumsum(probabilities)])
    ends = np.searchsorted(before, before[:-1] + level - 1e-9)
    runs = [
        (end - 1 - start, before[start] - before[end], start) for start, end in enumerate(ends) if end < len(before)
    ]
    length, _, start = min(runs)
    return start, start + int(length)


def _divisions(series: Counts, offset: int, random: np.random.Generator) -> Iterator[tuple[int, float]]:
    if series.sum() < FEWEST_EVENTS:
        return
    at, ratio = best_division(series)
    if at == 0:
        return
    chance = _chance(series, ratio, random)
    if chance > CHANCE:
        return
    yield offset + at, chance
    yield from _divisions(series[:at], offset, random)
    yield from _divisions(series[at:], offset + at, random)


def _chance(series: Counts, ratio: float, random: np.random.Generator) -> float:
    """How often the best division of as many events on days at random is as good."""
    days = random.multinomial(int(series.sum()), np.full(len(series), 1 / len(series)), size=SIMULATIONS)
    greatest = _ratios(days).max(axis=1)
    return (1 + int((greatest >= ratio - 1e-9).sum())) / (SIMULATIONS + 1)


def _ratios(rows: Counts) -> npt.NDArray[np.float64]:
    """Twice the log-likelihood ratio of each division with SHORTEST days on either side; shape (rows, divisions)."""
    n = rows.shape[1]
    sizes = np.arange(SHORTEST, n - SHORTEST + 1)
    if sizes.size == 0:
        return np.zeros((rows.shape[0], 0))
    sums = np.cumsum(rows, axis=1)
    left, total = sums[:, sizes - 1], sums[:, -1:]
    right = total - left
    return 2 * (_fit(left, sizes) + _fit(right, n - sizes) - _fit(total, np.array([n])))


def _fit(counts: Counts, days: Counts) -> npt.NDArray[np.float64]:
    """The log-likelihood of counts at their own rate, without terms that all divisions share."""
    rates = counts / days
    return np.asarray(counts * np.log(np.where(rates > 0, rates, 1.0)))


def _change(part: Counts, at: int, start: date, step: int, chance: float) -> Change:
    first, last = credible_days(day_probabilities(part))
    before, after = int(part[:at].sum()), int(part[at:].sum())
    days_before, days_after = at * step, (len(part) - at) * step
    return Change(
        day=start + timedelta(days=days_before),
        first=start + timedelta(days=min(first, at) * step),
        last=start + timedelta(days=max(last, at) * step),
        level=LEVEL,
        chance=chance,
        before=poisson_interval(before, days_before),
        after=poisson_interval(after, days_after),
        ratio=rate_ratio(after, days_after, before, days_before),
    )
