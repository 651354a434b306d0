"""The board of claims: every claim with its check and its words, by kind and verdict, and counts over time."""

import pytest
from pages_seen import harmless, seen

from tacitus.briefings import checked_claims, material
from tacitus.ledger import Ledger


@pytest.fixture
def demo(open_desk, demo_ledger):
    return open_desk(demo_ledger)


@pytest.fixture(scope="session")
def checked(demo_ledger):
    with Ledger.open(demo_ledger) as ledger:
        return checked_claims(material(ledger))


def test_the_board_shows_each_claim_with_the_ledgers_count_and_the_reason(demo, checked):
    pages = [harmless(seen(demo.get(f"/claims?start={start}"))) for start in (0, 25)]
    text = " ".join(page.text for page in pages)
    assert {claim.id for claim, _ in checked} <= {i for page in pages for i in page.ids}
    for _, check in checked:
        assert " ".join(check.why.split()) in text


def test_claims_are_narrowed_by_how_they_come_out(demo, checked):
    agreeing = {claim.id for claim, check in checked if check.verdict == "agrees"}
    page = seen(demo.get("/claims?verdict=agrees"))
    assert agreeing and {i for i in page.ids if ":c" in i} == agreeing
    both = {c.id for c, check in checked if c.kind == "count" and check.verdict == "ledger_below"}
    page = seen(demo.get("/claims?kind=count&verdict=ledger_below"))
    assert {i for i in page.ids if ":c" in i} == both


def test_a_series_of_counts_is_drawn_beside_the_ledger_and_told_in_a_table(demo):
    page = seen(demo.get("/claims"))
    assert [a for a in page.all("svg") if (a.get("aria-labelledby") or "").startswith("curve-")]
    assert "Violent events against the Military Forces of the United States, since 17 October 2023" in page.text


def test_the_board_follows_the_ledger(open_desk, demo_copy):
    desk = open_desk(demo_copy)
    before = seen(desk.get("/claims")).text
    with Ledger.open(demo_copy) as ledger:
        event = next(e for e in ledger.events() if e.action == "air_strike" and e.status == "confirmed")
        ledger.reject(event.id, author="A. Editor", reason="a drill")
    assert seen(desk.get("/claims")).text != before


def test_an_empty_ledger_says_what_brings_claims(open_desk, tmp_path):
    assert "bring claims into the ledger" in seen(open_desk(tmp_path / "empty.db").get("/claims")).text


def test_a_verdict_there_is_not_is_refused(demo):
    assert demo.get("/claims?verdict=true").status_code == 422
