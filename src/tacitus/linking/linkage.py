"""Best-first linkage within one component: the best pair of groups that fit joins, until no two fit."""

from __future__ import annotations

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tacitus.linking.comparing import Judgement, judge, threshold_score
from tacitus.linking.scoring import VETOED
from tacitus.linking.tables import Weights
from tacitus.linking.traits import Told, Traits

THRESHOLD = 0.5
"""The probability from which two tellings are held for one happening."""

Pair = tuple[str, str]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.signedinteger[Any]]
Join = tuple[int, int, int]
"""Two groups that joined: their fit turned over, so that the best are least, and the first member of each."""


class Judge:
    """Judges pairs by one table of weights and remembers the scores; the packaged weights' scores for all judges."""

    def __init__(self, weights: Weights | None = None) -> None:
        self.weights = weights
        self._scores: dict[Pair, int | None] = {}

    def __call__(self, a: Told, b: Told) -> Judgement:
        """The judgement of a pair, the same in either order."""
        return judge(a, b, self.weights)

    def score(self, a: Traits, b: Traits) -> int | None:
        """The log-odds of a pair in millionths of a nat; None under a veto."""
        if b.key < a.key:
            a, b = b, a
        if self.weights is None:
            return _score(a, b)
        if (a.key, b.key) not in self._scores:
            self._scores[a.key, b.key] = _unvetoed(self(a, b))
        return self._scores[a.key, b.key]


# A ledger scores the same neighbours again with every report that joins them; numbers are kept, not judgements.
@lru_cache(maxsize=300_000)
def _score(a: Traits, b: Traits) -> int | None:
    return _unvetoed(judge(a, b))


def _unvetoed(judgement: Judgement) -> int | None:
    return None if judgement.veto else judgement.score


@dataclass(frozen=True)
class Links:
    """Scored pairs, as places in a sequence of tellings, the lesser first; VETOED is the score of what is no pair."""

    left: Numbers
    right: Numbers
    scores: Numbers

    def only(self, which: Flags) -> Links:
        """Some of them."""
        return Links(self.left[which], self.right[which], self.scores[which])


def links_between(told: Sequence[Told], pairs: Iterable[Pair], judged: Judge) -> Links:
    """The links of some pairs of mention ids among what is told, sorted by id."""
    at = {t.key: n for n, t in enumerate(told)}
    places = sorted({(min(at[a], at[b]), max(at[a], at[b])) for a, b in pairs})
    scores = [judged.score(told[a].traits, told[b].traits) for a, b in places]
    columns = np.array(places, dtype=np.int32).reshape(-1, 2)
    scored = np.array([VETOED if s is None else s for s in scores], dtype=np.int64)
    return Links(columns[:, 0], columns[:, 1], scored)


Bests = dict[str, int]
"""Report id -> the best score of its tellings in the other group: what else a report says takes nothing from that."""


