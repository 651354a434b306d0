"""The one loader of the ontology."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from tacitus.ontology.actions import Action, ActionTable
from tacitus.ontology.lexicon import Lexicon
from tacitus.records import ActorKind


@dataclass(frozen=True)
class Ontology:
    """The actions and the words that name them."""

    actions: ActionTable

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words, loaded and checked when first asked for: reading a ledger needs none. Raises TableError."""
        return Lexicon.load(self.actions)

    def action(self, name: str) -> Action:
        """The action of that name; KeyError where there is none."""
        return self.actions[name]

    def codes(self, name: str, initiators: Iterable[ActorKind], targets: Iterable[ActorKind]) -> dict[str, Any]:
        """The codes of ACLED, PLOVER, UCDP and CAMEO for an action between sides of these kinds."""
        return self.actions.codes(name, initiators, targets)


@cache
def ontology() -> Ontology:
    """The packaged ontology, loaded and checked once a process. Raises TableError on a faulty table."""
    return Ontology(ActionTable.load())
