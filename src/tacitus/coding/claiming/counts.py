"""Counts: how many happenings, people or weapons over a window, by somebody's tally, or in all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.casualties import STATUS
from tacitus.coding.claiming.reading import Found, View, counted_noun, is_happening, is_people
from tacitus.coding.claiming.windows import Window, window_after
from tacitus.coding.claiming.words import (
    GROUPINGS,
    PEOPLE,
    RECKONED,
    RECORDING,
    STRIKING,
    SUMMING,
    SUPERLATIVES,
    TOTALS,
)
from tacitus.coding.dates import DateSpan
from tacitus.coding.numbers import NumberSpan
from tacitus.coding.scene import Located, at, noun_phrase, within

MANY = 10
"""So many happenings of one kind are told of as a running count, not as one happening."""
SEVERAL = 5
"""So many things done to since a date are told of as a running count; fewer may be one happening's."""
NEAR = 7
"""Words before a number in which the verb of who keeps count, or the noun of a total, may stand."""
LED_IN = 6
"""Words into a sentence or segment at which an opening window may begin."""
LARGE = 1000
"""So many dead or held up to now come of more than one happening."""
HURT_REACH = 8
HARM = frozenset("dead injured wounded injuries missing hurt casualties".split())
SINGLING = frozenset("latest last including one".split())
LASTING = frozenset("violence fighting unrest war disorder campaign hostilities offensive conflict insurgency".split())
BRINGING = frozenset("bring brings bringing brought take takes taking took raise raises raising raised".split())
BRINGING_REACH = 14
REACHING = frozenset("reached reaches hit hits topped tops passed passes exceeded exceeds".split())
SHOWING = frozenset("show shows showed indicate indicates indicated suggest suggests suggested".split())
STATISTICS = frozenset("figures data statistics records numbers tally database count".split())
PERIOD_LEADS = frozenset("in the first last past whole over course of same period for during so far".split())
PLACE_LINKS = frozenset("in at on across along around near".split())


def read_counts(view: View) -> Iterator[Found]:
    """The counts of a sentence. A toll or number of one happening is none of them."""
    found: list[Found] = []
    for number in within(view.scene.numbers, view.sentence.start, view.sentence.end):
        if not _countable(view, number):
            continue
        claim = _times(view, number) or _of_noun(view, number, found) or _alone(view, number, found)
        if claim is not None:
            found.append(claim)
            yield claim


def _countable(view: View, number: Located[NumberSpan]) -> bool:
    value = number.value
    if value.ordinal or value.unit not in {None, "times"} or value.value < 2:
        return False
    before, after = view.words[max(0, number.start - 2) : number.start], view.words[number.end : number.end + 2]
    in_number = after[:1] == ["in"] and any(
        n.start == number.end + 1 and n.value.unit is None for n in view.scene.numbers
    )
    parts = after == ["out", "of"] or in_number
    return not parts and before != ["out", "of"] and before[-1:] not in (["from"], ["in"]) and value.text != "both"


def _times(view: View, number: Located[NumberSpan]) -> Found | None:
    """ "attacked at least nine times": the number of times that something was done."""
    if number.value.unit != "times" and view.words[number.end : number.end + 1] != ["times"]:
        return None
    start, end = view.segment(number.start)
    at_word = next((i for i in range(number.start, min(number.end + 2, end)) if view.words[i] == "times"), None)
    if at_word is None:
        return None
    named = [m.start for m in view.scene.happenings if m.end - m.start > 1]  # "come under fire"
    told = view.scene.doc[start : number.start]
    deeds = [t for t in told if t.lower_ in STRIKING or t.i in named or is_happening(view.scene, t)]
    window = _window(view, number)
    on_a_day = any(_is_day(d) and at_word < d.start <= at_word + 2 for d in view.scene.dates)
    once = number.value.relation == "at_least" and number.value.value < MANY  # "shot at least nine times"
    if not deeds or (window is None and (once or on_a_day)):
        return None
    return _found(number, max(number.end, at_word + 1), deeds[-1], window)


