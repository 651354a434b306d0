"""Trends: attacks doubled, the pace slowed, 12 raids in May, down from 30 in April."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.claiming.reading import Direction, Found, View, is_happening
from tacitus.coding.claiming.windows import Window
from tacitus.coding.claiming.words import FALLING, MORE_OFTEN, RATES, RISING, WEAPON_RATES
from tacitus.coding.scene import at

MULTIPLES = frozenset("twice double half thrice triple".split())
SHARES = frozenset("percent cent % fifth third quarter half tenth".split())
TURNS: dict[str, Direction] = {
    "rise": "increase",
    "increase": "increase",
    "up": "increase",
    "decline": "decrease",
    "wane": "decrease",
}
EXTREMES = frozenset("peak high low record height".split())
STEERING = frozenset("step stepped stepping steps ramp ramped ramping scale scaled scaling dial dialled cut".split())
ON_THE_TURN = frozenset("is are was were been".split())
GOING = frozenset("gone went going goes".split())
BECOMING = frozenset("become became grown becoming grew".split())
COMPARING = frozenset("up down more fewer less".split()) | MULTIPLES
TELLING = RISING | FALLING | STEERING | ON_THE_TURN | GOING | BECOMING | COMPARING
"""The words one of which a trend turns on."""
MASSES = frozenset("violence fighting unrest displacement shelling bombardment bombing repression".split())


def read_trends(view: View) -> Iterator[Found]:
    """The trends of a sentence, at most one for each thing that rises or falls."""
    seen: set[int] = set()
    for i in range(view.sentence.start, view.sentence.end):
        if view.words[i] not in TELLING:
            continue
        token = view.scene.doc[i]
        found = _moving(view, token) or _compared(view, token)
        if found is not None and found.start not in seen:
            seen |= set(range(found.start, found.end))
            yield found


def _moving(view: View, token: Token) -> Found | None:
    """A word of rising or falling with the happenings, or the rate, that rise or fall."""
    direction: Direction
    if token.lower_ in RISING:
        direction = "increase"
    elif token.lower_ in FALLING:
        direction = "decrease"
    elif (steered := _steered(view, token)) is not None:
        direction = steered
    else:
        return _becoming(view, token)
    noun = next((t for t in _movers(token) if _can_move(view, t, token)), None)
    if noun is None or noun == token:
        return None
    start, end = min(token.i, noun.i), max(token.i, noun.i) + 1
    return Found(start, end, "trend", direction, "exactly", noun, _window(view, token))


def _steered(view: View, token: Token) -> Direction | None:
    """Which way somebody turns what they do, or it is said to turn: "has stepped up its raids", "are on the rise"."""
    if token.lower_ in ON_THE_TURN and view.tail(token.i + 1, 2) == ["on", "the"]:
        return TURNS.get(next(iter(view.tail(token.i + 3, 1)), ""))
    particle = next(iter(view.tail(token.i + 1, 1)), "")
    if token.lower_ in STEERING and particle in {"up", "back", "down"}:
        return "increase" if particle == "up" else "decrease"
    return None


def _movers(token: Token) -> list[Token]:
    """What may be said to rise or fall: the subject of a verb, what stands after "in" or "of" of a noun."""
    if clauses.is_verb(token):
        if token.dep_ in {"amod", "acl", "pcomp"}:
            return [token.head]
        if clauses.direct_objects(token):
            return clauses.direct_objects(token)  # "have intensified their attacks"
        return clauses.subjects(token) or clauses.passive_subjects(token)
    if token.tag_.startswith("NN"):
        return clauses.objects_of_preposition(token, frozenset({"in", "of"}))
    return [token.head] if token.tag_.startswith("JJ") else []


def _can_move(view: View, noun: Token, mover: Token) -> bool:
    """Whether a noun is a kind of happening or a measure of one. What flies falls otherwise than a number does."""
    weapon = at(view.scene.weapons, noun.i) is not None and noun.lower_ != "fire"
    if weapon and mover.lower_ in WEAPON_RATES:
        return False
    if noun.lower_ in RATES:
        of = clauses.objects_of_preposition(noun, frozenset({"of"}))
        return any(is_happening(view.scene, t) for t in of) or bool(not of and (view.before or view.scene.happenings))
    if noun.lower_ == "fire":
        return any(c.dep_ == "compound" for c in noun.children)  # "rocket fire"
    plural = noun.tag_ == "NNS" or noun.lower_ in MASSES
    return not weapon and plural and is_happening(view.scene, noun)


def _becoming(view: View, token: Token) -> Found | None:
    """ "have gone down by half", "have become more frequent"."""
    words = view.words
    direction: Direction
    if token.lower_ in GOING and words[token.i + 1 : token.i + 2] in (["up"], ["down"]):
        direction = "increase" if words[token.i + 1] == "up" else "decrease"
    elif token.lower_ in BECOMING:
        tail = view.tail(token.i + 1, 4)
        if not {"commoner", "rarer"} & set(tail) and not (MORE_OFTEN & set(tail) and {"more", "less"} & set(tail)):
            return None
        direction = "decrease" if {"less", "rarer"} & set(tail) else "increase"
    else:
        return None
    noun = next((t for t in clauses.subjects(token) if _can_move(view, t, token)), None)
    if noun is None:
        return None
    start, end = min(noun.i, token.i), max(noun.i, token.i + 1) + 1
    return Found(start, end, "trend", direction, "exactly", noun, _window(view, token))


def _compared(view: View, token: Token) -> Found | None:
    """A count set beside an earlier one: "up from 60", "twice as many as", "a tenth more than in May"."""
    direction = _comparison(view, token)
    if direction is None:
        return None
    counted = [f for f in view.before if f.kind == "count"]
    noun = counted[-1].noun if counted else next((t for t in view.sentence if _is_kind(view, t)), None)
    if noun is None and not counted:
        return None
    start, end = token.i, min(token.i + 3, view.sentence.end)
    return Found(start, end, "trend", direction, "exactly", noun, _window(view, token))


def _is_kind(view: View, token: Token) -> bool:
    return token.tag_ == "NNS" and is_happening(view.scene, token)


def _comparison(view: View, token: Token) -> Direction | None:
    tail = view.tail(token.i + 1, 4)
    word = token.lower_
    if word in {"up", "down"} and _by_how_much(view, token.i + 1):
        return "increase" if word == "up" else "decrease"
    if word in MULTIPLES and tail[:1] == ["as"] and tail[1:2] in (["many"], ["much"]):
        return "decrease" if word == "half" else "increase"
    if word in MULTIPLES and {"number", "figure", "total", "toll", "rate"} & set(tail) and "'s" in tail:
        return "decrease" if word == "half" else "increase"
    if word in {"more", "fewer", "less"} and tail[:1] == ["than"] and tail[1:2] != ["any"]:
        before = view.words[max(view.sentence.start, token.i - 3) : token.i]
        measured = bool(SHARES & set(before)) or any(n.end == token.i for n in view.scene.numbers)
        if measured and tail[1:2] in (["in"], ["at"], ["during"], ["last"]):
            return "increase" if word == "more" else "decrease"
    return None


def _by_how_much(view: View, index: int) -> bool:
    """ "up from 60", "down from a peak", "down 15 per cent"."""
    if view.words[index : index + 1] == ["from"]:
        extreme = bool(EXTREMES & set(view.words[index + 1 : index + 4]))
        return extreme or any(n.start == index + 1 and n.value.unit is None for n in view.scene.numbers)
    return any(n.start == index and n.value.unit == "percent" for n in view.scene.numbers)


def _window(view: View, token: Token) -> Window | None:
    """The window nearest to the word: after it, or else before."""
    after = [w for w in view.windows if w.start >= token.i]
    return after[0] if after else (view.windows[-1] if view.windows else None)
