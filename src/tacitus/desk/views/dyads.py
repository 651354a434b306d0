"""What the page of two sides shows: what each did to the other, how it was answered, how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tacitus.actors import ActorRegistry
from tacitus.analysis.answering import Exchange, find_exchange
from tacitus.analysis.material import Kept
from tacitus.analysis.queries import Query, ask
from tacitus.analysis.sides import Party
from tacitus.desk.views.pictures import Picture, drawn
from tacitus.desk.views.rates import RateView, last_day, rates
from tacitus.ledger import Ledger, Wanted
from tacitus.publishing.exchanges import exchange_picture
from tacitus.records import Actor, Event


@dataclass(frozen=True)
class DyadView:
    """All that the page of two sides shows."""

    by: str
    against: str
    exchange: Exchange
    picture: Picture | None
    rates: tuple[RateView, ...]
    events: tuple[Event, ...]
    there: frozenset[str]


def dyad_view(ledger: Ledger, by: str, against: str, since: date | None = None, until: date | None = None) -> DyadView:
    """What two sides did to each other; each is an id, a part of a name, a state or those it backs ("Iran-backed")."""
    registry = ActorRegistry.load()
    first, second = (_side(ledger, registry, words) for words in (by, against))
    held = Kept(ledger.sieve())
    query = replace(ask(since=since, until=until), initiators=(first,), targets=(second,))
    exchange = find_exchange(query, held)
    events = held.events_of(exchange.events())
    there = frozenset(exchange.answering[0].acts) if exchange.answering else frozenset()
    return DyadView(
        by=by,
        against=against,
        exchange=exchange,
        picture=_exchange_picture(exchange, events),
        rates=tuple(
            rates(
                held,
                last_day(events),
                (f"{exchange.first} against {exchange.second}", lambda q: _between(q, first, second)),
                (f"{exchange.second} against {exchange.first}", lambda q: _between(q, second, first)),
            )
        ),
        events=tuple(sorted(events, key=_latest_first)),
        there=there,
    )


def _side(ledger: Ledger, registry: ActorRegistry, words: str) -> Actor | Party:
    """The side that words mean: an actor by its id, else a party."""
    words = words.strip()
    known = registry.get(words)
    if known is not None:
        return known
    if words.startswith("group:"):
        for event in ledger.finder().page(Wanted(actor=words), 1).events:
            for actor in (*event.initiators, *event.targets):
                if actor.id == words:
                    return actor
    return Party.called(words)


def _between(query: Query, one: Actor | Party, other: Actor | Party) -> Query:
    return replace(query, initiators=(one,), targets=(other,))


def _exchange_picture(exchange: Exchange, events: Sequence[Event]) -> Picture | None:
    if not any(one.acts for one in exchange.answering):
        return None
    return drawn("chain", lambda width, prefix: exchange_picture(exchange, events, width=width, prefix=prefix))


def _latest_first(event: Event) -> tuple[int, str]:
    return -(event.date.start.toordinal() if event.date.start else 0), event.id
