"""Which action an open trigger names: from weapon, sides and target, by one table of rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.arguments import Argument
from tacitus.coding.conditions import holds
from tacitus.coding.draft import Draft
from tacitus.coding.encoder.reading import Judgement
from tacitus.coding.scene import within
from tacitus.ontology.cues import cues
from tacitus.records import ActorKind

BY_WEAPON = {
    "missile": "missile_attack",
    "projectile": "rocket_attack",
    "rocket": "rocket_attack",
    "drone": "drone_attack",
    "naval_drone": "drone_attack",
    "aircraft": "air_strike",
    "bomb_air": "air_strike",
    "artillery": "shelling",
    "ied": "bombing",
    "bomb": "bombing",
    "suicide": "suicide_bombing",
    "mine": "landmine",
    "grenade": "grenade_attack",
    "gas": "chemical_attack",
    "crowd": "protest_dispersed",
}
# The sharper sign first: a jet that fires a missile is an air strike, a drone that drops a bomb a drone attack.
WEIGHT = (
    "suicide",
    "gas",
    "crowd",
    "drone",
    "naval_drone",
    "aircraft",
    "bomb_air",
    "missile",
    "rocket",
    "mine",
    "artillery",
    "grenade",
    "projectile",
    "ied",
    "bomb",
)
SENDING = frozenset({"?launch", "?launchnoun", "?fire", "?drop"})
"""Triggers whose object is what is sent, not what is hit."""
IN_FLIGHT = frozenset({"missile", "rocket", "drone", "projectile"})
"""What is destroyed in numbers before it strikes."""
CRAFT = frozenset({"aircraft", "drone", "naval_drone"})
REMOTE = frozenset({"air_strike", "drone_attack", "missile_attack", "rocket_attack", "shelling", "ground_assault"})
STATE: frozenset[ActorKind] = frozenset({"state_forces", "government", "external"})
NON_STATE: frozenset[ActorKind] = frozenset(
    {"rebels", "militia", "identity_militia", "unidentified", "rioters", "civilians", "protesters"}
)
CROWD: frozenset[ActorKind] = frozenset({"rioters", "protesters"})
UNARMED: frozenset[ActorKind] = frozenset({"civilians", "organisation", "government"})
GUARDED = frozenset({"military", "police", "government", "diplomatic"})
"""Facilities whose attackers have armed men against them."""
ONLINE = frozenset("hacker hackers website websites server servers computer computers".split())
BOMBERS = frozenset({"bomber", "bombers"})
MOB_DEEDS = frozenset({"killing", "beating", "riot", "property_destruction", "ground_assault"})
TAKINGS = frozenset({"territory_seized", "territory_retaken"})
CROWD_DEEDS = frozenset({"ground_assault", "armed_clash", "property_destruction"}) | TAKINGS
POSTS = frozenset({"military", "police"})
BLADED = frozenset({"gun", "blade", "fire", "stone"})


def decide(draft: Draft, judged: Judgement | None = None) -> None:
    """Set `draft.action` where its trigger left it open; note in `draft.open` where nothing sharp decided.

    There, and where the condition of the trigger does not hold ("aid trucks crossed into the town"), the encoder's
    judgement counts too, and the frame keeps what the rules alone would have said.
    """
    name = draft.frame.trigger.action
    action = RULES[name](draft) if name.startswith("?") else name
    if judged is not None and (draft.open or not holds(draft)) and (read := judged.action(action)) != action:
        draft.frame.how = f"read as {read}, by rule {action}"
        action = read
    draft.action = _at_sea(draft, _by_gas(draft, _tried(draft, action)))
    decide_by_doers(draft)


def decide_by_doers(draft: Draft) -> None:
    """Sharpen `draft.action` by who did it to whom: again once the sides have been weighed."""
    draft.action = _at_protest(draft, _by_crowd(draft, _at_people(draft, draft.action)))


def _tried(draft: Draft, action: str) -> str:
    """Who tries to take a place attacks it: "tried to enter the headquarters"."""
    head = draft.frame.head
    tried = head.dep_ == "xcomp" and head.head.lower_ in cues("trying")
    return "ground_assault" if tried and action in TAKINGS else action


def _by_gas(draft: Draft, action: str) -> str:
    """An attack from afar with poison is a chemical attack, whatever carries the poison."""
    kinds = {a.weapon.kind for a in draft.weapons if a.weapon is not None}
    return "chemical_attack" if action in REMOTE and "gas" in kinds else action


def _at_sea(draft: Draft, action: str) -> str:
    """An attack on a ship is a vessel attack whatever the weapon."""
    hit = {a.facility.kind for a in draft.facilities if a.facility is not None}
    return "vessel_attack" if action in REMOTE and "vessel" in hit and "military" not in hit else action


def _by_crowd(draft: Draft, action: str) -> str:
    """What a crowd storms, blocks or burns, it does as a riot; a mob does violence to those of no state."""
    doers, victims = _kinds(draft, "initiator"), _kinds(draft, "target")
    if action in MOB_DEEDS and _is_mob(draft) and (victims or draft.facilities):
        return "riot" if victims & STATE or _hits_a_post(draft) else "mob_violence"
    return "riot" if action in CROWD_DEEDS and doers and doers <= CROWD else action


def _hits_a_post(draft: Draft) -> bool:
    """Whether what was attacked is held by the army or the police."""
    return any(a.facility is not None and a.facility.kind in POSTS for a in draft.facilities)


def _is_mob(draft: Draft) -> bool:
    """Whether those who act are called a mob, vigilantes, or the people of the place."""
    mob = cues("mob")
    return any(t.lower_ in mob for a in draft.initiators for t in a.scene.doc[a.start : a.end])


def _at_protest(draft: Draft, action: str) -> str:
    """What the state does to protesters: it ends the protest by arrests at it, or puts it down by force."""
    if action == "arrest":
        return "protest_dispersed" if any(t.lower_ in cues("at-protest") for t in _when(draft.frame.head)) else action
    put_down = action in {"beating", "killing", "ground_assault"} and "protesters" in _kinds(draft, "target")
    return "protest_repressed" if put_down and _kinds(draft, "initiator") & STATE else action


def _when(verb: Token) -> Iterator[Token]:
    """The words of the phrases and clauses that say at what, or while what, a verb happened."""
    for child in verb.children:
        if child.i > verb.i and (
            child.lower_ in {"at", "during", "from"} or any(c.lower_ == "while" for c in child.children)
        ):
            yield from child.subtree


def weapon_action(draft: Draft) -> str | None:
    """The action that the sharpest weapon of the clause stands for."""
    used = [a for a in draft.weapons if a.weapon is not None and not _is_hit(draft, a)]
    acting = [a for a in used if a.token in draft.frame.doers]  # "a missile with cluster munitions hit the town"
    kinds = {a.weapon.kind for a in acting or used if a.weapon is not None}
    return next((BY_WEAPON[k] for k in WEIGHT if k in kinds), None)


def _is_hit(draft: Draft, weapon: Argument) -> bool:
    """Whether a craft or missile is what was hit ("opened fire on a small plane"), not what hit."""
    sent = draft.frame.trigger.action in SENDING
    flies = weapon.weapon is not None and weapon.weapon.kind in CRAFT | IN_FLIGHT
    token = weapon.token
    against = token.dep_ == "pobj" and token.head.lower_ == "against"
    return flies and not sent and (against or token in draft.frame.undergoers)


def opposed(mine: Collection[ActorKind], theirs: Collection[ActorKind]) -> bool:
    """Whether a state's forces stand on the one side and others on the other: soldiers are no gunmen in one report."""
    if not mine or not theirs:
        return False
    return any(STATE.issuperset(a) and NON_STATE.issuperset(b) for a, b in ((mine, theirs), (theirs, mine)))


