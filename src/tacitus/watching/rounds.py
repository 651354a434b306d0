"""One round: the feeds that are due are asked, and what is new in them is fetched, read, coded and kept.

Fetching is the work of threads, everything else of one: it alone writes the state and the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from threading import Event
from typing import Protocol, TypeVar

from tacitus.errors import InputRefusedError, MissingIndexError, UnknownIdError
from tacitus.ledger import Ledger
from tacitus.reading import Defaults
from tacitus.reading.fetched import fetched_report
from tacitus.records import CodedReport, Report
from tacitus.watching import links
from tacitus.watching.config import Config, Feed, revealed
from tacitus.watching.pool import done_by_threads
from tacitus.watching.state import Article, FeedState, State
from tacitus.watching.waits import after_failure
from tacitus.watching.web import (
    MOST_FEED_BYTES,
    MOST_PAGE_BYTES,
    Answer,
    Fetcher,
    FetchError,
    NotNowError,
    host_of,
)

MOST_TRIES, FIRST_TRY_SECONDS = 5, 300.0
"""How often an article is asked for before it is given up, and the wait after the first failure."""
MOST_CODINGS = 3
LONGEST_TEXT = 200_000
"""Characters of an article; a longer text is no news report."""
SOON = 60.0
EARLY = 0.1
"""So much of its time before it is due, a feed is asked already where a timer starts each round (`--once`)."""
_UNLESS = "If-None-Match", "If-Modified-Since"


class Codes(Protocol):
    """Whatever codes reports."""

    def code(self, report: Report) -> CodedReport:
        """The report with its mentions and claims."""


@dataclass
class Tally:
    """What a round did. `failed` and `refused` are lines for the user: feeds, and articles that are left for good."""

    asked: int = 0
    unchanged: int = 0
    kept: int = 0
    held: int = 0
    new_events: int = 0
    grown_events: int = 0
    failed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


Outcome = Answer | FetchError | NotNowError
_Job = TypeVar("_Job")


@dataclass(frozen=True)
class _Polled:
    feed: Feed
    outcome: Outcome


@dataclass(frozen=True)
class _Fetched:
    article: Article
    outcome: Outcome


class Rounds:
    """Does rounds on one ledger. `clock` gives seconds since 1970; `coder` is called when it is needed."""

    def __init__(
        self,
        config: Config,
        state: State,
        ledger: Ledger,
        fetcher: Fetcher,
        coder: Callable[[], Codes],
        clock: Callable[[], float],
        stop: Event,
        random: Random,
    ) -> None:
        self._config, self._state, self._ledger, self._fetcher = config, state, ledger, fetcher
        self._coder, self._clock, self._stop, self._random = coder, clock, stop, random
        self._feeds = {feed.url: feed for feed in config.feed}
        self._inner: dict[str, bool] = {}
        self._first = True
        state.watch([(feed.url, feed.called, feed.kind) for feed in config.feed])

    def run(self, early: bool = False) -> Tally:
        """One round; `early` asks feeds a little before they are due. Ends between two articles where it is stopped."""
        tally, now = Tally(), self._clock()
        self._fetcher.new_round(self._state.closed_hosts(now))
        for article in self._state.fetched():  # what a run that was ended left
            if self._stop.is_set():
                return tally
            self._keep(article, tally)
        known = {feed.address: feed for feed in self._state.feeds()}
        due = [feed for url, feed in self._feeds.items() if self._is_due(feed, known[url], now, early)]
        for polled in done_by_threads(
            self._by_host([(f.url, partial(self._poll, f, known[f.url])) for f in due]), self._stop
        ):
            self._polled(polled, known[polled.feed.url], tally)
        for fetched in done_by_threads(self._by_host(self._to_fetch({feed.url for feed in due})), self._stop):
            self._fetched(fetched, tally)
        self._first = self._first and self._stop.is_set()
        return tally

    def _is_due(self, feed: Feed, known: FeedState, now: float, early: bool) -> bool:
        ahead = EARLY * self._config.every(feed) if early and not known.failures else 0.0
        return known.due <= now + ahead

    def _by_host(self, jobs: Sequence[tuple[str, Callable[[], _Job]]]) -> list[list[Callable[[], _Job]]]:
        found: dict[str, list[Callable[[], _Job]]] = defaultdict(list)
        for url, job in jobs:
            found[host_of(url)].append(job)
        return list(found.values())

    def _poll(self, feed: Feed, known: FeedState) -> _Polled:
        url = revealed(feed.url)
        held = dict(zip(_UNLESS, (known.etag, known.modified), strict=True))
        headers = {name: value for name, value in held.items() if value}
        inner = self._inner[feed.url] = self._fetcher.leads_inside(url)
        return _Polled(feed, self._got(url, MOST_FEED_BYTES, headers, inner))

    def _got(self, url: str, most: int, headers: dict[str, str], inner: bool) -> Outcome:
        try:
            return self._fetcher.get(url, most, headers, inner=inner)
        except (FetchError, NotNowError) as error:
            return error

    def _polled(self, polled: _Polled, known: FeedState, tally: Tally) -> None:
        feed, outcome, now = polled.feed, polled.outcome, self._clock()
        next_ = now + self._config.every(feed) * self._random.uniform(0.95, 1.05)
        if isinstance(outcome, NotNowError):
            self._state.put_off(feed.url, max(now + SOON, self._fetcher.closed.get(host_of(feed.url), 0.0)))
            return
        tally.asked += 1
        if isinstance(outcome, Answer) and outcome.status == 304:
            tally.unchanged += 1
            self._state.unchanged(feed.url, now, next_)
            return
        try:
            if isinstance(outcome, FetchError):
                raise outcome
            found = links.articles(feed.kind, outcome.page, feed.links)
        except FetchError as error:
            self._close(feed.url, error, now)
            wait = after_failure(known.failures + 1, self._config.every(feed), error.asked, self._random)
            self._state.failed(feed.url, now, now + wait, error.why)
            tally.failed.append(f"{feed.called}: {error.why}")
            return
        note = "; it has moved, change its address" if outcome.moved else ""
        self._state.answered(feed.url, now, next_, found, outcome.etag, outcome.modified, note)

    def _close(self, url: str, error: FetchError, now: float) -> None:
        if error.asked:
            self._state.close_host(host_of(url), now + error.asked)

    def _to_fetch(self, asked: set[str]) -> list[tuple[str, Callable[[], _Fetched]]]:
        """The articles to fetch: of feeds that were asked in this round, those left by an earlier run, and retries."""
        now = self._clock()
        jobs: list[tuple[str, Callable[[], _Fetched]]] = []
        for url, feed in self._feeds.items():
            again = url not in asked and not self._first
            waiting = self._state.waiting(url, now, self._config.most_articles(feed), again)
            jobs += [(article.address, partial(self._fetch, article)) for article in waiting]
        return jobs

    def _fetch(self, article: Article) -> _Fetched:
        if article.feed not in self._inner:
            self._inner[article.feed] = self._fetcher.leads_inside(revealed(article.feed))
        return _Fetched(article, self._got(article.address, MOST_PAGE_BYTES, {}, self._inner[article.feed]))

    def _fetched(self, fetched: _Fetched, tally: Tally) -> None:
        article, outcome, now = fetched.article, fetched.outcome, self._clock()
        if isinstance(outcome, NotNowError):
            self._state.put_off_article(article.key, now + SOON)
        elif isinstance(outcome, FetchError):
            self._close(article.address, outcome, now)
            if outcome.lasting or article.attempts + 1 >= MOST_TRIES:
                self._refuse(article, outcome.why, tally)
            else:
                wait = after_failure(article.attempts + 1, FIRST_TRY_SECONDS, outcome.asked, self._random)
                self._state.retry(article.key, now + wait, outcome.why)
        else:
            self._read(article, outcome, tally)

    def _read(self, article: Article, answer: Answer, tally: Tally) -> None:
        landed = links.key_of(answer.page.url)
        if self._state.landed(article.key, landed):
            tally.held += 1
            self._state.end(article.key, "held", "", self._clock())
            return
        feed = self._feeds[article.feed]
        dated = datetime.fromisoformat(article.published) if article.published else None
        tomorrow = (datetime.fromtimestamp(self._clock(), UTC) + timedelta(days=1)).date()
        try:
            report = fetched_report(answer.page, Defaults(dated, feed.publisher, tomorrow))
            if len(report.text) > LONGEST_TEXT:
                raise InputRefusedError(report.id, f"its text has over {LONGEST_TEXT:,} characters")
        except InputRefusedError as error:
            self._refuse(article, error.why, tally)
            return
        self._state.hold(article.key, landed, report.model_dump_json())
        (held,) = [one for one in self._state.fetched() if one.key == article.key]
        self._keep(held, tally)

    def _keep(self, article: Article, tally: Tally) -> None:
        """Code and keep a report that was fetched. One that the ledger holds stays as it is there."""
        report = Report.model_validate_json(article.report or "")
        held = self._held(report)
        if held is not None:
            # The same text: kept by a run that was ended before it could say so, or come by another way.
            tally.held += held != report
            tally.kept += held == report
            self._state.end(article.key, "kept" if held == report else "held", report.id, self._clock())
            return
        if article.codings >= MOST_CODINGS:
            self._refuse(article, f"coding it ended the process {MOST_CODINGS} times", tally)
            return
        self._state.coding(article.key)
        try:
            coded = self._coder().code(report)
        except MissingIndexError:  # nothing can be coded here, which is no fault of the article
            raise
        except Exception as error:  # whatever one text does to the coder, the others are none the worse for it
            said = " ".join(str(error).split())[:200]
            self._refuse(article, f"it cannot be coded ({type(error).__name__}: {said})", tally)
            return
        if coded.refused is not None:
            self._refuse(article, coded.refused, tally)
            return
        self._state.coded(article.key)
        result = self._ledger.add([coded])
        if result.refused:
            self._refuse(article, result.refused[0].why, tally)
            return
        tally.kept += 1
        tally.new_events += len(result.new)
        tally.grown_events += len(result.merged)
        self._state.end(article.key, "kept", report.id, self._clock())

    def _held(self, report: Report) -> Report | None:
        try:
            return self._ledger.report(report.id)
        except UnknownIdError:
            return None

    def _refuse(self, article: Article, why: str, tally: Tally) -> None:
        tally.refused.append(f"{article.address}: {why}")
        self._state.end(article.key, "refused", why, self._clock())
