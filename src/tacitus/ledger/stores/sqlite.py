"""A ledger in one file of SQLite: write-ahead logging, so that readers never wait, and FTS5 for words."""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    and_,
    column,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    or_,
    select,
    table,
)

from tacitus.errors import LedgerError
from tacitus.ledger.stores.base import AFTER_SPACE, BUSY_SECONDS, CONNECTIONS, Box, Days, Store, spans, within

WAL_TRIES, WAL_WAIT_SECONDS = 50, 0.1
MAGIC = b"SQLite format 3\x00"

find_words = table("find_words", column("rowid"), column("words"))
"""A full-text index (FTS5); the row of an event has its number."""
find_areas = table("find_areas", *map(column, ("id", "south", "north", "west", "east", "start", "stop")))
"""An R*Tree over the rows of `find_places`, which triggers keep in line with them."""


class SqliteStore(Store):
    """A ledger in one file."""

    errors = (sqlite3.Error,)

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, str(path)

    def exists(self) -> bool:
        """Whether there is such a file."""
        return self.path.exists()

    def engine(self) -> Engine:
        """An engine on the file, which is made where there is none."""
        _check_file(self.path)
        engine = create_engine(
            URL.create("sqlite", database=str(self.path)),
            connect_args={"timeout": BUSY_SECONDS},
            pool_size=CONNECTIONS,
            max_overflow=0,
            execution_options={"tacitus_store": self},
        )
        _arrange(engine)
        return engine

    def reading(self, conn: Connection) -> Connection:
        """Every transaction sees one state."""
        return conn

    def writing(self, conn: Connection) -> Connection:
        """Writers lock at their start, so that two never read the same state."""
        return conn.execution_options(tacitus_write=True)

    def lock(self, conn: Connection) -> None:
        """The transaction began with the lock."""

    def check(self, engine: Engine) -> None:
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

    def tables(self, conn: Connection) -> Collection[str]:
        """All tables of the file."""
        return inspect(conn).get_table_names()

    def explain(self, error: BaseException) -> str:
        """Told by the words of SQLite, which speaks English alone."""
        plain = str(error).lower()
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
        return f"the ledger cannot be used ({error})"

    def keep_words(self, conn: Connection, words: Mapping[int, str]) -> None:
        """FTS5 takes words apart, and their diacritics and case away, by itself."""
        if words:
            conn.execute(insert(find_words), [{"rowid": number, "words": those} for number, those in words.items()])

    def drop_words(self, conn: Connection, number: int | None = None) -> None:
        """One row, or all."""
        conn.execute(delete(find_words) if number is None else delete(find_words).where(find_words.c.rowid == number))

    def saying(self, number: ColumnElement[int], words: Sequence[str]) -> ColumnElement[bool]:
        """Each word is quoted, so that none is read as an operator of FTS5."""
        terms = " ".join(f'"{word}"*' for word in words)
        return number.in_(select(find_words.c.rowid).where(find_words.c.words.match(terms)))

    def inside(self, places: Any, box: Box, days: Days) -> ColumnElement[bool]:
        """By the tree of areas and days, in which each point is a box that is a little too large."""
        south, _, north, _ = box
        a = find_areas.c
        meets = and_(a.south <= north, a.north >= south, a.start <= days[1], a.stop >= days[0])
        areas = [select(a.id).where(meets, a.west <= east, a.east >= west) for west, east in spans(box)]
        return and_(or_(*(places.id.in_(area) for area in areas)), within(places, box))


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
    """Take transactions into our own hands: the driver would begin them only at the first change."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: object) -> None:
        connection.isolation_level = None
        for function in (math.sin, math.cos):  # not every SQLite is built with them
            connection.create_function(function.__name__, 1, function, deterministic=True)
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(conn: Connection) -> None:
        is_write = conn.get_execution_options().get("tacitus_write", False)
        conn.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")
