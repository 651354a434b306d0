"""Runs the real command in a process of its own, as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

SRC = Path(__file__).parents[2] / "src"
Run = Callable[..., subprocess.CompletedProcess[str]]


def command(*args: object) -> list[str]:
    return [sys.executable, "-m", "tacitus", *map(str, args)]


def environment() -> dict[str, str]:
    """The user's environment, with a width of its own so that no test depends on the terminal."""
    return {**os.environ, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1", "COLUMNS": "120"}


def run_in(folder: Path, *args: object, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*args),
        cwd=folder,
        env=environment(),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
