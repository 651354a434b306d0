"""Names to actors: who can act in a conflict, and how texts call them.

    >>> from tacitus.actors import ActorRegistry
    >>> [span.actor.id for span in ActorRegistry.load().find("Iran-backed militias fired on US forces in Iraq.")]
    ['group:militia', 'US:military', 'IQ:government']

The last is marked `ambiguous`: a bare country, here a place. The tables beside this file are meant to be read and
changed; `tacitus.actors.tables` says what their columns mean.
"""

from tacitus.actors.registry import ActorRegistry, ActorSpan
from tacitus.actors.tables import ActorRow

__all__ = ["ActorRegistry", "ActorRow", "ActorSpan"]
