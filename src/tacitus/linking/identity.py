"""Which mentions can found an event: those that say enough of which happening they mean (docs/codebook.md).

Everything else may still join an event that it fits; what joins none is left out with the reason given here.
"""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.linking.tables import is_verbal, kinship
from tacitus.records import Actor, Casualties, Mention

LONGEST_DAYS = 10
"""From how many days on a range is a period over which happenings are added up, not the date of one."""
FINE = frozenset({"exact", "near", "admin2"})
"""The precisions of a place that is a point or nearly one."""
DATED = frozenset({"day", "week"})


def why_not_founding(mention: Mention) -> str | None:
    """Why a mention cannot make an event of its own; None where it can.

    It must have happened and be known apart from others of its kind: by a day or week with a country or a named
    side, or by a place below the country with who did it or what it hit. Words (threats, accusations, talks) need
    a named speaker as well, an attack told without its means and known only to the country a named attacker.
    """
    if mention.factuality == "denied":
        return "a denial of something no report here asserts"
    if not mention.happened:
        return f"{mention.factuality}: not told as something that happened"
    if is_sum(mention):
        return "told of several countries or of a long time: a sum of happenings, not one"
    if is_verbal(mention.action) and not is_named(mention.initiators):
        return "words of nobody who is named, and no event they fit"
    if _dated(mention) and (_located(mention) or _known_on_its_day(mention)):
        return None
    if _located(mention) and _told_of_whom(mention):
        return None
    lead = "background" if mention.role == "background" else "told"
    return f"{lead} without a date or place that tells it from others of its kind, and no event it fits"


def is_named(sides: Sequence[Actor]) -> bool:
    """Whether one of the actors is of the registry and not only described ("gunmen")."""
    return any(not is_described(actor) for actor in sides)


def is_described(actor: Actor) -> bool:
    """Whether an actor is only described ("gunmen", "unidentified militants")."""
    return actor.id.startswith("group:") or actor.kind == "unidentified"


def _located(mention: Mention) -> bool:
    return any(place.precision != "country" for place in mention.places)


def _told_of_whom(mention: Mention) -> bool:
    """Whether it says who did it or whom or what it hit; in background that must be a named side or a facility.

    A demonstration says by its name who acts: those who demonstrate.
    """
    if mention.facilities or "demonstration" in kinship(mention.action).families:
        return True
    if mention.role == "background":
        return is_named(_sides(mention))
    return bool(_sides(mention)) or mention.casualties != Casualties()


def _sides(mention: Mention) -> tuple[Actor, ...]:
    return mention.initiators + mention.targets


def _known_on_its_day(mention: Mention) -> bool:
    """Whether a country or a side is enough with the day: not for "attacks on the troops" by nobody."""
    if kinship(mention.action).general and not is_named(mention.initiators):
        return False
    return bool(mention.places) or is_named(_sides(mention))


def _dated(mention: Mention) -> bool:
    return mention.date.start is not None and mention.date.precision in DATED


def is_sum(mention: Mention) -> bool:
    """Whether it speaks of several countries at large or of a long period: of many happenings, and so of no event."""
    countries = {place.country for place in mention.places}
    pinned = any(place.precision in FINE for place in mention.places)
    if len(countries) > 1 and not pinned and not (_dated(mention) and is_named(mention.initiators)):
        return True
    start, end = mention.date.start, mention.date.end
    if start is None or end is None or mention.date.precision in ("month", "year"):
        return False
    return (end - start).days >= LONGEST_DAYS
