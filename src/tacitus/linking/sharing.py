"""One object for each value of a slot, whichever tellings give it: what was found of two values is found again at once.

Few places, sides and tolls recur in very many tellings, and pairs of tellings are as many as their square. Comparing
is therefore done once for each pair of values and kept under the identities of the two, which cost nothing to hash.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from tacitus.linking.identity import is_named
from tacitus.records import Actor

KEPT_VALUES = KEPT_PAIRS = 1 << 16
"""How many values, and how many comparisons of two values of a slot, are kept; others are made again."""

Value = TypeVar("Value")


@dataclass(frozen=True, eq=False, slots=True)
class Shared(Generic[Value]):
    """A value of a slot; two are the same where they are the same object."""

    value: Value


@dataclass(frozen=True, eq=False, slots=True)
class Sides:
    """The sides of a telling; `mutual` where its action names them in either order."""

    initiators: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    mutual: bool
    initiator_named: bool
    target_named: bool


def shared(value: Value) -> Shared[Value]:
    """The object for a value that can be hashed."""
    found: Shared[Value] = _shared(value)
    return found


@lru_cache(maxsize=KEPT_VALUES)
def sides(initiators: tuple[Actor, ...], targets: tuple[Actor, ...], mutual: bool) -> Sides:
    """The object for two sides."""
    return Sides(initiators, targets, mutual, is_named(initiators), is_named(targets))


@lru_cache(maxsize=KEPT_VALUES)
def _shared(value: Value) -> Shared[Value]:
    return Shared(value)
