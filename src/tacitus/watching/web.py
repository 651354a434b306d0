"""Servers are asked politely: one question at a time to each, with pauses, bounds, and what robots.txt allows.

Addresses from outside (what a feed names, where a redirect leads) are followed into a private network only where the
feed itself stands in one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from tacitus import __version__
from tacitus.reading.fetched import Fetched, is_public
from tacitus.watching.deadline import Deadline
from tacitus.watching.robots import ROBOTS_BYTES, Rules, robots_address, rules_of
from tacitus.watching.waits import retry_after

SECONDS, MOST_SECONDS = 20.0, 60.0
"""How long a server may be silent, and how long one answer may take in all."""
MOST_REDIRECTS = 5
MOST_SILENCES = 2
"""Questions running that a server leaves without any answer, until it is asked no more in a round."""
MOST_PAGE_BYTES, MOST_FEED_BYTES = 10 * 1024 * 1024, 10 * 1024 * 1024
LONGEST_DELAY = 60.0
"""The longest pause that a Crawl-delay is followed to."""
ROBOTS_SECONDS = 24 * 3600.0
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_LATER: Final = frozenset({408, 425, 429})
_BUSY: Final = frozenset({429, 503})


class FetchError(Exception):
    """An address was not read. `lasting`: asking again does not help; `asked`: seconds the server asks to wait."""

    def __init__(self, why: str, *, lasting: bool = False, asked: float | None = None) -> None:
        self.why, self.lasting, self.asked = why, lasting, asked
        super().__init__(why)


class NotNowError(Exception):
    """A server's share of this round is used up, or the watch is to stop: nothing was learned of the address."""


@dataclass(frozen=True)
class Answer:
    """What a server gave; `status` is 200 or 304. `moved` is where it says that the address has gone for good."""

    status: int
    page: Fetched
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None


@dataclass
class _Host:
    lock: Lock = field(default_factory=Lock)
    free: float = 0.0  # when it may be asked again, by the monotonic clock
    asked: int = 0
    rules: Rules | None = None
    rules_until: float = 0.0
    silent: int = 0  # questions running, in this round, that no answer came to


