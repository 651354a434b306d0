"""A watched feed is asked now and then; what is new in it comes into the ledger, once."""

from __future__ import annotations

import gzip
import time

import pytest
from news_site import Reply, page
from watched_sites import FIRST

from tacitus.errors import MissingIndexError
from tacitus.watching import rounds as rounds_module
from tacitus.watching import web

QUARTER = 16 * 60.0


def feed(site, path="/feed", more=""):
    return f'[[feed]]\nurl = "{site.base}{path}"\nname = "Wire"\n{more}\n'


@pytest.fixture
def two(two):
    two.feed("/feed", "/one", "/two", etag='"v1"')
    return two


def test_what_a_feed_names_is_read_coded_and_kept(two, watch):
    run = watch(feed(two))
    assert run.once()
    assert run.reports() == ["one", "two"]
    assert {e.action for e in run.ledger.events()} == {"air_strike", "shooting"} or len(list(run.ledger.events())) == 2
    assert run.said == ["1 feed asked, 2 articles kept: 2 new events"]
    assert (run.feed.outcome, run.feed.told, run.feed.kept) == ("read", "2 new articles of 2", 2)


def test_a_feed_is_asked_again_only_when_its_time_has_come_and_only_for_what_changed(two, watch):
    run = watch(feed(two))
    run.once()
    asked = len(two.asked)
    run.once(after=60)
    assert len(two.asked) == asked
    assert run.once(after=QUARTER)
    assert two.asked[-1].headers["if-none-match"] == '"v1"'
    assert two.paths().count("/one") == two.paths().count("/two") == 1
    assert (run.feed.outcome, run.feed.told) == ("unchanged", "not changed")


def test_an_article_is_fetched_once_however_often_and_by_whatever_way_it_is_named(two, watch):
    two.feed("/other", "/one?utm_source=rss", "/one#comments", "/two")
    two.replies["/one?utm_source=rss"] = Reply(404)
    run = watch(feed(two) + feed(two, "/other"))
    run.once()
    two.feed("/feed", "/two", "/one")
    run.once(after=QUARTER)
    assert sorted(two.paths()) == ["/feed", "/feed", "/one", "/other", "/other", "/two"]
    assert len(run.reports()) == 2


def test_two_addresses_that_lead_to_one_page_or_hold_one_text_make_one_report(two, watch):
    two.replies["/moved"] = Reply(302, headers={"Location": "/one"})
    two.article("/copy", FIRST)
    two.feed("/feed", "/one", "/moved", "/copy")
    run = watch(feed(two))
    assert run.once()
    assert run.reports() == ["one"]
    assert "1 article kept, 2 held already" in run.said[0]


def test_articles_beyond_the_share_of_a_round_wait_for_the_next(two, watch):
    run = watch(feed(two, more="most_articles = 1"))
    run.once()
    assert (run.reports(), run.feed.waiting) == (["one"], 1)
    run.once(after=QUARTER)
    assert run.reports() == ["one", "two"]


def test_a_server_is_not_asked_more_than_its_share_in_a_round(two, watch):
    run = watch(f"[watch]\ndelay = 0\nmost_requests = 3\n{feed(two)}")
    run.once()
    assert len(two.asked) == 3  # robots.txt, the feed and one article
    assert run.reports() == ["one"]
    run.once(after=QUARTER)
    assert run.reports() == ["one", "two"]


def test_the_date_of_the_feed_stands_in_for_a_page_without_one(site, watch):
    site.replies["/one"] = Reply(body=page(FIRST).replace(b"article:published_time", b"nothing"))
    site.feed("/feed", "/one", dated="<pubDate>Wed, 31 Jan 2024 06:00:00 GMT</pubDate>")
    run = watch(feed(site, more='publisher = "Some Wire"'))
    run.once()
    (report,) = run.ledger.reports()
    assert (str(report.published_on), report.publisher) == ("2024-01-31", "Daily Example")


