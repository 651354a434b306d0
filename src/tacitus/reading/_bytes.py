"""Bytes to text: bounded reading, strict decoding, and plain words for what is not text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tacitus.errors import InputRefusedError

MAX_LINE = 10 * 1024 * 1024
"""Longest line of a JSONL or CSV file, in bytes."""
MAX_FILE = 20 * 1024 * 1024
"""Largest text file or web page, in bytes."""

BOM = b"\xef\xbb\xbf"
_SKIP = 1024 * 1024
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive (or an office document)",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"PAR1": "a Parquet file",
    b"SQLite format 3\x00": "an SQLite database",
}
_WIDE_BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
# Tab, line feed, form feed, carriage return and escape (terminal colours) do occur in plain text.
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b") + b"\x7f"
_CONTROLS_IN_TEXT = 0.01


@dataclass(frozen=True)
class Line:
    """One line of a stream: `number` from 1, `offset` in bytes, `data` None where it is longer than `MAX_LINE`."""

    number: int
    offset: int
    data: bytes | None


def lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a stream, line ends kept; a line over `MAX_LINE` is skipped piecewise, never held whole."""
    number, offset = 0, 0
    while data := stream.readline(MAX_LINE + 1):
        number += 1
        start, offset = offset, offset + len(data)
        if len(data) <= MAX_LINE:
            yield Line(number, start, data)
            continue
        ended = data.endswith(b"\n")
        del data
        while not ended and (piece := stream.readline(_SKIP)):
            offset += len(piece)
            ended = piece.endswith(b"\n")
        yield Line(number, start, None)


def read_whole(stream: BinaryIO, where: str, start: bytes = b"") -> bytes:
    """All bytes of a stream after `start`, which was read from it; refused beyond `MAX_FILE` and where all is blank."""
    data = start + stream.read(MAX_FILE + 1 - len(start))
    if len(data) > MAX_FILE:
        raise too_large(where)
    if not data.removeprefix(BOM).strip():
        raise InputRefusedError(where, "it is empty", "give a file that holds the text of a report")
    return data


def too_large(where: str) -> InputRefusedError:
    """The refusal of a text file or page over `MAX_FILE`."""
    return InputRefusedError(
        where, f"it is over {MAX_FILE // 1024**2} MB", "give one report a file, or many as JSON lines (.jsonl)"
    )


def line_too_long(where: str) -> InputRefusedError:
    """The refusal of a line over `MAX_LINE`."""
    return InputRefusedError(where, f"the line is over {MAX_LINE // 1024**2} MB", "one line holds one report")


def decode(data: bytes, where: str, *, offset: int = 0, encoding: str = "utf-8") -> str:
    """The text of `data`, decoded strictly.

    `offset` is where `data` starts in its file, in bytes, so that the refusal names the byte in the file.
    Raises `InputRefusedError` for binary data, for other encodings and for undecodable bytes.
    """
    refuse_binary(data, where)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if _mostly_controls(data):
            raise _binary(where, "binary data") from None
        byte = f"byte {offset + error.start} (0x{data[error.start]:02x})"
        raise InputRefusedError(
            where,
            f"it is not {encoding.upper()} text: {byte} cannot be decoded",
            "convert it, for example with: iconv -f WINDOWS-1252 -t UTF-8",
        ) from None


def refuse_binary(data: bytes, where: str) -> None:
    """Raise `InputRefusedError` where `data` is a known binary format, wide Unicode, or holds what no text holds."""
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise _binary(where, name)
    for bom, name in _WIDE_BOMS.items():
        if data.startswith(bom):
            raise InputRefusedError(where, f"it is {name}, not UTF-8", f"convert it: iconv -f {name} -t UTF-8")
    if b"\x00" in data or (_mostly_controls(data) and not _is_utf8(data)):
        raise _binary(where, "binary data")


def check_text(text: str, where: str) -> None:
    """Raise `InputRefusedError` for text that cannot be kept: half surrogate pairs, control characters."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputRefusedError(
            where, f"the text holds half a surrogate pair at character {error.start}", "write it as valid Unicode"
        ) from None
    if len(data) > MAX_FILE:
        raise too_large(where)
    if b"\x00" in data or _mostly_controls(data):
        raise _binary(where, "binary data")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mostly_controls(data: bytes) -> bool:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls > _CONTROLS_IN_TEXT * len(data)


def _binary(where: str, name: str) -> InputRefusedError:
    return InputRefusedError(
        where, f"it is {name}, not text", "give the text of the report as .txt, .html, .jsonl or .csv"
    )
