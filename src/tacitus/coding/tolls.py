"""Tolls, numbers and words for none: figures of people hurt that name no people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from tacitus.coding import clauses
from tacitus.coding.numbers import NumberSpan
from tacitus.coding.people import THINGS, is_part
from tacitus.coding.scene import Located, Scene, at
from tacitus.records import EvidenceField

BOTH: tuple[EvidenceField, ...] = ("killed", "wounded")
HARMED: dict[str, tuple[EvidenceField, ...]] = {
    **dict.fromkeys("casualties casualty hurt harmed victims hit hurting harming".split(), BOTH),
    **dict.fromkeys("killed died deaths fatalities killing dead".split(), ("killed",)),
    **dict.fromkeys("injured injuries wounded injuring wounding injury".split(), ("wounded",)),
}
NOBODY = frozenset({"nobody", "none", "no-one"})
REPORTS = frozenset("report reports word news claim claims information details".split())
BOUNDING = (["fewer", "than"], ["less", "than"], ["more", "than"])
"""What makes of "no" a bound of a number: "no fewer than 500 dead"."""
REACH = 7
"""Words between "nobody" and what did not happen to them."""
BREAKS = frozenset({",", ";", ":", "but", "while", "and", "."})

BETWEEN_NUMBER = frozenset(
    """was were is are been be had have has more others other critically seriously badly severely slightly lightly
    moderately also reported confirmed believed feared left now""".split()
)
TOTALS = frozenset({"dead", "deaths", "death", "fatalities", "toll", "wounded", "injured", "lost", "losses"})
TOLL_REACH = 16
TOLL_LINKS = frozenset(
    """to at past above of was were is are numbered number numbers reached hit exceeded passed stood stands rose
    climbed as reaching topped now : """.split()
)
NUMBER = "number"
QUOTES = frozenset({'"', "\u201c", "\u201d", "'", "`"})
RAISING = frozenset("put puts putting raise raises raised raising revised".split())
GIVING = frozenset(
    """admit admits admitted speak speaks spoke tell told confirm confirms confirmed say says said claim claims
    claimed acknowledge acknowledges acknowledged put puts count counts counted""".split()
)
HANDING = frozenset("gave give gives giving cited cites counted counts".split())
"""Verbs whose object is the number a source has: "the governor gave 39 dead"."""
SOURCES = frozenset("toll figure figures tally count estimate estimates".split())
OWN = frozenset("own different another separate other lower higher".split())
"""What sets one source's count off from that told before."""
EARLIER = frozenset({"from", "initial", "initially", "earlier", "first", "previous", "original", "not"})
ENDING = QUOTES | {".", ";", ","}
TOLL_BREAKS = frozenset({";", "while", "but", "whereas", "when", "."})


def nobody(words: Sequence[str], first: int, last: int) -> Iterator[tuple[int, int, tuple[EvidenceField, ...]]]:
    """Where tokens `first` to `last` say that no one was hurt: start, end and the statuses that are zero."""
    for i in range(first, last):
        if words[i : i + 4] == ["without", "loss", "of", "life"]:
            yield i, i + 4, ("killed",)
        elif words[i] in NOBODY or words[i : i + 2] == ["no", "one"]:
            end = i + (2 if words[i] == "no" else 1)
            if i > first and words[i - 1] in HARMED:
                yield i - 1, end, HARMED[words[i - 1]]
            elif (found := _harm_after(words, end, last)) is not None:
                yield i, found + 1, HARMED[words[found]]
        elif words[i] in {"no", "without"} and words[i + 1 : i + 3] not in BOUNDING:
            found = _harm_after(words, i + 1, min(last, i + 5))
            things = words[found] == "hit" if found is not None else False  # "no American facility was hit"
            if found is not None and not things and not REPORTS & set(words[i:found]):
                yield i, found + 1, HARMED[words[found]]


def _harm_after(words: Sequence[str], start: int, last: int) -> int | None:
    for i in range(start, min(last, start + REACH)):
        if words[i] in BREAKS:
            return None
        if words[i] in HARMED:
            return i
    return None


def toll(scene: Scene, word: Token) -> Located[NumberSpan] | None:
    """The newest number of a toll: "the death toll rose to 31", "raised the dead from eight to 12"."""
    if word.lower_ not in {"toll", "killed", *TOTALS} or not _is_total(word):
        return None
    for number in _usable(scene, word, numbering=True):
        if not 0 < number.start - word.i <= TOLL_REACH:
            continue
        between = [w for w in scene.words[word.i + 1 : number.start] if w not in QUOTES]
        if TOLL_BREAKS & set(between):
            return None
        value = scene.words[number.start]
        if (between and between[-1] in TOLL_LINKS) or value in {"past", "above", "over"}:
            return number
    return None


