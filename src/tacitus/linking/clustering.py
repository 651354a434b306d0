"""Tellings -> happenings, by best-first linkage of groups that no veto may cross.

Two groups join where every telling is scored by its best match in the other group, the mean of these scores over
both groups reaches the threshold, and none of their pairs is vetoed: a telling that says little drags no group
apart that another telling holds together, and one odd match joins no two groups. The best pair of groups joins
first, ties by mention id. Scores are integers, so the partition depends on the tellings alone, not on the order
they come in. As a mean that reaches the threshold holds at least one pair that does, groups never reach beyond a
connected component of such pairs: a ledger may recluster only the components a new report touches and get what
clustering everything would give.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from tacitus.linking.blocking import candidate_pairs
from tacitus.linking.comparing import Judgement, judge, threshold_score
from tacitus.linking.tables import Weights
from tacitus.linking.telling import Telling

THRESHOLD = 0.5
"""The probability from which two tellings are held for one happening."""

Pair = tuple[str, str]


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
    """The candidate pairs that reach the threshold; with `among`, only those with one of these mention ids."""
    least = threshold_score(threshold)
    for a, b in candidate_pairs(t for t in tellings if t.links):
        if among is not None and a.key not in among and b.key not in among:
            continue
        score = judged.score(a, b)
        if score is not None and score >= least:
            yield a, b


def cluster(tellings: Iterable[Telling], weights: Weights | None = None, threshold: float = THRESHOLD) -> Clustering:
    """Group tellings into happenings.

    First what can make an event of its own, then the mentions that cannot join the group they fit best, then
    denials join the group they deny. What joins nothing is left out with the reason.
    """
    everything = sorted(tellings, key=lambda t: t.key)
    judged = Judge(weights)
    by_key = {t.key: t for t in everything}
    pairs = [(a.key, b.key) for a, b in linked_pairs(everything, judged, threshold)]
    groups: list[list[Telling]] = []
    left_out: dict[str, str] = {}
    for keys in components(by_key, pairs):
        members = [by_key[key] for key in keys]
        made = _agglomerate([t for t in members if t.anchored], judged, threshold)
        for follower in _followers(members):
            home = _best_home(follower, made, judged, threshold)
            if home is None:
                left_out[follower.key] = follower.why_not_founding or ""
            else:
                home.append(follower)
        groups += made
    events = sorted((tuple(sorted(g, key=lambda t: t.key)) for g in groups), key=lambda g: g[0].key)
    return Clustering(tuple(events), left_out)


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


def _agglomerate(members: Sequence[Telling], judged: Judge, threshold: float) -> list[list[Telling]]:
    """Best-first linkage by the fit of two groups; O(n^2 log n) for n members of one component."""
    least = threshold_score(threshold)
    groups: dict[int, list[Telling]] = dict(enumerate([m] for m in members))
    # For each pair of groups, every member's best score in the other group; barred pairs have none.
    best: dict[tuple[int, int], dict[str, int]] = {}
    queue: list[tuple[int, str, str, int, int]] = []

    def offer(i: int, j: int) -> None:
        scores = best[i, j]
        mean = _fit([[scores[t.key] for t in groups[g]] for g in (i, j)])
        if mean >= least:
            first, second = sorted((groups[i][0].key, groups[j][0].key))
            heapq.heappush(queue, (-mean, first, second, i, j))

    for i, j in combinations(groups, 2):
        (a,), (b,) = groups[i], groups[j]
        score = judged.score(a, b)
        if score is not None:
            best[i, j] = {a.key: score, b.key: score}
            offer(i, j)
    fresh = len(groups)
    while queue:
        *_, i, j = heapq.heappop(queue)
        if i not in groups or j not in groups:
            continue
        groups[fresh] = sorted(groups.pop(i) + groups.pop(j), key=lambda t: t.key)
        for k in [k for k in groups if k != fresh]:
            left, right = (best.pop((min(g, k), max(g, k)), None) for g in (i, j))
            if left is not None and right is not None:
                best[k, fresh] = {m: max(left.get(m, s), right.get(m, s)) for m, s in (left | right).items()}
                offer(k, fresh)
        fresh += 1
    return list(groups.values())


def _fit(sides: Sequence[Sequence[int]]) -> int:
    """The mean over both sides of their mean best match, so that a large group counts no more than a small one.

    In millionths, rounded down: exact, so that equal fits tie wherever they are computed.
    """
    return sum(sum(scores) // len(scores) for scores in sides) // len(sides)


def _followers(members: Sequence[Telling]) -> list[Telling]:
    """What joins groups but makes none: background first, then denials, so that denials do not draw background."""
    return sorted((t for t in members if not t.anchored), key=lambda t: (t.denies, t.key))


def _best_home(
    telling: Telling, groups: Sequence[list[Telling]], judged: Judge, threshold: float
) -> list[Telling] | None:
    """The group that fits best by its anchored tellings; None where none fits or two fit equally."""
    scored: list[tuple[int, int]] = []
    for index, group in enumerate(groups):
        known = [judged.score(telling, other) for other in group if other.anchored]
        scores = [score for score in known if score is not None]
        if len(scores) == len(known):
            scored.append((_fit([[max(scores)], scores]), index))
    fitting = sorted((s for s in scored if s[0] >= threshold_score(threshold)), reverse=True)
    if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
        return None
    return groups[fitting[0][1]]
