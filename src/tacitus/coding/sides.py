"""Who is on which side of a happening: every actor told near it is weighed for the doer's and the undergoer's slot.

The grammar of a clause (`tacitus.coding.frames`) finds the sides that stand in the clause of the trigger. Texts tell
them elsewhere too: in the sentence before, as whom a witness blames, as those who lay dead. A learned model weighs
every actor near the happening, with what the grammar says of it as the chief sign. Without it the grammar decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.arguments import REFERENCE, Argument, names_people
from tacitus.coding.draft import Draft
from tacitus.coding.learned import (
    Happenings,
    Nearby,
    SideWeights,
    Telling,
    is_group,
    overlap,
)
from tacitus.coding.merging import ANSWERS
from tacitus.coding.scene import Scene, at, noun_phrase
from tacitus.ontology.cues import cues
from tacitus.records import Actor

IS_SIDE, STAYS = 0.5, 0.2
"""The probability from which an actor is taken for a side, and the lower one at which a side of the grammar stays."""
REACH = 3
"""Sentences between a happening and an actor that may be its side."""
PEOPLE_TAGS = frozenset({"NN", "NNS"})
WHERE = frozenset({"in", "inside", "near", "across", "over", "within", "throughout"})
COUNTING = frozenset("put puts gave gives counted counts estimated estimates".split())
"""What is done to figures by who only reports them."""
WEIGHED = "weighed by the model of sides"


def set_sides(drafts: Sequence[Draft], models: SideWeights) -> None:
    """Give the joined happenings of a report the sides that the models find, by changing the drafts.

    Places that stand as targets are kept, as places: the words of one are evidence of a side only where the model finds
    it one.
    """
    found = []
    told = ToldNear(drafts)
    for draft in drafts:
        doers, done_to = [], []
        for telling in told.near(draft):
            initiator, target = models.chances(telling)
            doers.append((initiator, telling.actor))
            done_to.append((target, telling.actor))
        if (answer := _answered(draft)) is not None:
            doers = [(chance, actor) for chance, actor in doers if not _stands_before(actor, answer)]
        doers = [
            (c, a) for c, a in doers if not _only_reports(a, draft) or any(overlap(a, x) for x in draft.initiators)
        ]
        against = [*draft.targets, *_answering(draft, drafts), *_accusing(draft, drafts)]
        acting = _chosen(doers, draft.initiators, against) + _stood_for(draft.initiators, doers)
        found.append((draft, acting, _chosen(done_to, draft.targets, draft.initiators)))
    for draft, initiators, targets in found:
        places = [a for a in draft.targets if a.place is not None]
        draft.initiators = [a for a in initiators if not _is_likelier(a, targets)]
        draft.targets = [*(a for a in targets if not _is_likelier(a, draft.initiators)), *places]


def _is_likelier(actor: Argument, opposite: Sequence[Argument]) -> bool:
    """Whether an actor is likelier on the opposite side: nobody is on both."""
    same = [a for a in opposite if a.actor == actor.actor and not is_group(a)]
    return any(a.certainty > actor.certainty for a in same)


def _only_reports(actor: Argument, draft: Draft) -> bool:
    """ "The minister put the dead of the bombings at 84": who gives a figure has not bombed."""
    verb = actor.token.head
    told = actor.token.dep_ == "nsubj" and verb.lower_ in COUNTING and clauses.is_verb(verb)
    return told and any(verb in f.head.ancestors for f in draft.frames)


def _answering(draft: Draft, drafts: Sequence[Draft]) -> list[Argument]:
    """Who answers the happening, and so has not done it: "US jets struck in response to the attack"."""
    return [
        doer
        for answer in drafts
        if answer.response_frame is not None and any(f is answer.response_frame for f in draft.frames)
        for doer in answer.initiators
    ]


def _accusing(draft: Draft, drafts: Sequence[Draft]) -> list[Argument]:
    """Who lays the happening to others: "people whom the US holds responsible for the attack"."""
    return [
        replace(accuser, place=None)  # a country that accuses is no place
        for other in drafts
        if other.action == "accusation" and any(other.frame.head in f.head.ancestors for f in draft.frames)
        for accuser in other.initiators
    ]


def _answered(draft: Draft) -> Token | None:
    """The word by which the happening is answered, where it hangs on one: "called it a response to the attack"."""
    above = islice(draft.frame.head.ancestors, 3)
    return next((t for t in above if t.lower_ in ANSWERS and clauses.is_noun(t)), None)


def _stands_before(actor: Argument, word: Token) -> bool:
    return actor.token.doc is word.doc and word.sent.start <= actor.token.i < word.i


class ToldNear:
    """Who is told near the happenings of a report; each paragraph is read once for all of them."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._report = Happenings(drafts)
        self._told: dict[Scene, list[Argument]] = {}

    def near(self, draft: Draft) -> list[Telling]:
        """Every actor told near a happening, in text order."""
        nearby = Nearby(draft, self._actors(draft), self._report)
        return [Telling(actor, nearby) for actor in nearby.actors]

    def _actors(self, draft: Draft) -> list[Argument]:
        """The actors and described groups within a few sentences of a happening, and those the grammar gave it."""
        found: dict[tuple[int, int], Argument] = {}
        for scene in dict.fromkeys(f.scene for f in draft.frames):
            sentences = [scene.sentence_number(f.start) for f in draft.frames if f.scene is scene]
            if scene not in self._told:
                self._told[scene] = list(_told(scene))
            for actor in self._told[scene]:
                place = scene.sentence_number(actor.token.i)
                if min(abs(place - s) for s in sentences) <= REACH:
                    found[scene.index, actor.end] = actor
        for argument in (*draft.initiators, *draft.targets):
            if argument.actor is not None and argument.place is None:
                found.setdefault((argument.scene.index, argument.end), argument)
        return [found[key] for key in sorted(found)]


