"""Turns at what only one can do at a time, without many threads waiting that others need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from tacitus.errors import TacitusError


class BusyError(TacitusError):
    """Too much is being done at once; the same may be asked again in a moment."""


class Turns:
    """At most `waiting` wait, each for at most `seconds`; more are sent away."""

    def __init__(self, what: str, waiting: int, seconds: float) -> None:
        self._what, self._seconds = what, seconds
        self._turn, self._places = Lock(), BoundedSemaphore(waiting + 1)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A turn, once it is there. Raises BusyError."""
        if not self._places.acquire(blocking=False):
            raise BusyError(f"too many wait for {self._what}; try again in a moment")
        try:
            if not self._turn.acquire(timeout=self._seconds):
                raise BusyError(f"waited {self._seconds:.0f} s for {self._what}; try again in a moment")
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._places.release()
