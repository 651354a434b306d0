"""How a place name stands in its clause: as where it happened, as a hint of where, or as something else."""

from __future__ import annotations

import re
from typing import Literal

from spacy.tokens import Token

from tacitus.coding.localities import LANDMARK, LOCALITY
from tacitus.coding.scene import Located, Scene, at
from tacitus.gazetteer import Resolution
from tacitus.ontology.cues import cues

Standing = Literal["setting", "hint", "none"]
"""`setting`: said as the place. `hint`: names a locality whose people or things do something there; it is the
place only where nothing else is said. `none`: a side, a source of fire, or part of another name."""

LOCATIVE = frozenset(
    """in at near outside around inside within across throughout off over above along beside between through
    onto into beyond amid under""".split()
)
AT = frozenset({"at", "outside", "inside", "near"})
NEAR = frozenset(
    """near outside around close off beside north south east west northeast northwest southeast southwest north-east
    north-west south-east south-west km kilometres kilometers miles outskirts toward towards above below
    between""".split()
)
UNDERGOING = frozenset({"dobj", "nsubjpass", "attr", "appos", "oprd", "npadvmod"})
ON = frozenset({"on", "against", "upon", "to"})
MODIFIER = frozenset({"poss", "compound", "amod", "nmod", "nummod"})
LEAVING = frozenset(
    """withdraw withdraws withdrew withdrawn withdrawing withdrawal retreat retreats retreated retreating pull pulls
    pulled pulling pullout evacuate evacuates evacuated evacuating evacuation expel expels expelled oust ousts ousted
    drive drives drove driven dislodge dislodged""".split()
)
"""What happens where it is away from."""
SOURCE = frozenset({"from", "by", "with", "than", "like", "as", "including"})
BESIDES = frozenset({"for", "about", "after", "before", "despite", "without", "since", "until"})
"""Prepositions after which a name is where something is bound or what it is over, not where it happens."""
WAYS = frozenset({"road", "roads", "highway", "way", "route", "border", "track", "railway", "line", "bound"})
PLACE_NOUNS = frozenset(re.sub(r"[^a-z]+", " ", f"{LOCALITY} {LANDMARK}").split()) | frozenset(
    """outskirts part parts east west north south centre center edge capital coast waters soil side bank border
    frontier streets skies airspace suburbs neighbourhood neighborhoods districts areas""".split()
)
"""Parts and kinds of place: "of" and "'s" beside them lead to the place itself."""
POSTS = frozenset("base bases airbase airbases barracks outpost outposts checkpoint checkpoints airfield".split())
"""Places that armies hold abroad."""
DONE_TO_PLACES = frozenset(
    """siege shelling bombing bombardment capture fall seizure bombings raid raids attack attacks storming takeover
    evacuation recapture liberation battle invasion blockade""".split()
)
"""Happenings whose "of" names the place: "the shelling of Kharkiv"."""

WARS = frozenset({"war", "wars", "conflict", "crisis", "genocide", "invasion", "occupation"})
"""What goes on in the background of other happenings: its place is not theirs ("since the war in Gaza began")."""
CAUSES = frozenset({"support", "solidarity", "sympathy", "behalf"})
"""What is done for a place is not done there: "in support of Gaza"."""
SAYING = frozenset(
    """said says say told tells added announced reported declared wrote warned insisted claimed acknowledged confirmed
    reply replied replies""".split()
)
LENGTHS = frozenset("km kms kilometre kilometres kilometer kilometers mile miles metres meters away".split())

_DISTANCE = (
    r"(?:(?:some|about|around|roughly|just|nearly) )?(?:[\w.,-]+ )?(?:km|kms|kilomet(?:re|er)s?|miles?)(?: to the)? ?"
)
_BEARING = r"(?:(?:north|south|east|west)[a-z-]*|centre|center|outskirts|edge|suburbs?) (?:of|from) "
_PART = r"(?:[a-z]+(?:ern|[- ]east|[- ]west)|central|upper|lower)"
_SORT = rf"(?:{LOCALITY}|{LANDMARK})"
_LOCATOR = re.compile(
    rf"(?: {_SORT})?,? ?(?:an? (?:[a-z]+ )?{_SORT},? )?(?:{_DISTANCE})?"
    rf"(?:{_BEARING}|outside |near |(?:with)?in (?:the )?(?:{_PART} )?(?:{_SORT} of |part of |south of |north of )?)"
    rf"(?:the )?(?:{_PART} )?(?:{_SORT} of )?"
)
_COMMA = re.compile(
    rf"(?: {_SORT})?(?:,| of) ?(?:(?:in|on) )?(?:the )?(?:{_PART} )?"
    rf"(?:(?:[a-z]+ )?(?:bank|shores?|coast|edge|side) of (?:the )?)?(?:{_SORT} of )?"
)
_COMPASS = r"(?:north|south|east|west)[a-z-]* (?:of|from) "
_LANDMARK_OF = re.compile(rf"(?:{_DISTANCE}(?:{_COMPASS}|from |of )|(?<!the )\b{_COMPASS})(?:the )?(?:[A-Za-z]+ )?$")
_AND = re.compile(rf"(?: {_SORT})?(?:,|,? and| or|,? as well as) (?:the )?(?:(?:[a-z]+ ){{1,2}}of )?")
_AREA_NOUNS = frozenset(
    "commune district province region territory governorate county state department oblast hills mountains".split()
)
_AREAS = frozenset({"country", "admin1", "admin2", "region", "water"})


