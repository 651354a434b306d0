"""Firsts and records: the first since May, the deadliest in years, never before, no attack so bloody since."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.claiming.reading import Found, View, is_happening, names_epoch
from tacitus.coding.claiming.windows import Window, window_after
from tacitus.coding.claiming.words import (
    COMPARATIVES,
    STRIKING,
    SUPERLATIVE_AFTER_MOST,
    SUPERLATIVES,
)
from tacitus.coding.senses import climate

REACH = 26
"""Words after "first" or a superlative in which its window may stand."""
EVER = frozenset("ever yet anywhere history record so".split())
MANY_YEARS = frozenset("weeks months years decades decade year generation memory".split())
SPANS = frozenset(
    """day days night week weeks month months year years hour hours minute minutes light half quarter place aid two
    three four five six few minister lady floor person name responders responder instance stage phase lieutenant
    """.split()
)
ATTACKING = frozenset("attacked attacking bombed bombing shelled shelling raided ambushed stormed assaulted".split())
LOSSES = frozenset("toll losses casualties deaths fatalities".split())
"""What a record of violence may be one of beside happenings."""
SCOPES = frozenset({"prep", "acl", "relcl"})
"""Links of what says among what something is the first."""


def read_firsts(view: View) -> Iterator[Found]:
    """The firsts and records of a sentence."""
    for i in range(view.sentence.start, view.sentence.end):
        word = view.words[i]
        found = None
        if word == "first":
            found = _first(view, i)
        elif word in SUPERLATIVES or (word == "most" and _is_record(view, i)):
            found = _record(view, i)
        elif word == "not" and view.words[i + 1 : i + 2] == ["since"]:
            found = _not_since(view, i)
        elif word == "never" and view.words[i + 1 : i + 2] == ["before"]:
            found = _span(view, i, i + 2, None)
        elif word == "no" or (word == "not" and "such" in view.tail(i, 6)):
            found = _unmatched(view, i)
        elif word == "more" and "than" in view.tail(i, 14) and "any" in view.tail(i, 16):
            found = _more_than_any(view, i)
        if found is not None:
            yield found


def _first(view: View, i: int) -> Found | None:
    """ "the first use of", "its first launch since January", "for the first time", "the first in which"."""
    if view.words[i - 1 : i] == ["at"] or view.words[i + 1 : i + 2] in (["and"], ["-"], [","], ["of"]):
        return None
    if any(n.start == i + 1 or (n.covers(i) and n.value.value > 1) for n in view.scene.numbers):
        return None
    tail = view.tail(i + 1, REACH)
    if not tail:
        return None
    noun = _noun(view, i + 1) if view.scene.doc[i + 1].tag_ != "IN" else None
    word = noun.lower_ if noun is not None else ""
    window = _window(view, i)
    if tail[:1] == ["time"]:
        return _span(view, i, i + 2, view.scene.doc[i + 1], window) if _of_conflict(view, _deed(view)) else None
    if (tail[0] in SPANS and window is None) or (word in SPANS and tail[1:2] == ["of"]):
        return None
    happening = noun is not None and (is_happening(view.scene, noun) or word in LOSSES)
    such = tail[:1] in (["such"], ["that"]) or tail[:2] in (["in", "which"], ["to", "get"])
    such = such or ("to", "be") in pairwise(tail[:5])
    told = window is not None and window.long and _says_so(view, i, window)
    unlike = word == "use" or bool(EVER & set(tail[:6])) or ("its", "kind") in pairwise(tail[:6])
    if told or such or (happening and (unlike or _is_said_to_be(noun) or _of_years(tail[:12]))):
        return _span(view, i, _end(noun, i), noun, window)
    return None


def _is_said_to_be(noun: Token | None) -> bool:
    """Whether something is said to be a first of some scope: "It was the first bombing of a mosque in the Gulf"."""
    if noun is None or not any(c.dep_ in SCOPES and c.i > noun.i for c in noun.children):
        return False
    return noun.dep_ in {"attr", "appos"} or (noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.i > 0)


def _end(noun: Token | None, i: int) -> int:
    """Where the words of a claim end: after its noun, if that is near."""
    return (noun.i if noun is not None and noun.i < i + 7 else i) + 1


def _says_so(view: View, i: int, window: Window) -> bool:
    """Whether the window is what the first is the first in, not the time of another clause."""
    words = view.words[i : window.start]
    return not {"who", "when", "after", "before", "while", "because", ":"} & set(words)


def _is_record(view: View, i: int) -> bool:
    tail = view.tail(i + 1, 3)
    return bool(tail) and (tail[0] in SUPERLATIVE_AFTER_MOST or tail[0] in {"in", "since"})


def _record(view: View, i: int) -> Found | None:
    """ "the deadliest attack in four years", "its longest march of the war", "the bloodiest day yet"."""
    if view.words[i - 1 : i] in (["second"], ["third"], ["-"]):
        return None
    tail = view.tail(i + 1, REACH)
    window = _window(view, i)
    noun = _noun(view, i + 1)
    near = tail[:8]
    spoken = (
        (window is not None and window.long and _says_so(view, i, window))
        or names_epoch(near)
        or bool({"ever", "yet", "anywhere"} & set(near))
        or _of_years(near)
        or _on_record(near)
    )
    if not spoken or not (_of_conflict(view, noun) or _of_conflict(view, _described(view.scene.doc[i]))):
        return None
    return _span(view, i, _end(noun, i), noun, window)


def _described(superlative: Token) -> Token | None:
    """What a superlative without a noun of its own is said of: "The blast, the worst since May", "The raid was the"."""
    if superlative.dep_ == "appos":
        return superlative.head
    if superlative.dep_ == "attr":
        return next(iter(clauses.subjects(superlative.head)), None)
    return None


def _of_conflict(view: View, noun: Token | None) -> bool:
    """Whether a record is one of violence or of its costs: anything happening or hurt in its paragraph."""
    if noun is not None and (is_happening(view.scene, noun) or noun.lower_ in ATTACKING | LOSSES):
        return True
    return climate(view.scene).conflict > 0


def _of_years(tail: list[str]) -> bool:
    """ "in years", "for a decade", "in living memory", "of recent years"."""
    pairs = zip(tail, [*tail[1:], ""], [*tail[2:], "", ""], strict=False)
    return any(a in {"in", "for", "of"} and (b in MANY_YEARS or c in MANY_YEARS) for a, b, c in pairs)


def _on_record(tail: list[str]) -> bool:
    """ "on record", "in the country's recent history"."""
    return ("on", "record") in pairwise(tail) or ("history" in tail and "in" in tail[: tail.index("history")])


def _unmatched(view: View, i: int) -> Found | None:
    """ "No raid has been bloodier since 2010", "have not clashed on such a scale since 2016"."""
    window = _window(view, i)
    tail = view.tail(i + 1, REACH)
    if window is None or not window.open or not window.long:
        return None
    if not (COMPARATIVES & set(tail) or ("scale" in tail and {"such", "this", "that"} & set(tail))):
        return None
    noun = _noun(view, i + 1)
    return _span(view, i, _end(noun, i), noun, window)


def _not_since(view: View, i: int) -> Found | None:
    """ "Not since 2006 have tanks crossed the river"."""
    window = _window(view, i)
    if window is None or window.start != i + 1 or not window.long or not _of_conflict(view, _deed(view)):
        return None
    return _span(view, i, window.end, _deed(view), window)


def _more_than_any(view: View, i: int) -> Found | None:
    """ "more than in any month since 2012"."""
    window = _window(view, i)
    if window is None or not window.long:
        return None
    return _span(view, i, i + 2, _noun(view, i + 1), window)


def _window(view: View, i: int) -> Window | None:
    _, end = view.segment(i)
    stops = [j for j in range(i + 1, end) if view.words[j] in SUPERLATIVES]
    stops += [n.start for n in view.scene.numbers if n.value.unit is None and n.start > i]
    return window_after(view.windows, i + 1, min(end, i + REACH), stops)


def _noun(view: View, start: int) -> Token | None:
    return next((t for t in view.scene.doc[start : view.sentence.end][:7] if _heads(t)), None)


def _heads(token: Token) -> bool:
    return token.tag_.startswith("NN") and token.dep_ not in {"compound", "nmod", "poss"}


def _deed(view: View) -> Token | None:
    return next((t for t in view.sentence if t.lower_ in STRIKING or is_happening(view.scene, t)), None)


def _span(view: View, start: int, end: int, noun: Token | None, window: Window | None = None) -> Found:
    return Found(start, min(end, view.sentence.end), "first", 1, "exactly", noun, window)
