"""The desk shows what `tacitus watch` asks, how it went last, and serves the alerts as feeds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import feedparser
import pytest
from fastapi.testclient import TestClient
from pages_seen import harmless, seen

from tacitus.watching.state import beside

sys.path.insert(0, str(Path(__file__).parents[1] / "watching"))

from watched_sites import Site, Watch, news_site, watches

STRIKE = "An air strike killed five people in Hilla, Iraq, on Tuesday, the health ministry said in a statement."
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def site() -> Iterator[Site]:
    with news_site() as opened:
        opened.article("/one", STRIKE)
        opened.feed("/feed", "/one")
        yield opened


@pytest.fixture
def watch(path: Path) -> Iterator[Callable[[str], Watch]]:
    with watches(path.parent, path) as begun:
        yield begun


@pytest.fixture
def watching_desk(path: Path, open_desk: Callable[..., TestClient]) -> TestClient:
    return open_desk(path, watch=beside(str(path)))


def settings(site: Site, name: str = "Wire", more: str = "") -> str:
    return f"[[feed]]\nurl = '{site.base}/feed?key=hidden'\nname = '{name}'\n{more}"


ALERT = '[[alert]]\nname = "strikes"\ntitle = "Strikes in Iraq"\nsearch = { country = "IQ", action = "air_strike" }\n'


def test_the_intake_tells_of_each_feed_how_it_went_and_when_it_is_asked_next(site, watch, watching_desk):
    site.replies["/feed?key=hidden"] = site.replies["/feed"]
    broken = f"[[feed]]\nurl = '{site.base}/gone'\nname = 'Old wire'\n"
    watch(settings(site, more=broken)).once()
    page = harmless(seen(watching_desk.get("/intake")))
    assert "Wire" in page.text and "1 new article of 1" in page.text
    assert "Old wire" in page.text and "the server answered 404 Not Found" in page.text
    assert "hidden" not in page.text


def test_a_desk_without_a_watch_says_how_to_begin_one(watching_desk):
    page = harmless(seen(watching_desk.get("/intake")))
    assert "tacitus watch feeds.toml" in page.text


def test_a_state_that_cannot_be_read_is_told_and_the_intake_works(path, watching_desk):
    beside(str(path)).write_bytes(b"this is no database, though it is long enough to look like one" * 20)
    page = harmless(seen(watching_desk.get("/intake")))
    assert "What is watched cannot be told" in page.text and "Paste" in page.text


def test_an_alert_is_a_link_to_its_search_and_a_feed_whose_links_lead_to_this_desk(site, watch, watching_desk):
    site.replies["/feed?key=hidden"] = site.replies["/feed"]
    run = watch(settings(site, more=ALERT))
    run.once()
    page = harmless(seen(watching_desk.get("/intake")))
    assert "/alerts/strikes.atom" in page.links()
    assert "/?country=IQ&action=air_strike" in page.links()
    answer = watching_desk.get("/alerts/strikes.atom")
    assert answer.headers["content-type"] == "application/atom+xml"
    (entry,) = feedparser.parse(answer.content).entries
    (event,) = [e for e in run.ledger.events() if e.action == "air_strike" and "Hilla" in e.summary]
    assert entry.link == f"http://127.0.0.1:8000/events/{event.id}"


def test_an_alert_that_nobody_made_is_not_found(watching_desk):
    answer = watching_desk.get("/alerts/strikes.atom")
    assert answer.status_code == 404 and "no alert" in answer.text
    assert watching_desk.get("/alerts/..%2Fx.atom").status_code in (404, 422)


def test_nothing_that_a_feed_is_called_runs_as_html(site, watch, watching_desk):
    site.replies["/feed?key=hidden"] = site.replies["/feed"]
    alert = ALERT.replace("Strikes in Iraq", EVIL)
    watch(settings(site, EVIL, alert)).once()
    page = harmless(seen(watching_desk.get("/intake")))
    assert page.text.count(EVIL) >= 2


def test_on_a_desk_with_accounts_alerts_ask_for_a_sign_in(path, open_desk, tmp_path):
    from tacitus.desk.accounts import Accounts

    accounts = Accounts(tmp_path / "accounts.db")
    accounts.add("ada", "admin", "a long enough password")
    desk = open_desk(path, watch=beside(str(path)), accounts=tmp_path / "accounts.db")
    assert desk.get("/alerts/strikes.atom", follow_redirects=False).status_code in (303, 401)
