"""Which tellings are worth comparing: those that could be one happening by action family, time and country.

Blocking must never lose a pair that comparing would link, so it repeats the hard vetoes as ranges and keys that
a database can index; everything finer is left to comparing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

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

    By a sweep over the days: O(n log n + pairs of overlapping days).
    """
    open_blocks: list[tuple[Block, Telling, bool]] = []
    own = (lambda _: True) if among is None else set(among).__contains__
    for telling in sorted(tellings, key=lambda t: (block(t).first, t.key)):
        here, asked = block(telling), own(telling.key)
        open_blocks = [opened for opened in open_blocks if opened[0].last >= here.first]
        for there, other, other_asked in open_blocks:
            if (asked or other_asked) and (telling.anchored or other.anchored) and here.meets(there):
                yield other, telling
        open_blocks.append((here, telling, asked))


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
