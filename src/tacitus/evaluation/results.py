"""What a suite gives back: measures, table rows, and every miss and false alarm with its words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from tacitus.evaluation.system import System

Part = Literal["all", "dev", "held"]
ErrorKind = Literal["missed", "false", "wrong"]
Measure: TypeAlias = "float | Mapping[str, Measure]"
Measures: TypeAlias = Mapping[str, Measure]
Progress = Callable[[int, int | None], None]
"""Called with how many cases are done and how many there are (None where the file is streamed)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the printed table; `detail` is the count behind the value, such as "53/60"."""

    name: str
    value: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ErrorCase:
    """One miss (`missed`), false alarm (`false`) or wrong value (`wrong`), with the words it stands on.

    `case` is the id of the gold item, `slot` what was scored ("mention", "claim", "place" ...), `text` the passage.
    """

    case: str
    kind: ErrorKind
    slot: str
    expected: str
    got: str
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """The scores of one suite on one part; `cases` is how many gold items were scored."""

    suite: str
    part: Part
    cases: int
    measures: Measures
    rows: tuple[Row, ...]
    errors: tuple[ErrorCase, ...] = field(default=(), repr=False)


class Scorer(Protocol):
    """The one function behind every suite."""

    def __call__(
        self,
        folder: Path,
        system: System,
        limit: int | None = None,
        part: Part = "all",
        progress: Progress | None = None,
    ) -> Result:
        """Score `system` on the gold of `folder`: the first `limit` items of the part. Raises InputRefusedError."""
        ...


@dataclass(frozen=True, slots=True)
class Suite:
    """A gold set and its measure. `files` are the names (or patterns) of the files in its folder."""

    name: str
    description: str
    files: tuple[str, ...]
    score: Scorer


def error_lines(errors: Iterable[ErrorCase]) -> Iterator[str]:
    """The errors as JSON lines, in the order in which the gold stands."""
    return (json.dumps(asdict(error), ensure_ascii=False) + "\n" for error in errors)


def write_errors(errors: Iterable[ErrorCase], path: Path) -> int:
    """Write the errors as JSON lines and give their number; an existing file is replaced whole or not at all."""
    beside = path.with_name(f".{path.name}.part")
    count = 0
    with beside.open("w", encoding="utf-8") as file:
        for line in error_lines(errors):
            file.write(line)
            count += 1
    beside.replace(path)
    return count


def rows_of(measures: Measures, details: Mapping[str, str] | None = None) -> tuple[Row, ...]:
    """A table row for every measure; a nested one is named "slots: country". `details` by the same names."""
    known = details or {}
    return tuple(Row(name, value, known.get(name, "")) for name, value in flat(measures))


def flat(measures: Measures, lead: str = "") -> Iterator[tuple[str, float]]:
    """The numbers of nested measures under one name each."""
    for name, value in measures.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{lead}{name}: ")
        else:
            yield f"{lead}{name}", value
