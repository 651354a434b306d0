"""Who says so: the source that a sentence names for what it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Span, Token

from tacitus.coding import clauses
from tacitus.coding.answering import read_cues
from tacitus.coding.clauses import REPORTING
from tacitus.coding.draft import Draft
from tacitus.coding.frames import Frame
from tacitus.coding.scene import Scene, at, noun_phrase
from tacitus.ontology import ontology
from tacitus.records import HAPPENED

PRONOUNS = frozenset(
    "he she it they who which that i we you this these those nobody none one someone anyone neither both".split()
)
SPEECH_ACTIONS = frozenset({"accusation", "denial", "threat", "demand", "support"})
FORCE = frozenset(a.name for a in ontology().actions if a.family in {"violence", "protest"})
SAYING = REPORTING | frozenset(
    """maintain maintains maintained boast boasts boasted suspect suspects suspected stress stressed argue argues
    argued reckon reckons allege alleges alleged retort retorted list listed document documented""".split()
)
NAMING = frozenset(
    "call called calls describe described describes term termed condemn condemned deny denies denied".split()
)
"""Verbs that speak of a happening without reporting it."""
PROCLAIMING = frozenset("declare declared declares announce announced announces reveal revealed".split())
"""Verbs that do what their object names: the speaker of "declared a curfew" is its doer, not its source."""
BLAMING = frozenset("blame blamed blames accuse accused accuses suspect suspects suspected".split())
PLAIN = frozenset("say says said saying report reports reported told tell tells wrote writes add adds added".split())
RECKONING = frozenset(
    "count tally figures figure account reckoning admission estimate toll numbers log statement words".split()
)
BELONGING = frozenset({"of", "from", "at", "in", "for"})
NAMING_SOURCES = SAYING | RECKONING | {"according"}
"""The words one of which a source is named with."""
HELD = frozenset("believed thought alleged suspected reported".split())
"""Of whom it is held that they do something ("men believed to belong to the group"): they say nothing."""
PREDICATING = frozenset({"put", "puts", "count", "counts", "counted"})


def set_attribution(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give each draft the source named in its sentence, with its words as evidence.

    Where it names none, whoever counts the dead ("The ministry put the dead at four") or names a culprit in a later
    sentence is the source.
    """
    for draft in drafts:
        words = None if draft.action in SPEECH_ACTIONS or _is_answered(draft) else _source_in_clause(draft)
        if words is not None:
            _attribute(scene, draft, words)
    for draft in drafts:
        if draft.attribution is None and draft.action not in SPEECH_ACTIONS:
            words = next(_sources_of_figures(scene, draft), None)
            if words is not None:
                _attribute(scene, draft, words)
    for sentence in scene.sentences:
        told = _told_before(sentence, drafts) if sentence.end > scene.body else None
        if told is not None and told.attribution is None:
            blamers = [(a, b) for a, b, v in _sources(scene, sentence) if v is not None and v.lower_ in BLAMING]
            if blamers:
                _attribute(scene, told, blamers[0])


def _sources_of_figures(scene: Scene, draft: Draft) -> Iterator[tuple[int, int]]:
    """Who counts the dead of a happening where its own sentence names nobody."""
    for figure in draft.figures:
        span = scene.doc.char_span(figure.evidence.start - scene.offset, figure.evidence.end - scene.offset)
        if span is None or span.text != figure.evidence.text:
            continue  # read in another paragraph
        low, high = _stretch(span.sent, span.start)
        yield from ((a, b) for a, b, _ in _sources(scene, span.sent) if low <= a < high)


def _told_before(sentence: Span, drafts: Sequence[Draft]) -> Draft | None:
    """The chief act of the last sentence that tells of one, for a sentence that tells of none itself."""
    acts = [d for d in drafts if d.action in FORCE and d.factuality in HAPPENED and not _is_answered(d)]
    if any(d.frame.sentence == sentence for d in acts):
        return None
    before = [d for d in acts if d.frame.sentence.start < sentence.start]
    chief = [d for d in before if d.frame.sentence == before[-1].frame.sentence]
    return min(chief, key=lambda d: (d.role == "background", _depth(d.frame.head)), default=None)


def _attribute(scene: Scene, draft: Draft, words: tuple[int, int]) -> None:
    start, end = words
    draft.attribution = scene.doc[start:end].text
    draft.attribution_evidence = scene.evidence("attribution", start, end, "reporting clause")


def source_of(scene: Scene, sentence: Span, head: Token, *, above: bool = False) -> tuple[int, int] | None:
    """The tokens that name the source of what `head` says: "X said", "according to X".

    With `above` only a reporting verb over `head` counts, not one elsewhere in the sentence.
    """
    up = set(head.ancestors)
    found = [s for s in _sources(scene, sentence) if not s[0] <= head.i < s[1]]
    found = [s for s in found if not above or s[2] is None or s[2] in up]
    found.sort(key=lambda s: (s[2] is not None and s[2] not in up, abs(s[0] - head.i)))
    return found[0][:2] if found else None


