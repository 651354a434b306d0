"""What was made of a ledger, kept as long as the ledger does not change: some views read many records."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from tacitus.ledger import Ledger

Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """Gives what `make` makes of a ledger, made anew when the ledger has changed; a few ledgers are remembered."""

    def __init__(self, make: Callable[[Ledger], Made], most: int = 4) -> None:
        self._make, self._most, self._lock = make, most, Lock()
        self._made: OrderedDict[tuple[str, str], Made] = OrderedDict()

    def of(self, ledger: Ledger) -> Made:
        """What is made of a ledger as it stands."""
        key = ledger.name, ledger.finder().version()
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = self._make(ledger)
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made
