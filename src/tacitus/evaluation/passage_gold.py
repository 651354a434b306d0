"""The gold of the passages suite: passages.jsonl (docs/own-gold.md)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from tacitus.errors import InputRefusedError
from tacitus.evaluation.loading import Gold, gold_file, json_rows, unique
from tacitus.evaluation.metrics import Span
from tacitus.ontology import ontology
from tacitus.records import ClaimKind, Factuality, Role

Words = Annotated[tuple[str, ...], BeforeValidator(lambda value: () if value is None else value)]
"""Spans of one slot, each the exact words of the text, with "#2" after them where their second occurrence is meant."""


class GoldFigure(Gold):
    """A number of people; `high` None is open."""

    text: str | None = None
    low: int | None = None
    high: int | None = None
    who: str | None = None


class GoldDate(Gold):
    """When it happened, both days included."""

    text: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None


class GoldPlace(Gold):
    """Where it happened."""

    text: str = Field(min_length=1)


class GoldMention(Gold):
    """One happening as a passage tells it; only what the passage says is given."""

    action: str
    trigger: str = Field(min_length=1)
    factuality: Factuality
    role: Annotated[Role, BeforeValidator(lambda value: value or "focus")] = "focus"
    initiators: Words = ()
    targets: Words = ()
    facilities: Words = ()
    weapons: Words = ()
    places: Annotated[tuple[GoldPlace, ...], BeforeValidator(lambda value: () if value is None else value)] = ()
    date: GoldDate | None = None
    killed: GoldFigure | None = None
    wounded: GoldFigure | None = None
    attribution: str | None = None
    responds_to: str | None = None

    @property
    def title(self) -> str:
        """The mention in one line."""
        return f"{self.action} ({self.factuality}, {self.role}): {self.trigger}"

    def words(self) -> Iterator[tuple[str, str]]:
        """Every span with the evidence field it belongs to."""
        for name, single in (
            ("trigger", self.trigger),
            ("attribution", self.attribution),
            ("responds_to", self.responds_to),
        ):
            if single:
                yield name, single
        for name, several in (
            ("initiator", self.initiators),
            ("target", self.targets),
            ("facility", self.facilities),
            ("weapon", self.weapons),
            ("place", tuple(p.text for p in self.places)),
        ):
            for words in several:
                yield name, words


class GoldClaim(Gold):
    """One aggregate statement; the value is a number, increase or decrease, or None for a first."""

    text: str = Field(min_length=1)
    kind: ClaimKind
    value: int | Literal["increase", "decrease"] | None = None


class Passage(Gold):
    """A passage with everything it tells marked."""

    id: str
    text: str
    published: dt.date | None = None
    mentions: tuple[GoldMention, ...] = ()
    claims: tuple[GoldClaim, ...] = ()

    def at(self, words: str) -> Span:
        """Where the words of a span stand in the text. Raises ValueError where they do not."""
        nth = 1
        if len(words) > 2 and words[-2] == "#" and words[-1].isdigit():
            words, nth = words[:-2], int(words[-1])
        start = -1
        for _ in range(nth):
            start = self.text.find(words, start + 1)
            if start < 0:
                raise ValueError(f"the text does not hold {words!r}" + (f" {nth} times" if nth > 1 else ""))
        return start, start + len(words)

    def spans(self, mention: GoldMention) -> Mapping[str, list[Span]]:
        """The offsets of a mention's spans by evidence field."""
        spans: dict[str, list[Span]] = defaultdict(list)
        for name, words in mention.words():
            spans[name].append(self.at(words))
        return spans


def load(folder: Path) -> Iterator[Passage]:
    """The passages of a gold folder, one at a time, checked. Raises InputRefusedError."""
    return read_passages(gold_file(folder, "passages.jsonl"))


def read_passages(path: Path) -> Iterator[Passage]:
    """The passages of a file, one at a time, each span and action checked. Raises InputRefusedError."""
    actions = ontology().actions
    for passage in unique(json_rows(path, Passage), lambda p: p.id, path):
        where = f"{path}, passage {passage.id}"
        for mention in passage.mentions:
            if mention.action not in actions:
                raise InputRefusedError(
                    where, f"unknown action {mention.action!r}", "see `tacitus codebook` for the actions"
                )
        try:
            for mention in passage.mentions:
                passage.spans(mention)
            for claim in passage.claims:
                passage.at(claim.text)
        except ValueError as error:
            raise InputRefusedError(where, str(error), "give the exact words of the text, without changes") from error
        yield passage
