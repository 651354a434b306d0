"""Reports are pasted, uploaded or fetched, looked at as they were read, and kept only then."""

import pytest
from pages_seen import harmless, seen

from tacitus.ledger import Ledger

TEXT = (
    "BAGHDAD - Rockets hit the Ain al-Asad air base in Iraq on Monday, wounding two soldiers, officials said.\r\n\r\n"
    "A militia may fire more rockets at the base, they said."
)
PASTED = {"text": TEXT, "title": "Rockets hit base", "publisher": "Daily Example", "published": "2024-01-16", "url": ""}


@pytest.fixture
def ledger(path):
    with Ledger.open(path) as opened:
        yield opened


def keep(desk, look):
    token = str(look.url.path).rpartition("/")[2]
    page = harmless(seen(look))
    which = [a["value"] for a in page.all("input", name="which")]
    return desk.post(f"/intake/{token}/keep", data={"which": which})


def test_a_pasted_report_is_looked_at_before_it_is_kept(desk, ledger):
    look = desk.post("/intake/paste", data=PASTED)
    page = seen(look)
    assert "2 passages that tell of a happening" in page.text
    assert "supposed, not told as a fact" in page.text
    assert ledger.counts()["reports"] == 3
    kept = harmless(seen(keep(desk, look)))
    assert "1 report kept: 1 new event and 0 events with further reports." in kept.text
    (report,) = [r for r in ledger.reports() if r.title == "Rockets hit base"]
    assert report.text == TEXT.replace("\r\n", "\n")
    assert str(report.published_on) == "2024-01-16"
    assert f"/reports/{report.id}" in kept.links()
    # Asked for again, the page tells what became of it; kept again, nothing is kept twice.
    again = desk.post("/intake/paste", data=PASTED)
    assert "holds this report already" in seen(again).text
    assert "1 held already" in seen(keep(desk, again)).text


def test_of_an_uploaded_file_some_reports_are_kept(desk, ledger):
    lines = '{"id": "n1", "text": "Troops shelled Raqqa on Monday."}\n{"id": "n2", "text": "Quiet."}\n{"id": "n3"}\n'
    look = desk.post("/intake/upload", files={"file": ("wire.jsonl", lines)}, data={"published": "2024-01-16"})
    page = seen(look)
    assert "Not read: wire.jsonl:3: it has no field 'text'" in page.text
    token = look.url.path.rpartition("/")[2]
    desk.post(f"/intake/{token}/keep", data={"which": ["n1"]})
    assert {"n1"} == {r.id for r in ledger.reports()} - {"a", "b", "c"}


@pytest.mark.parametrize(
    ("form", "given", "why"),
    [
        ("paste", {"text": "  "}, "paste the text of a report"),
        ("paste", {**PASTED, "published": "last week"}, "the pasted text:"),
        ("address", {"address": "file:///etc/passwd"}, "only http and https addresses are read"),
    ],
)
def test_what_cannot_be_read_is_told_and_what_was_typed_stays(desk, form, given, why):
    page = harmless(seen(desk.post(f"/intake/{form}", data=given), 422))
    assert why in page.text
    if "title" in given:
        assert page.fields()["title"] == given["title"]
        assert "Rockets hit the Ain al-Asad" in page.text


def test_a_file_of_another_kind_is_refused_by_its_name(desk):
    page = seen(desk.post("/intake/upload", files={"file": ("<b>.exe", b"MZ")}), 422)
    assert "<b>.exe: files of its kind are not read" in page.text


def test_a_report_in_another_language_is_named_and_cannot_be_kept(desk):
    french = "Le ministre a annoncé hier que les négociations reprendront la semaine prochaine à Paris. " * 3
    page = seen(desk.post("/intake/paste", data={"text": french}))
    assert "It cannot be kept:" in page.text
    assert not page.all("input", name="which")
    assert not page.all("button", type="submit")


def test_what_was_read_is_held_for_its_time_only_and_for_nobody_else(desk):
    page = seen(desk.get("/intake/" + "x" * 22), 404)
    assert "what was read is held no longer; bring it again" in page.text


def test_a_reading_goes_when_its_time_is_over_or_others_came(monkeypatch):
    from tacitus.desk.views import staging

    now = [0.0]
    monkeypatch.setattr(staging, "monotonic", lambda: now[0])
    held = staging.Staging(most=2, seconds=10)
    one = held.hold("a", [], [])
    assert held.get(one.token, "a") is one
    assert held.get(one.token, "b") is None
    held.hold("a", [], []), held.hold("a", [], [])
    assert held.get(one.token, "a") is None
    last = held.hold("a", [], [])
    now[0] = 11.0
    assert held.get(last.token, "a") is None
