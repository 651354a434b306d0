"""What the model of the sides looks at: how an actor stands to a happening, as names that are there or not.

Named sides are masked as in `tacitus.coding.learned.features`: the model sees that there is one, not which. Described
groups keep their kind and their noun.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tacitus.coding import clauses
from tacitus.coding.arguments import Argument
from tacitus.coding.clauses import REPORTING
from tacitus.coding.draft import Draft
from tacitus.coding.frames import Frame
from tacitus.coding.learned.ways import nearest_frame, path, words_between
from tacitus.coding.scene import Scene
from tacitus.ontology import ontology

ARMED = frozenset({"side", "state_forces", "rebels", "militia", "external", "identity_militia"})
BLAMING = frozenset("blame blamed blames blaming accuse accused accuses suspect suspected faults faulted".split())
STEPS = (1, 2, 3, 4, 6, 9, 13, 20, 35)
CONJUNCTIONS = tuple(
    tuple(line.split())
    for line in """
    rule
    rule family
    rule action
    rule how
    rule kind
    rule sides
    rule hurt
    kind
    kind family
    kind action
    noun
    noun family
    hurt
    hurt family
    hurt kind
    hurt hurt-elsewhere
    sentences
    sentences family
    sentences sides
    sentences kind
    sentences hurt
    link
    link family
    link governed here
    governed
    governed link family sentences
    nearest
    nearest link family
    nearest link voice
    verb
    verb link
    verb-action link
    verb-action action link
    sides
    sides family kind
    sides action
    same-as
    same-as rule
    state-of
    state-of rule family
    before sentences
    before family voice sentences
    before action voice here
    steps
    steps voice
    path
    path voice
    path family
    path action
    up length
    up voice
    down before
    length
    length family
    trigger up
    trigger kind
    trigger rule
    actors-between
    actors-between before voice here
    triggers-between
    triggers-between family
    rank family voice
    first family
    speaks family
    speaks action
    speaks kin
    speaks kin family
    speaks home family
    speaks told-as family
    kin family
    kin rule family
    home family
    home action
    home rule family
    home governed family
    told-as governed
    named
    named family kind rule
    civilians family kind
    armed family sentences sides
    armed family rule link
    determiner
    counted tag
    counted kind family
    owner link
    next-word
    word-before
    """.strip().splitlines()
)


@dataclass(eq=False)
class Happenings:
    """The happenings of a report, with what all who are told near any of them share."""

    drafts: Sequence[Draft]
    _alone: dict[int, tuple[Argument, dict[str, str]]] = field(default_factory=dict)

    @cached_property
    def by_scene(self) -> Mapping[Scene, Mapping[int, Draft]]:
        """The words of each scene that name a happening, by index."""
        found: dict[Scene, dict[int, Draft]] = defaultdict(dict)
        for draft in self.drafts:
            for frame in draft.frames:
                found[frame.scene] |= dict.fromkeys((*range(frame.start, frame.end), frame.head.i), draft)
        return found

    @cached_property
    def figures(self) -> list[tuple[Draft, str, int, int]]:
        """The figures of all happenings: whose, their status, and where their words stand in the report."""
        return [(d, f.status, f.evidence.start, f.evidence.end) for d in self.drafts for f in d.figures]

    def alone(self, actor: Argument) -> dict[str, str]:
        """What is seen of an actor by itself, read once for all happenings that it is told near."""
        known = self._alone.get(id(actor))
        if known is None:
            known = self._alone[id(actor)] = actor, dict(_of_actor(actor))
        return known[1]


@dataclass(eq=False)
class Nearby:
    """A happening with the actors told near it."""

    draft: Draft
    actors: Sequence[Argument]
    report: Happenings

    @cached_property
    def roles(self) -> list[str]:
        """Which slot the grammar gave each actor."""
        return [role_in(a, self.draft) for a in self.actors]

    @cached_property
    def kin(self) -> Mapping[str, list[tuple[Argument, str]]]:
        """The actors of each country, with their slots."""
        found: dict[str, list[tuple[Argument, str]]] = defaultdict(list)
        for actor, role in zip(self.actors, self.roles, strict=True):
            if actor.actor is not None and actor.actor.country:
                found[actor.actor.country].append((actor, role))
        return found

    @cached_property
    def indices(self) -> Mapping[Scene, list[int]]:
        """Where the actors stand in each scene."""
        found: dict[Scene, list[int]] = defaultdict(list)
        for actor in self.actors:
            found[actor.scene].append(actor.token.i)
        return found

    @cached_property
    def others(self) -> Mapping[Scene, list[int]]:
        """The words of each scene that name another happening."""
        draft, scenes = self.draft, self.report.by_scene
        return {scene: [i for i, d in words.items() if d is not draft] for scene, words in scenes.items()}

    @cached_property
    def first(self) -> tuple[int, int]:
        """Where the first of the actors stands."""
        return min(map(_place, self.actors))

    @cached_property
    def soil(self) -> set[str | None]:
        """The countries that it happened in."""
        return {r.place.country for r in self.draft.places}

    @cached_property
    def shared(self) -> dict[str, str]:
        """What is seen of the happening, whichever actor is weighed."""
        near, draft = self.actors, self.draft
        return {
            "action": draft.action,
            "family": _family(draft),
            "told-as": draft.factuality,
            "named": str(min(4, len({a.actor.id for a in near if a.actor and not is_group(a)}))),
            "civilians": f"{any(a.actor is not None and a.actor.kind == 'civilians' for a in near):d}",
        }


@dataclass(eq=False)
class Telling:
    """An actor told near a happening."""

    actor: Argument
    nearby: Nearby

    @property
    def draft(self) -> Draft:
        """The happening."""
        return self.nearby.draft

    @property
    def triggers(self) -> Mapping[int, Draft]:
        """The words of the actor's scene that name a happening, by index."""
        return self.nearby.report.by_scene.get(self.actor.scene, {})


