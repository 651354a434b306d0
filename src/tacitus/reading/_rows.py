"""Many reports in one stream: JSON lines and CSV, read a line at a time, each bad line refused on its own."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from tacitus.errors import InputRefusedError
from tacitus.reading._bytes import BOM, MAX_LINE, Line, decode, line_too_long, refuse_binary
from tacitus.reading._fields import FIELDS

Row = tuple[str, Mapping[str, object]] | InputRefusedError
"""Where a row stands (file:line) and its fields, or why it cannot be read."""

# The default of 128 KB a field refuses long reports; the limit is the module's own, so it is only ever raised.
csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE))


def jsonl_rows(lines: Iterable[Line], name: str) -> Iterator[Row]:
    """The objects of JSON lines; blank lines are passed over. Raises `InputRefusedError` for a binary file."""
    for line in _from_text(lines, name):
        where = f"{name}:{line.number}"
        try:
            text = _text_of(line, where)
            if text.strip():
                yield where, _object(text, where)
        except InputRefusedError as refusal:
            yield refusal


def _object(text: str, where: str) -> Mapping[str, object]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        advice = "one JSON object a line"
        if text.strip() in ("{", "["):
            advice += "; a file of indented JSON becomes JSON lines with: jq -c '.[]?'"
        raise InputRefusedError(where, f"broken JSON: {error.msg} at column {error.colno}", advice) from None
    except (ValueError, RecursionError):
        raise InputRefusedError(
            where, "broken JSON: a number or a nesting beyond all bounds", "one JSON object a line"
        ) from None
    if not isinstance(value, dict):
        raise InputRefusedError(where, "the line is not a JSON object", 'write {"text": ...} on each line')
    return value


def csv_rows(lines: Iterable[Line], name: str) -> Iterator[Row]:
    """The rows of a CSV file whose first row names its columns; comma, semicolon or tab between them.

    Raises `InputRefusedError` where the header cannot be used, since no row can be read then.
    """
    numbered = _Numbered(_from_text(lines, name), name)
    delimiter = ","
    header: list[str] | None = None
    reader = csv.reader(numbered, strict=True)
    while True:
        numbered.start()
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield InputRefusedError(numbered.where, f"broken CSV: {error}", "check its quotes")
            continue
        except InputRefusedError as refusal:
            if header is None:
                raise
            yield refusal
            continue
        if header is None:
            if len(cells) == 1 and (delimiter := _delimiter(cells[0])) != ",":
                cells = next(csv.reader(cells, delimiter=delimiter))
                reader = csv.reader(numbered, delimiter=delimiter, strict=True)
            header = [cell.strip().lower() for cell in cells]
            if "text" not in header:
                raise InputRefusedError(name, "its header has no column 'text'", f"the columns are {', '.join(FIELDS)}")
        elif len(cells) == len(header):
            yield numbered.where, {k: v for k, v in zip(header, cells, strict=True) if v or k == "text"}
        elif cells:
            why = f"the row has {len(cells)} fields, the header {len(header)}"
            yield InputRefusedError(numbered.where, why, "quote fields that hold the separator")
    if header is None:
        raise InputRefusedError(name, "it is empty", "give a header row and one report a row")


def is_csv_header(line: bytes) -> bool:
    """Whether a line is the header of a CSV file of reports: columns of known names, 'text' among them."""
    cells = re.split(rb"[,;\t]", line.lower())
    names = {cell.strip().strip(b'"').decode("ascii", "replace") for cell in cells}
    return "text" in names and len(cells) > 1 and len(names & set(FIELDS)) > 1


def _delimiter(header: str) -> str:
    return max(",;\t", key=lambda mark: (header.count(mark), mark == ","))


class _Numbered:
    """Decoded lines for `csv.reader`, which remembers the line on which the present record starts."""

    def __init__(self, lines: Iterable[Line], name: str) -> None:
        self._lines, self._name = iter(lines), name
        self._first: int | None = None
        self._size = 0

    def start(self) -> None:
        """A new record begins with the next line."""
        self._first, self._size = None, 0

    @property
    def where(self) -> str:
        """File and line of the present record."""
        return f"{self._name}:{self._first}"

    def __iter__(self) -> _Numbered:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._first = self._first or line.number
        text = _text_of(line, f"{self._name}:{line.number}")
        self._size += len(text)
        if self._size > MAX_LINE:
            raise InputRefusedError(self.where, f"the row is over {MAX_LINE // 1024**2} MB", "check its quotes")
        return text


def _from_text(lines: Iterable[Line], name: str) -> Iterator[Line]:
    # A binary file would otherwise be refused once for each of its accidental line ends.
    for line in lines:
        if line.number == 1 and line.data is not None:
            refuse_binary(line.data, name)
        yield line


def _text_of(line: Line, where: str) -> str:
    if line.data is None:
        raise line_too_long(where)
    data = line.data.removeprefix(BOM) if line.number == 1 else line.data
    return decode(data, where, offset=line.offset + len(line.data) - len(data))
