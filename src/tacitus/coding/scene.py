"""One paragraph of a report, parsed, with everything the tables and grammars find in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from spacy.tokens import Doc, Span, Token

from tacitus.actors import ActorSpan
from tacitus.coding.dates import DateSpan
from tacitus.coding.numbers import NumberSpan
from tacitus.gazetteer import Resolution
from tacitus.ontology import Entry, PhraseMatch, Trigger
from tacitus.records import Evidence, EvidenceField

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value read off the words `start` to `end` (exclusive, token indices) of a scene."""

    start: int
    end: int
    value: T

    def covers(self, index: int) -> bool:
        """Whether the token of that index is one of the words."""
        return self.start <= index < self.end


@dataclass(eq=False)
class Scene:
    """A paragraph or heading: `doc` is parsed from text[offset : offset + len(doc.text)] of the report."""

    report: str
    offset: int
    doc: Doc
    heading: bool
    index: int
    actors: Sequence[Located[ActorSpan]] = ()
    places: Sequence[Located[Resolution]] = ()
    weapons: Sequence[Located[Entry]] = ()
    facilities: Sequence[Located[Entry]] = ()
    numbers: Sequence[Located[NumberSpan]] = ()
    dates: Sequence[Located[DateSpan]] = ()
    triggers: Sequence[PhraseMatch[Trigger]] = ()
    body: int = 0
    """The first token after the dateline."""
    source: str = field(default="", repr=False)
    """The paragraph as it stands in the report, for the words of evidence."""

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences, in order."""
        return list(self.doc.sents)

    @cached_property
    def words(self) -> list[str]:
        """The lower-case words, one a token."""
        return [token.lower_ for token in self.doc]

    @cached_property
    def happenings(self) -> list[PhraseMatch[Trigger]]:
        """The triggers that are more than the name of a weapon."""
        return [m for m in self.triggers if any(t.needs != "weapon-alone" for t in m.values)]

    def sentence_of(self, index: int) -> Span:
        """The sentence that holds a token."""
        return next(s for s in self.sentences if s.start <= index < s.end)

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        """Offsets into the report and the words as they stand there, for tokens `start` to `end`."""
        first, last = self.doc[start], self.doc[end - 1]
        left, right = first.idx, last.idx + len(last)
        return self.offset + left, self.offset + right, self.source[left:right]

    def evidence(self, slot: EvidenceField, start: int, end: int, how: str, confidence: float = 1.0) -> Evidence:
        """The tokens `start` to `end` as the evidence of a slot."""
        left, right, text = self.span(start, end)
        return Evidence(
            report=self.report, field=slot, start=left, end=right, text=text, how=how, confidence=confidence
        )


def within(located: Iterable[Located[T]], start: int, end: int) -> list[Located[T]]:
    """Those that lie wholly in tokens `start` to `end`."""
    return [x for x in located if start <= x.start and x.end <= end]


def at(located: Iterable[Located[T]], index: int) -> Located[T] | None:
    """The one that covers the token, if any."""
    return next((x for x in located if x.covers(index)), None)


def noun_phrase(token: Token) -> tuple[int, int]:
    """The words of a noun with its premodifiers, without article, numbers and relative clauses.

    "the two Malian soldiers at the gate" gives "Malian soldiers".
    """
    left = token.i
    for child in token.lefts:
        if child.dep_ in {"amod", "compound", "nmod", "poss", "quantmod"} and child.left_edge.i < left:
            left = child.left_edge.i
    while left < token.i and token.doc[left].tag_ in {"DT", "PRP$", "CD", ",", "HYPH", "WDT", "PDT", "``", "''"}:
        left += 1
    return left, token.i + 1
