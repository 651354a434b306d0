"""Counts what goes wrong, by whom, and tells when it is too much."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

MOST_KEYS = 10_000


class Throttle:
    """At most `most` failures of one key within `seconds`; it forgets the oldest keys beyond MOST_KEYS."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._failures: dict[str, deque[float]] = {}
        self._lock = Lock()

    def wait(self, *keys: str) -> float:
        """Seconds until any of these may try again; 0 where they may now."""
        now = self._clock()
        with self._lock:
            waits = [self._wait(key, now) for key in keys]
        return max(waits, default=0.0)

    def failed(self, *keys: str) -> None:
        """Something went wrong for these."""
        now = self._clock()
        with self._lock:
            for key in keys:
                times = self._failures.pop(key, deque(maxlen=self._most))
                times.append(now)
                self._failures[key] = times
            while len(self._failures) > MOST_KEYS:
                self._failures.pop(next(iter(self._failures)))

    def _wait(self, key: str, now: float) -> float:
        times = self._failures.get(key)
        if times is None or len(times) < self._most:
            return 0.0
        return max(0.0, times[0] + self._seconds - now)
