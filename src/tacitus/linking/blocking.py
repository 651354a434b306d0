"""Which tellings are worth comparing: those that could be one happening by action family, time and country.

Blocking must never lose a pair that comparing would link, so it repeats the hard vetoes as ranges and keys that
a database can index; everything finer is left to comparing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from tacitus.linking.traits import Item, Told, Traits

AT_ONCE = 1 << 19
"""About how many pairs are made at once."""
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Block:
    """The keys under which a telling is found: families, countries (none: any), and the days it may speak of."""

    families: frozenset[str]
    countries: frozenset[str]
    first: date
    last: date


def block(told: Told) -> Block:
    """The block of one telling."""
    traits = told.traits
    first, last = traits.when.days
    return Block(traits.families, traits.countries, date.fromordinal(first), date.fromordinal(last))


@dataclass(frozen=True)
class Ward:
    """Tellings of one action family that can be of one country, and the pairs among them, many at once.

    `members` are the places of the tellings in what was given; `pairs` gives the two sides of pairs as places in
    `members`, the lesser first.
    """

    members: Indices
    pairs: Iterator[tuple[Indices, Indices]]


def candidate_pairs(tellings: Iterable[Item], among: Collection[str] | None = None) -> Iterator[tuple[Item, Item]]:
    """All pairs with a founder whose blocks meet, each once; with `among`, only those with one of these mention ids."""
    told = sorted(tellings, key=lambda t: t.key)
    for ward in wards([t.traits for t in told], among):
        members = [told[n] for n in ward.members]
        for left, right in ward.pairs:
            for a, b in zip(left, right, strict=True):
                yield members[a], members[b]


def wards(told: Sequence[Traits], among: Collection[str] | None = None) -> Iterator[Ward]:
    """All pairs with a founder whose blocks meet, each once, family by family and country by country.

    `told` must be sorted by mention id. By a sweep over the days: O(n log n + pairs that meet).
    """
    sweep = _Sweep(told, among)
    for family, countries in sorted(_by_block(told).items()):
        anywhere = countries.pop("", [])
        for country, here in sorted(countries.items()):
            members = np.array(here, dtype=np.intp)
            apart = _Apart(told, family, country)
            yield Ward(members, sweep.pairs(members, members, members, apart))
        if anywhere:
            # What names no country can be of any.
            elsewhere = np.array(sorted({n for here in countries.values() for n in here}), dtype=np.intp)
            loose = np.array(anywhere, dtype=np.intp)
            everything = np.union1d(elsewhere, loose)
            apart = _Apart(told, family, None)
            pairs = (sweep.pairs(everything, *sides, apart) for sides in ((loose, everything), (elsewhere, loose)))
            yield Ward(everything, chain.from_iterable(pairs))


def _by_block(told: Sequence[Traits]) -> dict[str, dict[str, list[int]]]:
    """Family -> country ("" for none) -> where its tellings stand."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, traits in enumerate(told):
        for family in traits.families:
            for country in traits.countries or ("",):
                found[family][country].append(n)
    return found


class _Apart:
    """Leaves a pair that meets under several families or countries to the first of these."""

    def __init__(self, told: Sequence[Traits], family: str, country: str | None) -> None:
        self._told, self._family, self._country = told, family, country

    def is_first(self, a: int, b: int) -> bool:
        """Whether a pair is this one's to give."""
        one, other = self._told[a], self._told[b]
        if min(one.families & other.families) != self._family:
            return False
        return self._country is None or min(one.countries & other.countries) == self._country


class _Sweep:
    """Pairs of tellings whose days meet, found by the order in which their days begin."""

    def __init__(self, told: Sequence[Traits], among: Collection[str] | None) -> None:
        days = np.array([t.when.days for t in told], dtype=np.int64).reshape(-1, 2)
        self._first, self._last = days[:, 0], days[:, 1]
        self._rank = np.empty(len(told), dtype=np.intp)
        self._rank[np.argsort(self._first, kind="stable")] = np.arange(len(told))
        self._founds = np.array([t.anchored for t in told], dtype=bool)
        self._several = np.array([len(t.families) > 1 or len(t.countries) > 1 for t in told], dtype=bool)
        self._asked = None if among is None else np.array([t.key in among for t in told], dtype=bool)

    def pairs(
        self, members: Indices, later: Indices, earlier: Indices, apart: _Apart
    ) -> Iterator[tuple[Indices, Indices]]:
        """The pairs of one of `later` with one of `earlier` whose days began before, as places in `members`."""
        if self._asked is None:
            yield from self._swept(members, later, earlier, apart)
        else:
            asked = self._asked[later]
            yield from self._swept(members, later[asked], earlier, apart)
            yield from self._swept(members, later[~asked], earlier[self._asked[earlier]], apart)

    def _swept(
        self, members: Indices, later: Indices, earlier: Indices, apart: _Apart
    ) -> Iterator[tuple[Indices, Indices]]:
        earlier = earlier[np.argsort(self._rank[earlier])]
        lengths = self._last[earlier] - self._first[earlier]
        # Those of about one length together, so that the last days of those that began before some day are known
        # nearly as well as their first.
        classes = np.frexp(lengths.astype(float))[1]
        for length in np.unique(classes):
            alike = earlier[classes == length]
            longest = int((self._last[alike] - self._first[alike]).max())
            start = np.searchsorted(self._first[alike], self._first[later] - longest)
            stop = np.searchsorted(self._rank[alike], self._rank[later])
            for some, counts in _batches(np.maximum(stop - start, 0)):
                a = np.repeat(later[some], counts)
                steps = np.arange(len(a)) - np.repeat(np.cumsum(counts) - counts, counts)
                b = alike[np.repeat(start[some], counts) + steps]
                kept = (self._last[b] >= self._first[a]) & (self._founds[a] | self._founds[b])
                a, b = self._own(a[kept], b[kept], apart)
                if len(a):
                    one, other = (np.searchsorted(members, side) for side in (a, b))
                    yield np.minimum(one, other), np.maximum(one, other)

    def _own(self, a: Indices, b: Indices, apart: _Apart) -> tuple[Indices, Indices]:
        doubtful = np.flatnonzero(self._several[a] & self._several[b])
        if not len(doubtful):
            return a, b
        kept = np.ones(len(a), dtype=bool)
        kept[doubtful] = [apart.is_first(a[n], b[n]) for n in doubtful]
        return a[kept], b[kept]


def _batches(counts: Indices) -> Iterator[tuple[slice, Indices]]:
    """Stretches with about AT_ONCE in all, without those of nothing."""
    total, start = np.cumsum(counts), 0
    while start < len(counts):
        before = int(total[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(total, before + AT_ONCE, side="right")))
        if total[stop - 1] > before:
            yield slice(start, stop), counts[start:stop]
        start = stop
