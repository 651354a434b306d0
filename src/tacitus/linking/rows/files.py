"""JSON lines of coded rows, of mentions or of coded reports -> one event label each, and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import ValidationError

from tacitus.errors import InputRefusedError
from tacitus.linking.blocking import candidate_pairs
from tacitus.linking.clustering import THRESHOLD, cluster
from tacitus.linking.comparing import judge
from tacitus.linking.rows.explaining import links, verdict
from tacitus.linking.rows.grouping import row_labels
from tacitus.linking.rows.reading import Row, row_of
from tacitus.linking.tables import SCALE
from tacitus.linking.telling import Telling
from tacitus.records import CodedReport, Mention, Report

ADVICE = "give MAVERICK's columns, a mention, or a line of `tacitus code`"


@dataclass
class Linked:
    """The label of every row that could be read, in the order of the input, and what was refused."""

    labels: dict[str, str] = field(default_factory=dict)
    refused: list[InputRefusedError] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)

    def explained(self) -> Iterator[dict[str, Any]]:
        """Each pair of rows or mentions that was compared: whether it is one event, and why in words."""
        yield from (asdict(pair) for pair in links(self.rows))
        judged = (judge(a, b) for a, b in candidate_pairs(self.tellings))
        for pair in sorted(judged, key=lambda one: (one.a, one.b)):
            together = self.labels[pair.a] == self.labels[pair.b]
            yield {
                "a": pair.a,
                "b": pair.b,
                "one_event": together,
                "verdict": verdict(together, pair.probability >= THRESHOLD),
                "probability": round(pair.probability, 3),
                "log_odds": None if pair.veto else pair.score / SCALE,
                "why": pair.why,
            }


def link_lines(lines: Iterable[str], name: str) -> Linked:
    """Label every row and mention of some JSON lines; `name` says in refusals where they come from.

    A mention without its report is known by what was coded, not by its wording.
    """
    linked, order = Linked(), list[str]()
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            read = _read(line)
        except InputRefusedError as refusal:
            linked.refused.append(InputRefusedError(f"{name}:{number}", str(refusal)))
            continue
        for item in read:
            id_ = item.id if isinstance(item, Row) else item.key
            if id_ in seen:
                linked.refused.append(InputRefusedError(f"{name}:{number}", f"{id_} stands twice", "give each an id"))
                continue
            seen.add(id_)
            order.append(id_)
            (linked.rows if isinstance(item, Row) else linked.tellings).append(item)  # type: ignore[arg-type]
    labels = row_labels(linked.rows) | _labels_of(linked.tellings)
    linked.labels = {id_: labels[id_] for id_ in order}
    return linked


def _labels_of(tellings: list[Telling]) -> dict[str, str]:
    """Mention id -> the least mention id of its event; what makes no event stands alone."""
    labels = {t.key: t.key for t in tellings}
    for event in cluster(tellings).events:
        labels |= dict.fromkeys((t.key for t in event), min(t.key for t in event))
    return labels


def _read(line: str) -> list[Row] | list[Telling]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputRefusedError("the line", f"is not JSON ({error})", "one JSON object a line") from error
    if not isinstance(value, dict):
        raise InputRefusedError("the line", "is not a JSON object", ADVICE)
    try:
        if "mentions" in value:
            return list(_of_report(CodedReport.model_validate(value)))
        if "evidence" in value:
            return [_alone(value)]
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(map(str, first["loc"]))
        raise InputRefusedError("the line", f"{at}: {first['msg']}", ADVICE) from error
    if "date_start" not in value:
        raise InputRefusedError("the line", "is no coded row, mention or coded report", ADVICE)
    return [row_of(value)]


def _of_report(coded: CodedReport) -> Iterator[Telling]:
    return (Telling(mention, coded.report) for mention in coded.mentions)


def _alone(value: Mapping[str, Any]) -> Telling:
    mention = Mention.model_validate(value)
    report, _, rest = mention.id.rpartition(":")
    return Telling(mention, Report(id=report or rest, text=""))
