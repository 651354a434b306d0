"""What the model of the sides looks at: how an actor stands to a happening, as names that are there or not.

Named sides are masked as in `tacitus.coding.learned.features`: the model sees that there is one, not which. Described
groups keep their kind and their noun.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.arguments import Argument
from tacitus.coding.attaching import REPORTING
from tacitus.coding.draft import Draft
from tacitus.coding.frames import Frame
from tacitus.coding.learned.features import masked
from tacitus.coding.learned.ways import nearest_frame, path, sentence_index, words_between
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
class Telling:
    """An actor told near a happening, with all happenings of the report and the actors near this one."""

    actor: Argument
    draft: Draft
    drafts: Sequence[Draft]
    near: Sequence[Argument]
    by_scene: Mapping[Scene, Mapping[int, Draft]]

    @property
    def triggers(self) -> Mapping[int, Draft]:
        """The words of the actor's scene that name a happening, by index."""
        return self.by_scene.get(self.actor.scene, {})


def trigger_words(drafts: Sequence[Draft]) -> dict[Scene, dict[int, Draft]]:
    """The words of each scene that name a happening of the report, by index."""
    found: dict[Scene, dict[int, Draft]] = defaultdict(dict)
    for draft in drafts:
        for frame in draft.frames:
            found[frame.scene] |= dict.fromkeys((*range(frame.start, frame.end), frame.head.i), draft)
    return found


def of_side(telling: Telling) -> Iterator[str]:
    """The features of an actor near a happening; both models, of initiators and of targets, read the same."""
    seen = dict(signs(telling))
    for names in CONJUNCTIONS:
        if all(name in seen for name in names):
            yield f"{'+'.join(names)}={'/'.join(seen[name] for name in names)}"


def signs(telling: Telling) -> Iterator[tuple[str, str]]:
    """What is seen of an actor near a happening, by name; what it has not is left out."""
    draft, actor = telling.draft, telling.actor
    yield "action", draft.action
    yield "family", _family(draft)
    yield from _of_actor(actor)
    yield from _of_slots(telling)
    yield from _of_clause(telling)
    yield from _of_speech(telling)
    yield from _of_company(telling)
    frame = nearest_frame(draft, actor)
    yield "trigger", frame.trigger.words
    passive = clauses.is_verb(frame.head) and clauses.is_passive(frame.head)
    yield "voice", frame.trigger.pos + ("-passive" if passive and frame.trigger.pos != "n" else "")
    if frame.scene is actor.scene:
        yield from _of_distance(telling, frame)
    else:
        yield from (("sentences", "other paragraph"), ("here", "0"))


def _of_actor(actor: Argument) -> Iterator[tuple[str, str]]:
    """The actor by itself."""
    token = actor.token
    assert actor.actor is not None  # only actors are weighed
    group = is_group(actor)
    kind = actor.actor.kind if group else "side"
    yield "kind", kind + ("?" if actor.ambiguous else "")
    yield "armed", f"{kind in ARMED:d}"
    yield "noun", token.lower_ if group else "@side"
    yield "tag", token.tag_
    children = list(token.children)
    yield "determiner", next((c.lower_ for c in children if c.dep_ == "det"), "none")
    yield "counted", f"{any(c.dep_ == 'nummod' for c in children):d}"
    yield "owner", f"{any(c.tag_ == 'POS' for c in children):d}"


def _of_slots(telling: Telling) -> Iterator[tuple[str, str]]:
    """What the grammar put into the slots of this happening and of the others."""
    draft, actor = telling.draft, telling.actor
    assert actor.actor is not None
    others = [d for d in telling.drafts if d is not draft]
    yield "rule", role_in(actor, draft)
    yield "how", next((a.how for a in (*draft.initiators, *draft.targets) if overlap(a, actor)), "none")
    yield "hurt", _hurt_in(actor, draft)
    yield "hurt-elsewhere", next((s for d in others if (s := _hurt_in(actor, d)) != "no"), "no")
    doers = [a.actor for a in draft.initiators if a.actor and not overlap(a, actor)]
    done_to = [a.actor for a in draft.targets if a.actor and not overlap(a, actor)]
    yield "sides", f"{bool(doers):d}{bool(done_to):d}"
    identifier, country = actor.actor.id, actor.actor.country
    yield "same-as", "".join(f"{identifier in {a.id for a in side}:d}" for side in (doers, done_to))
    if country:
        yield "state-of", "".join(f"{country in {a.country for a in side}:d}" for side in (doers, done_to))


