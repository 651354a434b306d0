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
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tacitus.linking.blocking import Indices, wards
from tacitus.linking.comparing import Judgement, judge, threshold_score
from tacitus.linking.scoring import VETOED, Scorer
from tacitus.linking.tables import Weights
from tacitus.linking.traits import Item, Told, Traits

THRESHOLD = 0.5
"""The probability from which two tellings are held for one happening."""

Pair = tuple[str, str]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.signedinteger[Any]]
Home = TypeVar("Home")


@dataclass(frozen=True)
class Clustering(Generic[Item]):
    """`events`: the tellings of each happening, sorted by mention id; `left_out`: mention id -> why it makes none."""

    events: tuple[tuple[Item, ...], ...]
    left_out: Mapping[str, str] = field(default_factory=dict)


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


def linked_pairs(
    tellings: Iterable[Item],
    judged: Judge,
    threshold: float = THRESHOLD,
    among: Collection[str] | None = None,
) -> Iterator[tuple[Item, Item]]:
    """The candidate pairs that reach the threshold; with `among`, only those with one of these mention ids.

    One of the two at least is a founder: what cannot make an event is never held for the same as its like.
    """
    told = sorted((t for t in tellings if t.traits.links), key=lambda t: t.key)
    links = _links([t.traits for t in told], judged.weights, threshold, among)
    for a, b in zip(links.left.tolist(), links.right.tolist(), strict=True):
        yield told[a], told[b]


@dataclass(frozen=True)
class Links:
    """Scored pairs, as places in a sequence of tellings, the lesser first; VETOED is the score of what is no pair."""

    left: Numbers
    right: Numbers
    scores: Numbers

    def only(self, which: Flags) -> Links:
        """Some of them."""
        return Links(self.left[which], self.right[which], self.scores[which])


def _links(
    told: Sequence[Traits], weights: Weights | None, threshold: float, among: Collection[str] | None = None
) -> Links:
    """The candidate pairs of what is told, sorted by id, that reach the threshold."""
    scorer, least = Scorer(told, weights), threshold_score(threshold)
    found = [(np.empty(0, dtype=np.int32),) * 3]
    for ward in wards(told, among):
        for a, b, scores in scorer.scored(ward):
            kept = scores >= least
            # Scores are sums of a dozen weights and far from the ends of 32 bits.
            found.append((a[kept].astype(np.int32), b[kept].astype(np.int32), scores[kept].astype(np.int32)))
    return Links(*(np.concatenate(column) for column in zip(*found, strict=True)))


def cluster(tellings: Iterable[Item], weights: Weights | None = None, threshold: float = THRESHOLD) -> Clustering[Item]:
    """Group tellings into happenings.

    First the founders among themselves, then each follower joins the group it fits best. What joins nothing is left
    out with the reason. Of what is given, and read but once, only the traits need be kept (`Telling.traits`).
    """
    told = sorted(tellings, key=lambda t: t.key)
    joining = [t for t in told if t.traits.links]
    links = _links([t.traits for t in joining], weights, threshold)
    founds = np.array([t.traits.anchored for t in joining], dtype=bool)
    founding = founds[links.left] & founds[links.right]
    judged = Judge(weights)
    groups = _grouped(joining, np.flatnonzero(founds), links.only(founding), judged, threshold)
    group_of = {n: i for i, group in enumerate(groups) for n in group}
    near: dict[str, set[int]] = defaultdict(set)
    others = links.only(~founding)
    for a, b in zip(others.left.tolist(), others.right.tolist(), strict=True):
        founder, follower = (a, b) if founds[a] else (b, a)
        near[joining[follower].key].add(group_of[founder])
    joined: dict[int, list[Item]] = defaultdict(list)
    left_out: dict[str, str] = {}
    for telling in (t for t in told if not t.traits.anchored):
        homes = {i: [joining[n] for n in groups[i]] for i in near.get(telling.key, ())}
        home = best_home(telling, homes, judged, threshold)
        if home is None:
            left_out[telling.key] = telling.traits.why_not_founding or ""
        else:
            joined[home].append(telling)
    events = (
        tuple(sorted([*(joining[n] for n in group), *joined.get(i, ())], key=lambda t: t.key))
        for i, group in enumerate(groups)
    )
    return Clustering(tuple(sorted(events, key=lambda group: group[0].key)), left_out)


