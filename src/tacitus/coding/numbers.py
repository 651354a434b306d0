"""Numbers in news text: how many were meant, with the bounds the words give.

The grammar is our own: no number library reads "dozens", "several" or "at least six". Bounds follow the codebook: "at
least six" is low 6 and high unknown, "more than 60" low 61, "several" 3 or more, "dozens" 24 or more, "about 30" 30.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tacitus.coding.number_words import (
    ATOM,
    BOUND_AFTER,
    BOUND_BEFORE,
    DATE_AFTER,
    FIXED,
    NOT_COUNTED,
    ONES,
    ORDINALS,
    PEOPLE_AFTER,
    RANGE_LINK,
    SCALES,
    TEENS,
    TENS,
    UNIT_AFTER,
    UNIT_BEFORE,
    VAGUE,
    fold,
)
from tacitus.records import Figure, Relation

_LEFT = 34  # characters before a number in which its bound can stand
_VALUES = ONES | TEENS | TENS
_LARGEST = 10**13  # above this a run of digits is an identifier, not a count
_LONGEST = 120  # characters of the longest numeral in words, with room to spare


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number as said: `text == report.text[start:end]`, its bounds included ("at least six").

    `value` is the number said ("more than 60" is 60, a range its lower end). `low` and `high` are inclusive bounds and
    None where unknown: "at least six" is 6 and None, "up to 30" None and 30 (none of them may have come true), "fewer
    than 20" None and 19. `best` is set only where the words give one figure (`exactly`, `about`).

    `ordinal` marks "third" and "12th". `unit` says that the number counts no people or happenings: percent, age, clock,
    time, distance, measure, money, formation, date, year, name; or `times`, a count of happenings ("hit four times").
    """

    start: int
    end: int
    text: str
    low: int | None
    best: int | None
    high: int | None
    ordinal: bool
    approximate: bool
    relation: Relation
    value: int
    unit: str | None = None

    @property
    def figure(self) -> Figure:
        """The bounds as the record kept with a mention."""
        return Figure(low=self.low, best=self.best, high=self.high)


@dataclass(frozen=True, slots=True)
class _Atom:
    """One numeral without its bounds; `open` where the word gives only a lower bound ("dozens")."""

    start: int
    end: int
    value: int
    ordinal: bool = False
    open: bool = False


def find_numbers(text: str) -> list[NumberSpan]:
    """All numbers of `text` in order of appearance, not overlapping; never raises.

    Left out: sums of money with a sign before them, decimals without a scale ("2.5"), digits inside names ("F-16"),
    fractions ("a third of"), and the pronoun "one" ("no one", "one another"). Other numbers that count neither people
    nor happenings are kept and carry a `unit`, so that a caller passes over them without losing their place.
    """
    low = fold(text)
    atoms = _atoms(low)
    found: list[NumberSpan] = []
    i = 0
    while i < len(atoms):
        last = atoms[i + 1] if i + 1 < len(atoms) and _is_range(low, atoms[i], atoms[i + 1]) else None
        found.append(_bounded(text, low, atoms[i], last, found[-1].end if found else 0))
        i += 2 if last else 1
    return found


def parse_numeral(words: str) -> int | None:
    """The value of one numeral ("twenty-one", "1,200", "two dozen"), or None if `words` is not exactly one."""
    low = fold(words.strip())
    m = ATOM.fullmatch(low)
    if m is None:
        return 1 if low in ("a", "an") else None
    return _value(m)


def _atoms(low: str) -> list[_Atom]:
    skipped = {i for m in NOT_COUNTED.finditer(low) for i in range(m.start(), m.end())}
    atoms = []
    for m in ATOM.finditer(low):
        if m.start() in skipped or m.end() - m.start() > _LONGEST or _not_a_number(low, m):
            continue
        value = _value(m)
        if value is not None and value <= _LARGEST:
            atoms.append(_Atom(m.start(), m.end(), value, m.lastgroup == "ordinal", m.lastgroup == "vague"))
    return atoms


