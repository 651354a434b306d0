"""The actors suite: sentences with the spans of source and target marked token by token (BIO), scored by overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tacitus.errors import InputRefusedError
from tacitus.evaluation.loading import chosen, gold_file
from tacitus.evaluation.metrics import Span, Tally, longest, pair_spans
from tacitus.evaluation.results import ErrorCase, Measure, Part, Progress, Result, Suite, rows_of
from tacitus.evaluation.system import System
from tacitus.records import CodedReport, EvidenceField, Report

Side = Literal["source", "target"]
TAGS: Mapping[str, Side] = {"S": "source", "T": "target"}
"""The labels that are scored; a related third party (R) has no counterpart here and is let pass."""
FIELDS: Mapping[Side, EvidenceField] = {"source": "initiator", "target": "target"}
UNSCORED = frozenset({"R"})

CLOSING = frozenset(".,;:!?)]}%")
OPENING = frozenset("([{$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence put together from its tokens, with the spans of each side; the id is its number in the file."""

    id: str
    text: str
    sides: Mapping[Side, tuple[Span, ...]]


def load(folder: Path) -> Iterator[Sentence]:
    """The sentences of train.conll: "token TAG" a line, a blank line between sentences. Raises InputRefusedError."""
    path = gold_file(folder, "train.conll")
    tokens: list[tuple[str, str]] = []
    number = 1
    with path.open(encoding="utf-8") as file:
        for line_number, line in enumerate([*file, "\n"], 1):
            if line.strip():
                tokens.append(_token(f"{path}, line {line_number}", line))
            elif tokens:
                yield sentence(str(number), tokens)
                number, tokens = number + 1, []


def sentence(id_: str, tokens: Iterable[tuple[str, str]]) -> Sentence:
    """Tokens and BIO tags as a text with spans; an I- tag that continues nothing opens a span."""
    text, previous, last = "", "", ""
    spans: dict[Side, list[Span]] = {"source": [], "target": []}
    for token, tag in tokens:
        if text and not (token[0] in CLOSING or token.startswith(("'", "’", "n't")) or last in OPENING):
            text += " "
        start, text = len(text), text + token
        mark, _, label = tag.partition("-")
        if label in TAGS:
            side = spans[TAGS[label]]
            if mark == "I" and previous == label and side:
                start = side.pop()[0]
            side.append((start, len(text)))
        previous, last = label, token
    return Sentence(id_, text, {side: tuple(found) for side, found in spans.items()})


def spans_of(coded: CodedReport, side: Side) -> list[Span]:
    """The spans of a side over all mentions, each once; of spans that overlap the longest."""
    return longest((e.start, e.end) for m in coded.mentions for e in m.evidence if e.field == FIELDS[side])


def score(
    folder: Path, system: System, limit: int | None = None, part: Part = "all", progress: Progress | None = None
) -> Result:
    """Code and score the sentences of the part, one at a time."""
    tallies: dict[Side, Tally] = {"source": Tally(), "target": Tally()}
    errors: list[ErrorCase] = []
    number = 0
    for number, gold in enumerate(chosen(load(folder), lambda s: s.id, part, limit), 1):
        coded = system.code(Report(id=f"sentence {gold.id}", text=gold.text))
        for side, tally in tallies.items():
            wanted, got = gold.sides[side], spans_of(coded, side)
            pairs = pair_spans(wanted, got)
            tally.add(len(pairs), len(got), len(wanted))
            errors += _errors(gold, side, [s for i, s in enumerate(wanted) if i not in pairs], "missed")
            errors += _errors(gold, side, [s for j, s in enumerate(got) if j not in pairs.values()], "false")
        if progress is not None:
            progress(number, None)
    total = Tally.sum(tallies.values())
    measures: dict[str, Measure] = {"f1": total.f1, "precision": total.precision, "recall": total.recall}
    for side, tally in tallies.items():
        measures[side] = {"f1": tally.f1, "precision": tally.precision, "recall": tally.recall}
    details = {"f1": total.detail, **{f"{side}: f1": t.detail for side, t in tallies.items()}}
    return Result("actors", part, number, measures, rows_of(measures, details), tuple(errors))


def _errors(gold: Sentence, side: Side, spans: Iterable[Span], kind: Literal["missed", "false"]) -> Iterator[ErrorCase]:
    for start, end in spans:
        words = gold.text[start:end]
        expected, got = (words, "") if kind == "missed" else ("", words)
        yield ErrorCase(gold.id, kind, side, expected, got, gold.text)


def _token(where: str, line: str) -> tuple[str, str]:
    parts = line.split()
    if len(parts) != 2:
        raise InputRefusedError(where, "is not a token and a tag", "write them with a blank between")
    mark, _, label = parts[1].partition("-")
    if parts[1] != "O" and not (mark in ("B", "I") and label in {*TAGS, *UNSCORED}):
        raise InputRefusedError(where, f"unknown tag {parts[1]!r}", "use O, B-S, I-S, B-T, I-T, B-R or I-R")
    return parts[0], parts[1]


SUITE = Suite(
    name="actors",
    description="Sentences with source and target marked: who acts on whom (span F1 by overlap).",
    files=("train.conll",),
    score=score,
)
