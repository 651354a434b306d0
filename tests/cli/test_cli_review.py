"""Decisions from the command line: made, listed, undone, and refused in one line."""

import json
import shutil

import pytest

SIGNED = ("--author", "Ana", "--reason", "read the reports")


@pytest.fixture
def ledger(demo, tmp_path):
    """A copy of the demo's ledger, for each test its own."""
    return shutil.copy(demo[0] / "ledger.db", tmp_path / "l.db")


def events(tacitus, ledger, *asked):
    lines = tacitus("events", "--ledger", ledger, "--format", "jsonl", *asked).stdout.splitlines()
    return {event["id"]: event for event in map(json.loads, lines)}


def test_a_toll_set_by_hand_shows_in_the_events_the_log_and_the_list_and_can_be_undone(tacitus, ledger):
    before = events(tacitus, ledger)
    id_ = next(iter(before))
    done = tacitus("review", "set", id_, "killed", "5-8", *SIGNED, "--ledger", ledger)
    assert (done.returncode, done.stdout) == (0, "D1: set killed by Ana: read the reports (D1)\n")
    now = events(tacitus, ledger)[id_]
    assert now["casualties"]["killed"] == {"low": 5, "best": None, "high": 8}
    assert now["decisions"] == ["D1"]
    assert "set killed by Ana: read the reports (D1)" in tacitus("log", id_, "--ledger", ledger).stdout
    assert f"of {id_}, by Ana" in tacitus("review", "list", "--ledger", ledger).stdout
    assert tacitus("verify", "--ledger", ledger).returncode == 0
    assert tacitus("review", "undo", "D1", *SIGNED, "--ledger", ledger).returncode == 0
    assert events(tacitus, ledger)[id_]["casualties"] == before[id_]["casualties"]
    assert "(undone " in tacitus("review", "list", "--ledger", ledger).stdout


def test_events_are_merged_split_confirmed_rejected_and_noted(tacitus, ledger):
    def review(*asked):
        done = tacitus("review", *asked, *SIGNED, "--ledger", ledger)
        assert done.returncode == 0, done.stderr

    before = events(tacitus, ledger)
    own_report = {e["reports"][0]["id"]: i for i, e in before.items() if len(e["reports"]) == 1}
    (first, second, third), reports = list(own_report.values())[:3], list(own_report)
    review("merge", first, second)
    kept = first if first in events(tacitus, ledger) else second
    led = second if kept == first else first
    assert f"It is part of {kept} now" in tacitus("log", led, "--ledger", ledger).stdout
    review("confirm", led)
    review("reject", third)
    review("note", kept)
    review("split", kept, reports[0])
    after = events(tacitus, ledger)
    assert after[kept]["status"] == "confirmed"
    assert third not in after and "rejected by Ana" in tacitus("log", third, "--ledger", ledger).stdout
    assert len(after) == len(before) - 1


@pytest.mark.parametrize(
    ("field", "value", "key", "expected"),
    [
        ("date", "2024-01-31", "date", {"start": "2024-01-31", "end": "2024-01-31", "precision": "day"}),
        ("wounded", "12+", "wounded", {"low": 12, "best": None, "high": None}),
        ("initiators", "hamas, US:military", "initiators", ["hamas", "US:military"]),
        ("weapons", "mortar, drone", "weapons", ["mortar", "drone"]),
        ("targets", "unknown", "targets", []),
        ("action", "shelling", "action", "shelling"),
    ],
)
def test_values_are_given_in_plain_words(tacitus, ledger, field, value, key, expected):
    id_ = next(iter(events(tacitus, ledger)))
    done = tacitus("review", "set", id_, field, value, *SIGNED, "--ledger", ledger)
    assert done.returncode == 0, done.stderr
    event = events(tacitus, ledger)[id_]
    found = event["casualties"].get(key) if key == "wounded" else event[key]
    assert ([side["id"] for side in found] if key in ("initiators", "targets") else found) == expected


@pytest.mark.parametrize(
    ("asked", "status", "why"),
    [
        (("confirm", "E0", *SIGNED), 1, "no event E0"),
        (("undo", "D7", *SIGNED), 1, "no decision D7"),
        (("set", "FIRST", "killed", "lots", *SIGNED), 1, "'lots' is no figure; give 5"),
        (("set", "FIRST", "date", "soon", *SIGNED), 1, "is no date"),
        (("set", "FIRST", "date", "2024-13-41", *SIGNED), 1, "is no value of date"),
        (("set", "FIRST", "targets", "nobody-known", *SIGNED), 1, "no side 'nobody-known'"),
        (("set", "FIRST", "places", "[{", *SIGNED), 1, "broken JSON"),
        (("set", "FIRST", "colour", "red", *SIGNED), 2, "colour"),
        (("confirm", "FIRST", *SIGNED, "--expect", "99"), 1, "not 99: it changed since you looked"),
        (("confirm", "FIRST", "--reason", "x"), 2, "--author"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_one_line(tacitus, ledger, asked, status, why):
    first = next(iter(events(tacitus, ledger)))
    done = tacitus("review", *(first if a == "FIRST" else a for a in asked), "--ledger", ledger)
    assert done.returncode == status
    assert why in done.stderr
    assert status == 2 or len(done.stderr.splitlines()) == 1
