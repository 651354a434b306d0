"""Coded rows from elsewhere become events."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacitus.errors import InputRefusedError
from tacitus.linking.rows import link_lines, links, row_labels, row_of
from tacitus.linking.rows.comparing import days_apart, distance
from tacitus.linking.rows.grouping import candidates
from tacitus.linking.rows.relating import Company
from tacitus.linking.rows.weighing import row_models

DAY = date(2021, 3, 4)
BIAS = row_models().second.weights["(bias)"]


def row(id_, **columns):
    told = {
        "country": "Examplia",
        "date_start": DAY.isoformat(),
        "date_end": DAY.isoformat(),
        "city": "Tana",
        "location": "Old market",
        "latitude": "1.5",
        "longitude": "36.5",
        "geo_precision": "2",
        "actor1": "Youth wing of the Lamp party",
        "actor1_type": "Political actor",
        "event_context": "Rally",
        "target": "Voters",
        "deaths_best": "2",
        "deaths_low": "2",
        "deaths_high": "2",
        "injuries_best": "11",
        "source_author": id_,
        "source_type": "National news media",
    }
    return row_of({"id": id_} | told | columns)


# What else happened in the weeks around, so that there is something rare and something common.
OTHERS = [
    row(
        f"o{n}",
        date_start=(DAY + timedelta(days=n % 9)).isoformat(),
        date_end=(DAY + timedelta(days=n % 9)).isoformat(),
        city=f"Town {n % 7}",
        location=f"Ward {n}",
        latitude=str(-1 + n % 7),
        longitude=str(34 + n % 5),
        actor1="Police" if n % 2 else "",
        event_context="Unknown",
        target="Unknown",
        deaths_best=str(n % 2),
        deaths_low="0",
        deaths_high=str(n % 2),
        injuries_best="0",
    )
    for n in range(40)
]


def test_two_papers_on_one_fight_are_one_event_and_a_fight_elsewhere_is_another():
    elsewhere = row("c", city="Lodu", location="Bridge", latitude="-3", longitude="39", deaths_best="0", deaths_low="0")
    labels = row_labels([row("a"), row("b"), elsewhere, *OTHERS])
    assert labels["a"] == labels["b"] == "a"
    assert labels["c"] == "c"


def test_a_fight_at_the_same_spot_a_week_later_is_another_event():
    later = (DAY + timedelta(days=7)).isoformat()
    labels = row_labels([row("a"), row("b", date_start=later, date_end=later), *OTHERS])
    assert labels["a"] != labels["b"]


def test_a_row_said_to_last_for_ever_is_met_by_what_comes_in_it():
    later = (DAY + timedelta(days=700)).isoformat()
    told = [row("a", date_end="9999-12-31"), row("b", date_start=later, date_end=later)]
    assert [(a.id, b.id) for a, b in candidates(told)] == [("a", "b")]


def test_rows_of_two_countries_are_never_one_event():
    labels = row_labels([row("a"), row("b", country="Elsewhere"), *OTHERS])
    assert labels["a"] != labels["b"]


@settings(max_examples=20)
@given(st.permutations([row("a"), row("b"), row("c", deaths_best="3"), *OTHERS[:12]]))
def test_the_order_of_the_rows_changes_no_label(rows):
    assert row_labels(rows) == row_labels(sorted(rows, key=lambda r: r.id))


coordinates = st.one_of(st.none(), st.tuples(st.floats(-60, 60), st.floats(30, 32)))
places = st.tuples(coordinates, st.sampled_from(["1", "3", "5"]), st.integers(0, 4), st.integers(0, 40))


@settings(max_examples=50, deadline=None)
@given(st.lists(places, min_size=2, max_size=12))
def test_no_pair_of_rows_near_in_time_and_place_is_missed(told):
    rows = [
        row(
            f"r{n}",
            latitude="" if point is None else str(point[0] / 20),
            longitude="" if point is None else str(point[1]),
            geo_precision=coarse,
            city=f"Town {n % 3}",
            location="",
            date_start=(DAY + timedelta(days=start)).isoformat(),
            date_end=(DAY + timedelta(days=start + length)).isoformat(),
        )
        for n, (point, coarse, start, length) in enumerate(told)
    ]
    found = [(a.id, b.id) for a, b in candidates(rows)]
    assert len(found) == len(set(found))
    assert set(found) == {tuple(sorted((a.id, b.id))) for a, b in combinations(rows, 2) if is_candidate(a, b)}


def is_candidate(a, b):
    """The rule of docs/models.md, without any index."""
    if days_apart(a, b) > 3:
        return False
    km = distance(a, b)
    if km is None:
        return True  # all of these towns share the word "Town"
    return km <= 60 or (max(a.coarseness, b.coarseness) >= 5 and km <= 200)


def test_rows_off_the_map_are_compared_only_where_their_places_share_a_word_or_one_names_none():
    off = {"latitude": "", "longitude": ""}
    rows = [
        row("a", city="Tana", location="Old market", **off),
        row("b", city="Lodu", location="Market road", **off),
        row("c", city="Lodu", location="Bridge", **off),
        row("d", city="", location="Examplia", **off),
    ]
    found = {(a.id, b.id) for a, b in candidates(rows)}
    assert found == {("a", "b"), ("b", "c"), ("a", "d"), ("b", "d"), ("c", "d")}


def test_every_row_gets_exactly_one_label():
    rows = [row("a"), row("b"), *OTHERS]
    assert set(row_labels(rows)) == {r.id for r in rows}


def test_a_pair_that_was_joined_says_slot_by_slot_in_words_what_speaks_for_it():
    (pair,) = [p for p in links([row("a"), row("b"), *OTHERS]) if (p.a, p.b) == ("a", "b")]
    assert pair.one_event and pair.verdict == "one event" and pair.probability > 0.5
    assert pair.slots["place"] > 0
    said = " | ".join(pair.why)
    assert "place: both Old market, Tana (+" in said
    assert "deaths: both 2 killed" in said and "date: both 2021-03-04" in said
    assert "company: each is the other's best match" in said


def test_a_pair_that_was_refused_says_what_speaks_against_it():
    place = {"city": "Lodu", "location": "Bridge", "latitude": "1.7"}
    figures = {"deaths_best": "0", "injuries_best": "0", "date_end": "2021-03-06"}
    other = row("b", actor1="Herders", event_context="Voting", target="Unknown", **place, **figures)
    (pair,) = [p for p in links([row("a"), other, *OTHERS]) if (p.a, p.b) == ("a", "b")]
    assert not pair.one_event and pair.verdict == "two events" and pair.probability < 0.5
    said = " | ".join(pair.why)
    assert "place: Old market, Tana; Bridge, Lodu, 22 km apart (-" in said
    assert "date: 2021-03-04; 2021-03-04 to 2021-03-06, which meet" in said and "deaths: 2 and 0 killed" in said


def test_the_slots_of_a_pair_add_up_to_its_log_odds():
    for pair in links([row("a"), row("b"), *OTHERS]):
        assert sum(pair.slots.values()) + BIAS == pytest.approx(pair.log_odds, abs=0.05)


def test_of_two_rows_of_one_source_the_better_one_goes_before_the_other():
    scores = {("a", "b1"): 2.0, ("a", "b2"): 1.0, ("a", "c"): 0.5}
    company = Company(scores, {"a": "Gazette", "b1": "Courier", "b2": "Courier", "c": "Herald"})
    assert company.ahead_of_rivals("a", "b1") == 1
    assert company.ahead_of_rivals("a", "b2") == -1
    assert company.ahead_of_rivals("a", "c") > company.ahead_of_rivals("a", "b1")


def test_a_pair_that_third_rows_fit_as_well_has_more_in_common_than_one_that_they_do_not():
    sources = {"a": "1", "b": "2", "c": "3"}
    apart = {("a", "b"): 0.0, ("a", "c"): 2.0, ("b", "c"): -4.0}
    held = apart | {("b", "c"): 2.0}
    common = "company:common to the one with fewer"
    told = [dict(Company(scores, sources).relations("a", "b"))[common] for scores in (held, apart)]
    assert told[0] > 2 * told[1]


def test_a_pair_looks_the_same_from_both_rows():
    scores = {("a", "b"): 0.3, ("a", "c"): 2.0, ("b", "d"): -1.0, ("a", "d"): 0.1}
    company = Company(scores, {"a": "1", "b": "2", "c": "2", "d": "1"})
    assert dict(company.relations("a", "b")) == dict(company.relations("b", "a"))


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"date_start": "last week"}, "row x, date_start: 'last week' is no day"),
        ({"deaths_best": "many"}, "row x, deaths_best: 'many' is no number"),
        ({"latitude": "nan"}, "row x, latitude: 'nan' is no number"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(columns, why):
    with pytest.raises(InputRefusedError, match=why):
        row("x", **columns)


def test_lines_that_are_no_rows_are_refused_and_the_others_labelled():
    good = '{"id": "a", "date_start": "2021-03-04", "city": "Tana"}'
    linked = link_lines([good, "{broken", '{"id": "b"}', "[]", good], "rows.jsonl")
    assert linked.labels == {"a": "a", "b": "b"}  # what cannot be compared stands alone, once
    assert [str(r).partition(":")[2].partition(":")[0] for r in linked.refused] == ["2", "3", "4", "5"]
