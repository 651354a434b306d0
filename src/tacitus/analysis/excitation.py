"""How much of what a side does is excited by what was done before, by itself or to it, and how fast that dies out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import log

from tacitus.analysis.changes import change_points
from tacitus.analysis.findings import Finding, Interval, Material, caveats, day_known, ids, window
from tacitus.analysis.hawkes import Fit, Model
from tacitus.analysis.queries import Found, Query
from tacitus.analysis.sequences import Series, daily
from tacitus.analysis.words import interval, names, plural
from tacitus.ledger.outlines import Outlined
from tacitus.records import Record

FEWEST = 40
"""Events of a side below which nothing is fitted to it: with fewer, the intervals say nothing."""
FEWEST_SOURCE = 20
"""Events of the other side below which its effect cannot be told."""
SHORTEST = 60
"""Days that must be observed."""
CHANCE = 0.05
LEVEL = 0.9


class Excitement(Record):
    """What one side's acts bring about in a series: acts for one act, and the share of the series that is so excited.

    `chance` is the p-value of there being no such effect.
    """

    by: str
    size: Interval
    share: float
    chance: float


class Excited(Record):
    """The acts of one side: `base` are those a week that nothing excites; `half_life` in days, None where nothing does.

    `reading` says it in plain words.
    """

    side: str
    events: tuple[str, ...]
    base: Interval
    effects: tuple[Excitement, ...]
    half_life: Interval | None
    reading: tuple[str, ...]


class Excitation(Finding):
    """The fits of one series to itself, or of two sides to themselves and each other."""

    days: int
    sides: tuple[Excited, ...]


def find_excitation(query: Query, material: Material) -> Excitation:
    """Fits the excitation of a question's events by themselves or, where both sides are asked for, by each other.

    Refused below FEWEST events of a side, FEWEST_SOURCE of the other, and SHORTEST days.
    """
    there = query.find(material)
    back = replace(query, initiators=query.targets, targets=query.initiators)
    two = bool(query.initiators and query.targets)
    here = back.find(material) if two else Found((), ())
    both = Found((*there.yes, *here.yes), (*there.maybe, *here.maybe))
    series = [(names(query.initiators) or query.words(), there.yes)]
    if two:
        series.append((names(query.targets), here.yes))
    days = window(query, both.yes)
    refused = _too_little(series, days)
    sides: tuple[Excited, ...] = ()
    changes = 0
    if refused is None and days is not None:
        counts = [(side, events, daily(events, days)) for side, events in series]
        sides = tuple(_excited(side, events, own, counts) for side, events, own in counts)
        changes = max(len(change_points(own.tolist(), days[0])) for _, _, own in counts)
    return Excitation(
        asked=query.words(),
        since=query.since,
        until=query.until,
        coverage=material.coverage(query.since, query.until),
        may_belong=len(both.maybe),
        caveats=caveats(
            both,
            "A rate that rises for other reasons (an offensive, more reports read) looks like excitation, too."
            + (f" It changed on {plural(changes, 'day')} here: see `tacitus trend`." if changes else ""),
            "What an act brings about on its own day cannot be seen.",
        ),
        refused=refused,
        days=(days[1] - days[0]).days + 1 if days else 0,
        sides=sides,
    )


def _too_little(series: Sequence[tuple[str, Sequence[Outlined]]], days: tuple[date, date] | None) -> str | None:
    dated = [(side, sum(day_known(e) for e in events)) for side, events in series]
    if days is None or (days[1] - days[0]).days + 1 < SHORTEST:
        return f"fewer than {SHORTEST} days are observed"
    most, least = max(n for _, n in dated), min(n for _, n in dated)
    if most < FEWEST or least < FEWEST_SOURCE:
        held = ", ".join(f"{side}: {n:,}" for side, n in dated)
        other = f" and {FEWEST_SOURCE} of the other" if len(dated) == 2 else ""
        return f"too few events dated to the day ({held}); {FEWEST} of one side{other} are needed"
    return None


def _excited(
    side: str, events: Sequence[Outlined], own: Series, counts: Sequence[tuple[str, Sequence[Outlined], Series]]
) -> Excited:
    # Its own acts stand first among the sources, whatever the order of the sides.
    sources = sorted(counts, key=lambda one: one[0] != side)
    model = Model(own, [series for _, _, series in sources])
    fit = model.fit()
    effects = tuple(_effect(model, fit, n, name) for n, (name, _, _) in enumerate(sources, 1))
    base = _interval(model, fit, 0, 7)
    seen = any(e.chance <= CHANCE for e in effects)
    half_life = None
    if seen:
        slow, fast = model.interval(fit, len(fit.parameters) - 1, LEVEL)
        half_life = Interval(best=fit.half_life, low=log(2) / fast, high=log(2) / slow, level=LEVEL)
    reading = tuple(_reading(side, e, half_life) for e in effects)
    return Excited(side=side, events=ids(events), base=base, effects=effects, half_life=half_life, reading=reading)


def _effect(model: Model, fit: Fit, index: int, by: str) -> Excitement:
    sums, _ = model.excitement(float(fit.parameters[-1]))
    share = float(fit.parameters[index] * sums[index - 1].sum() / model.rates(fit.parameters).sum())
    return Excitement(by=by, size=_interval(model, fit, index, 1), share=share, chance=model.chance_without(index - 1))


def _interval(model: Model, fit: Fit, index: int, times: float) -> Interval:
    low, high = model.interval(fit, index, LEVEL)
    return Interval(best=float(fit.parameters[index]) * times, low=low * times, high=high * times, level=LEVEL)


def _reading(side: str, effect: Excitement, half_life: Interval | None) -> str:
    source = "its own earlier acts" if effect.by == side else f"acts of {effect.by}"
    if effect.chance > CHANCE or half_life is None:
        return f"{side}: that {source} excite further ones is not seen beyond chance."
    return (
        f"{side}: {effect.share:.0%} of the acts are what a rate excited by {source} would give. One such act brings "
        f"about {interval(effect.size)} on average; half of it within {interval(half_life, ' days')}."
    )
