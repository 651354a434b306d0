"""The re3d suite: documents on Syria and Iraq with named entities, scored by type and overlap.

Of re3d's types those are scored that Tacitus finds: organisations, locations, weapons and military platforms. As in
the common conversion of the set, entities below a confidence of 0.5 are left out, and of entities of one type that
overlap the longest is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from tacitus.errors import InputRefusedError
from tacitus.evaluation.loading import Gold, chosen, gold_file, json_rows, unique
from tacitus.evaluation.metrics import Span, Tally, longest, pair_spans
from tacitus.evaluation.results import ErrorCase, Measure, Part, Progress, Result, Suite, rows_of
from tacitus.evaluation.system import Name, System

EntityType = Literal["Organisation", "Location", "Weapon", "MilitaryPlatform"]
TYPES: tuple[EntityType, ...] = get_args(EntityType)
CONFIDENCE = 0.5
PLATFORMS = frozenset({"aircraft", "drone", "naval_drone", "vessel"})
"""Classes of the weapon and facility tables that re3d calls a military platform."""
AROUND = 80


class DocumentRow(Gold):
    """A line of documents.jsonl."""

    id: str = Field(alias="_id")
    text: str


class EntityRow(Gold):
    """A line of entities.jsonl; offsets into the document's text, end exclusive."""

    begin: int = Field(ge=0)
    end: int = Field(gt=0)
    type: str
    value: str
    document: str = Field(alias="documentId")
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Document:
    """A document with the scored entities of each type."""

    id: str
    text: str
    entities: Mapping[EntityType, Sequence[Span]]


def load(folder: Path) -> Iterator[Document]:
    """The documents of every sub-folder, by name. Raises InputRefusedError."""
    homes = sorted(p.parent for p in folder.glob("*/documents.jsonl"))
    if not homes:
        gold_file(folder, "documents.jsonl")
        homes = [folder]
    return unique((d for home in homes for d in _documents(home)), lambda d: d.id, folder)


def score(
    folder: Path, system: System, limit: int | None = None, part: Part = "all", progress: Progress | None = None
) -> Result:
    """Find the names of the documents of the part and score them, one document at a time."""
    tallies: dict[EntityType, Tally] = {type_: Tally() for type_ in TYPES}
    errors: list[ErrorCase] = []
    number = 0
    for number, document in enumerate(chosen(load(folder), lambda d: d.id, part, limit), 1):
        found = entities_of(system.names(document.text))
        for type_, tally in tallies.items():
            wanted, got = document.entities.get(type_, ()), found.get(type_, ())
            pairs = pair_spans(wanted, got)
            tally.add(len(pairs), len(got), len(wanted))
            missed = [span for i, span in enumerate(wanted) if i not in pairs]
            false = [span for j, span in enumerate(got) if j not in pairs.values()]
            errors += [_error(document, type_, "missed", span) for span in missed]
            errors += [_error(document, type_, "false", span) for span in false]
        if progress is not None:
            progress(number, None)
    total = Tally.sum(tallies.values())
    measures: dict[str, Measure] = {"f1": total.f1, "precision": total.precision, "recall": total.recall}
    for type_, tally in tallies.items():
        measures[type_] = {"f1": tally.f1, "precision": tally.precision, "recall": tally.recall}
    details = {"f1": total.detail, **{f"{type_}: f1": t.detail for type_, t in tallies.items()}}
    return Result("re3d", part, number, measures, rows_of(measures, details), tuple(errors))


def entities_of(names: Iterable[Name]) -> Mapping[EntityType, list[Span]]:
    """Found names by re3d's types, without overlaps within a type."""
    found: dict[EntityType, list[Span]] = defaultdict(list)
    for name in names:
        type_ = _type_of(name)
        if type_ is not None:
            found[type_].append((name.start, name.end))
    return {type_: longest(spans) for type_, spans in found.items()}


def _type_of(name: Name) -> EntityType | None:
    if name.kind == "actor":
        return "Organisation"
    if name.kind == "place":
        return "Location"
    if name.detail in PLATFORMS:
        return "MilitaryPlatform"
    return "Weapon" if name.kind == "weapon" else None


def _documents(home: Path) -> Iterator[Document]:
    texts = {row.id: row.text for row in json_rows(gold_file(home, "documents.jsonl"), DocumentRow)}
    path = gold_file(home, "entities.jsonl")
    spans: dict[str, dict[EntityType, list[Span]]] = {id_: defaultdict(list) for id_ in texts}
    for row in json_rows(path, EntityRow):
        if row.document not in texts or row.end > len(texts[row.document]) or row.end <= row.begin:
            raise InputRefusedError(str(path), f"{row.value!r} stands outside its document {row.document}")
        type_ = next((t for t in TYPES if t == row.type), None)
        if type_ is not None and row.confidence >= CONFIDENCE:
            spans[row.document][type_].append((row.begin, row.end))
    for id_, text in texts.items():
        yield Document(id_, text, {type_: longest(found) for type_, found in spans[id_].items()})


def _error(document: Document, type_: EntityType, kind: Literal["missed", "false"], span: Span) -> ErrorCase:
    start, end = span
    words = document.text[start:end]
    around = document.text[max(0, start - AROUND) : end + AROUND]
    expected, got = (words, "") if kind == "missed" else ("", words)
    return ErrorCase(document.id, kind, type_, expected, got, around)


SUITE = Suite(
    name="re3d",
    description="Documents on Syria and Iraq: organisations, locations, weapons and platforms (F1 by type, overlap).",
    files=("*/documents.jsonl", "*/entities.jsonl"),
    score=score,
)
