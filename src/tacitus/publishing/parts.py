"""What a briefing is made of: sentences with their footnotes and the reason for their numbers, items, sections."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from tacitus.analysis.answering import Exchange
from tacitus.analysis.curves import Curve
from tacitus.analysis.words import listed, span
from tacitus.publishing.countries import country_name
from tacitus.publishing.notes import Footnote
from tacitus.records import Event, Source


@dataclass(frozen=True)
class Scope:
    """What the briefing is about: window (both days included), ISO 3166-1 alpha-2 country, actor.

    It is told from the ledger `as_of` a moment, and what changed since another.
    """

    since: date | None = None
    until: date | None = None
    country: str | None = None
    actor: str | None = None
    as_of: date | None = None
    changed_since: date | None = None

    def title(self) -> str:
        """What the briefing is called."""
        about = [part for part in (country_name(self.country), self.actor) if part]
        return f"Conflict events: {listed(about)}" if about else "Conflict events"

    def window(self) -> str:
        """The days in words, or that there is no limit."""
        return span(self.since, self.until) or "all days of the ledger"

    def options(self) -> str:
        """The options of the command line that ask for it."""
        given = {
            "since": self.since,
            "until": self.until,
            "country": self.country,
            "actor": shlex.quote(self.actor) if self.actor else None,
            "as-of": self.as_of.isoformat() if self.as_of else None,
            "changed-since": self.changed_since.isoformat() if self.changed_since else None,
        }
        return " ".join(f"--{name} {value}" for name, value in given.items() if value)


@dataclass(frozen=True)
class Basis:
    """Where the numbers of a statement come from: the question put to the ledger, how its answer was counted, and the
    ids of the events behind it. `said` are the words of reports that are numbers themselves: report, start, end.
    """

    asked: str
    how: str
    events: tuple[str, ...] = ()
    said: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class Sentence:
    """One sentence and the numbers of its footnotes, at least one; `key` names it for ever, whatever it says."""

    text: str
    notes: tuple[int, ...]
    key: str
    basis: Basis

    @property
    def id(self) -> str:
        """The id by which `tacitus why` explains its numbers."""
        return number_id(self.key)


@dataclass(frozen=True)
class Item:
    """One event, exchange or claim: a heading, a mark of how it stands ("disputed"), its sentences."""

    heading: str
    sentences: tuple[Sentence, ...]
    mark: str = ""
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A headed part; `lead` says how to read it and states nothing about the world."""

    key: str
    heading: str
    lead: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Row:
    """One event in the table of all events."""

    event: Event
    notes: tuple[int, ...]

    @property
    def sentence(self) -> Sentence:
        """What the row says, with the reason for its number."""
        basis = Basis(f"the event {self.event.id}", "independent publishers of its reports", (self.event.id,))
        text = f"Publishers: {self.event.publishers}, status: {self.event.status}."
        return Sentence(text, self.notes, f"table/{self.event.id}", basis)


@dataclass(frozen=True)
class Briefing:
    """The whole: what is rendered, in the order it is read. `curve` and `exchange` are drawn where there is one."""

    scope: Scope
    title: str
    window: str
    standfirst: Sentence
    sections: tuple[Section, ...]
    table: tuple[Row, ...]
    footnotes: tuple[Footnote, ...]
    sources: tuple[Source, ...]
    method: tuple[Sentence, ...]
    events: tuple[Event, ...]
    curve: Curve | None = None
    exchange: Exchange | None = None

    def sentences(self) -> tuple[Sentence, ...]:
        """All statements, in the order they are read."""
        told = (s for section in self.sections for item in section.items for s in item.sentences)
        return (self.standfirst, *told, *(row.sentence for row in self.table), *self.method)


def number_id(key: str) -> str:
    """A short id that is the same whenever the same is asked: N and eight hexadecimal digits."""
    return f"N{sha256(key.encode()).hexdigest()[:8]}"
