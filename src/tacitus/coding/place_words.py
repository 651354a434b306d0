"""How a place name stands in its clause: as where it happened, as a hint of where, or as something else."""

from __future__ import annotations

import re
from typing import Literal

from spacy.tokens import Token

from tacitus.coding.localities import LANDMARK, LOCALITY
from tacitus.coding.scene import Located, Scene, at
from tacitus.gazetteer import Resolution

Standing = Literal["setting", "hint", "none"]
"""`setting`: said as the place. `hint`: names a locality whose people or things do something there; it is the
place only where nothing else is said. `none`: a side, a source of fire, or part of another name."""

LOCATIVE = frozenset(
    """in at near outside around inside within across throughout off over above along beside between through towards
    toward onto into beyond amid under""".split()
)
NEAR = frozenset(
    """near outside around close off beside north south east west northeast northwest southeast southwest north-east
    north-west south-east south-west km kilometres kilometers miles outskirts toward towards above below
    between""".split()
)
UNDERGOING = frozenset({"dobj", "nsubjpass", "attr", "appos", "oprd", "npadvmod"})
ON = frozenset({"on", "against", "upon", "to"})
MODIFIER = frozenset({"poss", "compound", "amod", "nmod", "nummod"})
SOURCE = frozenset({"from", "by", "with", "than", "like", "as", "including"})
PLACE_NOUNS = frozenset(re.sub(r"[^a-z]+", " ", f"{LOCALITY} {LANDMARK}").split()) | frozenset(
    """outskirts part parts east west north south centre center edge capital coast waters soil side bank border
    frontier streets skies airspace siege shelling bombing bombardment capture fall seizure bombings raid raids attack
    attacks storming takeover evacuation recapture liberation battle""".split()
)
"""After these "of" leads to the place itself: "the outskirts of", "the shelling of"."""

_DISTANCE = r"(?:(?:some|about|around|roughly|just|nearly) )?(?:[\w.,-]+ )?(?:km|kms|kilomet(?:re|er)s?|miles?)(?: to the)? ?"
_BEARING = r"(?:(?:north|south|east|west)[a-z-]*|centre|center|outskirts|edge|suburbs?) (?:of|from) "
_LOCATOR = re.compile(
    rf"(?:['’]s)?(?: (?:{LOCALITY}|{LANDMARK}))?,? ?(?:\(|a |an )?(?:[a-z-]+ )?(?:{_DISTANCE})?"
    rf"(?:(?:{LOCALITY}|{LANDMARK}) )?(?:(?:in|on|to) (?:the )?)?"
    rf"(?:{_BEARING}|from |of |outside |near |in |inside |within |on |across |the |southern |northern |eastern |western |central )+"
    rf"(?:(?:the )?(?:[a-z-]+ )?(?:{LOCALITY}|{LANDMARK}) (?:of )?)?(?:the )?(?:[a-z-]+(?:ern|[- ]east|[- ]west|al) )?"
)
_COMMA = re.compile(rf"(?: (?:{LOCALITY}|{LANDMARK}))?, ?(?:in )?(?:the )?(?:[a-z-]+(?:ern|[- ]east|[- ]west|al) )?")
_AREAS = frozenset({"country", "admin1", "admin2", "region", "water"})


def standing(scene: Scene, located: Located[Resolution]) -> Standing:
    """How the name stands; a name inside the longer name of an actor is none."""
    token = scene.doc[located.start : located.end].root
    actor = at(scene.actors, token.i)
    if actor is not None and (actor.start < located.start or actor.end > located.end):
        return "none"
    head = _carrier(token)
    side = actor is not None or _is_country(located)
    if head is not token:
        return _of_carrier(head, side, actor is not None and not actor.value.ambiguous)
    if head.dep_ in UNDERGOING:
        return "setting" if actor is None or actor.value.ambiguous else "none"
    if head.dep_ == "pobj":
        return _after_preposition(head.head, side)
    if head.dep_ in {"nsubj", "csubj"}:
        return "hint" if not side else "none"
    return "hint" if side else "setting"


def _is_country(located: Located[Resolution]) -> bool:
    toponym = located.value.toponym
    return toponym is not None and toponym.feature == "country"


def _carrier(token: Token) -> Token:
    """The noun whose part of the clause the name shares: what it modifies or is coordinated with."""
    for _ in range(4):
        if token.dep_ not in MODIFIER and token.dep_ != "conj":
            break
        if token.dep_ == "conj" and not token.head.tag_.startswith("NN"):
            break
        if token.head.tag_.startswith("VB"):
            break
        token = token.head
    return token


def _of_carrier(head: Token, side: bool, known_actor: bool) -> Standing:
    """A possessor or modifier is a setting where the thing it is part of is; a state's things are not its ground."""
    if known_actor:
        return "none"
    if head.lower_ in PLACE_NOUNS and head.dep_ in {*UNDERGOING, "pobj"}:
        return "none" if head.dep_ == "pobj" and head.head.lower_ in SOURCE else "setting"
    if side:
        return "none"
    if head.dep_ == "pobj" and head.head.lower_ in LOCATIVE | ON:
        return "setting"
    return "setting" if head.dep_ in UNDERGOING else "hint"


def _after_preposition(preposition: Token, side: bool) -> Standing:
    word, head = preposition.lower_, preposition.head
    if preposition.dep_ == "agent" or word in SOURCE:
        follows = {c.lower_ for c in head.children if c.i > preposition.i}
        return "setting" if word == "from" and not side and "to" in follows else "none"
    if word in LOCATIVE:
        return "setting"
    if word == "of":
        if head.lower_ in PLACE_NOUNS:
            return "setting"
        return "none" if side else "hint"
    if word in ON:
        return "setting" if not side or word != "to" else "none"
    return "none" if side else "setting"


def is_near(scene: Scene, located: Located[Resolution]) -> bool:
    """Whether the words before the name say that it was near it, not at it: "outside", "5 km south of"."""
    for token in reversed(list(scene.doc[max(0, located.start - 4) : located.start])):
        if token.lower_ in NEAR:
            return True
        if token.tag_ not in {"IN", "DT", "JJ", "NN", "NNS", "CC", "NNP"} or token.lower_ in {"in", "at"}:
            return False
    return False


def only_locates(scene: Scene, before: Located[Resolution], after: Located[Resolution]) -> bool:
    """Whether `after` only says where `before` lies: "Kirkuk, Iraq", "Sahab, 12 km east of Amman"."""
    doc = scene.doc
    between = doc.text[doc[before.end - 1].idx + len(doc[before.end - 1]) : doc[after.start].idx]
    if _LOCATOR.fullmatch(between):
        return True
    toponym = after.value.toponym
    return toponym is not None and toponym.feature in _AREAS and _COMMA.fullmatch(between) is not None
