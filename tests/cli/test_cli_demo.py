"""The demo shows what the tool is for; what is printed is read from the ledger it leaves behind."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from real_command import command, environment, run_in

Demo = tuple[Path, subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def events(demo: Demo) -> list[dict[str, Any]]:
    return asked(demo, "events")


@pytest.fixture(scope="module")
def claims(demo: Demo) -> list[dict[str, Any]]:
    return asked(demo, "claims")


def asked(demo: Demo, what: str) -> list[dict[str, Any]]:
    result = run_in(demo[0], what, "--format", "jsonl", "--ledger", "ledger.db")
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_demo_ends_well_and_says_nothing_on_stderr(demo: Demo) -> None:
    _, result = demo
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""


def test_the_demo_fits_a_few_screens_of_120_columns(demo: Demo) -> None:
    lines = demo[1].stdout.splitlines()
    assert len(lines) <= 110
    assert max(map(len, lines)) <= 120


def test_the_demo_writes_a_ledger_that_proves_itself_and_a_briefing_in_two_formats(demo: Demo) -> None:
    folder, _ = demo
    assert {path.name for path in folder.iterdir()} == {"ledger.db", "briefing.html", "briefing.md"}
    assert run_in(folder, "verify", "--ledger", "ledger.db").returncode == 0
    assert "<svg" in (folder / "briefing.html").read_text(encoding="utf-8")


def test_every_command_the_demo_offers_next_works(demo: Demo) -> None:
    folder, result = demo
    offered = [line.split(" #")[0].split() for line in result.stdout.splitlines() if line.startswith("  tacitus ")]
    on_the_ledger = [words[1:] for words in offered if "--ledger" in words]
    assert len(on_the_ledger) >= 3
    for words in on_the_ledger:
        done = run_in(folder.parent, *words)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


def test_reports_of_several_publishers_are_merged_and_their_differing_tolls_kept(events: list[dict[str, Any]]) -> None:
    def differs(event: dict[str, Any]) -> bool:
        return any(f["low"] is not None and f["low"] != f["high"] for f in event["casualties"].values())

    assert any(event["publishers"] >= 2 and differs(event) for event in events)


def test_an_event_is_disputed_or_denied(events: list[dict[str, Any]]) -> None:
    assert {"disputed", "denied"} & {event["status"] for event in events}


def test_a_stated_answer_leads_to_the_event_it_answers_with_its_words(events: list[dict[str, Any]]) -> None:
    ids = {event["id"] for event in events}
    stated = [
        link for event in events for link in event["response_to"] if link.get("event") in ids and not link["inferred"]
    ]
    assert stated
    assert all(link["cue"] for link in stated)


def test_claims_of_totals_are_checked_against_the_ledger(claims: list[dict[str, Any]]) -> None:
    checked = [claim for claim in claims if claim["check"]["verdict"] != "not_comparable"]
    assert checked
    assert all(claim["check"]["why"] and claim["check"]["ledger_count"] is not None for claim in checked)


def test_the_log_of_an_event_tells_each_report_and_why_it_was_merged(demo: Demo, events: list[dict[str, Any]]) -> None:
    most = max(events, key=lambda event: len(event["reports"]))
    result = run_in(demo[0], "log", most["id"], "--ledger", "ledger.db")
    assert result.returncode == 0, result.stderr
    for source in most["reports"]:
        assert source["id"] in result.stdout
    revisions = re.findall(r"^ +(\d+)  ", result.stdout, re.MULTILINE)
    assert [int(n) for n in revisions] == list(range(1, most["revision"] + 1))
    assert re.search(r"^  [01]\.\d\d  .+: .+", result.stdout, re.MULTILINE)


def test_the_demo_gives_the_same_records_again(demo: Demo, tmp_path: Path, events: list[dict[str, Any]]) -> None:
    again = run_in(tmp_path, "demo", "-o", "again")
    assert again.stdout == demo[1].stdout.replace("tacitus-demo", "again")
    assert asked((tmp_path / "again", again), "events") == events


def test_the_demo_and_code_need_no_network(tmp_path: Path) -> None:
    cut = ["unshare", "--map-root-user", "--net"]
    try:
        allowed = subprocess.run([*cut, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        pytest.skip("this machine does not let a process leave the network")
    (tmp_path / "a.txt").write_text("A car bomb killed three people in Kabul on 29 January 2024, police said.")
    for job in (["demo"], ["code", "a.txt"]):
        done = subprocess.run(
            [*cut, *command(*job)], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
