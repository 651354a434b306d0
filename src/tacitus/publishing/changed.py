"""What changed in the ledger since the last briefing: events new, merged, withdrawn and changed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tacitus.analysis.words import listed
from tacitus.ledger import Changed
from tacitus.publishing.notes import Notes
from tacitus.publishing.parts import Basis, Item, Section, Sentence
from tacitus.publishing.sentences import event_title
from tacitus.records import Event

MOST = 20
_HEADINGS = {
    "new": "New in the ledger",
    "merged": "Merged into another event",
    "withdrawn": "Withdrawn",
    "changed": "Told differently",
}


def changed_section(changes: Sequence[Changed], notes: Notes) -> Section:
    """The changes that can be cited, by what became of the events; the first MOST of each kind."""
    items = []
    for kind, heading in _HEADINGS.items():
        those = [c for c in changes if c.kind == kind]
        sentences = tuple(_sentences(those[:MOST], notes))
        if sentences:
            items.append(Item(heading, sentences, "", tuple(c.subject for c in those)))
    return Section(
        "changed", "What changed since the last briefing", "The ledger then and now, with the reasons.", tuple(items)
    )


def _sentences(changes: Iterable[Changed], notes: Notes) -> Iterable[Sentence]:
    for change in changes:
        event = Event.model_validate(change.after or change.before)
        if not notes.can_cite(event):
            continue
        fields = f": {listed(f.replace('_', ' ') for f in change.fields)} changed" if change.fields else ""
        text = f"{event_title(event)}{fields}{f' (now part of {change.into})' if change.into else ''}."
        how = f"revisions of the ledger: {'; '.join(change.why)}"
        basis = Basis(f"what became of the event {change.subject}", how, (change.into or change.subject,))
        yield Sentence(text, notes.of_event(event, one=True), f"changed/{change.subject}", basis)
