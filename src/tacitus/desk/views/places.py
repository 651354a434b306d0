"""What the page of a place shows: what happened there, between whom, and when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tacitus.desk.views.opponents import Opponent, sides_of
from tacitus.desk.views.pictures import Picture, drawn
from tacitus.desk.views.rates import timeline
from tacitus.errors import UnknownIdError
from tacitus.ledger import Ledger, Wanted
from tacitus.publishing.countries import country_name
from tacitus.publishing.mapping import event_map
from tacitus.records import Event, Place

MOST = 2000
"""Events of a place that are looked at: the latest."""
MOST_LISTED = 25


@dataclass(frozen=True)
class PlaceView:
    """All that the page of a place shows."""

    place: Place
    country: str
    precisions: tuple[str, ...]
    map: Picture | None
    timeline: Picture | None
    actions: tuple[tuple[str, int], ...]
    sides: tuple[Opponent, ...]
    events: tuple[Event, ...]
    total: int
    cut: bool


def place_view(ledger: Ledger, id_: str) -> PlaceView:
    """The view of a place, by its id in the gazetteer or its name. Raises UnknownIdError where no event has it."""
    page = ledger.finder().page(Wanted(place=id_), MOST)
    here = [(e, p) for e in page.events for p in e.places if id_ in (p.gazetteer_id, p.name)]
    if not here:
        raise UnknownIdError(f"{ledger.name}: no event at the place {id_}")
    place = here[0][1]
    events = list({e.id: e for e, _ in here}.values())
    only = [
        e.model_copy(update={"places": tuple(p for p in e.places if id_ in (p.gazetteer_id, p.name))}) for e in events
    ]
    drawn_map = None
    if place.lat is not None or place.precision == "country":
        drawn_map = drawn("map", lambda width, prefix: event_map(only, width=width, height=300, prefix=prefix))
    return PlaceView(
        place=place,
        country=country_name(place.country) if place.country else "",
        precisions=tuple(dict.fromkeys(p.precision for _, p in here)),
        map=drawn_map,
        timeline=timeline(events),
        actions=tuple(Counter(e.action for e in events).most_common()),
        sides=sides_of(events),
        events=tuple(events[:MOST_LISTED]),
        total=len(events),
        cut=page.after is not None,
    )
