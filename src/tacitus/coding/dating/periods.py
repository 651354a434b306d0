"""Rules for times told from publication or from another happening: "yesterday", "last week", "two days later"."""

from __future__ import annotations

import re
from datetime import date

from tacitus.coding.dating.calendar import (
    UNKNOWN,
    clipped,
    month_of,
    months_from,
    shift,
    span_of,
    week_of,
    weekday_after,
    weekday_before,
    year_of,
)
from tacitus.coding.dating.rules import Context, Found, Rule, point, relative, rule, said
from tacitus.coding.dating.words import CLOCK, COUNT, LEAD, PART, TAIL
from tacitus.coding.numbers import parse_numeral
from tacitus.records import DatePrecision, DateRange

_DAYS = {"day": 1, "night": 1, "morning": 1, "evening": 1, "afternoon": 1, "weekend": 7, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "year": 12, "decade": 120}
# Lengths given to "recent" and "a few", which the words leave open.
_RECENT = {"day": 7, "week": 28, "month": 183, "year": 1095}


def _unit(word: str) -> str:
    return {"hr": "hour"}.get(word.rstrip("s"), word.rstrip("s"))


def _count(word: str | None) -> int | None:
    """How many units; None for "a few" and "several"."""
    word = (word or "one").strip()
    if word.startswith("half"):
        return 1
    if word in ("a few", "several", "some", "many"):
        return None
    return 2 if word == "a couple of" else parse_numeral(word)


