"""Claims as records: what is counted, who does it to whom, with what and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from tacitus.actors import ActorRegistry
from tacitus.coding import clauses
from tacitus.coding.arguments import Argument, read
from tacitus.coding.assembling import ARMED_ACTIONS, actors_of, forces_of
from tacitus.coding.casualties import STATUS
from tacitus.coding.claiming.reading import ClaimReading, is_happening
from tacitus.coding.clauses import REPORTING
from tacitus.coding.frames import Frame, frame
from tacitus.coding.scene import Located, Scene, at, within
from tacitus.coding.settings import to_place
from tacitus.gazetteer import Resolution
from tacitus.ontology import PhraseMatch, Trigger
from tacitus.records import Actor, Claim, Place, Span

AGAINST = frozenset("on against targeting at upon".split())
SETTING = frozenset("in at across near around on over off throughout inside along from outside".split())
UNDERGOING = frozenset("target targets victim victims focus".split())
"""What the subject of "have been the target of many attacks" is."""
UNDER_ARMS = frozenset("personnel servicemen servicewomen servicemembers members".split())
REACH = 4
"""Words between "on" or "against" and the side that undergoes."""


def claim(report: str, number: int, reading: ClaimReading) -> Claim:
    """The record of a claim, the `number`-th of its report, with the sides, weapons and places of what it counts.

    The sides are those of the happening counted, read as those of a mention are; people who are counted are targets.
    """
    scene = reading.scene
    happening = _happening(reading)
    doing, undergoing = _sides(reading, happening)
    start, end, text = scene.span(reading.start, reading.end)
    action = _action(happening)
    actors = actors_of(doing)
    if happening is not None and (action is None or action in ARMED_ACTIONS):
        actors = forces_of(actors)
    return Claim(
        id=f"{report}:c{number}",
        report=report,
        kind=reading.kind,
        value=reading.value,
        relation=reading.relation,
        what=reading.what,
        action=action,
        actors=_without_claimant(actors, reading),
        targets=actors_of(undergoing),
        weapons=tuple(dict.fromkeys(_weapons(reading, happening))),
        places=tuple({(p.gazetteer_id, p.name): p for p in _places(reading)}.values()),
        since=reading.since,
        as_of=reading.as_of,
        claimant=reading.claimant,
        evidence=Span(start=start, end=end, text=text),
    )


def _happening(reading: ClaimReading) -> Frame | None:
    """The frame of the happening that is counted: of the noun itself, of what it is made up of, or of its verb."""
    scene, noun = reading.scene, reading.noun
    for token in _named(scene, reading, noun):
        match = next((m for m in scene.happenings if m.start <= token.i < m.end), None)
        if match is not None:
            return frame(scene, match.start, match.end, _sense(match, token))
    return None


def _named(scene: Scene, reading: ClaimReading, noun: Token | None) -> Iterator[Token]:
    """The words that may name what is counted, the likeliest first; "the second time that" leads to its verb."""
    head = noun if noun is not None else scene.doc[reading.start : reading.end].root
    if noun is not None:
        if noun.lower_ == "time":
            yield from _told_of_the_time(reading, noun)
        yield noun
        yield from clauses.objects_of_preposition(noun, frozenset({"of"}))
    yield from scene.doc[reading.start : reading.end]
    if noun is None or not is_happening(scene, noun):
        verb = head.head if clauses.is_verb(head.head) else clauses.governing_verb(head)
        if verb is not None:
            yield verb


def _told_of_the_time(reading: ClaimReading, noun: Token) -> Iterator[Token]:
    """The verbs of "the third time in a month that jets had bombed it", wherever the parse hangs them."""
    later = reading.scene.doc[noun.i + 1 : reading.sentence.end]
    that = next((t.i for t in later if t.lower_ == "that"), None)
    yield from (t for t in later if clauses.is_verb(t) and noun.is_ancestor(t))
    if that is not None:
        yield from (t for t in later if clauses.is_verb(t) and t.i > that)


def _sense(match: PhraseMatch[Trigger], token: Token) -> Trigger:
    """Of the senses of a trigger's words the first of the token's part of speech."""
    kind = "v" if clauses.is_verb(token) else "n"
    return next((t for t in match.values if t.pos == kind), match.values[0])


def _action(happening: Frame | None) -> str | None:
    """The action, where the words name a closed one: "attacks" may be any of many."""
    if happening is None or happening.trigger.action.startswith("?"):
        return None
    return happening.trigger.action


def _sides(reading: ClaimReading, happening: Frame | None) -> tuple[list[Argument], list[Argument]]:
    scene, noun = reading.scene, reading.noun
    doers: list[Token] = list(happening.doers) if happening is not None else []
    undergoers: list[Token] = list(happening.undergoers) if happening is not None else []
    if noun is not None:
        doers += _owning_up(noun)
        undergoers += _subject_of_target(noun)
        if happening is None or not happening.start <= noun.i < happening.end:
            undergoers += [noun] if _is_hurt(reading) else []
            doers += clauses.objects_of_preposition(noun, frozenset({"by"}))
            doers += [c for c in noun.children if c.dep_ == "poss"]
    doing = [a for t in doers for a in read(scene, t) if _is_known(scene, a)]
    undergoing = [a for t in undergoers for a in read(scene, t) if _is_known(scene, a) and not _is_where(a)]
    if not undergoing and noun is not None and _is_hurt(reading):
        undergoing = list(_of_a_state(scene, noun))
    if not undergoing and (happening is not None or noun is None or is_happening(scene, noun)):
        undergoing = list(_against(reading))
    taken = {a.actor.id for a in undergoing if a.actor is not None}
    return [a for a in doing if a.actor is not None and a.actor.id not in taken], undergoing


def _owning_up(noun: Token) -> list[Token]:
    """ "The group has claimed 15 attacks": who claims happenings says that they are its own."""
    if noun.dep_ != "dobj" or noun.head.lower_ not in {"claim", "claims", "claimed"}:
        return []
    return clauses.subjects(noun.head)


def _is_known(scene: Scene, argument: Argument) -> bool:
    """Whether a side is one that the registry finds, not only a noun phrase."""
    return argument.actor is not None and at(scene.actors, argument.end - 1) is not None


def _is_where(argument: Argument) -> bool:
    """Whether a country is only where it happened: "30 attacks in Mali"."""
    token = argument.token
    return argument.place is not None and token.dep_ == "pobj" and token.head.lower_ in SETTING - AGAINST


def _is_hurt(reading: ClaimReading) -> bool:
    """Whether people are counted for what was done to them."""
    return any(t.lower_ in STATUS for t in reading.scene.doc[reading.start : reading.end + 1])


def _of_a_state(scene: Scene, noun: Token) -> Iterator[Argument]:
    """ "US personnel": men under arms named only by their state are its forces."""
    if noun.lower_ not in UNDER_ARMS:
        return
    for child in noun.lefts:
        located = at(scene.actors, child.i)
        if located is not None and located.value.actor.country is not None:
            forces = ActorRegistry.load().state(located.value.actor.country, "military")
            yield Argument(scene, child, located.start, located.end, actor=forces, how="personnel of a state")
            return


def _subject_of_target(noun: Token) -> list[Token]:
    """ "Convoys have been the target of 20 attacks": the convoys."""
    if noun.dep_ != "pobj" or noun.head.head.lower_ not in UNDERGOING:
        return []
    verb = clauses.governing_verb(noun)
    return clauses.subjects(verb) if verb is not None else []


def _against(reading: ClaimReading) -> Iterator[Argument]:
    """The side after "on" or "against", where the parse hangs it elsewhere; no farther than the next thing told."""
    scene, sentence = reading.scene, reading.sentence
    others = [n.start for n in scene.numbers]
    others += [m.start for m in scene.happenings if scene.words[m.start] not in AGAINST]
    stop = min((i for i in others if i >= reading.end), default=sentence.end)
    for i in range(reading.end, min(stop, sentence.end)):
        if scene.words[i] not in AGAINST:
            continue
        for located in scene.actors:
            between = scene.doc[i + 1 : located.start]
            if i < located.start <= i + REACH and not any(t.is_punct or t.tag_ == "IN" for t in between):
                yield from read(scene, scene.doc[located.end - 1])
                return
        return


def _without_claimant(actors: Sequence[Actor], reading: ClaimReading) -> tuple[Actor, ...]:
    """The sides that act, without the one who only says so."""
    if reading.claimant is None or (reading.noun is not None and _owning_up(reading.noun)):
        return tuple(actors)
    return tuple(a for a in actors if a.name.lower() not in reading.claimant.lower())


def _weapons(reading: ClaimReading, happening: Frame | None) -> Iterator[str]:
    """The weapons that hang on what is counted, not on another happening of the sentence."""
    scene, sentence = reading.scene, reading.sentence
    heads = {t.i for t in (reading.noun, happening.head if happening is not None else None) if t is not None}
    others = {i for m in scene.happenings for i in range(m.start, m.end)} - heads
    for located in within(scene.weapons, sentence.start, sentence.end):
        inside = reading.start < located.end and located.start < reading.end
        told_after = not heads and located.start >= reading.end
        if inside or told_after or _climbs_to(scene.doc[located.end - 1], heads, others):
            yield located.value.name


def _climbs_to(token: Token, heads: set[int], others: set[int]) -> bool:
    for node in (token, *token.ancestors):
        if node.i in heads:
            return True
        if node.i in others:
            return False
    return False


def _places(reading: ClaimReading) -> Iterator[Place]:
    """The places that the sentence sets something in, not those of who acts or who says so ("a diplomat in Rome")."""
    scene, sentence = reading.scene, reading.sentence
    for located in within(scene.places, max(sentence.start, scene.body), sentence.end):
        toponym = located.value.toponym
        if toponym is None or not _is_setting(scene, located):
            continue
        name = scene.doc[located.start : located.end].text
        yield to_place(toponym, name, False, located.value.score)


def _is_setting(scene: Scene, located: Located[Resolution]) -> bool:
    actor = at(scene.actors, located.end - 1)
    if actor is not None and (not actor.value.ambiguous or actor.end > located.end):
        return False
    token = scene.doc[located.start : located.end].root
    while token.dep_ in {"conj", "appos"} and token.head != token:
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in SETTING and not _speaks(token.head.head)


def _speaks(token: Token) -> bool:
    return token.dep_ == "nsubj" and token.head.lower_ in REPORTING
