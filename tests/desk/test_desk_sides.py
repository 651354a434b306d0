"""Sides and places: what one did and suffered, how two answered each other and how often, what happened where."""

import re

import pytest
from pages_seen import harmless, seen

from tacitus.ledger import Ledger


@pytest.fixture
def demo(open_desk, demo_ledger):
    return open_desk(demo_ledger)


@pytest.fixture(scope="session")
def demo_events(demo_ledger):
    with Ledger.open(demo_ledger) as ledger:
        return list(ledger.events())


def test_every_side_and_place_of_the_demo_has_a_page(demo, demo_events):
    sides = {a.id: a for e in demo_events for a in (*e.initiators, *e.targets)}
    for actor in sides.values():
        page = harmless(seen(demo.get(f"/actors/{actor.id}")))
        did = sum(any(a.id == actor.id for a in e.initiators) for e in demo_events)
        suffered = sum(any(a.id == actor.id for a in e.targets) for e in demo_events)
        assert f"{did} event{'s' if did != 1 else ''} by it, {suffered} against it" in page.text
    for place in {p.gazetteer_id or p.name: p for e in demo_events for p in e.places}.values():
        page = harmless(seen(demo.get(f"/places/{place.gazetteer_id or place.name}")))
        assert place.name in page.text


def test_two_sides_are_shown_with_picture_answers_and_rates_with_intervals(demo):
    page = harmless(seen(demo.get("/dyads?by=US&against=Iran-backed")))
    assert [a for a in page.all("svg") if (a.get("aria-labelledby") or "").startswith("chain-")]
    assert "3 answers stated by reports, the middle one after 2.0 days" in page.text
    assert re.search(r"\d\.\d+ \(\d\.\d+ to \d\.\d+\) a week: \d events in 90 days", page.text)


def test_sides_by_their_ids_find_the_same_as_by_their_names(demo, demo_events):
    between = [
        event.id
        for event in demo_events
        if "US:military" in {a.id for a in event.initiators} and "kataib-hezbollah" in {a.id for a in event.targets}
    ]
    by_id = seen(demo.get("/dyads?by=US:military&against=kataib-hezbollah"))
    assert "Kataib Hezbollah" in by_id.text
    assert between and {f"/events/{id_}" for id_ in between} <= set(by_id.links())


def test_two_sides_without_an_event_between_them_are_said_to_have_none(demo):
    page = seen(demo.get("/dyads?by=FR&against=JP"))
    assert "The ledger holds no dated event between these sides." in page.text
    assert "Two sides against each other" in seen(demo.get("/dyads")).text


def test_the_list_of_sides_is_searched_by_a_part_of_a_name(demo):
    everybody = seen(demo.get("/sides"))
    assert "/actors/US%3Amilitary" in everybody.links()
    found = harmless(seen(demo.get("/sides?q=hezb")))
    assert "/actors/kataib-hezbollah" in found.links()
    assert "/actors/US%3Amilitary" not in found.links()
    assert "No side of the ledger has this in its name." in seen(demo.get("/sides?q=%3Cb%3E")).text


def test_a_side_or_place_that_nobody_knows_is_not_found(demo):
    assert demo.get("/actors/nobody").status_code == 404
    assert demo.get("/places/nowhere").status_code == 404
    assert "The ledger holds no event of this side." in seen(demo.get("/actors/FR:military")).text
