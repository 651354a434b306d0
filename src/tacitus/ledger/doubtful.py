"""What may be wrong in a ledger, as candidates for a reviewer: weak links, links across events, the latest events."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select

from tacitus.ledger import schema
from tacitus.ledger.decisions import mentions_meant
from tacitus.ledger.index import facts
from tacitus.ledger.reading import chunks, events_by_id
from tacitus.records import Event


@dataclass(frozen=True)
class Strand:
    """A link between two mentions and the events that they stand in."""

    a: str
    b: str
    event_a: str
    event_b: str
    probability: float
    why: tuple[str, ...]


class Doubtful:
    """Gives candidates of one ledger; made by `Ledger.doubtful`."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def weak(self, below: float, limit: int) -> list[Strand]:
        """Links less probable than `below` by which alone a mention hangs in its event, the weakest first.

        `a` is the mention; none of its links within the event is stronger.
        """
        links = schema.links
        query = _strands().where(links.c.probability < below, _LEFT.c.event == _RIGHT.c.event)
        with self._reading() as conn:
            # Each mention that hangs by weak links stands in a weak link, so there are enough of these.
            rows = conn.execute(query.order_by(links.c.probability, links.c.a, links.c.b).limit(limit * 8)).all()
            strands = [_strand(row) for row in rows]
            held = _strongest(conn, {m for s in strands for m in (s.a, s.b)})
        found: dict[str, Strand] = {}
        for one in strands:
            for mention, other in ((one.a, one.b), (one.b, one.a)):
                if held[mention] <= one.probability:
                    turned = Strand(mention, other, one.event_a, one.event_b, one.probability, one.why)
                    found.setdefault(mention, turned)
        # Two mentions that hang by one link are one doubt.
        once = {frozenset((s.a, s.b)): s for s in reversed(found.values())}
        return sorted(once.values(), key=lambda s: (s.probability, s.a))[:limit]

    def across(self, limit: int) -> list[Strand]:
        """Links between mentions of two events, the most probable first: one for each pair of events."""
        links = schema.links
        apart = and_(_LEFT.c.event.is_not(None), _RIGHT.c.event.is_not(None), _LEFT.c.event != _RIGHT.c.event)
        query = _strands().where(apart).order_by(links.c.probability.desc(), links.c.a, links.c.b)
        found: dict[frozenset[str], Strand] = {}
        with self._reading() as conn:
            for row in conn.execute(query.execution_options(yield_per=200)):
                one = _strand(row)
                found.setdefault(frozenset((one.event_a, one.event_b)), one)
                if len(found) >= limit:
                    break
        return list(found.values())

    def latest(self, limit: int) -> tuple[Event, ...]:
        """The events that came into the ledger last."""
        return self._listed(select(facts.c.event).order_by(facts.c.number.desc()).limit(limit))

    def disputed(self, limit: int) -> tuple[Event, ...]:
        """The events that are disputed, those that came last first."""
        query = select(facts.c.event).where(facts.c.status == "disputed")
        return self._listed(query.order_by(facts.c.number.desc()).limit(limit))

    def hurt(self, least: int, limit: int) -> tuple[Event, ...]:
        """The events with at least so many killed or wounded, those that came last first."""
        query = select(facts.c.event).where(or_(facts.c.killed >= least, facts.c.wounded >= least))
        return self._listed(query.order_by(facts.c.number.desc()).limit(limit))

    def events(self, ids: Collection[str]) -> dict[str, Event]:
        """The events of those ids that are listed."""
        listed = select(schema.events.c.id).where(schema.events.c.rejected == 0)
        found: dict[str, Event] = {}
        with self._reading() as conn:
            for chunk in chunks(set(ids)):
                here = list(conn.execute(listed.where(schema.events.c.id.in_(chunk))).scalars())
                found |= {e.id: e for e in events_by_id(conn, here)}
        return found

    def looked_at(self, event: Event) -> bool:
        """Whether a decision that stands speaks of all that tells of the event now."""
        if not event.decisions:
            return False
        with self._reading() as conn:
            return set(event.mentions) <= mentions_meant(conn, event.decisions)

    def _listed(self, query: Select[Any]) -> tuple[Event, ...]:
        with self._reading() as conn:
            return events_by_id(conn, list(conn.execute(query).scalars()))


_LEFT, _RIGHT = schema.mentions.alias(), schema.mentions.alias()


def _strands() -> Select[Any]:
    links = schema.links
    query = select(links.c.a, links.c.b, _LEFT.c.event, _RIGHT.c.event, links.c.probability, links.c.why)
    return query.join(_LEFT, _LEFT.c.id == links.c.a).join(_RIGHT, _RIGHT.c.id == links.c.b)


def _strand(row: Any) -> Strand:
    a, b, event_a, event_b, probability, why = row
    return Strand(a, b, event_a, event_b, probability, tuple(json.loads(why)))


def _strongest(conn: Connection, mentions: Collection[str]) -> dict[str, float]:
    """The strongest link of each mention within its event."""
    links = schema.links
    found: dict[str, float] = defaultdict(float)
    for chunk in chunks(mentions):
        for end in (links.c.a, links.c.b):
            query = _strands().where(end.in_(chunk), _LEFT.c.event == _RIGHT.c.event)
            for row in conn.execute(query):
                for mention in row[:2]:
                    found[mention] = max(found[mention], row.probability)
    return found
