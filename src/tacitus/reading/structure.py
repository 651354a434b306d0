"""The build of a report: paragraphs, headings, datelines, and the page furniture that is not coded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from tacitus.reading._datelines import Dateline, dateline_at
from tacitus.reading._furniture import credit_at_end, is_furniture

BlockKind = Literal["paragraph", "heading", "furniture"]

__all__ = ["Block", "BlockKind", "Dateline", "blocks"]

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CLOSING = "\"'”’»)]*_"
_SENTENCE_FINAL = ".!?…"
_FINAL = _SENTENCE_FINAL + ";,"
_HEADING_WORDS = 16
_LABEL_WORDS = 8
_BULLETS = ("-", "–", "—", "•", "*", "·", "▪", "●")

# A text wrapped to a column width breaks lines where the next word would not have fitted.
_WIDEST_WRAP, _NARROWEST_WRAP = 100, 40
_WRAPPED_SHARE = 0.6


@dataclass(frozen=True)
class Block:
    """A stretch of a text, `text[start:end]`, without surrounding blanks.

    Offsets are code points, end exclusive. A heading is to be read apart from what follows it and may be coded
    (a report can be one headline); furniture is not coded. `dateline` is a span at the start of the block, part of it.
    """

    start: int
    end: int
    kind: BlockKind
    dateline: Dateline | None = None


def blocks(text: str) -> list[Block]:
    """The blocks of a text in order: they do not overlap, and every non-blank character lies in one."""
    found: list[Block] = []
    spans = list(_paragraphs(text))
    for start, end in spans:
        line = text[start:end]
        # A text of one line is a headline, whatever it looks like: there is no page around it.
        if len(spans) > 1 and is_furniture(line):
            found.append(Block(start, end, "furniture"))
            continue
        credit = credit_at_end(line)
        body = start + len(line[:credit].rstrip())
        kind: BlockKind = "heading" if _is_heading(text[start:body]) else "paragraph"
        found.append(Block(start, body, kind, dateline_at(text, start, body, headline=kind == "heading")))
        if credit is not None:
            found.append(Block(start + credit, end, "furniture"))
    return found


def _is_heading(line: str) -> bool:
    """A short line that does not end as a sentence does; a short line that ends in a colon introduces a list."""
    words = line.split()
    if line.endswith(")") and line.rfind("(") > 0:
        line = line[: line.rfind("(")].rstrip()  # an aside after the full stop
    bare = line.rstrip(_CLOSING)
    if not bare or not any(c.isalpha() for c in bare) or line.startswith(_BULLETS) or line[0].islower():
        return False
    if bare.endswith(":"):
        return len(words) <= _LABEL_WORDS
    return len(words) <= _HEADING_WORDS and not bare.endswith(tuple(_FINAL))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Trimmed spans of the paragraphs: lines, joined again where the text was wrapped to a column width."""
    run: list[tuple[int, int]] = []
    for start, end in _lines(text):
        if run and _separated(text[run[-1][1] : start]):
            yield from _unwrapped(text, run)
            run = []
        run.append((start, end))
    yield from _unwrapped(text, run)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for found in _LINE.finditer(text):
        line = found.group()
        if stripped := line.strip():
            start = found.start() + len(line) - len(line.lstrip())
            yield start, start + len(stripped)


def _separated(gap: str) -> bool:
    """Whether a blank line lies between two lines."""
    return len(gap.replace("\r\n", "\n").strip(" \t\u00a0")) > 1


def _unwrapped(text: str, run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    joins = _wrapped(text, run)
    start = None
    for i, (first, end) in enumerate(run):
        start = first if start is None else start
        if i == len(run) - 1 or not joins[i]:
            yield start, end
            start = None


def _wrapped(text: str, run: list[tuple[int, int]]) -> list[bool]:
    """For each line of a run without blank lines, whether the next goes on with its paragraph."""
    lines = [text[start:end] for start, end in run]
    pairs = list(pairwise(lines))
    width = max(map(len, lines), default=0)
    full = [len(line) + 1 + len(after.split()[0]) > width for line, after in pairs]
    runs_on = [after[0].islower() and line.rstrip(_CLOSING)[-1:] not in _SENTENCE_FINAL for line, after in pairs]
    broken = _NARROWEST_WRAP <= width <= _WIDEST_WRAP and any(f and r for f, r in zip(full, runs_on, strict=True))
    if broken and sum(full) >= _WRAPPED_SHARE * len(pairs):
        return [f and not is_furniture(after) for f, (_, after) in zip(full, pairs, strict=True)]
    return [
        r and not is_furniture(line) and not is_furniture(after)
        for r, (line, after) in zip(runs_on, pairs, strict=True)
    ]
