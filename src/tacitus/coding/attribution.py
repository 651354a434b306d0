"""Who says so: the source that a sentence names for what it tells."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from tacitus.coding import clauses
from tacitus.coding.attaching import REPORTING
from tacitus.coding.draft import Draft
from tacitus.coding.scene import Scene, at, noun_phrase

PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "that", "i", "we", "you"})
SPEECH_ACTIONS = frozenset({"accusation", "denial", "threat", "demand", "support"})


def set_attribution(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give each draft the source named in its sentence, with its words as evidence."""
    for draft in drafts:
        if draft.action in SPEECH_ACTIONS:
            continue  # the speaker is the initiator, not the source
        words = source_of(scene, draft.frame.sentence, draft.frame.head)
        if words is not None:
            start, end = words
            draft.attribution = scene.doc[start:end].text
            draft.attribution_evidence = scene.evidence("attribution", start, end, "reporting clause")


def source_of(scene: Scene, sentence: Span, head: Token, *, above: bool = False) -> tuple[int, int] | None:
    """The tokens that name the source of what `head` says: "X said", "according to X".

    With `above` only a reporting verb over `head` counts, not one elsewhere in the sentence.
    """
    according = _according(scene, sentence)
    if according is not None:
        return according
    verbs = [t for t in sentence if t.lower_ in REPORTING and clauses.is_verb(t) and not clauses.is_passive(t)]
    up = set(head.ancestors)
    verbs = [v for v in verbs if v in up or not above]
    verbs.sort(key=lambda v: (v not in up, abs(v.i - head.i)))
    for verb in verbs:
        speakers = [t for t in clauses.subjects(verb) if t.lower_ not in PRONOUNS and t != head]
        if speakers and not _stands_in(head, speakers[0]):
            return _named(scene, speakers[0])
    return None


def _according(scene: Scene, sentence: Span) -> tuple[int, int] | None:
    words = scene.words
    for i in range(sentence.start, sentence.end - 2):
        if words[i] == "according" and words[i + 1] == "to":
            inner = [t for t in scene.doc[i + 2 : sentence.end] if t.dep_ == "pobj" and t.head.i in {i, i + 1}]
            return _named(scene, inner[0] if inner else scene.doc[i + 2])
    return None


def _stands_in(token: Token, ancestor: Token) -> bool:
    return token == ancestor or ancestor in token.ancestors


def _named(scene: Scene, token: Token) -> tuple[int, int]:
    actor = at(scene.actors, token.i)
    start, end = noun_phrase(token)
    return (min(start, actor.start), max(end, actor.end)) if actor is not None else (start, end)
