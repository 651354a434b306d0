"""Finds the phrases of a table in a sequence of words, longest first, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V")

GAP = "~"
MAX_GAP = 4
"""How many words a `~` may stand for: "shoot ~ down" reads "shot two enemy drones down"."""
STOPS = frozenset(",.;:")
"""What a `~` does not step over: "were told, went to the place" is no "tell ~ to"."""


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[V]):
    """Words `start` to `end` (exclusive) are a phrase of the table; `head` is the index of its first word."""

    start: int
    end: int
    values: tuple[V, ...]


class _Node(Generic[V]):
    __slots__ = ("gap", "next", "values")

    def __init__(self) -> None:
        self.next: dict[str, _Node[V]] = {}
        self.gap: _Node[V] | None = None
        self.values: tuple[V, ...] = ()


class PhraseTable(Generic[V]):
    """A trie over words. Each phrase is a list of alternatives a position; `~` allows up to MAX_GAP words."""

    def __init__(self, phrases: Iterable[tuple[Sequence[frozenset[str]], V]]) -> None:
        self._root: _Node[V] = _Node()
        for parts, value in phrases:
            nodes = [self._root]
            for words in parts:
                nodes = [child for node in nodes for child in _extend(node, words)]
            for node in nodes:
                node.values = (*node.values, value)

    def matches(self, words: Sequence[str]) -> list[PhraseMatch[V]]:
        """All longest matches by start, in order; matches of different starts may overlap."""
        found = []
        root = self._root.next
        for start, word in enumerate(words):
            node = root.get(word)
            if node is not None and (best := _longest(node, words, start + 1)) is not None:
                end, values = best
                found.append(PhraseMatch(start, end, values))
        return found

    def longest(self, words: Sequence[str]) -> list[PhraseMatch[V]]:
        """The matches left to right without overlap, the longest at each place."""
        kept: list[PhraseMatch[V]] = []
        for match in self.matches(words):
            if kept and match.start < kept[-1].end:
                if match.end - match.start > kept[-1].end - kept[-1].start:
                    kept[-1] = match
                continue
            kept.append(match)
        return kept


def _extend(node: _Node[V], words: frozenset[str]) -> list[_Node[V]]:
    if words == frozenset({GAP}):
        if node.gap is None:
            node.gap = _Node()
        return [node.gap]
    return [node.next.setdefault(word, _Node()) for word in sorted(words)]


def _longest(node: _Node[V], words: Sequence[str], at: int) -> tuple[int, tuple[V, ...]] | None:
    best: tuple[int, tuple[V, ...]] | None = (at, node.values) if node.values else None
    if at < len(words) and (child := node.next.get(words[at])) is not None:
        best = _longest(child, words, at + 1) or best
    if node.gap is not None:
        for skipped in range(min(MAX_GAP, len(words) - at) + 1):
            if skipped and words[at + skipped - 1] in STOPS:
                break
            child = node.gap.next.get(words[at + skipped]) if at + skipped < len(words) else None
            if child is not None and (found := _longest(child, words, at + skipped + 1)) is not None:
                return found if best is None or found[0] > best[0] else best
    return best
