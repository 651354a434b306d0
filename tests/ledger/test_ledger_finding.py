"""Events are found a page at a time and counted by day, place and side, and what is found follows every change."""

from datetime import timedelta

import pytest
from telling_factories import FRONT, LEAGUE, TUESDAY, ZAHLE, coded, dead, mention, on

from tacitus.ledger import Wanted, finding
from tacitus.records import DateRange

NEXT_WEEK = TUESDAY + timedelta(days=7)


@pytest.fixture
def three(ledger):
    ledger.add(
        [
            coded("strike", mention("strike", casualties=dead(5, 5, 5), weapons=("barrel bomb",)), publisher="Wire"),
            coded("denied", mention("denied", factuality="denied")),
            coded(
                "clash",
                mention("clash", action="armed_clash", date=on(NEXT_WEEK), places=(ZAHLE,), initiators=(LEAGUE,)),
                published=NEXT_WEEK,
            ),
            coded("undated", mention("undated", action="protest", date=DateRange(), initiators=(), targets=())),
        ]
    )
    return ledger


def reports_of(events):
    return [next(r.id for r in e.reports if r.id != "denied") for e in events]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["clash", "strike", "undated"]),
        ({"since": TUESDAY + timedelta(days=1)}, ["clash"]),
        ({"until": TUESDAY}, ["strike"]),
        ({"country": "lb"}, ["clash"]),
        ({"place": "Zahle"}, ["clash"]),
        ({"place": "sarmin"}, ["strike", "undated"]),
        ({"box": (33, 35, 34, 36)}, ["clash"]),
        ({"box": (33, 36.5, 36, 37)}, ["strike", "undated"]),
        ({"box": (30, 170, 40, 36)}, ["clash"]),
        ({"box": (30, 37, 40, -170)}, []),
        ({"near": (35.903, 36.726, 1)}, ["strike", "undated"]),
        ({"near": (33.8, 35.9, 20)}, ["clash"]),
        ({"near": (33.8, 35.9, 20), "until": TUESDAY}, []),
        ({"near": (35, 36, 20_100)}, ["clash", "strike", "undated"]),
        ({"near": (-60, -150, 100)}, []),
        ({"box": (30, 30, 40, 40), "until": TUESDAY, "actor": FRONT.id}, ["strike"]),
        ({"actor": LEAGUE.id}, ["clash"]),
        ({"initiator": "army of"}, ["strike"]),
        ({"target": "army of"}, []),
        ({"target": FRONT.name}, ["clash", "strike"]),
        ({"actor": "100%"}, []),
        ({"action": "armed_clash", "status": "reported"}, ["clash"]),
        ({"publisher": "Wire"}, ["strike"]),
        ({"killed": 5}, ["strike"]),
        ({"killed": 6}, []),
        ({"words": "barrel BOMB sarm"}, ["strike"]),
        ({"words": "barrel zahle"}, []),
        ({"words": 'NOT ( "'}, []),
        ({"words": "--"}, ["clash", "strike", "undated"]),
    ],
)
def test_events_are_found_by_what_is_asked(three, asked, found):
    finder, wanted = three.finder(), Wanted(**asked)
    assert reports_of(finder.page(wanted, 10).events) == found
    assert finder.count(wanted) == len(found)


def test_pages_follow_each_other_in_both_orders(three):
    finder = three.finder()
    first = finder.page(Wanted(), 2)
    rest = finder.page(Wanted(), 2, first.after)
    assert reports_of([*first.events, *rest.events]) == ["clash", "strike", "undated"]
    assert rest.after is None
    first = finder.page(Wanted(), 1, order="oldest")
    assert reports_of(first.events) == ["undated"]
    assert reports_of(finder.page(Wanted(), 1, first.after, "oldest").events) == ["strike"]


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize(
    "asked",
    [
        {"country": "SY"},
        {"actor": "league"},
        {"target": "front"},
        {"publisher": "Wire"},
        {"killed": 1},
        {"action": "air_strike"},
        {"since": TUESDAY},
        {"until": TUESDAY, "country": "SY"},
        {"status": "reported"},
    ],
)
def test_a_page_is_the_same_however_far_it_is_looked_for_at_first(three, asked, order, monkeypatch):
    finder, wanted = three.finder(), Wanted(**asked)
    whole = reports_of(finder.page(wanted, 10, order=order).events)
    for looked_at in (0, 1, 2):
        monkeypatch.setattr(finding, "LOOKED_AT", looked_at)
        page = finder.page(wanted, 1, order=order)
        found = reports_of(page.events)
        while page.after is not None:
            page = finder.page(wanted, 1, page.after, order)
            found += reports_of(page.events)
        assert found == whole


def test_events_are_counted_by_day_place_and_side(three):
    finder = three.finder()
    assert finder.days(Wanted()).on == {TUESDAY.isoformat(): 1, NEXT_WEEK.isoformat(): 1}
    assert finder.days(Wanted()).loose == 1
    spots = finder.spots(Wanted(), 10)
    assert [(s.name, s.country, s.precision, s.events) for s in spots] == [
        ("Sarmin", "SY", "exact", 2),
        ("Zahle", "LB", "exact", 1),
    ]
    assert [(c.value, c.words, c.events) for c in finder.sides(Wanted(), 1)] == [("front", "Front", 2)]
    assert [c.value for c in finder.sides(Wanted(country="LB"), 9, "initiator")] == ["league"]
    assert {c.value: c.events for c in finder.countries(Wanted(), 9)} == {"SY": 2, "LB": 1}
    assert [c.value for c in finder.publishers(Wanted(killed=1), 9)] == ["Wire", "paper denied"]


def test_what_is_found_follows_a_report_published_anew(three):
    before = three.finder().version()
    three.add([coded("strike", mention("strike", places=(ZAHLE,), weapons=("mortar",)), publisher="Wire")])
    finder = three.finder()
    assert finder.version() != before
    assert finder.count(Wanted(words="barrel")) == 0
    assert finder.count(Wanted(words="mortar", place="Zahle")) == 1


def test_answers_lead_back(ledger):
    ledger.add(
        [
            coded("a", mention("a")),
            coded(
                "b",
                mention("b", 1),
                mention("b", 2, action="shelling", initiators=(FRONT,), targets=(), answers=("strike", "b-1")),
            ),
        ]
    )
    struck, shelled = sorted(ledger.events(), key=lambda e: e.action)
    assert ledger.finder().answering(struck.id) == (shelled,)


def test_a_rejected_event_is_found_no_longer_until_that_is_undone(three):
    clash = three.finder().page(Wanted(words="zahle"), 1).events[0]
    decision = three.reject(clash.id, author="R. Reviewer", reason="a film set")
    assert three.finder().count(Wanted(words="zahle")) == 0
    assert three.finder().count(Wanted()) == 2
    three.undo(decision.id, author="R. Reviewer", reason="it was real")
    assert three.finder().page(Wanted(country="LB"), 1).events[0].id == clash.id
