"""What speaks for two tellings of a report being of one happening, and what against it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tacitus.actors import ActorRegistry
from tacitus.coding import clauses
from tacitus.coding.deciding import CONSEQUENCES, REMOTE, STATE, opposed
from tacitus.coding.draft import Draft
from tacitus.gazetteer.sources import kilometres
from tacitus.ontology import ontology
from tacitus.records import DateRange, Place

DEFINITE = frozenset({"the", "these", "this", "that", "those", "both", "such"})
BLAMING = frozenset({"blamed", "blames", "blame", "blaming"})
WHEN = frozenset({"when", "as", "after"})
DURING = frozenset({"in", "during", "amid"})
FAR_KM = 60.0
FAR_OFF = timedelta(days=14)
CONFUSABLE = (
    REMOTE | {"bombing", "suicide_bombing", "vessel_attack", "killing", "assassination"},
    frozenset({"ground_assault", "armed_clash", "killing", "territory_seized", "territory_retaken"}),
    frozenset({"protest", "riot", "protest_dispersed", "protest_repressed"}),
    frozenset({"arrest", "abduction"}),
)


def actions_agree(a: Draft, b: Draft) -> bool:
    """Whether the second may tell of the same deed as the first, by their actions and how sure these are."""
    if a.action == b.action:
        return True
    if b.open and is_definite(b) and is_violent(a) and is_violent(b):
        return True
    if a.open or b.open or is_consequence(a) or is_consequence(b):
        return any(a.action in group and b.action in group for group in CONFUSABLE) or (
            (is_consequence(a) or is_consequence(b)) and _hurts(a) and _hurts(b)
        )
    return False


def is_violent(draft: Draft) -> bool:
    """Whether it is an act of force."""
    return ontology().action(draft.action).family in {"violence", "protest"} or draft.action == "property_destruction"


def _hurts(draft: Draft) -> bool:
    """Whether people may be hurt by it; whoever shoots down a helicopter kills its crew."""
    return is_violent(draft) or draft.action == "interception"


def conflict(a: Draft, b: Draft) -> bool:
    """Whether days, places, tolls or sides keep two tellings apart."""
    if (
        a.date.start
        and b.date.start
        and a.date.end
        and b.date.end
        and date_rank(a)[1] == 0 == date_rank(b)[1]
        and (a.date.end < b.date.start or b.date.end < a.date.start)
    ):
        return True
    if _told_of_other_times(a, b) or places_conflict(a, b) or _swapped(a, b) or _tolls_conflict(a, b):
        return True
    if sides_opposed(a, b):
        return True
    return disjoint(a, b, "initiators") or (disjoint(a, b, "targets") and not is_definite(b))


def _told_of_other_times(a: Draft, b: Draft) -> bool:
    """Whether one has its day only from what is told beside it, and that lies weeks away from the other."""
    return any(
        not x.has_own_date and _weeks_apart(x.date if x.date.start else x.beside, y.date) for x, y in ((a, b), (b, a))
    )


def _weeks_apart(one: DateRange | None, other: DateRange) -> bool:
    if one is None or not (one.start and one.end and other.start and other.end):
        return False
    return max(one.start - other.end, other.start - one.end) > FAR_OFF


def _tolls_conflict(a: Draft, b: Draft) -> bool:
    """Whether two days are named and two numbers of dead: "overnight ... 38 people. Last week they killed 16"."""
    if a.date == b.date or date_rank(a)[1] or date_rank(b)[1]:
        return False
    mine, theirs = ({f.figure.low for f in d.figures if f.status == "killed"} for d in (a, b))
    return bool(mine and theirs) and not mine & theirs


def sides_opposed(a: Draft, b: Draft) -> bool:
    """Whether a state's forces did the one and others the other: gunmen raided, soldiers killed some of them."""
    return opposed(*({x.actor.kind for x in d.initiators if x.actor is not None} for d in (a, b)))


def places_conflict(a: Draft, b: Draft) -> bool:
    """Whether they are told of in different countries, or at spots too far apart to be one."""
    mine, theirs = ([r.place for r in d.own_places] for d in (a, b))
    if not mine or not theirs:
        return False
    if not {p.country for p in mine if p.country} & {p.country for p in theirs if p.country} and all(
        p.country for p in (*mine, *theirs)
    ):
        return True
    points = [_points(side) for side in (mine, theirs)]
    if not points[0] or not points[1] or a.frame.sentence == b.frame.sentence:
        return False
    return min(kilometres(*p, *q) for p in points[0] for q in points[1]) > FAR_KM


