"""Who makes a claim: the one who keeps count, whose tally it is, or who is said to say so."""

from __future__ import annotations

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.attribution import PRONOUNS, source_of
from tacitus.coding.claiming.reading import Found, View
from tacitus.coding.claiming.words import RECKONED, RECORDING
from tacitus.coding.scene import at, noun_phrase

RECKONING = RECORDING | frozenset("reckons reckon reckoned estimates estimate estimated believes believe puts".split())
NEAR = 8
"""Words before a claim in which the verb of who keeps count may stand."""


def claimant_of(view: View, claim: Found) -> str | None:
    """The words that name who makes the claim, without the article; None where the report does itself."""
    named = _keeper(view, claim) or _owner_of_tally(view)
    if named is not None:
        return _words(view, named)
    root = view.scene.doc[claim.start : claim.end].root
    source = source_of(view.scene, view.sentence, root, above=True)
    return view.scene.doc[source[0] : source[1]].text if source is not None else None


def _keeper(view: View, claim: Found) -> Token | None:
    """The subject of "counted", "has documented", "reckons": of a verb over the claim or just before it."""
    root = view.scene.doc[claim.start : claim.end].root
    above = set(root.ancestors)
    start, end = view.segment(claim.start)
    for verb in reversed(view.scene.doc[start:end]):
        if verb.lower_ not in RECKONING or not clauses.is_verb(verb) or clauses.is_passive(verb):
            continue
        if verb in above or claim.start - NEAR <= verb.i < claim.start:
            subject = next((t for t in clauses.subjects(verb) if _can_claim(t)), None)
            if subject is not None and not claim.start <= subject.i < claim.end:
                return subject
    return None


def _can_claim(token: Token) -> bool:
    return token.lower_ not in PRONOUNS and token.tag_.startswith("NN")


def _owner_of_tally(view: View) -> Token | None:
    """ "by the mayor's reckoning", "by the count of a Lagos newspaper"."""
    for token in view.sentence:
        if token.lower_ not in RECKONED or token.dep_ != "pobj" or token.head.lower_ not in {"by", "in", "on"}:
            continue
        owners = [c for c in token.children if c.dep_ == "poss"]
        owners += clauses.objects_of_preposition(token, frozenset({"of"}))
        if owners and _can_claim(owners[0]):
            return owners[0]
    return None


def _words(view: View, token: Token) -> str:
    actor = at(view.scene.actors, token.i)
    start, end = noun_phrase(token)
    if actor is not None:
        start, end = min(start, actor.start), max(end, actor.end)
    return view.scene.doc[start:end].text
