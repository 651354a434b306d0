"""Dates in news text, resolved over the day of publication.

A grammar of our own: news says "late on Sunday", "overnight", "since mid-October", which date libraries read wrongly or
not at all. What is counted from publication is unknown when the day of publication is; it is never taken from a clock.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from tacitus.coding.dating import named_days, named_periods, periods
from tacitus.coding.dating.calendar import UNKNOWN, made, month_of, months_from, one_day, shift, span_of, year_of
from tacitus.coding.dating.rules import Context, DateKind, Found, Rule
from tacitus.coding.dating.words import DAY_NAME, heads, starts
from tacitus.coding.number_words import fold
from tacitus.records import DatePrecision, DateRange

__all__ = ["DateKind", "DateSpan", "anchored", "find_dates", "resolve_relative"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression: `text == report.text[start:end]`.

    `range` is unknown where the words need a day of publication that is not given, or another happening.

    `kind` is `point` for a named day or period ("Tuesday", "in October"), `range` for two ends or a stretch ("from 3
    to 7 May", "overnight"), `since` (to the day of publication), `until`, `relative_to_event` ("two days later",
    "that night"), `duration` ("for three days") or `recurring` ("every Friday").

    Of a `relative_to_event`, `offset_days` says how many days after (negative: before) the other happening, to
    `offset_precision`; None is the same day or night, unless `vague` says that the words do not tell ("weeks
    later"). Of a `duration` it is the length as a negative number: a stretch that ends with the other happening.
    """

    start: int
    end: int
    text: str
    range: DateRange
    kind: DateKind = "point"
    offset_days: int | None = None
    offset_precision: DatePrecision = "day"
    vague: bool = False


# Hours and parts of the day are tried as the beginning of a day's own expression only where a day's name is near.
_OF_A_DAY: tuple[Rule, ...] = named_days.WEEKDAY + named_days.DATES[:4] + periods.DEICTIC[:1]
_RULES: dict[str, tuple[Rule, ...]] = {
    "feast": named_days.FEASTS,
    "weekday": named_days.WEEKDAY,
    "month": named_days.DATES,
    "numeric": named_days.NUMERIC,
    "deictic": periods.DEICTIC,
    "season": named_periods.SEASON,
    "unit": periods.PERIODS,
    "part": periods.HOURS_ALONE,
    "year": named_periods.YEARS,
    "clock": periods.HOURS_ALONE,
    "nth": named_days.DATES + named_days.NTH,
}
_LED_BY_HOUR = frozenset({"unit", "part", "clock"})
_DAY_NEAR = 48


def find_dates(text: str, published: date | None) -> list[DateSpan]:
    """All date expressions of `text`, in order and not overlapping; never raises.

    A weekday or a date without a year is the latest one not after `published`, which itself counts, unless the clause
    speaks of the future ("will meet on Monday"). "Mid-October" is the 11th to the 20th, "early" the first ten days,
    "late" the rest; "since" runs to `published`, "overnight" is the day before and the day of publication.
    """
    context = Context(text, fold(text), published)
    spans: list[DateSpan] = []
    floor = 0
    for head in heads(context.low):
        if head.start() < floor:
            continue
        span = _span_at(head, context, floor)
        if span is not None:
            spans.append(span)
            floor = span.end
    return _joined(spans, context)


def _span_at(head: re.Match[str], context: Context, floor: int) -> DateSpan | None:
    group = head.lastgroup or ""
    rules = _RULES[group]
    if group in _LED_BY_HOUR and DAY_NAME.search(context.low, head.end(), head.end() + _DAY_NEAR):
        rules = _OF_A_DAY + rules
    for start in starts(context.low, head.start(), floor):
        for pattern, read in rules:
            m = pattern.match(context.low, start)
            if m is None or m.end() < head.end(group):
                continue
            found = read(m, context)
            if found is not None:
                return _span(found, m.start(), m.end(), context, floor)
    return None


_BOUNDARY = re.compile(
    r"\b(?:(?P<since>(?:ever )?since)|(?P<until>until|till|by|up to|as early as)|(?P<eve>(?:on )?the (?:eve"
    r"|night) of|the day before))"
    r" (?:about |around |at least |early |late )?(?:on |the )?$"
)
_INSIDE = re.compile(r"(?:(?P<since>(?:ever )?since)|(?P<until>until|till|by))\b")


