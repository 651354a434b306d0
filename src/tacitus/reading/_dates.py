"""Publication dates: ISO 8601 in what users write, and the further forms that web pages carry."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

Published = date | datetime

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Years outside are typing errors or placeholders (0001, 9999), not publication years."""

_NAMES = "january february march april may june july august september october november december"
MONTHS = {name: i for i, name in enumerate(_NAMES.split(), 1)} | {"sept": 9}
MONTHS |= {name[:3]: i for name, i in MONTHS.items()}
MONTH = r"(?:" + "|".join(sorted((m.title() for m in MONTHS), key=len, reverse=True)) + r")\b\.?"
"""Pattern of an English month name or its abbreviation."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:?\d{2}")
_RFC_2822 = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}")
_NAMED_FORMS = (
    (re.compile(rf"(?:\w+,? )?(?P<month>{MONTH}) (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})\b", re.IGNORECASE)),
    (re.compile(rf"(?:\w+,? )?(?P<day>\d{{1,2}}) (?P<month>{MONTH}),? (?P<year>\d{{4}})\b", re.IGNORECASE)),
    (re.compile(r"(?P<year>\d{4})(?P<gap>[/.]?)(?P<month>\d{2})(?P=gap)(?P<day>\d{2})(?!\d)")),
)
_ZONE_GAP = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$)")


def parse_iso(value: str) -> Published:
    """The date or date-time of an ISO 8601 string with at least a day.

    Raises `ValueError` with a message for the user.
    """
    text = value.strip()
    try:
        if _DAY.fullmatch(text):
            parsed: Published = date.fromisoformat(text)
        elif _TIME.match(text):
            parsed = datetime.fromisoformat(_ZONE_GAP.sub("", text))
        else:
            raise ValueError(f"published {value[:40]!r} is not an ISO date")
    except ValueError as error:
        if "ISO date" in str(error):
            raise
        raise ValueError(f"published {value[:40]!r} is not a day of the calendar ({error})") from None
    return in_range(parsed, value)


def in_range(parsed: Published, shown: object, not_after: date | None = None) -> Published:
    """`parsed` itself; `ValueError` where it cannot be a publication date."""
    if not FIRST_YEAR <= parsed.year <= LAST_YEAR:
        raise ValueError(f"published {str(shown)[:40]!r} is outside {FIRST_YEAR}-{LAST_YEAR}")
    if not_after is not None and day_of(parsed) > not_after:
        raise ValueError(f"published {str(shown)[:40]!r} is after {not_after.isoformat()}")
    return parsed


def day_of(published: Published) -> date:
    """The local day of a date or date-time."""
    return published.date() if isinstance(published, datetime) else published


def parse_page_date(value: str) -> Published:
    """As `parse_iso`, and besides RFC 2822 and English dates with a named month, as page metadata has them.

    Numeric forms whose day and month cannot be told apart (03/04/2023) are not read. Raises `ValueError`.
    """
    text = " ".join(value.split())
    try:
        return parse_iso(text)
    except ValueError as error:
        refusal = error
    try:
        if _RFC_2822.match(text):
            return in_range(parsedate_to_datetime(text), value)
        for form in _NAMED_FORMS:
            if found := form.match(text):
                month = found["month"].lower().rstrip(".")
                number = MONTHS[month] if month in MONTHS else int(month)
                return in_range(date(int(found["year"]), number, int(found["day"])), value)
    except ValueError:
        raise refusal from None
    raise refusal