def _length(count: int, unit: str) -> tuple[int, DatePrecision]:
    """A stretch in days, and how exactly it places the day at its far end."""
    if unit in ("minute", "hour"):
        return (count // 24 if unit == "hour" else 0), "day"
    if unit in _DAYS:
        return count * _DAYS[unit], "day" if count * _DAYS[unit] <= 13 else "week"
    return count * _MONTHS[unit] * 365 // 12, "month" if unit == "month" else "year"


def _back(published: date, count: int, unit: str) -> date | None:
    """The day `count` units before publication."""
    if unit in _MONTHS:
        year, month = months_from(published, -count * _MONTHS[unit])
        first = month_of(year, month)
        return first.start and first.end and first.start.replace(day=min(published.day, first.end.day))
    return shift(published, -_length(count, unit)[0])


def _deictic(m: re.Match[str], context: Context) -> Found | None:
    published = context.published
    if published is None:
        return Found(UNKNOWN)
    word = m["w"]
    if word == "overnight":
        return Found(span_of(shift(published, -1), published), "range")
    steps = {"yesterday": -1, "last": -1, "tomorrow": 1, "the day before yesterday": -2}
    return point(shift(published, steps.get(word.split(" ")[0] if word.startswith("last") else word, 0)))


def _night(m: re.Match[str], context: Context) -> Found | None:
    published = context.published
    return Found(span_of(shift(published, -1), published) if published else UNKNOWN, "range")


def _ago(m: re.Match[str], context: Context) -> Found | None:
    published, count, unit = context.published, _count(m["n"]), _unit(m["u"])
    if published is None or count is None:
        return Found(UNKNOWN)
    if unit in _MONTHS:
        year, month = months_from(published, -count * _MONTHS[unit])
        return Found(month_of(year, month) if unit == "month" else year_of(year))
    days, precision = _length(count, unit)
    day = shift(published, -days)
    if precision == "day" or day is None:
        return point(day)
    return Found(span_of(shift(day, -3), shift(day, 3), precision))


def _past_stretch(m: re.Match[str], context: Context) -> Found | None:
    """ "In the past 24 hours", "over the last two weeks", "in recent months": a stretch that ends with publication."""
    published, unit = context.published, _unit(m["u"])
    if published is None:
        return Found(UNKNOWN, "range")
    count = _count(said(m, "n"))
    if said(m, "recent") or count is None:
        days = _RECENT.get(unit, _length(3, unit)[0])
        precision: DatePrecision = {"day": "week", "week": "month"}.get(unit, "year")  # type: ignore[assignment]
        return Found(span_of(shift(published, -days), published, precision), "range")
    return Found(span_of(_back(published, count, unit), published), "range")


def _period(m: re.Match[str], context: Context) -> Found | None:
    """ "Last week", "earlier this month", "next year": a calendar period by its distance from publication."""
    published, unit, mod = context.published, m["u"], m["mod"]
    if published is None:
        return Found(UNKNOWN)
    step = {"last": -1, "this": 0, "next": 1, "coming": 1}.get(mod, 0)
    part = (said(m, "part") or "").strip("- ")
    found = _calendar_period(published, unit, step, part)
    if step == 0 and unit != "weekend":
        found = _this_period(found, published, part, context.ahead(m.start(), m.end()))
    return Found(found)


def _calendar_period(published: date, unit: str, step: int, part: str) -> DateRange:
    third = {
        "early": "early",
        "mid": "mid",
        "late": "late",
        "start": "early",
        "beginning": "early",
        "middle": "mid",
        "end": "late",
    }.get(part)
    if unit == "week":
        week = week_of(published, step)
        return _part_of_week(week, third)
    if unit == "weekend":
        return _weekend(published, step)
    if unit == "month":
        return month_of(*months_from(published, step), third)  # type: ignore[arg-type]
    if third is None:
        return year_of(published.year + step)
    first = {"early": 1, "mid": 5, "late": 9}[third]
    year = published.year + step
    return span_of(month_of(year, first).start, month_of(year, first + 3).end, "year")


def _part_of_week(week: DateRange, third: str | None) -> DateRange:
    if third is None or week.start is None:
        return week
    first, last = {"early": (0, 1), "mid": (2, 2), "late": (4, 6)}[third]
    return span_of(shift(week.start, first), shift(week.start, last))


def _weekend(published: date, step: int) -> DateRange:
    """The Saturday and Sunday meant: "this" one is still to come from Tuesday to Friday."""
    if step == 1 or (step == 0 and published.weekday() in (1, 2, 3, 4)):
        saturday = weekday_after(published, 5)
        return span_of(saturday, saturday and shift(saturday, 1))
    saturday = weekday_before(published, 5, 2 if step == -1 else 0)
    return clipped(span_of(saturday, saturday and shift(saturday, 1)), published)


def _this_period(found: DateRange, published: date, part: str, ahead: bool) -> DateRange:
    if part == "later" or ahead:
        return span_of(published, found.end, found.precision) if part == "later" else found
    return clipped(found, published)


def _the_weekend(m: re.Match[str], context: Context) -> Found | None:
    published = context.published
    if published is None:
        return Found(UNKNOWN)
    return Found(_weekend(published, 1 if context.ahead(m.start(), m.end()) else -1 if published.weekday() != 6 else 0))


def _start_of(m: re.Match[str], context: Context) -> Found | None:
    """ "The start of the year" runs on from there only after "since"; by itself it is the early part."""
    published = context.published
    if published is None:
        return Found(UNKNOWN)
    if m["u"] == "year":
        found = month_of(published.year, 12 if m["part"] == "end" else 1)
        return Found(found if m["part"] == "end" and context.ahead(m.start(), m.end()) else clipped(found, published))
    return _period_of(m, context)


def _period_of(m: re.Match[str], context: Context) -> Found | None:
    published = context.published
    if published is None:
        return Found(UNKNOWN)
    return Found(clipped(_calendar_period(published, m["u"], 0, m["part"]), published))


def _counted(m: re.Match[str], context: Context) -> Found | None:
    """ "Two days later": so many units after the happening last spoken of; "before" and "earlier" count back.

    "Two days after" and "two days before" date the happening named next, from the one whose clause they stand in:
    a raid on Monday "four days after" an ambush puts the ambush four days before Monday.
    """
    count, unit, word = _count(m["n"]), _unit(m["u"]), m["word"]
    if count is None:
        return relative(None, vague=unit not in ("minute", "hour"))
    days, precision = _length(count, unit)
    if days == 0:
        return relative(None)
    back = word in ("earlier", "previously", "beforehand", "before", "after")
    if word == "before" and said(m, "object"):
        back = False
    return relative(-days if back else days, precision)


def _follows(m: re.Match[str], _context: Context) -> Found | None:
    """ "The raid followed by two days the ambush": what is named next lies so far back."""
    count = _count(m["n"])
    days, precision = _length(count, _unit(m["u"])) if count else (0, "day")
    return relative(-days, precision) if days else relative(None, vague=True)


def _uncounted(m: re.Match[str], _context: Context) -> Found | None:
    """ "Hours later" is the same day or the next and taken as the same; "days later" is unknown."""
    return relative(None, vague=m["u"] in ("days", "nights", "weeks", "months", "years", "decades"))


def _neighbour(m: re.Match[str], _context: Context) -> Found | None:
    """ "The next day", "the evening before", "that night"."""
    unit = m["u"].split(" ")[-1]
    step = {"next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1, "earlier": -1}.get(
        m["mod"], 0
    )
    if step == 0:
        return relative(None, vague=unit in ("week", "month", "year"))
    days, precision = _length(step, unit) if unit in _DAYS or unit in _MONTHS else (step, "day")
    return relative(days, precision)


def _same_day(_m: re.Match[str], _context: Context) -> Found | None:
    return relative(None)


def _ticker(m: re.Match[str], context: Context) -> Found | None:
    """A line that opens with an hour and a capital is an entry of a running report of the day of publication."""
    return point(context.published) if context.text[m.end() : m.end() + 1].isupper() or ":" in m["sep"] else None


def _since_part(_m: re.Match[str], context: Context) -> Found | None:
    """ "Since dawn", with no day named, is the day of publication."""
    return point(context.published)


def _duration(m: re.Match[str], _context: Context) -> Found | None:
    """A stretch of so many days; `offset_days` is its length, counted back from the happening it ends with."""
    count, unit = _count(m["n"]), _unit(m["u"])
    if count is None:
        return Found(UNKNOWN, "duration", None, vague=True)
    days, precision = _length(count, unit)
    return Found(UNKNOWN, "duration", -days if days else None, precision)


def _recurring(_m: re.Match[str], _context: Context) -> Found | None:
    return Found(UNKNOWN, "recurring")


_ABOUT = (
    r"(?:(?:just |only |about |around |some |nearly |almost |barely |roughly |less than |more than "
    r"|over |under |within )?)"
)
_U = r"(?P<u>minutes?|hours?|hrs?|days?|nights?|weeks?|fortnights?|months?|years?|decades?|weekends?)"
_OPEN = r"(?:a few|several|some|many)"
_SPELL = r"(?:night|day|evening|morning|afternoon|week|month|year|weekend)"

DEICTIC: tuple[Rule, ...] = (
    rule(rf"{LEAD}(?P<w>the day before yesterday|today|tonight|yesterday|tomorrow){TAIL}", _deictic),
    rule(r"(?P<w>overnight)\b(?! (?:in)?to (?:the )?[a-z]+day| (?:on )?[a-z]+day)", _deictic),
)
PERIODS: tuple[Rule, ...] = (
    rule(r"since (?:this )?(?:(?:early |late |mid-?)?(?:morning|afternoon|evening))\b", _since_part),
    rule(rf"(?<=followed )by (?P<n>{COUNT}) {_U}\b(?P<word>)", _follows),
    rule(r"all (?P<mod>)(?P<u>week|month|year)\b", _period),
    rule(r"by night\b(?! of)", _same_day),
    rule(rf"(?:late |early )?(?P<w>last night|this (?:morning|afternoon|evening)|(?:{CLOCK} |(?:one|two"
    rf"|three|four|five|six|seven|eight|nine|ten|eleven|twelve) )?this (?:morning|evening))", _deictic),
    rule(r"(?:during|in|through|throughout|over) the night\b(?! of| to| into| before| after)|the night's\b", _night),
    rule(rf"(?:every|each) (?:(?:other|single|few) )?{_SPELL}s?|daily\b|nightly\b|hourly\b|weekly\b", _recurring),
    rule(rf"{_ABOUT}(?P<n>{COUNT}) {_U} ago\b", _ago),
    rule(rf"(?:in |over |during |for |within |throughout )?(?:the |these )?(?:past|previous"
    rf"|last) (?P<n>{COUNT}) {_U}\b", _past_stretch),
    rule(r"(?:in |over |during |for |within |throughout )the (?:past|last) (?P<u>day|week|month|year|decade"
    r"|fortnight)\b(?! of)", _past_stretch),
    rule(r"(?:in |over |during )?(?:the )?(?:past few|(?P<recent>recent)) (?P<u>days|weeks|months"
    r"|years)\b", _past_stretch),
    rule(
        r"(?:in )?(?:the )?(?:(?P<part>early|earlier|mid|late|later|start|beginning|middle|end)(?: in"
        r"| of)?[ -])?(?:all )?"
        r"(?P<mod>last|this|next|coming) (?P<u>week|weekend|month|year)\b(?! of\b)",
        _period,
    ),
    rule(r"(?:over |at |on |during |through |throughout )?the weekend\b(?! of| before| after)", _the_weekend),
    rule(r"(?:the )?(?P<part>start|beginning|middle|end) of the (?P<u>week|month|year)\b(?! of)", _start_of),
    rule(rf"{_ABOUT}(?P<n>{_OPEN}) (?P<u>minutes?|hours?) (?P<word>later|earlier|after|before|afterwards?"
    rf"|beforehand|on)\b", _counted),
    rule(
        rf"{_ABOUT}(?P<n>{COUNT}) {_U} (?P<word>later|earlier|afterwards?|previously|beforehand|after"
        rf"|before|on)\b(?! trial)"
        r"(?P<object>(?<=before) (?:the|an?|its|his|her|their)\b)?",
        _counted,
    ),
    rule(r"(?:just |only )?(?P<u>minutes|hours|moments|days|nights|weeks|months|years|decades) (?:later"
    r"|earlier|after|before|afterwards|beforehand)\b", _uncounted),
    rule(r"(?:soon|shortly|immediately|moments) (?:afterwards?|thereafter)(?P<u>)|afterwards(?P<u2>)", _same_day),
    rule(
        rf"(?:on |in |by |during |at |until |over )?(?:the |that )?(?P<mod>next|following|previous"
        rf"|preceding) (?P<u>{_SPELL}|(?:early |late )?{PART})\b",
        _neighbour,
    ),
    rule(rf"(?:on |in |by |during |at )?(?:the |a )?(?P<u>{_SPELL}) (?P<mod>before|after"
    rf"|earlier)\b(?! last)", _neighbour),
    rule(rf"(?:on |in |by |during |at |later |earlier |late |early )*(?:that(?: same| very)?"
    rf"|the(?: very)? same|same) (?P<mod>)(?P<u>{_SPELL}|{PART})\b", _neighbour),
    rule(r"(?:earlier|later|late|early) (?:in|on|that) (?:the )?(?:day|evening|night|morning|afternoon)\b"
    r"|within the (?:hour|day)\b|within (?:hours|minutes)\b", _same_day),
    rule(
        rf"(?:(?:for|over|in|within|during|following|throughout|after) )(?:the )?{_ABOUT}(?P<n>{COUNT}) "
        rf"(?:(?:consecutive|straight|successive) )?{_U}\b(?![ -]olds?\b)",
        _duration,
    ),
    rule(
        rf"(?:the )?{_ABOUT}(?P<n>(?!an?\b|half){COUNT}|an?(?= [a-z]+ of\b))[ -]"
        rf"(?:(?:consecutive|straight|successive) )?{_U}\b"
        r"(?![ -]olds?\b)",
        _duration,
    ),
    rule(r"(?:on |by |in |at |towards? |until |into |before |after |shortly (?:before"
    r"|after) )(?:the )?(?:mid-?|early |late )?(?:morning|afternoon|evening)\b", _same_day),
)  # fmt: skip
HOURS_ALONE: tuple[Rule, ...] = (
    rule(rf"since (?:{PART}|breakfast|{CLOCK})", _since_part),
    rule(rf"between {PART} and {PART}", _same_day),
    rule(
        rf"(?:(?:shortly |just |soon |well )?(?:at|by|before|after|around|about|until|till|from|towards?"
        rf"|into) )(?:about |around |the )?(?:{PART}|{CLOCK})",
        _same_day,
    ),
    rule(rf"(?<![^\n])(?:{CLOCK})(?P<sep>:? )", _ticker),
    rule(r"\d{1,2}(?::\d\d)? ?[ap]\.?m\b\.?|[0-2]\d:\d\d(?: (?:gmt|utc|local))?|[0-2]\d[0-5]\d ?hrs", _same_day),
)
