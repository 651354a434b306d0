"""The coder of the desk, in a process of its own.

Parsing holds the processor for as long as it takes, and readers of the same process would wait for it; what hangs or
dies there leaves the desk standing.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from signal import SIG_IGN, SIGINT, signal
from time import monotonic

from tacitus.desk.turns import Turns
from tacitus.errors import TacitusError
from tacitus.records import CodedReport, Report

START_SECONDS, REPORT_SECONDS = 60.0, 30.0
"""How long the process may take to load, and for one report."""
WAITING, WAIT_SECONDS = 2, 20.0


class CodingFailedError(TacitusError):
    """The coder gave no answer in time, or died; the next report finds a new one."""


class CodingProcess:
    """Codes reports, one call at a time. Started at the first call."""

    def __init__(self) -> None:
        self._turns = Turns("the coder", WAITING, WAIT_SECONDS)
        self._worker: tuple[BaseProcess, Connection] | None = None

    def code(self, reports: Sequence[Report]) -> list[CodedReport]:
        """The reports with their mentions and claims, in order. Raises BusyError and CodingFailedError."""
        with self._turns.turn():
            pipe, loading = self._started()
            coded = []
            for number, report in enumerate(reports):
                most = REPORT_SECONDS + (START_SECONDS if loading and number == 0 else 0)
                coded.append(CodedReport.model_validate_json(self._asked(pipe, report, most)))
            return coded

    def close(self) -> None:
        """End the process."""
        if self._worker is None:
            return
        process, pipe = self._worker
        self._worker = None
        pipe.close()
        process.terminate()
        process.join(1)
        if process.is_alive():
            process.kill()
            process.join()

    def _started(self) -> tuple[Connection, bool]:
        """The pipe to the process, and whether it was only just started."""
        if self._worker is not None and self._worker[0].is_alive():
            return self._worker[1], False
        self.close()
        context = get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(there,), daemon=True, name="tacitus-coder")
        process.start()
        there.close()
        self._worker = process, here
        return here, True

    def _asked(self, pipe: Connection, report: Report, seconds: float) -> str:
        began = monotonic()
        try:
            pipe.send(report.model_dump_json())
            if pipe.poll(max(0.0, seconds - (monotonic() - began))):
                return str(pipe.recv())
            why = f"took longer than {seconds:.0f} s"
        except (EOFError, OSError):
            why = "ended without an answer"
        self.close()
        raise CodingFailedError(f"report {report.id}: coding {why}; give it in shorter parts")


def _work(pipe: Connection) -> None:
    """Code what comes until nobody asks any more."""
    from tacitus.coding import Coder

    signal(SIGINT, SIG_IGN)  # a terminal sends it to all; the desk ends this process itself
    coder = Coder().load()
    with suppress(EOFError, OSError):
        while True:
            report = Report.model_validate_json(pipe.recv())
            pipe.send(coder.code(report).model_dump_json())