_PRONOUN_ONE = re.compile(r"\b(?:no|any|every|some|each|this|that|which|another|the|last)[ -]$")
_FRACTION = re.compile(r"(?: of\b(?! the (?:month|year|kind|series|war))|s\b)")
_SECOND_OF_TIME = re.compile(r"(?:\d|\b(?:per|split|a|one|every|last)|" + "|".join(_VALUES) + r")[ -]$")


def _not_a_number(low: str, m: re.Match[str]) -> bool:
    """Whether what looks like a numeral is a pronoun, a fraction, a piece of a name or a decimal."""
    word, after = m.group(), low[m.end() : m.end() + 24]
    before = low[max(0, m.start() - 12) : m.start()]
    if m.lastgroup == "digits":
        return bool(
            re.match(
                r"[a-z]|-[a-z](?!ear|onth|dd|ay|our|ile|ish)"
                r"|[.,:/]\d{3,}|\.\d",
                after,
            )
        ) and not _has_unit(after)
    if word == "one":
        return bool(re.match(r" another|-way|-sided|-off|-time", after)) or bool(
            _PRONOUN_ONE.search(before) and not after.startswith(" of ")
        )
    if m.lastgroup == "ordinal":
        if word in ("third", "fourth", "fifth", "tenth", "quarter") and re.search(r"(?:\ba|\bone|\btwo)[ -]$", before):
            return bool(_FRACTION.match(after))
        if word == "second" and re.search(
            r"\b(?:for|within|in) (?:a|one) $|\b(?:per|split|every) ?-?$|\d ?-?$", before
        ):
            return True
        return bool(re.match(r"-hand\b|-person\b| lady\b|-class\b|-degree\b| of all\b|ly\b", after))
    return False


def _has_unit(after: str) -> bool:
    return any(pattern.match(after) for _, pattern in UNIT_AFTER)


def _value(m: re.Match[str]) -> int | None:
    word = m.group()
    match m.lastgroup:
        case "vague":
            return _vague(word)
        case "fixed":
            return FIXED[word]
        case "ordinal":
            return _ordinal(word)
        case "digits":
            return _digits(word)
        case _:
            return _composed(word)


def _vague(word: str) -> int:
    if word in VAGUE:
        return VAGUE[word]
    head, scale = word.rsplit(" ", 1)
    unit = SCALES[scale.rstrip("s")]
    if head in ("tens of", "dozens of", "scores of", "hundreds of"):
        return VAGUE[head.removesuffix(" of")] * unit
    # Several dozen is the codebook's dozens; from a hundred on "several" keeps its three.
    return 2 * unit if scale.startswith("dozen") else 3 * unit


def _ordinal(word: str) -> int | None:
    digits = re.match(r"[\d,]+", word)
    if digits:
        return int(digits.group().replace(",", ""))
    parts = re.split(r"[ \n-]", word)
    return sum(TENS.get(p, 0) or ORDINALS[p] for p in parts)


def _digits(word: str) -> int | None:
    m = re.match(r"([\d., ]*\d) ?([a-z]*)", word)
    if m is None:
        return None
    number, scale = str(m[1]).replace(" ", "").replace(",", ""), str(m[2])
    if scale:
        whole, _, part = number.partition(".")
        return int(whole + part) * SCALES[scale] // int(10 ** len(part))
    return int(number.replace(".", ""))


def _composed(word: str) -> int:
    total = group = 0
    for part in re.split(r"[ \n,-]+", word):
        if part in _VALUES:
            group += _VALUES[part]
        elif part in ("a", "an"):
            group += 1
        elif part == "hundred":
            group *= 100
        elif part in SCALES:
            total, group = total + group * SCALES[part], 0
    return total + group


# "raised the dead from eight to 12" gives two successive figures, not the ends of one range.
_CHANGE = re.compile(
    r"\b(?:raise[ds]?|raising|rose|rise[ns]?|rising|up|down|fell|fall(?:en|s|ing)?|climb\w*|increas\w*"
    r"|reduc\w*|moved?|revis\w*"
    r"|jump\w*|grew|grow\w*|cut|dropp?\w*|went|gone|declin\w*|shr[aiu]nk\w*)\b[^.;]*\bfrom $"
)


