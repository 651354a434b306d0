"""The PLOVER suite: sentences of the PLOVER gold standard records with one event type each.

The records use the types of the first draft of PLOVER; they are read as the 16 types of PLOVER 1.0 (2022).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, field_validator

from tacitus.errors import InputRefusedError
from tacitus.evaluation.loading import Gold, chosen, fault, gold_file
from tacitus.evaluation.metrics import class_tallies, ratio
from tacitus.evaluation.picking import main_mention
from tacitus.evaluation.results import ErrorCase, ErrorKind, Measure, Part, Progress, Result, Suite, rows_of
from tacitus.evaluation.system import System
from tacitus.ontology import ontology
from tacitus.ontology.actions import PLOVER
from tacitus.records import CodedReport, Report

SUCCESSORS: Mapping[str, str] = {
    "FIGHT": "ASSAULT",
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
}
"""Types of the draft that PLOVER 1.0 folded into others."""
NOTE = "DOCUMENT"
"""The type of records that describe the file."""
NONE = "none"


class Record(Gold):
    """A sentence and its type, already in the terms of PLOVER 1.0."""

    id: str
    event: str
    text: str = Field(min_length=1)

    @field_validator("event")
    @classmethod
    def _successor(cls, value: str) -> str:
        value = SUCCESSORS.get(value, value)
        if value not in PLOVER:
            raise ValueError(f"{value!r} is none of PLOVER's types ({', '.join(sorted(PLOVER))})")
        return value


def load(folder: Path) -> Iterator[Record]:
    """The records of records.txt, one JSON list; the set gives some of them the same id. Raises InputRefusedError."""
    path = gold_file(folder, "records.txt")
    try:
        rows: Any = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputRefusedError(str(path), f"is not JSON ({error})", "give one JSON list of records") from error
    if not isinstance(rows, list):
        raise InputRefusedError(str(path), "is not a list", "give one JSON list of records")
    return _records(path, rows)


def type_of(coded: CodedReport) -> str:
    """The PLOVER type of a coded sentence, by its main mention; NONE where nothing was coded.

    What is only threatened is a threat, whatever the deed.
    """
    mention = main_mention(coded.mentions)
    if mention is None:
        return NONE
    return "THREATEN" if mention.factuality == "threatened" else ontology().action(mention.action).plover


def score(
    folder: Path, system: System, limit: int | None = None, part: Part = "all", progress: Progress | None = None
) -> Result:
    """Code and score the records of the part, one at a time."""
    gold: list[str] = []
    got: list[str] = []
    errors: list[ErrorCase] = []
    for number, record in enumerate(chosen(load(folder), lambda r: r.id, part, limit), 1):
        gold.append(record.event)
        got.append(type_of(system.code(Report(id=record.id, text=record.text))))
        if gold[-1] != got[-1]:
            kind: ErrorKind = "missed" if got[-1] == NONE else "wrong"
            errors.append(ErrorCase(record.id, kind, "PLOVER type", gold[-1], got[-1], record.text))
        if progress is not None:
            progress(number, None)
    right = sum(g == p for g, p in zip(gold, got, strict=True))
    coded = sum(p != NONE for p in got)
    tallies = class_tallies(gold, got)
    measures: dict[str, Measure] = {
        "accuracy": ratio(right, len(gold)),
        "coded": ratio(coded, len(gold)),
        "accuracy_where_coded": ratio(right, coded),
        "types": {name: tallies[name].f1 for name in sorted(set(gold))},
    }
    details = {"accuracy": f"{right}/{len(gold)}", "coded": f"{coded}/{len(gold)}"}
    details |= {f"types: {name}": tallies[name].detail for name in set(gold)}
    return Result("plover", part, len(gold), measures, rows_of(measures, details), tuple(errors))


def _records(path: Path, rows: list[Any]) -> Iterator[Record]:
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict) and row.get("event") == NOTE:
            continue
        try:
            yield Record.model_validate(row)
        except ValidationError as error:
            raise InputRefusedError(
                f"{path}, record {number}", fault(error), "correct the record or take it out"
            ) from error


SUITE = Suite(
    name="plover",
    description="Sentences of the PLOVER gold standard: which of the 16 event types (accuracy).",
    files=("records.txt",),
    score=score,
)
