"""Tellings -> happenings: best-first linkage of what can make an event, then a home for each telling that cannot.

Two groups join where every telling is scored by its best match in the other group, the mean of these scores over
both groups reaches the threshold, and none of their pairs is vetoed: a telling that says little drags no group
apart that another telling holds together, and one odd match joins no two groups. The best pair of groups joins
first, ties by mention id. Scores are integers, so the partition depends on the tellings alone, not on the order
they come in.

Only founders (tellings that can make an event) are grouped. A follower joins the group it fits best and bridges
nothing. As a mean that reaches the threshold holds at least one pair that does, groups never reach beyond a
connected component of such pairs of founders, and a follower's home holds a founder it is linked with: a ledger may
regroup only the components a new report touches, and the followers linked with them, and get what clustering
everything would give.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import TypeVar

from tacitus.linking.blocking import candidate_pairs
from tacitus.linking.comparing import Judgement, judge, threshold_score
from tacitus.linking.tables import Weights
from tacitus.linking.telling import Telling

THRESHOLD = 0.5
"""The probability from which two tellings are held for one happening."""

Pair = tuple[str, str]
Home = TypeVar("Home")


@dataclass(frozen=True)
class Clustering:
    """`events`: the tellings of each happening, sorted by mention id; `left_out`: mention id -> why it makes none."""

    events: tuple[tuple[Telling, ...], ...]
    left_out: Mapping[str, str] = field(default_factory=dict)


class Judge:
    """Judges pairs by one table of weights and remembers the scores; the packaged weights' scores for all judges."""

    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights
        self._scores: dict[Pair, int | None] = {}

    def __call__(self, a: Telling, b: Telling) -> Judgement:
        """The judgement of a pair, the same in either order."""
        return judge(a, b, self._weights)

    def score(self, a: Telling, b: Telling) -> int | None:
        """The log-odds of a pair in millionths of a nat; None under a veto."""
        if b.key < a.key:
            a, b = b, a
        if self._weights is None:
            return _score(a, b)
        if (a.key, b.key) not in self._scores:
            self._scores[a.key, b.key] = _unvetoed(self(a, b))
        return self._scores[a.key, b.key]


# A ledger scores the same neighbours again with every report that joins them; numbers are kept, not judgements.
@lru_cache(maxsize=300_000)
def _score(a: Telling, b: Telling) -> int | None:
    return _unvetoed(judge(a, b))


def _unvetoed(judgement: Judgement) -> int | None:
    return None if judgement.veto else judgement.score


def linked_pairs(
    tellings: Iterable[Telling],
    judged: Judge,
    threshold: float = THRESHOLD,
    among: Collection[str] | None = None,
) -> Iterator[tuple[Telling, Telling]]:
    """The candidate pairs that reach the threshold; with `among`, only those with one of these mention ids.

    One of the two at least is a founder: what cannot make an event is never held for the same as its like.
    """
    least = threshold_score(threshold)
    for a, b in candidate_pairs([t for t in tellings if t.links], among):
        score = judged.score(a, b)
        if score is not None and score >= least:
            yield a, b


def cluster(tellings: Iterable[Telling], weights: Weights | None = None, threshold: float = THRESHOLD) -> Clustering:
    """Group tellings into happenings.

    First the founders among themselves, then each follower joins the group it fits best. What joins nothing is left
    out with the reason.
    """
    everything = sorted(tellings, key=lambda t: t.key)
    judged = Judge(weights)
    pairs = list(linked_pairs(everything, judged, threshold))
    founders = [t for t in everything if t.anchored]
    groups = group_founders(
        founders, [(a.key, b.key) for a, b in pairs if a.anchored and b.anchored], judged, threshold
    )
    group_of = {t.key: i for i, group in enumerate(groups) for t in group}
    near: dict[str, set[int]] = defaultdict(set)
    for a, b in pairs:
        if not (a.anchored and b.anchored):
            founder, follower = (a, b) if a.anchored else (b, a)
            near[follower.key].add(group_of[founder.key])
    joined: dict[int, list[Telling]] = defaultdict(list)
    left_out: dict[str, str] = {}
    for follower in (t for t in everything if not t.anchored):
        home = best_home(follower, {i: groups[i] for i in near[follower.key]}, judged, threshold)
        if home is None:
            left_out[follower.key] = follower.why_not_founding or ""
        else:
            joined[home].append(follower)
    events = [tuple(sorted([*group, *joined[i]], key=lambda t: t.key)) for i, group in enumerate(groups)]
    return Clustering(tuple(sorted(events, key=lambda group: group[0].key)), left_out)


def group_founders(
    founders: Sequence[Telling], links: Iterable[Pair], judged: Judge, threshold: float = THRESHOLD
) -> list[list[Telling]]:
    """The groups of founders, each sorted by mention id, in the order of their first ids.

    `links` are the pairs of mention ids that reach the threshold, all of them among `founders`.
    """
    by_key = {t.key: t for t in founders}
    links = list(links)
    linked: dict[str, list[Pair]] = defaultdict(list)
    for a, b in links:
        linked[a].append((a, b))
    groups: list[list[Telling]] = []
    for keys in components(by_key, links):
        inside = [pair for key in keys for pair in linked[key]]
        groups += _Linkage([by_key[key] for key in keys], inside, judged, threshold).groups()
    return sorted(groups, key=lambda group: group[0].key)