class Linkage:
    """Best-first linkage within one component, over linked groups only: what is not linked can never fit.

    Members are known by their places, which follow their ids. A war of years is one component of a million links:
    what is known of two single members is therefore their score alone, in arrays and not in objects.
    """

    def __init__(self, members: Sequence[Traits], links: Links, judged: Judge, threshold: float) -> None:
        self._members, self._judged, self._least = members, judged, threshold_score(threshold)
        self._known = _Known(links, len(members))
        self._groups = {n: [n] for n in range(len(members))}
        one = list(self._groups)  # the same numbers, so that no link makes its own
        self._near: dict[int, set[int]] = {n: set() for n in one}
        for a, b in zip(_lazily(links.left), _lazily(links.right), strict=True):
            self._near[a].add(one[b])
            self._near[b].add(one[a])
        # For two linked groups, the younger one last: how each fits the other; left out for two single members.
        self._best: dict[tuple[int, int], tuple[Bests, Bests]] = {}
        self._queue: list[tuple[int, int, int, int, int]] = []
        self._singles = self._known.best_first(self._least)
        self._single = next(self._singles, None)
        self.joins: list[Join] = []

    def groups(self) -> list[list[int]]:
        """Join until no two groups fit; `joins` tells how it came to that, in order."""
        while (best := self._best_pair()) is not None:
            self._take(*best)
        return list(self._groups.values())

    def _best_pair(self) -> tuple[Join, int, int] | None:
        """The best two groups that may join, and which they are."""
        while (best := self._pop()) is not None:
            *join, i, j = best
            if i in self._groups and j in self._groups:
                return (join[0], join[1], join[2]), i, j
        return None

    def _take(self, join: Join, i: int, j: int) -> int:
        """Join two groups; the number of the new one."""
        fresh = len(self._members) + len(self.joins)
        self._join(i, j, fresh)
        self.joins.append(join)
        return fresh

    def _pop(self) -> tuple[int, int, int, int, int] | None:
        """The best pair of groups that was put up and not yet taken."""
        single = self._single
        if single is not None and not (self._queue and self._queue[0][:3] < single):
            self._single = next(self._singles, None)
            return *single, single[1], single[2]
        return heapq.heappop(self._queue) if self._queue else None

    def _join(self, i: int, j: int, fresh: int) -> None:
        around = (self._near.pop(i) | self._near.pop(j)) - {i, j}
        facing = {k: both for k in around if (both := self._facing_both(k, i, j)) is not None}
        self._groups[fresh] = sorted(self._groups.pop(i) + self._groups.pop(j))
        self._near[fresh] = set()
        self._best.pop((i, j) if i < j else (j, i), None)
        for k in around:
            self._near[k] -= {i, j}
            for gone in (i, j):
                self._best.pop((gone, k) if gone < k else (k, gone), None)
            if k in facing:
                self._best[k, fresh] = facing[k]
                self._offer(k, fresh, facing[k])

    def _offer(self, i: int, j: int, facing: tuple[Bests, Bests]) -> None:
        """Put two linked groups up for joining where they fit."""
        self._near[i].add(j)
        self._near[j].add(i)
        mean = fit(facing[0].values(), facing[1].values())
        if mean >= self._least:
            first, second = self._groups[i][0], self._groups[j][0]
            heapq.heappush(self._queue, (-mean, min(first, second), max(first, second), i, j))

    def _facing_both(self, k: int, i: int, j: int) -> tuple[Bests, Bests] | None:
        """How k fits two groups taken together, and they k; None under a veto."""
        # Linked groups are under no veto, so the other comes first: under its veto neither is needed.
        doubtful, linked = (i, j) if j in self._near[k] else (j, i)
        left = self._facing(k, doubtful)
        right = left and self._facing(k, linked)
        return (_better(left[0], right[0]), _better(left[1], right[1])) if left and right else None

    def _facing(self, i: int, j: int) -> tuple[Bests, Bests] | None:
        """How i fits j, and j fits i; None under a veto."""
        found = self._best.get((i, j) if i < j else (j, i))
        if found is None:
            return self._compared(i, j)
        return found if i < j else (found[1], found[0])

    def _compared(self, i: int, j: int) -> tuple[Bests, Bests] | None:
        left: Bests = {}
        right: Bests = {}
        for a, b in product(self._groups[i], self._groups[j]):
            score = self._score(a, b)
            if score == VETOED:
                return None
            one, other = self._members[a].report, self._members[b].report
            if left.get(one, VETOED) < score:
                left[one] = score
            if right.get(other, VETOED) < score:
                right[other] = score
        return left, right

    def _score(self, a: int, b: int) -> int:
        known = self._known.score(a, b) if a < b else self._known.score(b, a)
        if known is not None:
            return known
        score = self._judged.score(self._members[a], self._members[b])
        return VETOED if score is None else score


class _Known:
    """The scores of links between so many members, by the places of the two."""

    def __init__(self, links: Links, size: int) -> None:
        codes = links.left.astype(np.int64) * size + links.right
        order = np.argsort(codes)
        self._size, self._links = size, links
        self._codes, self._scores = _packed(codes[order]), _packed(links.scores[order])

    def score(self, a: int, b: int) -> int | None:
        """The score of a link, a < b; None where there is none."""
        code = a * self._size + b
        at = bisect_left(self._codes, code)
        return self._scores[at] if at < len(self._codes) and self._codes[at] == code else None

    def best_first(self, least: int) -> Iterator[tuple[int, int, int]]:
        """The links that reach the score, each as its score turned over and its places, so that the best are least."""
        left, right, scores = self._links.left, self._links.right, self._links.scores
        order = np.lexsort((right, left, -scores))
        order = order[scores[order] >= least]
        return zip(_lazily(-scores[order]), _lazily(left[order]), _lazily(right[order]), strict=True)


def _packed(numbers: Numbers) -> array[int]:
    """Numbers that are read one by one, in as little space."""
    return array("q", numbers.astype(np.int64).tobytes())


def _lazily(numbers: Numbers) -> Iterator[int]:
    return iter(_packed(numbers))


def _better(left: Bests, right: Bests) -> Bests:
    """The better of two fits of each report."""
    merged = left.copy()
    for report, score in right.items():
        known = merged.get(report)
        if known is None or score > known:
            merged[report] = score
    return merged


def fit(one: Collection[int], other: Collection[int]) -> int:
    """The mean over both sides of their mean best match, so that a large group counts no more than a small one.

    In millionths, rounded down: exact, so that equal fits tie wherever they are computed.
    """
    return (sum(one) // len(one) + sum(other) // len(other)) // 2
