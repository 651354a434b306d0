"""The learned part of the coder: small linear models over what the rules see.

They ship their weights as tables beside this file; docs/models.md says what they were trained on, how they are rebuilt
and what they are worth.
"""

from tacitus.coding.learned.features import of_trigger
from tacitus.coding.learned.model import LinearModel, SideModels, chance_of, detection, retold, sides
from tacitus.coding.learned.pair_features import of_pair
from tacitus.coding.learned.side_features import Happenings, Nearby, Telling, is_group, of_side, overlap
from tacitus.coding.learned.side_weights import SideWeights, side_weights

__all__ = [
    "Happenings",
    "LinearModel",
    "Nearby",
    "SideModels",
    "SideWeights",
    "Telling",
    "chance_of",
    "detection",
    "is_group",
    "of_pair",
    "of_side",
    "of_trigger",
    "overlap",
    "retold",
    "side_weights",
    "sides",
]
