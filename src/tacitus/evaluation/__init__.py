"""Evaluation: gold sets and the field's own measures, for Tacitus or any other system.

    result = evaluate("passages", Path("my-gold"))
    print(result.measures["mention_f1"])
    write_errors(result.errors, Path("errors.jsonl"))

A suite reads its folder one item at a time, gives its measures and lists every miss and false alarm. Improve a coder
on `part="dev"` and report on `part="held"`, the held-out fifth. docs/own-gold.md says how to bring your own gold.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tacitus.errors import TacitusError
from tacitus.evaluation import (
    actors,
    dispatches,
    event_types,
    geoparsing,
    maverick,
    muc4,
    passages,
    plover,
    police_events,
    re3d,
)
from tacitus.evaluation.comparing import Difference, compare, load_measures
from tacitus.evaluation.results import (
    ErrorCase,
    Measures,
    Part,
    Progress,
    Result,
    Row,
    Suite,
    error_lines,
    write_errors,
)
from tacitus.evaluation.system import Codes, Kept, Linker, Name, Point, System, Tacitus

__all__ = [
    "SUITES",
    "Codes",
    "Difference",
    "ErrorCase",
    "Kept",
    "Linker",
    "Measures",
    "Name",
    "Part",
    "Point",
    "Progress",
    "Result",
    "Row",
    "Suite",
    "System",
    "Tacitus",
    "UnknownSuiteError",
    "compare",
    "error_lines",
    "evaluate",
    "load_measures",
    "write_errors",
]

_MODULES = (
    dispatches,
    passages,
    maverick,
    re3d,
    muc4,
    event_types,
    actors,
    plover,
    geoparsing,
    police_events,
)
SUITES: Mapping[str, Suite] = MappingProxyType({module.SUITE.name: module.SUITE for module in _MODULES})
"""The suites by name."""


class UnknownSuiteError(TacitusError):
    """The suite asked for is none of SUITES."""


def evaluate(
    suite: str,
    folder: Path,
    *,
    coder: Codes | None = None,
    system: System | None = None,
    limit: int | None = None,
    part: Part = "all",
    progress: Progress | None = None,
) -> Result:
    """Score a system on the gold of `folder`.

    `system` is what is scored, Tacitus where None; `coder` replaces only its coder. `limit` scores the first so many
    items, `part` the development or the held-out part. Raises UnknownSuiteError, and InputRefusedError for faulty gold.
    """
    if suite not in SUITES:
        raise UnknownSuiteError(f"there is no suite {suite!r}; choose one of {', '.join(SUITES)}")
    if limit is not None and limit < 1:
        raise TacitusError(f"the limit must be at least 1, not {limit}")
    under_test = system if system is not None else Tacitus(coder)
    return SUITES[suite].score(folder, under_test, limit, part, progress)
