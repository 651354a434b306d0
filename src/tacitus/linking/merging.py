"""The tellings of one happening -> one event: what they agree on, what they add, and what they disagree on.

Every slot counts independent publishers, not reports. The answer depends on the tellings alone, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from tacitus.linking.figures import history, merged
from tacitus.linking.identity import FINE, is_described
from tacitus.linking.publishers import independent_publishers
from tacitus.linking.sides import ONE_SIDE, STATE, UNARMED, above, relation
from tacitus.linking.slots import days_between, km
from tacitus.linking.standing import standing
from tacitus.linking.summary import summarise
from tacitus.linking.tables import kinship
from tacitus.linking.telling import Telling, fold
from tacitus.records import Actor, DateRange, Event, EventEvidence, EventResponse, Place, Report, Source

ONE_PLACE_KM = 15.0
STRAY = 4
"""A value given by fewer than one in so many of the best value's publishers is taken for a slip of one report."""
WEAPONS = frozenset({"remote", "bombs", "chemical"})
"""The kinds of attack that are told by their weapon (alike.csv)."""
PRECISION_ORDER = ("exact", "near", "admin2", "water", "admin1", "country")
DATE_ORDER = ("day", "week", "month", "year", "unknown")

PEOPLE = frozenset(f"group:{word}" for word in ("individual", "man", "people", "person", "personnel", "woman"))
"""Words that say no more of a side than that it is made of people."""

Value = TypeVar("Value", bound=Hashable)
Support = dict[str, frozenset[str]]
ActorSupport = dict[Actor, frozenset[str]]


def merge(
    event_id: str,
    tellings: Iterable[Telling],
    response_to: Sequence[EventResponse] = (),
    revision: int = 1,
) -> Event:
    """Merge the tellings of one happening; at least one is needed (ValueError).

    Denials count for the status and stand among the evidence, but give no values where anything else does.
    """
    everything = sorted(tellings, key=lambda t: (_when(t.report), t.report.id, t.key))
    if not everything:
        raise ValueError("an event needs at least one telling")
    told = [t for t in everything if t.happened] or everything
    reports = list({t.report.id: t.report for t in everything}.values())
    publisher_of = independent_publishers(reports)
    initiators, targets = merged_sides(told, publisher_of)
    tolls = history(told)
    event = Event(
        id=event_id,
        action=_most_supported(told, publisher_of),
        status=standing(everything, publisher_of),
        date=merged_date(told, publisher_of),
        places=merged_places(told, publisher_of),
        initiators=initiators,
        targets=targets,
        facilities=_distinct(t.mention.facilities for t in told),
        weapons=_distinct(t.mention.weapons for t in told),
        casualties=merged(tolls, publisher_of),
        tolls=tolls,
        response_to=tuple(response_to),
        reports=tuple(_source(report) for report in reports),
        publishers=len({publisher_of[t.report.id] for t in told}),
        mentions=tuple(sorted(t.key for t in everything)),
        evidence=_evidence(everything),
        revision=revision,
    )
    return event.model_copy(update={"summary": summarise(event)})


def merged_date(told: Sequence[Telling], publisher_of: dict[str, str]) -> DateRange:
    """The most precise date that at least half of the dated publishers' dates fit.

    Among equally precise ones that which fits most publishers, then the shorter, the one given most, the earlier. Two
    days in succession that as many give are one night: "Monday evening" in Washington is Tuesday in Baghdad.
    """
    dated = [t for t in told if t.mention.date.start is not None]
    publishers = {publisher_of[t.report.id] for t in dated}

    def fitting(when: DateRange) -> int:
        return len({publisher_of[t.report.id] for t in dated if days_between(t.mention.date, when) == 0})

    def rank(when: DateRange) -> tuple[int, int, int, int, int]:
        given = {publisher_of[t.report.id] for t in dated if t.mention.date == when}
        assert when.start is not None and when.end is not None
        width = (when.end - when.start).days
        precision = DATE_ORDER.index(when.precision)
        return precision, -fitting(when), width, -len(given), when.start.toordinal()

    ranked = sorted({t.mention.date for t in dated}, key=rank)
    best = next((when for when in ranked if 2 * fitting(when) >= len(publishers)), ranked[0] if ranked else DateRange())
    as_good = (when for when in ranked if rank(when)[:-1] == rank(best)[:-1] and _is_eve(best, when))
    return next((best.model_copy(update={"end": after.end}) for after in as_good), best)


