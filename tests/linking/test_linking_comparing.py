"""Two tellings are compared slot by slot, and the answer can be read."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telling_factories import (
    ARMY,
    BINNISH,
    CIVILIANS,
    FRONT,
    GUNMEN,
    IDLIB,
    LEAGUE,
    MILITANTS,
    RAQQA,
    SARMIN,
    STATE,
    SYRIA,
    TUESDAY,
    ZAHLE,
    dead,
    on,
    telling,
)

from tacitus.linking import judge
from tacitus.records import Actor, DateRange


def level(slot, **other):
    judgement = judge(telling("a"), telling("b", **other))
    return next(c.level for c in judgement.comparisons if c.slot == slot)


def test_two_reports_of_one_strike_are_held_for_one_with_readable_reasons():
    judgement = judge(telling("a", casualties=dead(5, 5)), telling("b", casualties=dead(6, 6)))
    assert judgement.veto is None
    assert judgement.probability > 0.9
    assert "both air strike" in judgement.why
    assert "tolls 5 and 6" in judgement.why
    assert any("same place" in words for words in judgement.why)
    assert any("same day or night" in words for words in judgement.why)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"places": (ZAHLE,)}, "different countries"),
        ({"date": on(TUESDAY + timedelta(days=3))}, "time"),
        ({"factuality": "planned"}, "occurred and planned"),
        ({"factuality": "hypothetical"}, "occurred and hypothetical"),
        ({"factuality": "negated"}, "occurred and negated"),
        ({"action": "protest"}, "different kinds of action"),
        ({"answers": ("that", "a-1")}, "answer"),
        ({"date": on(TUESDAY), "published": TUESDAY - timedelta(days=3)}, None),
    ],
)
def test_what_can_never_be_one_happening_is_vetoed_with_the_reason(other, reason):
    judgement = judge(telling("a"), telling("b", **other))
    if reason is None:
        assert judgement.veto is not None and "before" in judgement.veto
    else:
        assert judgement.veto is not None and reason in judgement.veto
    assert judgement.probability == 0
    assert judgement.why == (judgement.veto,)


@pytest.mark.parametrize(
    ("other", "slot", "expected"),
    [
        ({"date": on(TUESDAY - timedelta(days=1), days=2)}, "date", "same_day"),
        ({"date": on(TUESDAY + timedelta(days=1))}, "date", "adjacent_night"),
        (
            {"date": on(TUESDAY + timedelta(days=1)), "published": TUESDAY + timedelta(days=2)},
            "date",
            "adjacent",
        ),
        ({"date": on(TUESDAY - timedelta(days=2), 7, "week")}, "date", "overlapping"),
        ({"date": on(TUESDAY).__class__()}, "date", "undated_recent"),
        ({"places": (BINNISH,)}, "place", "near"),
        ({"places": (RAQQA,)}, "place", "other_site"),
        ({"places": (RAQQA,), "initiators": ()}, "place", "far"),
        ({"initiators": (STATE,)}, "set", "one_set"),
        ({"initiators": (GUNMEN,)}, "set", "other"),
        ({"action": "armed_clash"}, "set", "other"),
        ({"targets": (ARMY,), "initiators": (ARMY,)}, "set", "other"),
        ({"places": (IDLIB,)}, "place", "inside"),
        ({"places": (SYRIA,)}, "place", "country"),
        ({"places": (SARMIN, SYRIA)}, "place", "same_spot"),
        ({"places": (RAQQA, SYRIA), "initiators": ()}, "place", "far"),
        ({"places": ()}, "place", "unknown"),
        ({"action": "drone_attack"}, "action", "alike"),
        ({"action": "killing"}, "action", "general"),
        ({"action": "armed_clash"}, "action", "related"),
        ({"initiators": (STATE,)}, "initiator", "same_side"),
        ({"initiators": (GUNMEN,)}, "initiator", "compatible"),
        ({"initiators": (LEAGUE,)}, "initiator", "different"),
        ({"targets": (LEAGUE,)}, "target", "neighbours"),
        ({"targets": (CIVILIANS,)}, "target", "unlike"),
        ({"targets": (MILITANTS,), "initiators": (MILITANTS,)}, "initiator", "different"),
        ({"published": TUESDAY + timedelta(days=6), "date": on(TUESDAY).__class__()}, "date", "undated_earlier"),
        ({"targets": ()}, "target", "unknown"),
    ],
)
def test_each_slot_has_its_levels(other, slot, expected):
    assert level(slot, **other) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("al-Noor Hospital",), ("Al Nour hospital",), "same"),
        (("al-Noor Hospital",), ("Ain Marj Air Base",), "different"),
        (("hospital",), ("hospital",), "unknown"),
    ],
)
def test_only_proper_names_of_facilities_tell_them_apart(left, right, expected):
    judgement = judge(telling("a", facilities=left), telling("b", facilities=right))
    assert next(c.level for c in judgement.comparisons if c.slot == "facility") == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (dead(5, 5), dead(5, 5), "same"),
        (dead(6), dead(8, 8), "compatible"),
        (dead(5, 5), dead(8, 8), "compatible"),
        (dead(2, 2), dead(40, 40), "different"),
    ],
)
def test_tolls_fit_where_they_could_count_the_same_dead_at_different_hours(left, right, expected):
    judgement = judge(telling("a", casualties=left), telling("b", casualties=right))
    assert next(c.level for c in judgement.comparisons if c.slot == "killed") == expected


def test_a_clash_may_name_its_sides_in_either_order():
    one = telling("a", action="armed_clash")
    other = telling("b", action="armed_clash", initiators=(FRONT,), targets=(ARMY,))
    levels = {c.slot: c.level for c in judge(one, other).comparisons}
    assert (levels["initiator"], levels["target"]) == ("same", "same")


def test_one_report_that_gives_two_days_or_two_distant_places_tells_of_two_happenings():
    first = telling("a", 1)
    assert judge(first, telling("a", 2, date=on(TUESDAY + timedelta(days=1)))).probability < 0.5
    assert judge(first, telling("a", 2, places=(RAQQA,), initiators=())).veto


def test_one_report_that_tells_of_ten_dead_today_and_fifteen_this_month_tells_of_two_happenings():
    month = DateRange(start=TUESDAY.replace(day=1), end=TUESDAY, precision="month")
    today, earlier = telling("a", 1, casualties=dead(10, 10)), telling("a", 2, casualties=dead(15, 15), date=month)
    assert "tolls 10 and 15" in (judge(today, earlier).veto or "")
    assert not judge(today, telling("b", casualties=dead(15, 15), date=month)).veto
    assert not judge(today, telling("a", 2, casualties=dead(10, 10), date=month)).veto


def test_passages_of_one_report_that_agree_are_one_told_twice_and_those_that_do_not_are_two():
    """The same difference weighs more within one text than between two."""
    agreeing = judge(telling("a", 1), telling("a", 2)).score - judge(telling("a", 1), telling("b", 2)).score
    other = {"targets": (CIVILIANS,), "places": (BINNISH,)}
    differing = judge(telling("a", 1), telling("a", 2, **other)).score
    assert agreeing > 0
    assert differing < judge(telling("a", 1), telling("b", 2, **other)).score


def test_who_acts_in_one_and_suffers_in_the_other_makes_a_blow_and_its_answer():
    answer = judge(telling("a"), telling("b", initiators=(FRONT,), targets=(ARMY,)))
    assert answer.veto == "who acts in one suffers in the other"
    half = judge(telling("a", targets=()), telling("b", initiators=(), targets=(ARMY,)))
    assert half.veto == answer.veto
    people = judge(telling("a", initiators=(CIVILIANS,), targets=()), telling("b", initiators=(), targets=(CIVILIANS,)))
    assert people.veto is None


def test_a_telling_that_answers_a_named_attack_is_not_that_attack():
    attack = telling("b", action="rocket_attack", initiators=(), targets=())
    answer = telling("a", answers=("the rockets fired at Sarmin", None), initiators=(), targets=())
    assert "answer" in judge(answer, attack).veto
    other = telling("a", answers=("the rockets fired at Raqqa", None), initiators=(), targets=())
    assert judge(other, attack).veto is None


def test_what_two_reports_leave_unsaid_does_not_pass_for_agreement():
    vague = {"places": (), "initiators": (), "date": on(TUESDAY).__class__()}
    judgement = judge(telling("a", **vague), telling("b", targets=(CIVILIANS,), **vague))
    assert judgement.probability < 0.5
    assert "no place, named side or facility in common" in judgement.why


def test_a_branch_and_its_whole_are_one_side():
    """Central Command is a part of the forces of the United States by the registry of actors."""
    whole = Actor(id="US:military", name="US forces", kind="state_forces", country="US")
    branch = Actor(id="centcom", name="Central Command", kind="external")
    judgement = judge(telling("a", initiators=(whole,)), telling("b", initiators=(branch,)))
    assert next(c.level for c in judgement.comparisons if c.slot == "initiator") == "same_side"


SLOTS = st.fixed_dictionaries(
    {
        "action": st.sampled_from(["air_strike", "drone_attack", "armed_clash", "protest"]),
        "places": st.sampled_from([(), (SARMIN,), (BINNISH,), (RAQQA, SYRIA), (ZAHLE,), (IDLIB,)]),
        "initiators": st.sampled_from([(), (ARMY,), (FRONT, LEAGUE), (GUNMEN,)]),
        "targets": st.sampled_from([(), (FRONT,), (ARMY,)]),
        "date": st.integers(0, 4).map(lambda n: on(TUESDAY + timedelta(days=n))) | st.just(on(TUESDAY).__class__()),
        "factuality": st.sampled_from(["occurred", "claimed", "denied", "planned"]),
        "casualties": st.sampled_from([dead(5, 5), dead(6), dead(40, 40)]),
    }
)


@given(SLOTS, SLOTS)
def test_the_order_of_two_tellings_does_not_matter(left, right):
    a, b = telling("a", **left), telling("b", **right)
    assert judge(a, b) == judge(b, a)


def test_what_two_sides_say_of_one_act_are_two_statements():
    mine = telling("a", action="accusation", initiators=(STATE,), targets=(FRONT,), places=())
    theirs = telling("b", action="accusation", initiators=(LEAGUE,), targets=(FRONT,), places=())
    judged = judge(mine, theirs)
    assert (judged.veto or "").startswith("two speakers: different initiator")
    assert judge(mine, telling("b", action="accusation", initiators=(STATE,), targets=(FRONT,), places=())).veto is None


def test_one_report_that_names_two_weapons_does_not_tell_one_attack_twice():
    def between(weapon):
        judged = judge(telling("a", 1, weapons=("car bomb",)), telling("a", 2, weapons=(weapon,)))
        return next(c.level for c in judged.comparisons if c.slot == "report")

    assert between("car bomb") == "told_again"
    assert between("mortar") == "same_report"
