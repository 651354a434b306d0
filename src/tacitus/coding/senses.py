"""Whether a trigger word speaks of conflict here: its conditions, and the other senses of its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from tacitus.coding.arguments import Argument
from tacitus.coding.draft import Draft
from tacitus.coding.frames import Frame
from tacitus.coding.scene import Scene, within
from tacitus.ontology import PhraseTable
from tacitus.ontology.tables import rows
from tacitus.records import ActorKind

ARMED: frozenset[ActorKind] = frozenset(
    {"state_forces", "rebels", "militia", "identity_militia", "external", "unidentified"}
)
POLITICAL: frozenset[ActorKind] = frozenset(
    {"government", "organisation", "external", "rebels", "militia", "state_forces"}
)
CROWD_WORDS = frozenset(
    """protest protests protester protesters protesting demonstration demonstrations demonstrator demonstrators
    marchers crowd crowds rally rallies rioters riot strikers picketers sit-in march marched activists students
    opposition slogans placards banners""".split()
)
COMPUTER_WORDS = frozenset(
    """computer computers network networks server servers website websites data online software digital systems
    cyber hackers""".split()
)
SIGNING_WORDS = frozenset(
    """sign signs signed signing signature initial initialled agreed agree reached struck brokered ratified accept
    accepted""".split()
)
IMPOSING_WORDS = frozenset(
    """impose imposed imposes imposing slap slapped announce announced placed hit widen widened new extend extended
    renew renewed adopt adopted""".split()
)
OFFICIAL_KINDS: frozenset[ActorKind] = frozenset({"government", "organisation", "external", "rebels", "militia"})
REVENGE_WORDS = frozenset(
    """revenge avenge retaliate retaliation answer response respond punish punishment attack attacks strike strikes
    blood fight""".split()
)
AGREEMENT_WORDS = frozenset(
    [
        "deal",
        "agreement",
        "accord",
        "treaty",
        "truce",
        "pact",
        "ceasefire",
        "peace",
        "protocol",
        "memorandum",
        "declaration",
    ]
)
FORCED_WORDS = frozenset(["forcibly", "enforced", "disappeared", "security", "taken"])
CONTROL_NOUNS = frozenset(
    """control town village city hill base outpost position positions district territory ground area bridge airport
    garrison""".split()
)
CRIMES = frozenset(
    """attack attacks strike strikes assault killing killings blast bombing shelling raid ambush deaths murder murders
    explosion drones missiles""".split()
)
LITERAL_EVIDENCE = frozenset(
    {"missile", "rocket", "drone", "artillery", "aircraft", "ied", "suicide", "bomb_air", "mine", "gas", "gun"}
)


@cache
def domains() -> PhraseTable[str]:
    """Words of sport, business, culture and the like, in which words of war are figures of speech."""
    return PhraseTable(
        ([frozenset({w}) for w in row["words"].replace("-", " - ").split()], row["domain"])
        for _, row in rows("tacitus.ontology", "senses.csv", ("words", "domain"))
    )


def figurative(scene: Scene) -> bool:
    """Whether a paragraph is of another domain: its words are, and nothing in it is armed.

    One word of a domain suffices where no weapon, armed side or base stands in the paragraph.
    """
    found = domains().longest(scene.words)
    if not found:
        return False
    armed = sum(x.value.actor.kind in ARMED and not x.value.ambiguous for x in scene.actors)
    literal = sum(x.value.kind in LITERAL_EVIDENCE for x in scene.weapons)
    return len(found) > armed + literal


def holds(draft: Draft) -> bool:
    """Whether the condition of the draft's trigger is met where it stands."""
    frame = draft.frame
    beside = {frame.scene.words[i] for i in range(max(0, frame.start - 2), min(len(frame.scene.words), frame.end + 3))}
    if frame.trigger.unless & beside:
        return False
    need = frame.trigger.needs
    return not need or CONDITIONS[need](draft)


def _actors(arguments: list[Argument], kinds: frozenset[ActorKind] | None = None) -> bool:
    return any(a.actor is not None and (kinds is None or a.actor.kind in kinds) for a in arguments)


def _sentence_actors(frame: Frame, kinds: frozenset[ActorKind]) -> bool:
    found = within(frame.scene.actors, frame.sentence.start, frame.sentence.end)
    return any(x.value.actor.kind in kinds for x in found)


def _weapon(draft: Draft) -> bool:
    f = draft.frame
    return bool(draft.weapons) or any(
        not (f.start <= w.start < f.end) for w in within(f.scene.weapons, f.sentence.start, f.sentence.end)
    )


def _context(draft: Draft) -> bool:
    """Something armed, hurt or located in the same sentence, or the paragraph's other triggers."""
    f = draft.frame
    if draft.initiators or draft.facilities or draft.figures or _weapon(draft):
        return True
    if any(a.actor is not None for a in draft.targets) and not all(a.how == "noun phrase" for a in draft.targets):
        return True
    if within(f.scene.places, f.sentence.start, f.sentence.end):
        return True
    return _sentence_actors(f, ARMED)


def _words_near(draft: Draft, words: frozenset[str]) -> bool:
    sentence = draft.frame.sentence
    return any(w in words for w in draft.frame.scene.words[sentence.start : sentence.end])


def _paragraph_words(draft: Draft, words: frozenset[str]) -> bool:
    return any(w in words for w in draft.frame.scene.words)


