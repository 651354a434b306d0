"""A glance at the words of a report before it is parsed: whether it can tell of conflict at all.

Most news is of sport, weather and business, and to parse it costs most of what coding costs. A linear model over what
is cheap to see decides: the words written small, what the tables find, and the kinds of actors. Names are masked, so
that it favours no side. A report is coded whole or not at all; one with a word of force that can mean nothing else
("abducted", "air strikes") always, and a short one too: a few words tell too little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from tacitus.actors import ActorRegistry
from tacitus.coding.learned.model import BIAS, LinearModel, chance
from tacitus.coding.scene import Scene
from tacitus.coding.senses import is_weak
from tacitus.coding.slots import VERBAL_TRIGGERS

LEAST_WORDS = 40
"""A report of fewer words is coded without a glance."""
MAY_TELL = 0.33
"""The probability from which a report is coded: 0.998 of what is told is kept in ten folds (docs/models.md)."""


class Glance:
    """The model, its weights by kind of sign. It looks for actors only where they can still turn the decision."""

    def __init__(self, model: LinearModel) -> None:
        self._bias = model.weights.get(BIAS, 0)
        self._weights: dict[str, dict[str, int]] = defaultdict(dict)
        for feature, weight in model.weights.items():
            if feature != BIAS:
                kind, _, value = feature.partition("=")
                self._weights[kind][value] = weight
        of_actors = self._weights["actor"].values()
        self._least = sum(w for w in of_actors if w < 0)
        self._most = sum(w for w in of_actors if w > 0)

    def may_tell(self, scenes: Sequence[Scene], registry: ActorRegistry, published: date | None) -> bool:
        """Whether a report, not yet parsed, may tell of conflict; `published` is its day of publication."""
        if sum(len(scene.words) for scene in scenes) < LEAST_WORDS or is_unmistakable(scenes):
            return True
        total = self._bias + self._sum(signs(scenes))
        if chance(total + self._least) >= MAY_TELL or chance(total + self._most) < MAY_TELL:
            return chance(total + self._least) >= MAY_TELL
        return chance(total + self._sum(actor_signs(scenes, registry, published))) >= MAY_TELL

    def _sum(self, seen: Mapping[str, Collection[str]]) -> int:
        return sum(self._weights[kind].get(value, 0) for kind, values in seen.items() for value in values)


def is_unmistakable(scenes: Sequence[Scene]) -> bool:
    """Whether a word of a deed stands there that needs nothing beside it to be meant as it says."""
    matches = (match.values for scene in scenes for match in scene.triggers)
    return any(not any(is_weak(t) or t.needs or t.action in VERBAL_TRIGGERS for t in triggers) for triggers in matches)


@cache
def glance() -> Glance:
    """The glance with the weights that ship."""
    return Glance(LinearModel.load("glance.csv"))


def of_report(scenes: Sequence[Scene], registry: ActorRegistry, published: date | None) -> Iterator[str]:
    """The features of a report, not yet parsed, by which the model is trained."""
    seen = signs(scenes) | actor_signs(scenes, registry, published)
    yield from (f"{kind}={value}" for kind, values in seen.items() for value in sorted(values))


def signs(scenes: Sequence[Scene]) -> dict[str, set[str]]:
    """The words written small (all words of a text in capitals) and what the tables find, by kind."""
    caseless = all(scene.text.isupper() for scene in scenes)
    triggers = [t for scene in scenes for match in scene.triggers for t in match.values]
    return {
        "word": {w for scene in scenes for w in _plain_words(scene, caseless)},
        "trigger": {f"{t.words}-{t.pos}" for t in triggers},
        "action": {t.action for t in triggers},
        "weapon": {w.value.kind for scene in scenes for w in scene.weapons},
        "facility": {f.value.kind for scene in scenes for f in scene.facilities},
        "domain": {domain for scene in scenes for match in scene.elsewhere for domain in match.values},
    }


def _plain_words(scene: Scene, caseless: bool) -> Iterable[str]:
    return scene.words if caseless else (t.lower_ for t in scene.doc if t.is_lower)


def actor_signs(scenes: Sequence[Scene], registry: ActorRegistry, published: date | None) -> dict[str, set[str]]:
    """The actors told of: described groups by their kind, sides as such; a mark where a place may be meant."""
    found = (x for scene in scenes for x in registry.find(scene.text, on=published))
    return {"actor": {(x.actor.kind if x.is_group else "@side") + ("?" if x.ambiguous else "") for x in found}}
