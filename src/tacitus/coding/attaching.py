"""To which happening of a sentence a place, date or figure belongs: the nearest frame up the parse."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from tacitus.coding.clauses import LIGHT_VERBS, REPORTING, governing_verb, is_perfect, is_verb
from tacitus.coding.draft import Draft
from tacitus.ontology.cues import cues

CLAUSE_MARKS = frozenset("after before when as because while since until although though if".split())


def nearest(token: Token, drafts: Sequence[Draft], reach: int = 1000) -> Draft | None:
    """The draft of the token's sentence it belongs to; None where a reporting verb stands between.

    Climbs the parse from the token: the first frame met on the way is its own. Where the climb meets none,
    the nearest frame within `reach` words takes it, an earlier one before a later one at equal distance.
    """
    mine = [d for d in drafts if d.frame.sentence.start <= token.i < d.frame.sentence.end]
    if not mine:
        return None
    owner = {i: d for d in mine for f in d.frames for i in {*range(f.start, f.end), f.head.i}}
    for draft in mine:
        head = draft.frame.head
        if head.dep_ in {"dobj", "nsubjpass"} and head.head.lower_ in LIGHT_VERBS:
            owner.setdefault(head.head.i, draft)  # "carried out strikes early on Saturday"
        if draft.frame.head.dep_ == "amod":
            # "and two more attacked troops at Asad" may be read as a participle before its noun
            owner = {t.i: draft for t in draft.frame.undergoers} | owner
    if token.i in owner:
        return owner[token.i]
    for ancestor in token.ancestors:
        if _opens_after(ancestor, token):
            continue
        if is_since(ancestor):
            return None
        if ancestor.dep_ == "relcl" and ancestor.lower_ in cues("biography") and ancestor.i not in owner:
            return None  # "a general, who led the force in Lebanon until 2016"
        if ancestor.i in owner:
            return owner[ancestor.i]
        if ancestor.lower_ in REPORTING and ancestor.tag_.startswith("VB") and not _only_names(ancestor):
            return None
    closest = min(mine, key=lambda d: (abs(d.frame.head.i - token.i), d.frame.head.i))
    return closest if abs(closest.frame.head.i - token.i) <= reach else None


def is_since(verb: Token) -> bool:
    """Whether a clause says since when: "the heaviest attack since the invasion began in February"."""
    return verb.dep_ == "advcl" and any(c.lower_ == "since" and c.dep_ == "mark" for c in verb.children)


def has_gone_on(draft: Draft) -> bool:
    """Whether words say since when a happening goes on: "have besieged the town since May"."""
    head = draft.frame.head
    verb = head if is_verb(head) else governing_verb(head)
    if verb is None or not is_perfect(verb):
        return False
    return any((c.lower_ == "since" and c.dep_ == "prep") or is_since(c) for c in verb.children)


def _opens_after(verb: Token, token: Token) -> bool:
    """Whether a clause begins only after the word: "entered Goma early on Monday after soldiers fled"."""
    marks = (c.i for c in verb.children if c.lower_ in CLAUSE_MARKS and c.i < verb.i)
    return verb.dep_ == "advcl" and any(token.i < mark for mark in marks)


def _only_names(verb: Token) -> bool:
    """ "Fired at what it called a spy headquarters": the verb says how a thing is called, and reports nothing."""
    return verb.dep_ in {"pcomp", "ccomp", "dobj"} and any(c.lower_ == "what" for c in verb.lefts)
