"""Trends: the rate of events from a day on against the window before it, beside how much was read of either.

"A notable increase" becomes "4.1 times (2.1 to 8.6) the rate before; reports in the ledger 1.3 times".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tacitus.analysis.changes import Change, change_points
from tacitus.analysis.counting import finish, not_comparable
from tacitus.analysis.coverage import Coverage, days_before, length
from tacitus.analysis.findings import Finding, Interval, Material, caveats, day_known, day_of, ids, window
from tacitus.analysis.queries import Found, Query
from tacitus.analysis.rates import dispersion, poisson_interval, rate_ratio, ratio_chance
from tacitus.analysis.rounds import rounds
from tacitus.analysis.words import day, interval, plural, span
from tacitus.records import Claim, ClaimCheck, Record, Verdict

MINIMUM = 5
"""Events in both windows together below which nothing can be said: five in one window is the least that is rare."""
CHANCE = 0.05
"""Two-sided probability of so uneven a split without change, up to which a difference is taken as one."""
WEEK = 7


class Window(Record):
    """The events of some days, both included, their rate a day, their rounds, and what was read on those days."""

    since: date
    until: date
    days: int
    events: tuple[str, ...]
    rate: Interval
    rounds: int
    coverage: Coverage

    @property
    def count(self) -> int:
        """How many events."""
        return len(self.events)


class Comparison(Record):
    """A window against the one before it; `chance` is the two-sided mid-p-value of no change.

    `by_rounds` compares rounds in place of events, which a burst of events in one night does not drive; `reports` is
    the ratio of reports a day that were read, None where none was read of the window before.
    """

    later: Window
    earlier: Window
    ratio: Interval
    chance: float
    by_rounds: Interval
    reports: Interval | None
    refused: str | None = None

    def words(self) -> str:
        """The ratio in words, with the coverage beside it."""
        text = (
            f"{interval(self.ratio, ' times')} the rate before: {self.later.count:,} on "
            f"{span(self.later.since, self.later.until)}, {self.earlier.count:,} on the "
            f"{plural(self.earlier.days, 'day')} before it ({span(self.earlier.since, self.earlier.until)})"
        )
        return f"{text}; reports in the ledger {self.reports.best:.1f} times" if self.reports else text


class Trend(Finding):
    """The rate of a window and the days on which it changed; `comparison` where a day since when is asked for.

    `changes` are looked for from the first day compared, or from `since`, to `until`. `dispersion` is the variance of
    the weekly counts over their mean, `burst_chance` the probability of so much or more if events came independently.
    """

    window: Window | None
    comparison: Comparison | None
    changes: tuple[Change, ...]
    dispersion: float
    burst_chance: float


def find_trend(query: Query, material: Material, before: int | None = None) -> Trend:
    """The trend of a question's events; `before` days are compared with, as many as are asked about if None."""
    found = query.find(material)
    days = window(query, found.yes)
    if days is None:
        return _trend(query, material, found, None, None, (), "the ledger holds no event dated to the day")
    since, until = days
    asked = replace(query, since=since, until=until)
    found = asked.narrowed(found)
    compared = compare(asked, material, before) if query.since else None
    first = compared.earlier.since if compared and compared.refused is None else since
    wide = found if first == since else replace(asked, since=first).find(material)
    counts = Counter(day_of(e) for e in wide.yes if day_known(e))
    series = [counts[first + timedelta(days=n)] for n in range(length(first, until))]
    held = compared.later if compared else _window(found, since, until, material)
    return _trend(asked, material, found, held, compared, series, None, change_points(series, first))


def compare(query: Query, held: Material, before: int | None = None) -> Comparison:
    """The events of a question with both days given against the `before` days (as many, if None) before it."""
    assert query.since is not None and query.until is not None
    days = length(query.since, query.until)
    first, last = days_before(query.since, before or days)
    later = _window(query.find(held), query.since, query.until, held)
    earlier = _window(replace(query, since=first, until=last).find(held), first, last, held)
    a, b = later.count, earlier.count
    read_before, read_after = earlier.coverage.reports, later.coverage.reports
    begun = held.begins()
    refused = None
    if a + b < MINIMUM:
        refused = f"too few to tell a trend (at least {MINIMUM} are needed)"
    elif begun is not None and begun > first:
        refused = f"the ledger begins on {day(begun)}, within the window to compare with"
    elif not read_before and held.read(None, None).all:
        refused = f"no report was read that was published on {span(first, last)}"
    return Comparison(
        later=later,
        earlier=earlier,
        ratio=rate_ratio(a, later.days, b, earlier.days),
        chance=ratio_chance(a, later.days, b, earlier.days),
        by_rounds=rate_ratio(later.rounds, later.days, earlier.rounds, earlier.days),
        reports=rate_ratio(read_after, later.days, read_before, earlier.days) if read_before else None,
        refused=refused,
    )


def check_trend(claim: Claim, query: Query, held: Material) -> ClaimCheck:
    """An increase or decrease since a date against the counts before and after it."""
    if claim.value not in ("increase", "decrease") or query.since is None or query.until is None:
        return not_comparable("a trend needs a direction and a date since when")
    found = compare(query, held)
    a, b = found.later.count, found.earlier.count
    counts = (
        f"{query.words()}: {a:,} on {query.days()}, {b:,} on the {found.earlier.days} days before it "
        f"({span(found.earlier.since, found.earlier.until)})"
    )
    verdict: Verdict = "not_comparable"
    if found.refused:
        why = f"{found.refused[0].upper()}{found.refused[1:]}: {counts}."
    elif found.chance > CHANCE:
        why = f"The difference is within chance: {counts}."
    else:
        verdict = "agrees" if (a > b) == (claim.value == "increase") else "contradicted"
        direction = "an increase" if a > b else "a decrease"
        why = f"The ledger shows {direction}, {found.words()}: {query.words()}."
    wide = replace(query, since=found.earlier.since).find(held)
    taken = {*found.earlier.events, *found.later.events}
    compared = [e for e in wide.yes if e.id in taken]
    # "not_comparable" is given as the safe verdict: a trend among too many kinds of event says nothing of one.
    return finish(verdict, a, compared, why, query, query.find(held), safe="not_comparable")


def _window(found: Found, since: date, until: date, held: Material) -> Window:
    days = length(since, until)
    return Window(
        since=since,
        until=until,
        days=days,
        events=ids(found.yes),
        rate=poisson_interval(len(found.yes), days),
        rounds=len(rounds(found.yes)),
        coverage=held.coverage(since, until),
    )


def _trend(
    query: Query,
    material: Material,
    found: Found,
    held: Window | None,
    compared: Comparison | None,
    series: Sequence[int],
    refused: str | None,
    changes: tuple[Change, ...] = (),
) -> Trend:
    weeks = [sum(series[n : n + WEEK]) for n in range(0, len(series) - WEEK + 1, WEEK)]
    index, chance = dispersion(weeks)
    bursts = f"Events come in bursts (weekly counts vary {index:.1f} times as much as independent ones would): "
    return Trend(
        asked=query.words(),
        since=query.since,
        until=query.until,
        coverage=held.coverage if held else material.coverage(query.since, query.until),
        may_belong=len(found.maybe),
        caveats=caveats(
            found,
            f"{bursts}the intervals are too narrow; compare by rounds." if chance < CHANCE else "",
            "More reports read can look like more events: compare the reports.",
        ),
        refused=refused,
        window=held,
        comparison=compared,
        changes=changes,
        dispersion=index,
        burst_chance=chance,
    )
