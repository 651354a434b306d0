"""Judges whether two tellings are of one happening: hard vetoes first, then the sum of the evidence.

The probability is the logistic of the prior log-odds and the Fellegi-Sunter weights of all comparisons
(Fellegi & Sunter 1969); the comparisons stay with it, so that every link can be read.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from tacitus.linking.comparison import Comparison
from tacitus.linking.figures import bounds
from tacitus.linking.sides import compare_sides, swapped
from tacitus.linking.slots import (
    as_site,
    compare_actions,
    compare_dates,
    compare_facilities,
    compare_grounds,
    compare_killed,
    compare_places,
    compare_reports,
    compare_sets,
    compare_weapons,
    compare_wording,
)
from tacitus.linking.tables import SCALE, Weights, is_verbal, load_weights
from tacitus.linking.telling import named_in
from tacitus.linking.traits import Told, Traits

UNDATED = frozenset({"undated", "undated_recent", "undated_earlier"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What speaks for and against one happening; `score` is the log-odds in millionths of a nat.

    `veto` is the reason why the two can never be one happening, whatever the score.
    """

    a: str
    b: str
    score: int
    comparisons: tuple[Comparison, ...]
    veto: str | None = None

    @property
    def probability(self) -> float:
        """The probability that both tell of one happening; 0 under a veto."""
        return 0.0 if self.veto else 1 / (1 + math.exp(-self.score / SCALE))

    @property
    def why(self) -> tuple[str, ...]:
        """The evidence in words: the veto, or every comparison that knew something."""
        if self.veto:
            return (self.veto,)
        silent = ("unknown", "other", "given")
        return tuple(c.words for c in self.comparisons if c.level not in silent)


def judge(one: Told, other: Told, weights: Weights | None = None) -> Judgement:
    """Compare two tellings on every slot; the same answer in either order."""
    a, b = one.traits, other.traits
    if b.key < a.key:
        a, b = b, a
    table = weights or load_weights()
    date = compare_dates(a, b)
    veto = _veto_before(a, b, date)
    if veto:
        return Judgement(a.key, b.key, 0, (), veto)
    initiator, target = compare_sides(a, b)
    slots = {
        "date": date,
        "place": compare_places(a, b),
        "action": compare_actions(a, b),
        "initiator": initiator,
        "target": target,
        "weapon": compare_weapons(a, b),
        "facility": compare_facilities(a, b),
        "killed": compare_killed(a, b),
    }
    slots["set"] = compare_sets(a, b, slots)
    if slots["set"].level == "one_set":
        slots["place"] = as_site(slots["place"])
    slots["wording"] = compare_wording(a, b)
    slots["report"] = compare_reports(a, b, slots)
    slots["ground"] = compare_grounds(a, b, slots)
    return Judgement(
        a.key,
        b.key,
        table.total(slots.values()),
        tuple(slots.values()),
        _veto_of_one_report(a, b, slots) or _veto_of_speech(a, b, initiator),
    )


def threshold_score(probability: float) -> int:
    """The score a pair must reach for that probability (above 0, below 1)."""
    return round(SCALE * math.log(probability / (1 - probability)))


def _veto_before(a: Traits, b: Traits, date: Comparison) -> str | None:
    if not _asserted_together(a, b):
        return f"{a.factuality} and {b.factuality} do not tell of one happening"
    if a.families.isdisjoint(b.families):
        return f"different kinds of action ({a.action}, {b.action})"
    if a.countries and b.countries and a.countries.isdisjoint(b.countries):
        return f"different countries ({', '.join(sorted(a.countries))}; {', '.join(sorted(b.countries))})"
    if answers(a, b) or answers(b, a):
        return "one is told as the answer to the other"
    if date.level == "apart":
        return date.words
    # Two dates that fit lie within each other's blocks.
    if date.level in UNDATED and not a.when.meets(b.when):
        return "too far apart in time"
    return swapped(a, b) or _reported_before(a, b) or _reported_before(b, a)


def _veto_of_one_report(a: Traits, b: Traits, slots: Mapping[str, Comparison]) -> str | None:
    """A writer who gives two distant places in one text, or two times with a toll for each, means two happenings."""
    if a.report != b.report:
        return None
    place, date = slots["place"], slots["date"]
    if place.level in ("region", "far"):
        return f"one report tells them apart: {place.words}"
    if date.level == "overlapping" and _two_exact_tolls(a, b):
        return f"one report tells them apart: {date.words}, {slots['killed'].words}"
    return None


def _two_exact_tolls(a: Traits, b: Traits) -> bool:
    """Whether both give a number of dead, and not the same: "at least 20" may grow in one text to 24, 20 does not."""
    tolls = [bounds(figure) for t in (a, b) if (figure := t.killed.value) is not None]
    exact = {low for low, high in filter(None, tolls) if low == high}
    return len(exact) == 2


def _veto_of_speech(a: Traits, b: Traits, initiator: Comparison) -> str | None:
    """What two sides say are two statements, though both condemn one act."""
    if is_verbal(a.action) and is_verbal(b.action) and initiator.level == "different":
        return f"two speakers: {initiator.words}"
    return None


def _asserted_together(a: Traits, b: Traits) -> bool:
    return (a.happened and (b.happened or b.denies)) or (a.denies and b.happened)


def answers(a: Traits, b: Traits) -> bool:
    """Whether a is told as the answer to b, or to words that give the place and the kind of b."""
    response = a.response
    if response is None or response.mention is not None:
        return response is not None and response.mention == b.key
    said = named_in(response.text)
    return not said.isdisjoint(b.place_words) and not said.isdisjoint(b.action.split("_"))


def _reported_before(a: Traits, b: Traits) -> str | None:
    """A report cannot tell of what happened after it was published (a day is left for time zones)."""
    start = b.when.said.start
    if a.published is None or start is None or (start - a.published).days <= 1:
        return None
    return f"reported on {a.published}, before {start}"
