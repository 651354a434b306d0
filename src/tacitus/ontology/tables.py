"""Reads the package's CSV tables, with errors that name the file, the row and the fault."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files

from tacitus.errors import TableError


def rows(package: str, name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of `package`/`name` as (line number, column -> stripped text).

    Raises TableError where a column is missing or a row has too many or too few cells.
    """
    with files(package).joinpath(name).open(encoding="utf-8") as table:
        reader = csv.DictReader(table)
        missing = [c for c in columns if c not in (reader.fieldnames or [])]
        if missing:
            raise TableError(
                f"{name}: the column {missing[0]!r} is missing; the first line must name {', '.join(columns)}"
            )
        for row in reader:
            if None in row or None in row.values():
                raise TableError(f"{name}, line {reader.line_num}: wrong number of cells; quote texts that hold commas")
            yield reader.line_num, {k: v.strip() for k, v in row.items()}
