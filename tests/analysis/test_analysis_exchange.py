"""How two sides answer each other: stated answers are facts, a sequence is tested against chance, lulls are told."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import BASE, KATAIB, US, event, material, on
from scipy.stats import kstest

from tacitus.analysis.answering import find_exchange
from tacitus.analysis.queries import ask
from tacitus.analysis.sequences import followed, median_interval, shift_test
from tacitus.publishing.exchanges import exchange_picture
from tacitus.records import Event, EventResponse

IRREGULAR = (0, 17, 41, 58, 97, 120, 166, 178, 233, 290)
DYAD = ask(by=["US"], against=["kataib-hezbollah"])


def attack(day: int | None, **values: object) -> Event:
    return event(day, KATAIB, US, **values)


def test_stated_answers_give_how_often_how_fast_and_how_hard() -> None:
    attacks = [attack(0, killed=1), attack(10, killed=2), attack(20), attack(None)]
    strikes = [
        event(2, answers=attacks[0], killed=5),
        event(11, answers=attacks[1], killed=1),
        event(23, answers=attacks[2]),
        event(30, answers=attacks[3]),
    ]
    found = find_exchange(DYAD, material([*attacks, *strikes]))
    ours, theirs = found.answering
    assert [a.days for a in ours.stated] == [2, 1, 3, None]
    assert ours.delay.best == 2
    assert (ours.compared, ours.harder, ours.lighter) == (2, 1, 1)
    assert not ours.inferred and not theirs.stated


def test_a_stated_answer_to_an_attack_whose_doer_no_report_names_is_kept() -> None:
    unnamed = event(0, None, US)
    strike = event(1, answers=unnamed)
    (answer,) = find_exchange(DYAD, material([unnamed, strike])).answering[0].stated
    assert (answer.answers, answer.inferred) == (unnamed.id, False)


def test_a_link_that_the_ledger_itself_only_infers_is_not_told_as_stated() -> None:
    first = attack(0)
    guess = event(1, response_to=(EventResponse(event=first.id, cue="soon after", inferred=True),))
    assert find_exchange(DYAD, material([first, guess])).answering[0].stated == ()


def test_acts_that_follow_more_often_than_by_chance_are_inferred_answers_and_marked() -> None:
    attacks, strikes = [attack(d) for d in IRREGULAR], [event(d + 2) for d in IRREGULAR]
    ours, theirs = find_exchange(DYAD, material([*attacks, *strikes])).answering
    assert (ours.followed, ours.chance) == (10, pytest.approx(0, abs=0.05))
    assert all(a.inferred and a.cue is None and a.days == 2 for a in ours.inferred)
    assert len(ours.inferred) == 10
    assert theirs.followed == 0 and not theirs.inferred


def test_what_a_report_states_is_not_inferred_again() -> None:
    attacks = [attack(d) for d in IRREGULAR]
    strikes = [event(d + 2, answers=a) for d, a in zip(IRREGULAR, attacks, strict=True)]
    ours, _ = find_exchange(DYAD, material([*attacks, *strikes])).answering
    assert len(ours.stated) == 10 and not ours.inferred


def test_too_few_acts_are_not_tested() -> None:
    ours, _ = find_exchange(DYAD, material([attack(0), event(1)])).answering
    assert ours.chance is None and ours.followed is None


def test_in_a_few_days_nothing_is_tested_however_many_acts_there_are() -> None:
    crowded = [*(attack(0) for _ in range(9)), *(event(0) for _ in range(9))]
    assert find_exchange(DYAD, material(crowded)).answering[0].chance is None


def test_who_broke_a_lull_is_told() -> None:
    found = find_exchange(DYAD, material([attack(0), event(1), attack(20), event(40), attack(40)]), lull_days=14)
    assert [(lull.days, lull.broken_by) for lull in found.lulls] == [(18, "second"), (19, "both")]
    assert (found.lulls[0].since, found.lulls[0].until) == (on(2), on(19))


def test_one_side_alone_is_refused_with_the_way_out() -> None:
    assert "--against" in str(find_exchange(ask(by=["US"]), material([event(0)])).refused)


def test_exchanging_the_sides_exchanges_the_finding_and_nothing_else() -> None:
    ledger = material([attack(0), event(1), attack(5), event(30)])
    ours, theirs = find_exchange(DYAD, ledger).answering
    back = find_exchange(ask(by=["kataib-hezbollah"], against=["US"]), ledger).answering
    assert [(a.acts, a.stated) for a in back] == [(theirs.acts, theirs.stated), (ours.acts, ours.stated)]


@pytest.mark.parametrize("within", [1, 7])
def test_the_chance_of_a_sequence_is_uniform_where_the_sides_act_on_their_own(within: int) -> None:
    random, chances = np.random.default_rng(8), []
    for _ in range(400):
        acts, answers = random.poisson(0.15, 365), random.poisson(0.1, 365)
        chances.append(shift_test(acts, answers, within)[2])
    assert kstest(chances, "uniform").pvalue > 0.01
    assert 0.02 <= np.mean(np.array(chances) <= 0.05) <= 0.08


def test_bursts_of_either_side_are_not_taken_for_answers() -> None:
    random, low = np.random.default_rng(9), 0
    for _ in range(200):
        acts, answers = (
            np.repeat(random.poisson(0.05, 73) > 0, 5) * random.poisson(2.0, 365),
            np.repeat(random.poisson(0.05, 73) > 0, 5) * random.poisson(2.0, 365),
        )
        if acts.sum() and answers.sum():
            low += shift_test(acts, answers, 3)[2] <= 0.05
    assert low <= 20  # 5% of 200 are 10


@given(st.lists(st.integers(0, 3), min_size=8, max_size=60), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_what_follows_is_counted_as_by_hand(acts: list[int], within: int, seed: int) -> None:
    answers = np.random.default_rng(seed).integers(0, 2, len(acts))
    n = len(acts)
    within = min(within, n - 1)
    shift = seed % n
    moved = np.roll(answers, shift)
    by_hand = sum(a for t, a in enumerate(acts) if any(moved[(t + lag) % n] for lag in range(1, within + 1)))
    assert followed(np.array(acts), answers, within)[shift] == by_hand


def test_the_interval_of_a_median_is_that_of_the_sign_test() -> None:
    interval = median_interval(list(range(1, 11)))
    assert (interval.best, interval.low, interval.high) == (5.5, 2, 9)
    assert median_interval([3]).low is None and median_interval([]) is None


def test_the_picture_draws_each_act_and_tells_stated_from_inferred() -> None:
    attacks = [attack(d, places=(BASE,)) for d in IRREGULAR]
    strikes = [event(d + 2) for d in IRREGULAR[:-1]] + [event(292, answers=attacks[-1])]
    found = find_exchange(DYAD, material([*attacks, *strikes]))
    tree = ElementTree.fromstring(exchange_picture(found, [*attacks, *strikes]))
    space = "{http://www.w3.org/2000/svg}"
    assert len([c for c in tree.iter(f"{space}circle") if c.get("cy") != tree.get("height") and len(c)]) == 20
    dashed = [p for p in tree.iter(f"{space}path") if p.get("stroke-dasharray") and p.get("marker-end")]
    assert len(dashed) == len(found.answering[0].inferred) > 0
    assert "Stated:" in tree.find(f"{space}desc").text
