"""Opens the SQLite file behind a ledger: made whole or not at all, and refused with one clear line if it is not one."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from tacitus.errors import LedgerError
from tacitus.ledger import index, schema
from tacitus.ledger.reading import pairs
from tacitus.ledger.revisions import GENESIS, stamp

Clock = Callable[[], datetime]

BUSY_SECONDS = 30
WAL_TRIES, WAL_WAIT_SECONDS = 50, 0.1
MAGIC = b"SQLite format 3\x00"
AFTER_SPACE = "what it held is safe: make space and run the same again"


def open_engine(path: Path) -> Engine:
    """An engine on a checked ledger; the file is made where there is none. Raises LedgerError."""
    _check_file(path)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})
    _arrange(engine)
    try:
        with clear_errors(path):
            _use_wal(engine)
            with writing(engine) as conn:
                _check_or_create(conn, path)
                index.prepare(conn)
    except BaseException:
        engine.dispose()
        raise
    return engine


def system_clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


@contextmanager
def writing(engine: Engine, clock: Clock = system_clock) -> Iterator[Connection]:
    """One write transaction: everything inside is kept, or nothing. Waits for other writers."""
    with engine.connect() as conn:
        conn = conn.execution_options(tacitus_write=True, tacitus_now=stamp(clock()))
        with conn.begin():
            yield conn


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Turn what the database reports into a LedgerError of one line."""
    try:
        yield
    except DBAPIError as error:
        raise LedgerError(f"{path}: {_explain(str(error.orig))}") from error
    except sqlite3.Error as error:
        raise LedgerError(f"{path}: {_explain(str(error))}") from error
    except ValidationError as error:
        raise LedgerError(f"{path}: a stored {error.title} is damaged; `tacitus verify` says which") from error
    except SQLAlchemyError as error:
        raise LedgerError(f"{path}: the ledger cannot be used ({error})") from error


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise LedgerError(f"{path}: is a folder; give the path of a ledger file in it")
    try:
        if not path.exists():
            if not path.parent.is_dir():
                raise LedgerError(f"{path}: the folder {path.parent} does not exist; make it first")
            return
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from error
    if start and start != MAGIC:
        raise LedgerError(f"{path}: is not a ledger (not an SQLite file); give another path")


def _arrange(engine: Engine) -> None:
    """Take transactions into our own hands: writers lock at their start, so that two never read the same state."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(conn: Connection) -> None:
        is_write = conn.get_execution_options().get("tacitus_write", False)
        conn.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")


def _use_wal(engine: Engine) -> None:
    """Switch to write-ahead logging; SQLite does not wait for others here as it does elsewhere, so we do."""
    for attempt in range(WAL_TRIES):
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or attempt == WAL_TRIES - 1:
                raise
            time.sleep(WAL_WAIT_SECONDS)
        finally:
            raw.close()


def _check_or_create(conn: Connection, path: Path) -> None:
    tables = inspect(conn).get_table_names()
    if not tables:
        schema.metadata.create_all(conn)
        rows = {"format": schema.FORMAT, "schema": str(schema.VERSION), "head": f"0 {GENESIS}"}
        conn.execute(insert(schema.meta), [{"key": key, "value": value} for key, value in rows.items()])
        return
    found = pairs(conn, select(schema.meta.c.key, schema.meta.c.value)) if "meta" in tables else {}
    if found.get("format") != schema.FORMAT:
        raise LedgerError(f"{path}: is an SQLite file but not a ledger; give another path")
    version = found.get("schema", "")
    if version != str(schema.VERSION):
        newer = version.isdigit() and int(version) > schema.VERSION
        advice = "install a newer Tacitus" if newer else "read its reports into a new ledger"
        raise LedgerError(f"{path}: has schema version {version}, this Tacitus reads {schema.VERSION}; {advice}")


def _explain(text: str) -> str:
    plain = text.lower()
    if "readonly" in plain or "unable to open" in plain:
        return "cannot be written; check the permissions of the file and of its folder"
    if "malformed" in plain or "not a database" in plain:
        return "is damaged; restore it from a copy"
    if "locked" in plain:
        return f"is being written by another process for more than {BUSY_SECONDS} seconds; try again later"
    if "full" in plain:
        return f"cannot be written; the disk is full; {AFTER_SPACE}"
    if "disk i/o error" in plain:
        return f"cannot be written; the disk is full, fails, or a limit on the size of files is set; {AFTER_SPACE}"
    return f"the ledger cannot be used ({text})"
