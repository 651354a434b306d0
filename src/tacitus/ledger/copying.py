"""Copies a ledger into another store, whole or not at all: every row as it is, with the history that proves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from tacitus.errors import LedgerError
from tacitus.ledger import index, schema
from tacitus.ledger.database import clear_errors
from tacitus.ledger.revisions import head, verify
from tacitus.ledger.stores import store_of

Progress = Callable[[int, int], None]
AT_ONCE = 1000
"""How many rows are held in memory."""
TABLES = [t for t in schema.metadata.sorted_tables if not t.name.startswith("find_")]
"""The tables that are copied, each after those it refers to; the others follow from them."""


def copy(source: Connection, target: Connection, progress: Progress) -> None:
    """Copy all that one ledger holds into an empty one, in a write transaction of the latter, and prove it there.

    `progress` is called with the number of rows done and of all. Raises LedgerError where the target is not empty or
    the copy does not prove; nothing is kept then.
    """
    held, name = head(target)[0], store_of(target).name
    if held:
        raise LedgerError(f"{name}: holds a ledger of {held} revisions already; give a new file or an empty database")
    total = sum(source.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES)
    target.execute(delete(schema.meta))
    done = 0
    for table in TABLES:
        rows = _rows(source, table)
        while some := list(islice(rows, AT_ONCE)):
            target.execute(insert(table), some)
            done += len(some)
            progress(done, total)
    index.refill(target)
    if broken := verify(target):
        raise LedgerError(f"{store_of(source).name}: is not copied, for its history is not whole: {broken}")


def _rows(source: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table; what goes wrong here is told of the source."""
    with clear_errors(store_of(source)):
        for row in source.execute(select(table).execution_options(yield_per=AT_ONCE)).mappings():
            yield dict(row)
