"""How many events the coming weeks may bring, for a country or two sides, and whether that forecast is worth having.

The forecast is made again at each past week from what was known then, and scored beside the naive ones. Where it does
not beat every one of them it is not given. It is of counts only, of nothing closer than a country.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tacitus.analysis.findings import Finding, Interval, Material, caveats, day_known, day_of
from tacitus.analysis.forecasters import NAIVE, OURS, Cdf, Forecaster, mean, quantile, ranked_probability_score
from tacitus.analysis.queries import Query
from tacitus.analysis.sequences import daily
from tacitus.records import Record

AHEAD = 4
TRAINING = 12
"""Weeks known before the first forecast of the back-test."""
TESTED = 20
"""Forecasts that the back-test must have at each number of weeks ahead."""
LONGEST = 260
"""The most past weeks that are looked at, the latest: what was five years ago says little of next week."""
LEVEL = 0.8
SLACK = 0.1
"""How far below LEVEL the share of weeks within the interval may lie."""
_WEEK = timedelta(days=7)


class Week(Record):
    """Seven days, the first given, and the number of events on them."""

    since: date
    count: int


class Score(Record):
    """How one way of forecasting did in the back-test, `ahead` weeks ahead, over `forecasts` weeks.

    `score` is the mean ranked probability score (the less the better), `error` the mean distance of the median, `held`
    the share of weeks whose count lay in the interval of LEVEL.
    """

    forecaster: str
    ahead: int
    forecasts: int
    score: float
    error: float
    held: float


class Expected(Record):
    """The forecast of one week, `since` its first day; `count` is None where it is refused, and `refused` says why."""

    ahead: int
    since: date
    until: date
    count: Interval | None
    refused: str | None


class Expectation(Finding):
    """The past weeks, the coming ones and the back-test. Weeks are counted back from the last day asked about."""

    weeks: tuple[Week, ...]
    expected: tuple[Expected, ...]
    scores: tuple[Score, ...]


def find_expectation(query: Query, material: Material) -> Expectation:
    """Forecasts weekly counts of a question's events for the next AHEAD weeks after its last day.

    The last day is that of the question, else the last on which a report was published. No more than LONGEST weeks
    before it are looked at, from the first event in them or the first day of the question. Refused without a country
    or two sides, and below TRAINING + TESTED weeks.
    """
    last = query.until or material.last_read()
    found = (query if last is None else replace(query, since=_earliest(query, last))).find(material)
    first = query.since or min((day_of(e) for e in found.yes if day_known(e)), default=None)
    weeks: list[Week] = []
    if first is not None and last is not None:
        number = max(0, min(((last - first).days + 1) // 7, LONGEST))  # none where it begins after the last report
        start = last - number * _WEEK + timedelta(days=1)
        series = daily(found.yes, (start, last)) if number else ()
        weeks = [Week(since=start + n * _WEEK, count=int(sum(series[7 * n : 7 * n + 7]))) for n in range(number)]
    refused = _unfit(query, weeks)
    scores = backtest([w.count for w in weeks]) if refused is None else ()
    expected = tuple(_expected(weeks, scores, ahead) for ahead in range(1, AHEAD + 1)) if refused is None else ()
    if expected and all(e.count is None for e in expected):
        refused = f"the forecast does not beat the naive ones: {expected[0].refused}"
    return Expectation(
        asked=query.words(),
        since=query.since,
        until=last,
        coverage=material.coverage(first, last),
        may_belong=len(found.maybe),
        caveats=caveats(
            found,
            "A forecast goes on from the past: it does not know what anybody plans.",
            "Reports of the last days may still be missing, which makes the last week look quieter than it was.",
        ),
        refused=refused,
        weeks=tuple(weeks),
        expected=expected,
        scores=scores,
    )


def _earliest(query: Query, last: date) -> date:
    """The first day that is looked at."""
    reach = min(LONGEST * _WEEK - timedelta(days=1), last - date.min)
    return max(query.since or date.min, last - reach)


def backtest(counts: Sequence[int]) -> tuple[Score, ...]:
    """The scores of all forecasters at 1 to AHEAD weeks ahead, each forecast made from the weeks before it alone."""
    upto = 4 * max(counts, default=0) + 40
    found = []
    for ahead in range(1, AHEAD + 1):
        for forecaster in (OURS, *NAIVE):
            pairs = [
                (forecaster.cdf(counts[:known], ahead, upto), counts[known + ahead - 1])
                for known in range(TRAINING, len(counts) - ahead + 1)
            ]
            found.append(_score(forecaster, ahead, pairs))
    return tuple(found)


def _score(forecaster: Forecaster, ahead: int, pairs: Sequence[tuple[Cdf, int]]) -> Score:
    n = len(pairs)
    return Score(
        forecaster=forecaster.name,
        ahead=ahead,
        forecasts=n,
        score=sum(ranked_probability_score(cdf, count) for cdf, count in pairs) / n,
        error=sum(abs(quantile(cdf, 0.5) - count) for cdf, count in pairs) / n,
        held=sum(low <= count <= high for (low, high), count in ((_ends(cdf), count) for cdf, count in pairs)) / n,
    )


def _unfit(query: Query, weeks: Sequence[Week]) -> str | None:
    if any(place.precision != "country" for place in query.places):
        return "nothing is forecast for places closer than a country"
    if not query.places and not (query.initiators and query.targets):
        return "a country or two sides are needed: give --country, or --by and --against"
    needed = TRAINING + TESTED + AHEAD - 1
    if len(weeks) < needed:
        return f"{len(weeks)} whole weeks are known; {needed} are needed to test a forecast"
    return None


def _expected(weeks: Sequence[Week], scores: Sequence[Score], ahead: int) -> Expected:
    ours, *others = (s for s in scores if s.ahead == ahead)
    best = min(others, key=lambda s: s.score)
    refused = None
    if ours.score >= best.score:
        refused = f"“{best.forecaster}” scores {best.score:.3f}, it {ours.score:.3f}"
    elif ours.held < LEVEL - SLACK:
        refused = f"its intervals held {ours.held:.0%} of the past weeks in place of {LEVEL:.0%}"
    since = weeks[-1].since + ahead * _WEEK
    counts = [w.count for w in weeks]
    cdf = OURS.cdf(counts, ahead, 4 * max(counts) + 40)
    low, high = _ends(cdf)
    return Expected(
        ahead=ahead,
        since=since,
        until=since + timedelta(days=6),
        count=None if refused else Interval(best=mean(cdf), low=low, high=high, level=LEVEL),
        refused=refused,
    )


def _ends(cdf: Cdf) -> tuple[int, int]:
    return quantile(cdf, (1 - LEVEL) / 2), quantile(cdf, (1 + LEVEL) / 2)
