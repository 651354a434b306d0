"""In answer to what: the response that the text itself states, with its cue."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from tacitus.coding import clauses
from tacitus.coding.answering import Cue, read_cues
from tacitus.coding.draft import Draft
from tacitus.coding.frames import Frame
from tacitus.coding.scene import Scene
from tacitus.ontology import ontology
from tacitus.records import HAPPENED, Evidence, Response

FAMILY = {a.name: a.family for a in ontology().actions}
NO_ANSWER = frozenset({"accusation", "denial", "support", "interception"})
"""What is said about a happening, or done to a missile on its way, is no answer in kind."""
SEQUELS = frozenset({"ceasefire", "talks", "agreement", "aid", "landmine", "territory_seized", "territory_retaken"})
"""What comes after violence in the course of things, with no word of an answer."""
INDEFINITE = frozenset({"any", "every", "each", "such", "further", "future", "all"})
TIME_ONLY = "response cue: order in time"
STOP = frozenset({",", ";", ".", ":", "--", "which", "who", "that", "while", "but", "although"})
NAMING = frozenset(
    """call called calls calling describe described describes describing term termed present presented presenting style
    styled styles bill billed cast casting was were is are been say says said""".split()
)

POINTING = frozenset({"it", "this", "that", "these", "they"})


def set_responses(scene: Scene, drafts: Sequence[Draft], last: Draft | None) -> None:
    """Attach each stated response to the happening that answers; `last` is the one told before the scene.

    A cue with words after it ("in response to the raid") answers what they name; one without ("fired back in
    response") answers the happening told before. Sequence in time counts only between acts of different sides.
    """
    for sentence in scene.sentences:
        if sentence.end > scene.body:
            for cue in read_cues(sentence):
                _attach(scene, sentence, cue, drafts, last)


def _attach(scene: Scene, sentence: Span, cue: Cue, drafts: Sequence[Draft], last: Draft | None) -> None:
    end = _end_of_object(scene, cue, sentence.end) if cue.names else cue.end
    if cue.names and (end <= cue.end or scene.words[cue.end] in INDEFINITE):
        return
    answered = [d for d in drafts if cue.names and any(cue.end <= f.start < end for f in d.frames)]
    open_ = [d for d in drafts if d not in answered and d.action not in NO_ANSWER]
    answering = _answering(cue, sentence, open_)
    wished = scene.words[cue.start] == "to"  # "their duty to avenge the killing"
    if answering is None and not wished and (not cue.weak or _points_back(sentence, cue)):
        answering = _before(sentence, open_, last)
    if answering is None or answering in answered or not _yields(answering, cue):
        return
    target = (answered[0] if answered else None) if cue.names else _told_before(answering, drafts, last)
    if (target is None and (cue.weak or not cue.names)) or (cue.weak and not _answers(answering, target, cue)):
        return
    how = TIME_ONLY if cue.weak else "response cue"
    said = scene.evidence("cue", cue.start, cue.end, how)
    meant = scene.evidence("responds_to", cue.end, end, how) if cue.names else _words(target)
    if meant is None:
        return
    answering.response = Response(cue=said.text, text=meant.text)
    answering.response_evidence = [said, meant]
    answering.response_frame = _frame_within(target, cue.end, end) if target is not None else None
    for draft in answered:
        draft.role = "background"


def _points_back(sentence: Span, cue: Cue) -> bool:
    """Whether a sentence says of what was told before it when it came: "it came a day after", not "Thursday's came"."""
    return any(t.dep_ == "nsubj" and t.lower_ in POINTING and t.i < cue.start for t in sentence)


def _yields(answering: Draft, cue: Cue) -> bool:
    """A draft takes one response; one read off the order in time yields to one that is stated."""
    return answering.response is None or (not cue.weak and answering.response_evidence[0].how == TIME_ONLY)


def _end_of_object(scene: Scene, cue: Cue, limit: int) -> int:
    """The end of the noun phrase or clause after a cue: up to the next comma or relative clause.

    "answered the raid with mortar fire": what a verb answers with is not what it answers.
    """
    end = cue.end
    stops = STOP | {"with", "by"} if cue.verb else STOP
    while end < limit and scene.words[end] not in stops:
        end += 1
    return end


def _words(target: Draft | None) -> Evidence | None:
    """The words that tell of the happening before, from its subject to its trigger."""
    if target is None:
        return None
    f = target.frame
    subject = [t.left_edge.i for t in f.head.children if t.dep_ in {"nsubj", "nsubjpass"}]
    start = max(min([f.start, *subject]), f.sentence.start, f.scene.body)
    return f.scene.evidence("responds_to", start, f.end, "response cue: the happening told before")


def _frame_within(target: Draft, start: int, end: int) -> Frame:
    return next((f for f in target.frames if start <= f.start < end), target.frame)


def _answering(cue: Cue, sentence: Span, drafts: Sequence[Draft]) -> Draft | None:
    """The act that is said to answer: the one named as such, the one the cue hangs on, the nearest before it."""
    own = {i: d for d in drafts for f in d.frames for i in range(f.start, f.end)}
    mine = [d for d in drafts if sentence.start <= d.frame.start < sentence.end]
    as_what = "what" in {t.lower_ for t in cue.anchor.doc[max(sentence.start, cue.start - 5) : cue.start]}
    for ancestor in (cue.anchor, *cue.anchor.ancestors):
        if ancestor.i in own:
            return own[ancestor.i]
        if ancestor.lower_ in NAMING and not as_what:
            return next((own[t.i] for t in _named_by(ancestor, cue.anchor) if t.i in own), None)
    before = [d for d in mine if d.frame.start < cue.start]
    after = [d for d in mine if d.frame.start >= cue.end]
    return before[-1] if before else after[0] if after else None


def _named_by(verb: Token, anchor: Token) -> list[Token]:
    """What a verb of naming gives a name to: "called [the killing] a response", "[the raid] was revenge"."""
    if verb.lower_ in {"was", "were", "is", "are", "been"} or clauses.is_passive(verb):
        return [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    named = [t for t in anchor.sent if verb.i < t.i < anchor.i and t.tag_.startswith("NN")]
    clause = list(verb.ancestors) if verb.dep_ in {"pcomp", "relcl", "ccomp", "acl", "advcl"} else []
    return [*named, *clause]


def _before(sentence: Span, drafts: Sequence[Draft], last: Draft | None) -> Draft | None:
    """The last act told before a sentence, which "it" and "the missile" stand for."""
    earlier = [d for d in drafts if d.frame.sentence.start < sentence.start and _acts(d)]
    focus = [d for d in earlier if d.role == "focus"] or earlier
    return focus[-1] if focus else last if last is not None and _acts(last) else None


def _told_before(answering: Draft, drafts: Sequence[Draft], last: Draft | None) -> Draft | None:
    """The act of violence of another side told last before the answer, in its sentence the chief one."""
    earlier = [d for d in drafts if d.frame.order < answering.frame.order and d is not answering]
    candidates = earlier or ([last] if last is not None else [])
    rivals = [d for d in candidates if _provokes(d) and _other_side(answering, d)]
    same = [d for d in rivals if d.frame.sentence == rivals[-1].frame.sentence]
    return min(same, key=lambda d: (d.role == "background", _depth(d.frame.head)), default=None)


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _provokes(draft: Draft) -> bool:
    return _acts(draft) and FAMILY.get(draft.action) in {"violence", "protest"} and draft.action not in NO_ANSWER


def _acts(draft: Draft) -> bool:
    return draft.factuality in HAPPENED and FAMILY.get(draft.action) != "verbal"


def _other_side(a: Draft, b: Draft) -> bool:
    mine, theirs = (
        {x.actor.id for x in d.initiators if x.actor is not None and not x.actor.id.startswith("group:")}
        for d in (a, b)
    )
    return not mine & theirs


def _answers(answering: Draft, target: Draft | None, cue: Cue) -> bool:
    """Whether "after" can mean "because of": an act of force or a measure after violence of another side.

    Who "answered the raid" did not raid, whatever sides were read off the verb.
    """
    return (
        target is not None
        and _provokes(target)
        and target.action != "armed_clash"
        and answering.action not in SEQUELS
        and _acts(answering)
        and answering.role == "focus"
        and (cue.verb or _other_side(answering, target))
    )
