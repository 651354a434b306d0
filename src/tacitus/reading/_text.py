"""Plain text files: the text as it stands, after optional header lines."""

from __future__ import annotations

import re

from tacitus.errors import InputRefusedError
from tacitus.reading._bytes import BOM, decode

_HEADER = re.compile(r"(id|title|url|publisher|published|lang)[ \t]*:[ \t]*(.*?)[ \t]*(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
_BLANK_LINE = re.compile(r"[ \t]*(?:\r\n|\r|\n)")


def text_fields(data: bytes, where: str) -> dict[str, object]:
    """The fields of a text file.

    A file may start with header lines, in any order and each at most once, set off by a blank line:

        Published: 2023-11-22
        Publisher: Example Wire
        Title: Two sites struck
        URL: https://example.org/report

    (`ID:` and `Lang:` too.) What follows is the text, byte for byte as decoded: line ends are kept.
    Raises `InputRefusedError` for what is not UTF-8 text and for a header that stands twice.
    """
    body = data.removeprefix(BOM)
    text = decode(body, where, offset=len(data) - len(body))
    fields: dict[str, object] = {}
    at = 0
    while found := _HEADER.match(text, at):
        name = found.group(1).lower()
        if name in fields:
            raise InputRefusedError(where, f"its header line '{name}' stands twice", "keep one")
        fields[name] = found.group(2)
        at = found.end()
    while fields and (blank := _BLANK_LINE.match(text, at)):
        at = blank.end()
    return fields | {"text": text[at:]}