def standing(scene: Scene, located: Located[Resolution]) -> Standing:
    """How the name stands; one inside the longer name of an actor counts only in "at the Islamabad High Court"."""
    token = scene.doc[located.start : located.end].root
    actor = at(scene.actors, token.i)
    if actor is not None and (actor.start < located.start or actor.end > located.end):
        return "setting" if _carrier(token).head.lower_ in AT and not _is_country(located) else "none"
    if _is_named_after(token, located):
        return "none"
    token = _first_of_list(token)
    if _is_elsewhere(scene, located, token):
        return "none"
    head = _carrier(token)
    side = actor is not None or _is_country(located)
    if head is not token:
        if at(scene.weapons, head.i) is not None or (actor is not None and not actor.value.ambiguous):
            return "none"
        if head.dep_ == "pobj" and head.head.lower_ in LOCATIVE and not _is_country(located):
            return "setting"  # "in Kutaisi's main square"
        return _of_carrier(head, side)
    if head.dep_ in UNDERGOING:
        if side and (head.dep_ not in {"dobj", "nsubjpass"} or not _is_trigger(scene, head.head)):
            return "none"  # "prompting the U.S. to respond"
        return "setting" if actor is None or actor.value.ambiguous else "none"
    if head.dep_ == "pobj":
        return _after_preposition(head.head, side)
    if head.dep_ in {"nsubj", "csubj"}:
        return "hint" if not side else "none"
    return "none" if side else "setting"


def _is_elsewhere(scene: Scene, located: Located[Resolution], token: Token) -> bool:
    """Whether the words tie the name to another thing than what is told: a war, a cause, or who is speaking."""
    if token.dep_ != "pobj":
        return False
    head = token.head.head
    before = scene.words[max(0, located.start - 3) : located.start]
    if token.head.lower_ in {"from", "to", "towards", "for"} and head.lower_ in cues("travelling"):
        return True  # "was travelling to Peshawar when gunmen opened fire"
    if WARS & {*before[:-1], head.lower_}:
        return not _is_trigger(scene, head)
    if head.lower_ in CAUSES:
        return True
    if head.dep_ == "pobj" and head.head.lower_ in BESIDES and not _is_trigger(scene, head):
        return True  # "hours after a funeral in Baghdad"
    spoken = head.lower_ in SAYING and head.tag_.startswith("VB") and token.head.i > head.i
    if spoken and not any(c.dep_ in {"auxpass", "nsubjpass"} for c in head.children):
        return True
    return head.dep_ == "nsubj" and head.head.lower_ in SAYING and _is_seat(located)


def _is_seat(located: Located[Resolution]) -> bool:
    """Whether the name is a capital, from where governments speak of what happens elsewhere."""
    place = located.value.toponym
    return place is not None and any(m.capital and m.toponym.id == place.id for m in located.value.span.matches)


def _is_trigger(scene: Scene, verb: Token) -> bool:
    return any(match.start <= verb.i < match.end for match in scene.triggers)


def _is_named_after(token: Token, located: Located[Resolution]) -> bool:
    """ "The Maersk Hangzhou", "the Gravely": towns take no article, ships and things named after them do."""
    toponym = located.value.toponym
    town = (toponym is None or toponym.feature == "city") and token.i == located.end - 1
    return (
        town
        and not token.doc[located.start].is_lower
        and any(c.dep_ == "det" and c.i < located.start for c in token.children)
    )


def _is_country(located: Located[Resolution]) -> bool:
    toponym = located.value.toponym
    return toponym is not None and toponym.feature == "country"


def _carrier(token: Token) -> Token:
    """The noun whose part of the clause the name shares: what it is a possessor or modifier of."""
    while token.dep_ in MODIFIER and not token.head.tag_.startswith("VB"):
        token = token.head
    return token


