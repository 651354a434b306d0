"""The second look at a pair of rows: how it stands among all the pairs of its two rows.

What one pair says is little where a day has many alike. A row that tells of an event fits the other rows of that event
too, and mostly better than other rows do; and a source that lists ten incidents of one day gives one to each event,
so the best of its rows goes before the others. The first look's log-odds say how well rows fit.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

Pair = tuple[str, str]

MOST = 5.0
"""How many nats behind the best match count as far behind."""
RIVAL_MOST = 3.0
"""The same for two rows of one source; also what a source's only row there is given."""
AT_LEAST = 0.02
"""A probability below which a third row joins nothing."""
NO_OTHERS = 0.3
"""So many expected other matches are none."""


class Company:
    """The first look's log-odds of all candidate pairs (lesser id first), by row; `source_of` gives each row's source.

    Sums run in the order of the ids, so that they do not depend on that of the pairs.
    """

    def __init__(self, scores: Mapping[Pair, float], source_of: Mapping[str, str]) -> None:
        self._source_of = source_of
        self._scores: dict[str, dict[str, float]] = defaultdict(dict)
        for a, b in sorted(scores):
            self._scores[a][b] = self._scores[b][a] = scores[a, b]
        self._odds = {a: {b: _probability(s) for b, s in sorted(near.items())} for a, near in self._scores.items()}
        self._expected = {a: sum(near.values()) for a, near in self._odds.items()}
        self._rank = {a: _ranks(near) for a, near in self._scores.items()}
        self._of_source = {a: self._by_source(near) for a, near in self._scores.items()}

    def relations(self, a: str, b: str) -> Iterator[tuple[str, float]]:
        """What the second look sees of a candidate pair, named company:what; the same in either order."""
        score, p = self._scores[a][b], self._odds[a][b]
        first, last = sorted((self._rank[a][b], self._rank[b][a]))
        yield from (("company:better rank", math.log(first)), ("company:worse rank", math.log(last)))
        best = sorted(max(self._scores[row].values()) for row in (a, b))
        yield from (("company:behind one best", _clip(best[0] - score, MOST)),
                    ("company:behind both best", _clip(best[1] - score, MOST)))  # fmt: skip
        ahead = sorted((self.ahead_of_rivals(a, b), self.ahead_of_rivals(b, a)))
        yield from (("company:ahead of rivals", ahead[1]), ("company:behind rivals", ahead[0]))
        yield from self._common(a, b)
        fewer, more = sorted((self._expected[a] - p, self._expected[b] - p))
        yield from (("company:fewer other matches", math.log1p(max(0.0, fewer))),
                    ("company:more other matches", math.log1p(max(0.0, more))))  # fmt: skip

    def ahead_of_rivals(self, row: str, other: str) -> float:
        """By how many nats `other` fits the row better than the best other row of its source."""
        score, fits = self._scores[row][other], self._of_source[row][self._source_of[other]]
        if len(fits) == 1:
            return RIVAL_MOST
        return _clip(score - (fits[1] if fits[0] == score else fits[0]), RIVAL_MOST)

    def _common(self, a: str, b: str) -> Iterator[tuple[str, float]]:
        left, right = self._odds[a], self._odds[b]
        third = [row for row in left if row in right]
        shared = sum(left[row] * right[row] for row in third)
        others = self._expected[a] + self._expected[b] - 2 * left[b]
        yield "company:share of common matches", shared / (others - shared + NO_OTHERS)
        fewer = min(self._expected[a], self._expected[b]) - left[b]
        yield "company:common to the one with fewer", shared / (max(0.0, fewer) + NO_OTHERS)
        yield "company:common matches", math.log1p(shared)
        strongest = max((min(left[row], right[row]) for row in third), default=0.0)
        yield "company:strongest common match", math.log(strongest + AT_LEAST)

    def _by_source(self, near: Mapping[str, float]) -> dict[str, list[float]]:
        """The two best scores of each source."""
        found: dict[str, list[float]] = defaultdict(list)
        for other, score in near.items():
            found[self._source_of[other]].append(score)
        return {source: sorted(scores, reverse=True)[:2] for source, scores in found.items()}


def _ranks(near: Mapping[str, float]) -> dict[str, int]:
    ordered = sorted(near, key=lambda other: (-near[other], other))
    return {other: rank for rank, other in enumerate(ordered, 1)}


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def _clip(value: float, most: float) -> float:
    return max(-most, min(most, value))
