"""The pictures of a briefing: what each shows, in words, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tacitus.analysis.words import day, plural, with_article
from tacitus.publishing.curves import curve_picture
from tacitus.publishing.exchanges import exchange_picture
from tacitus.publishing.mapping import event_map, marks
from tacitus.publishing.parts import Basis, Briefing, Sentence
from tacitus.publishing.sentences import said_only
from tacitus.publishing.timelines import event_timeline
from tacitus.records import Event

WIDE, PAGE, NARROW = 960, 680, 360
"""Pixels across on a screen, on a printed page and on a telephone: the words in a picture keep their size."""


@dataclass(frozen=True)
class Picture:
    """One picture; `caption` says what it shows and stands for its numbers. `draw` makes an SVG document of it.

    `draw(width, prefix)`: all ids in it begin with `prefix`.
    """

    key: str
    caption: Sentence
    draw: Callable[[int, str], str]


def pictures(briefing: Briefing) -> list[Picture]:
    """The pictures that the briefing has something to show in."""
    events = [e for e in briefing.events if not said_only(e)] or list(briefing.events)
    found = []
    if marks(events):
        words = "Where it happened, as exactly as the reports say. Statements and threats are not drawn."
        found.append(Picture("map", _caption("map", words, events), lambda width, prefix: _map(events, width, prefix)))
    if any(e.date.precision == "day" for e in events):
        words = "When it happened, by kind of action."
        found.append(
            Picture(
                "time",
                _caption("time", words, events),
                lambda width, prefix: _timeline(briefing, events, width, prefix),
            )
        )
    return [*found, *_of_findings(briefing)]


def _of_findings(briefing: Briefing) -> Iterable[Picture]:
    curve, exchange = briefing.curve, briefing.exchange
    if curve is not None:
        last = curve.points[-1]
        words = (
            f"{plural(len(curve.points), 'count')} that officials and media give, beside the ledger's own: "
            f"{last.value:,} claimed and {last.held:,} held as of {day(last.as_of)}."
        )
        claims = ", ".join(p.claim for p in curve.points)
        basis = Basis(curve.asked, f"counts of the claims {claims}; events up to their days", last.events)
        yield Picture(
            "curve",
            Sentence(words, (), "picture/curve", basis),
            lambda width, prefix: curve_picture(curve, width=width, prefix=prefix),
        )
    if exchange is not None:
        acts = [i for one in exchange.answering for i in one.acts]
        sides = f"{with_article(exchange.first)} and {with_article(exchange.second)}"
        words = f"What {sides} did to each other, and the answers that reports state."
        yield Picture(
            "chain",
            Sentence(words, (), "picture/chain", Basis(exchange.asked, "events dated to the day", tuple(acts))),
            lambda width, prefix: exchange_picture(exchange, briefing.events, width=width, prefix=prefix),
        )


def _caption(key: str, words: str, events: Iterable[Event]) -> Sentence:
    return Sentence(words, (), f"picture/{key}", Basis("what happened", "events counted", tuple(e.id for e in events)))


def _map(events: list[Event], width: int, prefix: str) -> str:
    return event_map(events, width=width, height=380 if width <= NARROW else 600 * width // WIDE, prefix=prefix)


def _timeline(briefing: Briefing, events: list[Event], width: int, prefix: str) -> str:
    since, until = briefing.scope.since, briefing.scope.until
    return event_timeline(events, since=since, until=until, width=width, prefix=prefix)