def _of_noun(view: View, number: Located[NumberSpan], told: list[Found]) -> Found | None:
    """A number with the noun it counts: "80 attacks", "30 soldiers hurt", "four rounds of shelling"."""
    noun = counted_noun(view.scene, number)
    hurt = _hurt(view, number, noun)
    if noun is None and hurt is None:
        return None
    window = _window(view, number)
    if noun is not None and noun.lower_ not in PEOPLE and is_happening(view.scene, noun):
        if window is None and not (_is_kept(view, number) or _is_many(number, noun) or _gathers(noun)):
            return None
        return _found(number, noun.i + 1, noun, window or next((f.window for f in told), None))
    if hurt is not None or (noun is not None and is_people(view.scene, noun)):
        return _of_people(view, number, noun, hurt, window, told)
    if noun is not None and (noun.tag_ == "NNS" or at(view.scene.weapons, noun.i) is not None):
        return _of_things(view, number, noun, window)
    return None


def _of_people(
    view: View,
    number: Located[NumberSpan],
    noun: Token | None,
    hurt: Token | None,
    window: Window | None,
    told: list[Found],
) -> Found | None:
    """People over a time, in all, in many happenings; the dead of one happening are its own figure."""
    if _is_result(view, hurt) and not (window is not None and window.open):
        return None
    kept, large = _is_kept(view, number), number.value.value >= LARGE
    spanned = (kept and large) or (window is not None and window.long and (kept or large or not window.dated))
    if not (spanned or _summed(view, number) or _goes_on(view, number, hurt, told) or _in_many(view, number, hurt)):
        return None
    last = noun.i if noun is not None else number.end - 1
    end = max(last, hurt.i if hurt is not None and hurt.i <= last + HURT_REACH else last) + 1
    return _found(number, end, noun, _meant(view, told, window))


def _is_result(view: View, hurt: Token | None) -> bool:
    """ "In March it stormed the base, killing 54": the dead are those of the one happening told in the clause above."""
    if hurt is None or hurt.tag_ != "VBG" or hurt.dep_ != "advcl":
        return False
    return any(m.start <= hurt.head.i < m.end for m in view.scene.happenings)


def _of_things(view: View, number: Located[NumberSpan], noun: Token, window: Window | None) -> Found | None:
    """Weapons and other things, only where they are counted up to now or over a time, or somebody keeps count."""
    verb = clauses.governing_verb(noun)
    struck = verb is not None and any(m.start <= verb.i < m.end for m in view.scene.happenings)
    some = number.value.value >= SEVERAL and struck
    if some and verb is not None and clauses.is_perfect(verb) and _over_time(view, verb, window):
        return _found(number, noun.i + 1, noun, window)
    if number.value.value < MANY or window is None:
        return None
    since = window.open and window.long and "," not in view.words[number.end : max(number.end, window.start)]
    counts = _is_kept(view, number) or _summed(view, number) or (since and _is_up_to_now(noun))
    return _found(number, noun.i + 1, noun, window) if counts else None


def _over_time(view: View, verb: Token, window: Window | None) -> bool:
    """Whether something has been done again and again: "since May", "in the three-year campaign"."""
    if window is not None and window.open and window.long:
        return True
    return any(t.dep_ == "pobj" and t.lower_ in LASTING for t in view.scene.doc[verb.i : verb.i + NEAR])


