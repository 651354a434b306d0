"""Brings the tables of a ledger to the form that this version uses, by the migrations beside this file.

A ledger is brought up to date when it is opened, in one transaction: what is older need not be known to the user, and
a run that is killed leaves the older form. The history is never touched. What events are found by is made anew then.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, select, table
from sqlalchemy.sql import column

from tacitus.errors import LedgerError
from tacitus.ledger import index, schema
from tacitus.ledger.reading import pairs
from tacitus.ledger.stores import store_of

CURRENT = "0006"
"""The last of the migrations (the tests compare); a ledger at it is opened without looking at them."""
NUMBERED = {"3": "0003"}
"""The forms of the time before migrations, which `meta` names by a number, as migrations."""

_VERSION = table("alembic_version", column("version_num"))


def is_current(conn: Connection) -> bool:
    """Whether the ledger has the form of this version. Raises LedgerError where something else is there."""
    return _form(conn) == CURRENT


def upgrade(conn: Connection) -> None:
    """Make a ledger, or bring an older one up to date; inside a write transaction. Raises LedgerError."""
    form = _form(conn)  # once more: another process may just have done it
    if form == CURRENT:
        return
    from alembic import command  # opening a ledger that is up to date does without it
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": conn})
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if form is not None and form not in known:
        name = store_of(conn).name
        raise LedgerError(f"{name}: is a ledger of form {form}, which this version does not know; install a newer one")
    if form is not None:
        command.stamp(config, form)
    command.upgrade(config, CURRENT)
    index.refill(conn)


def _form(conn: Connection) -> str | None:
    """The migration that a ledger stands at; None where there is nothing yet."""
    store = store_of(conn)
    tables = store.tables(conn)
    if not tables:
        return None
    told = pairs(conn, select(schema.meta.c.key, schema.meta.c.value)) if "meta" in tables else {}
    if told.get("format") != schema.FORMAT:
        raise LedgerError(f"{store.name}: holds tables but is not a ledger; give another place")
    if "alembic_version" in tables:
        return str(conn.execute(select(_VERSION.c.version_num)).scalar_one())
    number = told.get("schema", "")
    if number.isdigit() and int(number) < min(map(int, NUMBERED)):
        raise LedgerError(f"{store.name}: is a ledger of form {number}, too old; read its reports into a new ledger")
    return NUMBERED.get(str(number), str(number))
