"""What all requests share: the ledger, read in one state at a time and written by one at a time, and the settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from tacitus.desk.accounts import Accounts
from tacitus.desk.choices import choices_of
from tacitus.desk.coder import CodingProcess
from tacitus.desk.settings import Settings
from tacitus.desk.states import PerState
from tacitus.desk.throttle import Throttle
from tacitus.desk.turns import Turns
from tacitus.ledger import Ledger
from tacitus.records import CodedReport, Report

# Who waits holds a thread; with those of the coder they leave some of app.THREADS to readers at all times.
WAITING_WRITERS, WRITE_WAIT_SECONDS = 3, 10.0
WAITING_ANALYSTS, ANALYSIS_WAIT_SECONDS = 2, 20.0
SIGN_INS, SIGN_IN_SECONDS = 10, 15 * 60.0
"""So many wrong passwords under one name or from one address in that time, and no more are looked at."""


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
        self.accounts = Accounts(settings.accounts) if settings.accounts else None
        self.sign_ins = Throttle(SIGN_INS, SIGN_IN_SECONDS)
        self._writers = Turns("their turn to change the ledger", WAITING_WRITERS, WRITE_WAIT_SECONDS)
        self._analysts = Turns("an analysis to be done", WAITING_ANALYSTS, ANALYSIS_WAIT_SECONDS)
        self._coder = CodingProcess()
        self.spread = PerState(Ledger.spread)
        self.choices = PerState(choices_of)

    def close(self) -> None:
        """Let go of the ledger and end the coder."""
        self._coder.close()
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
        with self._writers.turn():
            yield self._ledger

    @contextmanager
    def analysing(self) -> Iterator[Ledger]:
        """As `reading`, for what reads much and thinks long: one at a time, so that other readers do not wait."""
        with self._analysts.turn(), self.reading() as ledger:
            yield ledger

    def code(self, reports: Sequence[Report]) -> list[CodedReport]:
        """The reports with their mentions and claims; nothing is kept. Raises BusyError and CodingFailedError."""
        return self._coder.code(reports)


def desk_of(connection: HTTPConnection) -> Desk:
    """The desk that a request came to."""
    desk: Desk = connection.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]
"""The parameter of an endpoint that wants the desk."""
