"""What linking looks at: one mention together with the report that tells it."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tacitus.linking.identity import FINE, is_sum, why_not_founding
from tacitus.linking.sharing import shared, sides
from tacitus.linking.tables import kinship
from tacitus.linking.traits import Traits, when
from tacitus.records import CodedReport, Evidence, Mention, Place, Report

FOCUS_DAYS, PLACED_DAYS, LOOSE_DAYS = 7, 120, 14
"""How far before its publication a report reaches that gives no date: what it is about; what it recalls or denies
with a place below the country or a facility; what it recalls or denies without, for which more days hold only more
happenings that it fits no worse."""
SAME_WORDS = 40
"""Letters from which an identical sentence is taken for a copy."""

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
    def traits(self) -> Traits:
        """What is compared of it."""
        mention = self.mention
        return Traits(
            key=self.key,
            report=sys.intern(self.report.id),
            action=sys.intern(mention.action),
            factuality=mention.factuality,
            when=when(mention.date, self.report.published_on, self._reach),
            places=shared(_finest(mention.places)),
            countries=shared(frozenset(p.country for p in mention.places if p.country)).value,
            place_words=shared(name_words(mention.places, mention.facilities)).value,
            sides=sides(mention.initiators, mention.targets, kinship(mention.action).mutual),
            weapons=shared(mention.weapons),
            facilities=shared(mention.facilities),
            killed=shared(mention.casualties.killed),
            response=mention.responds_to,
            trigger=self.trigger.start,
            refers_back=REFERS_BACK.search(self.report.text[: self.trigger.start]) is not None,
            wording=self._wording,
            links=(self.happened or self.denies) and not is_sum(mention),
            why_not_founding=self.why_not_founding and sys.intern(self.why_not_founding),
        )

    @property
    def happened(self) -> bool:
        """Whether it tells of something that happened, as opposed to a denial, threat or plan."""
        return self.mention.happened

    @property
    def denies(self) -> bool:
        """Whether it denies a happening that others assert."""
        return self.mention.factuality == "denied"

    @property
    def links(self) -> bool:
        """Whether it can stand in an event at all: it asserts or denies one happening, not a sum of many."""
        return self.traits.links

    @property
    def anchored(self) -> bool:
        """Whether it can make an event: it says enough of which happening it means."""
        return self.why_not_founding is None

    @cached_property
    def why_not_founding(self) -> str | None:
        """Why it makes no event of its own (see linking.identity)."""
        return why_not_founding(self.mention)

    @property
    def trigger(self) -> Evidence:
        """The words that name the happening."""
        return next(e for e in self.mention.evidence if e.field == "trigger")

    @property
    def _reach(self) -> int:
        """How many days before its publication it may speak of; 0 where it gives a date."""
        if self.mention.date.start is not None:
            return 0
        if self.mention.role == "focus" and self.happened:
            return FOCUS_DAYS
        return PLACED_DAYS if name_words(self.mention.places, self.mention.facilities) else LOOSE_DAYS

    @property
    def _wording(self) -> int | None:
        """A digest of the sentence of the trigger, folded, and of where in it the trigger stands.

        Of 63 bits: among a million sentences the chance that any two of them share one by accident is 1 in 10^7.
        """
        text, at = self.report.text, self.trigger.start
        start = max((m.end() for m in SENTENCE_END.finditer(text, 0, at)), default=0)
        end = SENTENCE_END.search(text, self.trigger.end)
        sentence = fold(text[start : end.start() if end else len(text)])
        if len(sentence) < SAME_WORDS:
            return None
        digest = hashlib.blake2b(f"{len(fold(text[start:at]))} {sentence}".encode(), digest_size=8).digest()
        return int.from_bytes(digest) >> 1


def tellings(coded: Iterable[CodedReport]) -> Iterator[Telling]:
    """The tellings of coded reports, in their order."""
    for one in coded:
        for mention in one.mentions:
            yield Telling(mention, one.report)


def fold(text: str) -> str:
    """Lower-case words of letters and digits, single-spaced."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _finest(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places without those that only frame a finer one in the same country."""
    fine = {p.country for p in places if p.precision in FINE}
    return tuple(p for p in places if p.precision in FINE or p.country not in fine)


def name_words(places: Iterable[Place], facilities: Iterable[str]) -> frozenset[str]:
    """The words of four letters and more that name places below the country and facilities."""
    names = [p.name for p in places if p.precision != "country"] + list(facilities)
    return frozenset(word for name in names for word in fold(name).split() if len(word) > 3)


def named_in(text: str) -> frozenset[str]:
    """The words of a text, folded, each as it stands and without a plural s."""
    words = fold(text).split()
    return frozenset(words) | {word.removesuffix("s") for word in words}
