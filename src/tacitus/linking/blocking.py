"""Which tellings are worth comparing: those that could be one happening by action family, time and country.

Blocking must never lose a pair that comparing would link, so it repeats the hard vetoes as ranges and keys that
a database can index; everything finer is left to comparing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product

from tacitus.linking.telling import Telling

SLACK_DAYS = {"day": 1, "week": 2, "month": 5, "year": 0, "unknown": 1}
"""How many days two accounts of one happening may lie apart beyond their stated ranges (local midnight, time zones)."""
FOCUS_DAYS, PLACED_DAYS, LOOSE_DAYS = 7, 120, 14
"""How far before its publication a report reaches that gives no date: what it is about; what it recalls or denies
with a place below the country or a facility; what it recalls or denies without, for which more days hold only more
happenings that it fits no worse."""
EARLIEST, LATEST = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True)
class Block:
    """The keys under which a telling is found: families, countries (none: any), and the days it may speak of."""

    families: frozenset[str]
    countries: frozenset[str]
    first: date
    last: date

    def meets(self, other: Block) -> bool:
        """Whether tellings of the two blocks are candidates for one happening."""
        return (
            self.first <= other.last
            and other.first <= self.last
            and not self.families.isdisjoint(other.families)
            and (not self.countries or not other.countries or not self.countries.isdisjoint(other.countries))
        )


@lru_cache(maxsize=65536)
def block(telling: Telling) -> Block:
    """The block of one telling."""
    first, last = _days(telling)
    return Block(telling.families, telling.countries, first, last)


def candidate_pairs(
    tellings: Iterable[Telling], among: Collection[str] | None = None
) -> Iterator[tuple[Telling, Telling]]:
    """All pairs with a founder whose blocks meet, each once; with `among`, only those with one of these mention ids.

    By a sweep over the days that looks only where family and country agree: O(n log n + pairs that meet).
    """
    sweep = _Sweep()
    for telling in sorted(tellings, key=lambda t: (block(t).first, t.key)):
        asked = among is None or telling.key in among
        for other in sweep.meeting(telling, asked):
            yield other, telling
        sweep.open(telling, asked)


class _Sweep:
    """The tellings whose days have begun and not ended, under each family and country ("" where it has none)."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, str, bool, bool], list[tuple[date, Telling]]] = {}
        self._countries: dict[str, set[str]] = defaultdict(set)

    def open(self, telling: Telling, asked: bool) -> None:
        here = block(telling)
        for family in here.families:
            for country in here.countries or ("",):
                self._countries[family].add(country)
                key = (family, country, telling.anchored, asked)
                self._open.setdefault(key, []).append((here.last, telling))

    def meeting(self, telling: Telling, asked: bool) -> list[Telling]:
        """Those that `telling` meets, one of the two a founder and one asked for; each once."""
        here, found = block(telling), list[Telling]()
        for family in here.families:
            countries = [*here.countries, ""] if here.countries else sorted(self._countries[family])
            for country, anchored, other_asked in product(countries, (True, False), (True, False)):
                if (anchored or telling.anchored) and (asked or other_asked):
                    found += self._alive((family, country, anchored, other_asked), here.first)
        return found if len(here.families) == len(here.countries) == 1 else list(dict.fromkeys(found))

    def _alive(self, key: tuple[str, str, bool, bool], day: date) -> list[Telling]:
        """The tellings under a key; those whose last day is before `day` are dropped for good."""
        those = self._open.get(key)
        if those is None:
            return []
        alive = [(last, telling) for last, telling in those if last >= day]
        if len(alive) < len(those):
            self._open[key] = alive
        return [telling for _, telling in alive]


def _days(telling: Telling) -> tuple[date, date]:
    when, published = telling.mention.date, telling.published
    if when.start is not None and when.end is not None:
        slack = SLACK_DAYS[when.precision]
        return _shift(when.start, -slack), _shift(when.end, slack)
    if published is None:
        return EARLIEST, LATEST
    return _shift(published, -_reach(telling)), _shift(published, 1)


def _reach(telling: Telling) -> int:
    if telling.mention.role == "focus" and telling.happened:
        return FOCUS_DAYS
    return PLACED_DAYS if telling.place_words else LOOSE_DAYS


def _shift(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, EARLIEST.toordinal()), LATEST.toordinal()))
