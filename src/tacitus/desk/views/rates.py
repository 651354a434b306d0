"""How often something happened, and when: the rates and the timeline of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tacitus.analysis.material import Material
from tacitus.analysis.queries import Query, ask
from tacitus.analysis.trends import Trend, find_trend
from tacitus.desk.views.pictures import Picture, drawn
from tacitus.publishing.timelines import event_timeline
from tacitus.records import Event

DAYS = 90
"""The days whose rate is given, and compared with as many before them."""


@dataclass(frozen=True)
class RateView:
    """How often, over the latest days, against as many before."""

    heading: str
    trend: Trend


def last_day(events: Iterable[Event]) -> date | None:
    """The latest day that any of them is dated to."""
    return max((e.date.end for e in events if e.date.precision == "day" and e.date.end), default=None)


def rates(held: Material, until: date | None, *asked: tuple[str, Callable[[Query], Query]]) -> Iterable[RateView]:
    """The rate over the days up to the last that anything is dated to, for each question."""
    if until is None:
        return
    window = ask(since=until - timedelta(days=DAYS - 1), until=until)
    for heading, narrowed in asked:
        found = find_trend(narrowed(window), held)
        if found.window is not None:
            yield RateView(heading, found)


def timeline(events: Sequence[Event]) -> Picture | None:
    """When events happened; None where no day is known."""
    dated = [e for e in events if e.date.precision == "day"]
    if not dated:
        return None
    return drawn("time", lambda width, prefix: event_timeline(events, width=width, height=230, prefix=prefix))