def _alone(view: View, number: Located[NumberSpan], told: list[Found]) -> Found | None:
    """A number without a noun: of a total ("put the number of raids at 54"), a period, or part of a count."""
    total = _totalled(view, number)
    counts = [f for f in (*view.before, *told) if f.kind == "count"]
    if total is not None:
        window = _window(view, number) or next((w for w in view.windows if total.i < w.start < number.start), None)
        sure = window is not None or is_happening(view.scene, total) or _summed(view, number)
        sure = sure or (
            number.value.value >= LARGE and "toll" in view.words[view.segment(number.start)[0] : number.start]
        )
        if sure or any(f.window is not None for f in (*view.before, *told)):
            return _found(number, number.end, total, _meant(view, told, window))
        return None
    deed = _one_of(view, number)
    if deed is not None:
        return _found(number, number.end, deed, _window(view, number))
    period = _period_right_after(view, number.end)
    if period is not None and (counts or _is_kept(view, number)):
        return _found(number, number.end, counts[-1].noun if counts else None, period)
    return _part(view, number, told)


def _one_of(view: View, number: Located[NumberSpan]) -> Token | None:
    """The happening that is said to be one of so many: "The raid was one of 18 in the district since May"."""
    led = view.words[max(view.sentence.start, number.start - 2) : number.start]
    if led != ["one", "of"] or counted_noun(view.scene, number) is not None:
        return None
    verb = clauses.governing_verb(view.scene.doc[number.start - 2])
    subjects = clauses.subjects(verb) if verb is not None else []
    return next((t for t in subjects if is_happening(view.scene, t)), None)


def _part(view: View, number: Located[NumberSpan], told: list[Found]) -> Found | None:
    """Part of a count just told: "20 of them in Mali", "and 15 in Niger", "seven were in Chad"."""
    links = view.tail(number.end, 3)
    links = links[2:] if links[:2] == ["of", "them"] else links
    links = links[1:] if links[:1] == ["were"] else links
    if not told or not set(links[:1]) & PLACE_LINKS:
        return None
    whole = told[0]
    if not isinstance(whole.value, int) or number.value.value >= whole.value:
        return None
    return _found(number, number.end, whole.noun, whole.window)


def _period_right_after(view: View, index: int) -> Window | None:
    """The window that follows a number at once: "25 so far this year", "40 in the past six months"."""
    for window in view.windows:
        if window.start >= index and set(view.words[index : window.start]) <= PERIOD_LEADS:
            return window
    return None


def _found(number: Located[NumberSpan], end: int, noun: Token | None, window: Window | None) -> Found:
    value = number.value
    end = max(number.end, end)
    return Found(number.start, end, "count", value.value, value.relation, noun, window, _what(number, end, noun))


def _what(number: Located[NumberSpan], end: int, noun: Token | None) -> str | None:
    """The words of what is counted, with what became of it: "policemen injured", "rounds of shelling"."""
    if noun is None:
        return None
    start, last = noun_phrase(noun)
    if start < number.end <= noun.i:
        start = number.end
    of = clauses.objects_of_preposition(noun, frozenset({"of"})) if noun.lower_ in GROUPINGS else []
    last = max(last, *(t.i + 1 for t in of)) if of else last
    return noun.doc[start : max(last, end if noun.i >= number.end else last)].text


def _window(view: View, number: Located[NumberSpan]) -> Window | None:
    """The window a number counts over: after it, or else the one that opens its clause.

    An ordinal or a record between the number and the window has the window for itself ("Two shells fell on Friday,
    the first since May"), and a day of its own makes the number that day's.
    """
    start, end = view.segment(number.start)
    barriers = _barriers(view, number)
    days = [d.start for d in view.scene.dates if _is_day(d)]
    after = window_after(view.windows, number.end, end, [*barriers, *days])
    if after is not None:
        return after
    if any(number.end <= d < end and not any(number.end <= b < d for b in barriers) for d in days):
        return None
    opening = [w for w in view.windows if start <= w.start and w.end <= number.start and _opens_clause(view, w, start)]
    return opening[-1] if opening else None


def _opens_clause(view: View, window: Window, start: int) -> bool:
    return window.start <= start + LED_IN or view.words[window.start - 1] in {"that", ",", ":", "and", "but", "said"}


def _barriers(view: View, number: Located[NumberSpan]) -> list[int]:
    ordinals = [n.start for n in view.scene.numbers if n.value.ordinal and n.value.unit is None]
    records = [i for i in range(view.sentence.start, view.sentence.end) if view.words[i] in SUPERLATIVES | {"most"}]
    return [i for i in (*ordinals, *records) if i >= number.end]


