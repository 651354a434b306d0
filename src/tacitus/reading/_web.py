"""Addresses: a page is fetched as a report, a feed as the reports it links to. Bounded in time, size and redirects."""

from __future__ import annotations

import socket
import time
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx

from tacitus.errors import InputRefusedError
from tacitus.reading._bytes import BOM, MAX_FILE, too_large
from tacitus.reading._dates import Published
from tacitus.reading._fields import Defaults, report_of
from tacitus.reading._pages import page_fields
from tacitus.reading._rows import Row
from tacitus.reading._text import text_fields
from tacitus.records import Report

MAX_SECONDS = 60.0
"""For one address, all redirects and the whole body included."""
MAX_ENTRIES = 200
"""Entries of one feed that are followed, the first ones."""
_TIMEOUT = httpx.Timeout(20.0, connect=10.0)
_MAX_REDIRECTS = 5
AGENT = "Tacitus (reads published news reports)"
_FEED_KINDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_FEED_STARTS = (b"<rss", b"<feed", b"<rdf:rdf")
_PROLOGUE = 4096


@dataclass(frozen=True)
class Fetched:
    """What an address gave: `kind` is its content type without parameters, `url` where redirects ended."""

    url: str
    kind: str
    data: bytes


def web_rows(url: str, published: Published | None, client: httpx.Client) -> Iterator[Row]:
    """The rows of an address. A page or text is one; of a feed every entry's page is, and refused on its own.

    `published` stands in for pages that give no date; an entry's page without one has the date of the entry.
    Raises `InputRefusedError` where the address itself cannot be read.
    """
    found = fetch(url, client)
    if _is_feed(found):
        yield from _feed_rows(found, client, published)
    else:
        yield url, _fields(found, url, published)


def new_client(public_only: bool = False) -> httpx.Client:
    """A client with the limits of this module; `public_only`: it asks no machine of a private network."""
    return httpx.Client(
        follow_redirects=True,
        max_redirects=_MAX_REDIRECTS,
        timeout=_TIMEOUT,
        headers={"User-Agent": AGENT},
        event_hooks={"request": [_refuse_private] if public_only else []},
    )


def _refuse_private(request: httpx.Request) -> None:
    """Called before each request, so at each redirect too."""
    try:
        public = is_public(request.url.host, request.url.port)
    except OSError as error:
        raise httpx.ConnectError(f"no address is known for {request.url.host}", request=request) from error
    if not public:
        raise httpx.ConnectError(f"{request.url.host} is not on the public internet", request=request)


def is_public(host: str, port: int | None = None) -> bool:
    """Whether a host leads to machines of the public internet only. Raises OSError where no address is known."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return all(ip_address(str(address[0]).partition("%")[0]).is_global for *_, address in found)


def fetched_report(found: Fetched, defaults: Defaults) -> Report:
    """The report on a page or in a text that somebody has fetched. Raises `InputRefusedError`."""
    return report_of(_fields(found, found.url, defaults.published), found.url, defaults)


def fetch(url: str, client: httpx.Client) -> Fetched:
    """The body of an address, at most `MAX_FILE` bytes in at most `MAX_SECONDS`. Raises `InputRefusedError`."""
    if urlsplit(url).scheme.lower() not in {"http", "https"}:
        raise InputRefusedError(url, "only http and https addresses are read", "save the page and give the file")
    began, pieces, size = time.monotonic(), [], 0
    try:
        with client.stream("GET", url) as answer:
            if answer.status_code != httpx.codes.OK:
                why = f"the server answered {answer.status_code} {answer.reason_phrase}".rstrip()
                raise InputRefusedError(url, why, "check the address in a browser")
            for piece in answer.iter_bytes():
                pieces.append(piece)
                size += len(piece)
                if size > MAX_FILE:
                    raise too_large(url)
                if time.monotonic() - began > MAX_SECONDS:
                    raise InputRefusedError(url, f"it took over {MAX_SECONDS:.0f} s", "try again later")
            kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
            return Fetched(str(answer.url), kind, b"".join(pieces))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InputRefusedError(url, f"it cannot be fetched ({_said(error)})", "check the address") from None


def _said(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    if isinstance(error, httpx.TooManyRedirects):
        return f"over {_MAX_REDIRECTS} redirects"
    return " ".join(str(error).split()) or type(error).__name__


def _is_feed(found: Fetched) -> bool:
    start = found.data[:_PROLOGUE].removeprefix(BOM).lstrip().lower()
    if start.startswith(b"<?xml"):
        return any(mark in start for mark in _FEED_STARTS)
    return found.kind in _FEED_KINDS or start.startswith(_FEED_STARTS)


def _feed_rows(feed: Fetched, client: httpx.Client, published: Published | None) -> Iterator[Row]:
    import feedparser

    entries = feedparser.parse(feed.data).entries[:MAX_ENTRIES]
    links = {entry.link: entry for entry in entries if entry.get("link")}
    if not links:
        raise InputRefusedError(feed.url, "the feed has no entry with an address", "check the address of the feed")
    for link, entry in links.items():
        stamp = entry.get("published_parsed")
        dated = datetime.fromtimestamp(timegm(stamp), UTC) if stamp else published
        try:
            yield link, _fields(fetch(link, client), link, dated)
        except InputRefusedError as refusal:
            yield refusal


def _fields(found: Fetched, where: str, published: Published | None) -> dict[str, object]:
    read = text_fields(found.data, where) if found.kind == "text/plain" else page_fields(found.data, where, published)
    return {**read, "url": read.get("url") or found.url, "published": read.get("published") or published}