def _kinds(draft: Draft, side: str) -> set[ActorKind]:
    arguments = draft.initiators if side == "initiator" else draft.targets
    actors = [(a.actor, a.token) for a in arguments if a.actor is not None and (side == "initiator" or a.place is None)]
    return {"civilians" if _only_waits(token) else actor.kind for actor, token in actors}


def _only_waits(crowd: Token) -> bool:
    """ "Opened fire on a crowd waiting for aid": a crowd that is there for something else is no protest."""
    if crowd.lower_ not in {"crowd", "crowds"}:
        return False
    told = (c for c in crowd.children if c.dep_ in {"acl", "relcl", "prep"})
    return any(w.lower_ in cues("waiting") for c in told for w in (c, *c.children))


def _by_bomber(draft: Draft) -> bool:
    """Whether a bomber did it who is a person: "the bomber struck as people gathered"; a state's bombers are planes."""
    named = any(t.lower_ in BOMBERS for t in draft.frame.doers)
    return named and not _kinds(draft, "initiator") & STATE


def _strike(draft: Draft) -> str:
    if action := weapon_action(draft):
        return action
    draft.open = True
    if _by_bomber(draft):
        return "suicide_bombing"
    doers = _kinds(draft, "initiator")
    return "shelling" if doers and not doers & STATE else "air_strike"


