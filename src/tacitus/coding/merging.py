"""Passages of one report that speak of one happening become one mention.

A report tells a happening in its lead, again in detail and again as background. Two drafts are joined when
nothing in them conflicts (`tacitus.coding.agreeing`) and enough speaks for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.agreeing import (
    actions_agree,
    conflict,
    date_rank,
    disjoint,
    figure_values,
    ids,
    is_consequence,
    is_definite,
    is_violent,
    sentences_apart,
    share,
)
from tacitus.coding.deciding import CONSEQUENCES
from tacitus.coding.draft import Draft
from tacitus.coding.frames import Frame
from tacitus.coding.learned import LinearModel, of_pair
from tacitus.coding.slots import VERBAL_TRIGGERS
from tacitus.records import HAPPENED

VAGUE, STRUCK = frozenset({"?attack", "?raid", "?kill", "?killing"}), "?strike"
ANSWERS = frozenset("response retaliation reply answered answer answering avenge avenged retaliated responded".split())
POINTING = frozenset({"this", "that", "these", "those"})
ONE = 0.5
"""The probability from which two tellings are taken for one happening."""
ENOUGH = 2.0


def join_in_sentence(drafts: Sequence[Draft]) -> list[Draft]:
    """Join the frames of one sentence that are one happening: "the strikes hit", "bombed X, killing Y"."""
    kept: list[Draft] = []
    for draft in drafts:
        partner = next((k for k in reversed(kept) if _one_clause(k, draft)), None)
        if partner is None:
            kept.append(draft)
        elif is_consequence(partner) and not is_consequence(draft):
            absorb(draft, partner)
            kept[kept.index(partner)] = draft
        else:
            absorb(partner, draft)
    return kept


def join_in_report(drafts: Sequence[Draft], model: LinearModel | None = None) -> list[Draft]:
    """Join drafts over sentences, each with the best earlier one that it agrees with.

    A learned `model` weighs what speaks for two tellings being of one happening; without it a few rules do.
    """
    kept: list[Draft] = []
    for draft in drafts:
        partner = likeliest(kept, draft, model) if model is not None else _most_agreeing(kept, draft)
        if partner is not None:
            absorb(partner, draft)
        else:
            kept.append(draft)
    return kept


def _most_agreeing(kept: Sequence[Draft], draft: Draft) -> Draft | None:
    scored = [(agreement(earlier, draft), -i) for i, earlier in enumerate(reversed(kept))]
    best = max(scored, default=(0.0, 0))
    return kept[len(kept) - 1 + best[1]] if best[0] >= ENOUGH else None


def likeliest(kept: Sequence[Draft], draft: Draft, model: LinearModel) -> Draft | None:
    """The earlier happening that a draft most likely tells of again; None where none is likely enough."""
    if draft.action in VERBAL_TRIGGERS:
        return next((k for k in reversed(kept) if _said_again(k, draft)), None)
    able = [k for k in kept if may_be_one(k, draft) and not _of_another_kind(k, draft)]
    if any(c.lower_ in POINTING for c in draft.frame.head.children):
        named = [k for k in able if any(f.head.lower_ == draft.frame.head.lower_ for f in k.frames)]
        able = (named or able)[-1:]  # "that attack" is the one told last
    chances = [(model.probability(of_pair(k, draft, len(able) - n - 1)), n) for n, k in enumerate(able)]
    best = max(chances, default=(0.0, 0))
    return able[best[1]] if best[0] >= ONE else None


def may_be_one(a: Draft, b: Draft) -> bool:
    """Whether nothing keeps two tellings of deeds from being of one happening."""
    if a.action in VERBAL_TRIGGERS or b.distinct or (a.factuality in HAPPENED) != (b.factuality in HAPPENED):
        return False
    if a.action != b.action and not (is_violent(a) and is_violent(b)):
        return False
    settled = not (a.open or b.open or is_consequence(a) or is_consequence(b))
    return (a.action == b.action or not settled or is_definite(b)) and not conflict(a, b)


def _of_another_kind(a: Draft, b: Draft) -> bool:
    """Whether a telling by another action is of another deed: that which the first answers, or done to other things."""
    return a.action != b.action and (_is_answered(b) or _hit_other_things(a, b))


def _is_answered(draft: Draft) -> bool:
    """Whether it is told as what something else answered: "in retaliation for the missile attack"."""
    return any(t.lower_ in ANSWERS for t in draft.frame.head.ancestors)


def _hit_other_things(a: Draft, b: Draft) -> bool:
    """Whether both name what was hit and it is not of one kind: a base, a vehicle."""
    mine, theirs = ({x.facility.kind for x in d.facilities if x.facility is not None} for d in (a, b))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _said_again(a: Draft, b: Draft) -> bool:
    """Whether two statements are one: of one side to another, told at once."""
    if a.action != b.action or b.distinct or conflict(a, b) or (a.factuality in HAPPENED) != (b.factuality in HAPPENED):
        return False
    same = ids(a, "initiators") & ids(b, "initiators") and ids(a, "targets") & ids(b, "targets")
    return bool(same) and sentences_apart(a, b) <= 1


def absorb(into: Draft, other: Draft) -> None:
    """Add what `other` says to `into`; where both speak the earlier or sharper stands."""
    if into.open and not other.open and other.frame.trigger.action not in CONSEQUENCES:
        into.action, into.open = other.action, False
    elif into.open and other.open and into.frame.trigger.action in VAGUE and other.frame.trigger.action == STRUCK:
        into.action = other.action  # "raids ... the strikes": from the air or from afar
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
    sharp = any(r.place.precision != "country" for r in into.own_places)
    into.places += [
        r
        for r in other.places
        if r.place.gazetteer_id not in known
        and (r in own or not into.places)
        and not (sharp and r.place.precision == "country")
    ]
    if date_rank(other) < date_rank(into):
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


def _one_clause(a: Draft, b: Draft) -> bool:
    """Whether two frames of one sentence are one happening."""
    if a.frame.sentence != b.frame.sentence or a.frame.scene is not b.frame.scene:
        return False
    if (a.factuality in HAPPENED) != (b.factuality in HAPPENED) or not actions_agree(a, b):
        return False
    if b.distinct or conflict(a, b) or _done_before(a, b) or _done_before(b, a):
        return False
    if any(_linked(f, b) for f in a.frames) or _shared_weapon(a, b) or _same_again(a, b):
        return True
    return (is_consequence(a) or is_consequence(b)) and not _own_clause(a, b)


def _shared_weapon(a: Draft, b: Draft) -> bool:
    """ "Missiles fired from the hills struck the town": one weapon, sent and landed."""
    return bool({w.start for w in a.weapons} & {w.start for w in b.weapons})


def _same_again(a: Draft, b: Draft) -> bool:
    """One action told twice in a sentence is one co-ordinated set, if nothing else sets the two apart."""
    same = a.action == b.action and a.action not in VERBAL_TRIGGERS and not disjoint(a, b, "targets")
    return same and not (_comes_after(a.frame.head, b.frame.head) or _comes_after(b.frame.head, a.frame.head))


def _done_before(a: Draft, b: Draft) -> bool:
    """ "The attack came two days after soldiers killed 14": who had killed before is told of for the sake of time."""
    return (
        is_consequence(b) and bool(b.initiators) and not is_consequence(a) and _comes_after(b.frame.head, a.frame.head)
    )


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
    mine, theirs = ids(a, "initiators"), ids(b, "initiators")
    return bool(mine and theirs and not mine & theirs)


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
        if node.dep_ == "conj" and node.head != high and clauses.is_verb(node):
            return False
        if node.dep_ == "advcl" and any(c.lower_ in APART_MARKS for c in node.children if c.dep_ in {"mark", "advmod"}):
            return False
        if node.dep_ in {"relcl", "acl"} and not high_frame.start <= node.head.i < high_frame.end:
            return False
    return True


def agreement(a: Draft, b: Draft) -> float:
    """How much speaks for one happening by the rules alone; 0 where something speaks against."""
    if a.action in VERBAL_TRIGGERS or b.action in VERBAL_TRIGGERS:
        return ENOUGH if _said_again(a, b) else 0.0
    if not actions_agree(a, b) or (a.factuality in HAPPENED) != (b.factuality in HAPPENED):
        return 0.0
    if b.distinct or conflict(a, b):
        return 0.0
    score = 0.25 + 0.75 * (a.action == b.action)
    if is_definite(b):
        score += 1.5
    if b.frame.head.lower_ in {f.head.lower_ for f in a.frames}:
        score += 0.25
    score += 1.0 * share(a, b, "initiators")
    score += 1.0 * share(a, b, "targets")
    score += 1.0 * bool({r.place.gazetteer_id for r in a.own_places} & {r.place.gazetteer_id for r in b.own_places})
    score += 0.75 * (a.date.start is not None and a.date == b.date and date_rank(b)[1] == 0)
    score += 0.5 * bool(figure_values(a) & figure_values(b))
    score += 1.0 if is_consequence(b) and not b.own_places else 0.5 * b.open
    score -= 0.5 * (sentences_apart(a, b) > 6)
    score -= 0.75 * (b.role == "background" and not is_definite(b))
    return score
