"""An earlier run beside this one: which measures rose, fell, came or went."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tacitus.errors import InputRefusedError
from tacitus.evaluation.results import Measures, flat


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure before and after; None on the side where it is not measured."""

    name: str
    before: float | None
    after: float | None

    @property
    def change(self) -> float | None:
        """After less before; None where one of them is missing."""
        return None if self.before is None or self.after is None else self.after - self.before


def load_measures(path: Path) -> Measures:
    """The measures of an earlier run: a file whose last line is the JSON object `tacitus evaluate` printed.

    Raises InputRefusedError where the file is not that.
    """
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefusedError(str(path), f"cannot be read ({error})") from error
    whole, last = _parsed(text), _parsed(text.rpartition("\n")[2])
    for found in (whole, last):
        if isinstance(found, dict) and _is_measures(found):
            return found
    raise InputRefusedError(
        str(path), "is not the output of an earlier run", "give the JSON object that `tacitus evaluate` printed last"
    )


def compare(before: Measures, after: Measures) -> tuple[Difference, ...]:
    """The measures that differ, in the order of the later run, then those it no longer has."""
    old, new = dict(flat(before)), dict(flat(after))
    names = [*new, *(name for name in old if name not in new)]
    return tuple(Difference(n, old.get(n), new.get(n)) for n in names if old.get(n) != new.get(n))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _is_measures(value: Mapping[str, Any]) -> bool:
    return all(
        _is_measures(v) if isinstance(v, dict) else isinstance(v, int | float) and not isinstance(v, bool)
        for v in value.values()
    )