def _attack(draft: Draft) -> str:
    if any(t.lower_ in ONLINE for t in (*draft.frame.doers, *draft.frame.undergoers)):
        return "cyber_attack"
    if action := weapon_action(draft):
        return action
    draft.open = True
    if _by_bomber(draft):
        return "suicide_bombing"
    victims, doers = _kinds(draft, "target"), _kinds(draft, "initiator")
    if victims & {"protesters"}:
        return "protest_repressed" if doers & STATE else "mob_violence"
    if victims and victims <= UNARMED and not draft.facilities and doers and not _kills(draft):
        return "killing" if doers & NON_STATE else "beating"
    return "ground_assault"


def _at_people(draft: Draft, action: str) -> str:
    """An attack of no other kind that kills people where no armed men are is a killing."""
    attack = action == "ground_assault" and draft.frame.trigger.action == "?attack" and draft.open
    victims = _kinds(draft, "target")
    guarded = any(a.facility is not None and a.facility.kind in GUARDED for a in draft.facilities)
    return "killing" if attack and victims and victims <= UNARMED and not guarded and _kills(draft) else action


def _kills(draft: Draft) -> bool:
    return any(f.status == "killed" for f in draft.figures)


def _shot(draft: Draft) -> str:
    if (action := weapon_action(draft)) and action not in {"bombing", "protest_dispersed"}:
        return action
    victims, doers = _kinds(draft, "target"), _kinds(draft, "initiator")
    if victims & {"protesters", "rioters"} or (doers & STATE and _crowd_near(draft)):
        return "protest_repressed"
    if victims & {"state_forces", "rebels", "militia", "external"} and not victims & {"civilians"}:
        return "ground_assault"
    if draft.frame.trigger.action == "?shootdead" and _ranked(draft):
        return "assassination"
    draft.open = draft.frame.trigger.action != "?shootdead"
    return "killing"


def _kill(draft: Draft) -> str:
    if action := weapon_action(draft):
        return action
    draft.open = True
    victims = _kinds(draft, "target")
    if victims & {"protesters"} and _kinds(draft, "initiator") & STATE:
        return "protest_repressed"
    if victims & {"state_forces", "rebels", "militia"} and not victims & {"civilians"}:
        return "ground_assault"
    return "killing"


def _blast(draft: Draft) -> str:
    action = weapon_action(draft)
    draft.open = action is None
    return action or "bombing"


def _seize(draft: Draft) -> str:
    kinds = {a.facility.kind for a in draft.facilities + draft.targets if a.facility is not None}
    doers = _kinds(draft, "initiator")
    if "vessel" in kinds:
        return "vessel_seizure"
    people = [a for a in draft.targets if a.actor is not None and a.place is None]
    if people and draft.frame.trigger.action != "?seizeplace" and not (kinds & {"military"}):
        return "abduction" if doers and not doers & STATE else "arrest"
    if not any(a.place for a in draft.targets) and (_takes_weapons(draft) or (draft.weapons and not kinds)):
        return "weapons_disrupted"
    return _territory(draft)


def _takes_weapons(draft: Draft) -> bool:
    """Whether weapons are what was taken, or what it was made up of ("a shipment of drone engines")."""
    taken = [t for undergoer in draft.frame.undergoers for t in (undergoer, *_made_up_of(undergoer))]
    return any(w.covers(t.i) for t in taken for w in draft.frame.scene.weapons)


