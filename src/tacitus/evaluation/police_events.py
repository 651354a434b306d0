"""The police events suite: documents on India in 2002 (lower-case), every sentence labelled with what the police did.

KILL and ARREST are the police killing or arresting, FORCE any violence by them, ANY_ACTION any act of theirs. FAIL
(the police not acting) is nothing that happened and is not coded: its recall is 0 by design. A sentence has a label
where the words that name such a mention stand in it; KILL where its dead are told, if they are. In studies of
repression a missed act weighs most, so recall leads.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from tacitus.errors import InputRefusedError
from tacitus.evaluation.loading import Gold, chosen, gold_file, json_rows
from tacitus.evaluation.metrics import Tally
from tacitus.evaluation.results import ErrorCase, Measure, Part, Progress, Result, Suite, rows_of
from tacitus.evaluation.system import System
from tacitus.ontology import ontology
from tacitus.records import CodedReport, Mention, Report

Label = Literal["KILL", "ARREST", "FORCE", "FAIL", "ANY_ACTION"]
LABELS: tuple[Label, ...] = get_args(Label)
POLICE = re.compile(r"\b(?:police|policem[ae]n|cops?|constables?|jawans?|security forces|troops|army|crpf|bsf|rpf)\b")
FORCEFUL = frozenset({"protest_dispersed", "protest_repressed"})
PASSIVE_POLICE = frozenset({"arrest"})
"""Acts that are the police's where a text does not say whose they are."""


class SentenceRow(Gold):
    """A line of sentences.jsonl."""

    document: int = Field(alias="doc_id")
    number: int = Field(alias="sent_id", ge=0)
    labels: tuple[Label, ...] = Field(alias="sent_labels")
    text: str = Field(alias="sent_text")


class DocumentRow(Gold):
    """A line of documents.jsonl."""

    id: int = Field(alias="doc_id")
    text: str = Field(alias="doc_text")


@dataclass(frozen=True, slots=True)
class Document:
    """A document, where each of its sentences starts in the text, and the gold labels of each."""

    id: str
    text: str
    starts: Sequence[int]
    labels: Sequence[frozenset[Label]]

    def sentence(self, number: int) -> str:
        """The text of a sentence."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end].strip()


def load(folder: Path) -> Iterator[Document]:
    """The documents with their sentences. Raises InputRefusedError where a sentence is not in its document."""
    path = gold_file(folder, "sentences.jsonl")
    sentences: dict[int, list[SentenceRow]] = defaultdict(list)
    for row in json_rows(path, SentenceRow):
        sentences[row.document].append(row)
    for document in json_rows(gold_file(folder, "documents.jsonl"), DocumentRow):
        starts, at = [], 0
        rows = sorted(sentences[document.id], key=lambda s: s.number)
        for row in rows:
            start = document.text.find(row.text, at)
            if start < 0:
                where = f"{path}, document {document.id}, sentence {row.number}"
                raise InputRefusedError(where, "does not stand in the text of its document")
            starts.append(start)
            at = start + len(row.text)
        yield Document(str(document.id), document.text, starts, [frozenset(row.labels) for row in rows])


def labels_of(document: Document, coded: CodedReport) -> list[frozenset[Label]]:
    """The labels that a coded document gives each of its sentences."""
    found: list[set[Label]] = [set() for _ in document.starts]
    for mention in coded.mentions:
        acts = police_acts(mention)
        dead = "killed" if any(e.field == "killed" for e in mention.evidence) else "trigger"
        for evidence in mention.evidence if acts and document.starts else ():
            told = found[max(0, bisect_right(document.starts, evidence.start) - 1)]
            if evidence.field == "trigger":
                told |= acts - {"KILL"}
            if evidence.field == dead:
                told |= acts & {"KILL"}
    return [frozenset(labels) for labels in found]


def police_acts(mention: Mention) -> set[Label]:
    """What a mention says the police did; empty where it is not theirs or did not happen."""
    if not mention.happened or not _by_police(mention):
        return set()
    acts: set[Label] = {"ANY_ACTION"}
    violent = ontology().action(mention.action).family == "violence"
    if mention.action == "arrest":
        acts.add("ARREST")
    if violent or mention.action in FORCEFUL:
        acts.add("FORCE")
        killed = mention.casualties.killed
        if mention.action in ("killing", "assassination") or (killed is not None and killed.low):
            acts.add("KILL")
    return acts


def _by_police(mention: Mention) -> bool:
    words = [e.text.lower() for e in mention.evidence if e.field == "initiator"]
    if not words:
        return mention.action in PASSIVE_POLICE
    return any(POLICE.search(w) for w in words) or any(a.kind == "state_forces" for a in mention.initiators)


def score(
    folder: Path, system: System, limit: int | None = None, part: Part = "all", progress: Progress | None = None
) -> Result:
    """Code and score the documents of the part, one at a time."""
    tallies: dict[Label, Tally] = {label: Tally() for label in LABELS}
    errors: list[ErrorCase] = []
    number = 0
    for number, document in enumerate(chosen(load(folder), lambda d: d.id, part, limit), 1):
        coded = system.code(Report(id=document.id, text=document.text))
        errors += score_document(document, labels_of(document, coded), tallies)
        if progress is not None:
            progress(number, None)
    measures: dict[str, Measure] = {f"{label}_f1": t.f1 for label, t in tallies.items()}
    measures |= {f"{label}_recall": t.recall for label, t in tallies.items()}
    measures |= {f"{label}_precision": t.precision for label, t in tallies.items()}
    details = {f"{label}_f1": t.detail for label, t in tallies.items()}
    return Result("police_events", part, number, measures, rows_of(measures, details), tuple(errors))


def score_document(
    document: Document, found: Sequence[frozenset[Label]], tallies: Mapping[Label, Tally]
) -> Iterator[ErrorCase]:
    """Add one document to the tallies; gives its missed and false labels."""
    for number, (gold, got) in enumerate(zip(document.labels, found, strict=True)):
        case = f"{document.id}:{number}"
        for label, tally in tallies.items():
            tally.add(int(label in gold and label in got), int(label in got), int(label in gold))
            if (label in gold) != (label in got):
                expected, told = (label, "") if label in gold else ("", label)
                kind: Literal["missed", "false"] = "missed" if label in gold else "false"
                yield ErrorCase(case, kind, label, expected, told, document.sentence(number))


SUITE = Suite(
    name="police_events",
    description="Documents on India in 2002: sentences that tell what the police did (F1 and recall by label).",
    files=("documents.jsonl", "sentences.jsonl"),
    score=score,
)
