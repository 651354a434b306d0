"""What the ledger shows, asked on the command line: a table for reading, JSON for programs, a reason where refused."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from real_command import Run, run_in

Demo = tuple[Path, subprocess.CompletedProcess[str]]
ANSWERED = {
    "rounds": ("--by", "US", "--gap", "1"),
    "curve": ("--against", "US", "--since", "2023-10-17"),
    "trend": ("--since", "2023-12-15", "--until", "2024-02-10"),
    "responses": ("--by", "US", "--against", "Iran-backed"),
    "firsts": (),
}
REFUSED = {
    "excitation": (("--by", "US"), "40 of one side"),
    "forecast": (("--country", "IQ"), "35 are needed"),
    "responses": (("--by", "US"), "--against"),
    "curve": (("--against", "Brazil"), "no report gives a count"),
    "trend": (("--country", "BR"), "no event dated"),
    "firsts": (("--country", "BR"), "no event dated"),
}


def asked(demo: Demo, command: str, *options: str) -> subprocess.CompletedProcess[str]:
    return run_in(demo[0], command, "--ledger", "ledger.db", *options)


@pytest.mark.parametrize("command", ANSWERED)
def test_an_answer_says_what_was_asked_what_was_read_and_what_limits_it(demo: Demo, command: str) -> None:
    done = asked(demo, command, *ANSWERED[command])
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Violent events")
    assert any(line.startswith("Read: the ledger holds") for line in lines)
    assert lines[-1] == "The ledger holds what the reports it has read describe, not all that happened."
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize("command", ANSWERED)
def test_the_same_answer_as_json_names_events_that_the_ledger_has(demo: Demo, command: str) -> None:
    done = asked(demo, command, *ANSWERED[command], "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {"asked", "coverage", "caveats", "may_belong", "refused"} <= found.keys()
    ids = set(re.findall(r'"(E[0-9a-f]{12})"', done.stdout))
    listed = asked(demo, "events", "--format", "jsonl").stdout
    assert ids and ids <= set(re.findall(r'^\{"id": ?"(E[0-9a-f]{12})"', listed, re.MULTILINE))


@pytest.mark.parametrize("command", REFUSED)
def test_a_question_that_cannot_be_answered_is_refused_in_one_line(demo: Demo, command: str) -> None:
    options, reason = REFUSED[command]
    done = asked(demo, command, *options)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and reason in done.stderr and done.stderr.startswith("tacitus: no answer: ")
    as_json = asked(demo, command, *options, "--format", "json")
    assert reason in json.loads(as_json.stdout)["refused"]


def test_the_strikes_are_numbered_and_the_report_s_fourth_stands_beside_the_fourth(demo: Demo) -> None:
    found = json.loads(asked(demo, "rounds", "--by", "US", "--format", "json").stdout)
    starts = [r["start"] for r in found["rounds"][:4]]
    assert starts[:3] == ["2023-10-26", "2023-11-08", "2023-11-12"]
    assert starts[3] in {"2023-11-21", "2023-11-22"}  # a gunship on the evening of the 21st, jets in the night after it
    (fourth,) = [o for o in found["ordinals"] if o["value"] == 4]
    assert (fourth["round"], fourth["differs"]) == (4, "")


@pytest.mark.parametrize("command", ["curve", "responses"])
def test_a_picture_is_written_where_it_is_asked_for(demo: Demo, command: str, tmp_path: Path) -> None:
    path = tmp_path / "picture.svg"
    assert asked(demo, command, *ANSWERED[command], "--svg", str(path)).returncode == 0
    tree = ElementTree.parse(path).getroot()
    assert tree.get("role") == "img" and tree.get("aria-labelledby")
    assert len(tree.find("{http://www.w3.org/2000/svg}desc").text) > 20


def test_wrong_usage_is_told_as_for_the_events(tacitus: Run) -> None:
    for options in (("--action", "picnic"), ("--since", "2024-02-01", "--until", "2024-01-01"), ("--country", "Iraq")):
        assert tacitus("rounds", *options).returncode == 2
    missing = tacitus("trend", "--ledger", "none.db")
    assert missing.returncode == 1 and "there is no such ledger" in missing.stderr


def test_a_briefing_is_written_in_each_format_and_its_numbers_are_explained(demo: Demo, tmp_path: Path) -> None:
    for suffix, begins in (("md", b"# Conflict events"), ("html", b"<!doctype html>"), ("pdf", b"%PDF-")):
        path = tmp_path / f"briefing.{suffix}"
        options = ("--country", "IQ", "--format", suffix, "-o", str(path), "--changed-since", "2000-01-01")
        assert asked(demo, "brief", *options).returncode == 0
        assert path.read_bytes().startswith(begins)
    text = (tmp_path / "briefing.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert [h for h in headings if h.startswith(("Rounds", "Claims", "Trends", "Firsts", "What changed", "Disputed"))]
    assert "## What changed since the last briefing" in text
    (line,) = [row for row in text.splitlines() if row.startswith("- Each statement has an id")]
    given = re.search(r"tacitus why ID (.+?)\\?`", line)[1].replace("\\", "").split()
    id_ = re.search(r"Round 1,.+\((N[0-9a-f]{8})\)", text)[1]
    done = asked(demo, "why", id_, *given)
    assert done.returncode == 0 and done.stdout.startswith(f"{id_}: Round 1,")
    assert asked(demo, "why", "N00000000", *given).returncode == 1
