"""A view of the ledger is its address: what is asked for stands in the query string and comes back from it."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tacitus.filters import Filters
from tacitus.ledger import Wanted

FULL = {
    "since": "2024-01-01",
    "until": "2024-02-29",
    "box": "42.0,33.0,45.0,35.5",
    "country": "iq",
    "place": "Hilla",
    "actor": "houthis",
    "by": "US:military",
    "against": "militants & others",
    "action": "air_strike",
    "status": "disputed",
    "killed": "5",
    "publisher": "Example Herald",
    "q": "market “bridge”",
}


def test_an_address_says_all_that_the_ledger_is_asked():
    assert Filters(**FULL).wanted() == Wanted(
        since=date(2024, 1, 1),
        until=date(2024, 2, 29),
        box=(33.0, 42.0, 35.5, 45.0),
        country="iq",
        place="Hilla",
        actor="houthis",
        initiator="US:military",
        target="militants & others",
        action="air_strike",
        status="disputed",
        killed=5,
        publisher="Example Herald",
        words="market “bridge”",
    )


def test_a_view_sent_to_a_colleague_is_the_same_view():
    filters = Filters(**FULL)
    assert Filters(**dict(parse_qsl(filters.query()))) == filters


def test_a_link_may_change_one_filter_or_take_it_away():
    filters = Filters(country="IQ", killed=5)
    assert dict(parse_qsl(filters.query(country="SY"))) == {"country": "SY", "killed": "5"}
    assert dict(parse_qsl(filters.query(killed=None))) == {"country": "IQ"}


def test_fields_of_a_form_that_were_left_empty_do_not_narrow():
    empty = Filters(**dict.fromkeys(FULL, ""))
    assert not empty
    assert empty.wanted() == Wanted()
    assert empty.query() == ""


def test_no_dead_at_least_is_still_a_filter():
    assert Filters(killed=0).query() == "killed=0"


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": "2024-02-01", "until": "2024-01-01"},
        {"since": "last week"},
        {"box": "42,33,45"},
        {"box": "42,36,45,33"},
        {"box": "42,33,200,35"},
        {"box": "a,b,c,d"},
        {"country": "Iraq"},
        {"action": "dancing"},
        {"status": "sure"},
        {"killed": "-1"},
        {"q": "x" * 201},
        {"actor": "nul\x00"},
    ],
)
def test_what_cannot_be_asked_is_refused(wrong):
    with pytest.raises(ValidationError):
        Filters(**wrong)


@given(st.text(min_size=1, max_size=200))
def test_any_words_come_back_from_the_address_as_they_were(words):
    try:
        filters = Filters(q=words)
    except ValidationError:
        return
    assert Filters(**dict(parse_qsl(filters.query()))) == filters
