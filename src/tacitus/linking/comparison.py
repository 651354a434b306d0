"""What comparing two tellings on one slot gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two tellings agree on one slot: a level of weights.csv, and words for people."""

    slot: str
    level: str
    words: str
