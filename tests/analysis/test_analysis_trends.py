"""A trend is a ratio with an interval, the days on which the rate changed, and how much was read of either window."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from made_up import KATAIB, US, claim, event, material, on, report

from tacitus.analysis import check
from tacitus.analysis.changes import change_points, credible_days, day_probabilities
from tacitus.analysis.queries import ask
from tacitus.analysis.trends import find_trend

ATTACKS = [event(d, by=None, against=US) for d in (0, 9, 20, 31, *range(36, 66, 2), *range(37, 60, 3))]
DAILY = [report(f"r{d}", d) for d in range(0, 70, 2)]


def test_a_notable_increase_becomes_a_ratio_with_an_interval_and_the_coverage_beside_it() -> None:
    found = find_trend(ask(against=["US"], since=on(35), until=on(69)), material(ATTACKS, DAILY))
    compared = found.comparison
    assert compared is not None and compared.refused is None
    assert (compared.later.count, compared.earlier.count, compared.earlier.days) == (23, 4, 35)
    assert compared.ratio.best == pytest.approx(23 / 4)
    assert 1 < compared.ratio.low < 5.75 < compared.ratio.high
    assert compared.chance < 0.001
    assert compared.reports is not None and compared.reports.best == pytest.approx(17 / 18)
    assert "times (" in compared.words() and "reports in the ledger 0.9 times" in compared.words()


def test_a_media_surge_shows_in_the_reports_beside_the_ratio() -> None:
    surge = [*DAILY, *(report(f"s{n}", 40 + n % 20) for n in range(60))]
    found = find_trend(ask(against=["US"], since=on(35), until=on(69)), material(ATTACKS, surge))
    assert found.comparison.reports.best > 4


def test_a_window_of_which_nothing_was_read_is_not_compared() -> None:
    late = [r for r in DAILY if r.published_on >= on(35)]
    found = find_trend(ask(against=["US"], since=on(35), until=on(69)), material(ATTACKS, late))
    assert "no report was read" in found.comparison.refused


def test_a_burst_of_events_in_one_night_is_one_round() -> None:
    burst = [event(0), event(10), event(20), *(event(40) for _ in range(12))]
    found = find_trend(ask(by=["US"], since=on(35), until=on(69)), material(burst, DAILY))
    assert found.comparison.later.count == 12 and found.comparison.later.rounds == 1
    assert found.comparison.by_rounds.best < 1 < found.comparison.ratio.best


def test_the_day_on_which_the_rate_changed_is_found_with_its_interval() -> None:
    found = find_trend(ask(against=["US"], since=on(0), until=on(65)), material(ATTACKS, DAILY))
    (change,) = found.changes
    assert change.first <= on(36) <= change.last
    assert change.ratio.low > 1 and change.chance < 0.05


def test_a_ledger_without_dated_events_gives_no_trend() -> None:
    assert "no event dated" in str(find_trend(ask(by=["US"]), material([event(None)])).refused)


def test_other_sides_are_in_no_trend() -> None:
    other = [event(d, by=KATAIB, against=US) for d in range(60)]
    found = find_trend(ask(by=["US"], since=on(0), until=on(60)), material([*other, event(3)]))
    assert found.window.count == 1


def test_two_changes_are_both_found_and_a_steady_rate_has_none() -> None:
    random = np.random.default_rng(7)
    parts = random.poisson(0.3, 60), random.poisson(2.5, 40), random.poisson(0.4, 60)
    days = [
        (c.day - date(2024, 1, 1)).days for c in change_points([int(n) for p in parts for n in p], date(2024, 1, 1))
    ]
    assert len(days) == 2 and abs(days[0] - 60) <= 4 and abs(days[1] - 100) <= 4
    assert change_points([1] * 100, date(2024, 1, 1)) == ()


def test_years_of_days_are_taken_together() -> None:
    counts = [0] * 3000 + [1, 0, 1] * 1000
    (change,) = change_points(counts, date(2010, 1, 1))
    assert abs((change.day - date(2010, 1, 1)).days - 3000) <= 6


def test_a_steady_rate_is_divided_no_more_often_than_stated() -> None:
    random = np.random.default_rng(11)
    found = sum(bool(change_points(random.poisson(0.7, 90).tolist(), date(2024, 1, 1))) for _ in range(60))
    assert found <= 8  # 5% of 60 are 3; more than 8 come by chance once in 400 times


@pytest.mark.parametrize(("before", "after"), [(0.5, 1.2), (1.0, 0.4)])
def test_the_interval_of_a_change_holds_the_day_as_often_as_it_says(before: float, after: float) -> None:
    random, held = np.random.default_rng(5), 0
    for _ in range(300):
        at = int(random.integers(20, 100))
        series = np.concatenate([random.poisson(before, at), random.poisson(after, 120 - at)])
        first, last = credible_days(day_probabilities(series), 0.9)
        held += first <= at <= last
    assert 0.85 <= held / 300 <= 0.95


def test_a_trend_that_does_not_say_of_whom_is_of_whom_the_count_beside_it_is() -> None:
    rise = claim("trend", "increase", "r", 69, since=on(35), what="attacks")
    count = claim("count", 60, "r", 69, since=on(35), targets=(US,), what="attacks")
    alone = check(rise, ATTACKS, report("r", 69))
    beside = check(rise, ATTACKS, report("r", 69), DAILY, [rise, count])
    assert (alone.verdict, beside.verdict) == ("not_comparable", "agrees")
    assert "Of whom is taken from" in beside.why


def test_the_days_of_a_window_are_inclusive() -> None:
    edge = [event(10), event(20), event(21)]
    found = find_trend(ask(by=["US"], since=on(10), until=on(20)), material(edge))
    assert found.window.count == 2 and found.window.days == 11
    assert found.window.until - found.window.since == timedelta(days=10)
