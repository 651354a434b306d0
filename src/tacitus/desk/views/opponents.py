"""The other sides of events: what each did and suffered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tacitus.records import Actor, Event

MOST = 20
"""Sides that are listed, those with most events."""


@dataclass(frozen=True)
class Opponent:
    """A side of events: how many it was on the one end of, and on the other.

    On the page of a side `did` counts what that side did to this one, `suffered` what it suffered from it; on the page
    of a place they are what this one did and suffered there.
    """

    actor: Actor
    did: int
    suffered: int

    @property
    def total(self) -> int:
        """Events in all."""
        return self.did + self.suffered


def opponents_of(events: Iterable[Event], id_: str) -> tuple[Opponent, ...]:
    """The sides that a side did something to or suffered something from."""

    def against(mine: tuple[Actor, ...], theirs: tuple[Actor, ...]) -> list[Actor]:
        return [a for a in theirs if a.id != id_] if any(a.id == id_ for a in mine) else []

    return _most((against(e.initiators, e.targets), against(e.targets, e.initiators)) for e in events)


def sides_of(events: Iterable[Event]) -> tuple[Opponent, ...]:
    """The sides of events."""
    return _most((e.initiators, e.targets) for e in events)


def _most(ends: Iterable[tuple[Iterable[Actor], Iterable[Actor]]]) -> tuple[Opponent, ...]:
    """Those who stand most often at the two ends of events, each counted once an event."""
    did: Counter[str] = Counter()
    suffered: Counter[str] = Counter()
    faces: dict[str, Actor] = {}
    for end in ends:
        for there, counted in zip(end, (did, suffered), strict=True):
            once = {a.id: a for a in there}
            faces |= once
            counted.update(once.keys())
    found = [Opponent(face, did[i], suffered[i]) for i, face in faces.items()]
    return tuple(sorted(found, key=lambda o: (-o.total, o.actor.name))[:MOST])