def _span(found: Found, start: int, end: int, context: Context, floor: int) -> DateSpan:
    """A reading with the words around it that make it a start or an end."""
    low = context.low
    while end > start and low[end - 1] in " ,(":
        end -= 1
    boundary = _INSIDE.match(low, start) or _BOUNDARY.search(low, max(floor, start - 28), start)
    if boundary is not None and found.kind in ("point", "range"):
        start = min(start, boundary.start())
        found = _at_boundary(found, boundary.lastgroup or "", context, start, end)
    range_, kind, offset, precision, vague = found
    return DateSpan(start, end, context.text[start:end], range_, kind, offset, precision, vague)


def _at_boundary(found: Found, word: str, context: Context, start: int, end: int) -> Found:
    first, last, published = found.range.start, found.range.end, context.published
    if word == "since":
        if published is None or first is None:
            return found._replace(range=UNKNOWN, kind="since")
        return found._replace(range=span_of(first, max(published, first), found.range.precision), kind="since")
    if word == "eve":
        return found._replace(range=span_of(first and shift(first, -1), first and shift(first, -1)))
    if published and last and last > published:
        return found._replace(range=span_of(published, last, found.range.precision), kind="until")
    return found._replace(kind="until")


_TO = re.compile(
    r"\s*[-–—]\s*|,? (?:to|until|till|through(?: to)?|into|and lasted until|and ended"
    r"|and ending)(?: the| on| early| late)? ?"
)
_TO_INSIDE = re.compile(r"(?:to|until|till|through(?: to)?|into) ")
_AND = re.compile(r",? (?:and|or) (?:the )?")
_PAIR = re.compile(r" and (?:the )?")
_LIST = re.compile(r", |,? and ")


def _joined(spans: list[DateSpan], context: Context) -> list[DateSpan]:
    """Neighbouring expressions that say one thing together: "from Friday to Sunday", "a week before Christmas"."""
    joined: list[DateSpan] = []
    for span in spans:
        merged = _merged(joined[-1], span, context) if joined else None
        if merged is None:
            joined.append(span)
        else:
            joined[-1] = merged
    return joined


def _merged(a: DateSpan, b: DateSpan, context: Context) -> DateSpan | None:
    between = context.low[a.end : b.start]
    if not between.strip() and (inner := _TO_INSIDE.match(context.low, b.start, b.end)):
        between += inner.group()
    text = context.text[a.start : b.end]
    if _is_hour(a) and not between.strip() and _HOURS_DAY.match(b.text.lower()):
        return replace(b, start=a.start, text=text)
    if a.kind == "relative_to_event" and b.kind in ("point", "range") and not between.strip():
        return _counted_from(a, b, text)
    if a.range.start is None or b.range.end is None or a.kind not in ("point", "range", "since"):
        return None
    first, last = a.range.start, b.range.end
    opened = re.search(
        r"\b(?:from|between) (?:\w+ ){0,3}$|^(?:from"
        r"|between)\b",
        context.low[max(0, a.start - 24) : a.start] or "",
    )
    opened = opened or re.match(r"(?:from|between)\b", context.low[a.start : a.end])
    if first > last and a.range.precision == b.range.precision == "day":
        first, last = _reordered(first, last, opened=bool(opened) or bool(_TO.fullmatch(between)))
    if first > last or b.kind not in ("point", "until", "range"):
        return None
    adjoining = a.range.end is not None and b.range.start is not None and (b.range.start - a.range.end).days == 1
    listed = _LIST if a.range.precision == "month" else _PAIR
    if (
        _TO.fullmatch(between)
        or (_AND.fullmatch(between) and opened)
        or (listed.fullmatch(between) and adjoining and not b.text.startswith("on "))
    ):
        return replace(a, end=b.end, text=text, range=span_of(first, last, a.range.precision), kind="range")
    return None


def _is_hour(span: DateSpan) -> bool:
    """Whether it is an hour or part of a day that the words before or after it give the day of."""
    return span.kind == "relative_to_event" and span.offset_days is None and not span.vague


_HOURS_DAY = re.compile(r"on |that |the same ")
"""How the day of an hour goes on: "at 4.30 am on Friday", "at 11 pm that night"."""


def _reordered(first: date, last: date, *, opened: bool) -> tuple[date, date]:
    """The ends of a range each read as the latest such day, put in order by a week or, for dates, by a year."""
    if not opened:
        return first, last
    if (first - last).days < 7:
        return shift(first, -7) or first, last
    later = made(last.year + 1, last.month, last.day)
    return first, later if later and (later - first).days <= 92 else last


