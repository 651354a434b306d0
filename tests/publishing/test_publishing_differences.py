"""What changed between two states reads as lines and as JSON."""

from __future__ import annotations

import json

from tacitus.ledger import Changed, Changes
from tacitus.publishing.differences import difference_json, difference_lines
from tacitus.records import Casualties, Event, Figure, Place

EVENT = Event(id="E1", action="shelling", places=(Place(name="Tana"),))
HURT = EVENT.model_copy(update={"casualties": Casualties(killed=Figure(low=5, best=5, high=5)), "status": "disputed"})


def plain(event: Event) -> dict[str, object]:
    return event.model_dump(mode="json")


def changes(*events: Changed) -> Changes:
    return Changes(1, 9, events, (), (), ())


def test_a_changed_value_is_told_as_it_was_and_as_it_is_with_why() -> None:
    change = Changed("E1", "changed", plain(EVENT), plain(HURT), ("status", "casualties"), ("B tells of it too",))
    lines = list(difference_lines(changes(change)))
    assert lines[0] == "Changed (1)"
    assert "      status: reported -> disputed" in lines
    assert "      killed: unknown -> 5" in lines
    assert "      why: B tells of it too" in lines


def test_a_merged_event_names_the_one_it_is_part_of() -> None:
    lines = list(difference_lines(changes(Changed("E2", "merged", plain(EVENT), None, (), ("one blast",), "E1"))))
    assert lines[1].startswith("  E2 -> E1  Shelling · Tana")


def test_no_difference_is_said() -> None:
    assert list(difference_lines(changes())) == ["nothing changed"]


def test_the_same_comes_as_json_lines() -> None:
    change = Changed("E1", "changed", plain(EVENT), plain(HURT), ("status",), ("why not",))
    (line,) = difference_json(changes(change))
    assert json.loads(line) == {
        "record": "event",
        "id": "E1",
        "kind": "changed",
        "into": None,
        "fields": {"status": {"before": "reported", "after": "disputed"}},
        "why": ["why not"],
    }
