"""In answer to what: the response that the text itself states, with its cue."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from tacitus.coding.draft import Draft
from tacitus.coding.scene import Scene
from tacitus.ontology import PhraseTable, ontology
from tacitus.records import Response

CUES = (
    "in response to",
    "as a response to",
    "a response to",
    "in answer to",
    "an answer to",
    "in reply to",
    "a reply to",
    "as a reply to",
    "in return for",
    "in retaliation for",
    "in reprisal for",
    "retaliation for",
    "retaliating for",
    "retaliated for",
    "retaliate for",
    "reprisal for",
    "in revenge for",
    "revenge for",
    "to avenge",
    "avenging",
    "avenged",
    "retaliatory strikes following",
    "following",
    "prompted by",
    "provoked by",
    "triggered by",
    "punishment for",
    "in protest at",
    "in protest against",
    "hours after",
    "days after",
    "a day after",
    "over",
)
WEAK = frozenset({"following", "hours after", "days after", "a day after", "over"})
"""Cues that state an answer only before words that name an attack."""
CUE_TABLE = PhraseTable(([frozenset({w}) for w in cue.split()], cue) for cue in CUES)
ANSWERABLE = "violence"
STOP = frozenset({",", ";", ".", ":", "--", "which", "who", "that", "while", "but", "although"})


def set_responses(scene: Scene, drafts: Sequence[Draft], last: Draft | None) -> None:
    """Attach each stated response to the happening that answers; `last` is the one told before the scene."""
    for match in CUE_TABLE.longest(scene.words):
        if match.start < scene.body:
            continue
        sentence = scene.sentence_of(match.start)
        end = _end_of_object(scene, match.end, sentence.end)
        if end <= match.end:
            continue
        answered = [d for d in drafts if match.end <= d.frame.start < end]
        if match.values[0] in WEAK and not any(_is_attack(d) for d in answered):
            continue
        answering = _answering(scene.doc[match.start], match.start, drafts, answered) or last
        if answering is None or answering in answered or answering.response is not None:
            continue
        cue, text = scene.doc[match.start : match.end].text, scene.doc[match.end : end].text
        answering.response = Response(cue=cue, text=text)
        answering.response_evidence = [
            scene.evidence("cue", match.start, match.end, "response cue"),
            scene.evidence("responds_to", match.end, end, "response cue"),
        ]
        answering.response_frame = answered[0].frame if answered else None
        for draft in answered:
            draft.role = "background"


def _is_attack(draft: Draft) -> bool:
    return ontology().action(draft.action).family == ANSWERABLE


def _end_of_object(scene: Scene, start: int, limit: int) -> int:
    """The end of the noun phrase or clause after a cue: up to the next comma or relative clause."""
    end = start
    while end < limit and scene.words[end] not in STOP:
        end += 1
    return end


def _answering(cue: Token, start: int, drafts: Sequence[Draft], answered: Sequence[Draft]) -> Draft | None:
    own = {f.head.i: d for d in drafts if d not in answered for f in d.frames}
    for ancestor in cue.ancestors:
        if ancestor.i in own:
            return own[ancestor.i]
    sentence = cue.sent
    before = [d for d in drafts if d not in answered and sentence.start <= d.frame.start < start]
    after = [d for d in drafts if d not in answered and start < d.frame.start < sentence.end]
    return before[-1] if before else after[0] if after else None