def _first_of_list(token: Token) -> Token:
    """ "Kyiv" of "Kyiv, Odesa and the rail hub of Dnipro": coordinated names stand as the first of them does."""
    while token.dep_ == "conj" and token.head.tag_.startswith("NN"):
        token = token.head
    return token


def _of_carrier(head: Token, side: bool) -> Standing:
    """A possessor or modifier is a setting where the thing it is part of is; a state's things are not its ground."""
    if head.tag_.startswith("NNP") and head.lower_ not in PLACE_NOUNS:
        return "none"  # a part of a longer name
    if side and head.lower_ in POSTS:
        return "none"  # "a U.S. base"
    if head.lower_ in PLACE_NOUNS and head.dep_ in {*UNDERGOING, "pobj"}:
        return "none" if head.dep_ == "pobj" and head.head.lower_ in SOURCE else "setting"
    if side:
        return "none"
    if head.dep_ == "pobj" and head.head.lower_ in ON:
        return "setting"
    return "setting" if head.dep_ in UNDERGOING else "hint"


def _after_preposition(preposition: Token, side: bool) -> Standing:
    word, head = preposition.lower_, preposition.head
    if word == "from" and preposition.i and preposition.nbor(-1).lower_ in LENGTHS:
        return "setting"  # "25 km from Bria"
    if word == "from" and head.lower_ in LEAVING:
        return "none" if side else "setting"
    if preposition.dep_ == "agent" or word in SOURCE:
        follows = {c.lower_ for c in head.children if c.i > preposition.i}
        return "setting" if word == "from" and not side and "to" in follows else "none"
    if word in BESIDES:
        return "none"
    if word == "to" and head.lower_ in WAYS and not (head.dep_ == "pobj" and head.head.lower_ in LOCATIVE | ON):
        return "hint"  # "clear the road to Oruro", but a place where they met "on the road to Homesh"
    if word in LOCATIVE:
        return "setting" if head.lower_ != "from" else "none"
    if word in {"toward", "towards"}:
        return "hint"
    if word == "of":
        if head.lower_ in PLACE_NOUNS | DONE_TO_PLACES:
            return "setting"
        return "none" if side else "hint"
    if word in ON:
        return "setting" if not side or word in {"on", "upon"} else "none"
    return "none" if side else "setting"


def is_near(scene: Scene, located: Located[Resolution]) -> bool:
    """Whether the words before the name say that it was near it, not at it: "outside", "5 km south of"."""
    for token in reversed(list(scene.doc[max(0, located.start - 4) : located.start])):
        if token.lower_ in NEAR:
            return not (token.i and token.nbor(-1).lower_ == "the")  # "in the east of Baghdad" is in Baghdad
        if token.tag_ not in {"IN", "DT", "JJ", "NN", "NNS", "CC", "NNP"} or token.lower_ in {"in", "at"}:
            return False
    return False


def is_landmark(scene: Scene, located: Located[Resolution]) -> bool:
    """Whether the name only tells how far and which way the place lies from it: "60 km south of Baghdad"."""
    first = scene.doc[located.start]
    return _LANDMARK_OF.search(scene.text[max(0, first.idx - 60) : first.idx]) is not None


def is_listed_with(scene: Scene, before: Located[Resolution], after: Located[Resolution]) -> bool:
    """Whether `after` goes on a list that `before` is part of: "Kupwara, Uri and Akhnoor"."""
    if _is_country(before) != _is_country(after) or _AND.fullmatch(_between(scene, before, after)) is None:
        return False
    return scene.doc[after.start : after.end].root.dep_ not in {"nsubj", "nsubjpass", "compound", "poss", "amod"}


def only_locates(scene: Scene, before: Located[Resolution], after: Located[Resolution]) -> bool:
    """Whether `after` only says where `before` lies: "Kirkuk, Iraq", "Sahab, 12 km east of Amman".

    A name that no table lists is found on the map by the town it lies in, which is kept beside it unless the name
    itself holds it.
    """
    wider = _is_wider(scene, after)
    if before.value.toponym is None and not wider and not before.value.span.within:
        return False
    between = _between(scene, before, after)
    if _LOCATOR.fullmatch(between):
        return True
    return wider and _COMMA.fullmatch(between) is not None


def _is_wider(scene: Scene, located: Located[Resolution]) -> bool:
    toponym = located.value.toponym
    if toponym is not None and toponym.feature in _AREAS:
        return True
    return located.end < len(scene.doc) and scene.doc[located.end].lower_ in _AREA_NOUNS


def _between(scene: Scene, before: Located[Resolution], after: Located[Resolution]) -> str:
    doc = scene.doc
    return scene.text[doc[before.end - 1].idx + len(doc[before.end - 1]) : doc[after.start].idx]
