"""What a rule of the date grammar is: a pattern anchored where an expression may begin, and how its match is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from tacitus.coding.dating.calendar import UNKNOWN, one_day
from tacitus.records import DatePrecision, DateRange

DateKind = Literal["point", "range", "since", "until", "relative_to_event", "duration", "recurring"]


class Found(NamedTuple):
    """The reading of one expression; `offset_days` and `vague` as in `DateSpan`."""

    range: DateRange
    kind: DateKind = "point"
    offset_days: int | None = None
    offset_precision: DatePrecision = "day"
    vague: bool = False


# A promise, a demand or an appointment in the same clause puts an undated day ahead of publication, not behind it.
_AHEAD_BEFORE = re.compile(
    r"\b(?:will|shall|'ll|won't|(?:is|are|was|were) to|(?:is|are|was|were|falls?) due|due|scheduled"
    r"|set (?:to|for)|plans? to|plots? to|planned for|planning"
    r"|expected|unless|deadline|ultimatum|called for|calls? for|demand(?:s|ed)?|promise[sd]? to|vow(?:s"
    r"|ed)? to|threaten(?:s|ed)? to"
    r"|(?:might|could|would|(?<!\d )(?<!in )(?<!of )(?<!since )may(?! \d)) (?!have\b)|going to|ahead of|out by"
    r"|until further notice)\b(?P<gap>(?:[^.,:;!?\n]|(?<=\d)[:.](?=\d)|(?<=\b[ap])\.)*)$"
)
_SAID = re.compile(
    r"\b(?:said|says?|told|announced|reported|added|wrote|warned|vowed|stated|declared|claimed|confirmed"
    r"|denied|on \w+day|after|when|since|which|who)\b"
)
_AHEAD_AFTER = re.compile(r"[,]? (?:will|shall|is to|are to|is due|is expected|at the latest)\b")


@dataclass(frozen=True, slots=True)
class Context:
    """The text a rule is read in, folded and as written, and the day of its publication."""

    text: str
    low: str
    published: date | None

    def ahead(self, start: int, end: int) -> bool:
        """Whether the words around an expression put it after publication."""
        m = _AHEAD_BEFORE.search(self.low, max(0, start - 90), start)
        if m is not None and _SAID.search(m.group("gap")) is None:
            return True
        return _AHEAD_AFTER.match(self.low, end) is not None

    def capital(self, at: int) -> bool:
        """Whether the word at `at` is written with a capital."""
        return self.text[at].isupper()


class Rule(NamedTuple):
    """A pattern matched where an expression may begin; `read` returns None where the words are no date after all."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Context], Found | None]


def rule(pattern: str, read: Callable[[re.Match[str], Context], Found | None]) -> Rule:
    """A rule from the source of its pattern."""
    return Rule(re.compile(pattern), read)


def said(m: re.Match[str], group: str) -> str | None:
    """The words of a group, or None where the match or the pattern does not have it."""
    return m.groupdict().get(group)


def point(day: date | None) -> Found:
    """One day, or an expression whose day is not known."""
    return Found(one_day(day))


def relative(days: int | None, precision: DatePrecision = "day", *, vague: bool = False) -> Found:
    """An expression counted from another happening."""
    return Found(UNKNOWN, "relative_to_event", days, precision, vague)
