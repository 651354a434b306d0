"""Rounds until somebody stops it: ask, keep, take notice, deliver; then sleep until something is due."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from threading import Event
from types import TracebackType

from tacitus.analysis.words import listed, plural
from tacitus.errors import LedgerError
from tacitus.ledger import Ledger
from tacitus.watching.alerting import begin, take_notice
from tacitus.watching.config import Config, WatchError
from tacitus.watching.delivering import deliver, write_feeds
from tacitus.watching.rounds import Codes, Rounds, Tally
from tacitus.watching.state import State
from tacitus.watching.web import Fetcher

LEAST_PAUSE, LONGEST_PAUSE, LEDGER_PAUSE = 1.0, 3600.0, 60.0

Say = Callable[[str], None]


class Watcher:
    """Watches for one ledger; a context manager. `say` is told each round in a line, `complain` what went wrong in it.

    Setting `stop` ends it between two articles.
    """

    def __init__(
        self,
        config: Config,
        state: State,
        ledger: Ledger,
        folder: Path,
        *,
        say: Say,
        complain: Say,
        stop: Event,
        clock: Callable[[], float] = time.time,
    ) -> None:
        manners, self._random = config.watch, Random()
        self._config, self._state, self._ledger, self._folder = config, state, ledger, folder
        self._say, self._complain, self._stop, self._clock = say, complain, stop, clock
        self._fetcher = Fetcher(
            delay=manners.delay,
            most_requests=manners.most_requests,
            contact=manners.contact,
            stop=stop,
            clock=clock,
        )
        self._rounds = Rounds(config, state, ledger, self._fetcher, _coder, clock, stop, self._random)
        begin(config, state, ledger, clock())

    def __enter__(self) -> Watcher:
        """The watcher itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of all connections."""
        self._fetcher.close()

    def once(self, early: bool = True) -> bool:
        """One round; whether all went well."""
        tally = self._rounds.run(early)
        notices = take_notice(self._config, self._state, self._ledger, self._clock())
        failed = write_feeds(self._config, self._state, self._folder)
        delivered = deliver(self._config, self._state, self._clock(), self._stop, self._random)
        failed += delivered.failed
        for line in (*tally.failed, *failed):
            self._complain(f"failed: {line}")
        for line in tally.refused:
            self._complain(f"refused: {line}")
        if tally.asked or tally.kept or notices or delivered.taken:
            self._say(_words(tally, len(notices), delivered.taken))
        return not (tally.failed or tally.refused or failed)

    def run(self) -> None:
        """Rounds until it is stopped."""
        while not self._stop.is_set():
            try:
                self.once(early=False)
            except LedgerError as error:  # locked, full or away for a while: what was fetched is held until it is back
                self._complain(f"failed: {error}; it is tried again in {LEDGER_PAUSE:.0f} s")
                self._stop.wait(LEDGER_PAUSE)
                continue
            due = self._state.next_due()
            wait = LONGEST_PAUSE if due is None else due - self._clock()
            self._stop.wait(min(max(wait, LEAST_PAUSE), LONGEST_PAUSE))


@contextmanager
def alone(state: Path) -> Iterator[None]:
    """Hold the watch of a state for this process, as long as it lives. Raises WatchError where another has it."""
    from filelock import FileLock, Timeout

    lock = FileLock(state.with_name(f"{state.name}.lock"), timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise WatchError(f"{state}: another `tacitus watch` is at work on it; stop that one or give --state") from None
    except OSError as error:
        raise WatchError(f"{state}: cannot be written ({error.strerror}); give another --state") from error
    try:
        yield
    finally:
        lock.release()


def _words(tally: Tally, notices: int, taken: int) -> str:
    parts = [
        f"{plural(tally.asked, 'feed')} asked" + (f" ({tally.unchanged} not changed)" if tally.unchanged else ""),
        f"{plural(tally.kept, 'article')} kept",
        f"{tally.held} held already" if tally.held else "",
        f"{len(tally.refused)} refused" if tally.refused else "",
    ]
    events = listed(
        [plural(tally.new_events, "new event")] * bool(tally.new_events)
        + [f"{plural(tally.grown_events, 'event')} with more reports"] * bool(tally.grown_events)
    )
    alerts = f"; {plural(notices, 'notice')}, {plural(taken, 'delivery', 'deliveries')}" if notices or taken else ""
    return f"{', '.join(part for part in parts if part)}{f': {events}' if events else ''}{alerts}"


@cache
def _coder() -> Codes:
    from tacitus.coding import Coder  # the parser takes a second to load; rounds that find nothing do without it

    return Coder().load()
