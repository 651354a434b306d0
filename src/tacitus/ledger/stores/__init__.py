"""Where ledgers are kept: a file of SQLite or a database of PostgreSQL; what is peculiar to each has one module."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from tacitus.errors import LedgerError
from tacitus.ledger.stores.base import BUSY_SECONDS, CONNECTIONS, EVER, Box, Store
from tacitus.ledger.stores.sqlite import SqliteStore

__all__ = ["BUSY_SECONDS", "CONNECTIONS", "EVER", "Box", "Store", "store_at", "store_of"]


def store_at(where: str | Path) -> Store:
    """The store that a path or an address means. Raises LedgerError where it means none."""
    scheme, address, _ = str(where).partition("://")
    if not address:
        return SqliteStore(Path(where))
    if scheme in ("postgresql", "postgres"):
        from tacitus.ledger.stores.postgresql import PostgresStore  # a ledger in a file is opened sooner without it

        return PostgresStore(str(where))
    raise LedgerError(f"{scheme}://...: is no ledger; give the path of a file or an address that begins postgresql://")


def store_of(conn: Connection) -> Store:
    """The store behind a connection."""
    store: Store = conn.get_execution_options()["tacitus_store"]
    return store
