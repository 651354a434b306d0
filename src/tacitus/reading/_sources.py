"""`read`: sources to reports. Each bad input is refused on its own; the rest is read."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from tacitus.errors import InputRefusedError
from tacitus.reading._bytes import BOM, MAX_FILE, Line, lines, read_whole, too_large
from tacitus.reading._dates import Published, in_range, parse_iso
from tacitus.reading._fields import Defaults, report_of
from tacitus.reading._pages import page_fields
from tacitus.reading._parquet import parquet_rows
from tacitus.reading._rows import Row, csv_rows, is_csv_header, jsonl_rows
from tacitus.reading._text import text_fields
from tacitus.reading._warc import warc_rows
from tacitus.records import Report

SUFFIXES = (".txt", ".html", ".htm", ".jsonl", ".csv", ".parquet", ".warc", ".warc.gz")
"""Suffixes of the files that are read; case does not matter."""

_SUPPORTED = f"supported are {' '.join(SUFFIXES)}, folders of them, addresses, and - for standard input"
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_BUFFER = 1024 * 1024
_STDIN = "<stdin>"
_PAGE_START = re.compile(rb"<(?:!doctype\s+html|html|\?xml)", re.IGNORECASE)

Source = str | os.PathLike[str]


@dataclass(frozen=True)
class Refusal:
    """One input that was not read: `where` (file, or file:line), `why`, and `advice` on what to do about it."""

    where: str
    why: str
    advice: str = ""

    def __str__(self) -> str:
        """One line for the user, whatever the name of the file."""
        return " ".join(str(InputRefusedError(self.where, self.why, self.advice)).splitlines())


def read(
    source: Source | Iterable[Source],
    *,
    published: Published | str | None = None,
    publisher: str | None = None,
    not_after: date | None = None,
    public_only: bool = False,
) -> Iterator[Report | Refusal]:
    """The reports of one or more sources, in order, as they are read; what cannot be read, as a `Refusal`.

    A source is a file, a folder (read recursively in sorted order; hidden files and other suffixes are passed
    over), the address of a page or feed, or `-` for standard input, which holds JSON lines, a web page or plain
    text. `published` (ISO 8601) and `publisher` fill in what an input leaves out. With `not_after`, later
    publication dates are refused; there is no such bound otherwise, because the same input must read the same on
    any day. With `public_only` no address is fetched, nor followed to, that leads into a private network: for those who
    fetch what somebody else names.

    A report read twice in one call, alike in every field, is given once. Two reports of one id that differ are
    never both given: the second is refused. JSON lines and CSV are streamed: memory stays within a few times
    the longest line allowed, whatever the size of the file.

    Raises `InputRefusedError` at once where `published` itself is not a date.
    """
    try:
        given = parse_iso(published) if isinstance(published, str) else published
        if given is not None:
            in_range(given, published, not_after)
    except ValueError as error:
        raise InputRefusedError("--published", str(error), "write it as YYYY-MM-DD") from None
    many = [source] if isinstance(source, str | os.PathLike) else source
    return _read(many, Defaults(given, (publisher or "").strip() or None, not_after, public_only))


def _read(sources: Iterable[Source], defaults: Defaults) -> Iterator[Report | Refusal]:
    seen: dict[str, tuple[bytes, bytes, str]] = {}
    for source in sources:
        for row in _rows(os.fspath(source), defaults):
            try:
                if isinstance(row, InputRefusedError):
                    raise row
                where, fields = row
                report = report_of(fields, where, defaults)
                if _is_new(report, where, seen):
                    yield report
            except InputRefusedError as refusal:
                yield Refusal(refusal.where, refusal.why, refusal.advice)


def _is_new(report: Report, where: str, seen: dict[str, tuple[bytes, bytes, str]]) -> bool:
    # Digests, not reports, are remembered: a stream may hold millions.
    text = hashlib.sha256(report.text.encode()).digest()
    whole = hashlib.sha256(report.model_dump_json().encode()).digest()
    before = seen.get(report.id)
    if before is None:
        seen[report.id] = (text, whole, where)
        return True
    if before[1] == whole:
        return False
    what = "another text" if before[0] != text else "the same text under another publisher, date or address"
    raise InputRefusedError(
        where, f"its id {report.id!r} is taken by {before[2]}, with {what}", "give each report an id of its own"
    )


def _rows(source: str, defaults: Defaults) -> Iterator[Row]:
    """The rows of one source; whatever goes wrong with the source itself ends it with a refusal."""
    try:
        if source == "-":
            yield from _stdin_rows(sys.stdin.buffer, defaults)
        elif _URL.match(source):
            # Brings an HTTP client, which files do without.
            from tacitus.reading._web import new_client, web_rows

            with new_client(defaults.public_only) as client:
                yield from web_rows(source, defaults.published, client)
        elif not source:
            raise InputRefusedError("''", "a source has no name", _SUPPORTED)
        elif Path(source).is_dir():
            yield from _folder_rows(Path(source), defaults)
        else:
            yield from _file_rows(Path(source), defaults)
    except InputRefusedError as refusal:
        yield refusal
    except OSError as error:
        yield InputRefusedError(source, _said(error), "check the name and its permissions")


def _said(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "it may not be read (permission denied)"
    return f"it cannot be read ({error.strerror or error})"


def _folder_rows(folder: Path, defaults: Defaults) -> Iterator[Row]:
    unreadable: list[OSError] = []
    files: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(parent, name) for name in names if _suffix(name) and not name.startswith(".")]
    for error in unreadable:
        yield InputRefusedError(str(error.filename), _said(error), "check its permissions")
    if not files and not unreadable:
        raise InputRefusedError(str(folder), "nothing in the folder can be read", _SUPPORTED)
    for file in sorted(files):
        yield from _rows(str(file), defaults)


def _suffix(name: str) -> str:
    """The known suffix of a file name, in lower case; empty where there is none."""
    return next((suffix for suffix in SUFFIXES if name.lower().endswith(suffix)), "")


def _file_rows(path: Path, defaults: Defaults) -> Iterator[Row]:
    where, suffix = str(path), _suffix(path.name)
    try:
        status = path.stat()
    except ValueError as error:
        raise InputRefusedError(repr(where), f"no file can have this name ({error})", _SUPPORTED) from None
    if not suffix:
        raise InputRefusedError(where, "its name does not tell its format", _SUPPORTED)
    if not stat.S_ISREG(status.st_mode):
        raise InputRefusedError(where, "it is not a regular file", "pipe it to standard input and give -")
    if suffix == ".parquet":
        yield from _some(parquet_rows(path), where)
        return
    if suffix in (".warc", ".warc.gz"):
        yield from _some(warc_rows(path, defaults.published), where)
        return
    streamed = _STREAMED.get(suffix)
    if streamed is None and status.st_size > MAX_FILE:
        raise too_large(where)
    with path.open("rb", buffering=_BUFFER) as stream:
        if streamed is not None:
            yield from _some(streamed(lines(stream), where), where)
        else:
            yield where, _whole(read_whole(stream, where), where, suffix != ".txt", defaults)


def _stdin_rows(stream: BinaryIO, defaults: Defaults) -> Iterator[Row]:
    """Standard input by its first line: a JSON object, a CSV header, a page, or else plain text."""
    unread = lines(stream)
    head: list[Line] = []
    for line in unread:
        head.append(line)
        if line.data is None or line.data.removeprefix(BOM).strip():
            break
    start = b"".join(line.data for line in head if line.data is not None)
    first = start.removeprefix(BOM).strip()
    too_long = bool(head) and head[-1].data is None
    if too_long or first.startswith(b"{"):
        yield from _some(jsonl_rows(chain(head, unread), _STDIN), _STDIN)
    elif is_csv_header(first):
        yield from _some(csv_rows(chain(head, unread), _STDIN), _STDIN)
    else:
        data = read_whole(stream, _STDIN, start)
        yield _STDIN, _whole(data, _STDIN, _PAGE_START.match(first) is not None, defaults)


def _whole(data: bytes, where: str, page: bool, defaults: Defaults) -> Mapping[str, object]:
    return page_fields(data, where, defaults.published) if page else text_fields(data, where)


def _some(rows: Iterator[Row], where: str) -> Iterator[Row]:
    """The rows, refused where there are none."""
    first = next(rows, None)
    if first is None:
        raise InputRefusedError(where, "it holds no report", "give a file that holds one")
    yield first
    yield from rows


_STREAMED: Mapping[str, Callable[[Iterable[Line], str], Iterator[Row]]] = {".jsonl": jsonl_rows, ".csv": csv_rows}