def _counted_from(a: DateSpan, b: DateSpan, text: str) -> DateSpan | None:
    """ "Two days after Friday" and "a week before Christmas" count from the day they name."""
    word = re.search(r"(before|after)$", a.text.lower())
    if word is None or a.vague:
        return None
    days = abs(a.offset_days or 0) * (1 if word.group() == "after" else -1)
    return replace(b, start=a.start, text=text, range=_moved(b.range, days, "day"))


def _moved(anchor: DateRange, days: int, precision: DatePrecision) -> DateRange:
    if anchor.start is None or anchor.end is None:
        return UNKNOWN
    start, end = shift(anchor.start, days), shift(anchor.end, days)
    if start is None or end is None:
        return UNKNOWN
    if precision == "month":
        return month_of(*months_from(start, 0))
    if precision == "year":
        return year_of(start.year)
    return span_of(start, end, "week" if precision == "week" else anchor.precision)


_DAWN = re.compile(r"dawn|sunrise|daybreak|first light|morning|small hours|early hours")
_NIGHT = re.compile(r"night|evening|late|dusk|sunset")


def resolve_relative(anchor: DateRange, span: DateSpan) -> DateRange:
    """The days meant by a relative expression or a duration, given when the other happening was.

    A duration ends with the anchor. Anything else is returned as it is already resolved; unknown stays unknown.
    """
    if span.kind not in ("relative_to_event", "duration"):
        return span.range
    if span.vague or anchor.start is None:
        return UNKNOWN
    if span.kind == "duration":
        return span_of(shift(anchor.start, span.offset_days or 0), anchor.end, span.offset_precision)
    return _moved(anchor, span.offset_days or 0, span.offset_precision)


def anchored(spans: Iterable[DateSpan], published: date | None, of_speech: Collection[DateSpan] = ()) -> list[DateSpan]:
    """The spans with relative ones resolved against the dated expression before them, or else the one after.

    One `of_speech` says when something was told ("police said on Tuesday") and counts only where no other day is named.
    An hour of the morning that follows a night is the morning after it. Nothing is taken to lie after `published`.
    Where the text names no day at all, a part of the day ("at dawn") and a stretch ("in 48 hours") are of the day of
    publication. After "since Wednesday night", "that night" is Wednesday's.
    """
    spans = list(spans)
    dated = [s for s in spans if _can_anchor(s, published)]
    of_deeds = [s for s in dated if s not in of_speech]
    dated = of_deeds or dated
    resolved: list[DateSpan] = []
    previous: DateSpan | None = None
    begun: DateSpan | None = None
    for span in spans:
        if span.range.start is None and span.kind in ("relative_to_event", "duration"):
            anchor = begun if begun is not None and _THAT.search(span.text.lower()) else previous
            anchor = anchor or next((s for s in dated if s.start > span.start), None)
            if anchor is not None:
                span = replace(span, range=_after_night(anchor, span, published))
            elif published and (span.kind == "duration" or _HOUR.search(span.text.lower())):
                span = replace(span, range=resolve_relative(one_day(published), span))
        if _can_anchor(span, published) and not (of_deeds and span in of_speech):
            previous, begun = span, None
        elif span.kind == "since" and span.range.start is not None and span.range.precision == "day":
            begun = replace(span, range=one_day(span.range.start))
        resolved.append(span)
    return resolved


_THAT = re.compile(r"\b(?:that|the same)\b")
_HOUR = re.compile(r"^(?:shortly |just )?(?:at|by|before|after|around|towards?) (?:the )?(?!\d)")
_OF_ANOTHER = re.compile(r"(?:before|after)$|^by ")


def _can_anchor(span: DateSpan, published: date | None) -> bool:
    """Whether other expressions may count from this one: a past day or two, of no other happening."""
    start, end = span.range.start, span.range.end
    if start is None or end is None or (end - start).days > 2 or (published and start > published):
        return False
    if span.kind == "relative_to_event":
        return _OF_ANOTHER.search(span.text) is None or span.offset_days is None
    return span.kind in ("point", "range", "until")


def _after_night(anchor: DateSpan, span: DateSpan, published: date | None) -> DateRange:
    if span.offset_days is None and _DAWN.search(span.text.lower()) and _NIGHT.search(anchor.text.lower()):
        span = replace(span, offset_days=1)
    found = resolve_relative(anchor.range, span)
    if published and found.end and anchor.range.end and anchor.range.end <= published < found.end:
        return resolve_relative(anchor.range, replace(span, offset_days=None, vague=span.offset_days not in (None, 1)))
    return found
