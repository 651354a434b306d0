"""When it happened: which date phrase belongs to which happening."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from tacitus.coding.attaching import nearest
from tacitus.coding.dates import DateSpan
from tacitus.coding.draft import Draft
from tacitus.coding.scene import Located, Scene

EVENT_KINDS = frozenset({"point", "range", "relative_to_event"})


def set_dates(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give each draft its date; a reporting verb's date ("said on Tuesday") is not the happening's."""
    for located in scene.dates:
        if located.start < scene.body or located.value.kind not in EVENT_KINDS:
            continue
        token = _root(scene, located)
        draft = nearest(token, drafts)
        if draft is not None and (draft.when is None or _better(located, draft)):
            draft.when = located
    for draft in drafts:
        if draft.when is not None and draft.when.value.range.start is not None:
            draft.date = draft.when.value.range
            draft.date_evidence = scene.evidence("date", draft.when.start, draft.when.end, "date grammar")
    _carry(drafts)


def _root(scene: Scene, located: Located[DateSpan]) -> Token:
    return scene.doc[located.start : located.end].root


def _better(located: Located[DateSpan], draft: Draft) -> bool:
    """Of two dates of one happening, the exacter, then the nearer."""
    assert draft.when is not None  # asked only then
    fine = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}
    rank = fine[located.value.range.precision], abs(located.start - draft.frame.head.i)
    held = fine[draft.when.value.range.precision], abs(draft.when.start - draft.frame.head.i)
    return rank < held


def _carry(drafts: Sequence[Draft]) -> None:
    """What is told next in a paragraph happened then too, unless its own words set it apart."""
    last: Draft | None = None
    for draft in drafts:
        if draft.date_evidence is not None:
            last = draft
        elif last is not None and not draft.distinct and draft.role == "focus" and last.role == "focus":
            assert last.date_evidence is not None  # only drafts with one become `last`
            draft.date = last.date
            draft.date_evidence = last.date_evidence.model_copy(
                update={"how": "carried from the words before", "confidence": 0.5}
            )
