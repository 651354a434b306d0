"""Rows -> events: candidate pairs by country, day and distance, two looks at each, then average linkage.

Two groups join where the mean log-odds over all their pairs reach the threshold, the best first, so that a chain of
neighbours makes no event. The labels depend on the rows alone, not on their order.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from tacitus.errors import InputRefusedError
from tacitus.linking.rows.comparing import FAR_KM, Rarity, compare, days_apart, distance
from tacitus.linking.rows.reading import Row
from tacitus.linking.rows.relating import Company, Pair
from tacitus.linking.rows.weighing import TwoLooks, row_models

THRESHOLD = -0.75
"""The mean log-odds from which two groups are one event, chosen by cross-validation (docs/models.md)."""
NEVER = -6.0
"""The log-odds of a pair that is no candidate."""
DAYS = 3
"""How far apart two reports may date one event."""
VAGUE = 5.0
"""The coarseness from which a point stands for a district or more, and distance says little."""
VERY_FAR_KM = 200.0
KM_A_DEGREE = 111.19
"""Of latitude, on the sphere that distances are taken on."""


def candidates(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """The pairs that could tell of one event, each once, the lesser id first."""
    of_day: dict[tuple[str, int], list[Row]] = defaultdict(list)
    of_band: dict[tuple[str, int, int | None, bool], list[Row]] = defaultdict(list)
    for row in rows:
        start = row.start.toordinal()
        of_day[row.country, start].append(row)
        of_band[row.country, start, _band(row), row.coarseness >= VAGUE].append(row)
    days = sorted({day for _, day in of_day})
    # A range is met from its start on: the later start lies within the other's range and the days allowed.
    for row in rows:
        bands = _bands_near(row)
        first, last = row.start.toordinal(), row.end.toordinal() + DAYS
        for day in days[bisect_left(days, first) : bisect_right(days, last)]:
            if (row.country, day) not in of_day:
                continue
            met = [of_day[row.country, day]] if bands is None else [of_band[row.country, day, *b] for b in bands]
            for other in chain.from_iterable(met):
                if (row.start, row.id) < (other.start, other.id) and _near(row, other):
                    yield (row, other) if row.id < other.id else (other, row)


def _band(row: Row) -> int | None:
    """The band of latitude it lies in, as wide as the distance allowed; None where it is not on the map."""
    return None if row.lat is None or row.lon is None else math.floor(row.lat * KM_A_DEGREE / FAR_KM)


def _bands_near(row: Row) -> list[tuple[int | None, bool]] | None:
    """Where rows near it can be, as (band, known only roughly); None: anywhere."""
    band = _band(row)
    if band is None:
        return None
    wide = math.ceil(VERY_FAR_KM / FAR_KM)
    reach = {False: wide if row.coarseness >= VAGUE else 1, True: wide}
    near = [(band + step, rough) for rough, far in reach.items() for step in range(-far, far + 1)]
    return [*near, (None, False), (None, True)]


def _near(a: Row, b: Row) -> bool:
    if days_apart(a, b) > DAYS:
        return False
    km = distance(a, b)
    if km is None:
        return not a.place_words or not b.place_words or not a.place_words.isdisjoint(b.place_words)
    return km <= FAR_KM or (max(a.coarseness, b.coarseness) >= VAGUE and km <= VERY_FAR_KM)


def row_labels(rows: Sequence[Row], models: TwoLooks | None = None, threshold: float = THRESHOLD) -> dict[str, str]:
    """Row id -> event label, the least row id of the event. Raises InputRefusedError where two rows share an id."""
    rows = sorted(rows, key=lambda row: row.id)
    for row, following in pairwise(rows):
        if row.id == following.id:
            raise InputRefusedError(f"row {row.id}", "stands twice", "give every row an id of its own")
    scores, _ = scored(rows, models)
    return grouped([row.id for row in rows], scores, threshold)


def scored(rows: Sequence[Row], models: TwoLooks | None = None) -> tuple[dict[Pair, float], Company]:
    """The second look's log-odds of every candidate pair (lesser id first), and the company it looked at."""
    looks, rarity = models or row_models(), Rarity.of(rows)
    first: dict[Pair, float] = {}
    alone: dict[Pair, float] = {}
    for a, b in candidates(rows):
        compared = compare(a, b, rarity)
        first[a.id, b.id] = looks.first.log_odds(compared)
        alone[a.id, b.id] = looks.second.log_odds(compared)
    company = Company(first, {row.id: row.source for row in rows})
    return {
        pair: round(score + looks.second.sum(dict(company.relations(*pair))), 6) for pair, score in alone.items()
    }, company


def grouped(ids: Sequence[str], scores: Mapping[Pair, float], threshold: float = THRESHOLD) -> dict[str, str]:
    """Average linkage over scored pairs (lesser id first): id -> the least id of its group."""
    linked = [pair for pair, score in scores.items() if score >= threshold]
    labels: dict[str, str] = {}
    for members in components(ids, linked):
        for group in _Linkage(members, scores, threshold).groups():
            labels |= dict.fromkeys(group, min(group))
    return labels


def components(keys: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """The connected components of keys under pairs, each sorted, in the order of their first keys."""
    near: dict[str, list[str]] = defaultdict(list)
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    seen: set[str] = set()
    found = []
    for key in sorted(keys):
        if key in seen:
            continue
        seen.add(key)
        reached, frontier = [key], [key]
        while frontier:
            fresh = [n for n in near[frontier.pop()] if n not in seen]
            fresh = list(dict.fromkeys(fresh))
            seen.update(fresh)
            reached += fresh
            frontier += fresh
        found.append(sorted(reached))
    return found


class _Linkage:
    """Average linkage within one connected component of pairs that reach the threshold."""

    def __init__(self, members: Sequence[str], scores: Mapping[Pair, float], threshold: float) -> None:
        self._scores, self._threshold = scores, threshold
        self._groups: dict[int, list[str]] = {i: [member] for i, member in enumerate(members)}
        self._sums: dict[tuple[int, int], float] = {}
        self._queue: list[tuple[float, str, str, int, int]] = []
        for i in self._groups:
            for j in range(i + 1, len(members)):
                self._offer(i, j, self._score(members[i], members[j]))

    def groups(self) -> list[list[str]]:
        """Join until no two groups fit."""
        fresh = len(self._groups)
        while self._queue:
            *_, i, j = heapq.heappop(self._queue)
            if i in self._groups and j in self._groups:
                others = [k for k in self._groups if k not in (i, j)]
                self._groups[fresh] = sorted(self._groups.pop(i) + self._groups.pop(j))
                for k in others:
                    self._offer(k, fresh, self._sum(i, k) + self._sum(j, k))
                fresh += 1
        return list(self._groups.values())

    def _offer(self, i: int, j: int, total: float) -> None:
        self._sums[i, j] = total
        mean = round(total / (len(self._groups[i]) * len(self._groups[j])), 6)
        if mean >= self._threshold:
            first, second = sorted((self._groups[i][0], self._groups[j][0]))
            heapq.heappush(self._queue, (-mean, first, second, i, j))

    def _sum(self, i: int, j: int) -> float:
        return self._sums[min(i, j), max(i, j)]

    def _score(self, a: str, b: str) -> float:
        return self._scores.get((a, b) if a < b else (b, a), NEVER)