def _source_in_clause(draft: Draft) -> tuple[int, int] | None:
    """The source in the draft's own stretch of the sentence before others, a verb over its head before others."""
    f = draft.frame
    up = set(f.head.ancestors)
    low, high = _stretch(f.sentence, f.head.i)
    found: list[tuple[bool, bool, int, tuple[int, int]]] = []
    for start, end, verb in _sources(f.scene, f.sentence):
        if start <= f.head.i < end or (verb is not None and _does_it(verb, f)):
            continue
        over, near = verb is not None and verb in up, low <= start < high
        beside = near and (verb is None or verb.lower_ in PLAIN) and not _shares_clause(verb, up)
        if over or beside:
            found.append((not near, not over, abs(start - f.head.i), (start, end)))
    return min(found)[-1] if found else None


def _does_it(verb: Token, f: Frame) -> bool:
    """Whether the verb is the happening itself: "[declared] a curfew", "[accused] the army of shelling"."""
    return f.start <= verb.i < f.end or (verb.lower_ in PROCLAIMING and f.head in clauses.direct_objects(verb))


def _stretch(sentence: Span, index: int) -> tuple[int, int]:
    """The part of a sentence between semicolons that holds a token."""
    cuts = [sentence.start, *(t.i for t in sentence if t.lower_ == ";"), sentence.end]
    return next((a, b) for a, b in pairwise(cuts) if a <= index < b)


def _shares_clause(verb: Token | None, up: set[Token]) -> bool:
    """ "Recalled its consul and said": a verb joined to the happening's own reports something else."""
    return verb is not None and verb.dep_ == "conj" and verb.head in up and not _speaker_beside(verb)


def _sources(scene: Scene, sentence: Span) -> Iterator[tuple[int, int, Token | None]]:
    """The sources a sentence names, with the verb that reports where there is one."""
    words = scene.words
    for i in range(max(sentence.start, scene.body), sentence.end):
        if words[i] not in NAMING_SOURCES:
            continue
        token = scene.doc[i]
        if token.lower_ == "according" and words[i + 1 : i + 2] == ["to"]:
            inner = [t for t in scene.doc[i + 2 : sentence.end] if t.dep_ == "pobj" and t.head.i in {i, i + 1}]
            if inner or i + 2 < sentence.end:
                yield (*_named(scene, inner[0] if inner else scene.doc[i + 2]), None)
        elif token.lower_ in RECKONING and (owner := _owner_of_count(token)) is not None:
            yield (*_named(scene, owner), None)
        elif token.lower_ in SAYING and clauses.is_verb(token) and _reports(token):
            speakers = [
                t
                for t in _speaker_beside(token) or clauses.subjects(token)
                if t.i >= scene.body and t.lower_ not in PRONOUNS
            ]
            named = [t for t in speakers if at(scene.weapons, t.i) is None and at(scene.dates, t.i) is None]
            if named:
                yield (*_named(scene, named[0]), token)


def _can_speak(scene: Scene, token: Token) -> bool:
    return token.lower_ not in PRONOUNS and at(scene.weapons, token.i) is None and at(scene.dates, token.i) is None


def _speaker_beside(verb: Token) -> list[Token]:
    """ "..., a network of lawyers said": the phrase between comma and verb, which the parser often misreads."""
    before = verb.nbor(-1) if verb.i > verb.sent.start and verb.lower_ in PLAIN else None
    if before is None or not before.tag_.startswith("NN"):
        return []
    top = before
    while top.dep_ == "pobj" and top.head.lower_ in BELONGING and top.head.head.tag_.startswith("NN"):
        top = top.head.head
    return [top] if top.left_edge.i > verb.sent.start and top.left_edge.nbor(-1).lower_ in {",", '"'} else []


def _reports(verb: Token) -> bool:
    if clauses.is_passive(verb) or verb.lower_ in NAMING or any(c.dep_ == "neg" for c in verb.children):
        return False
    if verb.lower_ in HELD and [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 2]] == ["to"]:
        return False
    return verb.lower_ not in PREDICATING or any(t.tag_ == "CD" for t in verb.subtree)


def _owner_of_count(noun: Token) -> Token | None:
    """ "By the army's count", "in the words of the rebels' police": whose count or words they are."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"by", "in"}:
        return None
    owners = [c for c in noun.children if c.dep_ == "poss" and c.tag_.startswith("NN")]
    return next(iter(owners or clauses.objects_of_preposition(noun, frozenset({"of"}))), None)


def _is_answered(draft: Draft) -> bool:
    """Whether words such as "in response to" stand before the happening: the source speaks of what answers it."""
    f = draft.frame
    return any(c.names and not c.weak and c.end <= f.start < c.end + 8 for c in read_cues(f.sentence))


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _named(scene: Scene, token: Token) -> tuple[int, int]:
    """The words of a source, with what it belongs to: "medics from the Red Crescent", "an official in Paris"."""
    actor = at(scene.actors, token.i)
    start, end = noun_phrase(token)
    for child in token.children:
        if child.lower_ in BELONGING and child.i == end:
            inner = [t for t in child.children if t.dep_ == "pobj"]
            end = max([end, *(t.i + 1 for t in inner)])
    return (min(start, actor.start), max(end, actor.end)) if actor is not None else (start, end)
