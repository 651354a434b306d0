"""Nothing in a report runs on a page of the desk: its words are shown, whatever they are."""

import pytest
from pages_seen import harmless, seen
from telling_factories import SARMIN, coded, mention

from tacitus.ledger import Ledger
from tacitus.records import Actor, Claim, CodedReport, Place, Span

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
SVG = "</title></svg><script>alert(2)</script>"


@pytest.fixture
def hostile(tmp_path):
    """A ledger in which every field that a text can fill is hostile."""
    path = tmp_path / "t.db"
    text = f"Planes{EVIL} came {SVG} over town {{{{ 7 * 7 }}}} <a href=javascript:alert(3)>here</a>"
    slots = {
        "places": (SARMIN, Place(name=SVG, country="SY"), Place(name=EVIL, lat=35.0, lon=36.0, country="SY")),
        "initiators": (Actor(id=f"group:{EVIL}", name=SVG, kind="rebels", affiliation=EVIL),),
        "weapons": (EVIL,),
        "facilities": (SVG,),
        "attribution": EVIL,
    }
    said = Span(start=0, end=len(text), text=text)
    claims = tuple(
        Claim(id=f"x:c{n}", report="x", kind="count", value=n, claimant=EVIL, what=EVIL, evidence=said) for n in (1, 2)
    )
    with Ledger.open(path) as ledger:
        told = coded("x", mention("x", text=text, **slots), publisher=EVIL, text=text, claims=claims)
        update = {"title": SVG, "url": "javascript:alert(document.cookie)"}
        ledger.add([CodedReport(**{**dict(told), "report": told.report.model_copy(update=update)})])
        other = coded("y", mention("y", **slots), publisher=SVG)
        ledger.add([other])
        event = next(iter(ledger.events()))
        ledger.note(event.id, author=EVIL, reason=SVG)
    return path


def test_no_page_runs_what_a_report_says(open_desk, hostile):
    desk = open_desk(hostile)
    with Ledger.open(hostile) as ledger:
        ids = [event.id for event in ledger.events()]
    pages = ["/claims", "/sides", "/review", "/reports/x", "/reports/y", "/briefing", f"/sides?q={EVIL}"]
    pages += [f"/events/{id_}" for id_ in ids]
    pages += [f"/events/{id_}/review?kind={kind}" for id_ in ids for kind in ("split", "merge", "set&field=places")]
    pages += ["/decisions/D1/undo"]
    links = {link for page in pages for link in seen(desk.get(page)).links()}
    pages += sorted(link for link in links if link.startswith(("/actors/", "/places/", "/dyads")))
    assert any(page.startswith("/places/") for page in pages)
    for page in pages:
        found = harmless(seen(desk.get(page)))
        assert "javascript:" not in " ".join(found.links())
        assert "49" not in found.text or "{{ 7 * 7 }}" in found.text


def test_the_words_are_shown_as_they_are(open_desk, hostile):
    page = seen(open_desk(hostile).get("/reports/x"))
    assert EVIL in page.text
    assert "{{ 7 * 7 }}" in page.text
    assert "javascript:alert(document.cookie)" in page.text
    assert "javascript:alert(document.cookie)" not in page.links()


def test_what_is_pasted_is_shown_and_not_run(open_desk, hostile):
    desk = open_desk(hostile)
    text = f"Rockets hit the Ain al-Asad air base in Iraq on Monday. {EVIL} {SVG}"
    page = harmless(seen(desk.post("/intake/paste", data={"text": text, "title": SVG, "publisher": EVIL})))
    assert EVIL in page.text
