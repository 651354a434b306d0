"""Ways to forecast weekly counts, each a whole distribution, and how a back-test scores them.

Ours is the discounted gamma-Poisson model (Harvey and Fernandes 1989): the weight of past weeks falls by a constant
factor a week, so that the rate may drift, and the forecast is negative binomial. The factor is the one under which the
past weeks were likeliest. The others are the naive ones that a forecast must beat: last week again, any past week
again, and a steady Poisson rate. All are scored by the ranked probability score (Epstein 1969; Czado, Gneiting and Held
2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import lgamma, log, log1p
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, pdtr

Cdf = npt.NDArray[np.float64]

FACTORS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.0)
_PRIOR = 0.5
"""Events and weeks that the model has seen before the first: half an event, so that no week is impossible."""
_LEAST = 0.5
"""The least rate of a Poisson forecast: a week without events does not rule out one with some."""


class Forecaster(Protocol):
    """Forecasts the count of one week ahead."""

    @property
    def name(self) -> str:
        """What a table calls it."""

    def cdf(self, past: Sequence[int], ahead: int, upto: int) -> Cdf:
        """The probability of at most 0, 1, ... `upto` events in the week `ahead` weeks after the past ones."""


class Discounted:
    """The discounted gamma-Poisson model."""

    name = "discounted gamma-Poisson"

    def cdf(self, past: Sequence[int], ahead: int, upto: int) -> Cdf:
        """Negative binomial; wider, the further ahead."""
        factor = best_factor(past)
        shape, weight = _posterior(past, factor)
        shape, weight = shape * factor**ahead, weight * factor**ahead
        return np.asarray(betainc(shape, np.arange(upto + 1) + 1.0, weight / (weight + 1)))


class LastWeek:
    """The last week again, with the chance of a Poisson count."""

    name = "last week"

    def cdf(self, past: Sequence[int], ahead: int, upto: int) -> Cdf:
        """Poisson around the last count."""
        return _poisson(past[-1], upto)


class PastWeeks:
    """Any of the past weeks again."""

    name = "past weeks"

    def cdf(self, past: Sequence[int], ahead: int, upto: int) -> Cdf:
        """The share of past weeks with at most so many."""
        return np.searchsorted(np.sort(past), np.arange(upto + 1), side="right") / len(past)


class Steady:
    """A Poisson count at the mean of all past weeks."""

    name = "steady Poisson"

    def cdf(self, past: Sequence[int], ahead: int, upto: int) -> Cdf:
        """Poisson around the mean."""
        return _poisson(sum(past) / len(past), upto)


OURS: Forecaster = Discounted()
NAIVE: tuple[Forecaster, ...] = (LastWeek(), PastWeeks(), Steady())


_LEAST_SHAPE = 1e-300


def best_factor(past: Sequence[int]) -> float:
    """The factor of FACTORS under which each past week was likeliest, forecast from those before it."""
    return _best_factor(tuple(past))


@lru_cache(maxsize=512)
def _best_factor(past: tuple[int, ...]) -> float:
    """Kept, since each number of weeks ahead asks for it again."""
    return max(FACTORS, key=lambda factor: _likelihood(past, factor))


def ranked_probability_score(cdf: Cdf, count: int) -> float:
    """The score of a forecast when `count` came: 0 is perfect; the sum of squares from the step at the count."""
    step = np.arange(len(cdf)) >= count
    return float(((cdf - step) ** 2).sum())


def quantile(cdf: Cdf, share: float) -> int:
    """The least count that at most `share` of the probability lies below."""
    return int(np.searchsorted(cdf, share - 1e-12))


def mean(cdf: Cdf) -> float:
    """The expected count."""
    return float((1 - cdf).sum())


def _poisson(rate: float, upto: int) -> Cdf:
    return np.asarray(pdtr(np.arange(upto + 1), max(rate, _LEAST)))


def _posterior(past: Sequence[int], factor: float) -> tuple[float, float]:
    shape = weight = _PRIOR
    for count in past:
        shape, weight = factor * shape + count, factor * weight + 1
    return shape, weight


def _likelihood(past: Sequence[int], factor: float) -> float:
    shape, weight, total = _PRIOR, _PRIOR, 0.0
    for count in past:
        # After very many weeks without an event the shape would round to 0, which has no logarithm.
        shape, weight = max(factor * shape, _LEAST_SHAPE), factor * weight
        total += lgamma(shape + count) - lgamma(shape) + shape * (log(weight) - log1p(weight)) - count * log1p(weight)
        shape, weight = shape + count, weight + 1
    return total
