"""Scores very many pairs at once: pairs that agree and differ in the same way are judged once.

What `judge` says of a pair of two reports follows from a few things: how the values of each slot compare, how the
dates and the publications lie, whether one is told as the answer to the other, and whether the sentence is the same.
These are found for all pairs together, each comparison of two values once, and written into one number, the pattern of
the pair (as Fellegi & Sunter 1969 call it). Of the pairs of one pattern one is judged, and its score is that of all.
Two passages of one report are judged one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tacitus.linking.blocking import Indices, Ward
from tacitus.linking.comparing import answers, judge
from tacitus.linking.sides import compare_sides, swapped
from tacitus.linking.slots import (
    RECENT_DAYS,
    compare_actions,
    compare_facilities,
    compare_killed,
    compare_places,
    compare_weapons,
)
from tacitus.linking.tables import Weights, is_verbal
from tacitus.linking.traits import SLACK_DAYS, Traits, When

VETOED = int(np.iinfo(np.int64).min)
"""The score of a pair that can never be one happening."""
FAR = 1 + max(RECENT_DAYS, *SLACK_DAYS.values())
"""Days from which on it no longer matters how far two dates lie apart."""
DENSE = 1 << 22
"""Up to how many pairs of values are kept in a table of their own."""
PRECISIONS = tuple(SLACK_DAYS)
Numbers = NDArray[np.int64]
Compared = Callable[[Traits, Traits], Hashable]


def _countries(a: Traits, b: Traits) -> Hashable:
    if not a.countries or not b.countries:
        return "unknown"
    return "apart" if a.countries.isdisjoint(b.countries) else "meet"


def _actions(a: Traits, b: Traits) -> Hashable:
    verbal = is_verbal(a.action) and is_verbal(b.action)
    return compare_actions(a, b).level, a.families.isdisjoint(b.families), verbal


def _sides(a: Traits, b: Traits) -> Hashable:
    left, right = a.sides, b.sides
    initiator, target = compare_sides(a, b)
    named = (left.initiator_named and right.initiator_named, left.target_named and right.target_named)
    return initiator.level, target.level, swapped(a, b) is None, named


def _assertions(a: Traits, b: Traits) -> Hashable:
    return a.happened, a.denies, b.happened, b.denies


COMPARED: tuple[tuple[Callable[[Traits], Hashable], Compared, int], ...] = (
    (lambda t: t.factuality, _assertions, 16),
    (lambda t: t.action, _actions, 16),
    (lambda t: t.countries, _countries, 3),
    (lambda t: t.places, lambda a, b: compare_places(a, b).level, 7),
    (lambda t: t.sides, _sides, 512),
    (lambda t: t.weapons, lambda a, b: compare_weapons(a, b).level, 3),
    (lambda t: t.facilities, lambda a, b: compare_facilities(a, b).level, 3),
    (lambda t: t.killed, lambda a, b: compare_killed(a, b).level, 4),
)
"""What is compared value by value: where its value stands, what tells how two compare, and how many outcomes there
are at most."""


class Scorer:
    """Scores pairs of tellings, as many as there are, by one table of weights."""

    def __init__(self, told: Sequence[Traits], weights: Weights | None = None) -> None:
        self._told, self._weights = told, weights
        self._values = [np.array(_numbered(told, of), dtype=np.int64) for of, _, _ in COMPARED]
        self._outcomes: list[dict[Hashable, int]] = [{} for _ in COMPARED]
        self._times = _Times(told)
        self._reports = np.array(_numbered(told, lambda t: t.report), dtype=np.int64)
        self._wording = np.array([-1 if t.wording is None else t.wording for t in told], dtype=np.int64)
        self._answering = np.array([t.response is not None for t in told], dtype=bool)
        self._scores: dict[int, int] = {}

    def scored(self, ward: Ward) -> Iterator[tuple[Indices, Indices, Numbers]]:
        """The pairs of a ward as places in all that is told, the lesser first, each with its score or VETOED."""
        tables = [
            _Table(values[ward.members], [self._told[n] for n in ward.members], compared, outcomes, most)
            for values, outcomes, (_, compared, most) in zip(self._values, self._outcomes, COMPARED, strict=True)
        ]
        for left, right in ward.pairs:
            a, b = ward.members[left], ward.members[right]
            patterns = self._times.patterns(a, b)
            for table, (_, _, most) in zip(tables, COMPARED, strict=True):
                patterns = patterns * most + table.outcomes(left, right)
            patterns = 4 * patterns + 2 * self._same_words(a, b) + self._answers(a, b)
            yield a, b, self._judged(a, b, patterns)

    def _judged(self, a: Indices, b: Indices, patterns: Numbers) -> Numbers:
        scores = np.empty(len(a), dtype=np.int64)
        of_one_report = self._reports[a] == self._reports[b]
        for n in np.flatnonzero(of_one_report):
            scores[n] = self._score(a[n], b[n])
        of_two = np.flatnonzero(~of_one_report)
        distinct, first, which = np.unique(patterns[of_two], return_index=True, return_inverse=True)
        for pattern, n in zip(distinct.tolist(), of_two[first], strict=True):
            if pattern not in self._scores:
                self._scores[pattern] = self._score(a[n], b[n])
        scores[of_two] = np.array([self._scores[pattern] for pattern in distinct.tolist()], dtype=np.int64)[which]
        return scores

    def _score(self, a: int, b: int) -> int:
        judgement = judge(self._told[a], self._told[b], self._weights)
        return VETOED if judgement.veto else judgement.score

    def _same_words(self, a: Indices, b: Indices) -> Numbers:
        same: Numbers = ((self._wording[a] == self._wording[b]) & (self._wording[a] >= 0)).astype(np.int64)
        return same

    def _answers(self, a: Indices, b: Indices) -> Numbers:
        found = np.zeros(len(a), dtype=np.int64)
        for n in np.flatnonzero(self._answering[a] | self._answering[b]):
            one, other = self._told[a[n]], self._told[b[n]]
            found[n] = answers(one, other) or answers(other, one)
        return found


class _Table:
    """How the values of one slot compare within a ward, each two compared once."""

    def __init__(
        self,
        values: Numbers,
        members: Sequence[Traits],
        compared: Compared,
        outcomes: dict[Hashable, int],
        most: int,
    ) -> None:
        distinct, example, self._at = np.unique(values, return_index=True, return_inverse=True)
        self._examples = [members[n] for n in example]
        self._compared, self._numbers, self._most, self._size = compared, outcomes, most, len(distinct)
        self._known = np.full(self._size**2, -1, dtype=np.int16) if self._size**2 <= DENSE else None

    def outcomes(self, left: Indices, right: Indices) -> Numbers:
        """The number of the outcome of each pair of members."""
        pairs = self._at[left] * self._size + self._at[right]
        if self._known is None:
            distinct, which = np.unique(pairs, return_inverse=True)
            found: Numbers = self._compare(distinct)[which]
            return found
        unknown = np.unique(pairs[self._known[pairs] < 0])
        self._known[unknown] = self._compare(unknown)
        return np.asarray(self._known[pairs], dtype=np.int64)

    def _compare(self, pairs: Numbers) -> Numbers:
        examples, numbers = self._examples, self._numbers
        told = ((examples[pair // self._size], examples[pair % self._size]) for pair in pairs.tolist())
        outcomes = (self._compared(a, b) for a, b in told)
        found = np.array([numbers.setdefault(outcome, len(numbers)) for outcome in outcomes], dtype=np.int64)
        assert len(numbers) <= self._most
        return found


class _Times:
    """How the dates and the publications of two tellings lie, as far as it matters to any comparison."""

    def __init__(self, told: Sequence[Traits]) -> None:
        self._dated = np.array([t.when.said.start is not None for t in told], dtype=bool)
        self._published = np.array([t.published.toordinal() if t.published else 0 for t in told], dtype=np.int64)
        said = [(t.when.said.start, t.when.said.end) for t in told]
        spans = [
            (s.toordinal(), e.toordinal()) if s and e else (p, p)
            for (s, e), p in zip(said, self._published, strict=True)
        ]
        span = np.array(spans, dtype=np.int64).reshape(-1, 2)
        self._start, self._end = span[:, 0], span[:, 1]
        self._precision = np.array([PRECISIONS.index(t.when.said.precision) for t in told], dtype=np.int64)
        # 0 where nothing is known, 1 where only the publication is, 2 where a date is told.
        self._known = np.where(self._dated, 2, self._published > 0).astype(np.int64)

    def patterns(self, a: Indices, b: Indices) -> Numbers:
        """A number for each pair, of all that is compared of the times of the two."""
        gap = np.maximum(self._start[b] - self._end[a], self._start[a] - self._end[b])
        patterns = np.clip(gap, 0, FAR)
        for kind, most in ((self._precision, len(PRECISIONS)), (self._known, 3)):
            patterns = (patterns * most + kind[a]) * most + kind[b]
        patterns = patterns * 3 + np.sign(self._start[a] - self._start[b]) + 1
        published = (self._published[a] > 0) & (self._published[b] > 0)
        patterns = patterns * 4 + np.where(published, np.sign(self._published[a] - self._published[b]) + 2, 0)
        found: Numbers = (patterns * 2 + self._too_early(a, b)) * 2 + self._too_early(b, a)
        return found

    def _too_early(self, a: Indices, b: Indices) -> Numbers:
        """1 where a was published before the day that b dates it to, with a day left for time zones."""
        early: Numbers = (self._published[a] > 0) & self._dated[b] & (self._start[b] - self._published[a] > 1)
        return early.astype(np.int64)


def _ordinals(when: When) -> tuple[int, int]:
    start, end = when.said.start, when.said.end
    return (start.toordinal(), end.toordinal()) if start and end else (0, 0)


def _numbered(told: Sequence[Traits], of: Callable[[Traits], Hashable]) -> list[int]:
    """A number for each value, the same for the same."""
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(of(traits), len(numbers)) for traits in told]
