"""Intervals of rates and their ratio, against the textbook functions of scipy and statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, chi2, poisson
from statsmodels.stats import rates as reference

from tacitus.analysis.rates import dispersion, poisson_interval, rate_ratio, ratio_chance

COUNTS = st.integers(min_value=0, max_value=400)
DAYS = st.integers(min_value=1, max_value=1000)


@given(COUNTS, DAYS)
def test_the_interval_of_a_rate_is_the_exact_one(count: int, days: int) -> None:
    ours = poisson_interval(count, days)
    low, high = reference.confint_poisson(count, days, method="exact-c")
    assert (ours.low, ours.high) == (pytest.approx(low, nan_ok=True, abs=1e-12), pytest.approx(high))
    assert poisson.sf(count, ours.high * days) == pytest.approx(0.975)


@given(COUNTS, DAYS, COUNTS, DAYS)
def test_the_chance_of_uneven_counts_is_the_conditional_mid_p(a: int, days_a: int, b: int, days_b: int) -> None:
    if a + b == 0:
        assert ratio_chance(a, days_a, b, days_b) == 1
        return
    share = days_a / (days_a + days_b)
    upper = binom.sf(a, a + b, share) + binom.pmf(a, a + b, share) / 2
    assert ratio_chance(a, days_a, b, days_b) == pytest.approx(2 * min(upper, 1 - upper), abs=1e-9)


@given(st.integers(1, 300), DAYS, st.integers(1, 300), DAYS)
def test_the_ends_of_a_ratio_are_the_ratios_that_a_mid_p_test_just_does_not_refuse(
    a: int, days_a: int, b: int, days_b: int
) -> None:
    ratio = rate_ratio(a, days_a, b, days_b)
    for end, tail in ((ratio.low, 0), (ratio.high, 1)):
        odds = end * days_a / days_b
        share = odds / (1 + odds)
        upper = binom.sf(a, a + b, share) + binom.pmf(a, a + b, share) / 2
        assert (1 - upper if tail else upper) == pytest.approx(0.025, abs=1e-6)


def test_a_ratio_is_close_to_what_statsmodels_gives_by_the_score() -> None:
    ours = rate_ratio(41, 35, 10, 35)
    low, high = reference.confint_poisson_2indep(41, 35, 10, 35, method="score", compare="ratio")
    assert ours.best == pytest.approx(4.1)
    assert (ours.low, ours.high) == (pytest.approx(low, rel=0.1), pytest.approx(high, rel=0.1))


def test_an_empty_window_leaves_an_end_open() -> None:
    assert rate_ratio(5, 10, 0, 10).high is None
    assert rate_ratio(0, 10, 5, 10).low == 0
    nothing = rate_ratio(0, 10, 0, 10)
    assert (nothing.low, nothing.high) == (0, None)


def test_the_interval_of_a_ratio_holds_the_truth_as_often_as_it_says() -> None:
    random, held = np.random.default_rng(3), 0
    for _ in range(2000):
        ratio = rate_ratio(int(random.poisson(30)), 30, int(random.poisson(15)), 45, level=0.9)
        held += ratio.low <= 3 <= (ratio.high or np.inf)
    assert 0.885 <= held / 2000 <= 0.92


def test_bursts_vary_more_than_independent_events() -> None:
    index, chance = dispersion([5, 0, 0, 7, 0, 0, 9])
    assert index > 4 and chance == pytest.approx(chi2.sf(index * 6, 6))
    assert dispersion([1, 1, 1, 1])[1] > 0.9
    assert dispersion([0, 0]) == (1.0, 1.0)
