"""A notice in words, the same in feed readers and in e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tacitus.watching.alerting import Notice, NoticeKind

_KINDS: dict[NoticeKind, str] = {"new": "New", "changed": "Changed", "merged": "Merged", "withdrawn": "Withdrawn"}


def heading(notice: Notice) -> str:
    """What happened to which event: "Changed: Air strike · Hilla, Iraq · 30 January 2024"."""
    return f"{_KINDS[notice.kind]}: {notice.payload['title']}"


def lines(notice: Notice) -> Iterator[str]:
    """What is known of the event, what changed, and who reports it."""
    payload = notice.payload
    if payload["summary"]:
        yield str(payload["summary"])
    yield f"Status: {payload['event']['status']}."
    for change in payload["changes"]:
        yield f"{str(change['field']).capitalize()}: {change['before']} → {change['after']}."
    if payload["into"]:
        yield f"It is one with {payload['into']}."
    if notice.kind == "withdrawn":
        yield f"It stands no longer: {'; '.join(payload['why'])}."
    for report in payload["reports"]:
        yield f"Reported by {_source(report)}"


def _source(report: dict[str, Any]) -> str:
    name = report["publisher"] or "a publisher that is not named"
    title = f": “{report['title']}”" if report["title"] else ""
    where = report["url"] or report["link"]
    return f"{name}{title}" + (f" <{where}>" if where else "")
