"""Compares the sides of two tellings: who is who, who can be taken for whom, and who strikes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product

from tacitus.actors import ActorRegistry
from tacitus.linking.comparison import Comparison
from tacitus.linking.identity import is_described
from tacitus.linking.sharing import KEPT_PAIRS, Sides
from tacitus.linking.traits import Traits
from tacitus.records import Actor

SIDE_RANK = ("same", "same_side", "compatible", "neighbours", "unknown", "unlike", "different")
SIDE_WORDS: Mapping[str, str] = {
    "same": "same {slot}, {names}",
    "same_side": "{slot}s of one side ({names})",
    "compatible": "{slot}s that can be one ({names})",
    "neighbours": "{slot}s are armed groups of one country ({names})",
    "unlike": "{slot}s of different kinds ({names})",
    "different": "different {slot} ({names})",
}
ONE_SIDE = frozenset({"same", "same_side"})
FITTING = ONE_SIDE | {"compatible"}
STATE = frozenset({"state_forces", "government"})
OFFICIAL = STATE | {"external"}
ARMED = frozenset({"rebels", "militia", "identity_militia", "organisation"})
UNARMED = frozenset({"civilians", "protesters", "rioters"})
SWAPPED = "who acts in one suffers in the other"


def compare_sides(a: Traits, b: Traits) -> tuple[Comparison, Comparison]:
    """Initiators and targets; a clash names its two sides in either order, so the better order counts.

    In all else, who acts in one and suffers in the other makes them a blow and its answer (see `swapped`).
    """
    return _compared(a.sides, b.sides)


def swapped(a: Traits, b: Traits) -> str | None:
    """Why two tellings are a blow and its answer: an armed side acts in one and suffers in the other; else None.

    The unarmed ("people") are left out: who they are differs from sentence to sentence.
    """
    return SWAPPED if _answering(a.sides, b.sides) else None


@lru_cache(maxsize=KEPT_PAIRS)
def _compared(left: Sides, right: Sides) -> tuple[Comparison, Comparison]:
    straight, crossed = _straight(left, right), _crossed(left, right)
    if left.mutual and right.mutual:
        return min(straight, crossed, key=lambda pair: sum(SIDE_RANK.index(c.level) for c in pair))
    if _is_swapped(straight, crossed):
        return Comparison("initiator", "different", SWAPPED), Comparison("target", "different", SWAPPED)
    return straight


@lru_cache(maxsize=KEPT_PAIRS)
def _answering(left: Sides, right: Sides) -> bool:
    if not ((left.initiators and right.targets) or (left.targets and right.initiators)):
        return False
    if left.mutual or right.mutual:
        return False
    return _is_swapped(_straight(left, right), _crossed(left, right, armed=True))


def _straight(left: Sides, right: Sides) -> tuple[Comparison, Comparison]:
    return (
        _two_sides("initiator", left.initiators, right.initiators),
        _two_sides("target", left.targets, right.targets),
    )


def _crossed(left: Sides, right: Sides, armed: bool = False) -> tuple[Comparison, Comparison]:
    def fighting(side: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return tuple(actor for actor in side if actor.kind not in UNARMED) if armed else side

    return (
        _two_sides("initiator", fighting(left.initiators), fighting(right.targets)),
        _two_sides("target", fighting(left.targets), fighting(right.initiators)),
    )


def _is_swapped(straight: Iterable[Comparison], crossed: Iterable[Comparison]) -> bool:
    return any(c.level in ONE_SIDE for c in crossed) and not any(c.level in FITTING for c in straight)


@lru_cache(maxsize=65536)
def relation(a: Actor, b: Actor) -> str:
    """How two actors stand: same, same_side, compatible, neighbours (armed groups of one country), unlike, different.

    `unlike` are actors of which one is only described, so that another report may well call it by the other's name.
    """
    if a.id == b.id:
        return "same"
    same_home = a.country == b.country and a.country is not None
    if a.id in above(b) or b.id in above(a) or (a.kind in STATE and b.kind in STATE and same_home):
        return "same_side"
    if "unidentified" in (a.kind, b.kind):
        return "compatible"
    homes_fit = same_home or a.country is None or b.country is None
    if a.kind in UNARMED and a.kind == b.kind and homes_fit:
        return "same_side"
    described = is_described(a) or is_described(b)
    kinds_fit = a.kind == b.kind or (a.kind in ARMED and b.kind in ARMED) or (a.kind in UNARMED and b.kind in UNARMED)
    if described and kinds_fit and homes_fit:
        return "compatible"
    if a.kind in ARMED and b.kind in ARMED and same_home:
        return "neighbours"
    armed_sides = {frozenset(side & {a.kind, b.kind}) for side in (OFFICIAL, ARMED)}
    # "Militants" and an army are two sides even undescribed further; people and an army may be one telling's slip.
    return "unlike" if described and frozenset() in armed_sides else "different"


@lru_cache(maxsize=4096)
def above(actor: Actor) -> frozenset[str]:
    """The ids of what an actor is a part of, by the registry and by its own id ("XA:military:navy")."""
    parts = actor.id.split(":")
    return frozenset({*ActorRegistry.load().parents(actor.id), *(":".join(parts[:n]) for n in range(1, len(parts)))})


def _two_sides(slot: str, left: Sequence[Actor], right: Sequence[Actor]) -> Comparison:
    if not left or not right:
        return Comparison(slot, "unknown", f"{slot} not named in both")
    level, p, q = min(
        ((relation(p, q), p, q) for p, q in product(left, right)),
        key=lambda x: (SIDE_RANK.index(x[0]), sorted((x[1].id, x[2].id))),
    )
    names = ", ".join(sorted({p.name, q.name}))
    return Comparison(slot, level, SIDE_WORDS[level].format(slot=slot, names=names))
