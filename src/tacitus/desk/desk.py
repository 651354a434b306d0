"""What all requests share: the ledger, read in one state at a time and written by one at a time, and the settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from tacitus.desk.settings import Settings
from tacitus.errors import TacitusError
from tacitus.ledger import Ledger

WAITING_WRITERS, WRITE_WAIT_SECONDS = 8, 10.0


class BusyError(TacitusError):
    """Too much is being done at once; the same may be asked again in a moment."""


class Desk:
    """One ledger, open as long as the application is.

    Endpoints are plain functions, which run in the thread pool; each opens the ledger for itself:

    >>> with desk.reading() as ledger:
    ...     event = ledger.event(id_)
    >>> with desk.writing() as ledger:
    ...     ledger.confirm(id_, author=author, reason=reason)
    """

    def __init__(self, ledger: str | Path, settings: Settings) -> None:
        self.settings = settings
        self._ledger = Ledger.open(ledger)
        self.name = self._ledger.name
        self._turn = Lock()
        self._waiting = BoundedSemaphore(WAITING_WRITERS)

    def close(self) -> None:
        """Let go of the ledger."""
        self._ledger.close()

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        """The ledger for one request: all that is asked of it sees one state. Never write to it."""
        with self._ledger.snapshot() as ledger:
            yield ledger

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """The ledger for a change; writers of this desk take turns here, those of other processes in the database.

        Raises BusyError where too many wait already: each holds a thread that readers need.
        """
        if not self._waiting.acquire(blocking=False):
            raise BusyError("too many changes are waiting to be kept; try again in a moment")
        try:
            if not self._turn.acquire(timeout=WRITE_WAIT_SECONDS):
                raise BusyError("another change takes long to be kept; try again in a moment")
            try:
                yield self._ledger
            finally:
                self._turn.release()
        finally:
            self._waiting.release()


def desk_of(connection: HTTPConnection) -> Desk:
    """The desk that a request came to."""
    desk: Desk = connection.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]
"""The parameter of an endpoint that wants the desk."""
