"""What the fields of the filters offer: the countries, actions, sides and publishers that a ledger holds."""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.ledger import Choice, Ledger, Wanted
from tacitus.ontology import ontology
from tacitus.publishing.countries import country_name

MOST = 300
OFFERED = 100
"""Names that are offered while one types; any other may be typed too."""


@dataclass(frozen=True)
class Choices:
    """Values with their words and numbers of events; sides and publishers with most events first."""

    countries: tuple[Choice, ...]
    actions: tuple[Choice, ...]
    sides: tuple[Choice, ...]
    publishers: tuple[Choice, ...]


def choices_of(ledger: Ledger) -> Choices:
    """The choices of a whole ledger."""
    finder, everything = ledger.finder(), Wanted()
    countries = [Choice(c.value, country_name(c.value), c.events) for c in finder.countries(everything, MOST)]
    actions = [Choice(c.value, _label(c.value), c.events) for c in finder.actions(everything, MOST)]
    return Choices(
        tuple(sorted(countries, key=lambda c: c.words)),
        tuple(sorted(actions, key=lambda c: c.words)),
        finder.sides(everything, OFFERED),
        finder.publishers(everything, OFFERED),
    )


def _label(action: str) -> str:
    """The words of an action; one of another version's codebook has its name alone."""
    known = ontology().actions
    return known[action].label if action in known else action
