"""The words and patterns English news counts in; `numbers` puts them together.

All patterns are for text folded by `fold` (lower case, same length as the original).
"""

from __future__ import annotations

import re

ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "m": 10**6, "mn": 10**6,
    "billion": 10**9, "bn": 10**9, "trillion": 10**12,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip

# Lower bounds of plural scale words; the codebook sets "several" 3+ and "dozens" 24+, the others follow its reading
# of "dozens": at least two of the unit named.
VAGUE = {
    "several": 3, "a few": 3, "a handful": 3, "a number": 3, "tens": 20, "dozens": 24, "scores": 40,
    "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6,
}  # fmt: skip
FIXED = {"half a dozen": 6, "half-a-dozen": 6, "half-dozen": 6, "a couple": 2, "a pair": 2, "both": 2, "a score": 20}


def alternatives(words: object) -> str:
    """The words as one regular-expression alternation, the longest first so that none hides another."""
    return "|".join(sorted(map(re.escape, map(str, words)), key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


def fold(text: str) -> str:
    """Lower case of the same length, so that offsets in the result are offsets in `text`."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return low.replace("\u2019", "'").replace("\u00a0", " ").replace("\u202f", " ")


_S = r"[ \n-]"
_SMALL = (
    rf"(?:(?:{alternatives(TENS)})(?:{_S}(?:{alternatives(ONES)}))?|{alternatives(TEENS)}"
    rf"|{alternatives(ONES)})\b"
)
_HUNDRED = rf"(?:(?:{_SMALL}|an?\b){_S}hundred\b(?![ ]+thousand)(?:(?: and)? {_SMALL})?)"
_HUNDRED_THOUSAND = rf"(?:(?:{_SMALL}|an?\b){_S}hundred(?:(?: and)? {_SMALL})?{_S}thousand\b)"
_THOUSAND = rf"(?:(?:{_HUNDRED_THOUSAND}|(?:{_SMALL}|an?\b){_S}thousand\b)(?:(?:,| and)? (?:{_HUNDRED}|{_SMALL}))?)"
WORDS = rf"(?:{_THOUSAND}|{_HUNDRED}|(?:{_SMALL}|an?\b){_S}(?:dozen|million|billion)\b|{_SMALL})"
DIGITS = (
    r"(?:\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+\.\d+(?= ?(?:million|billion|trillion|thousand|mn?\b|bn\b))"
    r"|\d{1,3}(?:\.\d{3})+(?![\d.])|\d+)"
    r"(?: ?(?:hundred|thousand|million|billion|trillion|dozen|mn|bn)\b|(?<=\d)[km]\b)?"
)
ORDINAL = (
    rf"(?:(?:{alternatives(TENS)}){_S}(?:{alternatives(list(ORDINALS)[:9])})|{alternatives(ORDINALS)})\b"
    r"|\d+(?:,\d{3})*(?:st|nd|rd|th)\b"
)
SCALED_VAGUE = (
    r"(?:(?:several|many|a few|some|tens of|dozens of|scores of|hundreds of)[ ](?:dozens?"
    r"|hundreds?|thousands?|millions?)\b)"
)
ATOM = re.compile(
    r"(?<![\w.,/:$€£¥#&])(?<![a-z]-)(?:"
    rf"(?P<vague>{SCALED_VAGUE}|(?:{alternatives(VAGUE)})\b)"
    rf"|(?P<fixed>(?:{alternatives(FIXED)})\b)"
    rf"|(?P<ordinal>{ORDINAL})"
    rf"|(?P<words>{WORDS})"
    rf"|(?P<digits>{DIGITS})"
    r")"
)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
NOT_COUNTED = re.compile(
    r"(?<!\w)(?:us|a|c|nz|hk|s|r)?[$€£¥₦₹₽₪] ?\d[\d,.]*(?: ?(?:million|billion|trillion|thousand|mn|bn|[mk])\b)?"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b\d{1,2}\.\d{1,2}\.(?:\d{2,4})?(?!\d)"
)
"""Sums of money and dates in digits, which are skipped whole."""

BOUND_BEFORE = re.compile(
    r"(?:^|[^\w])(?:"
    r"(?P<least>at least|no fewer than|no less than|not fewer than|not less than|a minimum of|minimum"
    r"|upwards? of|as few as)"
    r"|(?P<more>(?:well |far |slightly |just )?(?:more than"
    r"|(?<!handed )(?<!hand )(?<!turned )(?<!took )(?<!taken )(?<!run )(?<!ran )over|above|(?<!half )past"
    r"|passed|in excess of|exceed(?:ed|ing|s)?|beyond))"
    r"|(?P<less>fewer than|less than|under|below)"
    r"|(?P<most>(?:possibly |perhaps )?(?:up to|as many as|at most|no more than|not more than|a maximum of|maximum))"
    r"|(?P<about>about|around|some|roughly|approximately|approx\.?|an estimated|estimated|circa|ca?\.|~|perhaps|maybe"
    r"|possibly|nearly|almost|close to|just under|just over|barely|scarcely|hardly|more or less|in the region of)"
    r")[ \n]*$"
)
BOUND_AFTER = re.compile(
    r"(?:(?P<least>(?:,? (?:or|if not|and(?: perhaps| possibly)?|possibly|perhaps) more\b(?! than)|\+|[- ]plus\b))"
    r"|(?P<most> or (?:fewer|less)\b)|(?P<about>[ -]odd\b|(?: \w+)? or so\b|-ish\b))"
)
RANGE_LINK = re.compile(
    r"(?: to |-|–|—| to as many as | or | or (?:perhaps |possibly |maybe |even )| and |,? (?:maybe|possibly"
    r"|perhaps) )"
)

UNIT_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("percent", r" ?%|[ -](?:per ?cent|percentage|pct)\b"),
        ("age", r"[ -](?:years?|months?|weeks?|days?)[ -]olds?\b|-(?:year|month)-olds?\b"),
        ("clock", r" ?(?:[ap]\.?m\b|o'clock|hrs\b|h(?:\d\d)?\b|gmt\b|utc\b)|[:.]\d\d\b(?! ?(?:million"
        r"|billion|per|%))"),
        ("time", r"[ -](?:more )?(?:second|minute|hour|day|night|week|month|year|decade|centur(?:y|ie)"
        r"|weekend|fortnight|evening|morning)s?\b"),
        ("distance", r"[ -]?(?:km|kms|kph|mph|mm|cm|m|mi|ft|nm)\b|[ -](?:kilomet(?:er|re)|met(?:er|re)"
        r"|centimet(?:er|re)"
                     r"|millimet(?:er|re)|mile|foot|feet|yard|inche?|(?:nautical|square|sq)[ -](?:miles?|km"
                     r"|kilomet(?:er|re)s?|met(?:er|re)s?))s?\b"),
        ("measure", r"[ -]?(?:kg|kgs|lbs?|kt|mw|kw|gw)\b|[ -](?:tons?|tonnes?|kilos?|kilograms?|pounds?"
        r"|lit(?:er|re)s?|gallons?"
                    r"|barrels?|hectares?|acres?|degrees?|megawatts?|calibre|caliber|points?)\b"),
        ("money", r"[ -](?:us )?(?:dollars?|euros?|rubles?|roubles?|pesos?|francs?|rupees?|shekels?|naira"
        r"|riyals?|dinars?|lira|cents?)\b"),
        ("times", r"[ -](?:more )?times\b"),
        ("formation", r" (?:[\w-]+ ){0,2}(?:brigade|division|battalion|regiment|corps|fleet|army|squadron"
        r"|wing|army group|parallel|century|floor|birthday|anniversary)\b"),
    )
)  # fmt: skip
UNIT_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("age", r"\b(?:aged?|ages|aged between|turned)[ ]$|\b(?:boy|girl|man|woman|child|son|daughter"
        r"|brother|sister|youth|infant|baby|toddler|pupil"
                r"|student|teenager|pensioner|widow|[a-z]+ian|gendarme)s? of $"),
        ("date", rf"\b{MONTH}\.? (?:the )?$|\b(?:on|until|till|since|by|between|late on|early on) the $"
                 r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? the $"),
        ("name", r"\b(?:tower|highway|route|road|resolution|article|chapter|section|unit|flight|channel"
        r"|gate|sector|checkpoint|camp|area|zone|barrio"
                 r"|district|room|block|school|no\.|number|nr\.?|type|mark|boeing|airbus|shahed|leopard"
                 r"|bradley|pk|km|level|phase|day|mile"
                 r"|base|agency|france|radio|tv|league|formula|covid|point|item|page|annex|incident|grade"
                 r"|class|bus|line|terminal|pier|pd|bde|brigade"
                 r"|figure|apollo|windows|iphone|world war|section) $"),
        ("money", r"(?:\b(?:rs|usd|eur|gbp|r)\.?|[$€£¥₦₹₽₪]) ?$"),
    )
)  # fmt: skip
DATE_AFTER = re.compile(
    rf"(?: of)? {MONTH}"
    r"| of (?:this|last|the|next) month|[/-]\d{1,2}[/-]\d{2,4}\b|-\d\d-\d\d\b"
)
PEOPLE_AFTER = re.compile(
    r" (?:people|men|women|soldiers|troops|civilians|fighters|children|houses|homes|families|dead|wounded|migrants)\b"
)