def group_founders(
    founders: Iterable[Item], links: Iterable[Pair], judged: Judge, threshold: float = THRESHOLD
) -> list[list[Item]]:
    """The groups of founders, each sorted by mention id, in the order of their first ids.

    `links` are the pairs of mention ids that reach the threshold, all of them among `founders`.
    """
    told = sorted(founders, key=lambda t: t.key)
    at = {t.key: n for n, t in enumerate(told)}
    pairs = sorted({(min(at[a], at[b]), max(at[a], at[b])) for a, b in links})
    scores = [judged.score(told[a].traits, told[b].traits) for a, b in pairs]
    columns = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    scored = Links(columns[:, 0], columns[:, 1], np.array([VETOED if s is None else s for s in scores], dtype=np.int64))
    groups = _grouped(told, np.arange(len(told)), scored, judged, threshold)
    return [[told[n] for n in group] for group in groups]


def best_home(
    follower: Told, homes: Mapping[Home, Sequence[Told]], judged: Judge, threshold: float = THRESHOLD
) -> Home | None:
    """The home whose founders fit the follower best; None where none fits or two fit equally."""
    scored: list[tuple[int, Home]] = []
    for home, founders in homes.items():
        best: Bests = {}
        for founder in (f.traits for f in founders):
            score = judged.score(follower.traits, founder)
            if score is None:
                break
            best[founder.report] = max(best.get(founder.report, score), score)
        else:
            scored.append((_fit([max(best.values())], best.values()), home))
    least = threshold_score(threshold)
    fitting = sorted((s for s in scored if s[0] >= least), key=lambda s: -s[0])
    if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
        return None
    return fitting[0][1]


def _grouped(told: Sequence[Told], founders: Indices, links: Links, judged: Judge, threshold: float) -> list[list[int]]:
    """The groups of founders, given and named by their places in `told`, each sorted, in the order of their firsts."""
    groups: list[list[int]] = []
    for members, inside in _components(founders, links):
        if len(members) == 1:
            groups.append(members.tolist())
            continue
        linkage = _Linkage([told[n].traits for n in members.tolist()], inside, judged, threshold)
        groups += [members[group].tolist() for group in linkage.groups()]
    return sorted(groups)


def _components(founders: Indices, links: Links) -> Iterator[tuple[Indices, Links]]:
    """The connected components of founders, each with the links inside it, which give places in the component."""
    a, b = np.searchsorted(founders, links.left), np.searchsorted(founders, links.right)
    size = len(founders)
    graph = coo_array((np.ones(len(a), dtype=bool), (a, b)), shape=(size, size))
    number, labels = connected_components(graph, directed=False)
    members, inside = np.argsort(labels, kind="stable"), np.argsort(labels[a], kind="stable")
    ends = np.cumsum(np.bincount(labels, minlength=number))
    link_ends = np.cumsum(np.bincount(labels[a], minlength=number))
    place = np.empty(size, dtype=np.int32)
    for those, its in zip(np.split(members, ends[:-1]), np.split(inside, link_ends[:-1]), strict=True):
        place[those] = np.arange(len(those))
        yield founders[those], Links(place[a[its]], place[b[its]], links.scores[its])


Bests = dict[str, int]
"""Report id -> the best score of its tellings in the other group: what else a report says takes nothing from that."""


class _Linkage:
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

    def groups(self) -> list[list[int]]:
        """Join until no two groups fit."""
        fresh = len(self._groups)
        while (best := self._pop()) is not None:
            i, j = best
            if i in self._groups and j in self._groups:
                self._join(i, j, fresh)
                fresh += 1
        return list(self._groups.values())

    def _pop(self) -> tuple[int, int] | None:
        """The best pair of groups that was put up and not yet taken."""
        single = self._single
        if single is not None and not (self._queue and self._queue[0][:3] < single):
            self._single = next(self._singles, None)
            return single[1], single[2]
        if not self._queue:
            return None
        *_, i, j = heapq.heappop(self._queue)
        return i, j

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
        mean = _fit(facing[0].values(), facing[1].values())
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


def _fit(one: Collection[int], other: Collection[int]) -> int:
    """The mean over both sides of their mean best match, so that a large group counts no more than a small one.

    In millionths, rounded down: exact, so that equal fits tie wherever they are computed.
    """
    return (sum(one) // len(one) + sum(other) // len(other)) // 2
