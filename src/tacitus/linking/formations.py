"""Groups founders that are new or changed beside groups that stand, without forming these once more.

What a standing group's members did among themselves does not depend on what is around it, until one of its parts
joins something else. So the order in which its parts joined, once found, is followed step by step while the others
are grouped: either nothing ever fits one of its parts better than these fit each other, and the group stands as it
stood, or something does, and the group is named as one that has to be grouped with the others.
"""

from __future__ import annotations

import heapq
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

from tacitus.linking.linkage import THRESHOLD, Join, Judge, Linkage, Links, Pair, links_between
from tacitus.linking.traits import Item, Told, Traits

KEPT_MEMBERS = 300_000
"""How many members the remembered groups may have together."""
Formation = tuple[Join, ...]
"""The joins that made one group of its members, in order; members are named by their places in the group."""


class Formations:
    """How groups formed, for the members as they are told: what is told anew is another member.

    The groups used last are kept.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Traits, ...], Formation] = OrderedDict()
        self._members = 0

    def get(self, group: Sequence[Told]) -> Formation | None:
        """How the group of these members, sorted by id, formed; None where that is not known."""
        if len(group) == 1:
            return ()
        key = tuple(t.traits for t in group)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, group: Sequence[Told], formation: Formation) -> None:
        """Remember how a group formed."""
        key = tuple(t.traits for t in group)
        if len(key) == 1 or key in self._kept:
            return
        self._kept[key] = formation
        self._members += len(key)
        while self._members > KEPT_MEMBERS:
            self._members -= len(self._kept.popitem(last=False)[0])


def form(group: Sequence[Told], links: Iterable[Pair], judged: Judge, threshold: float = THRESHOLD) -> Formation:
    """The joins among the members of one group, sorted by id, by the links between them."""
    linkage = Linkage([t.traits for t in group], links_between(group, links, judged), judged, threshold)
    linkage.groups()
    return tuple(linkage.joins)


def group_beside(
    founders: Iterable[Item],
    links: Iterable[Pair],
    beside: Mapping[str, tuple[Sequence[Item], Formation]],
    judged: Judge,
    threshold: float = THRESHOLD,
) -> tuple[str | None, list[tuple[list[Item], Formation]]]:
    """The groups of founders, each sorted by mention id and with how it formed, in the order of their first ids.

    `links` are the pairs of mention ids that reach the threshold, with at least one of `founders`; `beside` are the
    groups that these are linked with, by name. Where one of them does not come out as it stood, its name comes first
    and there are no groups.
    """
    own = list(founders)
    told = sorted([*own, *(t for group, _ in beside.values() for t in group)], key=lambda t: t.key)
    at = {t.key: n for n, t in enumerate(told)}
    standing = {name: ([at[t.key] for t in group], formation) for name, (group, formation) in beside.items()}
    linkage = _Beside([t.traits for t in told], links_between(told, links, judged), judged, threshold, standing)
    moved = linkage.disturbed()
    if moved is not None:
        return moved, []
    return None, [([told[n] for n in group], formation) for group, formation in linkage.own()]


class _Beside(Linkage):
    """Linkage in which the parts of standing groups join as they did, unless another joins one of them before."""

    def __init__(
        self,
        members: Sequence[Traits],
        links: Links,
        judged: Judge,
        threshold: float,
        standing: Mapping[str, tuple[Sequence[int], Formation]],
    ) -> None:
        super().__init__(members, links, judged, threshold)
        self._standing = standing
        self._stands_in = {n: name for name, (places, _) in standing.items() for n in places}
        self._of_first = {n: n for n in self._stands_in}  # the first member of a standing part -> the part
        self._done = dict.fromkeys(standing, 0)
        for name in standing:
            self._put_next(name)

    def disturbed(self) -> str | None:
        """Join until no two groups fit; the first standing group that comes out otherwise, None where all stand."""
        while (best := self._best_pair()) is not None:
            join, i, j = best
            name = self._stands_in.get(i)
            if name != self._stands_in.get(j):
                return name or self._stands_in[j]
            fresh = self._take(join, i, j)
            if name is not None:
                self._stands_in[fresh] = name
                self._of_first[join[1]] = fresh
                self._done[name] += 1
                self._put_next(name)
        whole = (name for name, (places, _) in self._standing.items() if self._done[name] != len(places) - 1)
        return next(whole, None)

    def own(self) -> list[tuple[list[int], Formation]]:
        """The groups of those that stood in none, and how each formed, by the places in it."""
        groups = sorted(group for i, group in self._groups.items() if i not in self._stands_in)
        place = {n: (number, at) for number, group in enumerate(groups) for at, n in enumerate(group)}
        joins: list[list[Join]] = [[] for _ in groups]
        for score, first, second in self.joins:
            if first in place:
                number, one = place[first]
                joins[number].append((score, one, place[second][1]))
        return [(group, tuple(those)) for group, those in zip(groups, joins, strict=True)]

    def _put_next(self, name: str) -> None:
        """Put up the next two parts of a standing group."""
        places, formation = self._standing[name]
        if self._done[name] < len(formation):
            score, one, other = formation[self._done[name]]
            first, second = places[one], places[other]
            heapq.heappush(self._queue, (score, first, second, self._of_first[first], self._of_first[second]))
