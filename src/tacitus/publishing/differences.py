"""What changed between two states of the ledger, for reading and as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tacitus.analysis.words import listed, when
from tacitus.ledger import Changed, Changes
from tacitus.publishing.sentences import event_title, figure_words
from tacitus.records import Casualties, DateRange, Event, Figure

_HEADINGS = {"new": "New events", "merged": "Merged", "withdrawn": "Withdrawn", "changed": "Changed"}


@dataclass(frozen=True)
class FieldChange:
    """What a field of an event was and is, in words."""

    field: str
    before: str
    after: str


def difference_lines(changes: Changes) -> Iterator[str]:
    """The differences for reading: reports, events by what became of them, claims, decisions; each with why."""
    if not changes:
        yield "nothing changed"
        return
    for kind, heading in _HEADINGS.items():
        those = [c for c in changes.events if c.kind == kind]
        if those:
            yield f"{heading} ({len(those)})"
        for change in those:
            yield from _event_lines(change)
    yield from _listed("Claims", changes.claims, lambda record: f'{record["kind"]}: "{record["evidence"]["text"]}"')
    yield from _listed("Reports", changes.reports, _report_words)
    yield from _listed("Decisions", changes.decisions, lambda record: str(record["kind"]))


def difference_json(changes: Changes) -> Iterator[str]:
    """One JSON object a line: `record` (event, claim, report, decision), `id`, `kind`, `into`, `fields`, `why`.

    `fields` gives for each changed field what it was and is.
    """
    named = ("event", changes.events), ("claim", changes.claims), ("report", changes.reports)
    for record, those in (*named, ("decision", changes.decisions)):
        for change in those:
            before, after = change.before or {}, change.after or {}
            fields = {f: {"before": before.get(f), "after": after.get(f)} for f in change.fields}
            if record == "report":
                fields = {}
            line = {"record": record, "id": change.subject, "kind": change.kind, "into": change.into}
            yield json.dumps(line | {"fields": fields, "why": list(change.why)}, ensure_ascii=False) + "\n"


def _event_lines(change: Changed) -> Iterator[str]:
    record = change.after or change.before
    into = f" -> {change.into}" if change.into else ""
    yield f"  {change.subject}{into}  {event_title(Event.model_validate(record))}"
    if change.before and change.after:
        for one in field_changes(change.before, change.after, change.fields):
            yield f"      {one.field}: {one.before} -> {one.after}"
    for reason in change.why:
        yield f"      why: {reason}"


def field_changes(before: Mapping[str, Any], after: Mapping[str, Any], fields: Iterable[str]) -> Iterator[FieldChange]:
    """How these fields of an event differ between two of its forms, given as JSON values; figures one by one."""
    for field in fields:
        was, now = before.get(field), after.get(field)
        if field == "casualties":
            for toll in Casualties.model_fields:
                then, since = (_figure((casualties or {}).get(toll)) for casualties in (was, now))
                if then != since:
                    yield FieldChange(toll, then, since)
        else:
            yield FieldChange(field.replace("_", " "), _words(field, was), _words(field, now))


def _words(field: str, value: Any) -> str:
    if field == "date":
        return when(DateRange.model_validate(value)) or "unknown"
    if field == "response_to":
        return listed([str(v["event"] or v["claim"]) for v in value]) or "none"
    if isinstance(value, list):
        return listed([str(v.get("name") or v.get("id")) if isinstance(v, dict) else str(v) for v in value]) or "none"
    return str(value)


def _figure(value: Any) -> str:
    return figure_words(Figure.model_validate(value)) if value else "unknown"


def _listed(heading: str, those: Sequence[Changed], words: Any) -> Iterator[str]:
    if those:
        yield f"{heading} ({len(those)})"
    for change in those:
        yield f"  {change.subject}  {change.kind}, {words(change.after or change.before)}: {'; '.join(change.why)}"


def _report_words(record: Mapping[str, Any]) -> str:
    report = record["report"]
    return str(report["title"] or report["publisher"] or "no title")
