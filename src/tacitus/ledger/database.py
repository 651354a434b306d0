"""Opens the database behind a ledger and runs transactions in it; what goes wrong is told in one clear line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from pydantic import ValidationError
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from tacitus.errors import LedgerError
from tacitus.ledger.revisions import stamp
from tacitus.ledger.stores import Store, store_of
from tacitus.ledger.upgrading import is_current, upgrade

Clock = Callable[[], datetime]


class UnfitError(LedgerError):
    """One record holds what the database cannot; the others are none the worse for it."""


def open_engine(store: Store) -> Engine:
    """An engine on a checked ledger: made where there is none, brought up to date where it is older.

    Raises LedgerError.
    """
    engine = store.engine()
    try:
        with clear_errors(store):
            store.check(engine)
            with reading(engine) as conn:
                current = is_current(conn)
            if not current:
                with writing(engine) as conn:
                    upgrade(conn)
            with reading(engine) as conn:
                store.opened(conn)
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
        store = store_of(conn)
        conn = store.writing(conn).execution_options(tacitus_now=stamp(clock()))
        with conn.begin():
            store.lock(conn)
            yield conn


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read transaction: all of it sees the same state, whatever is written meanwhile."""
    with engine.connect() as conn:
        conn = store_of(conn).reading(conn)
        with conn.begin():
            yield conn


@contextmanager
def clear_errors(store: Store) -> Iterator[None]:
    """Turn what the database reports into a LedgerError of one line."""
    try:
        yield
    except DBAPIError as error:
        cause = error.orig or error
        kind = UnfitError if store.is_unfit(cause) else LedgerError
        raise kind(f"{store.name}: {store.explain(cause)}") from error
    except store.errors as error:
        raise LedgerError(f"{store.name}: {store.explain(error)}") from error
    except ValidationError as error:
        raise LedgerError(f"{store.name}: a stored {error.title} is damaged; `tacitus verify` says which") from error
    except SQLAlchemyError as error:
        raise LedgerError(f"{store.name}: the ledger cannot be used ({error})") from error
