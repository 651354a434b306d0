"""A ledger in a database of PostgreSQL, for large ledgers and many users; PostGIS finds places where it is had.

Readers see one state of the ledger throughout; writers take turns by an advisory lock. Text is kept as text, not as
JSONB, since the history proves the very bytes of each record.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from importlib.util import find_spec
from typing import Any
from unicodedata import combining, normalize

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    and_,
    bindparam,
    cast,
    column,
    create_engine,
    delete,
    func,
    insert,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TEXT, TSQUERY
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from tacitus.errors import LedgerError
from tacitus.ledger.stores.base import AFTER_SPACE, BUSY_SECONDS, CONNECTIONS, Box, Days, Store, spans, within

OLDEST = 15
REACH_SECONDS = 10
LOCK = int.from_bytes(b"tacitus", "big")
"""The key of the advisory lock; a ledger has its database for itself."""
MOST_WORDS, LONGEST_WORD = 20_000, 50
"""What is found of one event: PostgreSQL takes no more than a megabyte of words and 2 kB a word."""

find_words = table("find_words", column("number"), column("words"))

_TABLES = text(
    """SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace = to_regnamespace(
         quote_ident(current_schema())) AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass
         AND objid = pg_class.oid AND deptype = 'e')"""
)
_HAS_POINTS = text(
    """SELECT EXISTS (SELECT FROM pg_attribute
         WHERE attrelid = to_regclass('find_places') AND attname = 'point' AND NOT attisdropped)"""
)

# What the server says where it takes no connection, for which the driver knows no code, and what that means.
_UNREACHED = (
    (r"password|role .* does not exist|pg_hba\.conf|authentication", "the server refuses the user or the password"),
    (r'database "(?P<it>.*?)" does not exist', "there is no database {it} on the server; make it with createdb"),
    (r"too many clients|remaining connection slots", "the server has no connection left; try again later"),
    (r"starting up|shutting down|recovery mode", "the server is starting or stopping; try again later"),
    (
        r"refused|could not translate host|resolve|timeout|timed out|No such file|unreachable|No route",
        "the server cannot be reached; check the address and that it runs",
    ),
)
_EXPLAINED = {
    "55P03": f"is being written by another process for more than {BUSY_SECONDS} seconds; try again later",
    "53100": f"cannot be written; the disk of the server is full; {AFTER_SPACE}",
    "25006": "cannot be written; the server is read-only (is it a standby?)",
    "42501": "the user may not do this; let the owner of the database grant it CREATE on the schema",
    "XX001": "is damaged; restore it from a copy",
    "XX002": "is damaged; restore it from a copy",
}
_AWAY = "the server went away; what it held is safe: run the same again"


class PostgresStore(Store):
    """A ledger in one database, of which it is the only tenant."""

    def __init__(self, address: str) -> None:
        self._url = _read(address)
        self.name = _shown(self._url)
        self._has_points = False

    def exists(self) -> bool:
        """Whether anybody made a table in the database."""
        engine = self.engine()
        try:
            with engine.connect() as conn:
                return bool(self.tables(conn))
        except DBAPIError as error:
            raise LedgerError(f"{self.name}: {self.explain(error.orig or error)}") from error
        finally:
            engine.dispose()

    def engine(self) -> Engine:
        """An engine on the database, by psycopg; nothing is asked of the server yet."""
        if find_spec("psycopg") is None:
            raise LedgerError(f"{self.name}: needs the driver of PostgreSQL: pip install 'tacitus[postgres]'")
        wait = {} if "connect_timeout" in self._url.query else {"connect_timeout": REACH_SECONDS}
        return create_engine(
            self._url.set(drivername="postgresql+psycopg"),
            connect_args={"application_name": "tacitus", **wait},
            # A server may have been started anew since a connection was last used.
            pool_pre_ping=True,
            pool_size=CONNECTIONS,
            max_overflow=0,
            execution_options={"tacitus_store": self},
        )

    def reading(self, conn: Connection) -> Connection:
        """All statements of the transaction see the state at its first."""
        return conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def writing(self, conn: Connection) -> Connection:
        """Each statement sees what was kept before it: what a writer had to wait for is seen after the lock."""
        return conn.execution_options(isolation_level="READ COMMITTED")

    def lock(self, conn: Connection) -> None:
        """One writer at a time; the server lets the lock go when the transaction or its client ends."""
        conn.execute(text(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'"))
        conn.execute(select(func.pg_advisory_xact_lock(LOCK)))

    def check(self, engine: Engine) -> None:
        """The version of the server and the encoding of the database."""
        with engine.connect() as conn:
            running = str(conn.execute(text("SHOW server_version")).scalar_one())
            if int(re.split(r"\D", running)[0]) < OLDEST:
                raise LedgerError(f"{self.name}: the server is PostgreSQL {running}; Tacitus needs {OLDEST} or newer")
            encoding = conn.execute(text("SHOW server_encoding")).scalar_one()
            if encoding != "UTF8":
                raise LedgerError(
                    f"{self.name}: the database is encoded in {encoding}; make one with createdb -E UTF8 -T template0"
                )

    def opened(self, conn: Connection) -> None:
        """Take note whether places have points of PostGIS."""
        self._has_points = bool(conn.execute(_HAS_POINTS).scalar_one())

    def tables(self, conn: Connection) -> Collection[str]:
        """The tables and views of the schema, but for those of extensions."""
        return list(conn.execute(_TABLES).scalars())

    def explain(self, error: BaseException) -> str:
        """Told by the code of the error; where there was no connection, by the words of the server."""
        said = " ".join(str(error).split())
        code = getattr(error, "sqlstate", None)
        if code is None:
            for pattern, meaning in _UNREACHED:
                if found := re.search(pattern, said):
                    return meaning.format(**found.groupdict())
            if "connection" in said:
                return _AWAY
        elif code in _EXPLAINED:
            return _EXPLAINED[code]
        elif code.startswith(("08", "57P")):
            return _AWAY
        if self.is_unfit(error):
            return f"a database of PostgreSQL cannot hold it ({said})"
        return f"the ledger cannot be used ({said})"

    def is_unfit(self, error: BaseException) -> bool:
        """Signs that it has not, such as NUL, and keys too long for an index; a file of SQLite holds both."""
        code = getattr(error, "sqlstate", None)
        return code.startswith(("22", "54")) if code else type(error).__name__ == "DataError"

    def keep_words(self, conn: Connection, words: Mapping[int, str]) -> None:
        """Taken apart here, as the parser of the server would keep hyphens, numbers and addresses together."""
        if words:
            rows = [{"number": number, "lexemes": _lexemes(those)} for number, those in words.items()]
            lexemes = func.array_to_tsvector(bindparam("lexemes", type_=ARRAY(TEXT)))
            conn.execute(insert(find_words).values(number=bindparam("number"), words=lexemes), rows)

    def drop_words(self, conn: Connection, number: int | None = None) -> None:
        """One row, or all."""
        conn.execute(delete(find_words) if number is None else delete(find_words).where(find_words.c.number == number))

    def saying(self, number: ColumnElement[int], words: Sequence[str]) -> ColumnElement[bool]:
        """By the inverted index over the words (GIN)."""
        terms = " & ".join(f"'{word}':*" for asked in words for word in _lexemes(asked))
        found = select(find_words.c.number).where(find_words.c.words.bool_op("@@")(cast(terms, TSQUERY)))
        return number.in_(found)

    def inside(self, places: Any, box: Box, days: Days) -> ColumnElement[bool]:
        """By the index over points and days (GiST) where the database has PostGIS."""
        if not self._has_points:
            return and_(within(places, box), places.start <= days[1], places.stop >= days[0])
        south, _, north, _ = box
        point: ColumnElement[Any] = column("point")
        areas = [func.ST_MakeEnvelope(west, south, east, north, 4326) for west, east in spans(box)]
        meets: ColumnElement[bool] = column("days").bool_op("&&")(func.int4range(*days, "[]"))
        return and_(or_(*(point.bool_op("&&")(area) for area in areas)), meets, within(places, box))


def _read(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        # The reason would show the address, and the password in it.
        scheme = address.partition("://")[0]
        raise LedgerError(
            f"{scheme}://...: is no address of a database; write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with "
            "signs such as @ / : in the password as %40 %2F %3A"
        ) from None
    return url.set(drivername="postgresql")


def _shown(url: URL) -> str:
    """The address without secrets, which may stand among the options too."""
    secrets = [option for option in url.query if "password" in option]
    return url.difference_update_query(secrets).render_as_string(hide_password=True)


def _lexemes(words: str) -> list[str]:
    """The words of a text without case and diacritics, each once."""
    plain = "".join(sign for sign in normalize("NFKD", words.casefold()) if not combining(sign))
    return sorted({word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", plain)})[:MOST_WORDS]
