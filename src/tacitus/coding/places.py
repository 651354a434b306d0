"""Which places a report names, decided over the whole report at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tacitus.coding.localities import unlisted
from tacitus.coding.scene import Located, Scene
from tacitus.gazetteer import Gazetteer, Resolution, Toponym, ToponymSpan, resolve

MAIN_SHARE: Final = 0.6
"""A country with this share of a report's places is where a name of no known country is taken to lie."""
SETTLED: Final = frozenset({"city", "admin1", "admin2", "airport"})
WELL_KNOWN: Final = 200_000
OF_ONE_COUNTRY: Final = 50_000
"""People of a town that may be named in a report about another country."""
MODIFYING: Final = frozenset({"compound", "amod", "nmod"})
UNLISTED_SCORE: Final = 0.4
"""How sure it is that a name no table lists is the place it is said as."""


def countries_named(text: str, toponyms: Iterable[Sequence[ToponymSpan]], gazetteer: Gazetteer) -> frozenset[str]:
    """The countries a report speaks of: by name or nationality, or by a province or a great town of theirs."""
    listed = [span.candidates for spans in toponyms for span in spans if span.candidates]
    known = {c[0].country for c in listed if c[0].feature == "admin1" or c[0].population >= WELL_KNOWN}
    known |= {c[0].country for c in listed if c[0].population >= OF_ONE_COUNTRY and len({t.country for t in c}) == 1}
    return frozenset(gazetteer.countries_in(text)) | {c for c in known if c}


def locate_places(
    scenes: Sequence[Scene],
    gazetteer: Gazetteer,
    listed: Sequence[Sequence[ToponymSpan]],
    named: frozenset[str],
) -> None:
    """Give every scene its places: those of the gazetteer, and names that only the wording shows to be places.

    `listed` are the names that the gazetteer finds in each scene, `named` the countries the report speaks of
    (`countries_named`). An unlisted name keeps `toponym` None; `span.within` holds the place it lies in, as far as the
    report tells.
    """
    hints = _country_hints(scenes, gazetteer)
    countries = frozenset(hints) | named
    found: list[tuple[Scene, ToponymSpan]] = []
    for scene, spans in zip(scenes, listed, strict=True):
        more = unlisted(gazetteer, scene.text, spans, list(_taken(scene)), countries)
        found += [(scene, span) for span in sorted([*spans, *more], key=lambda s: s.start)]
    resolutions = resolve([span for _, span in found], countries_hint=hints)
    grounds = [r for (scene, _), r in zip(found, resolutions, strict=True) if not _is_whose(scene, r)]
    main = _main_country(grounds, countries, gazetteer)
    for (scene, _), resolution in zip(found, resolutions, strict=True):
        if resolution.toponym is None or _is_stray(resolution, main, countries):
            resolution = _placed_roughly(resolution, main)
        words = scene.doc.char_span(resolution.span.start, resolution.span.end, alignment_mode="expand")
        if words is not None and len(words):
            scene.places = [*scene.places, Located(words.start, words.end, resolution)]


def _country_hints(scenes: Sequence[Scene], gazetteer: Gazetteer) -> dict[str, float]:
    """How much the report speaks of each country, in (0, 1]: by its actors, nationalities and country names."""
    counted: Counter[str] = Counter()
    for scene in scenes:
        counted.update(c for a in scene.actors if (c := a.value.actor.country))
        for country, weight in gazetteer.countries_in(scene.text).items():
            counted[country] += round(2 * weight)
    return {country: min(1.0, count / 3) for country, count in sorted(counted.items())}


def _taken(scene: Scene) -> Iterator[tuple[int, int]]:
    """Character ranges of the scene that name something else than a place."""
    for actor in scene.actors:
        if not actor.value.ambiguous:
            yield actor.value.start, actor.value.end
    for date in scene.dates:
        yield date.value.start, date.value.end


def _is_whose(scene: Scene, resolution: Resolution) -> bool:
    """Whether a country only says whose something is: "US air strikes in Deir Ezzor" are not told to be in the US."""
    if resolution.toponym is None or resolution.toponym.feature != "country":
        return False
    words = scene.doc.char_span(resolution.span.start, resolution.span.end, alignment_mode="expand")
    return words is not None and len(words) > 0 and words.root.dep_ in MODIFYING


def _main_country(resolutions: Sequence[Resolution], countries: frozenset[str], gazetteer: Gazetteer) -> Toponym | None:
    """The country most of the report's finer places lie in, or else the only one it names; None where divided.

    Places of countries that the report speaks of come first: namesakes across the world divide nothing.
    """
    places = [r.toponym for r in resolutions if r.toponym is not None and r.toponym.country]
    finer = [p for p in places if p.feature != "country"]
    for wanted in ([p for p in finer if p.country in countries], finer, places):
        counted = Counter(p.country for p in wanted)
        if counted:
            country, count = counted.most_common(1)[0]
            return gazetteer.get(f"country:{country}") if count >= MAIN_SHARE * counted.total() else None
    return None


def _is_stray(resolution: Resolution, main: Toponym | None, countries: frozenset[str]) -> bool:
    """Whether the only known namesake is a small place of a country that nothing else in the report speaks of.

    A report about one country names hamlets that no table lists; a town across the world is not what it means, nor
    is one outside the country that the words put it in.
    """
    place = resolution.toponym
    if place is None or place.feature not in SETTLED:
        return False
    if within := {wider.country for wider in resolution.span.within}:
        return place.country not in within
    small = place.feature != "admin1" and place.population < WELL_KNOWN
    return small and main is not None and place.country not in {main.country, *countries}


def _placed_roughly(resolution: Resolution, main: Toponym | None) -> Resolution:
    within = resolution.span.within or ((main,) if main is not None else ())
    return Resolution(replace(resolution.span, within=within), None, UNLISTED_SCORE)
