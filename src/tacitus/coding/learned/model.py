"""A linear model in a table: one weight a feature, summed; the logistic of the sum is the probability."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tacitus.errors import TableError
from tacitus.ontology.tables import rows

SCALE = 1_000_000
"""Weights are kept in millionths of a nat, as integers, so that sums do not depend on their order."""
BIAS = "(bias)"


def chance_of(odds: float) -> float:
    """The probability that log-odds stand for: their logistic."""
    return 1 / (1 + math.exp(-odds))


def chance(total: int) -> float:
    """The probability that a sum of weights stands for."""
    return chance_of(total / SCALE)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Logistic regression. `weights` maps features to millionths of a nat; what it does not know counts nothing."""

    weights: Mapping[str, int]

    def odds(self, features: Iterable[str]) -> float:
        """The log-odds of the class the model was trained for; a feature given twice counts once."""
        known = self.weights.keys() & set(features)
        return (self.weights.get(BIAS, 0) + sum(self.weights[f] for f in known)) / SCALE

    def probability(self, features: Iterable[str]) -> float:
        """The probability of that class."""
        return chance_of(self.odds(features))

    @classmethod
    def load(cls, name: str) -> LinearModel:
        """Read a table of weights of this package. Raises TableError where a weight is no whole number."""
        weights: dict[str, int] = {}
        for line, row in rows("tacitus.coding.learned", name, ("feature", "weight")):
            try:
                weights[row["feature"]] = int(row["weight"])
            except ValueError:
                raise TableError(f"{name}, line {line}: {row['weight']!r} is no whole number") from None
        return cls(weights)


@cache
def detection() -> LinearModel:
    """Whether the words of a trigger are meant as they say."""
    return LinearModel.load("detection.csv")


@cache
def retold() -> LinearModel:
    """Whether a report tells of one of its happenings again."""
    return LinearModel.load("retold.csv")


class SideModels(NamedTuple):
    """Whether an actor told near a happening is the doer's side, and whether the undergoer's."""

    initiator: LinearModel
    target: LinearModel


@cache
def sides() -> SideModels:
    """The models of the sides."""
    return SideModels(LinearModel.load("initiators.csv"), LinearModel.load("targets.csv"))