def _is_range(low: str, a: _Atom, b: _Atom) -> bool:
    """Whether two numerals are the ends of one range ("five to eight", "between 5 and 8")."""
    link = low[a.end : b.start]
    if a.ordinal or b.ordinal or a.open or b.open or b.value <= a.value or not RANGE_LINK.fullmatch(link):
        return False
    if _unit(low, a) is not None:
        return False
    if link == " to " and _CHANGE.search(low, max(0, a.start - 40), a.start):
        return False
    if link == " and ":
        return bool(re.search(r"\bbetween $", low[max(0, a.start - 9) : a.start]))
    return link != " or " or b.value <= 2 * a.value + 1


def _bounded(text: str, low: str, a: _Atom, b: _Atom | None, floor: int) -> NumberSpan:
    start, end = a.start, (b or a).end
    before = BOUND_BEFORE.search(low[max(floor, start - _LEFT) : start])
    after = BOUND_AFTER.match(low, end)
    unit = _unit(low, b or a) or (_unit(low, a) if b else None)
    value, high_value = a.value, (b or a).value
    kind = (before.lastgroup if before else None) or (after.lastgroup if after else None)
    if before and not a.ordinal:
        start = max(floor, start - _LEFT) + before.start(before.lastgroup or 0)
    if after and not before and not a.ordinal:
        end = after.end()
    if b and before is None and (m := re.search(r"\b(?:between|from) $", low[max(floor, a.start - 9) : a.start])):
        start -= m.end() - m.start()
    lo, best, hi, relation = _bounds(kind if not a.ordinal else None, value, high_value, a.open)
    return NumberSpan(
        start, end, text[start:end], lo, best, hi, a.ordinal, relation != "exactly", relation, value, unit
    )


def _bounds(
    kind: str | None, value: int, high: int, open_: bool
) -> tuple[int | None, int | None, int | None, Relation]:
    if open_:
        return value, None, None, "at_least"
    match kind:
        case "least":
            return value, None, (high if high > value else None), "at_least"
        case "more":
            return value + 1, None, None, "more_than"
        case "less":
            return None, None, max(0, value - 1), "at_most"
        case "most":
            return None, None, high, "at_most"
    if high > value:
        return value, None, high, "about"
    return value, value, value, ("about" if kind == "about" else "exactly")


def _unit(low: str, a: _Atom) -> str | None:
    before, digits = low[max(0, a.start - 24) : a.start], low[a.start : a.end]
    if DATE_AFTER.match(low, a.end) and a.value <= 31:
        return "date"
    for name, pattern in UNIT_AFTER:
        if pattern.match(low, a.end) and not (name == "formation" and not a.ordinal):
            return name
    for name, pattern in UNIT_BEFORE:
        if pattern.search(before) and (name != "date" or a.value <= 31) and (name != "name" or digits.isdigit()):
            return name
    if len(digits) == 4 and digits.isdigit():
        if digits[0] == "0":
            return "clock"
        if 1900 <= a.value <= 2099 and not PEOPLE_AFTER.match(low, a.end):
            return "year"
    if re.search(r"[a-rt-z] \($", before) and low.startswith(")", a.end) and a.value < 110:
        return "age"
    if (
        re.search(r"\w, $", before)
        and re.match(r"[,.;)]", low[a.end : a.end + 1])
        and digits.isdigit()
        and a.value < 110
    ):
        return "age"
    return None


