"""Whether it happened: occurred, ongoing, claimed, denied, negated, threatened, planned or hypothetical.

The words that decide stand in the trigger's own clause, or in the clauses that govern it. A finite clause of
time or description ("when debris fell", "fighters who attacked") is told as fact whatever governs it.
"""

from __future__ import annotations

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.frames import Frame
from tacitus.ontology import ontology
from tacitus.ontology.cues import cues
from tacitus.records import Factuality

CLIMB = 6
SPEECH = frozenset(a.name for a in ontology().actions if a.family == "verbal")
CLAUSES = frozenset({"xcomp", "ccomp", "pcomp"})
PHRASES = frozenset({"dobj", "pobj", "prep", "acl", "nsubjpass"})


def factuality(frame: Frame) -> Factuality:
    """The factuality that the words around the trigger give, by the rules of docs/codebook.md."""
    head = frame.head
    if frame.trigger.action in SPEECH:
        return _of_speech(frame)
    found = _own_words(head) or _above(frame)
    return found or ("ongoing" if _progressive(head) else "occurred")


def _of_speech(frame: Frame) -> Factuality:
    """A speech act is itself what happened, unless it is negated or only possible.

    The words that make it one ("said it would respond") say nothing against that.
    """
    words = {c.lower_ for c in frame.head.children if c.dep_ in {"aux", "neg", "det"} and not frame.is_own_word(c)}
    if words & cues("negation"):
        return "negated"
    if frame.head.dep_ in CLAUSES and frame.head.head.lower_ in cues("denying"):
        return "denied"
    return "hypothetical" if words & {"could", "may", "might", "would", *cues("future-modal")} else "occurred"


def _own_words(head: Token) -> Factuality | None:
    """What the trigger's own auxiliaries, determiners, subjects and modifiers say."""
    for child in head.children:
        word = child.lower_
        if child.dep_ in {"neg", "det", "preconj"} and word in cues("negation"):
            return "negated"
        if child.dep_ in {"nsubj", "nsubjpass", "dobj"} and (
            word in cues("nobody") or any(c.lower_ == "no" for c in child.children)
        ):
            return "negated"
        if child.dep_ == "mark" and word in {"if", "unless", "whether"}:
            return "hypothetical"
        if child.dep_ in {"amod", "advmod"} and word in cues("modifier-claimed"):
            return "claimed"
        if child.dep_ in {"amod", "advmod"} and word in cues("modifier-possible"):
            return "hypothetical"
        if child.dep_ == "amod" and word == "planned":
            return "planned"
    return _modal(head)


def _modal(verb: Token) -> Factuality | None:
    """What the auxiliaries of a verb say."""
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in cues("future-modal"):
            return "planned"
        if child.dep_ == "aux" and child.lower_ in cues("possible-modal"):
            return "hypothetical"
        if child.dep_ == "neg":
            return "negated"
    return None


def _above(frame: Frame) -> Factuality | None:
    """What governs the trigger says, from the nearest word up."""
    node = frame.head
    for _ in range(CLIMB):
        parent = node.head
        if parent == node or _is_told_as_fact(node):
            return None
        found = _governed(node, parent)
        if found is not None:
            return found
        caused = node.dep_ == "agent"
        if not clauses.is_verb(node) and clauses.is_verb(parent) and not caused and not _carries(node, parent):
            return None  # the object of a verb of its own: "to avenge the bombing", "condemned the raid"
        node = parent
    return None


def _is_told_as_fact(node: Token) -> bool:
    """A finite clause of time or description states its own fact."""
    finite = any(c.dep_ in {"nsubj", "nsubjpass"} for c in node.children)
    conditional = any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "lest"} for c in node.children)
    return node.dep_ in {"advcl", "relcl"} and finite and not conditional


def _carries(node: Token, verb: Token) -> bool:
    """Whether the noun happens through the verb: "carried out strikes", "take part in the attack"."""
    return verb.lower_ in clauses.LIGHT_VERBS and node.dep_ in PHRASES


def _governed(node: Token, parent: Token) -> Factuality | None:
    """What the parent does to the part of the sentence that `node` heads."""
    word, link = parent.lower_, node.dep_
    if link == "conj":
        own = any(c.dep_ in {"aux", "nsubj", "nsubjpass"} and c.lower_ != "to" for c in node.children)
        return None if own else _modal(parent)
    if link not in CLAUSES | PHRASES | {"advcl"}:
        return None
    if word in cues("denying") and link in CLAUSES | {"dobj", "pobj", "prep"}:
        return "denied"
    if word in cues("threatening") and link in CLAUSES | {"acl", "dobj", "prep", "pobj"}:
        return "threatened"
    if word in cues("proof") and (any(c.lower_ == "no" for c in parent.children) or parent.head.lower_ == "without"):
        return "negated"
    if link == "prep" and node.lower_ in {"from", "of"} and _forborne(node, parent):
        return "negated"
    if word in cues("claiming") and link in CLAUSES:
        return "claimed"
    if word in cues("accusing") and link in CLAUSES | {"prep"}:
        return "claimed"
    if (word in cues("planning") and link in CLAUSES) or (word in cues("asking-for") and link in PHRASES):
        return "planned"
    if word in cues("imagining") and link != "advcl":
        return "hypothetical"
    purpose = node.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in node.children)
    if purpose and link in {"advcl", "acl"} and word not in cues("actual"):
        return "planned"
    if link == "xcomp" or _carries(node, parent):
        return _modal(parent)
    return None


def _forborne(link: Token, verb: Token) -> bool:
    """Whether it was not done: "held back from hitting", "stopped short of bombing"."""
    return verb.lower_ in cues("refraining") and any(c.dep_ == "pcomp" for c in link.children)


def _progressive(head: Token) -> bool:
    """A present participle with a present auxiliary: "is shelling"."""
    return head.tag_ == "VBG" and any(c.dep_ == "aux" and c.lower_ in {"is", "are", "'s", "'re"} for c in head.children)
