"""A briefing is chosen, looked at on the desk as it will be read, and taken away in three forms."""

import pytest
from pages_seen import harmless, seen

from tacitus.briefings import briefing
from tacitus.ledger import Ledger
from tacitus.publishing.parts import Scope


@pytest.fixture
def demo(open_desk, demo_ledger):
    return open_desk(demo_ledger)


ASKED = "since=2023-11-01&until=2023-12-01&country=iq&actor=&changed_since="


def test_the_form_opens_on_the_latest_days_of_the_ledger(demo):
    fields = harmless(seen(demo.get("/briefing"))).fields()
    assert (fields["since"], fields["until"]) == ("2024-01-09", "2024-02-07")


def test_a_chosen_scope_is_previewed_in_a_frame_in_which_nothing_runs(demo):
    page = harmless(seen(demo.get(f"/briefing?{ASKED}")))
    (frame,) = page.all("iframe")
    assert frame["sandbox"] is None or frame["sandbox"] == ""
    document = demo.get(frame["src"])
    assert document.status_code == 200
    assert document.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "Conflict events: Iraq" in document.text


def test_it_is_downloaded_as_the_command_line_makes_it(demo, demo_ledger):
    with Ledger.open(demo_ledger) as ledger:
        made = briefing(ledger, Scope(since=None, until=None, country="IQ"), "md")
    answer = demo.get("/briefing/download.md?country=IQ")
    assert answer.text == made
    assert answer.headers["content-disposition"] == 'attachment; filename="briefing-iq.md"'
    assert demo.get("/briefing/download.pdf?country=IQ").content.startswith(b"%PDF")
    assert demo.get("/briefing/download.html?country=IQ").text.startswith("<!doctype html>")


def test_a_scope_without_events_says_so(demo):
    assert "holds no event of this scope" in seen(demo.get("/briefing?country=NZ")).text


def test_what_cannot_be_a_scope_is_refused(demo):
    for wrong in ("since=2024-01-02&until=2024-01-01", "country=Iraq", "since=yesterday"):
        assert demo.get(f"/briefing?{wrong}").status_code == 422
    assert demo.get("/briefing/download.exe").status_code == 422


def test_an_empty_ledger_has_an_empty_form(open_desk, tmp_path):
    assert "0 events" in seen(open_desk(tmp_path / "empty.db").get("/briefing")).text
