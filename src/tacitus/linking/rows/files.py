"""JSON lines of coded rows, of mentions or of coded reports -> one event label each, and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import ValidationError

from tacitus.errors import InputRefusedError
from tacitus.linking.blocking import candidate_pairs
from tacitus.linking.clustering import cluster
from tacitus.linking.comparing import judge
from tacitus.linking.linkage import THRESHOLD
from tacitus.linking.rows.explaining import links, verdict
from tacitus.linking.rows.grouping import row_labels
from tacitus.linking.rows.reading import Row, row_of
from tacitus.linking.tables import SCALE
from tacitus.linking.telling import Telling, tellings
from tacitus.linking.traits import Traits
from tacitus.records import CodedReport, Mention, Report

ADVICE = "give MAVERICK's columns, a mention, or a line of `tacitus code`"


@dataclass
class Linked:
    """The label of every row and mention that has an id, in the order of the input, and what was refused.

    A row that cannot be compared, for want of a day perhaps, is refused by name and stands alone under its own id.
    """

    labels: dict[str, str] = field(default_factory=dict)
    refused: list[InputRefusedError] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    tellings: list[Traits] = field(default_factory=list)

    def take(self, value: Mapping[str, Any], where: str) -> None:
        """Read one object of the input, which stands there; it is not linked yet."""
        try:
            self._keep(_read(value))
        except InputRefusedError as refusal:
            self.refused.append(InputRefusedError(where, str(refusal)))
            if "mentions" not in value and value.get("id"):
                self.labels.setdefault(str(value["id"]), str(value["id"]))

    def _keep(self, items: Sequence[Row | Traits]) -> None:
        for item in items:
            id_ = item.id if isinstance(item, Row) else item.key
            if id_ in self.labels:
                raise InputRefusedError(id_, "stands twice", "give each an id of its own")
            self.labels[id_] = id_
            if isinstance(item, Row):
                self.rows.append(item)
            else:
                self.tellings.append(item)

    def link(self) -> Linked:
        """Label what was read."""
        self.labels |= row_labels(self.rows) | _labels_of(self.tellings)
        return self

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
    linked = Linked()
    for number, line in enumerate(lines, 1):
        where = f"{name}:{number}"
        try:
            if line.strip():
                linked.take(_object(line), where)
        except InputRefusedError as refusal:
            linked.refused.append(InputRefusedError(where, str(refusal)))
    return linked.link()


def link_columns(rows: Iterable[Mapping[str, Any]]) -> Linked:
    """Label coded rows given by their columns."""
    linked = Linked()
    for number, row in enumerate(rows, 1):
        linked.take(row, f"row {number}")
    return linked.link()


def _labels_of(told: Sequence[Traits]) -> dict[str, str]:
    """Mention id -> the least mention id of its event; what makes no event stands alone."""
    labels = {t.key: t.key for t in told}
    for event in cluster(told).events:
        labels |= dict.fromkeys((t.key for t in event), min(t.key for t in event))
    return labels


def _object(line: str) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputRefusedError("the line", f"is not JSON ({error})", "one JSON object a line") from error
    if not isinstance(value, dict):
        raise InputRefusedError("the line", "is not a JSON object", ADVICE)
    return value


def _read(value: Mapping[str, Any]) -> Sequence[Row | Traits]:
    try:
        if "mentions" in value:
            return [told.traits for told in tellings([CodedReport.model_validate(value)])]
        if "evidence" in value:
            return [_alone(value).traits]
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(map(str, first["loc"]))
        raise InputRefusedError("the line", f"{at}: {first['msg']}", ADVICE) from error
    if "date_start" not in value:
        raise InputRefusedError("the line", "is no coded row (date_start is missing), mention or coded report", ADVICE)
    return [row_of(value)]


def _alone(value: Mapping[str, Any]) -> Telling:
    mention = Mention.model_validate(value)
    report, _, rest = mention.id.rpartition(":")
    return Telling(mention, Report(id=report or rest, text=""))
