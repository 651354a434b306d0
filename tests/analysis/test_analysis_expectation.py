"""A forecast is of counts of a country or of two sides, is scored beside the naive ones, and refused where it loses."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import BASE, IRAQ, KATAIB, US, event, material, on, report
from scipy.stats import nbinom, poisson

from tacitus.analysis.expectation import LEVEL, LONGEST, backtest, find_expectation
from tacitus.analysis.forecasters import (
    FACTORS,
    OURS,
    LastWeek,
    PastWeeks,
    Steady,
    best_factor,
    mean,
    quantile,
    ranked_probability_score,
)
from tacitus.analysis.material import Material
from tacitus.analysis.queries import ask

PAST = st.lists(st.integers(0, 30), min_size=3, max_size=40)


def drifting(weeks: int, seed: int) -> list[int]:
    random = np.random.default_rng(seed)
    log_rate = np.cumsum(random.normal(0, 0.25, weeks)) + 1.5
    return random.poisson(np.exp(np.clip(log_rate, -1, 3.5))).tolist()


def ledger(weeks: list[int]) -> Material:
    days = [7 * n + k % 7 for n, count in enumerate(weeks) for k in range(count)]
    return material((event(d) for d in days), [report("r", 7 * len(weeks) - 1)])


def test_a_drifting_rate_is_forecast_with_intervals_and_the_whole_back_test() -> None:
    weeks = drifting(120, 3)
    found = find_expectation(ask(country=IRAQ, since=on(0)), ledger(weeks))
    assert found.refused is None
    assert [w.count for w in found.weeks] == weeks
    assert [e.since for e in found.expected] == [on(7 * (120 + n)) for n in range(4)]
    given = [e for e in found.expected if e.count is not None]
    assert given and all(e.count.low <= e.count.best <= e.count.high for e in given)
    assert {s.forecaster for s in found.scores} == {OURS.name, "last week", "past weeks", "steady Poisson"}
    for one in given:
        ours, *naive = (s.score for s in found.scores if s.ahead == one.ahead)
        assert ours < min(naive)


def test_of_a_long_past_the_latest_weeks_are_looked_at() -> None:
    weeks = drifting(LONGEST + 40, 5)
    found = find_expectation(ask(country=IRAQ, since=on(0) - timedelta(days=70_000)), ledger(weeks))
    assert [w.count for w in found.weeks] == weeks[-LONGEST:]


def test_days_after_the_last_report_hold_no_weeks_and_are_refused() -> None:
    found = find_expectation(ask(country=IRAQ, since=date(2199, 1, 1)), ledger([1, 2, 3]))
    assert found.weeks == () and found.refused


def test_a_blank_name_asks_for_no_side() -> None:
    blank = find_expectation(ask(by=["US", " "], against=[""], actor=" ", since=on(0)), ledger(drifting(60, 3)))
    assert blank.asked == "violent events by US"
    assert "two sides are needed" in str(blank.refused)


def test_where_a_naive_forecast_is_as_good_none_is_given_and_the_table_stays() -> None:
    weeks = np.random.default_rng(4).poisson(3.0, 120).tolist()
    found = find_expectation(ask(by=["US"], against=["kataib-hezbollah"], since=on(0)), ledger(weeks))
    refused = [e for e in found.expected if e.count is None]
    assert refused and all("scores" in e.refused for e in refused)
    assert found.scores


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (ask(since=on(0)), "--country"),
        (ask(by=["US"], since=on(0)), "--against"),
        (ask(country=BASE, since=on(0)), "closer than a country"),
        (ask(country=IRAQ, since=on(0), until=on(100)), "35 are needed"),
        (ask(country=IRAQ, by=["nobody"]), "35 are needed"),
    ],
)
def test_what_cannot_be_forecast_is_refused_with_the_reason(question: object, reason: str) -> None:
    assert reason in str(find_expectation(question, ledger(drifting(60, 5))).refused)


def test_what_comes_in_a_week_changes_no_forecast_but_how_that_week_s_is_scored() -> None:
    weeks = drifting(60, 6)
    one, other = ([s for s in backtest([*weeks[:-1], last]) if s.ahead == 1] for last in (0, 7))
    upto = 4 * max(weeks) + 40
    for forecaster, a, b in zip((OURS, LastWeek(), PastWeeks(), Steady()), one, other, strict=True):
        cdf = forecaster.cdf(weeks[:-1], 1, upto)
        changed = ranked_probability_score(cdf, 7) - ranked_probability_score(cdf, 0)
        assert (b.score - a.score) * a.forecasts == pytest.approx(changed)


def test_the_intervals_hold_as_often_as_they_say() -> None:
    held = [s.held for n in range(6) for s in backtest(drifting(90, 50 + n)) if s.forecaster == OURS.name]
    assert LEVEL - 0.05 <= np.mean(held) <= 0.92


@given(PAST, st.integers(1, 4))
def test_every_forecast_is_a_distribution(past: list[int], ahead: int) -> None:
    for forecaster in (OURS, LastWeek(), PastWeeks(), Steady()):
        cdf = forecaster.cdf(past, ahead, 400)
        assert np.all(np.diff(cdf) >= -1e-12) and cdf[0] >= 0 and cdf[-1] == pytest.approx(1, abs=1e-3)


@given(PAST, st.integers(1, 4))
def test_the_forecast_of_the_model_is_the_negative_binomial_of_its_weights(past: list[int], ahead: int) -> None:
    factor, shape, weight = best_factor(past), 0.5, 0.5
    for count in past:
        shape, weight = factor * shape + count, factor * weight + 1
    shape, weight = shape * factor**ahead, weight * factor**ahead
    cdf = OURS.cdf(past, ahead, 400)
    assert cdf == pytest.approx(nbinom.cdf(np.arange(401), shape, weight / (weight + 1)))
    assert quantile(cdf, 0.1) <= quantile(cdf, 0.5) <= quantile(cdf, 0.9)


def test_the_factor_is_the_one_under_which_the_past_weeks_were_likeliest() -> None:
    past = drifting(40, 9)

    def likelihood(factor: float) -> float:
        shape = weight = 0.5
        total = 0.0
        for count in past:
            shape, weight = factor * shape, factor * weight
            total += nbinom.logpmf(count, shape, weight / (weight + 1))
            shape, weight = shape + count, weight + 1
        return total

    assert best_factor(past) == max(FACTORS, key=likelihood)


def test_the_expected_count_is_the_mean_of_the_distribution() -> None:
    assert mean(poisson.cdf(np.arange(100), 3.3)) == pytest.approx(3.3)


def test_the_score_is_that_of_the_textbook() -> None:
    cdf = poisson.cdf(np.arange(200), 4.0)
    probabilities, values = poisson.pmf(np.arange(60), 4.0), np.arange(60)
    spread = (probabilities[:, None] * probabilities * abs(values[:, None] - values)).sum()
    for count in (0, 4, 11):
        assert ranked_probability_score(cdf, count) == pytest.approx(
            (probabilities * abs(values - count)).sum() - spread / 2, abs=1e-9
        )


def test_weeks_are_counted_back_from_the_last_day() -> None:
    found = find_expectation(ask(country=IRAQ, since=on(2), until=on(2 + 7 * 40 + 3)), ledger(drifting(60, 7)))
    assert found.weeks[-1].since + timedelta(days=6) == on(2 + 7 * 40 + 3)
    assert len(found.weeks) == 40


def test_exchanging_the_sides_forecasts_the_other_side() -> None:
    back = [event(d, KATAIB, US) for d in range(0, 400, 9)]
    found = find_expectation(ask(by=["kataib-hezbollah"], against=["US"], until=on(399)), material(back))
    assert sum(w.count for w in found.weeks) == len([d for d in range(0, 400, 9) if d >= 400 - 7 * len(found.weeks)])