def best_home(
    follower: Telling, homes: Mapping[Home, Sequence[Telling]], judged: Judge, threshold: float = THRESHOLD
) -> Home | None:
    """The home whose founders fit the follower best; None where none fits or two fit equally."""
    scored: list[tuple[int, Home]] = []
    for home, founders in homes.items():
        known = {founder.key: judged.score(follower, founder) for founder in founders}
        scores = {key: score for key, score in known.items() if score is not None}
        if len(scores) == len(known):
            scored.append((_fit([[max(scores.values())], _by_report(scores, founders)]), home))
    least = threshold_score(threshold)
    fitting = sorted((s for s in scored if s[0] >= least), key=lambda s: -s[0])
    if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
        return None
    return fitting[0][1]


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


Bests = dict[str, int]
"""Report id -> the best score of its tellings in the other group: what else a report says takes nothing from that."""


class _Linkage:
    """Best-first linkage within one component, over linked groups only: what is not linked can never fit."""

    def __init__(self, members: Sequence[Telling], links: Iterable[Pair], judged: Judge, threshold: float) -> None:
        self._judged, self._least = judged, threshold_score(threshold)
        self._groups: dict[int, list[Telling]] = dict(enumerate([m] for m in members))
        index = {m.key: i for i, m in enumerate(members)}
        self._near: dict[int, set[int]] = {i: set() for i in self._groups}
        # For each pair of groups looked at, the lower number first: how each fits the other, None under a veto.
        self._best: dict[tuple[int, int], tuple[Bests, Bests] | None] = {}
        self._queue: list[tuple[int, str, str, int, int]] = []
        for a, b in links:
            self._offer(*sorted((index[a], index[b])))

    def groups(self) -> list[list[Telling]]:
        """Join until no two groups fit."""
        fresh = len(self._groups)
        while self._queue:
            *_, i, j = heapq.heappop(self._queue)
            if i in self._groups and j in self._groups:
                self._join(i, j, fresh)
                fresh += 1
        return list(self._groups.values())

    def _join(self, i: int, j: int, fresh: int) -> None:
        around = (self._near[i] | self._near[j]) - {i, j}
        sides = [(k, self._facing(k, i), self._facing(k, j)) for k in around]
        self._groups[fresh] = sorted(self._groups.pop(i) + self._groups.pop(j), key=lambda t: t.key)
        self._near[fresh] = set()
        for k, left, right in sides:
            self._near[k] -= {i, j}
            self._best.pop((min(i, k), max(i, k)), None)
            self._best.pop((min(j, k), max(j, k)), None)
            if left is not None and right is not None:
                self._best[k, fresh] = (_better(left[0], right[0]), _better(left[1], right[1]))
                self._offer(k, fresh)

    def _offer(self, i: int, j: int) -> None:
        """Put two linked groups up for joining where they fit; i < j."""
        self._near[i].add(j)
        self._near[j].add(i)
        facing = self._facing(i, j)
        if facing is None:
            return
        mean = _fit([facing[0].values(), facing[1].values()])
        if mean >= self._least:
            first, second = sorted((self._groups[i][0].key, self._groups[j][0].key))
            heapq.heappush(self._queue, (-mean, first, second, i, j))

    def _facing(self, i: int, j: int) -> tuple[Bests, Bests] | None:
        """How i fits j, and j fits i; None under a veto."""
        pair = (i, j) if i < j else (j, i)
        if pair not in self._best:
            self._best[pair] = self._scores(*pair)
        found = self._best[pair]
        return found if found is None or i < j else (found[1], found[0])

    def _scores(self, i: int, j: int) -> tuple[Bests, Bests] | None:
        left: Bests = {}
        right: Bests = {}
        for a, b in product(self._groups[i], self._groups[j]):
            score = self._judged.score(a, b)
            if score is None:
                return None
            left[a.report.id] = max(left.get(a.report.id, score), score)
            right[b.report.id] = max(right.get(b.report.id, score), score)
        return left, right


def _better(left: Bests, right: Bests) -> Bests:
    """The better of two fits of each report."""
    merged = left.copy()
    for report, score in right.items():
        known = merged.get(report)
        if known is None or score > known:
            merged[report] = score
    return merged


def _by_report(scores: Mapping[str, int], group: Iterable[Telling]) -> list[int]:
    """The best score of each report: what else a report says of the happening takes nothing from its best passage."""
    best: dict[str, int] = {}
    for telling in group:
        score = scores[telling.key]
        best[telling.report.id] = max(best.get(telling.report.id, score), score)
    return list(best.values())


def _fit(sides: Sequence[Collection[int]]) -> int:
    """The mean over both sides of their mean best match, so that a large group counts no more than a small one.

    In millionths, rounded down: exact, so that equal fits tie wherever they are computed.
    """
    return sum(sum(scores) // len(scores) for scores in sides) // len(sides)