def _is_kept(view: View, number: Located[NumberSpan]) -> bool:
    """Whether somebody is said to keep count: "has documented 90 abductions", "by the mayor's reckoning, 35"."""
    start, end = view.segment(number.start)
    if number.start > start and view.words[number.start - 1] == "the":
        return False  # "confirmed the eight deaths": those already told of
    near = view.scene.doc[max(start, number.start - NEAR) : number.start]
    if any(t.lower_ in RECORDING and clauses.is_verb(t) for t in near):
        return True
    if any(t.lower_ in SHOWING and {s.lower_ for s in clauses.subjects(t)} & STATISTICS for t in near):
        return True  # "UN figures show 5,600 killed"
    around = view.words[max(start, number.start - NEAR) : min(end, number.end + NEAR)]
    return "by" in around and bool(RECKONED & set(around))


def _is_many(number: Located[NumberSpan], noun: Token) -> bool:
    """ "More than 90 attacks have maimed scores of people": many, over a time that reaches to now."""
    return number.value.value >= MANY and clauses.is_perfect(clauses.governing_verb(noun))


def _gathers(noun: Token) -> bool:
    """Whether the noun gathers happenings: three rounds of strikes are told of apart from each single one."""
    return noun.lower_ in GROUPINGS and bool(clauses.objects_of_preposition(noun, frozenset({"of"})))


