"""The address of a page is read as a report, that of a feed as the reports it links to."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from reading_pages import PROSE, page

from tacitus.reading import Refusal, read
from tacitus.records import Report

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Example</title>
<item><title>One</title><link>{base}/undated</link><pubDate>Tue, 07 May 2024 06:00:00 GMT</pubDate></item>
<item><title>Two</title><link>{base}/gone</link></item>
<item><title>Three</title><link>{base}/dated</link></item>
</channel></rss>"""


class Site(ThreadingHTTPServer):
    """A news site on this machine; `answers` maps paths to status, content type and body."""

    daemon_threads = True
    answers: Mapping[str, tuple[int, str, bytes]]

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        if self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
            return
        status, kind, body = self.server.answers.get(self.path, (404, "text/plain", b"gone"))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return None


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(("127.0.0.1", 0), Handler) as server:
        server.answers = {
            "/dated": (200, "text/html; charset=utf-8", page(f"{PROSE} It was the third.", "2024-05-06")),
            "/undated": (200, "text/html", page()),
            "/plain": (200, "text/plain", PROSE.encode()),
            "/menu": (200, "text/html", b"<html><body><a href='/'>Home</a></body></html>"),
            "/empty-feed": (200, "application/rss+xml", b"<rss version='2.0'><channel></channel></rss>"),
            "/feed": (200, "application/xml", FEED.format(base=server.base).encode()),
        }
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def refusal(found: Iterator[Report | Refusal]) -> Refusal:
    (only,) = found
    assert isinstance(only, Refusal)
    return only


def test_a_page_is_read_from_its_address(site: Site) -> None:
    (report,) = read(f"{site.base}/dated")
    assert isinstance(report, Report)
    assert (report.url, report.published_on) == (f"{site.base}/dated", date(2024, 5, 6))
    assert PROSE in report.text


def test_a_plain_text_is_read_from_its_address(site: Site) -> None:
    (report,) = read(f"{site.base}/plain", published="2024-05-07")
    assert isinstance(report, Report)
    assert (report.text, report.url, report.published_on) == (PROSE, f"{site.base}/plain", date(2024, 5, 7))


def test_a_feed_gives_its_pages_and_names_those_that_cannot_be_read(site: Site) -> None:
    first, second, third = read(f"{site.base}/feed")
    assert isinstance(first, Report) and first.published_on == date(2024, 5, 7)  # the date of the entry
    assert isinstance(second, Refusal) and "404" in second.why and second.where == f"{site.base}/gone"
    assert isinstance(third, Report) and third.published_on == date(2024, 5, 6)  # the page's own


@pytest.mark.parametrize(
    ("path", "why"),
    [("/gone", "404"), ("/menu", "no article"), ("/loop", "redirects"), ("/empty-feed", "no entry with an address")],
)
def test_an_address_that_gives_no_report_is_refused_with_the_reason(site: Site, path: str, why: str) -> None:
    found = refusal(read(site.base + path))
    assert why in found.why and found.where == site.base + path


def test_a_page_over_the_limit_is_refused_without_being_held(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tacitus.reading._web.MAX_FILE", 100)
    assert "MB" in refusal(read(f"{site.base}/dated")).why


def test_a_server_that_is_not_there_is_named() -> None:
    assert "cannot be fetched" in refusal(read("http://127.0.0.1:9/")).why


def test_other_schemes_are_refused() -> None:
    assert "only http and https" in refusal(read("ftp://news.example/report.txt")).why
