"""What is made of the whole ledger and asked for often: made once for each of its states."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from tacitus.ledger import Ledger

Made = TypeVar("Made")

SHARE = 5
"""While a ledger is written without pause, what was made of it stays for so many times what making it took: no more
than a fifth of a processor goes into making it again, and readers see a state a few seconds old at most."""


class PerState(Generic[Made]):
    """What `make` makes of a ledger, kept until the ledger changes."""

    def __init__(self, make: Callable[[Ledger], Made]) -> None:
        self._make = make
        self._lock = Lock()
        self._held: tuple[str, Made] | None = None
        self._until = 0.0

    def of(self, ledger: Ledger) -> Made:
        """What the ledger makes now, or did a moment ago."""
        version = ledger.finder().version()
        with self._lock:
            if self._held is None or (self._held[0] != version and time.monotonic() >= self._until):
                begun = time.monotonic()
                self._held = version, self._make(ledger)
                ended = time.monotonic()
                self._until = ended + SHARE * (ended - begun)
            return self._held[1]
