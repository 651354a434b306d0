"""Both models of the sides asked at once, by the signs as they are: no feature is spelled out to be weighed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise
from operator import itemgetter
from typing import Any

from tacitus.coding.learned.model import BIAS, SideModels, chance, sides
from tacitus.coding.learned.side_features import CONJUNCTIONS, Telling, signs

NAMES = sorted({name for names in CONJUNCTIONS for name in names})


class SideWeights:
    """The weights of two models by conjunction and by the values of its signs, compiled from their tables.

    It gives what the models give for the features of a telling (`side_features.of_side`), to the last bit.
    """

    def __init__(self, models: SideModels) -> None:
        weights = models.initiator.weights, models.target.weights
        self._bias = tuple(w.get(BIAS, 0) for w in weights)
        self._tables = [(itemgetter(*names), _table(names, weights)) for names in CONJUNCTIONS]

    def chances(self, telling: Telling) -> tuple[float, float]:
        """The probabilities that an actor is the initiator's side, and that it is the target's."""
        seen: dict[str, str | None] = dict.fromkeys(NAMES)  # a sign that is missing matches no weight
        seen.update(signs(telling))
        initiator, target = self._bias
        for values_in, table in self._tables:
            found = table.get(values_in(seen))
            if found is not None:
                initiator += found[0]
                target += found[1]
        return chance(initiator), chance(target)


@cache
def side_weights() -> SideWeights:
    """The weights of the models that ship."""
    return SideWeights(sides())


def _table(names: Sequence[str], weights: Sequence[Mapping[str, int]]) -> dict[Any, tuple[int, ...]]:
    """Weights by the values of a conjunction: a tuple of them, or the value itself where it is of one sign."""
    prefix = "+".join(names) + "="
    features = {f for model in weights for f in model if f.startswith(prefix)}
    return {
        values if len(names) > 1 else values[0]: tuple(model.get(f, 0) for model in weights)
        for f in features
        for values in _splits(f.removeprefix(prefix), len(names))
    }


def _splits(joined: str, parts: int) -> Iterator[tuple[str, ...]]:
    """Every way to take joined values apart: a value may hold the slash that joins them."""
    pieces = joined.split("/")
    for cuts in combinations(range(1, len(pieces)), parts - 1):
        edges = (0, *cuts, len(pieces))
        yield tuple("/".join(pieces[a:b]) for a, b in pairwise(edges))
