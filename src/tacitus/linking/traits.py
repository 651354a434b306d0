"""What linking compares of a telling, and nothing else: small, and of values that tellings share.

A report's words and evidence are left behind, so that a million of these take less than a gigabyte.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Protocol, TypeVar

from tacitus.linking.sharing import KEPT_VALUES, Shared, Sides
from tacitus.linking.tables import kinship
from tacitus.records import HAPPENED, DateRange, Factuality, Figure, Place, Response

SLACK_DAYS = {"day": 1, "week": 2, "month": 5, "year": 0, "unknown": 1}
"""How many days two accounts of one happening may lie apart beyond their stated ranges (local midnight, time zones)."""
EARLIEST, LATEST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, eq=False)
class When:
    """When a telling says that it happened and when it was published; two are the same where they are one object.

    `said` is the date as told, `reach` how many days before its publication a telling without one may speak of.
    """

    said: DateRange
    published: date | None
    reach: int

    @cached_property
    def days(self) -> tuple[int, int]:
        """The first and the last day that it may speak of, as ordinals."""
        if self.said.start is not None and self.said.end is not None:
            slack = SLACK_DAYS[self.said.precision]
            first, last = self.said.start.toordinal() - slack, self.said.end.toordinal() + slack
        elif self.published is not None:
            first, last = self.published.toordinal() - self.reach, self.published.toordinal() + 1
        else:
            return EARLIEST, LATEST
        return max(first, EARLIEST), min(last, LATEST)

    def meets(self, other: When) -> bool:
        """Whether there is a day that both may speak of."""
        (first, last), (first2, last2) = self.days, other.days
        return first <= last2 and first2 <= last


@lru_cache(maxsize=KEPT_VALUES)
def when(said: DateRange, published: date | None, reach: int) -> When:
    """The object for a date as told."""
    return When(said, published, reach)


@dataclass(frozen=True, eq=False, slots=True)
class Traits:
    """One telling as linking compares it, with the identities of its values (see linking.sharing).

    `key` is the mention's id, `report` the report's. `trigger` is where the words that name the happening start,
    `refers_back` whether those before them point back to something told ("the attack"), `wording` a digest of the
    sentence and the place of the trigger in it, None where it is too short to know a copy by. `why_not_founding` is
    None where the telling can make an event, `links` whether it can stand in one at all (see linking.identity).
    """

    key: str
    report: str
    action: str
    factuality: Factuality
    when: When
    places: Shared[tuple[Place, ...]]
    countries: frozenset[str]
    place_words: frozenset[str]
    sides: Sides
    weapons: Shared[tuple[str, ...]]
    facilities: Shared[tuple[str, ...]]
    killed: Shared[Figure | None]
    response: Response | None
    trigger: int
    refers_back: bool
    wording: int | None
    links: bool
    why_not_founding: str | None

    @property
    def traits(self) -> Traits:
        """These traits themselves."""
        return self

    @property
    def happened(self) -> bool:
        """Whether it tells of something that happened, as opposed to a denial, threat or plan."""
        return self.factuality in HAPPENED

    @property
    def denies(self) -> bool:
        """Whether it denies a happening that others assert."""
        return self.factuality == "denied"

    @property
    def anchored(self) -> bool:
        """Whether it can make an event: it says enough of which happening it means."""
        return self.why_not_founding is None

    @property
    def families(self) -> frozenset[str]:
        """The families of its action: what can never be one happening shares none."""
        return kinship(self.action).families

    @property
    def published(self) -> date | None:
        """The day its report was published."""
        return self.when.published


class Told(Protocol):
    """A telling, or its traits alone where the rest is not kept."""

    @property
    def key(self) -> str:
        """The mention's id, by which everything here is ordered."""

    @property
    def traits(self) -> Traits:
        """What is compared."""


Item = TypeVar("Item", bound=Told)
