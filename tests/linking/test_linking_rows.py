"""Coded rows from elsewhere become events."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacitus.errors import InputRefusedError
from tacitus.linking.rows import link_lines, links, row_labels, row_of

DAY = date(2021, 3, 4)


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


def test_rows_of_two_countries_are_never_one_event():
    labels = row_labels([row("a"), row("b", country="Elsewhere"), *OTHERS])
    assert labels["a"] != labels["b"]


@settings(max_examples=20)
@given(st.permutations([row("a"), row("b"), row("c", deaths_best="3"), *OTHERS[:12]]))
def test_the_order_of_the_rows_changes_no_label(rows):
    assert row_labels(rows) == row_labels(sorted(rows, key=lambda r: r.id))


def test_every_row_gets_exactly_one_label():
    rows = [row("a"), row("b"), *OTHERS]
    assert set(row_labels(rows)) == {r.id for r in rows}


def test_a_pair_says_slot_by_slot_what_speaks_for_it():
    (pair,) = [p for p in links([row("a"), row("b"), *OTHERS]) if (p.a, p.b) == ("a", "b")]
    assert pair.slots["place"] > 0 and {"date", "sides", "deaths", "source"} <= set(pair.slots)


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"date_start": "last week"}, "row x, date_start: 'last week' is no day"),
        ({"deaths_best": "many"}, "row x, deaths_best: 'many' is no number"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(columns, why):
    with pytest.raises(InputRefusedError, match=why):
        row("x", **columns)


def test_lines_that_are_no_rows_are_refused_and_the_others_labelled():
    good = '{"id": "a", "date_start": "2021-03-04", "city": "Tana"}'
    linked = link_lines([good, "{broken", '{"id": "b"}', "[]", good], "rows.jsonl")
    assert linked.labels == {"a": "a"}
    assert [str(r).partition(":")[2].partition(":")[0] for r in linked.refused] == ["2", "3", "4", "5"]
