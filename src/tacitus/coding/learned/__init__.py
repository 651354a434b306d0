"""The learned part of the coder: a small linear model over what the rules see.

It ships its weights as a table beside this file; docs/models.md says what it was trained on, how it is rebuilt and what
it is worth.
"""

from tacitus.coding.learned.features import of_trigger
from tacitus.coding.learned.model import LinearModel, detection

__all__ = ["LinearModel", "detection", "of_trigger"]
