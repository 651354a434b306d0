"""The fields of an input report, whatever file they came in, checked and made into a `Report`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tacitus.errors import InputRefusedError
from tacitus.reading._bytes import check_text
from tacitus.reading._dates import Published, in_range, parse_iso
from tacitus.reading.language import decided_language
from tacitus.records import Report

FIELDS = ("id", "text", "title", "url", "publisher", "published", "lang")
_MAX_ID = 256
_ISO_ADVICE = "write it as YYYY-MM-DD or YYYY-MM-DDThh:mm:ss+00:00"


@dataclass(frozen=True)
class Defaults:
    """What a caller says for all inputs: it fills what an input leaves out; `not_after` bounds `published`.

    With `public_only` no address is fetched that leads to a machine which the public internet does not reach.
    """

    published: Published | None = None
    publisher: str | None = None
    not_after: date | None = None
    public_only: bool = False


def report_id(text: str) -> str:
    """The id of a report that has none: the first 16 hex digits of the SHA-256 of its text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def report_of(fields: Mapping[str, object], where: str, defaults: Defaults) -> Report:
    """The report of one row, page or file; unknown fields are left aside.

    `published` may be a string or an already read date. Raises `InputRefusedError`, naming the field at fault.
    """
    text = fields.get("text")
    if text is None:
        raise InputRefusedError(where, "it has no field 'text'", f"the fields of a report are {', '.join(FIELDS)}")
    if not isinstance(text, str):
        raise InputRefusedError(where, f"its 'text' is {_kind(text)}, not a string", "give the text of the report")
    if not text.strip():
        raise InputRefusedError(where, "its text is empty", "give the text of the report")
    check_text(text, where)
    return Report(
        id=_id(fields.get("id"), where) or report_id(text),
        text=text,
        title=_string(fields, "title", where),
        url=_string(fields, "url", where),
        publisher=_string(fields, "publisher", where) or defaults.publisher,
        published=_published(fields.get("published"), where, defaults),
        lang=decided_language(text, _string(fields, "lang", where)),
    )


def _id(value: object, where: str) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InputRefusedError(where, f"its 'id' is {_kind(value)}", "give a string or a whole number")
    if not value.strip() or len(value) > _MAX_ID or not value.isprintable():
        raise InputRefusedError(
            where, "its 'id' is blank, too long or not printable", f"give 1 to {_MAX_ID} characters"
        )
    if {".", ".."} & set(value.split("/")):
        why = f"its 'id' {value[:80]!r} cannot stand in an address"
        raise InputRefusedError(where, why, "leave out '.' and '..' between slashes")
    return value


def _string(fields: Mapping[str, object], name: str, where: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputRefusedError(where, f"its {name!r} is {_kind(value)}, not a string", "give a string or leave it out")
    check_text(value, where)
    return value.strip() or None


def _published(value: object, where: str, defaults: Defaults) -> Published | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return defaults.published
    if not isinstance(value, str | date):
        raise InputRefusedError(where, f"its 'published' is {_kind(value)}, not a date", _ISO_ADVICE)
    try:
        parsed = parse_iso(value) if isinstance(value, str) else value
        return in_range(parsed, value, defaults.not_after)
    except ValueError as error:
        raise InputRefusedError(where, str(error), _ISO_ADVICE) from None


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), "a date" if isinstance(value, date | datetime) else f"a {type(value).__name__}")
