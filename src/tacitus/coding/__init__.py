"""A report becomes its mentions and claims, every value with the words it stands on."""

from tacitus.coding.coder import Coder

__all__ = ["Coder"]