def _crowd(draft: Draft) -> bool:
    f = draft.frame
    own = set(range(f.start, f.end))
    if any(w in CROWD_WORDS for i, w in enumerate(f.scene.words) if i not in own):
        return True
    return any(x.value.actor.kind in {"protesters", "rioters"} for x in f.scene.actors) or _actors(
        draft.initiators, frozenset({"civilians"})
    )


ROUTES = frozenset(
    """border borders crossing crossings road roads highway highways strait straits lane lanes airspace bridge bridges
    frontier frontiers port ports checkpoint gate gates corridor corridors route routes motorway railway n1""".split()
)
RESTRICTIONS = frozenset("blockade siege curfew sanctions sanction ban embargo restrictions closure emergency levy".split())
SANCTIONABLE = frozenset(
    """aid assets relations ties imports exports trade visas membership participation part deliveries supplies funds
    funding accounts cooperation operation arms gas oil beef talks dialogue""".split()
)
AID_WORDS = frozenset(
    "aid rice flour food medicine medicines supplies relief tents patrol boats pickups hospital vaccines weapons ammunition generators fuel grain".split()
)


def _undergoing(draft: Draft) -> set[str]:
    return {t.lower_ for t in draft.frame.undergoers}


def _place_under_force(draft: Draft) -> bool:
    return _actors(draft.initiators, ARMED - {"unidentified"}) and any(a.place or a.facility for a in draft.targets + draft.facilities)


def _place_subject(draft: Draft) -> bool:
    scene = draft.frame.scene
    return any(any(p.covers(t.i) for p in scene.places) for t in draft.frame.doers) and _sentence_actors(draft.frame, ARMED)


def _speaks(draft: Draft) -> bool:
    """Someone says it: a side, or a pronoun for one."""
    return _actors(draft.initiators) or any(t.tag_ in {"PRP", "NNP", "NNPS", "WP"} for t in draft.frame.doers)


def _called(draft: Draft) -> bool:
    """"Calls for" and "an appeal to" are demands; a phone call is not."""
    return any(c.lower_ in {"for", "to", "on"} for c in draft.frame.head.children)


CONDITIONS: Mapping[str, Callable[[Draft], bool]] = {
    "aid-object": lambda d: bool(_undergoing(d) & AID_WORDS) or bool(d.frame.undergoers) and _words_near(d, AID_WORDS),
    "attributed": lambda d: any(c.lower_ in {"to", "on"} for c in d.frame.head.children) and _words_near(d, CRIMES),
    "called": _called,
    "force-enters": _place_under_force,
    "force-leaves": _place_under_force,
    "place-subject": _place_subject,
    "prisoners": lambda d: _words_near(d, frozenset("prisoner prisoners hostage hostages captives captive detainees bodies".split())),
    "restriction": lambda d: bool(_undergoing(d) & RESTRICTIONS),
    "route": lambda d: _words_near(d, ROUTES),
    "route-object": lambda d: bool(_undergoing(d) & ROUTES) or bool({t.lower_ for t in d.frame.doers} & ROUTES),
    "sanctioned": lambda d: bool(_undergoing(d) & SANCTIONABLE) and _actors(d.initiators),
    "agreement-object": lambda d: any(t.lower_ in AGREEMENT_WORDS for t in d.frame.undergoers),
    "armed-sides": lambda d: (
        _actors(d.initiators, ARMED)
        or (_actors(d.targets, ARMED) and d.frame.trigger.pos == "n")
        or _sentence_actors(d.frame, ARMED - {"unidentified"})
    ),
    "casualty": lambda d: bool(d.figures),
    "computer": lambda d: _paragraph_words(d, COMPUTER_WORDS),
    "context": _context,
    "control-object": lambda d: (
        any(a.place or a.facility for a in d.targets + d.facilities)
        or any(t.lower_ in CONTROL_NOUNS for t in d.frame.undergoers)
    ),
    "crowd": _crowd,
    "force": lambda d: _actors(d.initiators, ARMED | {"government"}),
    "force-object": lambda d: _actors(d.targets, ARMED),
    "forced": lambda d: _words_near(d, FORCED_WORDS),
    "government": lambda d: _actors(
        d.initiators, frozenset({"government", "state_forces", "external", "rebels", "militia"})
    ),
    "impose": lambda d: _words_near(d, IMPOSING_WORDS),
    "officials": lambda d: _actors(d.initiators, OFFICIAL_KINDS) and _actors(d.targets, OFFICIAL_KINDS),
    "person": lambda d: _actors(d.targets) or _actors(d.initiators),
    "person-object": lambda d: _actors([a for a in d.targets if a.place is None]),
    "place-object": lambda d: any(a.place or a.facility for a in d.targets + d.facilities),
    "revenge": lambda d: _words_near(d, REVENGE_WORDS),
    "signed": lambda d: _words_near(d, SIGNING_WORDS),
    "speaker": _speaks,
    "target": lambda d: (
        bool(d.frame.undergoers) and (_actors(d.initiators, ARMED | {"government"}) or _weapon(d) or bool(d.facilities))
    ),
    "vessel-object": lambda d: any(
        a.facility is not None and a.facility.kind == "vessel" for a in d.facilities + d.targets
    ),
    "victim": lambda d: bool(d.figures) or _actors(d.targets),
    "violent-death": lambda d: bool(d.figures),
    "weapon": _weapon,
    "weapon-object": lambda d: any(t for t in d.frame.undergoers if any(w.covers(t.i) for w in d.frame.scene.weapons)),
    "weapon-subject": lambda d: any(t for t in d.frame.doers if any(w.covers(t.i) for w in d.frame.scene.weapons)),
}
