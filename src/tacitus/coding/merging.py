"""Passages of one report that speak of one happening become one mention.

A report tells a happening in its lead, again in detail and again as background. Two drafts are joined when
nothing in them conflicts and enough speaks for it; each test is a small function, and the weights are few.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from tacitus.actors import ActorRegistry
from tacitus.coding import clauses
from tacitus.coding.deciding import CONSEQUENCES, REMOTE, STATE, opposed
from tacitus.coding.draft import Draft
from tacitus.coding.frames import Frame
from tacitus.coding.slots import VERBAL_TRIGGERS
from tacitus.gazetteer.sources import kilometres
from tacitus.ontology import ontology
from tacitus.records import HAPPENED

DEFINITE = frozenset({"the", "these", "this", "that", "those", "both", "such"})
BLAMING = frozenset({"blamed", "blames", "blame", "blaming"})
FAR_KM = 60.0
ENOUGH = 2.0
CONFUSABLE = (
    REMOTE | {"bombing", "suicide_bombing", "vessel_attack", "killing", "assassination"},
    frozenset({"ground_assault", "armed_clash", "killing", "territory_seized", "territory_retaken"}),
    frozenset({"protest", "riot", "protest_dispersed", "protest_repressed"}),
    frozenset({"arrest", "abduction"}),
)


def join_in_sentence(drafts: Sequence[Draft]) -> list[Draft]:
    """Join the frames of one sentence that are one happening: "the strikes hit", "bombed X, killing Y"."""
    kept: list[Draft] = []
    for draft in drafts:
        partner = next((k for k in reversed(kept) if _one_clause(k, draft)), None)
        if partner is None:
            kept.append(draft)
        elif _is_consequence(partner) and not _is_consequence(draft):
            absorb(draft, partner)
            kept[kept.index(partner)] = draft
        else:
            absorb(partner, draft)
    return kept


def join_in_report(drafts: Sequence[Draft]) -> list[Draft]:
    """Join drafts over sentences, each with the best earlier one that it agrees with."""
    kept: list[Draft] = []
    for draft in drafts:
        scored = [(agreement(earlier, draft), -i) for i, earlier in enumerate(reversed(kept))]
        best = max(scored, default=(0.0, 0))
        if best[0] >= ENOUGH:
            absorb(kept[len(kept) - 1 + best[1]], draft)
        else:
            kept.append(draft)
    return kept


def absorb(into: Draft, other: Draft) -> None:
    """Add what `other` says to `into`; where both speak the earlier or sharper stands."""
    if into.open and not other.open and other.frame.trigger.action not in CONSEQUENCES:
        into.action, into.open = other.action, False
    into.frames += other.frames
    for mine, theirs in (
        (into.initiators, other.initiators),
        (into.targets, other.targets),
        (into.facilities, other.facilities),
        (into.weapons, other.weapons),
    ):
        mine += theirs
    known = {r.place.gazetteer_id for r in into.places}
    own = other.own_places
    if own and not into.own_places:
        into.places = []
        known = set()
    into.places += [r for r in other.places if r.place.gazetteer_id not in known and (r in own or not into.places)]
    if _date_rank(other) < _date_rank(into):
        into.date, into.date_evidence, into.when = other.date, other.date_evidence, other.when
    into.figures += other.figures
    if into.factuality == "occurred" and other.factuality in {"claimed", "ongoing", "disputed"}:
        into.factuality = other.factuality
    if other.role == "focus":
        into.role = "focus"
    if into.attribution is None:
        into.attribution, into.attribution_evidence = other.attribution, other.attribution_evidence
    if into.response is None or (into.response_frame is None and other.response_frame is not None):
        into.response, into.response_evidence = other.response, other.response_evidence
        into.response_frame = other.response_frame


def _date_rank(draft: Draft) -> tuple[int, int]:
    fine = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}
    return (fine[draft.date.precision], int(not draft.has_own_date))


def _is_consequence(draft: Draft) -> bool:
    return draft.frame.trigger.action in CONSEQUENCES


def _one_clause(a: Draft, b: Draft) -> bool:
    """Whether two frames of one sentence are one happening."""
    if a.frame.sentence != b.frame.sentence or a.frame.scene is not b.frame.scene:
        return False
    if (a.factuality in HAPPENED) != (b.factuality in HAPPENED) or not _actions_agree(a, b):
        return False
    if b.distinct or _conflict(a, b):
        return False
    if any(_linked(f, b) for f in a.frames) or _shared_weapon(a, b) or _same_again(a, b):
        return True
    return (_is_consequence(a) or _is_consequence(b)) and not _own_clause(a, b)


def _shared_weapon(a: Draft, b: Draft) -> bool:
    """ "Missiles fired from the hills struck the town": one weapon, sent and landed."""
    return bool({w.start for w in a.weapons} & {w.start for w in b.weapons})


def _same_again(a: Draft, b: Draft) -> bool:
    """One action told twice in a sentence is one co-ordinated set, if nothing else sets the two apart."""
    same = a.action == b.action and a.action not in VERBAL_TRIGGERS and not _disjoint(a, b, "targets")
    return same and not (_comes_after(a.frame.head, b.frame.head) or _comes_after(b.frame.head, a.frame.head))


def _comes_after(low: Token, high: Token) -> bool:
    """ "The attack came two days after soldiers killed 14": a clause of another time tells of another happening."""
    verb = high if clauses.is_verb(high) else high.head
    while low.head != low and low != verb:
        if any(c.dep_ == "mark" and c.lower_ in {"after", "before"} for c in low.children):
            return verb in low.ancestors
        low = low.head
    return False


def _own_clause(a: Draft, b: Draft) -> bool:
    """Whether a consequence tells of another happening: it has a doer that the other has not."""
    mine, theirs = _ids(a, "initiators"), _ids(b, "initiators")
    return bool(mine and theirs and not mine & theirs)


ANSWERS = frozenset("response retaliation reply answered answer answering avenge avenged retaliated responded".split())
APART_MARKS = frozenset({"after", "before", "when", "as", "because", "while", "since", "until", "though"})


def _linked(frame: Frame, b: Draft) -> bool:
    """Whether the parse makes two triggers one happening: overlapping words, or one inside the other's clause."""
    x, y = frame.head, b.frame.head
    if frame.start <= y.i < frame.end or b.frame.start <= x.i < b.frame.end:
        return True
    return _inside(x, y, b.frame) or _inside(y, x, frame)