def test_links_of_a_page_are_watched_like_a_feed(two, watch):
    two.article("/2024/01/30/air-strike-kills-five-in-hilla", FIRST)
    links = (
        '<a href="/about">About</a> <a href="2024/01/30/air-strike-kills-five-in-hilla">News</a> <a href="/two">x</a>'
    )
    two.replies["/news"] = Reply(body=f"<html><body>{links}<a href='mailto:a@b.c'>m</a></body></html>".encode())
    two.replies["/2024/01/30/air-strike-kills-five-in-hilla"] = two.replies[
        "/2024/01/30/air-strike-kills-five-in-hilla"
    ]
    two.replies["/news"].body = two.replies["/news"].body.replace(b'href="2024', b'href="/2024')
    run = watch(feed(two, "/news", 'kind = "page"'))
    run.once()
    assert two.paths() == ["/news", "/2024/01/30/air-strike-kills-five-in-hilla"]
    run = watch(feed(two, "/news", 'kind = "page"\nlinks = "/two$"'))
    run.once(after=QUARTER)
    assert two.paths()[2:] == ["/news", "/two"]


def test_a_feed_that_fails_is_left_alone_ever_longer_and_says_why(two, watch):
    two.replies["/feed"] = Reply(500)
    run = watch(feed(two))
    assert not run.once()
    assert run.complained == ["failed: Wire: the server answered 500 Internal Server Error"]
    assert (run.feed.outcome, run.feed.failures) == ("failed", 1)
    waits = []
    for _ in range(9):
        waits.append(run.feed.due - run.clock.now)
        run.once(after=waits[-1])
    assert all(0.75 <= wait / min(900 * 2**n, 86400) <= 1.25 for n, wait in enumerate(waits))
    assert len({round(wait / min(900 * 2**n, 86400), 6) for n, wait in enumerate(waits)}) > 1
    two.feed("/feed", "/one")
    run.once(after=run.feed.due - run.clock.now)
    assert (run.feed.outcome, run.feed.failures, run.reports()) == ("read", 0, ["one"])


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_wait_is_left_alone_so_long_by_every_feed_and_every_run(two, watch, status):
    two.feed("/other", "/two")
    two.replies["/feed"] = Reply(status, headers={"Retry-After": "7200"})
    settings = feed(two) + feed(two, "/other")
    run = watch(settings)
    run.once()
    assert two.paths() == ["/feed"]
    again = watch(settings)
    again.once(after=7000)
    assert two.paths() == ["/feed"]
    two.feed("/feed", "/one")
    again.once(after=20_000)
    assert again.reports() == ["one", "two"]


def test_an_article_that_cannot_be_had_now_is_tried_again_and_given_up_at_last(two, watch):
    two.replies["/one"] = Reply(502)
    run = watch(feed(two))
    assert run.once()
    assert run.reports() == ["two"]
    two.article("/one", FIRST)
    run.once(after=3600)
    assert run.reports() == ["one", "two"]
    two.replies["/three"] = Reply(502)
    two.feed("/feed", "/three")
    for _ in range(8):
        run.once(after=86_400)
    assert two.paths().count("/three") == 5
    assert run.complained == [f"refused: {two.base}/three: the server answered 502 Bad Gateway"]


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(404), "the server answered 404 Not Found"),
        (Reply(body=gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"}), "it is over 10 MB"),
        (Reply(body=b"x" * 11_000_000), "it is over 10 MB"),
        (Reply(302, headers={"Location": "/three"}), "over 5 redirects"),
        (Reply(302, headers={"Location": "file:///etc/passwd"}), "it leads to what is no address of the web"),
        (Reply(body=b"<html><body><a href='/'>Home</a></body></html>"), "no article was found on the page"),
        (Reply(body=b"\x89PNG\r\n"), "it is a PNG image, not text"),
        (Reply(body=page(FIRST, "2099-01-01")), "is after"),
        (Reply(body=page("word " * 60_000)), "its text has over 200,000 characters"),
    ],
    ids=["gone", "bomb", "large", "loop", "file", "menu", "picture", "future", "long"],
)
def test_what_is_no_report_is_refused_by_name_and_the_others_are_kept(two, watch, reply, why):
    two.replies["/three"] = reply
    two.feed("/feed", "/three", "/one")
    run = watch(feed(two))
    assert not run.once()
    (line,) = run.complained
    assert line.startswith(f"refused: {two.base}/three: ") and why in line
    assert run.reports() == ["one"]
    assert run.feed.refused == 1
    before = len(two.asked)
    assert run.once(after=QUARTER)
    assert len(two.asked) == before + 1  # the feed alone


