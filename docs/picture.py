"""Draws docs/demo.svg, the picture in the README: what `tacitus demo` prints, 112 columns wide.

Run it from the repository after a change of what the demo shows: .venv/bin/python docs/picture.py
"""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from tacitus import cli, workflow

TARGET = Path(__file__).with_name("demo.svg")
EVENTS = 7
_FETCHED_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def draw() -> str:
    """The picture as SVG that fetches nothing."""
    console = Console(record=True, width=112, file=io.StringIO(), force_terminal=True)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        cli.print_demo(console, workflow.demo(Path("tacitus-demo"), most=EVENTS))
    return _FETCHED_FONT.sub("", console.export_svg(title="tacitus demo", theme=MONOKAI, unique_id="demo"))


if __name__ == "__main__":
    TARGET.write_text(draw(), encoding="utf-8")
