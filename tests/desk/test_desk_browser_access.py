"""In a browser: axe-core finds nothing serious on any page, light or dark, on a desktop and on a telephone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from desk_browser import NARROW, WIDE, Browsing, browsing

from tacitus.ledger import Ledger, Wanted
from tacitus.watching.alerting import begin
from tacitus.watching.config import Config
from tacitus.watching.state import Found, State

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists() and not os.environ.get("TACITUS_DEMAND_BROWSER"):
        pytest.skip("axe-core comes with an editable installation")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def paths(demo_ledger: Path) -> list[str]:
    """The address of every kind of page."""
    with Ledger.open(demo_ledger) as ledger:
        one, other = sorted(ledger.events(), key=lambda event: len(event.mentions))[-2:]
        finder = ledger.finder()
        (side,) = finder.sides(Wanted(), 1)
        (spot,) = finder.spots(Wanted(), 1)
    event = f"/events/{other.id}"
    deciding = [f"{event}/review?kind={kind}" for kind in ("split", "note", "reject", "set&field=killed")]
    return [
        *("/", "/?q=nothing-has-this-word", "/claims", "/review", "/intake", "/sides", "/briefing"),
        *(event, *deciding, f"{event}/review?kind=merge&other={one.id}", "/events/E000000000000"),
        *(f"/reports/{quote(other.reports[0].id)}", f"/actors/{quote(side.value)}", f"/places/{quote(spot.place)}"),
        *("/dyads?by=US&against=Iran-backed", "/briefing?since=2024-01-01"),
    ]


@pytest.fixture(scope="module")
def state(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A watch of feeds that went well, that failed, and that nobody has asked yet; and an alert."""
    path = tmp_path_factory.mktemp("watch") / "demo.watch.db"
    state, where = State(path), "https://example.org/with/a/very/long/path/that-does-not-break/feed"
    names = ("Wire", "A feed with a long name that somebody gave it in full", "New wire")
    state.watch([(f"{where}{number}.rss", name, "feed") for number, name in enumerate(names)])
    state.answered(
        f"{where}0.rss", 1.0, 2.0, (Found("https://example.org/a", "https://example.org/a"),), None, None, ""
    )
    state.failed(f"{where}1.rss", 1.0, 2.0, "the server answered 503 Service Unavailable")
    alert = {"name": "iraq", "title": "What happens in Iraq", "search": {"country": "IQ"}}
    config = Config.model_validate({"feed": [{"url": f"{where}0.rss"}], "alert": [alert]})
    with Ledger.open(demo_ledger) as ledger:
        begin(config, state, ledger, 1.0)
    return path


@pytest.fixture(scope="module")
def desk(demo_ledger: Path, state: Path) -> Iterator[Browsing]:
    with browsing(demo_ledger, "--watch", str(state)) as opened:
        yield opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["desktop", "telephone"])
def test_no_page_shuts_out_who_reads_it_otherwise_or_overflows(desk, paths, axe, scheme, size):
    page = desk.open("/", size, scheme, bypass_csp=True)
    for path in paths:
        page.goto(desk.address + path)
        if path == "/":
            page.wait_for_selector("#map[data-ready]")
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {iframes: false})")
        assert len(found["passes"]) > 10  # it did look
        broken = [(v["id"], v["nodes"][0]["html"]) for v in found["violations"] if v["impact"] in SERIOUS]
        assert not broken, path
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path
    # Nothing but the page that does not exist is complained of.
    assert all("404" in complaint for complaint in desk.complaints)
    desk.complaints.clear()
