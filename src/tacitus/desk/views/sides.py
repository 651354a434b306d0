"""What the pages of a side, of two sides and of a place show: what was done, to whom, how often, how answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from tacitus.actors import ActorRegistry
from tacitus.actors.tables import ActorRow
from tacitus.analysis.answering import Exchange, find_exchange
from tacitus.analysis.material import Kept, Material
from tacitus.analysis.numbering import Rounds, find_rounds
from tacitus.analysis.queries import Query, ask
from tacitus.analysis.sides import Party
from tacitus.analysis.trends import Trend, find_trend
from tacitus.analysis.words import with_article
from tacitus.desk.views.pictures import Picture, drawn
from tacitus.errors import UnknownIdError
from tacitus.ledger import Choice, Ledger, Wanted
from tacitus.publishing.countries import country_name
from tacitus.publishing.exchanges import exchange_picture
from tacitus.publishing.mapping import event_map
from tacitus.publishing.sentences import said_only
from tacitus.publishing.timelines import event_timeline
from tacitus.records import Actor, Event, Place

MOST = 2000
"""Events of a side or place that are looked at: the latest."""
MOST_LISTED, MOST_SIDES, MOST_PAIRS = 25, 200, 20
WAYS: tuple[Literal["initiator", "target"], ...] = ("initiator", "target")
DAYS = 90
"""The days whose rate is given, and compared with as many before them."""


@dataclass(frozen=True)
class Opponent:
    """Another side, and how many events there are each way; `alike` those that both do or suffer together."""

    actor: Actor
    did: int
    suffered: int

    @property
    def total(self) -> int:
        """Events between the two."""
        return self.did + self.suffered


@dataclass(frozen=True)
class RateView:
    """How often, over the latest days, against as many before."""

    heading: str
    trend: Trend


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


@dataclass(frozen=True)
class SideRow:
    """One side in the list: its id and name, and its events on either side."""

    id: str
    name: str
    total: int
    did: int
    suffered: int


@dataclass(frozen=True)
class SidesView:
    """The list of sides, and the pairs that are most at odds."""

    rows: tuple[SideRow, ...]
    pairs: tuple[tuple[Actor, Actor, int], ...]
    cut: bool


def sides_view(ledger: Ledger, named: str = "") -> SidesView:
    """The sides with the most events, of those with a part of a name where given, and the pairs among the latest."""
    finder, words = ledger.finder(), named.strip().casefold()
    both = finder.sides(Wanted(actor=named.strip() or None), MOST_SIDES)
    did, suffered = (_by_id(finder.sides(Wanted(), MOST * 5, which)) for which in WAYS)
    rows = tuple(
        SideRow(c.value, c.words, c.events, did.get(c.value, 0), suffered.get(c.value, 0))
        for c in both
        if words in c.words.casefold() or words == c.value.casefold()
    )
    page = finder.page(Wanted(actor=named.strip() or None), MOST)
    pairs: Counter[tuple[str, str]] = Counter()
    faces: dict[str, Actor] = {}
    for event in page.events:
        for doer in event.initiators:
            for target in event.targets:
                if doer.id != target.id and not said_only(event):
                    faces |= {doer.id: doer, target.id: target}
                    pairs[doer.id, target.id] += 1
    most = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:MOST_PAIRS]
    return SidesView(rows, tuple((faces[a], faces[b], n) for (a, b), n in most), len(both) == MOST_SIDES)


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
    held, last = Kept(ledger.sieve()), _last_day(events)
    rounds = find_rounds(replace(ask(), initiators=(actor,), sure=True), held) if did else None
    return ActorView(
        actor=actor,
        row=registry.row(id_),
        parents=tuple(p for parent in registry.parents(id_) if (p := registry.get(parent))),
        country=country_name(actor.country) if actor.country else "",
        did=len(did),
        suffered=len(suffered),
        timeline=_timeline(events),
        opponents=_opponents(events, id_),
        places=_places(events),
        rates=tuple(
            _rates(
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
            _rates(
                held,
                _last_day(events),
                (f"{exchange.first} against {exchange.second}", lambda q: _between(q, first, second)),
                (f"{exchange.second} against {exchange.first}", lambda q: _between(q, second, first)),
            )
        ),
        events=tuple(sorted(events, key=_latest_first)),
        there=there,
    )


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
        timeline=_timeline(events),
        actions=tuple(Counter(e.action for e in events).most_common()),
        sides=_all_sides(events),
        events=tuple(events[:MOST_LISTED]),
        total=len(events),
        cut=page.after is not None,
    )


def _by_id(choices: Iterable[Choice]) -> dict[str, int]:
    return {c.value: c.events for c in choices}


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


def _last_day(events: Iterable[Event]) -> date | None:
    """The latest day that any of them is dated to."""
    return max((e.date.end for e in events if e.date.precision == "day" and e.date.end), default=None)


def _rates(held: Material, until: date | None, *asked: tuple[str, Callable[[Query], Query]]) -> Iterable[RateView]:
    """The rate over the days up to the last that anything is dated to, for each question."""
    if until is None:
        return
    window = ask(since=until - timedelta(days=DAYS - 1), until=until)
    for heading, narrowed in asked:
        found = find_trend(narrowed(window), held)
        if found.window is not None:
            yield RateView(heading, found)


def _timeline(events: Sequence[Event]) -> Picture | None:
    dated = [e for e in events if e.date.precision == "day"]
    if not dated:
        return None
    return drawn("time", lambda width, prefix: event_timeline(events, width=width, height=230, prefix=prefix))


def _exchange_picture(exchange: Exchange, events: Sequence[Event]) -> Picture | None:
    if not any(one.acts for one in exchange.answering):
        return None
    return drawn("chain", lambda width, prefix: exchange_picture(exchange, events, width=width, prefix=prefix))


def _opponents(events: Iterable[Event], id_: str) -> tuple[Opponent, ...]:
    did: Counter[str] = Counter()
    suffered: Counter[str] = Counter()
    faces: dict[str, Actor] = {}
    for event in events:
        for mine, theirs, counted in (
            (event.initiators, event.targets, did),
            (event.targets, event.initiators, suffered),
        ):
            if any(a.id == id_ for a in mine):
                others = {a.id: a for a in theirs if a.id != id_}
                faces |= others
                counted.update(others.keys())
    found = [Opponent(face, did[i], suffered[i]) for i, face in faces.items()]
    return tuple(sorted(found, key=lambda o: (-o.total, o.actor.name))[:MOST_PAIRS])


def _all_sides(events: Iterable[Event]) -> tuple[Opponent, ...]:
    """The sides of events at a place, with what they did and suffered there."""
    did: Counter[str] = Counter()
    suffered: Counter[str] = Counter()
    faces: dict[str, Actor] = {}
    for event in events:
        for there, counted in ((event.initiators, did), (event.targets, suffered)):
            once = {a.id: a for a in there}
            faces |= once
            counted.update(once.keys())
    found = [Opponent(face, did[i], suffered[i]) for i, face in faces.items()]
    return tuple(sorted(found, key=lambda o: (-o.total, o.actor.name))[:MOST_PAIRS])


def _places(events: Iterable[Event]) -> tuple[tuple[Place, int], ...]:
    counted: Counter[str] = Counter()
    faces: dict[str, Place] = {}
    for event in events:
        once = {p.gazetteer_id or p.name: p for p in event.places}
        faces = {**once, **faces}
        counted.update(once.keys())
    return tuple((faces[i], n) for i, n in counted.most_common(MOST_PAIRS))


def _latest_first(event: Event) -> tuple[int, str]:
    return -(event.date.start.toordinal() if event.date.start else 0), event.id
