"""The past of a ledger from the command line."""

import json

import pytest


def test_a_ledger_of_today_was_empty_long_ago_and_is_whole_at_a_far_day(tacitus, demo):
    ledger = demo[0] / "ledger.db"
    now = tacitus("events", "--ledger", ledger, "--format", "jsonl").stdout
    assert tacitus("events", "--ledger", ledger, "--format", "jsonl", "--as-of", "2099-01-01").stdout == now
    before = tacitus("events", "--ledger", ledger, "--as-of", "2020-01-01")
    assert (before.returncode, before.stdout, before.stderr) == (0, "", "no event of the ledger fits\n")
    claims = tacitus("claims", "--ledger", ledger, "--format", "jsonl").stdout
    assert tacitus("claims", "--ledger", ledger, "--format", "jsonl", "--as-of", "2099-01-01").stdout == claims


def test_a_briefing_can_be_written_as_of_a_day(tacitus, demo, tmp_path):
    asked = ("brief", "--ledger", demo[0] / "ledger.db", "--format", "md", "-o")
    assert tacitus(*asked, "now.md").returncode == 0
    assert tacitus(*asked, "then.md", "--as-of", "2099-01-01").returncode == 0
    then = (tmp_path / "then.md").read_text()
    # The line that says how to ask for a number's reason names the day.
    assert then.replace(" --as-of 2099-01-01", "") == (tmp_path / "now.md").read_text()


def test_a_difference_lists_what_came_in(tacitus, demo):
    asked = ("diff", "--ledger", demo[0] / "ledger.db", "--from", "2020-01-01", "--to", "2099-01-01")
    done = tacitus(*asked)
    assert done.returncode == 0
    assert done.stdout.startswith("New events (")
    lines = [json.loads(line) for line in tacitus(*asked, "--format", "jsonl").stdout.splitlines()]
    assert {line["kind"] for line in lines} == {"new"}
    assert {line["record"] for line in lines} == {"event", "claim", "report"}
    assert tacitus("diff", *asked[1:3], "--from", "2099-01-01", "--to", "2099-01-02").stdout == "nothing changed\n"


@pytest.mark.parametrize("text", ["yesterday", "2024-02-31", "2024-13"])
def test_what_is_no_moment_is_refused(tacitus, demo, text):
    done = tacitus("events", "--ledger", demo[0] / "ledger.db", "--as-of", text)
    assert done.returncode == 2
    assert "is no moment" in done.stderr