def _inside(low: Token, high: Token, high_frame: Frame) -> bool:
    """Whether `low` hangs on `high` by links that do not open another happening.

    A clause of its own does ("after missiles were fired", "fighters who had fired"), save a relative clause on
    the trigger itself ("strikes that hit").
    """
    if high not in low.ancestors:
        return False
    for node in (low, *(t for t in low.ancestors if high in t.ancestors)):
        if node.dep_ in {"ccomp", "parataxis"} or node.lower_ in ANSWERS:
            return False
        if node.dep_ == "prep" and node.lower_ in APART_MARKS:
            return False
        if node.dep_ == "conj" and node.head is not high:
            return False
        if node.dep_ == "advcl" and any(c.lower_ in APART_MARKS for c in node.children if c.dep_ in {"mark", "advmod"}):
            return False
        if node.dep_ in {"relcl", "acl"} and not high_frame.start <= node.head.i < high_frame.end:
            return False
    return True


def agreement(a: Draft, b: Draft) -> float:
    """How much speaks for one happening; 0 where something speaks against."""
    if not _actions_agree(a, b) or (a.factuality in HAPPENED) != (b.factuality in HAPPENED):
        return 0.0
    if b.distinct or _conflict(a, b):
        return 0.0
    if a.action in VERBAL_TRIGGERS or b.action in VERBAL_TRIGGERS:
        same = bool(_ids(a, "initiators") & _ids(b, "initiators"))
        return (
            ENOUGH
            if same
            and a.action == b.action
            and _sentences_apart(a, b) <= 1
            and bool(_ids(a, "targets") & _ids(b, "targets"))
            else 0.0
        )
    score = 0.25 + 0.75 * (a.action == b.action)
    if _definite(b):
        score += 1.5
    if b.frame.head.lower_ in {f.head.lower_ for f in a.frames}:
        score += 0.25
    score += 1.0 * _share(a, b, "initiators")
    score += 1.0 * _share(a, b, "targets")
    score += 1.0 * bool({r.place.gazetteer_id for r in a.own_places} & {r.place.gazetteer_id for r in b.own_places})
    score += 0.75 * (a.date.start is not None and a.date == b.date and _date_rank(b)[1] == 0)
    score += 0.5 * bool(_figure_values(a) & _figure_values(b))
    score += 1.0 if _is_consequence(b) and not b.own_places else 0.5 * b.open
    score -= 0.5 * (_sentences_apart(a, b) > 6)
    score -= 0.75 * (b.role == "background" and not _definite(b))
    return score


