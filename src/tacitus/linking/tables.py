"""The two tables of linking: how alike actions are (alike.csv) and what agreement is worth (weights.csv)."""

from __future__ import annotations

import csv
import io
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from tacitus.errors import TableError
from tacitus.linking.comparison import Comparison
from tacitus.ontology import ActionTable
from tacitus.ontology.tables import rows

SCALE = 1_000_000
"""Weights are kept in millionths of a nat, as integers, so that sums do not depend on their order."""


@dataclass(frozen=True)
class Kinship:
    """What an action can be taken for: `families` bound what may ever link, `alike` is what reports confuse.

    `mutual` actions have two sides that reports name in either order (an armed clash). `general` ones are also what
    a report calls an attack whose means it does not tell ("the attack", "killed").
    """

    families: frozenset[str]
    alike: frozenset[str]
    mutual: bool = False
    general: bool = False


@dataclass(frozen=True)
class Weights:
    """Fellegi-Sunter weights: for each slot and level log(m / u), in millionths of a nat.

    m is the probability of the level among pairs that tell of one happening, u among candidate pairs that do
    not (Fellegi & Sunter 1969). The slot "prior" holds the share of matches among candidate pairs.
    """

    log_ratio: Mapping[tuple[str, str], int]

    def of(self, slot: str, level: str) -> int:
        """The weight of a level; KeyError where the table has none."""
        return self.log_ratio[slot, level]

    def total(self, comparisons: Iterable[Comparison]) -> int:
        """The log-odds after comparisons, each of another slot; KeyError where the table lacks a level."""
        ratio = self.log_ratio
        score = ratio["prior", "candidate"]
        for c in comparisons:
            score += ratio[c.slot, c.level]
        return score

    @property
    def prior(self) -> int:
        """The log-odds of a candidate pair before anything is compared."""
        return self.of("prior", "candidate")


def kinship(action: str) -> Kinship:
    """How an action relates to others; an action outside the table is alike only to itself."""
    return _kinships().get(action) or Kinship(frozenset({action}), frozenset({action}))


def is_verbal(action: str) -> bool:
    """Whether an action is only words (a threat, an accusation); an action outside the table is not."""
    return action in _verbal()


def load_weights(path: Path | None = None) -> Weights:
    """Read a weights table (columns slot, level, m, u); without a path the packaged one.

    Raises TableError where a row is not a probability or a slot's m or u do not sum to 1.
    """
    if path is None:
        return _packaged_weights()
    try:
        return _weights(path.name, path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TableError(f"{path}: the weights cannot be read ({error.strerror})") from error


@cache
def _packaged_weights() -> Weights:
    return _weights("weights.csv", files("tacitus.linking").joinpath("weights.csv").read_text(encoding="utf-8"))


@cache
def _verbal() -> frozenset[str]:
    return frozenset(action.name for action in ActionTable.load() if action.family == "verbal")


@cache
def _kinships() -> Mapping[str, Kinship]:
    return {
        row["action"]: Kinship(
            frozenset(row["families"].split()),
            frozenset(row["alike"].split()),
            row["mutual"] == "yes",
            row["general"] == "yes",
        )
        for _, row in rows("tacitus.linking", "alike.csv", ("action", "families", "alike", "mutual", "general"))
    }


def _weights(name: str, text: str) -> Weights:
    table = list(csv.DictReader(io.StringIO(text)))
    if not table or set(table[0]) != {"slot", "level", "m", "u"}:
        raise TableError(f"{name}: the columns must be slot, level, m, u")
    ratio: dict[tuple[str, str], int] = {}
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for line, row in enumerate(table, 2):
        m, u = _probabilities(name, line, row)
        if (row["slot"], row["level"]) in ratio:
            raise TableError(f"{name}, line {line}: {row['slot']} {row['level']} stands twice")
        ratio[row["slot"], row["level"]] = round(SCALE * math.log(m / u))
        sums[row["slot"], "m"] += m
        sums[row["slot"], "u"] += u
    _check_sums(name, sums)
    return Weights(ratio)


def _probabilities(name: str, line: int, row: Mapping[str, str]) -> tuple[float, float]:
    try:
        m, u = float(row["m"]), float(row["u"])
    except (TypeError, ValueError):
        raise TableError(f"{name}, line {line}: m and u must be numbers") from None
    if not (0 < m <= 1 and 0 < u <= 1):
        raise TableError(f"{name}, line {line}: m and u must lie above 0 and at most at 1")
    return m, u


def _check_sums(name: str, sums: Mapping[tuple[str, str], float]) -> None:
    slots: Iterable[str] = sorted({slot for slot, _ in sums})
    if "prior" not in slots:
        raise TableError(f"{name}: the slot prior is missing")
    for slot in slots:
        totals = (sums[slot, "m"] + sums[slot, "u"],) if slot == "prior" else (sums[slot, "m"], sums[slot, "u"])
        if any(abs(total - 1) > 1e-6 for total in totals):
            raise TableError(f"{name}: m and u of {slot} must each sum to 1 over its levels")
