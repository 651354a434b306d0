"""Which predicted events are which gold events, one-to-one, by how well report, day, place and type agree."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tacitus.evaluation.dispatch_gold import GoldEvent, day
from tacitus.evaluation.metrics import Degrees, km
from tacitus.ontology.actions import FAMILY_OF_ACLED

SLACK_DAYS = {"day": 2, "week": 5, "month": 20, "year": 200}
"""How far a predicted day may lie from the gold day, by the precision of the gold."""
APART_KM = 400
"""Places so far apart are never one event."""
OTHER_FAMILY_KM, OTHER_FAMILY_DAYS = 50, 1
"""Events of two families may be one where they are so near in space and time."""
MERGED_KM, MERGED_DAYS = 100, 2
"""Two gold events farther apart than this in one prediction are a wrong merge."""


@dataclass(frozen=True)
class Wanted:
    """A gold event and those of its articles that are scored."""

    gold: GoldEvent
    articles: frozenset[str]

    @property
    def id(self) -> str:
        """The id of the gold event."""
        return self.gold.event_id

    @property
    def family(self) -> str:
        """violence, protest or strategic."""
        return FAMILY_OF_ACLED[self.gold.event_type]

    @property
    def excused(self) -> bool:
        """Whether missing it costs nothing: borderline background, or articles of which not all was annotated."""
        return self.gold.optional or not self.gold.mentions_exhaustive

    @property
    def point(self) -> Degrees | None:
        """Latitude and longitude in degrees, where known."""
        return None if self.gold.lat is None or self.gold.lon is None else (self.gold.lat, self.gold.lon)


@dataclass(frozen=True, eq=False)
class Predicted:
    """An event in the shape of `tacitus events --format jsonl`, and those of its articles that are scored."""

    raw: Mapping[str, Any]
    articles: frozenset[str]

    @property
    def id(self) -> str:
        """The id of the predicted event."""
        return str(self.raw["id"])

    @cached_property
    def sub_event_type(self) -> str | None:
        """ACLED's sub-event type; None for an action outside ACLED."""
        return self._acled.get("sub_event_type")

    @cached_property
    def family(self) -> str | None:
        """violence, protest or strategic; None for an action outside ACLED."""
        return FAMILY_OF_ACLED.get(self._acled.get("event_type") or "")

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """First and last day; None where unknown."""
        when = self.raw.get("date") or {}
        start = when.get("start")
        return (day(start), day(when.get("end") or start)) if start else None

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries of its places."""
        return frozenset(p["country"] for p in self.raw.get("places") or () if p.get("country"))

    @cached_property
    def points(self) -> tuple[Degrees, ...]:
        """Latitude and longitude of its geocoded places."""
        return tuple((p["lat"], p["lon"]) for p in self.raw.get("places") or () if p.get("lat") is not None)

    @property
    def killed(self) -> tuple[int | None, int | None]:
        """The lower and upper bound of those killed."""
        figure = (self.raw.get("casualties") or {}).get("killed") or {}
        return figure.get("low"), figure.get("high")

    def days_off(self, when: date) -> int | None:
        """How many days its range is from a day; None where its date is unknown."""
        if self.days is None:
            return None
        start, end = self.days
        return 0 if start <= when <= end else min(abs((start - when).days), abs((end - when).days))

    def nearest(self, point: Degrees | None) -> float | None:
        """Kilometres from the point to the nearest of its places; None where one of the two is unknown."""
        return None if point is None else min((km(p, point) for p in self.points), default=None)

    @property
    def _acled(self) -> Mapping[str, Any]:
        return (self.raw.get("codes") or {}).get("acled") or {}


@dataclass(frozen=True)
class Matching:
    """The outcome for one set of articles. `required` are the gold events that count, found or not."""

    pairs: tuple[tuple[Predicted, Wanted], ...]
    splits: tuple[Predicted, ...]
    false: tuple[Predicted, ...]
    missed: tuple[Wanted, ...]
    required: int
    merges: int

    @cached_property
    def found(self) -> Mapping[str, Predicted]:
        """Gold id -> its prediction."""
        return {gold.id: predicted for predicted, gold in self.pairs}


def restrict(
    events: Iterable[Mapping[str, Any]], gold: Iterable[GoldEvent], articles: Collection[str]
) -> tuple[list[Predicted], list[Wanted]]:
    """The predicted and gold events that stand in the articles; predictions outside ACLED are not scored."""
    scope = frozenset(articles)
    wanted = [Wanted(g, frozenset(m.article_id for m in g.mentions) & scope) for g in gold]
    found = [Predicted(e, frozenset(str(r["id"]) for r in e["reports"]) & scope) for e in events]
    return [p for p in found if p.articles and p.family], [w for w in wanted if w.articles]


def agreement(p: Predicted, g: Wanted) -> float | None:
    """None where the two cannot be one event, else how well they agree (higher is better, at most 2.7).

    They must share an article; days, countries and places must not contradict; and the family must be the same
    unless day and place are.
    """
    common = p.articles & g.articles
    slack = SLACK_DAYS[g.gold.date_precision]
    off, near = p.days_off(g.gold.date), p.nearest(g.point)
    if not common or (off is not None and off > slack) or (near is not None and near > APART_KM):
        return None
    if p.countries and g.gold.country not in p.countries:
        return None
    same_family = p.family == g.family
    if not same_family:
        beside = off is not None and off <= OTHER_FAMILY_DAYS and near is not None and near <= OTHER_FAMILY_KM
        if not beside:
            return None
    reports = len(common) / len(p.articles | g.articles) - (0.0 if same_family else 0.5)
    when = 0.0 if off is None else 0.5 * (1 - off / (slack + 1))
    kind = 0.5 * (p.sub_event_type == g.gold.sub_event_type)
    where = 0.0 if near is None else 0.5 * math.exp(-near / 50)
    return reports + (when + kind) + where + 0.2 * bool(p.countries)


def match(predicted: Sequence[Predicted], gold: Sequence[Wanted]) -> Matching:
    """Pair predictions with gold events, best agreement first, ties by id; the rest is missed, split or false.

    A split is a left-over prediction that could be a gold event already found. False alarms are not counted in
    articles whose gold is not exhaustive.
    """
    scored = [(s, p, g) for p in predicted for g in gold if (s := agreement(p, g)) is not None]
    scored.sort(key=lambda x: (-x[0], x[1].id, x[2].id))
    of_predicted: dict[str, Wanted] = {}
    of_gold: dict[str, Predicted] = {}
    for _, p, g in scored:
        if p.id not in of_predicted and g.id not in of_gold:
            of_predicted[p.id], of_gold[g.id] = g, p
    possible = {p.id for _, p, _ in scored}
    loose = frozenset(a for g in gold if not g.gold.mentions_exhaustive for a in g.articles)
    left = [p for p in predicted if p.id not in of_predicted]
    required = [g for g in gold if g.id in of_gold or not g.excused]
    pairs = tuple((of_gold[g.id], g) for g in gold if g.id in of_gold)
    return Matching(
        pairs=pairs,
        splits=tuple(p for p in left if p.id in possible),
        false=tuple(p for p in left if p.id not in possible and not p.articles <= loose),
        missed=tuple(g for g in required if g.id not in of_gold),
        required=len(required),
        merges=sum(any(_swallows(p, g, other) for other in gold) for p, g in pairs),
    )


def _swallows(p: Predicted, own: Wanted, other: Wanted) -> bool:
    """Whether a prediction for one gold event also took the articles that only tell of another, distant one."""
    if other is own or other.family != own.family or other.gold.country != own.gold.country:
        return False
    taken = p.articles & other.articles
    if not taken or taken & own.articles:
        return False
    if abs((other.gold.date - own.gold.date).days) > MERGED_DAYS:
        return True
    return other.point is not None and own.point is not None and km(other.point, own.point) > MERGED_KM
