"""Which mentions a change can regroup, and how they are grouped then.

Groups join by their links alone, the best first, so what a change does spreads only from group to group: it can move
a group that stood before only by joining a group that has changed. Regrouping therefore takes the changed groups, puts
beside them the groups linked with them, and lets all of these form anew. Where those beside come out as they stood,
nothing beyond them can have moved either; a group that does not is taken for a changed one, and it is tried again. What
comes out is what grouping everything would give, for the price of the groups around the change, however long the
chain of links goes on behind them (the tests compare the two).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from tacitus.ledger.decisions import mentions_meant, touching
from tacitus.ledger.reading import (
    beside_followers,
    clusters_of,
    founders_beside,
    founders_in,
    links_inside,
    links_of,
    load_tellings,
)
from tacitus.ledger.rulings import Rulings
from tacitus.linking import Formations, Judge, Telling, group_beside
from tacitus.linking.formations import Formation, form


@dataclass(frozen=True)
class Neighbourhood:
    """The tellings a change may move, sorted by id; the machine's groups of their founders, each named by its first
    mention; and the decisions that speak of them."""

    reached: Sequence[Telling]
    clusters: Mapping[str, Sequence[Telling]]
    rulings: Rulings


def neighbourhood(conn: Connection, seeds: Collection[str]) -> Neighbourhood:
    """What can move now that the `seeds` are new, gone from their groups, or decided upon; grouped anew."""
    inside = _whole(conn, seeds)
    while True:
        reached = load_tellings(conn, inside)
        own = {t.key: t for t in reached if t.anchored}
        linked = links_of(conn, own, founding=True)
        beside = founders_in(conn, clusters_of(conn, {m for pair in linked for m in pair} - inside).values())
        everything = own | {t.key: t for group in beside.values() for t in group}
        rulings = Rulings(conn, {t.key for t in reached} | everything.keys())
        links = [(a, b) for a, b in linked if a in everything and b in everything and not rulings.parted(a, b)]
        judged = rulings.judge()
        # Decisions make other groups than the machine alone, so how these form is not remembered.
        known = _FORMATIONS if rulings.are_none() else Formations()
        stood = _formed(conn, beside, rulings, judged, known)
        moved, groups = group_beside(list(own.values()), links, stood, judged)
        if moved is None:
            for group, formation in groups:
                known.put(group, formation)
            return Neighbourhood(reached, {group[0].key: group for group, _ in groups}, rulings)
        inside |= _whole(conn, {t.key for t in beside[moved]})


_FORMATIONS = Formations()
"""How the machine's groups formed, for all ledgers: the next report on a war finds the groups that the last one met."""


def _formed(
    conn: Connection, groups: Mapping[str, Sequence[Telling]], rulings: Rulings, judged: Judge, known: Formations
) -> dict[str, tuple[Sequence[Telling], Formation]]:
    """The groups, each with how it formed; by its stored links where that is not known yet."""
    unknown = {t.key: name for name, group in groups.items() if known.get(group) is None for t in group}
    links: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for a, b in links_inside(conn, set(unknown.values())):
        if not rulings.parted(a, b):
            links[unknown[a]].append((a, b))
    for name in sorted(set(unknown.values())):
        known.put(groups[name], form(groups[name], links[name], judged))
    return {name: (group, known.get(group) or ()) for name, group in groups.items()}


def _whole(conn: Connection, seeds: Collection[str]) -> set[str]:
    """The seeds with all that stands or falls with them: the founders of their events, what decisions on what is one
    event speak of beside them, and, for a follower, the event it stands in."""
    reached, frontier = set(seeds), set(seeds)
    while frontier:
        decided_with = mentions_meant(conn, touching(conn, frontier, grouping=True))
        near = founders_beside(conn, frontier) | beside_followers(conn, frontier) | decided_with
        frontier = near - reached
        reached |= frontier
    return reached
