"""Which of the places of one name a text means: all names of a text are decided together.

Each candidate is scored by how its name was met, what kind of place it is, its people, the countries the text speaks
of, and the other places of the text (in the same division or country, or near). Scores become shares over the
candidates of a name; two candidates at the same spot (a town and its base) are one answer. The weights stand here in
one table, set by hand on conflict reporting (tests/gazetteer/test_gazetteer_resolving.py).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tacitus.gazetteer.folding import fold
from tacitus.gazetteer.index import Match, Toponym
from tacitus.gazetteer.scanning import ToponymSpan
from tacitus.gazetteer.sources import kilometres

THRESHOLD: Final = 0.25
"""Below this share no candidate is chosen."""

BY_CONTEXT: Final = 0.2
"""How sure it is that a name no table lists lies at the town named before it."""

SAME_SPOT_KM: Final = 25.0
_CONSIDERED: Final = 40
_ROUNDS: Final = 3
_NEAR_KM: Final = 100.0
_MET: Final = {"exact": 1.0, "light": 0.0, "heavy": -3.0}
_KIND: Final = {
    "country": 9.0,
    "region": 4.5,
    "admin1": 3.2,
    "water": 7.0,
    "strait": 7.0,
    "base": 3.0,
    "camp": 3.0,
    "crossing": 3.0,
    "site": 3.0,
    "city": 0.0,
    "airport": -2.0,
    "admin2": -0.5,
}
_SPOTS: Final = frozenset({"city", "admin2", "base", "camp", "crossing", "site", "airport"})
_PEOPLE: Final = 0.55  # for each factor e of population
_GREAT: Final = 200_000
_CAPITAL: Final = 1.5
_SEAT: Final = 10_000
_SEATED: Final = 1.0
_HINT: Final = 2.0
_WITHIN: Final = 9.0
_SAME_COUNTRY: Final = 1.8
_SAME_DIVISION: Final = 3.0
_NEARNESS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place a name was decided to mean, None where undecided; `score` its share in [0, 1]."""

    span: ToponymSpan
    toponym: Toponym | None
    score: float


def resolve(spans: Sequence[ToponymSpan], *, countries_hint: Mapping[str, float] | None = None) -> list[Resolution]:
    """Decide all spans of one text together, in the order given.

    `countries_hint` weighs countries by code, 1 for one the text is surely about (from demonyms, the dateline, the
    publisher). A candidate below `THRESHOLD` is not chosen. Deterministic: ties go to the better-ranked candidate.
    """
    hint = dict(countries_hint or {})
    choices = [span.matches[:_CONSIDERED] or tuple(Match(t, "light") for t in span.candidates) for span in spans]
    base = [_seats(found, [_alone(m, span, hint) for m in found]) for span, found in zip(spans, choices, strict=True)]
    shares = [_shares(row) for row in base]
    open_ = [i for i, found in enumerate(choices) if len(found) > 1]  # one alone has the whole, whatever stands by
    for _ in range(_ROUNDS if open_ else 0):
        context = _context(spans, choices, shares)
        for i in open_:
            name = fold(spans[i].text)
            shares[i] = _shares(
                [s + context.support(m.toponym, name) for s, m in zip(base[i], choices[i], strict=True)]
            )
    return [_decide(span, found, row) for span, found, row in zip(spans, choices, shares, strict=True)]


def placed_by_context(resolutions: Sequence[Resolution]) -> list[Resolution]:
    """The undecided names placed where the text last was: at the town or site decided nearest before them, else after.

    A street, a school or a shop that no table lists mostly lies there. Their score is `BY_CONTEXT`. The spans are in
    the order of the text.
    """
    spots = [i for i, r in enumerate(resolutions) if r.toponym is not None and r.toponym.feature in _SPOTS]
    placed = list(resolutions)
    for i, undecided in enumerate(resolutions):
        if undecided.toponym is None and spots:
            near = min(spots, key=lambda j: (j > i, abs(i - j)))
            placed[i] = Resolution(undecided.span, resolutions[near].toponym, BY_CONTEXT)
    return placed


def _alone(match: Match, span: ToponymSpan, hint: Mapping[str, float]) -> float:
    place = match.toponym
    # How a great city is spelled tells nothing: its other spellings are as good as its name.
    met = "exact" if match.how == "light" and place.population >= _GREAT else match.how
    score = _MET[met] + _KIND[place.feature] + (_CAPITAL if match.capital else 0.0)
    if place.feature not in ("country", "region", "admin1", "water", "strait"):
        score += _PEOPLE * math.log(max(place.population, _assumed_people(place)))
    else:
        score += _PEOPLE * 7
    if place.country:
        score += _HINT * hint.get(place.country, 0.0)
    if span.within and any(_lies_in(place, wider) for wider in span.within):
        score += _WITHIN
    return score


