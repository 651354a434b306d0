"""A report is read by the encoder in windows: as many words as fit, each window beginning within the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PIECES = 256
"""Pieces of words in a window, its opening and closing sign among them."""
SHARED = 64
"""Words that a window shares with the one before."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end` (exclusive), read at once; those from `first` to `last` (exclusive) are told by it."""

    start: int
    end: int
    first: int
    last: int


def windows(lengths: Sequence[int]) -> Iterator[Window]:
    """The windows of words of so many pieces each; of a word in two windows the one tells that it is deeper in."""
    start = first = 0
    while first < len(lengths):
        end, room = start, PIECES - 2
        while end < len(lengths) and lengths[end] <= room:
            room -= lengths[end]
            end += 1
        following = max(start + 1, end - SHARED)
        last = end if end == len(lengths) else (following + end) // 2
        yield Window(start, end, first, last)
        start, first = following, last
