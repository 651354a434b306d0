"""Runs the command many times and kills it at given moments, without the seconds that a new process takes to start.

Run as a script it is a server: it loads what the command loads, then forks one process for each line
`{"args": [...], "kill_after": seconds or null, "most_bytes": of a file, or null}` and answers with a line
`{"status": ..., "seconds": ..., "err": ...}`.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from real_command import environment

POLL_SECONDS = 0.0005


class Warm:
    """The server, asked."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, *args: object, kill_after: float | None = None, most_bytes: int | None = None) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        asked = {"args": [str(a) for a in args], "kill_after": kill_after, "most_bytes": most_bytes}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return dict(json.loads(self._process.stdout.readline()))


@contextmanager
def warm(folder: Path, source: Path) -> Iterator[Warm]:
    """A server working in `folder`, warmed up by coding `source`."""
    with subprocess.Popen(
        [sys.executable, __file__, str(source)],
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Warm(process)
        assert process.stdin
        process.stdin.close()


def _serve() -> None:
    from tacitus import cli, workflow

    refusals: list[str] = []
    assert list(workflow.coded_reports([sys.argv[1]], None, None, refusals))
    assert not refusals
    for line in sys.stdin:
        asked = json.loads(line)
        with tempfile.TemporaryFile("w+") as errors:
            start = time.monotonic()
            pid = os.fork()
            if pid == 0:
                _run(cli.main, asked["args"], errors.fileno(), asked["most_bytes"])
            status = _wait(pid, start, asked["kill_after"])
            seconds = time.monotonic() - start
            errors.seek(0)
            print(json.dumps({"status": status, "seconds": seconds, "err": errors.read()}), flush=True)


def _run(command: Any, args: list[str], errors: int, most_bytes: int | None) -> None:
    """Be the command, and end with its exit status."""
    status: Any = 70
    try:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        os.dup2(errors, 2)
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
        sys.argv = ["tacitus", *args]
        command()
        status = 0
    except SystemExit as exit_:
        status = exit_.code or 0
    finally:
        sys.stderr.flush()
        os._exit(status)


def _wait(pid: int, start: float, kill_after: float | None) -> int:
    """The exit status, negative where the process was killed. It is not reaped before, so no other is ever hit."""
    while kill_after is not None and time.monotonic() - start < kill_after:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(POLL_SECONDS)
    if kill_after is not None:
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    _serve()
