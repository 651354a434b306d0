"""The words that say one act answers another: "in response to", "to avenge", "answered", "hours after"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

NOUNS = frozenset(
    """response answer reply riposte retaliation reprisal reprisals revenge vengeance payback retribution punishment
    sequel""".split()
)
LINKS = frozenset({"to", "for"})
TRANSITIVE = frozenset("avenge avenged avenges avenging answer answered answers answering punish".split())
BACK = frozenset("retaliated retaliates retaliating retaliate replied responded".split())
PROVOKED = frozenset("prompted provoked triggered enraged angered incensed infuriated sparked".split())
TIMES = frozenset("minutes hours hour day days week weeks night nights".split())
RETURNS = frozenset({"response", "retaliation", "reprisal", "return", "revenge", "turn", "answer", "reply"})
BARE = frozenset({"retaliatory"})
INTRODUCING = frozenset("a an the its his her their as in first proportionate direct what".split())
MAYBE_SPEECH = frozenset("replied responded answer answers answered answering".split())
MOODS = frozenset({"protest", "anger"})
ORDERING = frozenset({"after", "following"})
TELLING = NOUNS | RETURNS | BARE | PROVOKED | MOODS | TRANSITIVE | BACK | ORDERING
"""The words one of which a cue turns on."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens `start` to `end` of a cue and the word of it that others hang on.

    `names`: the words after it name what is answered. `weak`: it may say no more than an order in time.
    `verb`: a verb that takes what is answered as its object.
    """

    start: int
    end: int
    anchor: Token
    names: bool = True
    weak: bool = False
    verb: bool = False


def read_cues(sentence: Span) -> Iterator[Cue]:
    """The cues of a sentence in text order, those that state an answer before those of time."""
    telling = [token for token in sentence if token.lower_ in TELLING]
    stated = [cue for token in telling if (cue := _stated(token)) is not None]
    yield from stated
    taken = {i for cue in stated for i in range(cue.start, cue.end)}
    for token in telling:
        if token.i not in taken and (cue := _in_time(token)) is not None:
            yield cue


def _stated(token: Token) -> Cue | None:
    low = token.lower_
    if low in NOUNS and token.tag_.startswith("NN"):
        return _noun(token)
    if low in RETURNS and _word(token, -1) == "in":
        return _returned(token)
    if low in BARE:
        return Cue(token.i, token.i + 1, token, names=False)
    if low in PROVOKED and _word(token, 1) == "by":
        return Cue(token.i, token.i + 2, token)
    if low in MOODS and _word(token, -1) == "in" and _word(token, 1) in {"at", "against", "over"}:
        return Cue(token.i - 1, token.i + 2, token)
    return _verb(token) if token.tag_.startswith("VB") else None


def _noun(token: Token) -> Cue | None:
    """ "in retaliation for X", "called it a reply to X", "was revenge for X", "the sequel to X"; "in response"."""
    start = token.i
    while start > token.sent.start and token.doc[start - 1].lower_ in INTRODUCING - {"the", "what"}:
        start -= 1
    if _word(token, 1) in LINKS and token.dep_ not in {"nsubj", "nsubjpass"}:
        return Cue(start, token.i + 2, token)
    if _word(token, -1) == "in" and token.lower_ in RETURNS:
        return _returned(token)
    called = {t.lower_ for t in token.doc[max(token.sent.start, token.i - 5) : token.i]}
    if called & {"called", "termed", "described", "was"} and "what" in called:
        return Cue(token.i, token.i + 1, token, names=False)
    return None


def _returned(token: Token) -> Cue | None:
    if _word(token, 1) == "for":
        return Cue(token.i - 1, token.i + 2, token)
    return Cue(token.i - 1, token.i + 1, token, names=False)


def _verb(token: Token) -> Cue | None:
    low = token.lower_
    if low in TRANSITIVE:
        start = token.i - (_word(token, -1) == "to")
        if any(c.dep_ == "dobj" and c.i > token.i for c in token.children):
            return Cue(start, token.i + 1, token, weak=low in MAYBE_SPEECH, verb=True)
        if low in MAYBE_SPEECH and _acts_back(token):
            return Cue(token.i, token.i + 1, token, names=False)
    if low in BACK:
        if _word(token, 1) == "for":
            return Cue(token.i, token.i + 2, token)
        if low not in MAYBE_SPEECH or _acts_back(token):
            return Cue(token.i, token.i + 1, token, names=False)
    return None


def _acts_back(verb: Token) -> bool:
    """ "Replied by raking the woods", "answered with mortars", "answered before dawn: jets struck"."""
    after, then = _word(verb, 1), _word(verb, 2)
    return after in {"with", ":"} or (after == "by" and then.endswith("ing")) or (after in {"before", "within"})


def _in_time(token: Token) -> Cue | None:
    """ "hours after X", "after X": weak, and only what names an act counts."""
    if token.lower_ not in ORDERING or token.dep_ == "advmod" or token.tag_ in {"NN", "JJ"}:
        return None
    start = token.i
    if _word(token, -1) in TIMES:
        start -= 1
        while start > token.sent.start and (
            token.doc[start - 1].tag_ in {"CD", "DT", "HYPH"} or token.doc[start - 1].lower_ in {"few", "several"}
        ):
            start -= 1
    return Cue(start, token.i + 1, token, weak=True)


def _word(token: Token, offset: int) -> str:
    i = token.i + offset
    return token.doc[i].lower_ if token.sent.start <= i < token.sent.end else ""
