"""Dates, numbers and sides in words, the same in claim checks and in what is published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from math import inf
from typing import Protocol

from tacitus.records import DateRange

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]  # not strftime: its names follow the locale of the machine


def day(when: date) -> str:
    """22 November 2023."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def span(start: date | None, end: date | None) -> str:
    """A window in words; an open end is said, "" where both are open."""
    if start is None or end is None:
        if start is None and end is None:
            return ""
        return f"since {day(start)}" if start else f"until {day(end)}" if end else ""
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def when(dates: DateRange) -> str:
    """When an event happened, no more exactly than its precision; "" where unknown."""
    if dates.start is None or dates.end is None:
        return ""
    if dates.precision == "year" and dates.start.year == dates.end.year:
        return str(dates.start.year)
    if dates.precision == "month" and (dates.start.year, dates.start.month) == (dates.end.year, dates.end.month):
        return f"{MONTHS[dates.start.month - 1]} {dates.start.year}"
    return span(dates.start, dates.end)


def plural(number: int, one: str, many: str | None = None) -> str:
    """1 event, 2 events."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


class Range(Protocol):
    """A number between two others; None where an end is open."""

    @property
    def best(self) -> float:
        """The number."""

    @property
    def low(self) -> float | None:
        """The lower end."""

    @property
    def high(self) -> float | None:
        """The upper end."""


def interval(number: Range, unit: str = "") -> str:
    """A number with its interval: "4.1 times (2.1 to 8.6)"."""
    low, high = _short(number.low), _short(number.high)
    ends = f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}" if high else ""
    best = "without end" if number.best == inf else f"{_short(number.best)}{unit}"
    return f"{best} ({ends})" if ends else best


def _short(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}" if number >= 1 or number == 0 else f"{number:.2g}"


def listed(parts: Iterable[str], last: str = "and") -> str:
    """A, B and C."""
    items = [p for p in parts if p]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


class Named(Protocol):
    """Whatever bears a name."""

    @property
    def name(self) -> str:
        """How it is called."""


def names(actors: Sequence[Named], last: str = "and") -> str:
    """The names of a side as they stand in a sentence, each once."""
    return listed(dict.fromkeys(with_article(a.name) for a in actors), last)


# Names that take an article in a sentence: states and bodies called by a common noun, and waters.
_COLLECTIVE = re.compile(
    r"^United |(Forces?|Army|Navy|Government|Guards?|Corps|Police|Taliban|Houthis?|States|Emirates|Front|Command"
    r"|Brigades?|Movement|Council|Coalition|Militia|Group|Ministry|Service|Pentagon|Kremlin|White House|Sea|Gulf|Strait"
    r"|Ocean|Bay|Channel)$"
)


def with_article(name: str) -> str:
    """A proper name as English writes it in a sentence: "the Houthis", "Kataib Hezbollah"."""
    return f"the {name}" if _COLLECTIVE.search(name) and not name.lower().startswith("the ") else name
