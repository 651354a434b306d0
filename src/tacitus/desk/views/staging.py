"""What was read of what somebody brought, held for a while until they keep it or leave it."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from time import monotonic

from tacitus.desk.intake import Taken
from tacitus.records import CodedReport

MOST, SECONDS = 32, 3600.0
"""How many readings are held at once in a process, and how long; the oldest go first."""


@dataclass(frozen=True)
class Staged:
    """A reading: what came out of each report, what was refused, and after keeping what became of it."""

    token: str
    owner: str | None
    coded: tuple[CodedReport, ...]
    refused: tuple[str, ...]
    since: float
    taken: Taken | None = None


class Staging:
    """Holds readings by a token that nobody can guess; each is given only to who brought it."""

    def __init__(self, most: int = MOST, seconds: float = SECONDS) -> None:
        self._most, self._seconds, self._lock = most, seconds, Lock()
        self._held: OrderedDict[str, Staged] = OrderedDict()

    def hold(self, owner: str | None, coded: list[CodedReport], refused: list[str]) -> Staged:
        """Hold a reading."""
        staged = Staged(secrets.token_urlsafe(16), owner, tuple(coded), tuple(refused), monotonic())
        with self._lock:
            self._held[staged.token] = staged
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return staged

    def get(self, token: str, owner: str | None) -> Staged | None:
        """The reading of a token; None where it is held no longer, or is another's."""
        with self._lock:
            staged = self._held.get(token)
            if staged is not None and monotonic() - staged.since > self._seconds:
                del self._held[token]
                return None
        return staged if staged is not None and staged.owner == owner else None

    def kept(self, staged: Staged, taken: Taken) -> None:
        """Remember what became of a reading."""
        with self._lock:
            if staged.token in self._held:
                self._held[staged.token] = replace(staged, taken=taken)
