"""The vocabulary of the date grammar, as fragments of regular expressions over folded (lower-case) text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tacitus.coding.dating.calendar import EASTER_DAYS, FIXED_FEASTS, SEASONS
from tacitus.coding.number_words import ONES, TEENS, TENS, alternatives

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

WD_NAME = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|(?:mon|tues?|wed|thurs?|thur|fri|sat|sun)(?![a-z])\.?)"
)
WD = WD_NAME + r"(?:'s\b)?"
MON_NAME = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![a-z])\.?)"
)
MON = MON_NAME + r"(?:'s\b)?"
NTH_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21, "twenty-second": 22,
    "twenty-third": 23, "twenty-fourth": 24, "twenty-fifth": 25, "twenty-sixth": 26, "twenty-seventh": 27,
    "twenty-eighth": 28, "twenty-ninth": 29, "thirtieth": 30, "thirty-first": 31,
}  # fmt: skip
DAYNUM = rf"(?:[0-3]?\d(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)|(?:{alternatives(NTH_WORDS)})\b)"
YEAR = r"(?:(?:19|20)\d\d)(?![\d-]|[.,]\d)"
YEAR_ONLY = r"(?:19|20)\d\d(?![\w%])"
YEAR_REF = rf"(?:{YEAR}|of (?:last|this) year\b|last year\b|this year\b|of {YEAR})"
PART = (
    r"(?:first light|midnight|nightfall|night|daybreak|dawn|dusk|sunrise|sunset|sundown|noon|midday|lunchtime"
    r"|(?:mid-?|early |late )?(?:morning|afternoon|evening))"
)
CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?! ?(?:%|per|m\b|km|million|billion))(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?"
    r"|\d{1,2}h\d\d"
    r"|[0-2]\d[0-5]\d(?: ?(?:hrs|hours|h)\b)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|\d{1,2}) o'clock)"
    r"(?: ?(?:local time|gmt|utc|[a-z]+ time|local|hrs)\b)?(?: \([^()\n]{1,20}\))?"
)
COUNT = (
    rf"(?:(?:{alternatives(TENS)})(?:[ -](?:{alternatives(ONES)}))?|{alternatives(ONES | TEENS)}"
    r"|\d{1,3}|half an?|an?|a couple of|a few|several|some|many)"
)
FEAST = alternatives([*EASTER_DAYS, *FIXED_FEASTS])

# What may stand before a day's name and says only at which hour of it: "shortly after midnight on", "in the early
# hours of", "late on".
NEAR = (
    r"(?:(?:very |some time |shortly |just |soon |well )?(?:before|after|around|about|at|by|from|towards?"
    r"|to|into|during|in|on"
    r"|as early as|as of|through(?: to)?|throughout)\s+)"
)
HOURS = (
    r"(?:(?:the )?(?:first|early|small|wee|late|dark|pre-dawn|predawn|opening|closing|last"
    r"|final)\s+(?:hours?\b|light\b)"
    rf"|(?:the )?(?:late |early )?(?:dark\b|{PART})|{CLOCK}|pre-dawn|predawn|late|early|earlier|later)"
)
LEAD = (
    rf"(?:{NEAR}?(?:{HOURS},?\s+(?:(?:on|of|at|in)\s+)?)?(?:(?:late|early|all|on)\s+){{0,2}}(?:(?:in|at"
    rf"|around|about|during|before|after)\s+)?)"
)
TAIL = (
    r"(?:,? (?:(?:at|in the|around|about|after|before|by|shortly (?:before|after)) )?(?:(?:late |early )?"
    rf"(?:{PART}|night)\b|{CLOCK}))?"
)

# Words that may stand left of the head of a date expression: the scanner walks back over them to where one may begin.
_LEFT_TEXT = """
a about after afternoon again ago ahead all almost an and around as at before beginning between both by close
closing coming consecutive couple dark dawn day days daybreak during dusk each earlier early end entire
evening eve ever every few final first following for from half hour hours hrs in into just last late later
latest light local many mid middle midday midnight midweek month months more morning nearly next night
nightfall nights noon of on once only opening or over past pm am gmt utc o'clock previous preceding pre-dawn
predawn recent same several shortly since single small some sometime soon start starting straight sunrise
sunset that the this those through throughout till time to toward towards until up upcoming very wee week
weekend weeks well whole within year years yesterday overnight fortnight moscow kyiv
"""
_LEFT_WORDS = frozenset((*_LEFT_TEXT.split(), *ONES, *TEENS, *TENS, *NTH_WORDS))
_NUMERIC = re.compile(r"\(?\d[\d.,:/-]*(?:st|nd|rd|th|am|pm|hrs|h\d\d)?\)?$|[ap]\.m\.?$|(?:early|mid|late)-$|[–-]$")
_NAMED = re.compile(rf"(?:{WD}|{MON})$|\([^()]*$|[^()]*\)$")

_DEICTICS = ("today", "tonight", "yesterday", "tomorrow", "overnight")
_PARTS = (
    "first light", "midnight", "nightfall", "daybreak", "dawn", "dusk", "sunrise", "sunset", "sundown", "noon",
    "midday", "lunchtime", "breakfast", "o'clock",
)  # fmt: skip
_UNITS = (
    "minute", "hour", "hr", "day", "night", "week", "fortnight", "month", "year", "decade", "morning", "evening",
    "afternoon", "weekend", "moment", "afterward",
)  # fmt: skip
_ADVERBS = ("hourly", "nightly", "daily", "weekly")
_HEAD = re.compile(
    rf"(?P<feast>{FEAST})(?![\w])(?<![^\W]-)"
    rf"|(?P<weekday>{WD_NAME})s?(?![\w-])"
    rf"|(?P<month>{MON_NAME})(?!\w)"
    r"|(?<![/.-])(?P<numeric>\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)|\d{1,2}/\d{1,2})(?![\w/-]|[.,]\d)"
    rf"|(?P<deictic>{alternatives(_DEICTICS)})\b"
    rf"|(?P<season>{alternatives(SEASONS)})\b"
    rf"|(?P<unit>(?:{alternatives(_UNITS)})s?|{alternatives(_ADVERBS)})\b"
    rf"|(?P<part>{alternatives(_PARTS)})\b"
    r"|(?<![/.,:$€£])(?<!\d-)(?P<year>(?:19|20)\d\d)(?![\w%/]|[.,:]\d|-\d\d-)"
    r"|(?P<clock>\d{1,2}[:.]\d\d(?! ?(?:%|per|m\b|km|million|billion)|\d|[.:]\d)|\d{1,2} ?[ap]\.?m\b|0\d[0-5]\d\b"
    r"|\d{1,2}h\d\d\b|[0-2]\d[0-5]\d(?= ?hrs))"
    r"|(?P<nth>\d{1,2}(?:st|nd|rd|th))\b"
)
_STEMS = {
    w[:3] for w in (*WEEKDAYS, *MONTHS, *EASTER_DAYS, *FIXED_FEASTS, *SEASONS, *_DEICTICS, *_PARTS, *_UNITS, *_ADVERBS)
}
# Scanning for a boundary and a stem first is five times as fast as trying the whole pattern at every character.
_BOUNDARY_AND_STEM = re.compile(rf"\W(?:{alternatives(_STEMS)}|\d)")


DAY_NAME = re.compile(rf"\b(?:{WD_NAME}|{MON_NAME}|today|tonight|yesterday|tomorrow)")


def heads(low: str) -> Iterator[re.Match[str]]:
    """The words and digits a date expression turns on, in order; `lastgroup` names the kind."""
    if first := _HEAD.match(low):
        yield first
    for candidate in _BOUNDARY_AND_STEM.finditer(low):
        if head := _HEAD.match(low, candidate.start() + 1):
            yield head


def starts(low: str, head: int, floor: int) -> list[int]:
    """Where an expression with its head at `head` may begin, the furthest left first; never before `floor`."""
    found = [head]
    limit = max(floor, head - 64)
    at = head
    while len(found) < 12:
        end = at
        while end > limit and low[end - 1] in " ,":
            end -= 1
        if end == limit or low[end - 1] == "\n":
            break
        begin = max(low.rfind(" ", limit, end), low.rfind("\n", limit, end)) + 1
        begin = max(begin, limit)
        word = low[begin:end].lstrip("\"'(\u201c")
        plain = word.rstrip(".")
        known = plain in _LEFT_WORDS or ("-" in plain and all(part in _LEFT_WORDS for part in plain.split("-")))
        if not known and not _NUMERIC.match(word) and not _NAMED.match(word):
            break
        at = begin
        found.append(end - len(word))
    found.reverse()
    return found
