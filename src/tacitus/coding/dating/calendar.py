"""Calendar arithmetic over the day of publication: weekdays, weeks, months, seasons and feasts as ranges of days."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

from dateutil.easter import easter

from tacitus.records import DatePrecision, DateRange

UNKNOWN = DateRange()
Third = Literal["early", "mid", "late"]
EASTER_DAYS = {
    "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "holy thursday": -3, "good friday": -2,
    "holy saturday": -1, "easter sunday": 0, "easter": 0, "easter monday": 1, "ascension day": 39, "pentecost": 49,
    "whitsun": 49, "whit monday": 50,
}  # fmt: skip
FIXED_FEASTS = {
    "new year's day": (1, 1), "new year": (1, 1), "epiphany": (1, 6), "valentine's day": (2, 14),
    "may day": (5, 1), "halloween": (10, 31), "all saints' day": (11, 1), "christmas eve": (12, 24),
    "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
}  # fmt: skip
# Meteorological seasons of the northern hemisphere, as agencies write of them.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def span_of(start: date | None, end: date | None, precision: DatePrecision = "day") -> DateRange:
    """A range, or unknown where an end is missing or the ends are out of order."""
    if start is None or end is None or end < start:
        return UNKNOWN
    return DateRange(start=start, end=end, precision=precision)


def one_day(day: date | None) -> DateRange:
    """A range of one day."""
    return span_of(day, day)


def shift(day: date, days: int) -> date | None:
    """`day` moved by `days`, or None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def made(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int, third: Third | None = None) -> DateRange:
    """A month, or its early (1-10), mid (11-20) or late (21-end) third; thirds have precision week."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12):
        return UNKNOWN
    last = calendar.monthrange(year, month)[1]
    first, end = {None: (1, last), "early": (1, 10), "mid": (11, 20), "late": (21, last)}[third]
    return span_of(date(year, month, first), date(year, month, end), "week" if third else "month")


def year_of(year: int) -> DateRange:
    """A whole year."""
    return span_of(made(year, 1, 1), made(year, 12, 31), "year")


def months_from(day: date, months: int) -> tuple[int, int]:
    """The year and month that lie `months` after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def weekday_before(published: date, weekday: int, at_least: int = 0) -> date | None:
    """The latest such weekday (Monday 0) at least `at_least` days before `published`; 0 counts the day itself."""
    base = shift(published, -at_least)
    return base and shift(base, -((base.weekday() - weekday) % 7))


def weekday_after(published: date, weekday: int, at_least: int = 1) -> date | None:
    """The earliest such weekday at least `at_least` days after `published`."""
    base = shift(published, at_least)
    return base and shift(base, (weekday - base.weekday()) % 7)


def week_of(published: date, weeks: int = 0) -> DateRange:
    """The week, Monday to Sunday, that lies `weeks` from that of `published`."""
    start = shift(published, 7 * weeks - published.weekday())
    return span_of(start, start and shift(start, 6), "week")


def season_of(year: int, season: str) -> DateRange:
    """Three months; a winter belongs to the year in which it begins."""
    start = made(year, SEASONS[season], 1)
    if start is None or (season == "winter" and year == MAXYEAR):
        return UNKNOWN
    end_year, end_month = months_from(start, 2)
    return span_of(start, month_of(end_year, end_month).end, "month")


def feast_of(year: int, name: str) -> date | None:
    """The day of a named feast; movable ones follow the western Easter."""
    if name in FIXED_FEASTS:
        return made(year, *FIXED_FEASTS[name])
    return shift(easter(year), EASTER_DAYS[name]) if MINYEAR < year < MAXYEAR else None


def clipped(found: DateRange, published: date) -> DateRange:
    """What of a range had passed by the day of publication; unknown if nothing."""
    if found.start is None or found.end is None or found.start > published:
        return UNKNOWN
    return span_of(found.start, min(found.end, published), found.precision)