def _hurt(view: View, number: Located[NumberSpan], noun: Token | None) -> Token | None:
    """The word that says what became of the people counted, where there is one."""
    verb = clauses.governing_verb(noun) if noun is not None else None
    if verb is not None and verb.lower_ in STATUS:
        return verb
    numbers = {n.start for n in view.scene.numbers}
    for token in view.scene.doc[number.end : number.end + (HURT_REACH if noun is not None else HURT_REACH // 2)]:
        if token.lower_ in {";", ":", "."} or token.i in numbers:
            return None
        if _says_hurt(token):
            return token
    return None


def _says_hurt(token: Token) -> bool:
    return token.lower_ in STATUS and (token.tag_ in {"VBN", "VBD"} or token.lower_ in HARM)


def _goes_on(view: View, number: Located[NumberSpan], hurt: Token | None, told: list[Found]) -> bool:
    """Whether a toll goes on from a count told before: "50 attacks since May. At least 40 men have been injured"."""
    if _has_day(view):
        return False
    if any(f.window is not None and f.window.open for f in told):
        between = view.words[told[-1].end : number.start]
        return not SINGLING & set(between) and ";" not in between
    earlier = [f for f in view.before if f.kind in {"count", "trend"} and f.window is not None]
    verb = hurt if hurt is None or clauses.is_verb(hurt) else clauses.governing_verb(hurt)
    if hurt is None or (number.value.value < MANY and not clauses.is_perfect(verb)):
        return False
    return any(f.noun.lower_ in STRIKING or is_happening(view.scene, f.noun) for f in earlier if f.noun is not None)


def _has_day(view: View) -> bool:
    """Whether the sentence tells of a day: what it counts is then that day's."""
    days = within(view.scene.dates, view.sentence.start, view.sentence.end)
    return any(_is_day(d) for d in days)


def _is_day(date: Located[DateSpan]) -> bool:
    return date.value.kind == "point" and date.value.range.precision == "day"


def _in_many(view: View, number: Located[NumberSpan], hurt: Token | None) -> bool:
    """ "70 guards have suffered wounds in the raids": up to now, in many happenings or in a lasting one.

    The dead told by the thousand up to now are a war's, and a thousand are not arrested in one raid.
    """
    if hurt is None:
        return False
    large = number.value.value >= LARGE
    if not clauses.is_perfect(hurt if clauses.is_verb(hurt) else clauses.governing_verb(hurt)):
        return large and STATUS[hurt.lower_] == "captured" and not _has_day(view)
    if large:
        return True
    causes = [t for t in view.scene.doc[hurt.i : hurt.i + 6] if t.dep_ == "pobj" and is_happening(view.scene, t)]
    return any(t.tag_ == "NNS" or t.lower_ in LASTING for t in causes)


def _meant(view: View, told: list[Found], window: Window | None) -> Window | None:
    """The window of a count: its own, else that of the count before it, which "in the same time" names."""
    return _inherited(view, told) or window if window is None or window.again else window


def _inherited(view: View, told: list[Found]) -> Window | None:
    return next((f.window for f in reversed([*view.before, *told]) if f.kind == "count" and f.window), None)


def _summed(view: View, number: Located[NumberSpan]) -> bool:
    start, end = view.segment(number.start)
    near = view.words[max(start, number.start - 3) : min(end, number.end + 3)]
    return bool(SUMMING & set(near)) or ("in", "all") in pairwise(near)


def _is_up_to_now(noun: Token) -> bool:
    """ "have launched more than 90 drones since May": done from then to now."""
    verb = clauses.governing_verb(noun)
    return verb is None or clauses.is_perfect(verb)


def _totalled(view: View, number: Located[NumberSpan]) -> Token | None:
    """What is counted where the number stands beside it: "put attacks on convoys at 54", "a total of 40"."""
    before = view.words[max(view.sentence.start, number.start - 3) : number.start]
    start, end = view.segment(number.start)
    if before[-2:] in (["stands", "at"], ["stood", "at"]):
        totals = [t for t in view.scene.doc[start : number.start] if t.lower_ in TOTALS]
        return _first_noun(view, totals[0].i, number.start) if totals else None
    if before[-1:] and before[-1] in REACHING:
        reached = clauses.subjects(view.scene.doc[number.start - 1])
        total = next((t for t in reached if t.lower_ in TOTALS), None)
        return (_first_noun(view, total.i, number.start) or total) if total is not None else None
    if before[-1:] == ["to"] and before[-2:-1] and before[-2] in BRINGING:  # "raises to 15 the number of ships hit"
        totals = [t for t in view.scene.doc[number.end : number.end + 3] if t.lower_ in TOTALS]
        return _first_noun(view, totals[0].i, end) if totals else None
    if before[-1:] == ["to"]:
        totals = [t for t in view.scene.doc[max(start, number.start - BRINGING_REACH) : number.start] if _is_brought(t)]
        return _first_noun(view, totals[-1].i, number.start) or totals[-1] if totals else None
    if before[-1:] == ["at"] and (put := _putting(view, start, number.start)) is not None:
        return _first_noun(view, put.i + 1, number.start)
    if before[-1:] == ["of"] and before[-2:-1] and before[-2] in TOTALS:
        return view.scene.doc[number.start - 2]
    if before[-1:] in (["toll"], ["total"], ["number"]):
        return view.scene.doc[number.start - 1]
    return None


def _is_brought(token: Token) -> bool:
    """The total of "bringing the number of attacks since May to 54", also where the parse hangs it on another verb."""
    before = {t.lower_ for t in token.doc[max(token.sent.start, token.i - 3) : token.i]}
    return token.lower_ in TOTALS and bool(BRINGING & before)


def _putting(view: View, start: int, end: int) -> Token | None:
    verbs = [t for t in view.scene.doc[start:end] if t.lower_ in {"put", "puts", "putting", "estimates", "estimated"}]
    return verbs[-1] if verbs else None


def _first_noun(view: View, start: int, end: int) -> Token | None:
    """The noun that is put at a number; of "the number of attacks" it is the attacks."""
    for token in view.scene.doc[start:end]:
        if token.tag_.startswith("NN") or token.lower_ in {"dead", "displaced", "wounded", "injured"}:
            if token.lower_ in TOTALS or token.dep_ == "compound":
                continue
            return token
    return None
