"""Events are found by date, country, actor, action and status."""

from datetime import timedelta

import pytest
from telling_factories import ARMY, FRONT, LEAGUE, TUESDAY, ZAHLE, coded, mention, on

from tacitus.records import DateRange

NEXT_WEEK = TUESDAY + timedelta(days=7)


@pytest.fixture
def three(ledger):
    ledger.add(
        [
            coded("strike"),
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


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["undated", "strike", "clash"]),
        ({"since": TUESDAY}, ["strike", "clash"]),
        ({"since": TUESDAY + timedelta(days=1)}, ["clash"]),
        ({"until": TUESDAY}, ["strike"]),
        ({"since": NEXT_WEEK, "until": TUESDAY}, []),
        ({"country": "LB"}, ["clash"]),
        ({"country": "sy"}, ["undated", "strike"]),
        ({"country": "FR"}, []),
        ({"actor": LEAGUE.id}, ["clash"]),
        ({"actor": "army of"}, ["strike"]),
        ({"actor": FRONT.name}, ["strike", "clash"]),
        ({"actor": "100%"}, []),
        ({"action": "armed_clash"}, ["clash"]),
        ({"status": "disputed"}, ["strike"]),
        ({"status": "reported", "country": "LB"}, ["clash"]),
    ],
)
def test_events_are_found_by_what_is_asked(three, asked, found):
    assert [next(r.id for r in e.reports if r.id != "denied") for e in three.events(**asked)] == found


def test_the_mentions_and_reports_behind_an_event_can_be_read(three):
    event = next(three.events(status="disputed"))
    mentions = three.mentions_of(event.id)
    assert [m.id for m in mentions] == ["denied-1", "strike-1"]
    assert mentions[1].initiators == (ARMY,)
    for e in event.evidence:
        assert three.report(e.report).text[e.start : e.end] == e.text


def test_a_reader_can_stop_half_way(three):
    assert next(three.events()).action == "protest"
    assert three.add([coded("more")]).kept == ("more",)
