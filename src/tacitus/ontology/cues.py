"""Small sets of words that the coder's conditions look for, kept in cues.csv by name."""

from __future__ import annotations

from functools import cache

from tacitus.errors import TableError
from tacitus.ontology.tables import rows


@cache
def _all() -> dict[str, frozenset[str]]:
    sets: dict[str, frozenset[str]] = {}
    for line, row in rows("tacitus.ontology", "cues.csv", ("name", "words")):
        if row["name"] in sets or not row["words"]:
            raise TableError(f"cues.csv, line {line}: {row['name']!r} stands twice or is empty")
        sets[row["name"]] = frozenset(row["words"].split())
    return sets


def cues(name: str) -> frozenset[str]:
    """The lower-case words of one set. Raises TableError where cues.csv has no such name."""
    try:
        return _all()[name]
    except KeyError:
        raise TableError(f"cues.csv has no set {name!r}") from None