def of_side(telling: Telling) -> Iterator[str]:
    """The features of an actor near a happening; both models, of initiators and of targets, read the same."""
    seen = signs(telling)
    for names in CONJUNCTIONS:
        if all(name in seen for name in names):
            yield f"{'+'.join(names)}={'/'.join(seen[name] for name in names)}"


def signs(telling: Telling) -> dict[str, str]:
    """What is seen of an actor near a happening, by name; what it has not is left out."""
    draft, actor = telling.draft, telling.actor
    seen = telling.nearby.shared | telling.nearby.report.alone(actor)
    seen.update(_of_slots(telling))
    seen.update(_of_clause(telling))
    seen.update(_of_speech(telling))
    seen["first"] = f"{telling.nearby.first == _place(actor):d}"
    frame = nearest_frame(draft, actor)
    seen["trigger"] = frame.trigger.words
    passive = frame.trigger.pos != "n" and clauses.is_verb(frame.head) and clauses.is_passive(frame.head)
    seen["voice"] = frame.trigger.pos + ("-passive" if passive else "")
    if frame.scene is actor.scene:
        seen.update(_of_distance(telling, frame))
    else:
        seen.update({"sentences": "other paragraph", "here": "0"})
    return seen


def _of_actor(actor: Argument) -> Iterator[tuple[str, str]]:
    """The actor by itself, and how it hangs in its sentence."""
    token, scene = actor.token, actor.scene
    assert actor.actor is not None  # only actors are weighed
    group = is_group(actor)
    kind = actor.actor.kind if group else "side"
    yield "kind", kind + ("?" if actor.ambiguous else "")
    yield "armed", f"{kind in ARMED:d}"
    yield "noun", scene.words[token.i] if group else "@side"
    yield "tag", scene.tags[token.i]
    children = list(token.children)
    yield "determiner", next((c.lower_ for c in children if c.dep_ == "det"), "none")
    yield "counted", f"{any(c.dep_ == 'nummod' for c in children):d}"
    yield "owner", f"{any(c.tag_ == 'POS' for c in children):d}"
    link = scene.links[token.i]
    yield "link", f"pobj:{scene.masks[scene.heads[token.i]]}" if link == "pobj" else link


def _of_slots(telling: Telling) -> Iterator[tuple[str, str]]:
    """What the grammar put into the slots of this happening and of the others."""
    draft, actor = telling.draft, telling.actor
    assert actor.actor is not None
    yield "rule", role_in(actor, draft)
    yield "how", next((a.how for a in (*draft.initiators, *draft.targets) if overlap(a, actor)), "none")
    start, end, _ = actor.scene.span(actor.token.i, actor.token.i + 1)
    hurt = [(d, status) for d, status, low, high in telling.nearby.report.figures if low <= start and end <= high]
    yield "hurt", next((status for d, status in hurt if d is draft), "no")
    yield "hurt-elsewhere", next((status for d, status in hurt if d is not draft), "no")
    doers = [a.actor for a in draft.initiators if a.actor and not overlap(a, actor)]
    done_to = [a.actor for a in draft.targets if a.actor and not overlap(a, actor)]
    yield "sides", f"{bool(doers):d}{bool(done_to):d}"
    identifier, country = actor.actor.id, actor.actor.country
    yield "same-as", "".join(f"{identifier in {a.id for a in side}:d}" for side in (doers, done_to))
    if country:
        yield "state-of", "".join(f"{country in {a.country for a in side}:d}" for side in (doers, done_to))


