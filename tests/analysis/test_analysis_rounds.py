"""Rounds are numbered, their gap is learned where the days show one, and stand beside what reports call them."""

from datetime import timedelta

import numpy as np
import pytest
from made_up import KATAIB, MILITANTS, START, US, claim, event, material, on, report, told_by

from tacitus.analysis.curves import find_curve
from tacitus.analysis.gaps import learned_gap
from tacitus.analysis.numbering import find_rounds
from tacitus.analysis.queries import ask
from tacitus.analysis.sides import Party, backers
from tacitus.records import Actor

STRIKES = [event(0, killed=2), event(1), event(13), event(17), event(26, reports=told_by("r"))]
FOURTH = claim("ordinal", 4, "r", 27, what="round of strikes", actors=(US,))


def test_strikes_come_out_as_numbered_rounds_and_the_report_s_fourth_agrees() -> None:
    found = find_rounds(ask(by=["US"]), material(STRIKES, [report("r", 27)], [FOURTH]))
    assert [(r.number, len(r.events), r.start) for r in found.rounds] == [
        (1, 2, on(0)),
        (2, 1, on(13)),
        (3, 1, on(17)),
        (4, 1, on(26)),
    ]
    assert found.rounds[0].killed == (2, 2)
    (ordinal,) = found.ordinals
    assert (ordinal.value, ordinal.round, ordinal.least, ordinal.most, ordinal.differs) == (4, 4, 4, 4, "")


def test_where_the_ledger_counts_more_it_says_of_which_the_report_does_not_tell() -> None:
    more = event(21)
    found = find_rounds(ask(by=["US"]), material([*STRIKES, more], [report("r", 27)], [FOURTH]))
    (ordinal,) = found.ordinals
    assert (ordinal.least, ordinal.round) == (5, 5)
    assert ordinal.report_events == (STRIKES[-1].id,)
    assert more.id in ordinal.differs


def test_an_event_whose_target_is_only_described_is_counted_only_on_demand() -> None:
    described = event(21, against=MILITANTS)
    asked = ask(by=["US"], against=["Iran-backed"])
    usual, wide = (find_rounds(asked, material([*STRIKES, described]), 1, possible) for possible in (False, True))
    assert (len(usual.rounds), usual.may_belong, usual.possible) == (4, 1, ())
    assert (len(wide.rounds), wide.may_belong, wide.possible) == (5, 0, (described.id,))


def test_the_gap_between_rounds_is_learned_from_days_of_two_kinds() -> None:
    random = np.random.default_rng(1)
    days, at = [], START
    for _ in range(30):
        for _ in range(4):
            days.append(at)
            at += timedelta(days=int(random.integers(1, 3)))
        at += timedelta(days=int(random.integers(15, 40)))
    assert 2 <= learned_gap(days, 1).days <= 10


def test_days_of_one_kind_or_too_few_teach_no_gap() -> None:
    random = np.random.default_rng(2)
    days = [on(int(d)) for d in np.cumsum(random.geometric(0.2, 200))]
    assert "one kind" in learned_gap(days, 1).why
    assert "at least 8" in learned_gap(days[:5], 3).why
    assert learned_gap(days[:5], 3).days == 3


@pytest.mark.parametrize(
    ("words", "actor", "answer"),
    [
        ("US", US, "yes"),
        ("United States", US, "yes"),
        ("American", US, "yes"),
        ("Iran", KATAIB, "no"),
        ("Iran-backed", KATAIB, "yes"),
        ("kataib", KATAIB, "yes"),
        ("kataib-hezbollah", KATAIB, "yes"),
        ("Iran-backed", Actor(id="group:m", name="m", kind="militia", affiliation="Iranian-backed"), "yes"),
        ("Iran-backed", Actor(id="group:m", name="militias", kind="militia"), "maybe"),
        ("US", Actor(id="group:troop", name="troops", kind="state_forces"), "maybe"),
        ("US", MILITANTS, "maybe"),
    ],
)
def test_a_side_is_asked_for_in_plain_words(words: str, actor: Actor, answer: str) -> None:
    assert Party.called(words).answer(actor) == answer


def test_what_stands_behind_a_group_is_in_the_registry_or_in_the_text() -> None:
    assert backers(KATAIB) == {"IR"}
    assert backers(US) == {"US"}
    assert backers(MILITANTS) == frozenset()


def test_counts_given_over_time_stand_beside_the_ledger_s_own() -> None:
    attacks = [event(d, by=None, against=US) for d in (1, 3, 5, 9)]
    counts = [
        claim("count", 13, "a", 4, targets=(US,), since=on(0), what="attacks"),
        claim("count", 5, "a", 4, targets=(US,), since=on(0), what="attacks in Iraq"),
        claim("count", 23, "b", 10, targets=(US,), since=on(2), what="attacks"),
        claim("count", 56, "b", 10, targets=(US,), since=on(0), what="soldiers hurt"),
        claim("count", 99, "c", 10, what="attacks"),
        claim("count", 7, "c", 10, targets=(KATAIB,), since=on(0), what="attacks"),
    ]
    found = find_curve(ask(against=["US"], since=on(0)), material(attacks, (), counts))
    assert [(p.value, p.held, p.sure) for p in found.points] == [(13, 2, True), (23, 4, True)]
    assert [(s.day, s.count) for s in found.steps] == [(on(1), 1), (on(3), 2), (on(5), 3), (on(9), 4)]


def test_without_a_count_there_is_no_curve_and_the_reason_is_given() -> None:
    assert "no report gives a count" in str(find_curve(ask(against=["US"]), material(STRIKES)).refused)
