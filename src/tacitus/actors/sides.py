"""What makes actors one side, whoever of it is named."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.records import Actor, ActorKind

STATE: frozenset[ActorKind] = frozenset({"state_forces", "government"})


def side(actors: Sequence[Actor]) -> frozenset[str]:
    """What makes actors one side: a state's forces by their country, groups by what backs them, else by id.

    Ledgers keep it (`find_deeds`): a change here needs a migration, which fills them anew.
    """
    keys = set()
    for actor in actors:
        if actor.kind in STATE and actor.country:
            keys.add(f"state:{actor.country}")
        elif actor.affiliation:
            keys.add(f"affiliation:{actor.affiliation.casefold()}")
        else:
            keys.add(actor.id)
    return frozenset(keys)