def _of_clause(telling: Telling) -> Iterator[tuple[str, str]]:
    """Where the actor's clause stands to the words that name happenings."""
    draft, scene, triggers = telling.draft, telling.actor.scene, telling.triggers
    up = scene.climb(telling.actor.token.i)
    verb = next((i for i in up[1:] if scene.tags[i].startswith("VB")), None)
    yield "governed", _governed(scene, verb, draft, triggers)
    if verb is not None and verb in triggers:
        yield "verb-action", triggers[verb].action + ("!" if triggers[verb] is draft else "")
    elif verb is not None:
        yield "verb", scene.masks[verb]
    named = next((triggers[i] for i in up if i in triggers), None)
    yield "nearest", "none" if named is None else "this" if named is draft else "other"
    for name, i in (("word-before", telling.actor.start - 1), ("next-word", telling.actor.end)):
        if 0 <= i < len(scene.words):
            yield name, "@trigger" if i in triggers else scene.masks[i]


def _governed(scene: Scene, verb: int | None, draft: Draft, triggers: Mapping[int, Draft]) -> str:
    if verb is None:
        return "none"
    if verb in triggers:
        return "this" if triggers[verb] is draft else "other"
    word = scene.words[verb]
    return "blame" if word in BLAMING else "report" if word in REPORTING else "verb"


def _of_speech(telling: Telling) -> Iterator[tuple[str, str]]:
    """Whether the actor tells of it, where its state's own soil and own people stand in what is told."""
    draft, actor, nearby = telling.draft, telling.actor, telling.nearby
    assert actor.actor is not None
    start, end, _ = actor.scene.span(actor.start, actor.end)
    told = draft.attribution_evidence
    yield "speaks", f"{told is not None and told.start < end and start < told.end:d}"
    country = actor.actor.country
    kin = {role for a, role in nearby.kin[country] if not overlap(a, actor)} if country else {"none"}
    yield "kin", "".join(sorted(kin))
    yield "home", "none" if country is None or not nearby.soil else f"{country in nearby.soil:d}"


def _of_distance(telling: Telling, frame: Frame) -> Iterator[tuple[str, str]]:
    """The way from the actor to the trigger in its paragraph: sentences, words, links of the parse."""
    actor, scene, head = telling.actor, telling.actor.scene, frame.head.i
    index = actor.token.i
    sentences = scene.sentence_number(index) - scene.sentence_number(frame.start)
    left = index < head
    yield "sentences", str(max(-3, min(3, sentences)))
    yield "here", f"{sentences == 0:d}"
    yield "before", f"{left:d}"
    far = abs(index - head)
    apart = words_between(scene, actor, frame)
    yield "steps", f"{left:d}:{next((s for s in STEPS if apart <= s), 99)}"
    if (way := path(scene, index, head)) is not None:
        up, down, length = way
        yield from (("up", up), ("down", down), ("path", f"{up}|{down}"), ("length", str(min(8, length))))
    low, high = sorted((index, head))
    here = telling.nearby.indices[scene]
    yield "actors-between", str(min(4, _between(here, low, high)))
    yield "triggers-between", str(min(3, _between(telling.nearby.others.get(scene, ()), low, high)))
    nearer = sum(abs(i - head) < far for i in here if (i < head) == left)
    yield "rank", f"{left:d}:{min(3, nearer)}"


def _between(indices: Iterable[int], low: int, high: int) -> int:
    return sum(low < i < high for i in indices)


def overlap(a: Argument, b: Argument) -> bool:
    """Whether two arguments share words."""
    return a.scene is b.scene and a.start < b.end and b.start < a.end


def role_in(actor: Argument, draft: Draft) -> str:
    """Which slot the grammar gave an actor: I(nitiator), T(arget), F(acility) or none."""
    slots = (("I", draft.initiators), ("T", draft.targets), ("F", draft.facilities))
    return next((name for name, found in slots if any(overlap(actor, a) for a in found)), "-")


def is_group(actor: Argument) -> bool:
    """Whether an actor is a described group, not a named side."""
    return actor.actor is not None and actor.actor.id.startswith("group:")


def _family(draft: Draft) -> str:
    actions = ontology().actions
    return actions[draft.action].family if draft.action in actions else "open"


def _place(actor: Argument) -> tuple[int, int]:
    return actor.scene.index, actor.token.i
