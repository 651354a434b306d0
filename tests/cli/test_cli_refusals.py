"""Bad input through the real command: a reason in one line, the good inputs kept, the ledger whole."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from real_command import Run, run_in

KILLED = "Gunmen shot dead two farmers near Kano on 30 January 2024, police said."
STRUCK = "An air strike killed four people in Idlib on 29 January 2024, officials said."
FRENCH = (
    "Au moins douze personnes ont été tuées mardi dans une attaque contre un village du nord du pays, ont annoncé "
    "les autorités. Les assaillants ont pris la fuite après avoir incendié plusieurs maisons.\n"
)
LONG_LINE = 200 * 1024 * 1024

BAD = {
    "empty.txt": "empty",
    "junk.txt": "binary",
    "long.txt": "MB",
    "long.jsonl:1": "MB",
    "utf16.txt": "binary",
    "latin.txt": "UTF-8",
    "page.html": "no article",
    "mixed.jsonl:2": "JSON",
    "mixed.jsonl:3": "JSON object",
    "mixed.jsonl:4": "'text'",
    "french.txt": "French",
    "missing.txt": "no such file",
}
"""Each bad input, as the user must find it named, and a word of the reason."""

Added = tuple[Path, subprocess.CompletedProcess[str]]


def row(id_: str, text: str) -> str:
    return json.dumps({"id": id_, "text": text, "published": "2024-01-31", "publisher": "Example Wire"}) + "\n"


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Added:
    """One `add` of every kind of bad input, with four good reports among them."""
    folder = tmp_path_factory.mktemp("refusals")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "junk.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "utf16.txt").write_bytes(KILLED.encode("utf-16-le"))
    (folder / "latin.txt").write_bytes("Two people were killed near Café Étoile, officials said.".encode("latin-1"))
    (folder / "page.html").write_text("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    (folder / "french.txt").write_text(FRENCH, encoding="utf-8")
    (folder / "mixed.jsonl").write_text(
        row("first", KILLED) + '{"id": "cut off\n' + "[1, 2]\n" + '{"text": 7}\n' + row("last", STRUCK)
    )
    (folder / "long.txt").write_bytes(b"a" * LONG_LINE)
    with (folder / "long.jsonl").open("wb") as file:
        file.write(b'{"id": "long", "text": "' + b"a" * LONG_LINE + b'"}\n')
        file.write(row("after", KILLED.replace("Kano", "Kaduna")).encode())
    (folder / "good.txt").write_text("Rebels attacked a police station in Goma, killing three officers, on Monday.")
    names = sorted({name.partition(":")[0] for name in BAD} | {"good.txt"})
    result = run_in(folder, "add", *names, "--published", "2024-01-31", "--ledger", "kept.db")
    for name in ("long.txt", "long.jsonl"):
        (folder / name).unlink()
    return folder, result


@pytest.mark.parametrize("name", BAD)
def test_each_bad_input_is_named_with_its_reason_in_one_line(added: Added, name: str) -> None:
    lines = [line for line in added[1].stderr.splitlines() if name in line]
    assert len(lines) == 1
    assert lines[0].startswith("refused: ")
    assert BAD[name] in lines[0]
    assert len(lines[0]) < 200


def test_nothing_but_the_reasons_is_on_stderr_and_the_status_is_1(added: Added) -> None:
    _, result = added
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == len(BAD)
    assert f"{len(BAD)} refused" in result.stdout


def test_the_good_reports_of_the_same_call_are_kept(added: Added) -> None:
    folder, _ = added
    lines = run_in(folder, "events", "--format", "jsonl", "--ledger", "kept.db").stdout.splitlines()
    reports = {source["id"] for line in lines for source in json.loads(line)["reports"]}
    assert {"first", "last", "after"} < reports
    assert len(reports) == 4


def test_the_ledger_still_proves_its_history(added: Added) -> None:
    folder, _ = added
    assert run_in(folder, "verify", "--ledger", "kept.db").returncode == 0


def test_code_prints_the_good_reports_and_names_the_others(added: Added) -> None:
    folder, _ = added
    result = run_in(folder, "code", "mixed.jsonl", "french.txt")
    assert result.returncode == 1
    coded = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["report"]["id"] for one in coded if not one["refused"]] == ["first", "last"]
    assert [one["refused"] for one in coded if one["refused"]] == ["written in French (fr); only English is coded"]
    assert len(result.stderr.splitlines()) == 4


def test_a_report_on_standard_input_is_coded(tacitus: Run) -> None:
    result = tacitus("code", "-", stdin=row("piped", KILLED))
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["mentions"]


def test_a_date_that_is_none_is_refused_before_a_ledger_is_made(tacitus: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(KILLED)
    result = tacitus("add", "a.txt", "--published", "31 January", "--ledger", "new.db")
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "--published" in result.stderr
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("ask", [["events"], ["claims"], ["verify"], ["brief", "-o", "b.html"], ["log", "E1"]])
def test_a_ledger_that_is_not_there_is_not_made_by_asking(tacitus: Run, tmp_path: Path, ask: list[str]) -> None:
    result = tacitus(*ask, "--ledger", "mistyped.db")
    assert result.returncode == 1
    assert result.stderr.startswith("tacitus: mistyped.db: there is no such ledger")
    assert len(result.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_ledger_is_named_and_left_as_it_is(tacitus: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("my notes")
    (tmp_path / "a.txt").write_text(KILLED)
    for ask in (["events"], ["add", "a.txt"]):
        result = tacitus(*ask, "--ledger", "notes.db")
        assert result.returncode == 1
        assert "notes.db: is not a ledger" in result.stderr
        assert "Traceback" not in result.stderr
    assert (tmp_path / "notes.db").read_text() == "my notes"


def test_a_ledger_cut_short_is_called_damaged(added: Added, tacitus: Run, tmp_path: Path) -> None:
    folder, _ = added
    whole = (folder / "kept.db").read_bytes()
    (tmp_path / "cut.db").write_bytes(whole[: len(whole) // 3])
    result = tacitus("events", "--ledger", "cut.db")
    assert result.returncode == 1
    assert "cut.db" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ["nonsense"],
        ["add"],
        ["events", "--format", "pdf"],
        ["events", "--status", "maybe"],
        ["events", "--action", "juggling"],
        ["events", "--country", "Iraq"],
        ["events", "--since", "yesterday"],
        ["events", "--since", "2024-02-01", "--until", "2024-01-01"],
        ["brief"],
        ["evaluate", "passages"],
        ["evaluate", "passages", ".", "--limit", "0"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_status_2_and_no_traceback(tacitus: Run, wrong: list[str]) -> None:
    result = tacitus(*wrong)
    assert result.returncode == 2
    assert "Usage:" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("where", ["taken.txt", "taken.txt/below"])
def test_a_demo_that_cannot_write_says_so(tacitus: Run, tmp_path: Path, where: str) -> None:
    (tmp_path / "taken.txt").write_text("mine")
    result = tacitus("demo", "--output", where)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "--output" in result.stderr
    assert (tmp_path / "taken.txt").read_text() == "mine"
