"""The measures that several suites share. All rates are in [0, 1]; what has no denominator is 0."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Span = tuple[int, int]
"""Start and end offsets, end exclusive."""

Degrees = tuple[float, float]
"""Latitude and longitude, WGS 84."""
EARTH_DIAMETER_KM = 12742

L = TypeVar("L", bound=Hashable)


@dataclass(slots=True)
class Tally:
    """True positives beside what was predicted and what is gold; they may be counted case by case."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, hits: int, predicted: int, gold: int) -> None:
        """Count one case more."""
        self.hits += hits
        self.predicted += predicted
        self.gold += gold

    @classmethod
    def sum(cls, tallies: Iterable[Tally]) -> Tally:
        """All counts together, for the micro average."""
        total = cls()
        for tally in tallies:
            total.add(tally.hits, tally.predicted, tally.gold)
        return total

    @property
    def precision(self) -> float:
        """Hits over predictions."""
        return ratio(self.hits, self.predicted)

    @property
    def recall(self) -> float:
        """Hits over gold."""
        return ratio(self.hits, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return ratio(2 * self.hits, self.predicted + self.gold)

    @property
    def detail(self) -> str:
        """The counts in words."""
        return f"{self.hits} right of {self.predicted} predicted, {self.gold} gold"


def ratio(part: float, whole: float) -> float:
    """A share; 0 where there is nothing to share."""
    return part / whole if whole else 0.0


def overlaps(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def km(a: Degrees, b: Degrees) -> float:
    """Great-circle distance (haversine) between two points in degrees (latitude, longitude)."""
    (lat, lon), (lat2, lon2) = ((math.radians(p[0]), math.radians(p[1])) for p in (a, b))
    h = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return EARTH_DIAMETER_KM * math.asin(math.sqrt(h))


def pair_spans(gold: Sequence[Span], predicted: Sequence[Span]) -> dict[int, int]:
    """Gold index -> predicted index, one-to-one by overlap.

    Each gold span, by its end, takes the overlapping free prediction that ends first; for spans that do not overlap
    within their own list no other pairing has more pairs.
    """
    free = sorted(range(len(predicted)), key=lambda j: (predicted[j][1], predicted[j][0]))
    pairs: dict[int, int] = {}
    for i in sorted(range(len(gold)), key=lambda i: (gold[i][1], gold[i][0])):
        match = next((j for j in free if overlaps(gold[i], predicted[j])), None)
        if match is not None:
            pairs[i] = match
            free.remove(match)
    return pairs


def longest(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, of those that overlap only the longest (of equals the first)."""
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if all(end <= a or b <= start for a, b in kept):
            kept.append((start, end))
    return sorted(kept)


def class_tallies(gold: Sequence[L], predicted: Sequence[L]) -> dict[L, Tally]:
    """A tally for each class that occurs; `gold` and `predicted` are labels of the same items."""
    tallies: dict[L, Tally] = {}
    for want, got in zip(gold, predicted, strict=True):
        tallies.setdefault(want, Tally()).add(int(want == got), 0, 1)
        tallies.setdefault(got, Tally()).add(0, 1, 0)
    return tallies


def weighted_f1(gold: Sequence[L], predicted: Sequence[L]) -> float:
    """The mean of the classes' F1, each weighted by how many gold items it has."""
    return ratio(sum(t.f1 * t.gold for t in class_tallies(gold, predicted).values()), len(gold))


def bcubed(gold: Mapping[str, Hashable], predicted: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 (Bagga & Baldwin 1998) of two labellings of the same items."""
    together = Counter((gold[i], predicted[i]) for i in gold)
    size, got = Counter(gold.values()), Counter(predicted[i] for i in gold)
    precision = ratio(sum(n * n / got[label] for (_, label), n in together.items()), len(gold))
    recall = ratio(sum(n * n / size[label] for (label, _), n in together.items()), len(gold))
    return precision, recall, ratio(2 * precision * recall, precision + recall)


def linked_pairs(gold: Mapping[str, Hashable], predicted: Mapping[str, Hashable]) -> Tally:
    """The pairs of items that share a label, counted without listing them."""
    together = Counter((gold[i], predicted[i]) for i in gold)
    return Tally(_pairs(together), _pairs(Counter(predicted[i] for i in gold)), _pairs(Counter(gold.values())))


def _pairs(sizes: Counter[L]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())