def _seats(found: Sequence[Match], scores: Sequence[float]) -> list[float]:
    """The scores, in which a town that its province is named after stands above it: "in Kherson" is in the town.

    Words that say "province" are not met as the name of the town.
    """
    raised = list(scores)
    for i, division in enumerate(found):
        if division.toponym.feature != "admin1":
            continue
        named = fold(division.toponym.name)
        for j, town in enumerate(found):
            of_it = town.toponym.country == division.toponym.country and fold(town.toponym.admin1 or "") == named
            if (
                town.toponym.feature == "city"
                and of_it
                and town.how == division.how
                and town.toponym.population >= _SEAT
            ):
                raised[j] = max(raised[j], scores[i] + _SEATED)
    return raised


def _assumed_people(place: Toponym) -> int:
    """Curated places and airports have no population; they are as well known as a town of this size."""
    return 500 if place.feature in ("city", "admin2") else 3000


def _lies_in(place: Toponym, wider: Toponym) -> bool:
    if place.country != wider.country or place.id == wider.id:
        return False
    return wider.feature == "country" or fold(place.admin1 or "") == fold(wider.name)


@dataclass(frozen=True, slots=True)
class _Context:
    """What the places of a text, as shared so far, say for a candidate of another name."""

    countries: Mapping[str, Mapping[str, float]]
    divisions: Mapping[str, Mapping[tuple[str, str], float]]
    points: Mapping[str, tuple[tuple[float, float, float], ...]]

    def support(self, place: Toponym, name: str) -> float:
        """Points for `place` from all other names; each name speaks once, and none for itself."""
        country = division = 0.0
        near = 0.0
        state, part = place.country or "", (place.country or "", place.admin1 or "")
        is_spot = place.feature not in ("country", "region")
        for other, weights in self.countries.items():
            if other == name:
                continue
            country += weights.get(state, 0.0)
            division += self.divisions[other].get(part, 0.0)
            if is_spot:
                for lat, lon, share in self.points[other]:
                    if abs(lat - place.lat) < 2:
                        near += share * math.exp(-kilometres(lat, lon, place.lat, place.lon) / _NEAR_KM)
        return (
            _SAME_COUNTRY * math.log1p(country) + _SAME_DIVISION * math.log1p(division) + _NEARNESS * math.log1p(near)
        )


def _context(
    spans: Sequence[ToponymSpan], choices: Sequence[Sequence[Match]], shares: Sequence[Sequence[float]]
) -> _Context:
    countries: dict[str, dict[str, float]] = {}
    divisions: dict[str, dict[tuple[str, str], float]] = {}
    points: dict[str, list[tuple[float, float, float]]] = {}
    for span, found, row in zip(spans, choices, shares, strict=True):
        name = fold(span.text)
        if name in countries:
            continue
        countries[name], divisions[name], points[name] = defaultdict(float), defaultdict(float), []
        for match, share in zip(found, row, strict=True):
            place = match.toponym
            if share < 0.02:
                continue
            countries[name][place.country or "-"] += share
            if place.admin1:
                divisions[name][place.country or "-", place.admin1] += share
            if place.radius_km < 60:
                points[name].append((place.lat, place.lon, share))
        for place in span.within:
            countries[name][place.country or "-"] += 1 / len(span.within)
            divisions[name][place.country or "-", place.admin1 or "-"] += 1 / len(span.within)
    return _Context(countries, divisions, {name: tuple(found) for name, found in points.items()})


def _shares(scores: Sequence[float]) -> list[float]:
    """Scores as shares that sum to one (softmax)."""
    if not scores:
        return []
    top = max(scores)
    grown = [math.exp(score - top) for score in scores]
    total = sum(grown)
    return [value / total for value in grown]


def _decide(span: ToponymSpan, found: Sequence[Match], shares: Sequence[float]) -> Resolution:
    """The candidate whose spot holds the largest share; of those at one spot the one with the most."""
    if not found:
        return Resolution(span, None, 0.0)
    best = max(range(len(found)), key=lambda i: (shares[i], -i))
    here = found[best].toponym
    score = sum(
        share
        for match, share in zip(found, shares, strict=True)
        if kilometres(here.lat, here.lon, match.toponym.lat, match.toponym.lon) <= max(SAME_SPOT_KM, here.radius_km)
    )
    return Resolution(span, here if score >= THRESHOLD else None, round(min(score, 1.0), 3))
