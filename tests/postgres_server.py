"""A server of PostgreSQL of the tests' own: from Debian's packages, in a folder that goes with it, for one process.

It listens on a socket in that folder alone and never waits for the disk. The server refuses the superuser, so that it
runs as the user that Debian made for it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url

DEMANDED = "TACITUS_DEMAND_POSTGRES"
"""Where this variable is set, as in CI, tests that need a server fail if there is none; elsewhere they are skipped."""
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "40",
    "listen_addresses": "''",
}


def programs() -> Path | None:
    """The folder of the newest server's programs; None where none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


class Server:
    """A running server; each `address` it gives out is that of a new database."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._made = folder, 0

    def address(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def database(self, template: str | None = None) -> str:
        """The address of a new database: empty, or a copy of another one, which nobody may be connected to."""
        self._made += 1
        name = f"made_{self._made}"
        self.run(f"CREATE DATABASE {name}" + (f" TEMPLATE {template} STRATEGY file_copy" if template else ""))
        return self.address(name)

    def drop(self, address: str) -> None:
        """Take a database away, with those who are connected to it."""
        self.run(f"DROP DATABASE {self.name_of(address)} WITH (FORCE)")

    @staticmethod
    def name_of(address: str) -> str:
        return str(make_url(address).database)

    def offers(self, extension: str) -> bool:
        """Whether an extension is installed beside the server; in CI it must be."""
        with psycopg.connect(self.address("postgres")) as conn:
            asked = "SELECT 1 FROM pg_available_extensions WHERE name = %s"
            return DEMANDED in os.environ or conn.execute(asked, [extension]).fetchone() is not None

    def run(self, statement: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as conn:
            conn.execute(statement)


@contextmanager
def running() -> Iterator[Server]:
    """A server that is stopped in the end. Raises FileNotFoundError where none is installed."""
    where = programs()
    if where is None:
        raise FileNotFoundError("no server of PostgreSQL is installed")
    # Not pytest's own temporary folder: that is closed to other users, and too long a path for a socket.
    folder = Path(tempfile.mkdtemp(prefix="tacitus-pg-"))
    data = folder / "data"
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_user = {"user": "postgres", "group": "postgres", "extra_groups": []}

    def run(program: str, *args: str) -> None:
        done = subprocess.run(
            [where / program, "-D", data, *args], cwd=folder, capture_output=True, text=True, check=False, **as_user
        )
        if done.returncode != 0:
            log = folder / "log"
            raise RuntimeError(f"{program}: {done.stderr}{log.read_text() if log.exists() else ''}")

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync")
        options = " ".join(f"-c {key}={value}" for key, value in QUICK.items())
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"{options} -k {folder}", "start")
        try:
            yield Server(folder)
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