def _is_total(word: Token) -> bool:
    """Whether the word stands as a noun for all of them: "the dead", "rebel dead", "the number of wounded"."""
    if word.lower_ in {"toll", "deaths", "fatalities"}:
        return True
    before = word.doc[word.i - 1].lower_ if word.i else ""
    if word.lower_ in {"killed", "dead"} and before == NUMBER:
        return True
    if before in {"the", "of"} or word.lower_ == "death":
        return word.doc[word.i + 1].lower_ == "toll" if word.lower_ == "death" and word.i + 1 < len(word.doc) else True
    if word.lower_ != "dead":
        return False
    return word.dep_ in {"nsubj", "nsubjpass", "dobj"} or word.head.lower_ in RAISING


def number_at(scene: Scene, word: Token) -> Located[NumberSpan] | None:
    """The bare number right before the word, auxiliaries apart: "and [at least 21] were injured"."""
    i = word.i
    while i > word.sent.start and scene.words[i - 1] in BETWEEN_NUMBER:
        i -= 1
    return next((n for n in _usable(scene, word) if n.end == i), None)


def number_beside(scene: Scene, word: Token) -> Located[NumberSpan] | None:
    """A number at the word, before it ("five dead") or for a verb after it ("killed 12")."""
    usable = list(_usable(scene, word))
    before = [n for n in usable if 0 <= word.i - n.end <= 2 and not _barrier(scene, n.end, word.i)]
    if before:
        return before[-1]
    if word.tag_.startswith("VB"):
        after = [n for n in usable if 0 <= n.start - word.i - 1 <= 3 and not _barrier(scene, word.i + 1, n.start)]
        return after[0] if after else None
    return None


def other_figures(scene: Scene, sentence: Span) -> Iterator[Located[NumberSpan]]:
    """Bare numbers that another source gives for what was just counted: "the police spoke of five"."""
    for number in scene.numbers:
        if not sentence.start <= number.start < sentence.end or number.value.unit or number.value.ordinal:
            continue
        token = scene.doc[number.end - 1]
        following = scene.words[number.end] if number.end < sentence.end else "."
        if EARLIER & set(scene.words[max(sentence.start, number.start - 4) : number.start]):
            continue
        bare = not clauses.is_noun(token.head) or token.head.tag_ == "CD"
        if bare and following in ENDING and any(t.lower_ in GIVING for t in clauses.ancestors_until_clause(token)):
            yield number


def is_given(scene: Scene, start: int) -> bool:
    """Whether the figure at `start` is one source's beside others': "the governor gave 39 dead"."""
    token = scene.doc[start]
    sentence = token.sent
    if EARLIER & set(scene.words[max(sentence.start, start - 4) : start]):
        return False
    handed = any(t.lower_ in HANDING for t in clauses.ancestors_until_clause(token))
    return handed or is_of_another(scene, sentence.start, start)


def is_of_another(scene: Scene, first: int, start: int) -> bool:
    """Whether the words before a figure set its source off: "a different toll: three", "his own figures were 30"."""
    return any(scene.words[i] in SOURCES and scene.words[i - 1] in OWN for i in range(first + 1, start))


def _usable(scene: Scene, word: Token, *, numbering: bool = False) -> Iterator[Located[NumberSpan]]:
    """The numbers of the sentence that may count people; with `numbering` also "the dead now number 35"."""
    sentence = word.sent
    for n in scene.numbers:
        if not sentence.start <= n.start < sentence.end or n.value.ordinal:
            continue
        if n.value.unit is not None and not (
            numbering and n.value.unit == "name" and scene.words[n.start - 1] == NUMBER
        ):
            continue
        following = scene.words[n.end : n.end + 2]
        of_things = at(scene.weapons, n.end) is not None or at(scene.facilities, n.end) is not None
        if following[:1] == ["of"] or THINGS & set(following[:1]) or of_things:
            continue
        if not is_part(scene, n.start) and not (n.start and scene.words[n.start - 1] == "from"):
            yield n


def _barrier(scene: Scene, start: int, end: int) -> bool:
    return any(w in {",", ";", "and", "while", "but", "in", "at", "on"} for w in scene.words[start:end])
