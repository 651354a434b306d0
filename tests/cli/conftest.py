"""The command as a fixture, and one finished demo for all tests of the command line."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from real_command import Run, run_in


@pytest.fixture
def tacitus(tmp_path: Path) -> Run:
    """`tacitus("events", "--format", "jsonl")` in an empty folder."""
    return lambda *args, **kwargs: run_in(tmp_path, *args, **kwargs)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A finished demo: the folder it wrote and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    return folder / "tacitus-demo", run_in(folder, "demo")
