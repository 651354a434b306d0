"""One paragraph of a report, parsed, with everything the tables and grammars find in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
    """A paragraph or heading: `text`, of which `doc` is the parse, stands at `offset` in the report.

    It is the report's own, character for character, in uniform spelling.
    """

    report: str
    offset: int
    doc: Doc
    text: str
    heading: bool
    index: int
    actors: Sequence[Located[ActorSpan]] = ()
    places: Sequence[Located[Resolution]] = ()
    weapons: Sequence[Located[Entry]] = ()
    facilities: Sequence[Located[Entry]] = ()
    numbers: Sequence[Located[NumberSpan]] = ()
    dates: Sequence[Located[DateSpan]] = ()
    triggers: Sequence[PhraseMatch[Trigger]] = ()
    elsewhere: Sequence[PhraseMatch[str]] = ()
    """Words of sport, business and the like."""
    body: int = 0
    """The first token after the dateline."""
    before: Scene | None = field(default=None, repr=False)
    """The paragraph before it, if any."""
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
    def tags(self) -> list[str]:
        """The fine-grained part of speech of each word."""
        return [token.tag_ for token in self.doc]

    @cached_property
    def links(self) -> list[str]:
        """What links each word to its head in the parse."""
        return [token.dep_ for token in self.doc]

    @cached_property
    def heads(self) -> list[int]:
        """The index of the word that each word hangs on; a root hangs on itself."""
        return [token.head.i for token in self.doc]

    def climb(self, index: int) -> list[int]:
        """A token and its ancestors, upwards."""
        found = [index]
        while (above := self.heads[index]) != index:
            found.append(index := above)
        return found

    @cached_property
    def masks(self) -> list[str]:
        """The words as the learned parts see them: sides, places, weapons, facilities, names and numbers masked."""
        found = [_unnamed(word, tag) for word, tag in zip(self.doc, self.tags, strict=True)]
        _mask(found, self.facilities, lambda entry: f"@facility:{entry.kind}")
        _mask(found, self.weapons, lambda entry: f"@weapon:{entry.kind}")
        _mask(found, self.places, _mask_of_place)
        _mask(found, self.actors, lambda span: f"@{span.actor.kind}" if span.is_group else "@side")
        return found

    @cached_property
    def _sentence_numbers(self) -> list[int]:
        return [n for n, sentence in enumerate(self.sentences) for _ in range(sentence.start, sentence.end)]

    def sentence_number(self, index: int) -> int:
        """Which sentence holds a token, counted from 0."""
        return self._sentence_numbers[index]

    @cached_property
    def happenings(self) -> list[PhraseMatch[Trigger]]:
        """The triggers that are more than the name of a weapon."""
        return [m for m in self.triggers if any(t.needs != "weapon-alone" for t in m.values)]

    def sentence_of(self, index: int) -> Span:
        """The sentence that holds a token."""
        return self.sentences[self._sentence_numbers[index]]

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


def _unnamed(token: Token, tag: str) -> str:
    if tag in {"NNP", "NNPS"}:
        return "@name"
    return "@number" if tag == "CD" or token.like_num else str(token.lower_)


def _mask_of_place(resolution: Resolution) -> str:
    toponym = resolution.toponym
    return "@side" if toponym is not None and toponym.feature == "country" else "@place"


def _mask(words: list[str], located: Sequence[Located[T]], mask: Callable[[T], str]) -> None:
    """Put a mask over the words of each value; where two overlap the first stands."""
    for x in reversed(located):
        words[x.start : x.end] = [mask(x.value)] * (x.end - x.start)


def within(located: Iterable[Located[T]], start: int, end: int) -> list[Located[T]]:
    """Those that lie wholly in tokens `start` to `end`."""
    return [x for x in located if start <= x.start and x.end <= end]


def at(located: Iterable[Located[T]], index: int) -> Located[T] | None:
    """The one that covers the token, if any."""
    for x in located:  # a plain loop: it is asked for nearly every word, many times
        if x.start <= index < x.end:
            return x
    return None


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
