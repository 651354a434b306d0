"""What linking looks at: one mention together with the report that tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tacitus.linking.identity import FINE, is_sum, why_not_founding
from tacitus.linking.sharing import Shared, Sides, shared, sides
from tacitus.linking.tables import kinship
from tacitus.records import CodedReport, DateRange, Evidence, Figure, Mention, Place, Report

REFERS_BACK = re.compile(
    r"\b(?:the|that|this|those|these|both|its|their|his|her)\s+(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE
)
SENTENCE_END = re.compile(r"[.!?]\s|\n")


@dataclass(frozen=True)
class Telling:
    """One mention and its report. Two tellings are the same where their mention ids are."""

    mention: Mention
    report: Report

    def __hash__(self) -> int:
        return hash(self.key)

    @cached_property
    def key(self) -> str:
        """The mention's id, by which everything here is ordered."""
        return self.mention.id

    @cached_property
    def happened(self) -> bool:
        """Whether it tells of something that happened, as opposed to a denial, threat or plan."""
        return self.mention.happened

    @cached_property
    def links(self) -> bool:
        """Whether it can stand in an event at all: it asserts or denies one happening, not a sum of many."""
        return (self.happened or self.denies) and not is_sum(self.mention)

    @cached_property
    def denies(self) -> bool:
        """Whether it denies a happening that others assert."""
        return self.mention.factuality == "denied"

    @cached_property
    def anchored(self) -> bool:
        """Whether it can make an event: it says enough of which happening it means."""
        return self.why_not_founding is None

    @cached_property
    def why_not_founding(self) -> str | None:
        """Why it makes no event of its own (see linking.identity)."""
        return why_not_founding(self.mention)

    @cached_property
    def published(self) -> date | None:
        """The day its report was published."""
        return self.report.published_on

    @cached_property
    def families(self) -> frozenset[str]:
        """The families of its action: what can never be one happening shares none."""
        return kinship(self.mention.action).families

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Its places without those that only frame a finer one in the same country."""
        fine = {p.country for p in self.mention.places if p.precision in FINE}
        return tuple(p for p in self.mention.places if p.precision in FINE or p.country not in fine)

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries it happened in, ISO 3166-1 alpha-2; empty where unknown."""
        return frozenset(p.country for p in self.mention.places if p.country)

    @cached_property
    def shared_places(self) -> Shared[tuple[Place, ...]]:
        """Its places as compared."""
        return shared(self.places)

    @cached_property
    def shared_date(self) -> Shared[DateRange]:
        """Its date as compared."""
        return shared(self.mention.date)

    @cached_property
    def shared_killed(self) -> Shared[Figure | None]:
        """Its toll as compared."""
        return shared(self.mention.casualties.killed)

    @cached_property
    def shared_weapons(self) -> Shared[tuple[str, ...]]:
        """Its weapons as compared."""
        return shared(self.mention.weapons)

    @cached_property
    def shared_facilities(self) -> Shared[tuple[str, ...]]:
        """Its facilities as compared."""
        return shared(self.mention.facilities)

    @cached_property
    def sides(self) -> Sides:
        """Who acts and who suffers, as compared."""
        return sides(self.mention.initiators, self.mention.targets, kinship(self.mention.action).mutual)

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The words that name its places below the country and its facilities."""
        return name_words(self.mention.places, self.mention.facilities)

    @cached_property
    def trigger(self) -> Evidence:
        """The words that name the happening."""
        return next(e for e in self.mention.evidence if e.field == "trigger")

    @cached_property
    def refers_back(self) -> bool:
        """Whether the words before the trigger point back to something already told ("the attack", "those strikes")."""
        return REFERS_BACK.search(self.report.text[: self.trigger.start]) is not None

    @cached_property
    def wording(self) -> tuple[str, int]:
        """The sentence of the trigger, folded, and where in it the trigger stands."""
        text, at = self.report.text, self.trigger.start
        start = max((m.end() for m in SENTENCE_END.finditer(text, 0, at)), default=0)
        end = SENTENCE_END.search(text, self.trigger.end)
        return fold(text[start : end.start() if end else len(text)]), len(fold(text[start:at]))


def tellings(coded: Iterable[CodedReport]) -> Iterator[Telling]:
    """The tellings of coded reports, in their order."""
    for one in coded:
        for mention in one.mentions:
            yield Telling(mention, one.report)


def fold(text: str) -> str:
    """Lower-case words of letters and digits, single-spaced."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def name_words(places: Iterable[Place], facilities: Iterable[str]) -> frozenset[str]:
    """The words of four letters and more that name places below the country and facilities."""
    names = [p.name for p in places if p.precision != "country"] + list(facilities)
    return frozenset(word for name in names for word in fold(name).split() if len(word) > 3)


def named_in(text: str) -> frozenset[str]:
    """The words of a text, folded, each as it stands and without a plural s."""
    words = fold(text).split()
    return frozenset(words) | {word.removesuffix("s") for word in words}
