"""CEAF-REE: the alignment score for role-filler entities of Du, Rush and Cardie (EACL 2021, "GRIT").

An entity is the set of strings by which a text mentions it. CEAF (Luo 2005) aligns predicted with gold entities
one-to-one so that the summed similarity is highest; for role fillers the strict similarity is 1 where every
predicted string is a gold string of that entity, and 0 otherwise. Precision divides the sum by the number of
predicted, recall by the number of gold entities; the micro average sums over roles and documents first.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence, Set

import numpy as np
from scipy.optimize import linear_sum_assignment

Entity = frozenset[str]
"""The normalised strings of one entity."""

ARTICLES = re.compile(r"\b(?:a|an|the)\b")
PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalised(words: str) -> str:
    """Lower case, without ASCII punctuation, articles and spare blanks, as the reference evaluation compares."""
    return " ".join(ARTICLES.sub(" ", words.lower().translate(PUNCTUATION)).split())


def strict(predicted: Set[str], gold: Set[str]) -> bool:
    """Whether every predicted string is one of the gold entity's."""
    return predicted <= gold


def align(predicted: Sequence[Entity], gold: Sequence[Entity]) -> dict[int, int]:
    """Predicted index -> gold index of the alignment with the most strict matches; only matches are given."""
    if not predicted or not gold:
        return {}
    similarity = np.array([[strict(p, g) for g in gold] for p in predicted], dtype=float)
    rows, columns = linear_sum_assignment(similarity, maximize=True)
    return {int(i): int(j) for i, j in zip(rows, columns, strict=True) if similarity[i, j]}
