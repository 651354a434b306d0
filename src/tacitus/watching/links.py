"""The articles that a feed, or a page of links, names."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from courlan import normalize_url

from tacitus.reading.fetched import Fetched
from tacitus.watching.state import Found
from tacitus.watching.web import FetchError, host_of

MOST = 200
"""Articles of one feed or page that are looked at, the first ones."""
LONGEST_ADDRESS, LONGEST_GUID = 2000, 500
_WORDS = re.compile(r"[-_]")
_NUMBER = re.compile(r"\d{4}")


def articles(kind: str, page: Fetched, pattern: str | None = None) -> tuple[Found, ...]:
    """The articles named by a feed, or (kind "page") by the links of a page. Raises FetchError where it is none."""
    found = _page_links(page, pattern) if kind == "page" else _feed_entries(page)
    return tuple({one.key: one for one in reversed(list(found))}.values())[::-1][:MOST]


def key_of(address: str) -> str:
    """An address without fragment, without what only counts visitors, and with its parameters in order."""
    return str(normalize_url(urldefrag(address).url, trailing_slash=True))


def _feed_entries(page: Fetched) -> Iterator[Found]:
    import feedparser

    headers = {"content-location": page.url, "content-type": page.kind or "application/xml"}
    # As a stream: bytes that happen to be the path of a file would be taken for that file.
    parsed = feedparser.parse(BytesIO(page.data), response_headers=headers, sanitize_html=False)
    if not parsed.get("version") and not parsed.entries:
        reason = parsed.get("bozo_exception")
        why = f" ({' '.join(str(reason).split())[:120]})" if reason else ""
        raise FetchError(f"it is no feed{why}; check the address of the feed")
    for entry in parsed.entries[:MOST]:
        link = _usable(entry.get("link"), page.url)
        if link:
            stamp = entry.get("published_parsed") or entry.get("updated_parsed")
            yield Found(key_of(link), link, (entry.get("id") or "")[:LONGEST_GUID] or None, _dated(stamp))


def _dated(stamp: Any) -> str | None:
    try:
        return datetime.fromtimestamp(timegm(stamp), UTC).isoformat() if stamp else None
    except (ValueError, OverflowError, OSError):
        return None


def _page_links(page: Fetched, pattern: str | None) -> Iterator[Found]:
    from lxml import html

    try:
        tree = html.document_fromstring(page.data)
    except Exception as error:  # lxml's errors have no base of their own
        raise FetchError(f"it is no web page ({' '.join(str(error).split())[:120]})") from None
    base = next(iter(tree.xpath("//base/@href")), "")
    start = urljoin(page.url, str(base))
    fits = re.compile(pattern).search if pattern else lambda address: _looks_like_an_article(address, page.url)
    for href in tree.xpath("//a/@href"):
        link = _usable(str(href), start)
        if link and key_of(link) != key_of(page.url) and fits(link):
            yield Found(key_of(link), link)


def _usable(link: str | None, base: str) -> str | None:
    """The whole address of a link, if it is of the web."""
    try:
        address = urldefrag(urljoin(base, (link or "").strip())).url
        parts = urlsplit(address)
    except ValueError:
        return None
    fine = link and parts.scheme in ("http", "https") and parts.hostname and len(address) <= LONGEST_ADDRESS
    return address if fine and address.isprintable() and " " not in address else None


def _looks_like_an_article(address: str, page: str) -> bool:
    """Whether it is of the same server and ends as addresses of articles do: a headline of four words, or a number."""
    last = urlsplit(address).path.rstrip("/").rpartition("/")[2]
    return host_of(address) == host_of(page) and (len(_WORDS.split(last)) >= 4 or bool(_NUMBER.search(last)))
