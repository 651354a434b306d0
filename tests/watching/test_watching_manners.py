"""Servers are treated as they ask: robots.txt, pauses, and no way from the web into a private network."""

from __future__ import annotations

from news_site import Reply
from test_watching_rounds import QUARTER, feed


def robots(text):
    return Reply(body=text.encode(), kind="text/plain")


def test_what_robots_txt_forbids_is_not_asked_for_and_the_line_says_so(two, watch):
    two.replies["/robots.txt"] = robots("User-agent: Tacitus\nDisallow: /two\n\nUser-agent: *\nDisallow: /one\n")
    run = watch(feed(two))
    assert not run.once()
    assert two.paths() == ["/feed", "/one"]
    (line,) = run.complained
    assert line.startswith(f"refused: {two.base}/two: robots.txt of 127.0.0.1") and "does not allow it" in line


def test_robots_txt_is_read_once_a_day_not_once_an_article(two, watch):
    run = watch(feed(two))
    run.once()
    run.once(after=QUARTER)
    assert [one.path for one in two.asked].count("/robots.txt") == 1


def test_a_server_whose_robots_txt_fails_is_asked_for_nothing_else_until_it_can_say(two, watch):
    two.replies["/robots.txt"] = Reply(503)
    run = watch(feed(two))
    assert not run.once()
    assert two.paths() == []
    assert run.complained == [
        "failed: Wire: its robots.txt cannot be read: the server answered 503 Service Unavailable"
    ]
    two.replies["/robots.txt"] = robots("")
    run.once(after=run.feed.due - run.clock.now)
    assert run.reports() == ["one", "two"]


def test_between_two_questions_a_server_rests_as_long_as_it_asks_or_the_settings_say(two, watch):
    two.replies["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 0.4\n")
    run = watch(feed(two))
    run.once()
    gaps = [later.began - earlier.ended for earlier, later in zip(two.asked[1:], two.asked[2:], strict=False)]
    assert len(gaps) == 2 and min(gaps) >= 0.35
    two.asked.clear()
    two.replies["/robots.txt"] = robots("")
    watch(f"[watch]\ndelay = 0.6\n{feed(two, '/other')}").once()
    assert two.asked[1].began - two.asked[0].ended >= 0.55


def test_servers_are_told_who_asks_and_how_to_reach_them(two, watch):
    watch(f'[watch]\ndelay = 0\ncontact = "mailto:desk@example.org"\n{feed(two)}').once()
    agents = {one.headers["user-agent"] for one in two.asked}
    (agent,) = agents
    assert agent.startswith("Tacitus/") and "mailto:desk@example.org" in agent


def test_a_public_feed_leads_nobody_into_a_private_network(two, watch, monkeypatch):
    run = watch(feed(two))
    monkeypatch.setattr(run.watcher._rounds._fetcher, "leads_inside", lambda url: False)
    assert not run.once()
    assert two.asked == []
    assert "is not on the public internet" in run.complained[0]