def _is_eve(day: DateRange, other: DateRange) -> bool:
    """Whether a day is the one before another."""
    if day.start is None or other.start is None or day.start != day.end or other.start != other.end:
        return False
    return (other.start - day.start).days == 1


def merged_places(told: Sequence[Telling], publisher_of: dict[str, str]) -> tuple[Place, ...]:
    """The distinct places, the best supported fine ones first.

    Within 15 km is one place, a frame around a finer place is dropped, and so is what only a stray publisher gives:
    another country than most, or another place than the one four times as many give.
    """
    in_country = _supporters(told, publisher_of, lambda t: {p.country for p in t.mention.places if p.country})
    support = _supporters(told, publisher_of, lambda t: [_place_key(p) for p in t.mention.places])
    every = {(_place_key(p), p) for t in told for p in t.mention.places if _usual(p.country, in_country, 2)}
    usual = [(key, place) for key, place in every if _usual(key, support, STRAY) or place.precision == "country"]
    ranked = sorted(
        usual,
        key=lambda kp: (
            kp[1].precision not in FINE,
            -len(support[kp[0]]),
            PRECISION_ORDER.index(kp[1].precision),
            -kp[1].confidence,
            _text(kp[1]),
        ),
    )
    kept: list[Place] = []
    for _, place in ranked:
        if not any(_same_place(place, other) for other in kept):
            kept.append(place)
    return tuple(kept)


def _usual(value: Value | None, support: Mapping[Value, frozenset[str]], share: int) -> bool:
    """Whether a value has at least one `share`-th of the support of the best; what nobody states is not unusual."""
    if value is None or not support:
        return True
    return share * len(support[value]) >= max(len(publishers) for publishers in support.values())


