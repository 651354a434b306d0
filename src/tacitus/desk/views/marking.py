"""Text with some of its words marked: cut where a mark begins or ends, so that marks may nest and overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from tacitus.publishing.quoting import sentence_at
from tacitus.records import Report


@dataclass(frozen=True)
class Mark:
    """Words that mean something: code points of a text, end exclusive.

    `kind` names the sort of value ("place"), `words` say in short what they were read as, `owner` is the anchor of
    the explanation that they lead to ("" where there is none), `number` the number that the explanation bears.
    """

    start: int
    end: int
    kind: str
    words: str
    owner: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Piece:
    """A run of text under the same marks, the longest first. `numbers` are those of the marks that begin here."""

    text: str
    start: int
    marks: tuple[Mark, ...]
    numbers: tuple[int, ...] = ()
    here: bool = False
    first_here: bool = False

    @property
    def owner(self) -> str:
        """The explanation that the words lead to: that of the narrowest mark which has one."""
        return next((mark.owner for mark in reversed(self.marks) if mark.owner), "")

    @property
    def kind(self) -> str:
        """The kind of the narrowest mark."""
        return self.marks[-1].kind if self.marks else ""

    @property
    def title(self) -> str:
        """What all marks over these words were read as."""
        return "; ".join(dict.fromkeys(mark.words for mark in reversed(self.marks)))


@dataclass(frozen=True)
class Quote:
    """A sentence of a report around the words meant."""

    before: str
    words: str
    after: str

    @property
    def text(self) -> str:
        """The whole sentence."""
        return f"{self.before}{self.words}{self.after}"


def pieces(text: str, marks: Iterable[Mark], here: tuple[int, int] | None = None) -> list[Piece]:
    """The whole text in pieces, in order; joined they are the text. `here` are the words somebody was led to.

    Marks that lie outside of the text, or hold no words, are passed over.
    """
    size = len(text)
    whole = sorted({m for m in marks if 0 <= m.start < m.end <= size}, key=lambda m: (m.start, -m.end, m.kind, m.words))
    if here is not None and not 0 <= here[0] < here[1] <= size:
        here = None
    cuts = {0, size} | {m.start for m in whole} | {m.end for m in whole} | set(here or ())
    found: list[Piece] = []
    open_: list[Mark] = []
    waiting = iter([*whole, None])
    following = next(waiting)
    at_all = sorted(cuts)
    for start, end in pairwise(at_all):
        open_ = [m for m in open_ if m.end > start]
        began: list[Mark] = []
        while following is not None and following.start == start:
            began.append(following)
            following = next(waiting)
        open_ += began
        over = tuple(sorted(open_, key=lambda m: (m.start - m.end, m.start, m.kind, m.words)))
        numbers = tuple(dict.fromkeys(m.number for m in began if m.number is not None))
        inside = here is not None and here[0] <= start < here[1]
        first = here is not None and start == here[0]
        found.append(Piece(text[start:end], start, over, numbers, inside, first))
    return found


def quote(report: Report, start: int, end: int) -> Quote:
    """The sentence around these offsets, cut at the words; a cut sentence holds at least those."""
    span = sentence_at(report, start, end)
    first, last = min(span.start, start), max(span.end, end)
    text = report.text
    return Quote(text[first:start], text[start:end], text[end:last])
