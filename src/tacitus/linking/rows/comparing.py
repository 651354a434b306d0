"""What two coded rows agree and differ in, as numbers that a linear model weighs.

Agreement on what is rare among the rows at hand says more than on what is common (Newcombe & Kennedy 1962), so each
is taken with the logarithm of how rare it is. No value stands for itself: the weights know no name of a place,
a side or a source, and can be used on another country.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from tacitus.gazetteer.sources import kilometres
from tacitus.linking.rows.reading import Range, Row

FAR_KM, AS_ONE_KM = 60.0, 1.0
LONGEST = 10
"""Days beyond which the length of a range tells nothing more."""
UNKNOWN = "unknown"

Compared = Iterator[tuple[str, float]]


@dataclass
class Rarity:
    """How often each value stands among the rows, by slot."""

    rows: int
    counts: dict[str, Counter[Hashable]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Rarity:
        """Count the values of the rows that are linked together."""
        found = cls(len(rows))
        for row in rows:
            for slot, value in _counted(row):
                found.counts.setdefault(slot, Counter())[value] += 1
        return found

    def weight(self, slot: str, value: Hashable) -> float:
        """The logarithm of one over the value's share."""
        return math.log(self.rows / max(1, self.counts[slot][value]))

    def crowd(self, slot: str, values: Iterable[Hashable]) -> list[int]:
        """How many rows share each value."""
        return [max(1, self.counts[slot][value]) for value in values]


def _counted(row: Row) -> Iterator[tuple[str, Hashable]]:
    yield "place", row.place
    yield from (("actor", actor) for actor in row.actors)
    yield from (("context", row.context), ("target", row.target))
    yield from (("deaths", row.deaths[0]), ("injuries", row.injuries[0]))
    yield from (("day", row.start), ("day+place", (row.start, row.location)), ("day+source", (row.start, row.source)))
    yield "day+place+source", (row.start, row.location, row.source)


def compare(a: Row, b: Row, rarity: Rarity) -> dict[str, float]:
    """The comparisons of two rows, named slot:what; the same in either order."""
    a, b = sorted((a, b), key=lambda row: row.id)
    return dict(
        [*_dates(a, b, rarity), *_places(a, b, rarity), *_sides(a, b, rarity), *_words(a, b, rarity),
         *_figures("deaths", a.deaths, b.deaths, rarity), *_figures("injuries", a.injuries, b.injuries, rarity),
         *_sources(a, b, rarity)]
    )  # fmt: skip


def days_apart(a: Row, b: Row) -> int:
    """Days between two ranges; 0 where they meet."""
    return max(0, (b.start - a.end).days, (a.start - b.end).days)


def distance(a: Row, b: Row) -> float | None:
    """Kilometres between two rows; None where one is not on the map."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return kilometres(a.lat, a.lon, b.lat, b.lon)


@lru_cache(maxsize=200_000)
def likeness(a: str, b: str) -> float:
    """How alike two names are spelt, in [0, 1]."""
    return SequenceMatcher(None, a, b).ratio()


def _dates(a: Row, b: Row, rarity: Rarity) -> Compared:
    yield "date:days apart", days_apart(a, b)
    yield "date:days shared", max(0, 1 + (min(a.end, b.end) - max(a.start, b.start)).days)
    yield "date:same start", a.start == b.start
    yield "date:same end", a.end == b.end
    yield "date:longest range", min(LONGEST, max((r.end - r.start).days for r in (a, b)))
    yield "date:rows of the day", math.log(min(rarity.crowd("day", (a.start, b.start))))


def _places(a: Row, b: Row, rarity: Rarity) -> Compared:
    km = distance(a, b)
    same = a.place == b.place != ""
    yield "place:kilometres", -1 if km is None else min(km, FAR_KM)
    yield "place:one point", km is not None and km < AS_ONE_KM
    yield "place:not on the map", km is None
    yield "place:same name", same
    yield "place:same city", a.city == b.city != ""
    yield "place:rarity of the name", rarity.weight("place", a.place) if same else 0
    yield "place:likeness of the names", likeness(a.place, b.place) if a.place and b.place else 0.5
    yield "place:coarser", max(a.coarseness, b.coarseness)
    yield "place:finer", min(a.coarseness, b.coarseness)
    yield "place:without a name", (a.location == "") + (b.location == "")
    of_days = rarity.crowd("day+place", ((r.start, r.location) for r in (a, b)))
    yield "place:rows of the day there", math.log(max(of_days))


def _sides(a: Row, b: Row, rarity: Rarity) -> Compared:
    shared, named = a.actors & b.actors, a.actors | b.actors
    yield "sides:same first actor", a.first_actor == b.first_actor != ""
    yield "sides:share of actors", _share(a.actors, b.actors)
    yield "sides:rarity of an actor", max((rarity.weight("actor", actor) for actor in shared), default=0)
    yield "sides:unknown actors", sum(UNKNOWN in actor.lower() for actor in named)
    yield "sides:share of kinds", _share(a.kinds, b.kinds)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.5


def _words(a: Row, b: Row, rarity: Rarity) -> Compared:
    for slot, left, right in (("context", a.context, b.context), ("target", a.target, b.target)):
        yield f"{slot}:same", left == right
        yield f"{slot}:rarity", rarity.weight(slot, left) if left == right else 0
        yield f"{slot}:unknown", (UNKNOWN in left.lower()) + (UNKNOWN in right.lower())


def _figures(slot: str, a: Range, b: Range, rarity: Rarity) -> Compared:
    (x, low, high), (y, low2, high2) = a, b
    yield f"{slot}:none in both", x == y == 0
    yield f"{slot}:equal", x == y != 0
    yield f"{slot}:rarity", rarity.weight(slot, x) if x == y != 0 else 0
    yield f"{slot}:difference", abs(math.log1p(max(x, 0)) - math.log1p(max(y, 0)))
    yield f"{slot}:none in one", (x == 0) != (y == 0)
    yield f"{slot}:ranges meet", low <= high2 and low2 <= high


def _sources(a: Row, b: Row, rarity: Rarity) -> Compared:
    yield "source:same", a.source == b.source
    yield "source:same kind", a.source_kind == b.source_kind
    of_day = rarity.crowd("day+source", ((r.start, r.source) for r in (a, b)))
    there = rarity.crowd("day+place+source", ((r.start, r.location, r.source) for r in (a, b)))
    yield "source:its rows of the day", math.log(max(of_day))
    yield "source:its rows of the day there", math.log(max(there))