def merged_sides(told: Sequence[Telling], publisher_of: dict[str, str]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Initiators and targets, the most supported first, without those that only name a named actor less exactly.

    No side stands on both: who is told on both (the order of a clash differs between reports, and reports slip)
    stands where more publishers put it or its branches, among equals with the initiators.
    """
    by_initiator = _supporters(told, publisher_of, lambda t: t.mention.initiators)
    by_target = _supporters(told, publisher_of, lambda t: t.mention.targets)
    initiators = [
        a
        for t in told
        for a in t.mention.initiators
        if len(_side_support(a, by_initiator)) >= len(_side_support(a, by_target))
    ]
    acting = {a for a in initiators if a.id not in PEOPLE}
    targets = [a for t in told for a in t.mention.targets if not any(_one_side(a, other) for other in acting)]
    crowd = any("demonstration" in kinship(t.mention.action).families for t in told)
    return (
        _without_vaguer(initiators, _by_id(by_initiator), UNARMED if crowd else frozenset()),
        _without_vaguer(targets, _by_id(by_target), UNARMED),
    )


def _one_side(a: Actor, b: Actor) -> bool:
    """Whether two actors are one side for certain: the unarmed are so only under one name."""
    return a.id == b.id or (a.kind not in UNARMED and relation(a, b) in ONE_SIDE)


def _side_support(actor: Actor, support: ActorSupport) -> frozenset[str]:
    """The publishers that name the actor or another of its side."""
    return frozenset().union(*(publishers for other, publishers in support.items() if _one_side(actor, other)))


def _by_id(support: ActorSupport) -> Support:
    found: Support = defaultdict(frozenset)
    for actor, publishers in support.items():
        found[actor.id] |= publishers
    return found


def _without_vaguer(actors: Iterable[Actor], support: Support, apart: frozenset[str]) -> tuple[Actor, ...]:
    """Each actor in its usual form, without vaguer names of others and without strays.

    Where a side is named, only the kinds of `apart` stand beside it by description ("civilians"): another description
    that no more publishers give is taken for the named side. Mere "people" stand only where nobody else does, and
    among those who act only in a crowd.
    """
    forms: dict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        forms[actor.id].append(actor)
    distinct = [min(same, key=lambda a: (-same.count(a), a.affiliation is None, _text(a))) for same in forms.values()]
    named = max((len(support[a.id]) for a in distinct if not is_described(a)), default=0)
    standing_by: Support = {id_: support[id_] for id_ in forms}
    kept = [
        a
        for a in distinct
        if not any(_vaguer(a, b) for b in distinct)
        and not (is_described(a) and a.kind not in apart and len(support[a.id]) <= named)
        and not (a.id in PEOPLE and (not apart or len(distinct) > 1))
        and _usual(a.id, standing_by, STRAY)
    ]
    return tuple(sorted(kept, key=lambda a: (-len(support[a.id]), a.id)))


@lru_cache(maxsize=4096)
def _text(value: Actor | Place) -> str:
    """A value as text, by which equals are told apart in the same way everywhere; few recur in many events."""
    return value.model_dump_json()


def _vaguer(a: Actor, b: Actor) -> bool:
    """Whether b names more exactly the side that a names."""
    if a.id == b.id:
        return False
    if a.kind in STATE and b.kind in STATE:
        return a.country is not None and a.country == b.country and a.kind == "government" and b.kind == "state_forces"
    if is_described(b):
        return is_described(a) and a.kind == "unidentified" != b.kind
    return a.id in above(b) or (is_described(a) and relation(a, b) in ("compatible", "same_side"))


def _most_supported(told: Sequence[Telling], publisher_of: dict[str, str]) -> str:
    """The action most publishers give, those first whose reports are about it.

    A general word for any attack ("killed") yields to another action that half as many tell, and to the weapon of the
    attack wherever that is no stray's: who tells of the dead tells nothing against the drone that killed them. What an
    attack destroyed is told of it, too, and is not what it was.
    """
    support = _supporters(told, publisher_of, lambda t: [t.mention.action])
    focus = _supporters([t for t in told if t.mention.role == "focus"], publisher_of, lambda t: [t.mention.action])
    usual = [a for a in sorted(support) if _usual(a, support, STRAY if _is_armed_with(a) else 2)]
    harm = [a for a in usual if "destruction" not in kinship(a).families] or usual
    telling = [a for a in harm if not kinship(a).general] or harm
    return max(reversed(telling), key=lambda a: (len(focus.get(a, ())), len(support[a])))


def _is_armed_with(action: str) -> bool:
    """Whether an action names the weapon of an attack (a drone, a suicide bomb) and not only what it did."""
    kin = kinship(action)
    return not kin.general and kin.alike <= WEAPONS


def _supporters(
    told: Sequence[Telling], publisher_of: dict[str, str], values: Callable[[Telling], Iterable[Value]]
) -> dict[Value, frozenset[str]]:
    """Value -> the independent publishers that give it."""
    found: dict[Value, set[str]] = defaultdict(set)
    for telling in told:
        for value in values(telling):
            found[value].add(publisher_of[telling.report.id])
    return {value: frozenset(publishers) for value, publishers in found.items()}


@lru_cache(maxsize=4096)
def _place_key(place: Place) -> tuple[str, str | None, str]:
    return fold(place.name), place.country, place.precision


def _same_place(place: Place, finer: Place) -> bool:
    """Whether a place already kept says this one at least as exactly."""
    if place.country != finer.country and place.country and finer.country:
        return False
    if place.precision == "country":
        return place.country == finer.country
    if place.precision == "admin1" and place.admin1 and finer.admin1:
        return fold(place.admin1) == fold(finer.admin1)
    if place.gazetteer_id and place.gazetteer_id == finer.gazetteer_id:
        return True
    distance = km(place, finer)
    if distance is None:
        return fold(place.name) == fold(finer.name)
    # Fine places are points; a water or a province is one place only with itself.
    near = ONE_PLACE_KM if place.precision in FINE else ONE_PLACE_KM * 4
    return distance <= near


def _distinct(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Each value once, in the order of telling; spellings that differ only in case or hyphens are one."""
    first: dict[str, str] = {}
    for values in lists:
        for value in values:
            first.setdefault(fold(value), value)
    return tuple(first.values())


def _evidence(everything: Sequence[Telling]) -> tuple[EventEvidence, ...]:
    spans = (
        EventEvidence(field=e.field, report=e.report, start=e.start, end=e.end, text=e.text)
        for t in everything
        for e in t.mention.evidence
    )
    return tuple(dict.fromkeys(spans))


def _source(report: Report) -> Source:
    return Source(
        id=report.id, publisher=report.publisher, published=report.published, url=report.url, title=report.title
    )


def _when(report: Report) -> str:
    return report.published.isoformat() if report.published else ""
