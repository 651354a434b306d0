"""What the page of a side shows: what it did and suffered, against whom, where, how often, in which rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tacitus.actors import ActorRegistry
from tacitus.actors.tables import ActorRow
from tacitus.analysis.material import Kept
from tacitus.analysis.numbering import Rounds, find_rounds
from tacitus.analysis.queries import ask
from tacitus.analysis.words import with_article
from tacitus.desk.views.opponents import Opponent, opponents_of
from tacitus.desk.views.pictures import Picture
from tacitus.desk.views.rates import RateView, last_day, rates, timeline
from tacitus.errors import UnknownIdError
from tacitus.ledger import Ledger, Wanted
from tacitus.publishing.countries import country_name
from tacitus.records import Actor, Event, Place

MOST = 2000
"""Events of a side that are looked at: the latest."""
MOST_LISTED, MOST_PLACES = 25, 20


@dataclass(frozen=True)
class ActorView:
    """All that the page of a side shows. `cut`: there are earlier events, which are not looked at."""

    actor: Actor
    row: ActorRow | None
    parents: tuple[Actor, ...]
    country: str
    did: int
    suffered: int
    timeline: Picture | None
    opponents: tuple[Opponent, ...]
    places: tuple[tuple[Place, int], ...]
    rates: tuple[RateView, ...]
    rounds: Rounds | None
    events: tuple[Event, ...]
    total: int
    cut: bool


def actor_view(ledger: Ledger, id_: str) -> ActorView:
    """The view of a side, by its id. Raises UnknownIdError where neither ledger nor registry knows it."""
    registry = ActorRegistry.load()
    page = ledger.finder().page(Wanted(actor=id_), MOST)
    events = [e for e in page.events if any(a.id == id_ for a in (*e.initiators, *e.targets))]
    faces = [a for e in events for a in (*e.initiators, *e.targets) if a.id == id_]
    actor = faces[0] if faces else registry.get(id_)
    if actor is None:
        raise UnknownIdError(f"{ledger.name}: no side {id_}; /sides lists those there are")
    did = [e for e in events if any(a.id == id_ for a in e.initiators)]
    suffered = [e for e in events if any(a.id == id_ for a in e.targets)]
    held, last = Kept(ledger.sieve()), last_day(events)
    rounds = find_rounds(replace(ask(), initiators=(actor,), sure=True), held) if did else None
    return ActorView(
        actor=actor,
        row=registry.row(id_),
        parents=tuple(p for parent in registry.parents(id_) if (p := registry.get(parent))),
        country=country_name(actor.country) if actor.country else "",
        did=len(did),
        suffered=len(suffered),
        timeline=timeline(events),
        opponents=opponents_of(events, id_),
        places=_places(events),
        rates=tuple(
            rates(
                held,
                last,
                (f"Violent events by {with_article(actor.name)}", lambda query: replace(query, initiators=(actor,))),
                (f"Violent events against {with_article(actor.name)}", lambda query: replace(query, targets=(actor,))),
            )
        ),
        rounds=rounds if rounds and rounds.rounds else None,
        events=tuple(events[:MOST_LISTED]),
        total=len(events),
        cut=page.after is not None,
    )


def _places(events: Iterable[Event]) -> tuple[tuple[Place, int], ...]:
    counted: Counter[str] = Counter()
    faces: dict[str, Place] = {}
    for event in events:
        once = {p.gazetteer_id or p.name: p for p in event.places}
        faces = {**once, **faces}
        counted.update(once.keys())
    return tuple((faces[i], n) for i, n in counted.most_common(MOST_PLACES))
