"""The self-exciting model finds again what made the days it is fitted to, and refuses to speak of few."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from made_up import KATAIB, US, event, material, on
from scipy.optimize import check_grad

from tacitus.analysis.excitation import find_excitation
from tacitus.analysis.hawkes import Model, simulate
from tacitus.analysis.material import Material
from tacitus.analysis.queries import ask

DYAD = ask(by=["US"], against=["kataib-hezbollah"])


def exchange(sizes: list[list[float]], days: int, seed: int, bases: tuple[float, float] = (0.12, 0.15)) -> Material:
    ours, theirs = simulate(bases, sizes, (log(2) / 2, log(2) / 3), days, seed)
    events = [event(d) for d, n in enumerate(ours) for _ in range(n)]
    return material([*events, *(event(d, KATAIB, US) for d, n in enumerate(theirs) for _ in range(n))])


def test_the_gradient_is_that_of_the_likelihood() -> None:
    counts = simulate((0.2, 0.3), ((0.3, 0.2), (0.1, 0.2)), (0.4, 0.8), 300, 1)
    model = Model(counts[0], counts)
    random = np.random.default_rng(2)
    for _ in range(20):
        at = random.uniform([0.05, 0, 0, 0.05], [1, 1, 1, 2])
        assert check_grad(lambda p: model.loss(p)[0], lambda p: model.loss(p)[1], at) < 1e-3 * len(counts[0])


def test_the_rate_is_the_sum_over_all_earlier_days() -> None:
    counts = simulate((0.5,), ((0.4,),), (0.3,), 40, 3)[0]
    rates = Model(counts, [counts]).rates(np.array([0.5, 0.4, 0.3]))
    keep = np.exp(-0.3)
    for day in (0, 1, 7, 39):
        by_hand = 0.5 + 0.4 * sum((1 - keep) * keep ** (day - s - 1) * counts[s] for s in range(day))
        assert rates[day] == pytest.approx(by_hand)


def test_an_exchange_in_which_one_side_answers_the_other_is_read_as_such() -> None:
    found = find_excitation(DYAD, exchange([[0.0, 0.7], [0.0, 0.0]], 900, 4))
    assert found.refused is None
    ours, theirs = found.sides
    own, cross = ours.effects
    assert (own.by, cross.by) == ("US", "kataib-hezbollah")
    assert cross.size.low < 0.7 < cross.size.high and cross.chance < 0.001
    assert ours.half_life.low < 2 < ours.half_life.high
    assert own.chance > 0.05 and all(e.chance > 0.01 for e in theirs.effects)
    assert "brings about" in ours.reading[1] and "not seen beyond chance" in ours.reading[0]


def test_one_series_is_fitted_to_itself() -> None:
    found = find_excitation(ask(by=["US"]), exchange([[0.5, 0.0], [0.0, 0.0]], 900, 5))
    (ours,) = found.sides
    assert ours.effects[0].size.low < 0.5 < ours.effects[0].size.high


def test_few_events_are_refused_with_the_number_needed() -> None:
    acts = [*(event(d * 3) for d in range(39)), event(200)]
    few = material(acts)
    assert "40 of one side" in find_excitation(ask(by=["US"]), material([event(d * 3) for d in range(30)])).refused
    assert find_excitation(ask(by=["US"]), few).refused is None
    one_sided = material([*acts, event(5, KATAIB, US)])
    assert "20 of the other" in find_excitation(DYAD, one_sided).refused
    assert "60 days" in find_excitation(ask(by=["US"], until=on(20)), few).refused


def test_a_rate_that_changed_for_other_reasons_is_warned_of() -> None:
    random = np.random.default_rng(6)
    counts = np.concatenate([random.poisson(0.1, 150), random.poisson(1.0, 100)])
    found = find_excitation(ask(by=["US"]), material(event(d) for d, n in enumerate(counts) for _ in range(n)))
    assert any("tacitus trend" in c for c in found.caveats)


@pytest.mark.slow
def test_an_effect_that_is_not_there_is_seen_no_more_often_than_stated() -> None:
    alone, beside = [], []
    for n in range(300):
        counts = simulate((0.2, 0.3), ((0.0, 0.0), (0.0, 0.5)), (1.0, log(2) / 3), 500, 2000 + n)
        alone.append(Model(counts[0], [counts[0]]).chance_without(0))
        beside.append(Model(counts[1], [counts[0], counts[1]]).chance_without(0))
    for chances in (alone, beside):
        assert np.mean(np.array(chances) <= 0.05) <= 0.08
        assert np.mean(np.array(chances) <= 0.2) <= 0.24


@pytest.mark.slow
def test_the_intervals_hold_the_truth_as_often_as_they_say() -> None:
    held = np.zeros(3)
    for n in range(300):
        counts = simulate((0.2, 0.3), ((0.3, 0.4), (0.0, 0.0)), (log(2) / 3, 1.0), 700, 1000 + n)
        model = Model(counts[0], counts)
        fit = model.fit()
        for k, (index, truth) in enumerate(((1, 0.3), (2, 0.4), (3, log(2) / 3))):
            low, high = model.interval(fit, index, 0.9)
            held[k] += low <= truth <= high
    assert np.all(held >= 0.85 * 300) and np.all(held <= 0.95 * 300), held / 300
