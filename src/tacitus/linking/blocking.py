"""Which tellings are worth comparing: those that could be one happening by action family, time and country.

Blocking must never lose a pair that comparing would link, so it repeats the hard vetoes as ranges and keys that
a database can index; everything finer is left to comparing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tacitus.linking.telling import Telling

SLACK_DAYS = {"day": 1, "week": 2, "month": 5, "year": 0, "unknown": 1}
"""How many days two accounts of one happening may lie apart beyond their stated ranges (local midnight, time zones)."""
FOCUS_DAYS, BACKGROUND_DAYS = 7, 120
"""How far before its publication a report reaches that gives no date."""
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


def block(telling: Telling) -> Block:
    """The block of one telling."""
    first, last = _days(telling)
    return Block(telling.families, telling.countries, first, last)


def candidate_pairs(tellings: Iterable[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """All pairs with a founder whose blocks meet, each once, by a sweep over the days.

    O(n log n + pairs of overlapping days).
    """
    open_blocks: list[tuple[Block, Telling]] = []
    for here, telling in sorted(((block(t), t) for t in tellings), key=lambda x: (x[0].first, x[1].key)):
        open_blocks = [(there, other) for there, other in open_blocks if there.last >= here.first]
        yield from (
            (other, telling)
            for there, other in open_blocks
            if (telling.anchored or other.anchored) and here.meets(there)
        )
        open_blocks.append((here, telling))


def _days(telling: Telling) -> tuple[date, date]:
    when, published = telling.mention.date, telling.published
    if when.start is not None and when.end is not None:
        slack = SLACK_DAYS[when.precision]
        return _shift(when.start, -slack), _shift(when.end, slack)
    if published is None:
        return EARLIEST, LATEST
    back = FOCUS_DAYS if telling.mention.role == "focus" and telling.happened else BACKGROUND_DAYS
    return _shift(published, -back), _shift(published, 1)


def _shift(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, EARLIEST.toordinal()), LATEST.toordinal()))