def _told(scene: Scene) -> Iterator[Argument]:
    """The actors of a scene: those the tables know, and nouns that name people by their ending."""
    for span in scene.actors:
        if span.start >= scene.body:
            actor, token = span.value.actor, scene.doc[span.end - 1]
            how, ambiguous = span.value.how, span.value.ambiguous
            yield Argument(scene, token, span.start, span.end, actor=actor, how=how, ambiguous=ambiguous)
    for i in range(scene.body, len(scene.words)):
        if scene.tags[i] in PEOPLE_TAGS and at(scene.actors, i) is None and _is_people(scene.doc[i]):
            token = scene.doc[i]
            start, end = noun_phrase(token)
            actor = Actor(id=f"group:{token.lower_}", name=scene.doc[start:end].text, kind="unidentified")
            yield Argument(scene, token, start, end, actor=actor, how="noun phrase")


def _is_people(token: Token) -> bool:
    return names_people(token) and token.lower_ not in cues("not-sides")


def _chosen(
    weighed: Sequence[tuple[float, Argument]], by_rule: Sequence[Argument], opposite: Sequence[Argument]
) -> list[Argument]:
    """Those likely enough; of several places that name one side, the likeliest.

    Another name of a state that the grammar found on this side adds nothing ("US jets... the Pentagon said"), and one
    that it found on the opposite side is not on this one ("a missile hit US troops, the Pentagon said"). A country that
    only says where is none.
    """
    states = {_state(a) for a in (*by_rule, *opposite) if a.place is None} - {None}
    best: dict[str, tuple[float, Argument]] = {}
    for chance, actor in weighed:
        assert actor.actor is not None  # only actors are weighed
        name = f"{actor.scene.index}:{actor.start}" if is_group(actor) else actor.actor.id
        found = any(overlap(actor, a) for a in by_rule)
        if not found and (_state(actor) in states or _is_place(actor)):
            continue
        if is_side(chance, by_rule=found) and (name not in best or chance > best[name][0]):
            best[name] = (chance, actor)
    return [_as_side(actor, chance, by_rule) for chance, actor in best.values()]


def _stood_for(by_rule: Sequence[Argument], weighed: Sequence[tuple[float, Argument]]) -> list[Argument]:
    """The doers that a pronoun stands for and the model turned down: it weighs them where they are named, far off."""
    return [
        replace(actor, how=REFERENCE, ambiguous=False, certainty=STAYS)
        for chance, actor in weighed
        if chance < STAYS and any(a.how == REFERENCE and overlap(actor, a) for a in by_rule)
    ]


def _is_place(actor: Argument) -> bool:
    """Whether a bare country says where something is: "on Tower 22 in Jordan"."""
    return actor.ambiguous and actor.token.dep_ == "pobj" and actor.token.head.lower_ in WHERE


def _state(argument: Argument) -> str | None:
    """The state that an actor is or serves; None for all others."""
    actor = argument.actor
    return actor.country if actor is not None and actor.kind in {"government", "state_forces"} else None


def is_side(chance: float, *, by_rule: bool) -> bool:
    """Whether an actor of that probability is taken for a side; `by_rule`: the grammar found it one."""
    return chance >= (STAYS if by_rule else IS_SIDE)


def _as_side(actor: Argument, chance: float, by_rule: Sequence[Argument]) -> Argument:
    told = next((a for a in by_rule if overlap(actor, a)), None)
    how = WEIGHED if told is None else told.how
    return replace(actor, how=how, ambiguous=False, certainty=chance)
