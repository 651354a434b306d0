"""How two sides answer each other: how often, how fast, how hard, and who broke a lull.

What a report states as an answer is a fact of the ledger. That one side acts within some days of the other is only a
sequence: it is tested against chance, and is called an inferred answer only where chance does not explain it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from tacitus.analysis.findings import Finding, Interval, Material, caveats, day_known, day_of, ids, window
from tacitus.analysis.people import bounds
from tacitus.analysis.queries import Found, Query
from tacitus.analysis.responses import links
from tacitus.analysis.sequences import daily, median_interval, shift_test
from tacitus.analysis.sides import Party, on_side
from tacitus.analysis.words import names
from tacitus.ledger.outlines import Outlined
from tacitus.records import Actor, Record

WITHIN = 7
"""Days within which an act of the other side counts as following."""
LULL = 14
"""Days without an act of either side that make a lull."""
FEWEST = 5
"""Acts dated to the day that each side must have for a sequence to be tested, in twice the days of its window."""
CHANCE = 0.05

Breaker = Literal["first", "second", "both"]


class Answer(Record):
    """One act that answers another: `cue` are the words that say so, None where it is inferred from the sequence.

    `days` lie between the two, None where one is not dated to the day; `killed` are the least and most of either.
    """

    event: str
    answers: str
    cue: str | None
    days: int | None
    killed: tuple[int, int] | None
    killed_before: tuple[int, int] | None

    @property
    def inferred(self) -> bool:
        """Whether no report says that it is an answer."""
        return self.cue is None


class Answering(Record):
    """How one side answers the other.

    `acts` are what it does to the other, `provoked` what the other does to it. A stated answer may also be to an act
    whose doer is not named. Of `provoked_days` acts of the other,
    `followed` are followed within the window asked about; `by_chance` would be, and so many or more have `chance`;
    these three are None where there are too few to test. `harder` of `compared` stated answers killed more than what
    they answer, by the best figure, `lighter` fewer.
    """

    side: str
    other: str
    acts: tuple[str, ...]
    provoked: tuple[str, ...]
    stated: tuple[Answer, ...]
    inferred: tuple[Answer, ...]
    delay: Interval | None
    followed: int | None
    by_chance: float | None
    chance: float | None
    compared: int
    harder: int
    lighter: int


class Lull(Record):
    """Days without an act of either side, both included, and who ended them with which acts."""

    since: date
    until: date
    days: int
    broken_by: Breaker
    events: tuple[str, ...]


class Exchange(Finding):
    """What two sides did to each other. `first` is the side asked for with --by."""

    first: str
    second: str
    within: int
    lull_days: int
    answering: tuple[Answering, ...]
    lulls: tuple[Lull, ...]

    def events(self) -> frozenset[str]:
        """The ids of all events that it tells of."""
        acts = (id_ for one in self.answering for id_ in one.acts)
        answers = (id_ for one in self.answering for a in (*one.stated, *one.inferred) for id_ in (a.event, a.answers))
        return frozenset((*acts, *answers))


def find_exchange(query: Query, material: Material, within: int = WITHIN, lull_days: int = LULL) -> Exchange:
    """How the initiators and the targets of a question answer each other.

    `within` is the number of days after an act within which one of the other side counts as following; on the same
    day the order is not known. A lull lasts `lull_days` or more.
    """
    first, second = names(query.initiators), names(query.targets)
    back = replace(query, initiators=query.targets, targets=query.initiators)
    there, here = query.find(material), back.find(material)
    asked = f"{query.action_words} between {first or 'any side'} and {second or 'any side'}"
    both = Found((*there.yes, *here.yes), (*there.maybe, *here.maybe))
    days = window(query, both.yes)
    refused = None
    if not (query.initiators and query.targets):
        refused = "two sides are needed: give one with --by and the other with --against"
    elif days is None:
        refused = "the ledger holds no dated event between these sides"
    answering: tuple[Answering, ...] = ()
    if refused is None and days is not None:
        answering = (
            _answering(first, second, there.yes, here.yes, _unnamed(here, query.initiators), days, within),
            _answering(second, first, here.yes, there.yes, _unnamed(there, query.targets), days, within),
        )
    return Exchange(
        asked=asked,
        since=query.since,
        until=query.until,
        coverage=material.coverage(query.since, query.until),
        may_belong=len(both.maybe),
        caveats=caveats(
            both,
            "Acts of one day have no order: a sequence counts from the following day.",
            "That one act follows another does not show that it answers it.",
        ),
        refused=refused,
        first=first,
        second=second,
        within=within,
        lull_days=lull_days,
        answering=answering,
        lulls=() if refused else _lulls(there.yes, here.yes, lull_days),
    )


def _unnamed(found: Found, targets: Sequence[Actor | Party]) -> list[Outlined]:
    """The events done to a side by whom no report names, or only describes."""
    return [e for e in found.maybe if on_side(targets, e.targets) == "yes"]


def _answering(
    side: str,
    other: str,
    acts: Sequence[Outlined],
    provoked: Sequence[Outlined],
    unnamed: Sequence[Outlined],
    days: tuple[date, date],
    within: int,
) -> Answering:
    own, theirs = {e.id for e in acts}, {e.id for e in (*provoked, *unnamed)}
    stated = [
        _answer(link.event, link.answers, link.cue)
        for link in links([*acts, *(e for e in (*provoked, *unnamed) if e.id not in own)])
        if link.event.id in own and link.answers.id in theirs and not link.inferred
    ]
    before, after = daily(provoked, days), daily(acts, days)
    tested = before.sum() >= FEWEST <= after.sum() and len(before) >= 2 * within
    held, expected, chance = shift_test(before, after, within) if tested else (None,) * 3
    sequence = _sequence(acts, provoked, within, {a.event for a in stated}) if chance and chance <= CHANCE else ()
    figures = [(_middle(a.killed), _middle(a.killed_before)) for a in stated if a.killed and a.killed_before]
    return Answering(
        side=side,
        other=other,
        acts=ids(acts),
        provoked=ids(provoked),
        stated=tuple(stated),
        inferred=tuple(sequence),
        delay=median_interval([a.days for a in stated if a.days is not None and a.days >= 0]),
        followed=held,
        by_chance=expected,
        chance=chance,
        compared=len(figures),
        harder=sum(a > b for a, b in figures),
        lighter=sum(a < b for a, b in figures),
    )


def _middle(figure: tuple[int, int]) -> float:
    return sum(figure) / 2


def _answer(event: Outlined, answers: Outlined, cue: str | None) -> Answer:
    dated = day_known(event) and day_known(answers)
    return Answer(
        event=event.id,
        answers=answers.id,
        cue=cue,
        days=(day_of(event) - day_of(answers)).days if dated else None,
        killed=bounds(event.casualties.killed) if event.casualties.killed else None,
        killed_before=bounds(answers.casualties.killed) if answers.casualties.killed else None,
    )


def _sequence(acts: Sequence[Outlined], provoked: Sequence[Outlined], within: int, told: set[str]) -> list[Answer]:
    """For each act of the other side the first that follows it, unless a report states what that one answers."""
    dated = sorted((day_of(e), e.id, e) for e in acts if day_known(e))
    found: dict[str, Answer] = {}
    for event in sorted((e for e in provoked if day_known(e)), key=lambda e: (day_of(e), e.id), reverse=True):
        after = (e for day, _, e in dated if 1 <= (day - day_of(event)).days <= within)
        follower = next(after, None)
        if follower is not None and follower.id not in told and follower.id not in found:
            found[follower.id] = _answer(follower, event, None)
    return sorted(found.values(), key=lambda a: (a.event, a.answers))


def _lulls(first: Sequence[Outlined], second: Sequence[Outlined], least: int) -> tuple[Lull, ...]:
    by_day: dict[date, list[tuple[Breaker, Outlined]]] = {}
    sides: tuple[tuple[Breaker, Sequence[Outlined]], ...] = (("first", first), ("second", second))
    for name, events in sides:
        for event in events:
            if day_known(event):
                by_day.setdefault(day_of(event), []).append((name, event))
    found = []
    for before, after in pairwise(sorted(by_day)):
        quiet = (after - before).days - 1
        if quiet >= least:
            who = {name for name, _ in by_day[after]}
            found.append(
                Lull(
                    since=before + timedelta(days=1),
                    until=after - timedelta(days=1),
                    days=quiet,
                    broken_by=who.pop() if len(who) == 1 else "both",
                    events=ids(event for _, event in by_day[after]),
                )
            )
    return tuple(found)
