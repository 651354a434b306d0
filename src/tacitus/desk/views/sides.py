"""The list of sides, and the pairs that are most at odds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tacitus.ledger import Choice, Ledger, Wanted
from tacitus.publishing.sentences import said_only
from tacitus.records import Actor

MOST = 2000
"""Events among which pairs are counted: the latest."""
MOST_SIDES, MOST_COUNTED, MOST_PAIRS = 200, 10_000, 20
WAYS: tuple[Literal["initiator", "target"], ...] = ("initiator", "target")


@dataclass(frozen=True)
class SideRow:
    """One side in the list: its id and name, and its events on either side."""

    id: str
    name: str
    total: int
    did: int
    suffered: int


@dataclass(frozen=True)
class SidesView:
    """The list of sides, and the pairs that are most at odds."""

    rows: tuple[SideRow, ...]
    pairs: tuple[tuple[Actor, Actor, int], ...]
    cut: bool


def sides_view(ledger: Ledger, named: str = "") -> SidesView:
    """The sides with the most events, of those with a part of a name where given, and the pairs among the latest."""
    finder, words = ledger.finder(), named.strip().casefold()
    both = finder.sides(Wanted(actor=named.strip() or None), MOST_SIDES)
    did, suffered = (_by_id(finder.sides(Wanted(), MOST_COUNTED, which)) for which in WAYS)
    rows = tuple(
        SideRow(c.value, c.words, c.events, did.get(c.value, 0), suffered.get(c.value, 0))
        for c in both
        if words in c.words.casefold() or words == c.value.casefold()
    )
    page = finder.page(Wanted(actor=named.strip() or None), MOST)
    pairs: Counter[tuple[str, str]] = Counter()
    faces: dict[str, Actor] = {}
    for event in page.events:
        for doer in event.initiators:
            for target in event.targets:
                if doer.id != target.id and not said_only(event):
                    faces |= {doer.id: doer, target.id: target}
                    pairs[doer.id, target.id] += 1
    most = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:MOST_PAIRS]
    return SidesView(rows, tuple((faces[a], faces[b], n) for (a, b), n in most), len(both) == MOST_SIDES)


def _by_id(choices: Iterable[Choice]) -> dict[str, int]:
    return {c.value: c.events for c in choices}
