"""Aggregate statements: counts over a window, ordinals, firsts and records, trends.

A claim is never an event: "more than 60 attacks since mid-October" is checked against the ledger. What tells a claim
from a happening's own number is a window longer than one happening, somebody who keeps count, or a place in a series.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tacitus.coding.claiming.claimants import claimant_of
from tacitus.coding.claiming.counts import read_counts
from tacitus.coding.claiming.firsts import read_firsts
from tacitus.coding.claiming.ordinals import read_ordinals
from tacitus.coding.claiming.reading import ClaimReading, Found, View, phrase
from tacitus.coding.claiming.trends import read_trends
from tacitus.coding.claiming.windows import windows_of
from tacitus.coding.claiming.words import VIOLENT_DEATH
from tacitus.coding.scene import Scene
from tacitus.coding.senses import climate

READERS = (read_ordinals, read_firsts, read_counts, read_trends)

__all__ = ["ClaimReading", "read_claims"]


def read_claims(scene: Scene, published: dt.date | None) -> list[ClaimReading]:
    """The claims of a paragraph, in order; a word belongs to at most one claim of a kind.

    `published` is the day of publication: windows that run to now end with it. Where it is None, `since` and `as_of`
    are given only as far as the words name them.
    """
    if not _is_of_conflict(scene):
        return []
    return [_reading(view, claim, published) for view, claim in _claims(scene, published)]


def _is_of_conflict(scene: Scene) -> bool:
    """Whether a paragraph speaks of conflict rather than of sport or business; people killed speak of it too."""
    found = climate(scene)
    return found.elsewhere <= max(1, found.conflict + bool(VIOLENT_DEATH & set(scene.words)))


def _claims(scene: Scene, published: dt.date | None) -> Iterator[tuple[View, Found]]:
    before: list[Found] = []
    for sentence in scene.sentences:
        if sentence.end <= scene.body:
            continue
        windows = windows_of(scene, sentence, published)
        here: list[tuple[View, Found]] = []
        for reader in READERS:
            view = View(scene, sentence, windows, tuple(before))
            new = [f for f in reader(view) if not any(_same(f, other) for _, other in here)]
            here += [(view, f) for f in new]
            before += new
        yield from sorted(here, key=lambda pair: pair[1].start)


def _same(a: Found, b: Found) -> bool:
    return a.kind == b.kind and a.start < b.end and b.start < a.end


def _reading(view: View, claim: Found, published: dt.date | None) -> ClaimReading:
    scene, window = view.scene, claim.window
    return ClaimReading(
        scene=scene,
        sentence=view.sentence,
        start=claim.start,
        end=claim.end,
        kind=claim.kind,
        value=claim.value,
        relation=claim.relation,
        what=claim.what or phrase(scene, claim.noun),
        since=window.since if window is not None else None,
        as_of=(window.until or published) if window is not None else published,
        claimant=claimant_of(view, claim),
        noun=claim.noun,
    )