def _made_up_of(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from child.subtree


def _territory(draft: Draft) -> str:
    """Government forces on their own soil retake; anyone else seizes."""
    home = {p.place.country for p in draft.places}
    own = any(
        a.actor is not None and a.actor.kind in STATE and (not home or a.actor.country in {*home, None})
        for a in draft.initiators
    )
    return "territory_retaken" if own else "territory_seized"


def _hold(draft: Draft) -> str:
    doers = _kinds(draft, "initiator")
    return "abduction" if doers and not doers & STATE else "arrest"


def _handover(draft: Draft) -> str:
    """People handed over are released; ground is withdrawn from; things are aid."""
    if any(a.actor is not None and a.place is None for a in draft.targets):
        return "release"
    return "withdrawal" if any(a.place or a.facility for a in draft.targets + draft.facilities) else "aid"


def _raid(draft: Draft) -> str:
    if action := weapon_action(draft):
        return action
    draft.open = True
    return "ground_assault"


def _bomb(draft: Draft) -> str:
    kinds = {a.weapon.kind for a in draft.weapons if a.weapon is not None} - {"bomb"}
    sharp = next((BY_WEAPON[k] for k in WEIGHT if k in kinds), None)
    if sharp:
        return sharp
    draft.open = True
    return "air_strike" if _kinds(draft, "initiator") & STATE else "bombing"


def _drop(draft: Draft) -> str:
    return "drone_attack" if weapon_action(draft) == "drone_attack" else "air_strike"


def _gunnery(draft: Draft) -> str:
    action = weapon_action(draft)
    draft.open = action is None
    return action or "shelling"


def _launch(draft: Draft) -> str:
    kinds = {a.weapon.kind for a in draft.weapons if a.weapon is not None}
    if kinds and kinds <= BLADED:
        return _shot(draft)
    if kinds == {"aircraft"} and draft.frame.trigger.words == "send" and not _sent_against(draft):
        return "deployment"
    return weapon_action(draft) or _shot(draft)


def _sent_against(draft: Draft) -> bool:
    """ "sent jets against them", unlike "sent jets towards Taiwan"."""
    return bool(clauses.objects_of_preposition(draft.frame.head, frozenset({"against", "at", "on", "over"})))


def _wreck(draft: Draft) -> str:
    hit = [a for a in draft.weapons if a.weapon is not None and a.token in draft.frame.undergoers]
    if any(t.lower_ in {"defence", "defense", "defences", "defenses"} for t in draft.frame.doers):
        return "interception"
    if any(a.weapon is not None and a.weapon.kind in IN_FLIGHT and a.token.tag_ == "NNS" for a in hit):
        return "interception"
    if any(a.facility is not None and a.facility.kind == "vessel" for a in draft.facilities):
        return "vessel_attack"
    if action := weapon_action(draft):
        return action
    draft.open = True
    return "air_strike" if _kinds(draft, "initiator") & {"state_forces"} else "property_destruction"


def _clash(draft: Draft) -> str:
    kinds = _kinds(draft, "initiator") | _kinds(draft, "target")
    armed = kinds & {"rebels", "militia"}
    crowd = kinds & {"protesters", "rioters", "civilians"} or _crowd_near(draft)
    return "riot" if crowd and not armed else "armed_clash"


def _arson(draft: Draft) -> str:
    if action := weapon_action(draft):
        return action
    return (
        "riot"
        if _kinds(draft, "initiator") & {"protesters", "rioters"} or _crowd_near(draft)
        else "property_destruction"
    )


def _repel(draft: Draft) -> str:
    return (
        "interception"
        if weapon_action(draft) in {"drone_attack", "missile_attack", "rocket_attack"}
        else "ground_assault"
    )


def _ram(draft: Draft) -> str:
    hit = {a.facility.kind for a in draft.facilities if a.facility is not None}
    return "vessel_attack" if "vessel" in hit else _attack(draft)


def _stab(draft: Draft) -> str:
    return "killing" if any(f.status == "killed" for f in draft.figures) else "beating"


def _fixed(action: str) -> Callable[[Draft], str]:
    return lambda _: action


def _crowd_near(draft: Draft) -> bool:
    sentence = draft.frame.sentence
    scene = draft.frame.scene
    people = within(scene.actors, sentence.start, sentence.end)
    words = (t for t in scene.doc[sentence.start : sentence.end] if t.lower_ in cues("crowd"))
    return any(not _only_waits(t) for t in words) or any(
        x.value.actor.kind in CROWD and not _only_waits(scene.doc[x.end - 1]) for x in people
    )


def _ranked(draft: Draft) -> bool:
    return any(draft.frame.scene.doc[i].lower_ in cues("rank") for a in draft.targets for i in range(a.start, a.end))


RULES: Mapping[str, Callable[[Draft], str]] = {
    "?arson": _arson,
    "?assault": _raid,
    "?attack": _attack,
    "?barrage": _gunnery,
    "?blast": _blast,
    "?blowup": _blast,
    "?bomb": _bomb,
    "?bombard": _gunnery,
    "?clash": _clash,
    "?destroy": _wreck,
    "?drop": _drop,
    "?fallto": _fixed("territory_seized"),
    "?fire": _launch,
    "?fireon": _shot,
    "?gunfire": _launch,
    "?handover": _handover,
    "?hold": _hold,
    "?kill": _kill,
    "?killing": _kill,
    "?launch": _launch,
    "?launchnoun": _launch,
    "?loot": _fixed("property_destruction"),
    "?overrun": _fixed("territory_seized"),
    "?pound": _gunnery,
    "?protest": _fixed("protest"),
    "?raid": _raid,
    "?ram": _ram,
    "?repel": _repel,
    "?seize": _seize,
    "?seizeplace": _territory,
    "?shoot": _shot,
    "?shootdead": _shot,
    "?shootnoun": _shot,
    "?stab": _stab,
    "?strike": _strike,
    "?take": _seize,
    "?underfire": _shot,
    "?wreck": _wreck,
}
CONSEQUENCES = frozenset({"?kill", "?destroy", "?wreck", "?killing"})
"""Triggers that mostly tell what another happening did; alone they name one."""