def _of_clause(telling: Telling) -> Iterator[tuple[str, str]]:
    """How the actor hangs in its own sentence."""
    draft, token, triggers = telling.draft, telling.actor.token, telling.triggers
    link = token.dep_ + (f":{masked(telling.actor.scene, token.head)}" if token.dep_ == "pobj" else "")
    yield "link", link
    verb = next((t for t in token.ancestors if clauses.is_verb(t)), None)
    yield "governed", _governed(verb, draft, triggers)
    if verb is not None and verb.i in triggers:
        yield "verb-action", triggers[verb.i].action + ("!" if triggers[verb.i] is draft else "")
    elif verb is not None:
        yield "verb", masked(telling.actor.scene, verb)
    named = next((triggers[t.i] for t in (token, *token.ancestors) if t.i in triggers), None)
    yield "nearest", "none" if named is None else "this" if named is draft else "other"
    scene, start, end = telling.actor.scene, telling.actor.start, telling.actor.end
    doc = scene.doc
    for name, i in (("word-before", start - 1), ("next-word", end)):
        if 0 <= i < len(doc):
            yield name, "@trigger" if i in triggers else masked(scene, doc[i])


def _governed(verb: Token | None, draft: Draft, triggers: Mapping[int, Draft]) -> str:
    if verb is None:
        return "none"
    if verb.i in triggers:
        return "this" if triggers[verb.i] is draft else "other"
    return "blame" if verb.lower_ in BLAMING else "report" if verb.lower_ in REPORTING else "verb"


def _of_speech(telling: Telling) -> Iterator[tuple[str, str]]:
    """Whether the actor tells of it, where its state's own soil and own people stand in what is told."""
    draft, actor = telling.draft, telling.actor
    assert actor.actor is not None
    start, end, _ = actor.scene.span(actor.start, actor.end)
    told = draft.attribution_evidence
    yield "speaks", f"{told is not None and told.start < end and start < told.end:d}"
    yield "told-as", draft.factuality
    country = actor.actor.country
    kin = [a for a in telling.near if a.actor and a.actor.country == country and not overlap(a, actor)]
    yield "kin", "".join(sorted({role_in(a, draft) for a in kin})) if country else "none"
    soil = {r.place.country for r in draft.places}
    yield "home", "none" if country is None or not soil else f"{country in soil:d}"


def _of_company(telling: Telling) -> Iterator[tuple[str, str]]:
    """The other actors told near the happening."""
    near = telling.near
    yield "named", str(min(4, len({a.actor.id for a in near if a.actor and not is_group(a)})))
    yield "civilians", f"{any(a.actor is not None and a.actor.kind == 'civilians' for a in near):d}"
    yield "first", f"{min(_place(a) for a in near) == _place(telling.actor):d}"


def _of_distance(telling: Telling, frame: Frame) -> Iterator[tuple[str, str]]:
    """The way from the actor to the trigger in its paragraph: sentences, words, links of the parse."""
    actor, scene, head = telling.actor, telling.actor.scene, frame.head
    token = actor.token
    sentences = sentence_index(scene, token.i) - sentence_index(scene, frame.start)
    left = token.i < head.i
    yield "sentences", str(max(-3, min(3, sentences)))
    yield "here", f"{sentences == 0:d}"
    yield "before", f"{left:d}"
    far = abs(token.i - head.i)
    apart = words_between(scene, actor, frame)
    yield "steps", f"{left:d}:{next((s for s in STEPS if apart <= s), 99)}"
    if (way := path(token, head)) is not None:
        up, down, length = way
        yield from (("up", up), ("down", down), ("path", f"{up}|{down}"), ("length", str(min(8, length))))
    low, high = sorted((token.i, head.i))
    here = [a for a in telling.near if a.scene is scene]
    yield "actors-between", str(min(4, sum(low < a.token.i < high for a in here)))
    others = (i for i, d in telling.triggers.items() if d is not telling.draft)
    yield "triggers-between", str(min(3, sum(low < i < high for i in others)))
    nearer = sum(abs(a.token.i - head.i) < far for a in here if (a.token.i < head.i) == left)
    yield "rank", f"{left:d}:{min(3, nearer)}"


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


def _hurt_in(actor: Argument, draft: Draft) -> str:
    """What a figure of a happening says of an actor: killed, wounded... or no."""
    start, end, _ = actor.scene.span(actor.token.i, actor.token.i + 1)
    spans = ((f.status, f.evidence) for f in draft.figures)
    return next((s for s, e in spans if e.start <= start and end <= e.end), "no")


def _family(draft: Draft) -> str:
    actions = ontology().actions
    return actions[draft.action].family if draft.action in actions else "open"


def _place(actor: Argument) -> tuple[int, int]:
    return actor.scene.index, actor.token.i
