"""Events counted by place and day from memory are those that the ledger finds."""

from datetime import timedelta

import pytest
from telling_factories import FRONT, LEAGUE, TUESDAY, ZAHLE, coded, dead, mention, on

from tacitus.ledger import Wanted
from tacitus.records import DateRange

NEXT_WEEK = TUESDAY + timedelta(days=7)


@pytest.fixture
def three(ledger):
    ledger.add(
        [
            coded("strike", mention("strike", casualties=dead(5, 5, 5), weapons=("barrel bomb",)), publisher="Wire"),
            coded(
                "clash",
                mention("clash", action="armed_clash", date=on(NEXT_WEEK), places=(ZAHLE,), initiators=(LEAGUE,)),
                published=NEXT_WEEK,
            ),
            coded("undated", mention("undated", action="protest", date=DateRange(), initiators=(), targets=())),
        ]
    )
    return ledger


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"since": TUESDAY + timedelta(days=1)},
        {"until": TUESDAY},
        {"since": TUESDAY, "until": TUESDAY, "action": "air_strike"},
        {"country": "lb"},
        {"place": "Zahle"},
        {"box": (33, 35, 34, 36)},
        {"actor": LEAGUE.id},
        {"target": FRONT.name},
        {"status": "reported", "killed": 5},
        {"publisher": "Wire"},
        {"words": "barrel"},
        {"words": "barrel", "country": "LB"},
    ],
)
def test_as_many_are_counted_as_are_found(three, asked):
    wanted, finder, spread = Wanted(**asked), three.finder(), three.spread()
    counted = spread.count(wanted, finder)
    assert counted.events == finder.count(wanted)
    stood = {(s.place, s.precision): s.events for s in finder.spots(wanted, 10)}
    at = zip(spread.places, counted.at, strict=True)
    assert {(place.place, place.precision): n for place, n in at if n} == stood


def test_days_are_counted_whatever_days_are_asked_for(three):
    spread = three.spread()
    assert spread.first_day == TUESDAY
    counted = spread.count(Wanted(since=NEXT_WEEK), three.finder())
    assert (counted.events, counted.on, counted.loose) == (1, [1, 0, 0, 0, 0, 0, 0, 1], 1)


def test_an_empty_ledger_has_no_places_and_no_days(ledger):
    spread = ledger.spread()
    counted = spread.count(Wanted(words="anything", country="LB"), ledger.finder())
    assert (spread.places, spread.first_day) == ((), None)
    assert (counted.events, counted.at, counted.on, counted.loose) == (0, [], [], 0)


def test_a_change_of_the_ledger_makes_another_version(three):
    before = three.spread().version
    event = next(iter(three.events()))
    three.reject(event.id, author="Rana", reason="It is none.")
    after = three.spread()
    assert after.version != before
    assert after.count(Wanted(), three.finder()).events == 2
