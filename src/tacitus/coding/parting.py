"""One deed told of in two countries: the codebook counts an event in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Final

from tacitus.coding.draft import Draft, PlaceReading
from tacitus.coding.scene import within
from tacitus.gazetteer.sources import kilometres

BORDER_KM: Final = 60.0
"""Places of two countries as near as this are one border's."""
SPOTS: Final = frozenset({"exact", "near"})


def part_by_country(drafts: Sequence[Draft]) -> list[Draft]:
    """Each happening at spots of several countries as one for each country, the others as they are.

    "Attacks at Euphrates in Syria and at Ain al-Asad in Iraq" are two, where the sentence names both countries.
    Figures that the words do not share out stay with the country named first.
    """
    return [part for draft in drafts for part in _parts(draft)]


def _parts(draft: Draft) -> Iterator[Draft]:
    spots: dict[str, list[PlaceReading]] = {}
    for reading in draft.places:
        if reading.place.country and reading.place.precision in SPOTS and reading.place.lat is not None:
            spots.setdefault(reading.place.country, []).append(reading)
    whole = sum(map(len, spots.values())) == len(draft.places)
    if len(spots) < 2 or not whole or not spots.keys() <= _named(draft) or _at_a_border(list(spots.values())):
        yield draft
        return
    for n, places in enumerate(spots.values()):
        yield replace(draft, places=places, figures=[] if n else draft.figures)


def _named(draft: Draft) -> set[str]:
    """The countries that the draft's sentence names as such: without them a spot abroad may be a namesake."""
    scene, sentence = draft.frame.scene, draft.frame.sentence
    named = (r.value.toponym for r in within(scene.places, sentence.start, sentence.end))
    return {t.country for t in named if t is not None and t.feature == "country" and t.country}


def _at_a_border(groups: Sequence[Sequence[PlaceReading]]) -> bool:
    """Whether spots of two countries lie side by side."""
    return any(_apart(a, b) < BORDER_KM for one, other in combinations(groups, 2) for a, b in product(one, other))


def _apart(a: PlaceReading, b: PlaceReading) -> float:
    p, q = a.place, b.place
    assert None not in (p.lat, p.lon, q.lat, q.lon)  # only spots on the map are compared
    return kilometres(p.lat, p.lon, q.lat, q.lon)  # type: ignore[arg-type]
