"""A time by which an answer has to be there in full, however slowly a server sends its pieces."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress
from threading import Lock, Timer
from types import TracebackType
from typing import Any

_OPENED = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


class Deadline:
    """Ends a question of httpx after some seconds; a context manager around it. `passed` says that it did.

    The limits of httpx are for each piece, so that a server which sends a byte now and then, of its headers too, could
    hold a thread for ever. `trace` is the extension by which httpx tells of its connection.
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._lock = Lock()
        self._socket: socket.socket | None = None
        self._timer = Timer(seconds, self._pass)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        """The time runs from now."""
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """It is answered, or given up."""
        self._timer.cancel()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Called by httpx at each step: the connection is known once it is open."""
        if event in _OPENED:
            with self._lock:
                self._socket = info["return_value"].get_extra_info("socket")
                if self.passed:
                    self._close()

    def _pass(self) -> None:
        with self._lock:
            self.passed = True
            self._close()

    def _close(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)  # who waits for the next piece gets an error at once
