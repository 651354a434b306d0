"""Why a number stands in a briefing: the question put to the ledger, the events, and the sentences of their reports."""

from __future__ import annotations

from collections.abc import Iterator

from tacitus.analysis.material import Material
from tacitus.analysis.words import day
from tacitus.publishing.notes import Footnote, Notes
from tacitus.publishing.parts import Briefing, Sentence
from tacitus.publishing.pictures import pictures
from tacitus.publishing.sentences import event_title


def statements(briefing: Briefing) -> dict[str, Sentence]:
    """Every statement of a briefing by its id, those under its pictures among them."""
    return {s.id: s for s in (*briefing.sentences(), *(p.caption for p in pictures(briefing)))}


def reason_lines(sentence: Sentence, material: Material) -> Iterator[str]:
    """The statement, the question behind its numbers, how they were counted, then each event with its sentences."""
    events = {e.id: e for e in material.events_of(sentence.basis.events)}
    notes = Notes(material.reports_by_id, list(events.values()))
    yield f"{sentence.id}: {sentence.text}"
    yield f"  asked: {sentence.basis.asked}"
    yield f"  counted: {sentence.basis.how}"
    for report, start, end in sentence.basis.said:
        yield f"  said: {_quoted(notes, notes.add(report, start, end))}"
    for id_ in sentence.basis.events:
        if id_ not in events:
            yield f"  {id_}: no event of the ledger any more; `tacitus log {id_}` tells what became of it"
            continue
        yield f"  {id_}  {event_title(events[id_])}"
        for number in notes.of_event(events[id_]):
            yield f"      {_quoted(notes, number)}"


def _quoted(notes: Notes, number: int) -> str:
    note: Footnote = notes.all()[number - 1]
    return (
        f"{note.publisher}, {day(note.published) if note.published else 'no date'}: “{' '.join(note.sentence.split())}”"
    )