class Fetcher:
    """Asks servers, from any number of threads. `closed` says until when servers want to be left alone."""

    def __init__(
        self,
        *,
        delay: float,
        most_requests: int,
        contact: str | None = None,
        stop: Event | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._delay, self._most, self._clock = delay, most_requests, clock
        self._stop = stop or Event()
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()
        self.closed: dict[str, float] = {}
        agent = f"Tacitus/{__version__} ({f'{contact}; ' if contact else ''}reads published news reports)"
        self._client = httpx.Client(
            timeout=httpx.Timeout(SECONDS, connect=10.0),
            headers={"User-Agent": agent, "Accept-Encoding": "gzip, deflate"},
            limits=httpx.Limits(max_keepalive_connections=0),  # the pauses are longer than connections are kept
        )

    def close(self) -> None:
        """Let go of all connections."""
        self._client.close()

    def new_round(self, closed: Mapping[str, float]) -> None:
        """Every server has its share of questions again; `closed` as `State.closed_hosts` gives it."""
        with self._lock:
            self.closed = dict(closed)
            for host in self._hosts.values():
                host.asked = host.silent = 0

    def get(self, url: str, most: int, headers: Mapping[str, str] | None = None, *, inner: bool = False) -> Answer:
        """What stands at an address, at most `most` bytes of it; redirects are followed.

        `inner` lets it lead into a private network. Raises FetchError, and NotNowError where it is for later.
        """
        moved, lasting = None, True
        for hop in range(MOST_REDIRECTS + 1):
            host = self._host(url)
            with host.lock:
                self._check_allowed(host, url, inner)
                answer = self._asked(host, url, most, headers or {}, inner)
            if isinstance(answer, Answer):
                return Answer(answer.status, answer.page, answer.etag, answer.modified, moved)
            location, status = answer
            lasting = lasting and status in (301, 308)
            url = urljoin(url, location)
            moved = url if lasting else moved
            if urlsplit(url).scheme not in ("http", "https"):
                raise FetchError("it leads to what is no address of the web", lasting=True)
            del hop
        raise FetchError(f"over {MOST_REDIRECTS} redirects", lasting=True)

    def leads_inside(self, url: str) -> bool:
        """Whether an address leads into a private network; False where nobody knows where it leads."""
        parts = urlsplit(url)
        try:
            return not is_public(parts.hostname or "", parts.port)
        except (OSError, ValueError):
            return False

    def _host(self, url: str) -> _Host:
        name = host_of(url)
        if not name:
            raise FetchError("it is no address of the web", lasting=True)
        until = self.closed.get(name, 0.0)
        if until > self._clock():
            raise NotNowError
        with self._lock:
            return self._hosts.setdefault(name, _Host())

    def _check_allowed(self, host: _Host, url: str, inner: bool) -> None:
        """By the robots.txt of the server, which is asked for once a day."""
        if host.rules is None or time.monotonic() > host.rules_until:
            host.rules = self._robots(host, robots_address(url), inner)
            host.rules_until = time.monotonic() + ROBOTS_SECONDS
        if not host.rules.allows(url):
            raise FetchError(f"robots.txt of {host_of(url)} does not allow it", lasting=True)

    def _robots(self, host: _Host, url: str, inner: bool) -> Rules:
        """The rules of a server. One that cannot say them is not asked for anything else (RFC 9309, 2.3.1.4)."""
        where = url
        for _ in range(MOST_REDIRECTS + 1):
            try:
                answer = self._asked(host, where, ROBOTS_BYTES, {}, inner, cut=True)
            except FetchError as error:
                if error.lasting:
                    return rules_of(b"")
                raise FetchError(f"its robots.txt cannot be read: {error.why}", asked=error.asked) from None
            if isinstance(answer, Answer):
                return rules_of(answer.page.data)
            where = urljoin(where, answer[0])
            if host_of(where) != host_of(url):  # another server's turn is another's; it has no rules for this one
                return rules_of(b"")
        return rules_of(b"")

    def _asked(
        self, host: _Host, url: str, most: int, headers: Mapping[str, str], inner: bool, *, cut: bool = False
    ) -> Answer | tuple[str, int]:
        """One question, in the server's turn: an answer, or where it leads and with what status."""
        if host.asked >= self._most or host.silent >= MOST_SILENCES:
            raise NotNowError
        if self._stop.wait(max(0.0, host.free - time.monotonic())):
            raise NotNowError
        if not inner:
            self._refuse_inner(url)
        host.asked += 1
        host.silent += 1
        limit = Deadline(MOST_SECONDS)
        try:
            with limit:
                answer = self._read(url, most, headers, cut, limit)
            host.silent = 0
            return answer
        except httpx.TimeoutException:
            raise FetchError("no answer in time") from None
        except FetchError:
            host.silent = 0
            raise
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            if limit.passed:
                raise FetchError(f"it took over {MOST_SECONDS:.0f} s") from None
            said = " ".join(str(error).split())[:200] or type(error).__name__
            raise FetchError(f"it cannot be fetched ({said})", lasting=isinstance(error, httpx.InvalidURL)) from None
        finally:
            wanted = host.rules.delay if host.rules else 0.0
            host.free = time.monotonic() + max(self._delay, min(wanted, LONGEST_DELAY))

    def _refuse_inner(self, url: str) -> None:
        parts = urlsplit(url)
        try:
            public = is_public(parts.hostname or "", parts.port)
        except (OSError, ValueError):
            raise FetchError(f"no address is known for {parts.hostname}") from None
        if not public:
            raise FetchError(f"{parts.hostname} is not on the public internet, and the feed is", lasting=True)

    def _read(
        self, url: str, most: int, headers: Mapping[str, str], cut: bool, limit: Deadline
    ) -> Answer | tuple[str, int]:
        pieces, size = [], 0
        with self._client.stream("GET", url, headers=dict(headers), extensions={"trace": limit.trace}) as answer:
            status = answer.status_code
            if status in _REDIRECTS and answer.headers.get("location"):
                return answer.headers["location"], status
            if status not in (200, 304):
                raise self._failed(url, answer)
            for piece in answer.iter_bytes():
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    if cut:
                        break
                    raise FetchError(f"it is over {most // 1024**2} MB", lasting=True)
                if self._stop.is_set():
                    raise NotNowError
            kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
            page = Fetched(_without_user(str(answer.url)), kind, b"".join(pieces)[:most])
            return Answer(status, page, answer.headers.get("etag"), answer.headers.get("last-modified"))

    def _failed(self, url: str, answer: httpx.Response) -> FetchError:
        status = answer.status_code
        asked = retry_after(answer.headers.get("retry-after"), self._clock())
        if status in _BUSY and asked:
            with self._lock:
                name = host_of(url)
                self.closed[name] = max(self.closed.get(name, 0.0), self._clock() + asked)
        why = f"the server answered {status} {answer.reason_phrase}".rstrip()
        return FetchError(why, lasting=status < 500 and status not in _LATER, asked=asked)


def _without_user(url: str) -> str:
    """An address without name and password, which must not come into links, the ledger or its exports."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def host_of(url: str) -> str:
    """Name and port of the server behind an address, in lower case; empty where it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    name = (parts.hostname or "").lower()
    return name if port in (None, usual) or not name else f"{name}:{port}"
