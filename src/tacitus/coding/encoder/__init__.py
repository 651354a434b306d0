"""A small transformer that reads a report whole and says what each trigger stands for: the third of the learned parts.

docs/models.md says what it was made from, how it is made anew and what it is worth.
"""

from tacitus.coding.encoder.reading import Encoder, Judgement, Reading, encoder

__all__ = ["Encoder", "Judgement", "Reading", "encoder"]
