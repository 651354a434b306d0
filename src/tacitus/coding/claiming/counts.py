"""Counts: how many happenings, people or weapons over a window, by somebody's tally, or in all."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.casualties import STATUS
from tacitus.coding.claiming.reading import Found, View, counted_noun, is_happening, is_people, is_perfect
from tacitus.coding.claiming.windows import Window, window_after
from tacitus.coding.claiming.words import GROUPINGS, RECORDING, STRIKING, SUMMING, SUPERLATIVES, TOTALS
from tacitus.coding.numbers import NumberSpan
from tacitus.coding.scene import Located, at, within

MANY = 10
"""So many happenings of one kind are told of as a running count, not as one happening."""
NEAR = 7
"""Words before a number in which the verb of who keeps count, or the noun of a total, may stand."""
LED_IN = 6
"""Words into a sentence or segment at which an opening window may begin."""
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
    is_ratio = before[-2:] == ["out", "of"] or after == ["out", "of"]
    return not is_ratio and before[-1:] != ["from"]


def _times(view: View, number: Located[NumberSpan]) -> Found | None:
    """ "attacked at least 13 times": the number of times that something was done."""
    if number.value.unit != "times" and view.words[number.end : number.end + 1] != ["times"]:
        return None
    start, end = view.segment(number.start)
    at_word = next((i for i in range(number.start, min(number.end + 2, end)) if view.words[i] == "times"), None)
    if at_word is None:
        return None
    deeds = [t for t in view.scene.doc[start : number.start] if t.lower_ in STRIKING or is_happening(view.scene, t)]
    if not deeds:
        return None
    return _found(view, number, max(number.end, at_word + 1), deeds[-1], _window(view, number, view.scene.doc[at_word]))


def _of_noun(view: View, number: Located[NumberSpan], told: list[Found]) -> Found | None:
    """A number with the noun it counts: "66 attacks", "45 soldiers hurt", "three rounds of airstrikes"."""
    noun = counted_noun(view.scene, number)
    if noun is None:
        return None
    window = _window(view, number, noun)
    kept = _keeper(view, number) is not None
    if is_happening(view.scene, noun):
        counts = window is not None or kept or _is_many(view, number, noun) or _gathers(view, noun)
        return _found(view, number, noun.i + 1, noun, window) if counts else None
    long = window is not None and window.long
    hurt = _hurt(view, number, noun)
    if is_people(view.scene, noun) or hurt is not None:
        counts = long or (hurt is not None and _goes_on(view, number, noun, told)) or _summed(view, number)
        end = max(noun.i, hurt.i if hurt is not None and hurt.i <= noun.i + 5 else 0) + 1
        if not counts:
            return None
        window = window or _inherited(view, told)
        return _found(view, number, end, noun, window)
    if at(view.scene.weapons, noun.i) is not None or noun.tag_ == "NNS":
        kept = kept and number.value.value >= MANY
        counts = (long and (kept or _had_since(view, noun, window))) or (kept and window is not None)
        return _found(view, number, noun.i + 1, noun, window) if counts else None
    return None


def _alone(view: View, number: Located[NumberSpan], told: list[Found]) -> Found | None:
    """A number without a noun: of a total ("put the number of attacks at 66"), a period, or part of a count."""
    total = _totalled(view, number)
    if total is not None:
        window = _window(view, number, total) or _window_inside(view, total, number.start)
        if window is not None or is_happening(view.scene, total) or told or _summed(view, number):
            return _found(view, number, number.end, total, window)
        return None
    counts = [f for f in (*view.before, *told) if f.kind == "count"]
    follows = view.words[number.end : number.end + 1]
    window = next((w for w in view.windows if number.end <= w.start <= number.end + 1), None)
    if window is not None and (counts or _keeper(view, number) is not None):
        return _found(view, number, number.end, counts[-1].noun if counts else None, window)
    if told and follows and follows[0] in PLACE_LINKS and told[-1].noun is not None:
        whole = told[0]
        if isinstance(whole.value, int) and number.value.value < whole.value and counts:
            return _found(view, number, number.end, whole.noun, whole.window)
    return None


def _found(view: View, number: Located[NumberSpan], end: int, noun: Token | None, window: Window | None) -> Found:
    start = number.start
    return Found(
        start, max(number.end, end), "count", number.value.value, number.value.relation, noun, window
    )


def _window(view: View, number: Located[NumberSpan], noun: Token) -> Window | None:
    """The window a number counts over: after it, or else the one that opens its sentence or led an earlier count.

    An ordinal or a record between the number and the window has the window for itself ("Two rockets fell on Sunday,
    the first since May"), and a day of its own makes the number that day's.
    """
    start, end = view.segment(number.start)
    barriers = _barriers(view, number)
    days = [d.start for d in view.scene.dates if d.value.kind == "point" and d.value.range.precision == "day"]
    after = window_after(view.windows, number.end, end, [*barriers, *days])
    if after is not None:
        return after
    own_day = any(number.end <= d < end and not any(number.end <= b < d for b in barriers) for d in days)
    opening = [w for w in view.windows if start <= w.start <= start + LED_IN and w.end <= number.start]
    return opening[0] if opening and not own_day else None


def _barriers(view: View, number: Located[NumberSpan]) -> list[int]:
    ordinals = [n.start for n in view.scene.numbers if n.value.ordinal and n.value.unit is None]
    records = [i for i in range(view.sentence.start, view.sentence.end) if view.words[i] in SUPERLATIVES | {"most"}]
    return [i for i in (*ordinals, *records) if i >= number.end]


def _keeper(view: View, number: Located[NumberSpan]) -> Token | None:
    """The verb before a number by which somebody keeps count: "has documented 128 disappearances"."""
    start, _ = view.segment(number.start)
    near = [t for t in view.scene.doc[max(start, number.start - NEAR) : number.start] if t.lower_ in RECORDING]
    return next((t for t in reversed(near) if clauses.is_verb(t) and t.tag_ != "VBG" or t.dep_ == "advcl"), None)


def _is_many(view: View, number: Located[NumberSpan], noun: Token) -> bool:
    """ "More than 40 attacks have injured dozens": many, over a time that reaches to now."""
    return number.value.value >= MANY and is_perfect(clauses.governing_verb(noun))


def _gathers(view: View, noun: Token) -> bool:
    """Whether the noun gathers happenings: three rounds of strikes are told of apart from each single one."""
    of = clauses.objects_of_preposition(noun, frozenset({"of"}))
    return noun.lower_ in GROUPINGS and any(is_happening(view.scene, t) for t in of)


def _hurt(view: View, number: Located[NumberSpan], noun: Token) -> Token | None:
    """The word that says what became of the people counted, where there is one."""
    verb = clauses.governing_verb(noun)
    if verb is not None and verb.lower_ in STATUS:
        return verb
    return next((t for t in view.scene.doc[number.end : number.end + 8] if t.lower_ in STATUS), None)


def _goes_on(view: View, number: Located[NumberSpan], noun: Token, told: list[Found]) -> bool:
    """Whether a toll belongs to a count of happenings told just before, not to one of them."""
    counts = [f for f in (*view.before, *told) if f.kind == "count" and f.noun is not None and f.window is not None]
    if not any(is_happening(view.scene, f.noun) or f.noun.lower_ in STRIKING for f in counts if f.noun is not None):
        return False
    own_day = any(
        d.value.kind == "point" and d.value.range.precision == "day"
        for d in within(view.scene.dates, view.sentence.start, view.sentence.end)
    )
    return not own_day


def _inherited(view: View, told: list[Found]) -> Window | None:
    return next((f.window for f in reversed([*view.before, *told]) if f.kind == "count" and f.window), None)


def _summed(view: View, number: Located[NumberSpan]) -> bool:
    start, end = view.segment(number.start)
    return bool(SUMMING & set(view.words[max(start, number.start - 3) : min(end, number.end + 3)]))


def _had_since(view: View, noun: Token, window: Window | None) -> bool:
    """ "have launched more than 200 drones since October": done from then to now."""
    verb = clauses.governing_verb(noun)
    return window is not None and window.open and (verb is None or is_perfect(verb) or verb.dep_ == "acl")


def _totalled(view: View, number: Located[NumberSpan]) -> Token | None:
    """What is counted where the number stands after it: "put attacks on US forces at 66", "a total of 23"."""
    before = view.words[max(view.sentence.start, number.start - 3) : number.start]
    start, _ = view.segment(number.start)
    if before[-1:] == ["at"] and (put := _putting(view, start, number.start)) is not None:
        return _chain_head(view, put.i + 1, number.start)
    if before[-1:] == ["of"] and before[-2:-1] and before[-2] in TOTALS:
        return view.scene.doc[number.start - 2]
    if before[-1:] in (["toll"], ["total"], ["number"]):
        return view.scene.doc[number.start - 1]
    return None


def _putting(view: View, start: int, end: int) -> Token | None:
    verbs = [t for t in view.scene.doc[start:end] if t.lower_ in {"put", "puts", "putting", "estimates", "estimated"}]
    return verbs[-1] if verbs else None


def _chain_head(view: View, start: int, end: int) -> Token | None:
    """The noun that is put at a number; of "the number of attacks" it is the attacks."""
    for token in view.scene.doc[start:end]:
        if token.tag_.startswith("NN") or token.lower_ in {"dead", "displaced", "wounded", "injured"}:
            if token.lower_ in TOTALS or token.dep_ == "compound":
                continue
            return token
    return None


def _window_inside(view: View, noun: Token, end: int) -> Window | None:
    return next((w for w in view.windows if noun.i < w.start < end), None)
