"""Tellings are grouped into happenings, in any order the same."""

from datetime import timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from telling_factories import (
    ARMY,
    BINNISH,
    FRONT,
    LEAGUE,
    RAQQA,
    SARMIN,
    SYRIA,
    TUESDAY,
    ZAHLE,
    dead,
    on,
    telling,
)

from tacitus.linking import candidate_pairs, cluster, judge
from tacitus.records import DateRange


def groups(*tellings):
    return [[t.key for t in group] for group in cluster(tellings).events]


def test_two_reports_with_tolls_five_and_eight_are_one_event():
    assert groups(telling("a", casualties=dead(5, 5)), telling("b", casualties=dead(8, 8))) == [["a-1", "b-1"]]


def test_two_strikes_on_one_town_in_one_week_stay_two():
    later = {"date": on(TUESDAY + timedelta(days=3)), "published": TUESDAY + timedelta(days=4)}
    found = groups(telling("a"), telling("b"), telling("c", **later), telling("d", **later))
    assert found == [["a-1", "b-1"], ["c-1", "d-1"]]


def test_strikes_of_one_night_in_two_countries_are_two_events():
    assert groups(telling("a"), telling("b", places=(ZAHLE,))) == [["a-1"], ["b-1"]]


def test_a_vague_report_does_not_chain_two_happenings_together():
    """A report of "strikes in Syria this week" fits both strikes; it may join one, but must not make them one."""
    late = TUESDAY + timedelta(days=6)
    vague = telling("v", published=late, places=(SYRIA,), date=on(TUESDAY - timedelta(days=1), 7, "week"))
    found = groups(telling("a"), telling("b", published=late, date=on(TUESDAY + timedelta(days=3))), vague)
    assert not any({"a-1", "b-1"} <= set(group) for group in found)


def test_two_towns_hit_in_one_country_in_one_night_by_one_side_are_one_event():
    assert groups(telling("a"), telling("b", places=(RAQQA,))) == [["a-1", "b-1"]]
    unknown = [telling("a", initiators=()), telling("b", places=(RAQQA,), initiators=())]
    assert groups(*unknown) == [["a-1"], ["b-1"]]


def test_a_report_that_knows_only_the_country_joins_the_one_that_knows_the_town():
    night = on(TUESDAY + timedelta(days=1))
    vague = telling("b", places=(SYRIA,), targets=(), date=night)
    assert groups(telling("a", targets=()), vague) == [["a-1", "b-1"]]


def test_what_a_report_says_besides_its_best_passage_takes_nothing_from_it():
    """Three passages on one strike, of which two say little, weigh as one report."""
    said = [telling("a", 1), telling("a", 2, initiators=(), targets=()), telling("a", 3, initiators=(), targets=())]
    assert groups(*said, telling("b", places=(SYRIA,), targets=())) == [["a-1", "a-2", "a-3", "b-1"]]


def test_an_attack_and_its_answer_stay_two_however_many_reports_tell_of_both():
    said = []
    for report in "abc":
        said.append(telling(report, 1, initiators=(FRONT,), targets=(ARMY,)))
        said.append(telling(report, 2, answers=("that", f"{report}-1")))
        said.append(telling(report, 3, initiators=(), targets=(FRONT,)))
    assert groups(*said) == [["a-1", "b-1", "c-1"], ["a-2", "a-3", "b-2", "b-3", "c-2", "c-3"]]


def test_what_can_only_join_an_event_brings_no_two_events_together():
    """An undated passage that fits either strike stands in one at most, and neither moves for it."""
    later = telling("b", date=on(TUESDAY + timedelta(days=2)), published=TUESDAY + timedelta(days=3))
    loose = telling("c", role="background", date=DateRange(), places=(SYRIA,))
    without, beside = groups(telling("a"), later), groups(telling("a"), later, loose)
    assert without == [["a-1"], ["b-1"]]
    assert [[key for key in group if key != "c-1"] for group in beside] == without


def test_background_without_date_or_place_joins_its_event_but_makes_none():
    background = telling("b", role="background", date=DateRange(), places=())
    assert groups(telling("a"), background) == [["a-1", "b-1"]]
    alone = cluster([background])
    assert alone.events == ()
    assert "background" in alone.left_out["b-1"]


def test_background_with_a_date_of_its_own_makes_an_event():
    assert groups(telling("b", role="background", places=())) == [["b-1"]]


def test_a_denial_joins_what_it_denies_and_makes_no_event_alone():
    denial = telling("b", factuality="denied")
    assert groups(telling("a"), denial) == [["a-1", "b-1"]]
    alone = cluster([denial, telling("c", factuality="denied")])
    assert alone.events == ()
    assert "denial" in alone.left_out["b-1"]


def test_threats_and_plans_make_no_event():
    found = cluster([telling("a", factuality="threatened"), telling("b", factuality="planned")])
    assert found.events == ()
    assert set(found.left_out) == {"a-1", "b-1"}


MANY = st.lists(
    st.fixed_dictionaries(
        {
            "action": st.sampled_from(["air_strike", "air_strike", "drone_attack", "armed_clash"]),
            "places": st.sampled_from([(), (SARMIN,), (BINNISH,), (RAQQA,), (SYRIA,), (SARMIN, RAQQA)]),
            "initiators": st.sampled_from([(), (ARMY,), (FRONT,)]),
            "targets": st.sampled_from([(), (FRONT,), (LEAGUE,)]),
            "date": st.integers(0, 3).map(lambda n: on(TUESDAY + timedelta(days=n))) | st.just(DateRange()),
            "role": st.sampled_from(["focus", "focus", "background"]),
            "factuality": st.sampled_from(["occurred", "occurred", "claimed", "denied"]),
            "report": st.sampled_from("abcdefgh"),
        }
    ),
    max_size=14,
)


def numbered(slots):
    return [telling(number=n, published=TUESDAY + timedelta(days=5), **s) for n, s in enumerate(slots)]


@settings(max_examples=60, deadline=None)
@given(MANY, st.randoms(use_true_random=False))
def test_any_order_of_the_same_mentions_gives_the_same_events(slots, order):
    everything = numbered(slots)
    shuffled = everything.copy()
    order.shuffle(shuffled)
    first, second = cluster(everything), cluster(shuffled)
    assert [[t.key for t in g] for g in first.events] == [[t.key for t in g] for g in second.events]
    assert first.left_out == second.left_out


@settings(max_examples=60, deadline=None)
@given(MANY)
def test_no_event_holds_two_mentions_that_can_never_be_one(slots):
    everything = numbered(slots)
    found = cluster(everything)
    for group in found.events:
        for a, b in combinations(group, 2):
            # Followers are held against what makes the event, not against each other.
            if a.anchored or b.anchored:
                assert judge(a, b).veto is None
    placed = [t.key for g in found.events for t in g] + list(found.left_out)
    assert sorted(placed) == sorted(t.key for t in everything)


@settings(max_examples=60, deadline=None)
@given(MANY)
def test_blocking_loses_no_pair_that_is_not_vetoed(slots):
    """Of two mentions one at least must be able to make an event; the others are never held against each other."""
    everything = [t for t in numbered(slots) if t.happened or t.denies]
    met = {frozenset((a.key, b.key)) for a, b in candidate_pairs(everything)}
    for a in everything:
        for b in everything:
            if a.key < b.key and (a.anchored or b.anchored) and judge(a, b).veto is None:
                assert frozenset((a.key, b.key)) in met
