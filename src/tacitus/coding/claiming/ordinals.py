"""Ordinals: the third round since March, the second time in a week, for a seventh night running."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tacitus.coding.claiming.reading import Found, View, counted_noun, is_happening, names_epoch
from tacitus.coding.claiming.windows import Window, window_after
from tacitus.coding.claiming.words import EPOCHS, GROUPINGS, RUNNING, STRIKING, SUPERLATIVES
from tacitus.coding.numbers import NumberSpan
from tacitus.coding.scene import Located, within

SPANS = frozenset("day night evening morning week weekend month saturday sunday monday friday".split())
"""Stretches that a series of happenings fills: "for a third night running"."""
REACH = 24
"""Words after an ordinal in which its window may stand."""
FAR_ON = 5
"""So far on in a series no report tells one happening after another."""
MARKING = frozenset("marks marked marking constitutes represents represented becomes became makes".split())
STOPS = frozenset({":", "--", "("})
APART = frozenset("the a an its their his her this that".split())


def read_ordinals(view: View) -> Iterator[Found]:
    """The ordinals of a sentence that place a happening in a series, not in the order of the telling."""
    spoken = within(view.scene.numbers, view.sentence.start, view.sentence.end)
    numbers = [n for n in spoken if n.value.unit is None or n.value.ordinal]
    for number in numbers:
        value = number.value
        if not value.ordinal or value.unit not in {None, "time", "date"} or value.value < 2:
            continue
        noun = counted_noun(view.scene, number)
        if value.unit == "date" and (noun is None or not is_happening(view.scene, noun)):
            continue  # "Monday, the third attack" is no date; "Monday, the third" is
        window = _window(view, number, numbers)
        if _places_in_series(view, number, noun, window):
            end = noun.i + 1 if noun is not None and noun.i <= number.end + 5 else number.end
            yield Found(number.start, max(end, number.end), "ordinal", value.value, "exactly", noun, window)


def _window(view: View, number: Located[NumberSpan], numbers: list[Located[NumberSpan]]) -> Window | None:
    """The window after an ordinal, unless another number or a record stands nearer to it."""
    _, end = view.segment(number.start)
    others = [n.start for n in numbers if n.value.ordinal and n.start >= number.end and n.value.unit is None]
    joined = [i for i in others if view.words[number.end : i] == ["and"]]
    barriers = (
        [i for i in others if i not in joined]
        + [n.start for n in numbers if not n.value.ordinal]
        + [i for i in range(number.end, end) if view.words[i] in STOPS | SUPERLATIVES]
    )
    return window_after(view.windows, number.end, min(end, number.end + REACH), barriers)


def _places_in_series(view: View, number: Located[NumberSpan], noun: Token | None, window: Window | None) -> bool:
    tail = view.tail(number.end, 8)
    if _is_demonstrative(view, number) or tail[:1] in (["more"], ["fewer"], ["less"]):
        return False
    if RUNNING & set(tail[:5]):
        return True
    if tail[:1] == ["of"] and names_epoch(tail):
        return True  # "the navy's second of the year"
    word = noun.lower_ if noun is not None else ""
    happening = noun is not None and is_happening(view.scene, noun)
    if word in SPANS:
        return _is_in_span(view, number)
    if word == "time":
        return window is not None or _has_deed(view)
    if window is not None:
        return happening or "such" in tail[:2] or _is_apposed(view, number) or _superlative(view, number)
    if names_epoch(tail):
        return happening or noun is None or word in EPOCHS
    if "such" in tail[:1]:
        return True
    return happening and (number.value.value >= FAR_ON or not _is_told_in_order(view, number, noun))


def _is_demonstrative(view: View, number: Located[NumberSpan]) -> bool:
    return view.words[number.start - 1 : number.start] in (["that"], ["those"])


def _is_in_span(view: View, number: Located[NumberSpan]) -> bool:
    """ "for a third day", "entered its ninth day", ", the sixth week of street fighting"."""
    before = view.words[max(view.sentence.start, number.start - 3) : number.start]
    after = view.words[number.end + 1 : number.end + 2]
    led = "for" in before or bool({"entered", "enters", "into"} & set(before)) or before[-2:-1] in ([","], ["in"])
    return (led and bool(set(before) & APART)) or (after == ["of"] and before[-1:] == ["the"] and "," in before)


def _has_deed(view: View) -> bool:
    sentence = view.sentence
    return any(t.lower_ in STRIKING or is_happening(view.scene, t) for t in sentence if t.lower_ not in {"time"})


def _is_apposed(view: View, number: Located[NumberSpan]) -> bool:
    """Whether the ordinal names the happening just told: "It was the fifth", ", the third in a week"."""
    token = view.scene.doc[number.end - 1]
    node = token.head if token.dep_ in {"amod", "nummod", "compound"} else token
    if node.dep_ in {"attr", "appos", "oprd", "acomp"}:
        return True
    before = view.words[max(view.sentence.start, number.start - 4) : number.start]
    return bool({",", "is", "was", "were", "and", "as"} & set(before))


def _superlative(view: View, number: Located[NumberSpan]) -> bool:
    return any(w in SUPERLATIVES for w in view.words[number.start : number.end + 3])


def _is_told_in_order(view: View, number: Located[NumberSpan], noun: Token | None) -> bool:
    """Whether the ordinal only tells one happening from another of the same report: "A second blast followed"."""
    before = view.words[number.start - 1 : number.start]
    if before in (["a"], ["an"]):
        return True
    owned_round = before == ["'s"] and noun is not None and noun.lower_ in GROUPINGS
    return not owned_round and not _says_what_it_is(noun)


def _says_what_it_is(noun: Token | None) -> bool:
    """Whether the noun says what something else is: "It was the fourth round", "marks the fourth round"."""
    if noun is None:
        return False
    return noun.dep_ in {"attr", "appos"} or (noun.dep_ == "dobj" and noun.head.lower_ in MARKING)
