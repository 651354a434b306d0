"""Records and a stand-in system for the tests of the suites; texts of our own wording."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tacitus.evaluation import Kept, Name, Point
from tacitus.records import (
    Actor,
    Casualties,
    Claim,
    CodedReport,
    DateRange,
    Evidence,
    Factuality,
    Figure,
    Mention,
    Report,
    Role,
    Span,
)

GOLD = Path(__file__).parents[2].parent / "shared" / "gold"
"""Where the gold sets stand on a machine that has them."""


NO_DATE = DateRange()


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def actor(id_: str, name: str | None = None) -> Actor:
    kind = "unidentified" if id_.startswith("group:") else "rebels"
    return Actor(id=id_, name=name or id_, kind=kind)


def mention(
    report: Report,
    action: str,
    trigger: str,
    *,
    number: int = 1,
    factuality: Factuality = "occurred",
    role: Role = "focus",
    date: DateRange = NO_DATE,
    initiators: Sequence[Actor] = (),
    targets: Sequence[Actor] = (),
    killed: Figure | None = None,
    wounded: Figure | None = None,
    **words: str | Sequence[str],
) -> Mention:
    """A mention whose evidence are words of the report: `initiator="gunmen"`, `place=["Kassal"]` ..."""
    spans: list[tuple[str, str]] = [("trigger", trigger)]
    for field, value in words.items():
        spans += [(field, text) for text in ([value] if isinstance(value, str) else value)]
    evidence = []
    for field, text in spans:
        start = report.text.index(text)
        evidence.append(
            Evidence(report=report.id, field=field, start=start, end=start + len(text), text=text, how="test")
        )
    return Mention(
        id=f"{report.id}:m{number}",
        report=report.id,
        action=action,
        factuality=factuality,
        role=role,
        date=date,
        initiators=tuple(initiators),
        targets=tuple(targets),
        casualties=Casualties(killed=killed, wounded=wounded),
        evidence=tuple(evidence),
    )


def claim(report: Report, kind: str, value: int | str | None, words: str) -> Claim:
    start = report.text.index(words)
    span = Span(start=start, end=start + len(words), text=words)
    return Claim(id=f"{report.id}:c{start}", report=report.id, kind=kind, value=value, evidence=span)


class StandIn:
    """A system that gives what a test tells it to; what it was not told raises."""

    def __init__(
        self,
        mentions: Callable[[Report], Sequence[Mention]] | None = None,
        claims: Callable[[Report], Sequence[Claim]] | None = None,
        kept: Kept | None = None,
        labels: Mapping[str, str] | None = None,
        names: Sequence[Name] | None = None,
        points: Sequence[Point] | None = None,
        resolved: Sequence[Point | None] | None = None,
    ) -> None:
        self._mentions, self._claims, self._kept, self._labels = mentions, claims, kept, labels
        self._names, self._points, self._resolved = names, points, resolved
        self.read: list[Report] = []
        self.rows: Sequence[Mapping[str, str]] = ()

    def code(self, report: Report) -> CodedReport:
        self.read.append(report)
        mentions = tuple(self._mentions(report)) if self._mentions else ()
        claims = tuple(self._claims(report)) if self._claims else ()
        return CodedReport(report=report, mentions=mentions, claims=claims)

    def keep(self, coded: Iterable[CodedReport]) -> Kept:
        assert self._kept is not None
        return self._kept

    def link(self, rows: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
        assert self._labels is not None
        self.rows = rows
        return self._labels

    def names(self, text: str) -> Sequence[Name]:
        assert self._names is not None
        return self._names

    def points(self, text: str) -> Sequence[Point]:
        assert self._points is not None
        return self._points

    def resolve(self, text: str, spans: Sequence[tuple[int, int]]) -> Sequence[Point | None]:
        assert self._resolved is not None
        return self._resolved