def test_a_report_in_another_language_is_refused_by_name(two, watch):
    two.article(
        "/three", "Le ministre a annoncé hier que les négociations reprendront la semaine prochaine à Paris. " * 3
    )
    two.feed("/feed", "/three")
    run = watch(feed(two))
    assert not run.once()
    assert "French" in run.complained[0]


def test_a_silent_server_holds_up_nobody_for_long(two, watch, monkeypatch):
    monkeypatch.setattr(web, "SECONDS", 0.3)
    two.replies["/one"] = Reply(slow=5)
    run = watch(feed(two))
    began = time.monotonic()
    run.once()
    assert time.monotonic() - began < 4
    assert run.reports() == ["two"]
    (article,) = run.state.waiting(f"{two.base}/feed", run.clock.now + 3600, 5)
    assert article.attempts == 1


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (b"<rss version='2.0'><channel><item><link>BASE/one</link></item><item><link>BASE/two</lin", ["one"]),
        (b"<html><body>Sign in</body></html>", None),
        (b"", None),
        (b"\x00\x01\x02", None),
    ],
    ids=["cut off", "page", "empty", "binary"],
)
def test_of_a_broken_feed_what_can_be_read_is_and_else_it_is_said(two, watch, body, kept):
    two.replies["/feed"] = Reply(body=body.replace(b"BASE", two.base.encode()), kind="application/rss+xml")
    run = watch(feed(two))
    assert run.once() is bool(kept)
    assert run.reports() == (kept or [])
    if not kept:
        assert "it is no feed" in run.complained[0]


def test_entities_that_would_fill_the_memory_are_not_expanded(two, watch):
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha"><!ENTITY x SYSTEM "file:///etc/passwd">{levels}]>'
        f'<rss version="2.0"><channel><title>&e9;&x;</title><item><title>&e9;</title><link>{two.base}/one</link></item>'
        "</channel></rss>"
    )
    two.replies["/feed"] = Reply(body=bomb.encode(), kind="application/rss+xml")
    run = watch(feed(two))
    began = time.monotonic()
    run.once()
    assert time.monotonic() - began < 20
    assert run.reports() in (["one"], [])


def test_a_report_that_the_coder_fails_on_does_not_end_the_watch(two, watch, monkeypatch):
    class Broken:
        def code(self, report):
            raise RuntimeError("no")

    run = watch(feed(two))
    monkeypatch.setattr(run.watcher._rounds, "_coder", Broken)
    assert not run.once()
    assert all("it cannot be coded (RuntimeError: no)" in line for line in run.complained)
    assert len(run.complained) == 2
    assert rounds_module.MOST_CODINGS == 3


def test_a_set_up_in_which_nothing_can_be_coded_ends_the_watch_and_costs_no_article(two, watch, monkeypatch):
    class Missing:
        def code(self, report):
            raise MissingIndexError("the gazetteer index is not there")

    run = watch(feed(two))
    with monkeypatch.context() as broken:
        broken.setattr(run.watcher._rounds, "_coder", Missing)
        with pytest.raises(MissingIndexError):
            run.once()
    assert run.complained == []
    assert watch(feed(two)).once()
    assert run.reports() == ["one", "two"]


def test_a_stopped_round_leaves_the_rest_for_the_next_run(two, watch):
    run = watch(feed(two))
    run.stop.set()
    run.once()
    assert run.reports() == []
    again = watch(feed(two))
    again.once()
    assert again.reports() == ["one", "two"]
