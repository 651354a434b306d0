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

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tacitus.linking.blocking import Indices, wards
from tacitus.linking.comparing import threshold_score
from tacitus.linking.linkage import THRESHOLD, Bests, Judge, Linkage, Links, fit
from tacitus.linking.scoring import Scorer
from tacitus.linking.tables import Weights
from tacitus.linking.traits import Item, Told, Traits

Home = TypeVar("Home")


@dataclass(frozen=True)
class Clustering(Generic[Item]):
    """`events`: the tellings of each happening, sorted by mention id; `left_out`: mention id -> why it makes none."""

    events: tuple[tuple[Item, ...], ...]
    left_out: Mapping[str, str] = field(default_factory=dict)


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
            scored.append((fit([max(best.values())], best.values()), home))
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
        linkage = Linkage([told[n].traits for n in members.tolist()], inside, judged, threshold)
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
