"""What answers what: response links as pairs and chains, those a report states apart from those only inferred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from tacitus.ledger.outlines import Outlined
from tacitus.records import EventResponse

One = TypeVar("One", bound=Outlined)


@dataclass(frozen=True)
class Link(Generic[One]):
    """`event` answers `answers`; `cue` are the words that say so, `inferred` where only the sequence suggests it."""

    event: One
    answers: One
    cue: str
    inferred: bool


@dataclass(frozen=True)
class Chain(Generic[One]):
    """An exchange in the order it ran: `events[i + 1]` answers `events[i]` by `links[i]`."""

    events: tuple[One, ...]
    links: tuple[Link[One], ...]

    @property
    def stated(self) -> bool:
        """Whether every link of the exchange is stated by a report."""
        return not any(link.inferred for link in self.links)


def links(events: Sequence[One]) -> tuple[Link[One], ...]:
    """All response links whose both ends are among `events`, in the order of the answering events.

    What is dated before the event it is said to answer answers another: one of the two was linked or dated wrongly.
    """
    known = {event.id: event for event in events}
    return tuple(
        Link(event, known[answer.event], answer.cue, answer.inferred)
        for event in _in_time(events)
        for answer in event.response_to
        if answer.event in known and answer.event != event.id and not _comes_first(event, known[answer.event])
    )


def _comes_first(event: Outlined, other: Outlined) -> bool:
    return event.date.end is not None and other.date.start is not None and event.date.end < other.date.start


def answers_to_claims(events: Sequence[One]) -> tuple[tuple[One, EventResponse], ...]:
    """Events said to answer a series of happenings that is kept as a claim, with the link."""
    return tuple((event, answer) for event in _in_time(events) for answer in event.response_to if answer.claim)


def chains(events: Sequence[One]) -> tuple[Chain[One], ...]:
    """Exchanges from their first event to each last answer; an event with two answers begins two chains.

    Where an event answers several others, the chain follows one: a stated link before an inferred one, then the
    latest of the events answered. Links that would close a circle are dropped.
    """
    before: dict[str, Link[One]] = {}
    for link in sorted(links(events), key=_preference):
        if link.event.id not in before and not _closes(link, before):
            before[link.event.id] = link
    answered = {link.answers.id for link in before.values()}
    found = []
    for event in _in_time(events):
        if event.id in answered or event.id not in before:
            continue
        path: list[Link[One]] = []
        at = event.id
        while at in before:
            path.append(before[at])
            at = before[at].answers.id
        path.reverse()
        found.append(Chain((path[0].answers, *(link.event for link in path)), tuple(path)))
    return tuple(found)


def _preference(link: Link[One]) -> tuple[str, bool, int, str]:
    start = link.answers.date.start or date.min
    return (link.event.id, link.inferred, -start.toordinal(), link.answers.id)


def _closes(link: Link[One], before: dict[str, Link[One]]) -> bool:
    at = link.answers.id
    while at in before:
        at = before[at].answers.id
        if at == link.event.id:
            return True
    return at == link.event.id


def _in_time(events: Sequence[One]) -> list[One]:
    return sorted(events, key=lambda e: (e.date.start or date.max, e.id))
