"""Aggregate statements: counts over a window, ordinals, firsts and records, trends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus.coding.attribution import source_of
from tacitus.coding.casualties import STATUS
from tacitus.coding.dates import DateSpan
from tacitus.coding.numbers import NumberSpan
from tacitus.coding.scene import Located, Scene, noun_phrase, within
from tacitus.records import ClaimKind, Relation

HAPPENINGS = frozenset(
    """attack attacks strike strikes airstrike airstrikes raid raids incident incidents assault assaults bombing
    bombings shelling clash clashes killing killings massacre massacres protest protests arrests abduction
    abductions kidnapping kidnappings round rounds wave waves salvo barrage operation operations offensive
    missile missiles drone drones rocket rockets sortie sorties explosion explosions blast blasts attempt
    attempts violation violations ceasefire truce violence hostilities fighting use launch launches test tests
    interception interceptions shooting shootings ambush ambushes coup riot riots series set sets time times
    action actions night nights day war execution executions murder murders swap exchange release handover
    hijacking seizure mutiny siege""".split()
)
PEOPLE = frozenset(
    """people persons soldiers troops civilians victims dead deaths personnel members children women men fighters
    militants policemen officers journalists workers prisoners hostages inmates palestinians israelis ukrainians
    refugees casualties""".split()
)
RISING = frozenset(
    """increase increased increases increasing rise rose risen rising surge surged surging spike spiked escalation
    escalated escalating intensified intensify intensifying multiplied doubled tripled quadrupled grown grew
    mounting upsurge uptick soared climbed more""".split()
)
FALLING = frozenset(
    """decrease decreased decline declined declining fall fell fallen falling drop dropped halved fewer lull
    subsided eased reduction reduced""".split()
)
SUPERLATIVES = frozenset(
    [
        "deadliest",
        "largest",
        "biggest",
        "worst",
        "heaviest",
        "highest",
        "bloodiest",
        "longest",
        "fiercest",
        "gravest",
        "most",
    ]
)
TOTALS = frozenset(["number", "tally", "total", "toll", "count"])


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """A claim as tokens of a scene, before its sides and places are coded."""

    scene: Scene
    sentence: Sentence
    start: int
    end: int
    kind: ClaimKind
    value: int | str | None
    relation: Relation
    what: str | None
    since: dt.date | None
    as_of: dt.date | None
    claimant: str | None


def read_claims(scene: Scene, published: dt.date | None) -> list[ClaimReading]:
    """The claims of a paragraph, in order; one number makes at most one claim."""
    found: list[ClaimReading] = []
    for sentence in scene.sentences:
        if sentence.end <= scene.body:
            continue
        window = _window(scene, sentence)
        for reader in (_counts, _ordinals, _firsts, _trends):
            for start, end, kind, value, relation, what in reader(scene, sentence, window is not None):
                since, as_of = _bounds(window, published)
                found.append(
                    ClaimReading(
                        scene,
                        sentence,
                        start,
                        end,
                        kind,
                        value,
                        relation,
                        what,
                        since,
                        as_of,
                        _claimant(scene, sentence, start, end),
                    )
                )
    return found


Found = tuple[int, int, ClaimKind, int | str | None, Relation, str | None]


def _window(scene: Scene, sentence: Sentence) -> DateSpan | None:
    """The window a sentence counts over: "since X", "between X and Y", "in the past week"."""
    spans = [d.value for d in within(scene.dates, sentence.start, sentence.end)]
    since = [s for s in spans if s.kind == "since"]
    ranges = [s for s in spans if s.kind in {"range", "duration"} and s.range.start and s.range.precision != "day"]
    between = [
        s
        for s in spans
        if s.kind == "range" and s.range.start and s.range.end and (s.range.end - s.range.start).days > 1
    ]
    return (since or between or ranges or [None])[0]


def _bounds(window: DateSpan | None, published: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    if window is None or window.range.start is None:
        return None, published
    end = published if window.kind == "since" else window.range.end
    return window.range.start, min(end, published) if end and published else end


def _counts(scene: Scene, sentence: Sentence, windowed: bool) -> Iterator[Found]:
    for number in within(scene.numbers, sentence.start, sentence.end):
        value = number.value
        if value.ordinal or value.unit is not None or value.value is None or value.value < 2:
            continue
        noun = _counted(scene, number)
        if noun is None:
            continue
        word = noun.lower_
        happenings = word in HAPPENINGS and word not in {"day", "night", "war"}
        people = (
            word in PEOPLE
            or noun.lower_ in STATUS
            or any(w in STATUS for w in scene.words[number.end : number.end + 5])
        )
        if word == "times" and not _attack_near(scene, sentence):
            continue
        if (happenings and (windowed or _totalled(scene, number, sentence))) or (people and windowed):
            start, end = number.start, max(number.end, noun.i + 1)
            yield start, end, "count", value.value, value.relation, _phrase(scene, noun)


def _counted(scene: Scene, number: Located[NumberSpan]) -> Token | None:
    root = scene.doc[number.start : number.end].root
    if root.dep_ in {"nummod", "amod", "quantmod", "compound"}:
        return root.head
    for child in root.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    if root.dep_ in {"pobj", "attr", "dobj"}:
        # "put the number of attacks at 66": what is counted stands after "number of"
        for token in root.sent:
            if token.lower_ in TOTALS and token.i < root.i:
                return next((g for c in token.children if c.lower_ in {"of", "on"} for g in c.children), token)
    if root.tag_.startswith("NN"):
        return root
    return None


def _totalled(scene: Scene, number: Located[NumberSpan], sentence: Sentence) -> bool:
    """Whether the words make the number a running count without a date: "has counted 27 attacks"."""
    words = set(scene.words[sentence.start : sentence.end])
    return number.value.value >= 10 and bool(
        words & (TOTALS | {"counted", "counts", "recorded", "documented", "registered", "far"})
    )


def _attack_near(scene: Scene, sentence: Sentence) -> bool:
    words = set(scene.words[sentence.start : sentence.end])
    return bool(
        words
        & (HAPPENINGS | {"attacked", "struck", "bombed", "targeted", "hit", "shelled", "fired", "stormed", "raided"})
        - {"times", "time"}
    )


def _ordinals(scene: Scene, sentence: Sentence, windowed: bool) -> Iterator[Found]:
    for number in within(scene.numbers, sentence.start, sentence.end):
        value = number.value
        if not value.ordinal or value.unit is not None or value.value is None or value.value < 2:
            continue
        root = scene.doc[number.start : number.end].root
        noun = root.head if root.dep_ in {"amod", "nummod", "compound"} else None
        word = noun.lower_ if noun is not None else ""
        tail = scene.words[number.end : min(number.end + 6, sentence.end)]
        running = "row" in tail or "running" in tail or "straight" in tail or "consecutive" in tail
        if (
            (word in HAPPENINGS and (word not in {"day", "night"} or running))
            or running
            or (noun is None and "since" in tail and _attack_near(scene, sentence))
        ):
            end = noun.i + 1 if noun is not None and noun.i >= number.end else number.end
            yield (
                number.start,
                end,
                "ordinal",
                value.value,
                "exactly",
                _phrase(scene, noun) if noun is not None else None,
            )


def _firsts(scene: Scene, sentence: Sentence, windowed: bool) -> Iterator[Found]:
    words = scene.words
    for i in range(sentence.start, sentence.end):
        word = words[i]
        if word == "first" and words[i - 1 : i] != ["at"]:
            tail = words[i + 1 : min(i + 9, sentence.end)]
            noun = next((t for t in scene.doc[i + 1 : min(i + 6, sentence.end)] if t.tag_.startswith("NN")), None)
            counted = noun is not None and noun.lower_ in HAPPENINGS and noun.lower_ not in {"day", "night"}
            such = "since" in tail or "such" in tail or ("in" in tail and "which" in tail)
            if counted or (such and _attack_near(scene, sentence)):
                end = noun.i + 1 if noun is not None else i + 1
                yield i, end, "first", 1, "exactly", _phrase(scene, noun) if noun is not None else None
        elif word in SUPERLATIVES and (word != "most" or words[i + 1 : i + 2] == ["deadly"]):
            tail = words[i + 1 : min(i + 12, sentence.end)]
            if {"since", "ever", "history", "years", "decades", "months"} & set(tail) and (
                _attack_near(scene, sentence) or set(tail) & PEOPLE
            ):
                noun = next((t for t in scene.doc[i + 1 : min(i + 6, sentence.end)] if t.tag_.startswith("NN")), None)
                yield (
                    i,
                    (noun.i + 1 if noun is not None else i + 1),
                    "first",
                    1,
                    "exactly",
                    _phrase(scene, noun) if noun else None,
                )


def _trends(scene: Scene, sentence: Sentence, windowed: bool) -> Iterator[Found]:
    for token in sentence:
        direction = "increase" if token.lower_ in RISING else "decrease" if token.lower_ in FALLING else None
        if direction is None or token.lower_ in {"more", "fewer"}:
            continue
        about = [t for c in token.children if c.lower_ in {"in", "of"} for t in c.subtree]
        about += [t for c in token.children if c.dep_ in {"nsubj", "nsubjpass", "dobj"} for t in c.subtree]
        about += list(token.lefts) + ([token.head] if token.dep_ in {"amod", "acl"} else [])
        noun = next(
            (
                t
                for t in about
                if t.lower_ in HAPPENINGS and t.lower_ not in {"day", "time", "times"} and t.tag_.startswith("NN")
            ),
            None,
        )
        if noun is not None and noun != token:
            start, end = min(token.i, noun.i), max(token.i, noun.i) + 1
            yield start, end, "trend", direction, "exactly", _phrase(scene, noun)


def _phrase(scene: Scene, noun: Token) -> str:
    start, end = noun_phrase(noun)
    return scene.doc[start:end].text


def _claimant(scene: Scene, sentence: Sentence, start: int, end: int) -> str | None:
    words = source_of(scene, sentence, scene.doc[start:end].root, above=True)
    return scene.doc[words[0] : words[1]].text if words else None


__all__: Sequence[str] = ["ClaimReading", "read_claims"]
