"""What the readers of claims share: the sentence they look at, and what they find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.claiming.windows import Window
from tacitus.coding.claiming.words import BARE_GROUPINGS, EPOCHS, HAPPENINGS, PEOPLE
from tacitus.coding.numbers import NumberSpan
from tacitus.coding.scene import Located, Scene, at, noun_phrase
from tacitus.records import ClaimKind, Relation

Direction = Literal["increase", "decrease"]
NOUN_CHAIN = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "``", "''", "NN", "NNS", "NNP", "NNPS", "POS", "CC"})
"""Tags that can stand between a number and the noun it counts."""
OF_EPOCH = frozenset({"the", "a", "an", "this", "its", "their"})


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """A claim as tokens of a scene, before its sides and places are coded.

    `start` to `end` are the words of the number and of what it counts, `noun` the token of what is counted.
    """

    scene: Scene
    sentence: Sentence
    start: int
    end: int
    kind: ClaimKind
    value: int | Direction
    relation: Relation
    what: str | None
    since: dt.date | None
    as_of: dt.date | None
    claimant: str | None
    noun: Token | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A claim found in a sentence, with the window that it counts in, if the words name one."""

    start: int
    end: int
    kind: ClaimKind
    value: int | Direction
    relation: Relation = "exactly"
    noun: Token | None = None
    window: Window | None = None
    what: str | None = None


@dataclass(frozen=True)
class View:
    """A sentence as the readers see it; `before` are the claims of the paragraph so far, the sentence's own too."""

    scene: Scene
    sentence: Sentence
    windows: Sequence[Window]
    before: Sequence[Found]

    @cached_property
    def words(self) -> list[str]:
        """The lower-case words of the whole scene."""
        return self.scene.words

    @cached_property
    def _semicolons(self) -> list[int]:
        return [i for i in range(self.sentence.start, self.sentence.end) if self.words[i] == ";"]

    def segment(self, index: int) -> tuple[int, int]:
        """The stretch of the sentence between semicolons that holds a token."""
        start, end = self.sentence.start, self.sentence.end
        for i in self._semicolons:
            start, end = (i + 1, end) if i < index else (start, min(end, i))
        return start, end

    def tail(self, index: int, length: int) -> list[str]:
        """The words from a token on, within its segment."""
        return self.words[index : min(index + length, self.segment(index)[1])]


def is_happening(scene: Scene, token: Token) -> bool:
    """Whether a noun names happenings: by the claims' own words or by the trigger table."""
    if not token.tag_.startswith(("NN", "VBG")) or at(scene.actors, token.i) is not None:
        return False
    if token.lower_ in BARE_GROUPINGS:
        of = clauses.objects_of_preposition(token, frozenset({"of"}))
        return any(is_happening(scene, t) for t in of if t.lower_ not in BARE_GROUPINGS)
    return token.lower_ in HAPPENINGS or any(
        m.start <= token.i < m.end and any(t.pos == "n" for t in m.values) for m in scene.happenings
    )


def is_people(scene: Scene, token: Token) -> bool:
    """Whether a noun names people in the plural: soldiers, Palestinians, the dead."""
    actor = at(scene.actors, token.i)
    return (
        token.lower_ in PEOPLE
        or token.tag_ == "NNPS"
        or (actor is not None and actor.value.is_group and token.tag_ == "NNS")
    )


def counted_noun(scene: Scene, number: Located[NumberSpan]) -> Token | None:
    """The noun that a number counts, its "of" looked through: of "six of the dead" it is "dead".

    None where the number stands alone ("25 so far this year").
    """
    root = scene.doc[number.start : number.end].root
    if root.dep_ in {"nummod", "amod", "quantmod", "compound", "det"} and root.head.i >= number.end:
        head = root.head
        while head.dep_ in {"compound", "nmod"} and head.head.i > head.i:
            head = head.head
        if head.tag_.startswith(("NN", "VBG")):
            return head
    words = scene.words
    i = number.end
    if words[i : i + 1] == ["the"]:
        i += 1
    elif words[i : i + 1] == ["of"]:
        i += 1
        while i < len(words) and scene.doc[i].tag_ in {"DT", "PRP$", "CD"}:
            i += 1
    return _chain(scene, i)


def _chain(scene: Scene, start: int) -> Token | None:
    """The last noun of the words from `start` that can belong to one noun phrase."""
    last: Token | None = None
    for token in scene.doc[start : start + 7]:
        if token.tag_ not in NOUN_CHAIN or (token.tag_ == "CC" and last is None):
            break
        if last is not None and token.tag_ in {"VBN", "CC", "JJ"}:
            break
        if token.tag_.startswith("NN"):
            last = token
    return last


def names_epoch(words: Sequence[str]) -> bool:
    """Whether words hold "of the war", "of a three-year war": what a series or a record is one of."""
    return any(a == "of" and b in OF_EPOCH and _opens_epoch(words[i + 2 :]) for i, (a, b) in enumerate(pairwise(words)))


def _opens_epoch(words: Sequence[str]) -> bool:
    """Whether an epoch comes first, or how long it has lasted: "three-year war", "nearly two-week offensive"."""
    name = next((i for i, word in enumerate(words) if word in EPOCHS), None)
    return name is not None and (name == 0 or words[name - 1] == "-")


def phrase(scene: Scene, noun: Token | None) -> str | None:
    """The words of what is counted."""
    if noun is None:
        return None
    start, end = noun_phrase(noun)
    return scene.doc[start:end].text
