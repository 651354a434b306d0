"""Rules for days and months that are named or written out: weekdays, dates, months and feasts."""

from __future__ import annotations

import re
from datetime import date

from tacitus.coding.dating.calendar import (
    UNKNOWN,
    Third,
    clipped,
    feast_of,
    made,
    month_of,
    months_from,
    shift,
    span_of,
    weekday_after,
    weekday_before,
)
from tacitus.coding.dating.rules import Context, Found, Rule, point, rule, said
from tacitus.coding.dating.words import (
    CLOCK,
    COUNT,
    DAYNUM,
    FEAST,
    LEAD,
    MON,
    MONTHS,
    NTH_WORDS,
    TAIL,
    WD,
    WD_NAME,
    WEEKDAYS,
    YEAR,
    YEAR_REF,
)
from tacitus.coding.numbers import parse_numeral
from tacitus.records import DateRange

# A weekday's own date: "Friday, 25 October", "Tuesday (12 January)", "Sunday the 11th".
_DATED = (
    rf"(?:,? \(?(?:the )?(?P<xd>{DAYNUM})(?: of)? (?P<xm>{MON})(?:,? (?P<xy>{YEAR_REF}))?"
    rf"|,? \(?(?P<xm2>{MON}) (?:the )?(?P<xd2>{DAYNUM})(?:,? (?P<xy2>{YEAR_REF}))?"
    rf"|,? the (?P<xd3>[0-3]?\d(?:st|nd|rd|th)))"
)
# Days beyond which a date without a year, in words that look ahead ("foiled a plan to ..."), is rather a past one.
_FORESIGHT = 183


def _month(word: str) -> int:
    return MONTHS.index(word[:3]) + 1


def _day(word: str) -> int:
    return NTH_WORDS.get(word) or int(re.sub(r"\D", "", word))


def _near_year(context: Context, month: int, day: int, year: str | None, start: int, end: int) -> date | None:
    """A month and day in the year said, else the one nearest before publication, or after it if the words say so."""
    if year and (digits := re.search(r"\d{4}", year)):
        return made(int(digits.group()), month, day)
    published = context.published
    if published is None:
        return None
    if year:
        return made(published.year - ("last" in year), month, day)
    if context.ahead(start, end):
        later = next((d for y in range(2) if (d := made(published.year + y, month, day)) and d > published), None)
        if later and (later - published).days <= _FORESIGHT:
            return later
    # A leap day can be eight years off.
    return next((d for y in range(9) if (d := made(published.year - y, month, day)) and d <= published), None)


def _nth_day(context: Context, day: int, start: int, end: int) -> date | None:
    """The latest such day of a month not after publication, or the next one where the words look ahead."""
    published = context.published
    if published is None:
        return None
    steps = range(4) if context.ahead(start, end) else range(0, -4, -1)
    for step in steps:
        found = made(*months_from(published, step), day)
        if found and (found >= published if step > 0 or steps.step > 0 else found <= published):
            return found
    return None


def _iso(m: re.Match[str], _context: Context) -> Found | None:
    day = made(int(m["y"]), int(m["m"]), int(m["d"]))
    return point(day) if day else None


def _slashed(m: re.Match[str], _context: Context) -> Found | None:
    """Day first, as most of the world writes; month first only where the other order is no date."""
    a, b, year = int(m["a"]), int(m["b"]), int(m["y"])
    year += 2000 if year < 100 else 0
    day = made(year, b, a) or made(year, a, b)
    return point(day) if day else None


def _slashed_no_year(m: re.Match[str], context: Context) -> Found | None:
    a, b = int(m["a"]), int(m["b"])
    day, month = (a, b) if 1 <= b <= 12 else (b, a)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return point(_near_year(context, month, day, None, m.start(), m.end()))


def _month_day(m: re.Match[str], context: Context) -> Found | None:
    # "may" and "march" are verbs, "mar" and "dec" pieces of others: a month is written with a capital.
    if not context.capital(m.start("m")):
        return None
    month, year = _month(m["m"]), m["y"]
    second = said(m, "d2")
    last = _day(second) if second else None
    first = _day(m["d"])
    if not (1 <= first <= 31) or (last is not None and not first < last <= 31):
        return None
    start = _near_year(context, month, first, year, m.start(), m.end())
    if last is None:
        if start is None and made(2000, month, first) is None:
            return None
        return point(start)
    end = start and made(start.year, month, last)
    return Found(span_of(start, end), "range")


_PART_OF = {
    "early": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "start": "early",
    "beginning": "early",
    "end": "late",
}
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|during|of|between|from|before|after|to|and|through"
    r"|throughout|or|than)\s$"
)


_LISTED = re.compile(rf"(?:, |,? and | to |-){MON}")