def _points(places: Sequence[Place]) -> list[tuple[float, float]]:
    """Latitude and longitude of the spots among some places."""
    spots = (p for p in places if p.precision in {"exact", "near"})
    return [(p.lat, p.lon) for p in spots if p.lat is not None and p.lon is not None]


def ids(draft: Draft, side: str) -> set[str]:
    """The actors of a side ("initiators" or "targets"), described groups too."""
    return {a.actor.id for a in getattr(draft, side) if a.actor is not None}


def named(draft: Draft, side: str) -> set[str]:
    """The actors of a side that are named."""
    return {i for i in ids(draft, side) if not i.startswith("group:")}


def share(a: Draft, b: Draft, side: str) -> bool:
    """Whether one side is the same or under the same command in both."""
    mine, theirs = ids(a, side), ids(b, side)
    return bool(mine & theirs) or any(_related(x, y) for x in mine for y in theirs)


def disjoint(a: Draft, b: Draft, side: str) -> bool:
    """Whether both name a side and it is not the same."""
    mine, theirs = named(a, side), named(b, side)
    if not mine or not theirs or mine & theirs:
        return False
    return not any(_related(x, y) for x in mine for y in theirs)


def _related(a: str, b: str) -> bool:
    """Whether two actors may be one side: one commands the other, or both are organs of one state."""
    registry = ActorRegistry.load()
    if b in registry.parents(a) or a in registry.parents(b):
        return True
    x, y = registry.get(a), registry.get(b)
    return (
        x is not None and y is not None and x.country == y.country is not None and x.kind in STATE and y.kind in STATE
    )


def _swapped(a: Draft, b: Draft) -> bool:
    return bool(named(a, "initiators") & named(b, "targets")) or bool(named(a, "targets") & named(b, "initiators"))


def is_definite(draft: Draft) -> bool:
    """Whether the words point back: "the raid", "its third attack", "one raid", "blamed an air strike"."""
    frame = draft.frame
    named = (
        frame.scene.doc[frame.start : frame.end]
        if frame.trigger.pos == "n"
        else [w.token for w in draft.weapons if w.token in frame.doers]
    )
    children = {c.lower_ for t in named for c in t.children if c.dep_ in {"det", "poss", "amod"}}
    ranked = any(n.value.ordinal and n.end <= frame.start + 1 and frame.start - n.end <= 2 for n in frame.scene.numbers)
    blamed = frame.head.dep_ == "dobj" and frame.head.head.lower_ in BLAMING
    descriptive = blamed or frame.head.dep_ in {"attr", "appos", "npadvmod", "oprd"}
    one_of_them = any(c.lower_ == "one" and c.dep_ == "nummod" for t in named for c in t.children)
    return blamed or one_of_them or bool(children & DEFINITE) or (ranked and descriptive)


def figure_values(draft: Draft) -> set[tuple[str, int | None]]:
    """The lower bounds of the figures, each with its status."""
    return {(f.status, f.figure.low) for f in draft.figures}


def sentences_apart(a: Draft, b: Draft) -> int:
    """How far apart two are told: sentences of one paragraph, or three for each paragraph."""
    if a.frame.scene is b.frame.scene:
        sentences = a.frame.scene.sentences
        return (
            abs(sentences.index(b.frame.sentence) - sentences.index(a.frames[-1].sentence))
            if a.frames[-1].scene is b.frame.scene
            else 9
        )
    return 3 * abs(a.frame.scene.index - b.frame.scene.index)


def date_rank(draft: Draft) -> tuple[int, int]:
    """How well the date is known: the finer first, then that of its own words."""
    fine = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}
    return (fine[draft.date.precision], int(not draft.has_own_date))


def is_consequence(draft: Draft) -> bool:
    """Whether its words mostly tell what another happening did: "killed", "were shot dead when police opened fire"."""
    return draft.frame.trigger.action in CONSEQUENCES or _was_done_when(draft)


def _was_done_when(draft: Draft) -> bool:
    """Whether people underwent it, by nobody named, when something else was done: "shot dead in a gunfight"."""
    f = draft.frame
    if f.doers or not clauses.is_verb(f.head) or not clauses.is_passive(f.head) or not _hurts(draft):
        return False
    when = [c for c in f.head.children if c.dep_ == "advcl" and any(m.lower_ in WHEN for m in c.children)]
    within = [o for c in f.head.children if c.lower_ in DURING for o in c.children if o.dep_ == "pobj"]
    return any(m.start <= c.i < m.end for c in (*when, *within) for m in f.scene.triggers)
