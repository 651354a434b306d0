"""What the rest of the ledger asks of the database behind it: all that SQLite and PostgreSQL do not have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, or_

BUSY_SECONDS = 30
"""How long a writer waits for another one."""
CONNECTIONS = 16
"""How many threads of a process may use a ledger at once; connections are made as they are needed, and kept."""
AFTER_SPACE = "what it held is safe: make space and run the same again"
Box = tuple[float, float, float, float]
"""South, west, north and east of an area in degrees; east is below west where it crosses the 180th meridian."""
Days = tuple[int, int]
"""A first and a last day, numbered from 0001-01-01, both included."""
EVER = (0, date.max.toordinal())
"""All days there are; 0 stands for unknown ones."""


class Store(ABC):
    """One place that a ledger is kept in.

    `name` is how messages call it; it shows no password. `errors` are those of the driver that reach us as they are.
    """

    name: str
    errors: tuple[type[Exception], ...] = ()

    @abstractmethod
    def exists(self) -> bool:
        """Whether there is a ledger, or anything else, at that place. Raises LedgerError where that cannot be told."""

    @abstractmethod
    def engine(self) -> Engine:
        """An engine for that place. Raises LedgerError where no ledger can be there."""

    @abstractmethod
    def reading(self, conn: Connection) -> Connection:
        """The connection, set up so that its next transaction sees one state of the ledger throughout."""

    @abstractmethod
    def writing(self, conn: Connection) -> Connection:
        """The connection, set up so that its next transaction may write."""

    @abstractmethod
    def lock(self, conn: Connection) -> None:
        """Make sure, in a transaction just begun, that no other process writes until it ends."""

    @abstractmethod
    def check(self, engine: Engine) -> None:
        """Look at the database on opening it. Raises LedgerError where no ledger can be kept in it."""

    def opened(self, conn: Connection) -> None:  # noqa: B027
        """Look at the ledger, once its tables are those of this version."""

    @abstractmethod
    def tables(self, conn: Connection) -> Collection[str]:
        """The names of the tables that somebody made there."""

    @abstractmethod
    def explain(self, error: BaseException) -> str:
        """What an error of the driver means and what to do, in one line that follows the name."""

    def is_unfit(self, error: BaseException) -> bool:
        """Whether an error of the driver says that a value is one that this database does not hold."""
        return False

    @abstractmethod
    def keep_words(self, conn: Connection, words: Mapping[int, str]) -> None:
        """Make the words of events findable, by the number of the event."""

    @abstractmethod
    def drop_words(self, conn: Connection, number: int | None = None) -> None:
        """Forget the words of one event, or all."""

    @abstractmethod
    def saying(self, number: ColumnElement[int], words: Sequence[str]) -> ColumnElement[bool]:
        """Whether the words of the event of that number have each of these at the beginning of one of theirs.

        `words` are of letters and digits only; case and diacritics do not count.
        """

    @abstractmethod
    def inside(self, places: Any, box: Box, days: Days) -> ColumnElement[bool]:
        """Whether the point of a row of `find_places`, given by its columns, lies in a box, and its days meet some."""


def within(places: Any, box: Box) -> ColumnElement[bool]:
    """Whether a point lies in a box, by the very degrees, which indexes of areas round."""
    south, _, north, _ = box
    return and_(places.lat.between(south, north), or_(*(places.lon.between(*span) for span in spans(box))))


def spans(box: Box) -> list[tuple[float, float]]:
    """The longitudes of a box from west to east: two spans where it crosses the 180th meridian."""
    _, west, _, east = box
    return [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