def _actions_agree(a: Draft, b: Draft) -> bool:
    if a.action == b.action:
        return True
    if b.open and _definite(b) and _violent(a) and _violent(b):
        return True
    if a.open or b.open or _is_consequence(a) or _is_consequence(b):
        return any(a.action in group and b.action in group for group in CONFUSABLE) or (
            (_is_consequence(a) or _is_consequence(b)) and _violent(a) and _violent(b)
        )
    return False


def _violent(draft: Draft) -> bool:
    return ontology().action(draft.action).family in {"violence", "protest"} or draft.action == "property_destruction"


def _conflict(a: Draft, b: Draft) -> bool:
    if (
        a.date.start
        and b.date.start
        and a.date.end
        and b.date.end
        and _date_rank(a)[1] == 0 == _date_rank(b)[1]
        and (a.date.end < b.date.start or b.date.end < a.date.start)
    ):
        return True
    if _places_conflict(a, b) or _swapped(a, b) or _tolls_conflict(a, b):
        return True
    if _opposed(a, b):
        return True
    return _disjoint(a, b, "initiators") or (_disjoint(a, b, "targets") and not _definite(b))


def _tolls_conflict(a: Draft, b: Draft) -> bool:
    """Whether two days are named and two numbers of dead: "overnight ... 38 people. Last week they killed 16"."""
    if a.date == b.date or _date_rank(a)[1] or _date_rank(b)[1]:
        return False
    mine, theirs = ({f.figure.low for f in d.figures if f.status == "killed"} for d in (a, b))
    return bool(mine and theirs) and not mine & theirs


def _opposed(a: Draft, b: Draft) -> bool:
    """Whether a state's forces did the one and others the other: gunmen raided, soldiers killed some of them."""
    return opposed(*({x.actor.kind for x in d.initiators if x.actor is not None} for d in (a, b)))


def _places_conflict(a: Draft, b: Draft) -> bool:
    mine, theirs = ([r.place for r in d.own_places] for d in (a, b))
    if not mine or not theirs:
        return False
    if not {p.country for p in mine if p.country} & {p.country for p in theirs if p.country} and all(
        p.country for p in (*mine, *theirs)
    ):
        return True
    points = [[p for p in side if p.precision in {"exact", "near"} and p.lat is not None] for side in (mine, theirs)]
    if not points[0] or not points[1] or a.frame.sentence == b.frame.sentence:
        return False
    return min(kilometres(p.lat, p.lon, q.lat, q.lon) for p in points[0] for q in points[1]) > FAR_KM  # type: ignore[arg-type]


def _ids(draft: Draft, side: str) -> set[str]:
    return {a.actor.id for a in getattr(draft, side) if a.actor is not None}


def _known(draft: Draft, side: str) -> set[str]:
    return {i for i in _ids(draft, side) if not i.startswith("group:")}


def _share(a: Draft, b: Draft, side: str) -> bool:
    """Whether one side is the same or under the same command in both."""
    mine, theirs = _ids(a, side), _ids(b, side)
    return bool(mine & theirs) or any(_related(x, y) for x in mine for y in theirs)


def _disjoint(a: Draft, b: Draft, side: str) -> bool:
    mine, theirs = _known(a, side), _known(b, side)
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
    return bool(_known(a, "initiators") & _known(b, "targets")) or bool(_known(a, "targets") & _known(b, "initiators"))


def _definite(draft: Draft) -> bool:
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


def _figure_values(draft: Draft) -> set[tuple[str, int | None]]:
    return {(f.status, f.figure.low) for f in draft.figures}


def _sentences_apart(a: Draft, b: Draft) -> int:
    if a.frame.scene is b.frame.scene:
        sentences = a.frame.scene.sentences
        return (
            abs(sentences.index(b.frame.sentence) - sentences.index(a.frames[-1].sentence))
            if a.frames[-1].scene is b.frame.scene
            else 9
        )
    return 3 * abs(a.frame.scene.index - b.frame.scene.index)
