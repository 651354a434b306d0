"""The MAVERICK suite: coded reports of election violence -> events (van Baalen & Hoglund 2026, CC BY 4.0).

Only linking is scored: the rows go to the system without their event, and its labels are compared with the gold
clusters by B-cubed and by pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ConfigDict

from tacitus.errors import InputRefusedError
from tacitus.evaluation.loading import Gold, chosen, gold_file, json_rows, unique
from tacitus.evaluation.metrics import bcubed, linked_pairs
from tacitus.evaluation.results import ErrorCase, Measure, Part, Progress, Result, Suite, rows_of
from tacitus.evaluation.system import System

SHOWN = ("date_start", "city", "location", "actor1", "actor2", "deaths_best", "source_author")


class CodedRow(Gold):
    """One coded report; every other column is passed on as it stands."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str
    event_id: str

    @property
    def columns(self) -> dict[str, str]:
        """The row as a linker gets it: without the event."""
        return {"id": self.id, **{k: "" if v is None else str(v) for k, v in (self.model_extra or {}).items()}}


def load(folder: Path) -> Iterator[CodedRow]:
    """The rows of reports.jsonl. Raises InputRefusedError."""
    path = gold_file(folder, "reports.jsonl")
    return unique(json_rows(path, CodedRow), lambda row: row.id, path)


def score(
    folder: Path, system: System, limit: int | None = None, part: Part = "all", progress: Progress | None = None
) -> Result:
    """Have the rows of the part linked and score the labels. Events are kept whole: the part is by event id."""
    rows = list(chosen(load(folder), lambda row: row.event_id, part, limit))
    result = score_labels(rows, system.link([row.columns for row in rows]), part)
    if progress is not None:
        progress(len(rows), len(rows))
    return result


def score_labels(rows: Sequence[CodedRow], labels: Mapping[str, str], part: Part = "all") -> Result:
    """Score event labels, one for each row id. Raises InputRefusedError where a row has none."""
    lost = [row.id for row in rows if row.id not in labels]
    if lost:
        raise InputRefusedError(f"report {lost[0]}", f"has no event label ({len(lost)} have none)", "label every row")
    gold = {row.id: row.event_id for row in rows}
    got = {id_: labels[id_] for id_ in gold}
    pairs = linked_pairs(gold, got)
    precision, recall, f1 = bcubed(gold, got)
    measures: dict[str, Measure] = {
        "pair_f1": pairs.f1,
        "bcubed_f1": f1,
        "pair_precision": pairs.precision,
        "pair_recall": pairs.recall,
        "bcubed_precision": precision,
        "bcubed_recall": recall,
        "reports": len(gold),
        "gold_events": len(set(gold.values())),
        "events": len(set(got.values())),
    }
    details = {"pair_f1": pairs.detail}
    return Result("maverick", part, len(gold), measures, rows_of(measures, details), tuple(_errors(rows, got)))


def _errors(rows: Iterable[CodedRow], got: Mapping[str, str]) -> Iterator[ErrorCase]:
    """One case for each gold event that was split and for each prediction that mixes events."""
    of_gold: dict[str, list[CodedRow]] = defaultdict(list)
    of_label: dict[str, list[CodedRow]] = defaultdict(list)
    for row in rows:
        of_gold[row.event_id].append(row)
        of_label[got[row.id]].append(row)
    for event, members in of_gold.items():
        labels = sorted({got[row.id] for row in members})
        if len(labels) > 1:
            yield ErrorCase(event, "missed", "link", event, ", ".join(labels), _lines(members))
    for label, members in of_label.items():
        events = sorted({row.event_id for row in members})
        if len(events) > 1:
            yield ErrorCase(label, "false", "link", ", ".join(events), label, _lines(members))


def _lines(rows: Iterable[CodedRow]) -> str:
    return "\n".join(f"{row.id}: " + " | ".join(filter(None, map(row.columns.get, SHOWN))) for row in rows)


SUITE = Suite(
    name="maverick",
    description="Coded reports of election violence in Kenya: which reports tell of one event (linking only).",
    files=("reports.jsonl",),
    score=score,
)
