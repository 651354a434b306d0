"""The page of an event: each value with who says so, what differs, how it came to be, and where it went."""

import csv
import json
from datetime import timedelta
from itertools import cycle
from urllib.parse import parse_qs, urlsplit

import pytest
from desk_ledgers import events_of
from pages_seen import harmless, seen
from telling_factories import RAQQA, SARMIN, TUESDAY, coded, mention, on

from tacitus.ledger import Ledger


@pytest.fixture
def demo(open_desk, demo_ledger):
    return open_desk(demo_ledger)


@pytest.fixture(scope="session")
def demo_events(demo_ledger):
    with Ledger.open(demo_ledger) as ledger:
        return list(ledger.events())


def most_reported(events):
    return max(events, key=lambda e: (len(e.reports), e.id))


def test_every_event_of_the_demo_has_a_page_that_is_whole_and_runs_nothing(demo, demo_events):
    for event in demo_events:
        page = harmless(seen(demo.get(f"/events/{event.id}")))
        assert event.id in page.text
        for source in event.reports:
            assert source.publisher in page.text


def test_a_value_leads_to_its_sentence_in_the_report_where_the_words_stand_out(demo, demo_events):
    event = most_reported(demo_events)
    page = seen(demo.get(f"/events/{event.id}"))
    toll = event.tolls[0]
    leads = [urlsplit(link) for link in page.links() if link.startswith(f"/reports/{toll.report}?")]
    meant = {"start": [str(toll.start)], "end": [str(toll.end)]}
    (lead,) = {link for link in leads if parse_qs(link.query) == meant}
    report = seen(demo.get(f"{lead.path}?{lead.query}"))
    assert lead.fragment in report.ids
    assert any("ev-current" in (a.get("class") or "") for a in report.all("mark"))


def test_reports_that_differ_are_told_apart_from_those_that_agree(desk, path):
    event = events_of(path)["a"]
    text = seen(desk.get(f"/events/{event.id}")).text
    assert "all 2 reports that say it agree" in text
    assert "Killed 3 to 5" in text
    assert "paper a" in text
    assert "paper b" in text


def test_a_report_that_says_another_place_is_said_to_differ(open_desk, tmp_path):
    from telling_factories import BINNISH, SARMIN, coded, mention

    path = tmp_path / "t.db"
    with Ledger.open(path) as ledger:
        both = mention("a"), mention("b", places=(SARMIN,))
        ledger.add([coded("a", both[0]), coded("b", both[1]), coded("c", mention("c"))])
        (event,) = ledger.events()
        ledger.set_field(event.id, "places", [BINNISH.model_dump(mode="json")], author="A. Editor", reason="a map")
    text = seen(open_desk(path).get(f"/events/{event.id}")).text
    assert "Binnish, Syria" in text
    assert "differs Sarmin, Syria (paper a, paper b and paper c)" in text
    assert "Set by A. Editor: a map (D1)" in text


def test_the_history_says_who_changed_what_and_why(desk, path):
    event = events_of(path)["a"]
    with Ledger.open(path) as ledger:
        ledger.set_field(event.id, "killed", 4, author="A. Editor", reason="hospital list")
    text = seen(desk.get(f"/events/{event.id}")).text
    assert "A. Editor: set killed by A. Editor: hospital list (D1)" in text
    assert "killed: 3 to 5 → 4" in text


def test_the_id_of_a_merged_event_leads_to_the_event_it_is_part_of(desk, path):
    events = events_of(path)
    with Ledger.open(path) as ledger:
        ledger.merge([events["a"].id, events["c"].id], author="A. Editor", reason="one attack")
    answer = desk.get(f"/events/{events['c'].id}", follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/events/{events['a'].id}?merged={events['c'].id}"
    assert f"{events['c'].id} was merged into this event." in seen(desk.get(answer.headers["location"])).text


def test_an_event_is_cited_and_taken_away_as_a_file(desk, path):
    event = events_of(path)["a"]
    text = seen(desk.get(f"/events/{event.id}")).text
    assert f"Event {event.id}, revision {event.revision}" in text
    taken = {f: desk.get(f"/events/{event.id}/export.{f}") for f in ("jsonl", "geojson", "csv")}
    assert json.loads(taken["jsonl"].text)["id"] == event.id
    assert json.loads(taken["geojson"].text)["features"][0]["id"] == event.id
    assert next(csv.DictReader(taken["csv"].text.splitlines()))["id"] == event.id
    assert all("attachment" in t.headers["content-disposition"] for t in taken.values())


def test_what_an_event_answers_is_a_numbered_list_beside_the_picture(demo, demo_events):
    event = next(e for e in demo_events if any(r.event and not r.inferred for r in e.response_to))
    answered = next(r.event for r in event.response_to if r.event)
    page = seen(demo.get(f"/events/{event.id}"))
    assert f"/events/{answered}" in page.links()
    assert "answers 1: “" in page.text
    assert [a for a in page.all("svg") if (a.get("aria-labelledby") or "").startswith("chain-")]


def test_an_event_there_never_was_is_said_to_be_none(desk):
    page = seen(desk.get("/events/E000000000000"), 404)
    assert "no event E000000000000" in page.text


def test_a_long_round_names_the_events_nearest_in_time_and_leads_to_the_rest(open_desk, tmp_path):
    path = tmp_path / "long.db"
    with Ledger.open(path) as ledger:
        days = [TUESDAY + timedelta(days=n) for n in range(40)]
        for n, (day, place) in enumerate(zip(days, cycle((SARMIN, RAQQA)), strict=False)):
            ledger.add([coded(f"d{n:02}", mention(f"d{n:02}", date=on(day), places=(place,)), published=day)])
    events = events_of(path)
    for at, first, last in (("d00", 1, 24), ("d20", 8, 32), ("d39", 15, 38)):
        page = seen(open_desk(path).get(f"/events/{events[at].id}"))
        named = {e.id for e in events.values()} & {link.removeprefix("/events/") for link in page.links()}
        beside = {events[f"d{n:02}"].id for n in range(first, last + 1)}
        assert named - {events[at].id} == beside - {events[at].id}
        assert "and 15 more" in page.text
        (rest,) = (link for link in page.links() if link.startswith("/?by="))
        assert seen(open_desk(path).get(rest)) and parse_qs(urlsplit(rest).query)["since"] == [str(days[0])]
