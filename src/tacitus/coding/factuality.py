"""Whether it happened: occurred, ongoing, claimed, denied, negated, threatened, planned or hypothetical."""

from __future__ import annotations

from spacy.tokens import Token

from tacitus.coding.clauses import LIGHT_VERBS
from tacitus.coding.frames import Frame
from tacitus.records import Factuality

NEGATION = frozenset({"not", "n't", "never", "no", "without", "neither", "nor", "nothing", "none"})
HYPOTHETICAL_MODALS = frozenset({"could", "may", "might", "would", "should", "can", "must"})
FUTURE = frozenset({"will", "'ll", "shall"})
PLANNING = frozenset(
    """plan plans planned planning plotting plot plotted prepare prepares prepared preparing intend intends
    intended seek seeks sought seeking aim aims aimed want wants wanted hope hopes hoped decide ready due set
    poised about scheduled consider considers considering considered expects expected order ordered urge urged
    ask asked demand demanded propose proposed""".split()
)
THREATENING = frozenset(
    """threaten threatens threatened threatening vow vows vowed vowing swear swore promise promises promised pledge
    pledged warn warns warned warning threat threats""".split()
)
DENYING = frozenset(
    """deny denies denied denying reject rejects rejected rejecting dismiss dismissed denial disavow refute refuted""".split()
)
CLAIMING = frozenset(
    """claim claims claimed claiming allege alleges alleged boast boasted purported purportedly allegedly""".split()
)
ACCUSING = frozenset("accuse accuses accused accusing suspect suspected alleging charged".split())
IMAGINING = frozenset(
    """if unless whether possible potential potentially possibility risk risks fear fears feared prevent prevents
    prevented preventing deter deters deterring deterred avoid averted avert avoiding simulated simulate
    simulating suppose imagine imagined case hypothetical feared threat danger against-the""".split()
)
EVIDENCE_OF = frozenset({"evidence", "sign", "signs", "proof", "indication"})
ACTUAL = frozenset(
    """began begin begun started start continued continue managed went kept used forced helped seen failed tried
    stopped""".split()
)
CLIMB = 6


def factuality(frame: Frame) -> Factuality:
    """The factuality that the words around the trigger give, by the rules of docs/codebook.md."""
    if frame.trigger.action in {"threat", "accusation", "denial", "demand", "support", "talks"}:
        return _of_speech(frame)
    head = frame.head
    own = _own_clause(head)
    if own is not None:
        return own
    node = head
    for _ in range(CLIMB):
        parent = node.head
        if parent is node or parent.i < frame.sentence.start or parent.i >= frame.sentence.end:
            break
        found = _governed(node, parent)
        if found is not None:
            return found
        node = parent
    return "ongoing" if _progressive(head) else "occurred"


def _of_speech(frame: Frame) -> Factuality:
    """A speech act is itself what happened, unless it is negated or only possible."""
    words = {c.lower_ for c in frame.head.children if c.dep_ in {"aux", "neg", "det"}}
    if words & NEGATION:
        return "negated"
    return "hypothetical" if words & (HYPOTHETICAL_MODALS - {"must", "can", "should"} | FUTURE) else "occurred"


def _own_clause(head: Token) -> Factuality | None:
    """What the trigger's own auxiliaries, determiners and modifiers say."""
    for child in head.children:
        word = child.lower_
        if child.dep_ in {"neg", "det", "preconj"} and word in NEGATION:
            return "negated"
        if child.dep_ == "aux" and word in HYPOTHETICAL_MODALS and head.tag_ == "VB":
            return _conditional(head)
        if child.dep_ == "aux" and word in HYPOTHETICAL_MODALS:
            return "hypothetical" if head.tag_ != "VBN" or word != "must" else None
        if child.dep_ == "aux" and word in FUTURE:
            return "planned"
        if child.dep_ == "mark" and word in {"if", "unless", "whether"}:
            return "hypothetical"
        if child.dep_ in {"amod", "advmod"} and word in {
            "possible",
            "potential",
            "future",
            "imminent",
            "further",
            "planned",
            "hypothetical",
            "alleged",
            "allegedly",
            "reportedly",
            "simulated",
            "attempted",
        }:
            if word in {"alleged", "allegedly"}:
                return "claimed"
            if word in {"possible", "potential", "hypothetical", "simulated", "future", "imminent"}:
                return "hypothetical"
            if word == "planned":
                return "planned"
    return None


def _conditional(head: Token) -> Factuality:
    return "hypothetical"


def _governed(node: Token, parent: Token) -> Factuality | None:
    """What the parent does to the part of the sentence that `node` heads."""
    word = parent.lower_
    infinitive = node.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in node.children)
    complement = node.dep_ in {
        "xcomp",
        "ccomp",
        "dobj",
        "pobj",
        "acl",
        "pcomp",
        "nsubjpass",
        "advcl",
        "conj",
        "prep",
        "relcl",
        "nsubj",
        "amod",
        "agent",
    }
    if not complement or (node.dep_ == "conj"):
        return None if node.dep_ != "conj" else _modal_of(parent, node)
    if word in DENYING and node.dep_ in {"xcomp", "ccomp", "dobj", "pcomp", "pobj"}:
        return "denied"
    if word in THREATENING and node.dep_ in {"xcomp", "ccomp", "acl", "dobj", "pobj", "prep", "pcomp"}:
        return "threatened"
    if word in EVIDENCE_OF and any(c.lower_ == "no" for c in parent.children):
        return "negated"
    if word in CLAIMING and node.dep_ in {"xcomp", "ccomp"}:
        return "claimed"
    if word in ACCUSING and node.dep_ in {"prep", "pcomp", "xcomp", "ccomp"}:
        return "claimed"
    if word in PLANNING and node.dep_ in {"xcomp", "ccomp", "dobj", "acl", "pobj", "prep", "pcomp"}:
        return "planned"
    if word in IMAGINING and node.dep_ not in {"nsubj", "advcl"}:
        return "hypothetical"
    if infinitive and node.dep_ in {"advcl", "acl"} and word not in ACTUAL:
        return "planned"
    if node.dep_ in {"prep", "pobj", "xcomp"} and parent.tag_.startswith("VB"):
        return _modal_of(parent, node)
    if node.dep_ in {"dobj", "nsubjpass"} and parent.lower_ in LIGHT_VERBS:
        return _modal_of(parent, node)
    return None


def _modal_of(verb: Token, node: Token) -> Factuality | None:
    """The auxiliaries of a verb hold for its object and for what is coordinated with it without its own."""
    if any(c.dep_ == "aux" and c.lower_ not in {"to"} for c in node.children):
        return None
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ == "aux" and child.lower_ in NEGATION):
            return "negated"
        if child.dep_ == "aux" and child.lower_ in HYPOTHETICAL_MODALS:
            return "hypothetical"
        if child.dep_ == "aux" and child.lower_ in FUTURE:
            return "planned"
    return None


def _progressive(head: Token) -> bool:
    """ "is shelling", "are fighting": a present participle with a present auxiliary."""
    return head.tag_ == "VBG" and any(c.dep_ == "aux" and c.lower_ in {"is", "are", "'s", "'re"} for c in head.children)
