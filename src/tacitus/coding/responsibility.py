"""Who is said to have done it, where the happening itself names no doer: blame and claims of responsibility."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tacitus.coding import clauses
from tacitus.coding.arguments import Argument, read
from tacitus.coding.draft import Draft
from tacitus.coding.scene import Scene
from tacitus.ontology import PhraseTable, forms, ontology

BLAMING = frozenset(
    {"blame", "accuse", "attribute", "suspect", "hold ~ responsible", "point the finger", "lay ~ blame"}
)
CLAIMS = (
    "claim responsibility",
    "claim ~ responsibility",
    "take responsibility",
    "take ~ responsibility",
    "accept responsibility",
    "assume responsibility",
    "claim credit",
    "take credit",
    "take the credit",
    "own up to",
    "say it carried out",
    "say it was behind",
)
CLAIMED = PhraseTable(
    ([forms(verb, "v"), *(frozenset({w}) for w in rest)], " ".join((verb, *rest)))
    for verb, *rest in (phrase.split() for phrase in CLAIMS)
)
CLAIM = "claims responsibility"
"""How the evidence says that a side names itself as the doer."""
REACH = 2
"""Sentences back in which the happening that is blamed on someone must stand."""


def set_responsibility(scene: Scene, drafts: Sequence[Draft], earlier: Sequence[Draft]) -> None:
    """Give the doer whom the text blames, or who claims it, to a violent happening without one.

    `earlier` are the happenings of the paragraphs before.
    """
    for index, arguments, how in _named(scene, drafts):
        draft = _told_in(scene, drafts, index) if how == CLAIM else None
        draft = draft or _told_before(scene, drafts, index, earlier)
        if draft is not None and _is_open(draft):
            draft.initiators += [replace(a, how=how) for a in arguments if a.actor is not None]


def _named(scene: Scene, drafts: Sequence[Draft]) -> Iterator[tuple[int, list[Argument], str]]:
    """Where someone is named as the doer: the place in the scene, the sides, and how they are named."""
    for draft in drafts:
        if draft.frame.trigger.words in BLAMING and draft.targets:
            yield draft.frame.start, draft.targets, "blamed"
    for match in CLAIMED.longest(scene.words):
        subjects = clauses.subjects(scene.doc[match.start])
        arguments = [a for t in subjects for a in read(scene, t) if a.actor is not None]
        if arguments and not any(c.dep_ == "neg" or c.lower_ == "no" for t in subjects for c in (t, *t.children)):
            yield match.start, arguments, CLAIM


def _told_in(scene: Scene, drafts: Sequence[Draft], index: int) -> Draft | None:
    """The happening that is claimed in the words of the claim: "claimed responsibility for the blast"."""
    claim = scene.doc[index]
    inside = [d for d in drafts if d.frame.scene is scene and d.frame.start > index and claim in d.frame.head.ancestors]
    through = [d for d in inside if _is_violent(d) and _through(d, "for", "to") > index]
    return min(through, key=lambda d: d.frame.start, default=None)


def _through(draft: Draft, *links: str) -> int:
    """The preposition that the happening hangs on, -1 where it hangs on none of `links`."""
    head = draft.frame.head
    return next((t.i for t in (head, *head.ancestors) if t.dep_ == "prep" and t.lower_ in links), -1)


def _told_before(scene: Scene, drafts: Sequence[Draft], index: int, earlier: Sequence[Draft]) -> Draft | None:
    """The happening of the words before that is meant: the last one, but rather one called as it is here.

    "Al-Shabaab claimed the attack" is not about the gunman who was shot dead after it.
    """
    here = [d for d in drafts if _is_open(d) and d.frame.start < index and _sentences_back(scene, d, index) <= REACH]
    named = {t.lower_ for t in scene.doc[index : scene.sentence_of(index).end] if clauses.is_noun(t)}
    for those in (here, [d for d in earlier if _is_open(d) and scene.index - d.frame.scene.index <= REACH]):
        if those:
            return next((d for d in reversed(those) if any(f.head.lower_ in named for f in d.frames)), those[-1])
    return None


def _is_open(draft: Draft) -> bool:
    """Whether nobody is named as the doer yet: "gunmen" may be anybody's."""
    unknown = all(a.actor is not None and a.actor.kind == "unidentified" for a in draft.initiators)
    return unknown and _is_violent(draft)


def _is_violent(draft: Draft) -> bool:
    return ontology().action(draft.action).family == "violence"


def _sentences_back(scene: Scene, draft: Draft, index: int) -> int:
    sentences = scene.sentences
    return sentences.index(scene.sentence_of(index)) - sentences.index(draft.frame.sentence)


def address_denials(drafts: Sequence[Draft]) -> None:
    """Whom a denial contradicts: who accused the denier last before it, told in order over the report."""
    for n, denial in enumerate(drafts):
        if denial.action != "denial" or denial.targets:
            continue
        deniers = {a.actor.id for a in denial.initiators if a.actor}
        accusers = (d for d in reversed(drafts[:n]) if d.action == "accusation" and _meets(d.targets, deniers))
        accusation = next(accusers, None)
        if accusation is not None:
            denial.targets = [replace(a, how="accused it") for a in accusation.initiators]


def _meets(arguments: Sequence[Argument], ids: set[str]) -> bool:
    return any(a.actor is not None and a.actor.id in ids for a in arguments)