def _month_only(m: re.Match[str], context: Context) -> Found | None:
    name, year, mod = m["m"], m["y"], m["mod"]
    part = re.match(r"[a-z]+", m["part"]) if m["part"] else None
    third: Third | None = _PART_OF[part.group()] if part else None  # type: ignore[assignment]
    if not context.capital(m.start("m")):
        return None
    bare = not (year or mod or part or _BEFORE_MONTH.search(context.low, max(0, m.start() - 12), m.start()))
    listed = _LISTED.match(context.low, m.end())
    if bare and not listed and (name.rstrip(".'s")[:5] in ("may", "march", "mar") or _a_name(m, context)):
        return None
    return Found(_which_month(context, _month(name), third, year, mod, m))


def _a_name(m: re.Match[str], context: Context) -> bool:
    """Whether a month's name without any preposition is part of a name, or an abbreviation of something else."""
    following = re.match(r" [^\W\d_]", context.text[m.end() : m.end() + 2])
    return (following is not None and following.group()[1].isupper()) or (len(m["m"]) < 4 and not m["m"].endswith("."))


def _which_month(
    context: Context, month: int, third: Third | None, year: str | None, mod: str | None, m: re.Match[str]
) -> DateRange:
    if year and (digits := re.search(r"\d{4}", year)):
        return month_of(int(digits.group()), month, third)
    published = context.published
    if published is None:
        return UNKNOWN
    if year:
        return month_of(published.year - ("last" in year), month, third)
    back = (published.month - month) % 12
    if mod == "last" and back < 2 and third is None:
        # A writer calls the month just past "last month"; "last July", said in August, is a year older.
        back += 12
    if mod in ("next", "coming") or (context.ahead(m.start(), m.end()) and mod != "last"):
        return month_of(*months_from(published, (month - published.month) % 12), third)
    found = month_of(*months_from(published, -back), third)
    if found.start and found.start > published:
        return month_of(*months_from(published, -back - 12), third)
    return clipped(found, published)


_NOT_A_DAY = re.compile(r" (?:times|telegraph|mirror|express|herald|league|agreement)\b")
_NAMED_DAY = re.compile(r"\b(?:bloody|black|super|cyber|giving|shrove|red|man) $")
_TIME_ZONE = re.compile(r"[^.]{0,30}\b(?:gmt|utc|local time)\b")
_ABBREVIATION_CUE = re.compile(r"\b(?:on|since|late|early|until|till|by|from|last|this|next|before|after|and|to) $")


def _weekday(m: re.Match[str], context: Context) -> Found | None:
    at, name = m.start("wd"), m["wd"]
    if _NAMED_DAY.search(context.low, max(0, at - 8), at) or _NOT_A_DAY.match(context.low, m.end("wd")):
        return None
    if len(name.rstrip(".'s")) < 6 and "day" not in name and not _abbreviated(m, context):
        return None
    if "day" in name and not context.capital(at):
        return None
    day = _which_weekday(m, context, WEEKDAYS.index(name[:3]))
    if m["xd"] or m["xd2"] or m["xd3"]:
        day = _explicit(m, context)
    return point(day)


def _abbreviated(m: re.Match[str], context: Context) -> bool:
    at = m.start("wd")
    if not context.capital(at):
        return False
    if m["wd"][:4] in ("tues", "thur", "thu", "tue"):
        return True
    if m["xd"] or m["xd2"] or _ABBREVIATION_CUE.search(context.low, max(0, at - 7), at):
        return True
    return re.match(r",? \d|\.?, | (?:night|morning|evening|afternoon)\b", context.low[m.end("wd") :]) is not None


def _explicit(m: re.Match[str], context: Context) -> date | None:
    if m["xd3"]:
        return _nth_day(context, _day(m["xd3"]), m.start(), m.end())
    month, day, year = m["xm"] or m["xm2"], m["xd"] or m["xd2"], m["xy"] or m["xy2"]
    return _near_year(context, _month(month), _day(day), year, m.start(), m.end())


def _which_weekday(m: re.Match[str], context: Context, weekday: int) -> date | None:
    published, mod = context.published, m["mod"] or ""
    if published is None:
        return None
    if m["tail"] == "before last":
        day = weekday_before(published, weekday, 1)
        return day and shift(day, -7)
    if m["tail"] in ("week", "next"):
        return weekday_after(published, weekday)
    if mod in ("last", "past") or m["tail"] == "last":
        # Yesterday is never "last Sunday": that is the one before.
        return weekday_before(published, weekday, 2)
    if mod in ("next", "coming", "upcoming") or context.ahead(m.start(), m.end()):
        return weekday_after(published, weekday)
    if _TIME_ZONE.match(context.low, m.end()) and weekday == (published.weekday() + 1) % 7:
        return weekday_after(published, weekday)  # "4.30 am on Friday in Syria (0130 GMT)", told on Thursday
    return weekday_before(published, weekday)


def _night_to(m: re.Match[str], context: Context) -> Found | None:
    """ "The night to Saturday" and "overnight into Saturday" are Friday and Saturday."""
    published = context.published
    end = published and weekday_before(published, WEEKDAYS.index(m["wd"][:3]))
    nights = (parse_numeral(m["n"]) or 1) if m["n"] else 1
    return Found(span_of(end and shift(end, -nights), end), "range")


