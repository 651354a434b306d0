from __future__ import annotations

from datetime import date

from tacitus.ledger import Link, Revision
from tacitus.publishing.logs import event_log
from tacitus.records import DateRange, Event, Place

FIRST = Event(id="E1", action="shelling", places=(Place(name="Tana"),))
DATED = FIRST.model_copy(
    update={"date": DateRange(start=date(2024, 1, 2), end=date(2024, 1, 2), precision="day"), "status": "confirmed"}
)


def revision(number: int, event: Event | None, reason: str) -> Revision:
    payload = "null" if event is None else event.model_dump_json()
    return Revision(number, "event", "E1", number, payload, reason, "2024-05-01T12:00:00.000000Z", "", "")


def test_a_log_tells_each_revision_with_its_reason_and_what_it_changed() -> None:
    revisions = [revision(1, FIRST, "first told by A"), revision(2, DATED, "B tells of it too: same place")]
    lines = list(event_log("E1", DATED, revisions, (), {}))
    assert lines[0] == "E1: Shelling · Tana · 2 January 2024"
    assert "  1  2024-05-01  first told by A" in lines
    assert "  2  2024-05-01  B tells of it too: same place (changes status and date)" in lines


def test_a_log_says_why_two_passages_are_held_for_one_happening() -> None:
    link = Link("A:m1", "B:m1", 0.957, ("same day", "same place"))
    lines = list(event_log("E1", DATED, [revision(1, DATED, "first told by A")], [link], {"A:m1": "Daily Example"}))
    assert lines[-1] == "  0.96  Daily Example and B:m1: same day; same place"


def test_a_log_leads_from_a_merged_event_to_the_one_it_is_part_of() -> None:
    kept = DATED.model_copy(update={"id": "E2"})
    lines = list(event_log("E1", kept, [revision(1, FIRST, "first told by A"), revision(2, None, "joined E2")], (), {}))
    assert "It is part of E2 now: tacitus log E2" in lines
    assert lines[-1] == "  2  2024-05-01  joined E2"


def test_a_withdrawn_event_still_has_its_log() -> None:
    lines = list(event_log("E1", None, [revision(1, FIRST, "first told by A"), revision(2, None, "withdrawn")], (), {}))
    assert lines[0] == "E1: withdrawn"
    assert lines[-1] == "  2  2024-05-01  withdrawn"
