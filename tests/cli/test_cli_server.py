"""Every command takes the address of a database where it takes the path of a ledger."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import Server
from real_command import Run, command, environment

TEXT = "An air strike killed four people in Idlib on 29 January 2024, officials said."
AGAIN = "Four people were killed in an air strike on Idlib on 29 January 2024, rescuers said."


@pytest.fixture
def address(postgres: Server) -> Iterator[str]:
    made = postgres.database()
    yield made
    postgres.drop(made)


def row(id_: str, text: str) -> str:
    return json.dumps({"id": id_, "text": text, "published": "2024-01-31", "publisher": f"Paper {id_}"}) + "\n"


def test_the_demos_ledger_copied_into_a_database_answers_as_the_file_does(
    tacitus: Run, demo: tuple[Path, subprocess.CompletedProcess[str]], address: str
) -> None:
    file = demo[0] / "ledger.db"
    copied = tacitus("ledger", "copy", file, address)
    assert (copied.returncode, copied.stderr) == (0, "")
    assert "its history is whole" in copied.stdout
    for ask in (
        ["events", "--format", "jsonl"],
        ["events", "--country", "IQ", "--since", "2023-11-01", "--format", "csv"],
        ["claims", "--format", "jsonl"],
    ):
        of_file, of_database = (tacitus(*ask, "--ledger", place) for place in (file, address))
        assert of_database.stdout == of_file.stdout != ""
    assert tacitus("verify", "--ledger", address).returncode == 0
    assert tacitus("brief", "-o", "b.md", "--format", "md", "--ledger", address).returncode == 0
    assert tacitus("ledger", "copy", address, "back.db").returncode == 0
    again = tacitus("ledger", "copy", file, address)
    assert again.returncode == 1
    assert "already" in again.stderr
    assert len(again.stderr.splitlines()) == 1


def test_reports_are_added_reviewed_and_logged_in_a_database(tacitus: Run, address: str) -> None:
    added = tacitus("add", "-", "--ledger", address, stdin=row("a", TEXT) + row("b", AGAIN))
    assert (added.returncode, added.stderr) == (0, "")
    (line,) = tacitus("events", "--format", "jsonl", "--ledger", address).stdout.splitlines()
    event = json.loads(line)
    assert [source["id"] for source in event["reports"]] == ["a", "b"]
    decided = tacitus("review", "confirm", event["id"], "--author", "Ana", "--reason", "seen", "--ledger", address)
    assert decided.stdout.startswith("D1: confirmed")
    assert "confirmed by Ana" in tacitus("log", event["id"], "--ledger", address).stdout
    assert "D1" in tacitus("review", "list", "--ledger", address).stdout
    assert event["id"] in tacitus("diff", "--from", "2024-01-01", "--to", "2100-01-01", "--ledger", address).stdout


def test_two_adds_at_once_both_finish_and_keep_everything_once(tmp_path: Path, tacitus: Run, address: str) -> None:
    lines = [row(f"r{n}", TEXT.replace("four", f"{n + 2}")) for n in range(8)]
    (tmp_path / "a.jsonl").write_text("".join(lines))
    (tmp_path / "b.jsonl").write_text("".join(reversed(lines)))
    writers = [
        subprocess.Popen(
            command("add", tmp_path / name, "--ledger", address), env=environment(), stderr=subprocess.PIPE, text=True
        )
        for name in ("a.jsonl", "b.jsonl")
    ]
    for writer in writers:
        _, err = writer.communicate(timeout=120)
        assert (writer.returncode, err) == (0, "")
    assert "whole" in tacitus("verify", "--ledger", address).stdout
    (line,) = tacitus("events", "--format", "jsonl", "--ledger", address).stdout.splitlines()
    assert len(json.loads(line)["reports"]) == len(lines)


@pytest.mark.parametrize("ask", [["events"], ["claims"], ["verify"], ["log", "E1"], ["ledger", "copy"]])
def test_a_ledger_is_not_made_in_an_empty_database_by_asking(tacitus: Run, address: str, ask: list[str]) -> None:
    place = [address, "to.db"] if ask[0] == "ledger" else ["--ledger", address]
    result = tacitus(*ask, *place)
    assert result.returncode == 1
    assert "there is no such ledger" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_what_is_wrong_with_an_address_is_one_line_without_the_password(tacitus: Run) -> None:
    for wrong in ("postgresql://u:geheim@127.0.0.1:1/x", "postgresql://u:geheim@h:port/x", "odbc://u:geheim@h/x"):
        for ask in (["events", "--ledger", wrong], ["ledger", "copy", wrong, "to.db"]):
            result = tacitus(*ask)
            assert result.returncode == 1
            assert len(result.stderr.splitlines()) == 1
            assert "geheim" not in result.stderr + result.stdout
