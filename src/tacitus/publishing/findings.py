"""Findings for the terminal: what was asked, the answer as a table or in words, and what limits it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from rich.console import RenderableType
from rich.text import Text

from tacitus.analysis.answering import Answering, Exchange
from tacitus.analysis.curves import Curve
from tacitus.analysis.excitation import Excitation
from tacitus.analysis.expectation import Expectation
from tacitus.analysis.findings import Finding, Interval
from tacitus.analysis.firsts import First, Firsts
from tacitus.analysis.numbering import NumberedRound, Rounds
from tacitus.analysis.trends import Trend
from tacitus.analysis.words import day, interval, listed, plural, span
from tacitus.publishing.countries import country_name
from tacitus.publishing.tables import plain_table

MOST_PLACES = 3


def finding_lines(finding: Finding) -> Iterator[RenderableType]:
    """The finding for reading: the question, the answer, then coverage and caveats."""
    days = span(finding.since, finding.until) or "all days of the ledger"
    yield Text(f"{finding.asked[0].upper()}{finding.asked[1:]}, {days}", style="bold")
    if finding.refused is None:
        yield from _answer(finding)
    yield Text(f"Read: {finding.coverage.words()}.", style="dim")
    for caveat in finding.caveats:
        yield Text(caveat, style="dim")


@singledispatch
def _answer(finding: Finding) -> Iterator[RenderableType]:
    raise NotImplementedError(type(finding).__name__)


@_answer.register
def _(finding: Rounds) -> Iterator[RenderableType]:
    called: dict[int, list[str]] = {}
    for ordinal in finding.ordinals:
        called.setdefault(ordinal.round, []).append(f"“{ordinal.words}” ({ordinal.claimant or ordinal.report})")
    yield plain_table(
        ("No.", "Days", "Events", "Where", "Killed", "Reports call it"),
        [
            (
                str(r.number),
                span(r.start, r.end),
                _events(r, finding),
                listed(r.places[:MOST_PLACES]) + (" …" if len(r.places) > MOST_PLACES else ""),
                range_words(r.killed),
                "; ".join(called.get(r.number, ())),
            )
            for r in finding.rounds
        ],
        right=(0, 4),
    )
    yield Text(f"Events up to {plural(finding.gap_days, 'day')} apart are one round ({finding.gap_why}).")
    for one in finding.ordinals:
        bounds = str(one.least) if one.least == one.most else f"{one.least} to {one.most}"
        verdict = f"differs. {one.differs}" if one.differs else "agrees."
        yield Text(f"“{one.words}” ({one.report}): by its own sides and days the ledger counts {bounds}; {verdict}")


@_answer.register
def _(finding: Curve) -> Iterator[RenderableType]:
    signs = {"exactly": "", "at_least": "≥ ", "more_than": "> ", "about": "~ ", "at_most": "≤ "}
    yield plain_table(
        ("As of", "Claimed", "In the ledger", "By", "Words", "Report"),
        [
            (
                day(p.as_of),
                f"{signs[p.relation]}{p.value:,}",
                f"{p.held:,}",
                p.claimant or "the report",
                f"“{p.words}”" if p.sure else f"“{p.words}” (sides or beginning not said)",
                p.report,
            )
            for p in finding.points
        ],
        right=(1, 2),
    )


@_answer.register
def _(finding: Trend) -> Iterator[RenderableType]:
    held, compared = finding.window, finding.comparison
    assert held is not None  # a finding without a window is refused
    yield Text(f"{plural(held.count, 'event')} in {plural(held.days, 'day')}: {weekly(held.rate)}.")
    if compared is not None and compared.refused is not None:
        yield Text(f"No comparison with the {plural(compared.earlier.days, 'day')} before: {compared.refused}.")
    elif compared is not None:
        yield Text(f"{compared.words()}.")
        by_rounds = f"Counted by rounds: {interval(compared.by_rounds, ' times')}."
        yield Text(f"{by_rounds} Chance of so uneven counts without change: {chance_words(compared.chance)}.")
    for change in finding.changes:
        yield Text(
            f"The rate changed on {day(change.day)} (90% between {span(change.first, change.last)}): "
            f"{interval(change.ratio, ' times')} what it was, {weekly(change.before)} before, {weekly(change.after)} "
            f"after (chance without change {chance_words(change.chance)})."
        )
    if not finding.changes:
        yield Text("No day is found on which the rate changed.")
    yield Text("Intervals in brackets hold 95% of cases.", style="dim")


@_answer.register
def _(finding: Exchange) -> Iterator[RenderableType]:
    for one in finding.answering:
        yield Text(f"{one.side} → {one.other}: {plural(len(one.acts), 'act')}", style="bold")
        yield from map(Text, _answering_lines(one, finding.within))
        rows = [(a.event, a.answers, _days(a.days), f"“{a.cue}”") for a in one.stated]
        rows += [(a.event, a.answers, _days(a.days), "inferred: no report says so") for a in one.inferred]
        if rows:
            yield plain_table(("Answer", "To", "After", "Words"), rows)
    sides = {"first": finding.first, "second": finding.second, "both": "both on one day"}
    for lull in finding.lulls:
        yield Text(
            f"A lull of {plural(lull.days, 'day')} ({span(lull.since, lull.until)}) was broken by "
            f"{sides[lull.broken_by]} ({', '.join(lull.events)})."
        )
    if not finding.lulls:
        yield Text(f"There was no lull of {plural(finding.lull_days, 'day')} or more.")


@_answer.register
def _(finding: Firsts) -> Iterator[RenderableType]:
    rows = [(day(f.day), first_words(f), str(f.searched), f.event, f.nearest or "none") for f in finding.firsts]
    for one in finding.deadliest:
        words = f"the deadliest{f' since {day(one.since)}' if one.since else ''}: {range_words(one.killed)} killed"
        rows.append((day(one.day), words, str(one.searched), one.event, one.nearest or "none"))
    if rows:
        yield plain_table(("Day", "First or record", "Searched", "Event", "Nearest earlier"), rows, right=(2,))
    else:
        yield Text("No first and no record on these days.")
    begins = f" back to {day(finding.begins)}" if finding.begins else ""
    yield Text(f"“Searched” is the number of earlier events{begins} among which it is the first, or the deadliest.")


def first_words(first: First) -> str:
    """What it is the first of: "first use of drone by A against B"."""
    text = f"first use of {first.weapon} by {first.by}"
    if first.scope == "by and against":
        return f"{text} against {first.against}"
    return f"{text} in {country_name(first.country)}" if first.scope == "by and in" else text


@_answer.register
def _(finding: Excitation) -> Iterator[RenderableType]:
    yield Text(f"Fitted to {plural(finding.days, 'day')}; intervals in brackets hold 90% of cases.")
    for one in finding.sides:
        yield plain_table(
            (f"Acts of {one.side}", "For one act", "Share", "Chance without"),
            [
                ("not excited", f"{interval(one.base)} a week", f"{1 - sum(e.share for e in one.effects):.0%}", ""),
                *(
                    (f"excited by {e.by}", interval(e.size), f"{e.share:.0%}", chance_words(e.chance))
                    for e in one.effects
                ),
            ],
            right=(2,),
        )
        yield from map(Text, one.reading)


@_answer.register
def _(finding: Expectation) -> Iterator[RenderableType]:
    yield plain_table(
        ("Week", "Events expected", "8 of 10 weeks"),
        [
            (span(e.since, e.until), f"{e.count.best:.1f}", f"{e.count.low:.0f} to {e.count.high:.0f}")
            if e.count is not None
            else (span(e.since, e.until), "not given", e.refused or "")
            for e in finding.expected
        ],
        right=(1,),
    )
    yield Text(f"Back-test over the last {plural(len(finding.weeks), 'week')}", style="bold")
    yield plain_table(
        ("Weeks ahead", "Forecast", "Score", "Error", "Held", "Weeks"),
        [
            (str(s.ahead), s.forecaster, f"{s.score:.3f}", f"{s.error:.2f}", f"{s.held:.0%}", str(s.forecasts))
            for s in finding.scores
        ],
        right=(0, 2, 3, 4, 5),
    )
    yield Text(
        "Score: mean ranked probability score, the less the better. Error: mean distance of the median.", style="dim"
    )
    yield Text("Held: share of past weeks within the interval that should hold 80%.", style="dim")


def _answering_lines(one: Answering, within: int) -> Iterator[str]:
    yield f"{stated_words(one)}."
    if one.compared:
        yield (
            f"By the dead: {one.harder} of {plural(one.compared, 'answer')} with figures killed more than what they "
            f"answer, {one.lighter} fewer."
        )
    if one.chance is None:
        yield f"Too few acts on either side to test whether {one.side} acts after {one.other} more than by chance."
        return
    yield (
        f"Of {plural(len(one.provoked), 'act')} of {one.other}, {one.followed} are followed by one of {one.side} "
        f"within {plural(within, 'day')}; {one.by_chance:.1f} would be by chance (chance of so many or more: "
        f"{chance_words(one.chance)})."
    )


def stated_words(one: Answering) -> str:
    """How many answers reports state, and how long they took: "3 answers stated by reports, the middle one ..."."""
    text = f"{plural(len(one.stated), 'answer')} stated by reports"
    if one.delay is None:
        return text
    if len(one.stated) == 1:
        return f"{text}, after {plural(round(one.delay.best), 'day')}"
    return f"{text}, the middle one after {interval(one.delay, ' days')}"


def _days(number: int | None) -> str:
    return "not known" if number is None else plural(number, "day")


def chance_words(chance: float) -> str:
    """A probability in words: "0.03", "below 0.001"."""
    return "below 0.001" if chance < 0.001 else f"{chance:.2g}"


def weekly(rate: Interval) -> str:
    """A rate a day, told a week."""
    low, high = (None if end is None else end * 7 for end in (rate.low, rate.high))
    return f"{interval(Interval(best=rate.best * 7, low=low, high=high))} a week"


def _events(one: NumberedRound, finding: Rounds) -> str:
    return listed(f"{e}?" if e in finding.possible else e for e in one.events)


def range_words(figure: tuple[int, int] | None) -> str:
    """The least and the most in words: "6", "6 to 9", "–" where there is no figure."""
    if figure is None:
        return "–"
    return f"{figure[0]:,}" if figure[0] == figure[1] else f"{figure[0]:,} to {figure[1]:,}"