def _overnight_on(m: re.Match[str], context: Context) -> Found | None:
    published = context.published
    start = published and weekday_before(published, WEEKDAYS.index(m["wd"][:3]))
    return Found(clipped(span_of(start, start and shift(start, 1)), published) if published else UNKNOWN, "range")


def _every(_m: re.Match[str], _context: Context) -> Found | None:
    return Found(UNKNOWN, "recurring")


_NOUN_AFTER = re.compile(
    r"(?:'s)?[ -](?!and\b|to\b|of this\b|of the month|when\b|by\b|in\b|as\b|at\b|after\b|before\b|the\b|a\b"
    r"|an\b|but\b|that\b|with\b|near\b|from\b"
    r"|while\b|until\b|[a-z]+ed\b)[a-z0-9]"
)


def _nth(m: re.Match[str], context: Context) -> Found | None:
    if _NOUN_AFTER.match(context.low, m.end()) or not 1 <= _day(m["d"]) <= 31:
        return None
    return point(_nth_day(context, _day(m["d"]), m.start(), m.end()))


def _feast(m: re.Match[str], context: Context) -> Found | None:
    if not context.capital(m.start("f")):
        return None
    if m["xd"] or m["xd2"]:
        return point(_explicit(m, context))
    if m["fy"]:
        return point(feast_of(int(m["fy"]), m["f"]))
    published = context.published
    if published is None:
        return Found(UNKNOWN)
    ahead = m["mod"] == "next" or context.ahead(m.start(), m.end())
    days = [day for y in (1, 0, -1) if (day := feast_of(published.year + y, m["f"]))]
    behind = [day for day in days if day <= published]
    later = [day for day in days if 0 < (day - published).days <= _FORESIGHT]
    return point(later[-1] if ahead and later else behind[0] if behind else None)


_D, _D2 = rf"(?P<d>{DAYNUM})", rf"(?P<d2>{DAYNUM})"
_TO = r"(?: ?[-–] ?| to | until | through | and | or | into )"
_YEAR_TAIL = rf"(?:,? (?P<y>{YEAR_REF}))?"
_WD_LEAD = rf"{LEAD}(?:the )?(?:(?P<mod>last|past|this|next|coming|upcoming|previous) )?"
_WD_TAIL = r"(?: (?P<tail>before last|last(?! \w*(?:week|month|year|night))|week(?= |,|\.)|next)\b)?"

DATES: tuple[Rule, ...] = (
    rule(
        rf"{LEAD}(?:between "
        rf"|from )?(?:the )?{_D}(?: of)?{_TO}(?:the )?{_D2}(?: of)? (?P<m>{MON}){_YEAR_TAIL}", _month_day
    ),
    rule(rf"{LEAD}(?:between "
    rf"|from )?(?P<m>{MON}) (?:the )?{_D}{_TO}(?:the )?{_D2}{_YEAR_TAIL}(?! {MON})", _month_day),
    rule(rf"{LEAD}(?:the )?{_D}(?: of|-)? ?(?P<m>{MON}){_YEAR_TAIL}{TAIL}", _month_day),
    rule(rf"{LEAD}(?:the )?(?P<m>{MON})[ -](?:the )?{_D}{_YEAR_TAIL}{TAIL}", _month_day),
    rule(
        r"(?:(?:the )?(?P<part>early|mid|late|start|beginning|middle|end)(?:-| | in | of |-to-late )(?:in |of )?)?"
        rf"(?:(?P<mod>last|this|next|coming) )?(?P<m>{MON}){_YEAR_TAIL}",
        _month_only,
    ),
)  # fmt: skip
NUMERIC: tuple[Rule, ...] = (
    rule(rf"{LEAD}(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)", _iso),
    rule(rf"{LEAD}(?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.](?P<y>\d{{4}}|\d\d)", _slashed),
    rule(rf"(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}}),? (?:at )?{CLOCK}", _slashed_no_year),
)
WEEKDAY: tuple[Rule, ...] = (
    rule(rf"(?:every|each|most) {WD_NAME}s?(?: {TAIL})?|on {WD_NAME}s\b", _every),
    rule(
        rf"(?:(?:in|on|during|over) )?(?:the )?(?:(?P<n>{COUNT}) )?(?:nights?"
        rf"|overnight) (?:in)?to (?:the )?(?P<wd>{WD})",
        _night_to,
    ),
    rule(rf"overnight (?:on |of )?(?P<wd>{WD})", _overnight_on),
    rule(rf"{_WD_LEAD}(?P<wd>{WD})(?:{_DATED}\)?|{TAIL}{_WD_TAIL}{TAIL})", _weekday),
)
NTH: tuple[Rule, ...] = (
    rule(
        r"(?:(?:late |early )?(?:on|between|since|until|till|by|from|of|to|and) )?the (?P<d>\d{1,2}(?:st"
        r"|nd|rd|th))(?: of (?:this|the) month)?",
        _nth,
    ),
)
FEASTS: tuple[Rule, ...] = (
    rule(rf"{LEAD}(?:(?P<mod>last|next|this) )?(?P<f>{FEAST})\b(?:{_DATED}\)?|,? (?P<fy>{YEAR}))?", _feast),
)
