"""The learned part of the coder: small linear models over what the rules see.

They ship their weights as tables beside this file; docs/models.md says what they were trained on, how they are rebuilt
and what they are worth.
"""

from tacitus.coding.learned.features import of_trigger
from tacitus.coding.learned.model import LinearModel, SideModels, detection, sides
from tacitus.coding.learned.side_features import Telling, is_group, of_side, overlap, trigger_words
from tacitus.coding.learned.side_weights import SideWeights, side_weights
from tacitus.coding.learned.ways import sentence_index

__all__ = [
    "LinearModel",
    "SideModels",
    "SideWeights",
    "Telling",
    "detection",
    "is_group",
    "of_side",
    "of_trigger",
    "overlap",
    "sentence_index",
    "side_weights",
    "sides",
    "trigger_words",
]