_ZERO = re.compile(
    r"^(?:no|zero|not an?|not one|without)\b|\b(?:nobody|no one|none|unharmed|unhurt|uninjured|unscathed"
    r"|survived|safe|no casualties)\b"
)
_UNSAID = re.compile(r"\bnone (?:announced|reported|known|given|confirmed)\b|^casualt(?:y|ies)$|\bunknown\b")
_SPLIT = re.compile(r",? and |, (?:and )?|; ")
_NAME = re.compile(r"[A-Z][\w.'\u2019-]*(?: (?:[A-Z][\w.'\u2019-]*|al-\w+|bin|ibn|de|von|van))+")
_ROLE = re.compile(r"(?:an?|the|his|her|its|their|one of) (?![A-Z][\w-]+$)")
_DETERMINER = re.compile(
    r"(?:a|an|another|one|the|this|that|his|her|its|their|our|each|every|[\w.-]+'s?)\b[ ]|(?:another"
    r"|himself|herself)$"
)
_HEAD_END = re.compile(
    r"[ ,(](?:of|from|in|at|with|who|whose|whom|which|that|near|by|on|for|to|as|known|was|were|had|did|is"
    r"|are|died|dead|killed"
    r"|wounded|hurt|injured|belonging|linked)\b|[,(]"
)
_PLURAL_WORDS = (
    "men women people children police troops personnel cattle others staff militia crew casualties feet forces"
)
_PLURALS = frozenset(_PLURAL_WORDS.split())
_AGE = re.compile(r"\b(?:\d+|[a-z-]+)-year-old |,? (?:aged|of|,) ?\d+$|\b(?:of|aged) (?:" + "|".join(_VALUES) + r")$")


def count_of_phrase(text: str) -> Figure | None:
    """How many a noun phrase names: "four recruits and a cook" is 5, "guard" 1, "nobody" 0; None if it does not say.

    Coordinated parts are added ("a mother and her two daughters" is 3), their open bounds stay open ("an officer and
    several recruits" is 4 or more). A singular noun or a name is one, and what a name is said to be is not another. A
    plural without a number has no count.
    """
    text = text.strip()
    low = fold(text)
    if not low or _UNSAID.search(low):
        return None
    if _ZERO.search(low) and not re.match(r"no (?:fewer|less|more) than\b", low):
        return Figure(low=0, best=0, high=0)
    whole = [n for n in find_numbers(text) if n.unit in (None, "times")]
    total = Figure(low=0, best=0, high=0)
    known = False
    last = begin = 0
    for cut in [*_cuts(low), None]:
        end = cut.start() if cut else len(low)
        numbers = [n for n in whole if begin <= n.start < end]
        if cut and _NAME.fullmatch(text[last:begin].strip(" ,")) and _ROLE.match(text[begin:end].strip()):
            part = None
        else:
            part = _count_part(low[begin:end].strip(), numbers, first=not known)
        if part is not None:
            total, known = add(total, part), True
        last, begin = begin, cut.end() if cut else end
    return total if known else None


def _cuts(low: str) -> list[re.Match[str]]:
    """Where coordinated parts meet; a comma with no "and" after it opens an apposition, which names nobody new."""
    cuts = list(_SPLIT.finditer(low))
    joined = max((i for i, cut in enumerate(cuts) if "and" in cut.group() or ";" in cut.group()), default=-1)
    return cuts[: joined + 1]


def _count_part(part: str, numbers: list[NumberSpan], first: bool) -> Figure | None:
    cardinals = [n for n in numbers if not n.ordinal]
    if cardinals:
        return cardinals[0].figure
    part = _AGE.sub("", part).strip()
    determined = _DETERMINER.match(part) is not None
    if not part or not (first or determined) or (not first and _plural_head(part)):
        return None
    if _plural_head(part) and not numbers:
        return None
    return Figure(low=1, best=1, high=1)


def _plural_head(part: str) -> bool:
    head_part = _HEAD_END.split(part, maxsplit=1)[0].strip()
    head = head_part.rsplit(" ", 1)[-1]
    return head in _PLURALS or bool(re.search(r"(?:[^siu']s|ies|[a-z]men|women)$", head))


def add(a: Figure, b: Figure) -> Figure:
    """The sum of two figures; a bound that either leaves open stays open."""

    def plus(x: int | None, y: int | None) -> int | None:
        return None if x is None or y is None else x + y

    return Figure(low=plus(a.low, b.low), best=plus(a.best, b.best), high=plus(a.high, b.high))
