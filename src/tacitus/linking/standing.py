"""How well an event is established: reported, confirmed, claimed, disputed or denied, by rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tacitus.linking.telling import Telling, fold
from tacitus.records import Status


def standing(tellings: Sequence[Telling], publisher_of: Mapping[str, str]) -> Status:
    """The status of an event.

    denied: nobody asserts it. disputed: someone denies it, or a report says that it is disputed. claimed: only
    parties assert it. confirmed: two independent publishers do not rest on one and the same source, or a party
    admits what others report of it. reported: all else.
    """
    told = [t for t in tellings if t.happened]
    if not told:
        return "denied"
    if any(t.denies or t.mention.factuality == "disputed" for t in tellings):
        return "disputed"
    asserted = [t for t in told if t.mention.factuality != "claimed"]
    if not asserted:
        return "claimed"
    if _independently_told(asserted, publisher_of) or _admitted(told, asserted):
        return "confirmed"
    return "reported"


def _independently_told(asserted: Sequence[Telling], publisher_of: Mapping[str, str]) -> bool:
    """Two publishers with two sources; a publisher that names none is its own source."""
    publishers = {publisher_of[t.report.id] for t in asserted}
    sources = {_source(t) or f"publisher {publisher_of[t.report.id]}" for t in asserted}
    return len(publishers) >= 2 and len(sources) >= 2


def _admitted(told: Sequence[Telling], asserted: Sequence[Telling]) -> bool:
    """Whether an initiator says itself what somebody else reports too."""
    admissions = [t for t in told if t.mention.factuality == "claimed" and _speaks_for_initiator(t, told)]
    return bool(admissions) and any(not _speaks_for_initiator(t, told) for t in asserted)


def _speaks_for_initiator(telling: Telling, told: Sequence[Telling]) -> bool:
    source = _source(telling)
    names = {fold(actor.name) for t in told for actor in t.mention.initiators}
    return bool(source) and any(name in source or source in name for name in names if name)


def _source(telling: Telling) -> str:
    return fold(telling.mention.attribution or "").removeprefix("the ")
