"""A ledger of an older form is brought up to date when it is opened, and keeps everything; a newer one is refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from by_hand import by_hand
from sqlalchemy import text
from telling_factories import ZAHLE, coded, mention

from tacitus.errors import LedgerError
from tacitus.ledger import Ledger, Wanted, index, schema, store_at, upgrading

FORM_3 = Path(__file__).with_name("form_3.sql")
BY_THE_STORE = {"alembic_version", "find_areas", "find_words", "spatial_ref_sys"}
"""Tables that are not among those that the program describes; those beginning so are the store's own too."""


@pytest.fixture
def older(path, tmp_path):
    """A ledger in the form of the time before migrations, whose triggers filled what events are found by."""
    now = tmp_path / "now.db"
    with Ledger.open(now) as ledger:
        ledger.add([coded("a", mention("a", weapons=("barrel bomb",))), coded("b", mention("b", places=(ZAHLE,)))])
        ledger.confirm(next(ledger.events()).id, author="Ana", reason="seen")
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(FORM_3.read_text())
        conn.execute("ATTACH ? AS now", (str(now),))
        for table in schema.metadata.sorted_tables:
            if not table.name.startswith("find_"):
                columns = ", ".join(f'"{column.name}"' for column in table.columns)
                conn.execute(f"INSERT INTO main.{table.name} ({columns}) SELECT {columns} FROM now.{table.name}")
        conn.execute("UPDATE main.meta SET value = '3' WHERE key = 'schema'")
        conn.commit()
        assert conn.execute("SELECT count(*) FROM main.find_events").fetchone() == (2,)
    with Ledger.open(now) as ledger:
        return ledger.history()


def made(path):
    with closing(sqlite3.connect(path)) as conn:
        return set(conn.execute("SELECT type, name, sql FROM sqlite_master"))


def form(path):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()[0]


def test_an_older_ledger_keeps_its_history_and_can_be_asked_and_added_to(path, older):
    with Ledger.open(path) as ledger:
        assert ledger.history() == older
        assert ledger.verify() is None
        assert ledger.finder().count(Wanted(words="barrel", status="confirmed")) == 1
        assert ledger.add([coded("a", mention("a", weapons=("mortar",)))]).updated == ("a",)
        assert ledger.finder().count(Wanted(words="barrel")) == 0
        assert ledger.finder().count(Wanted(words="mortar")) == 1
        assert ledger.verify() is None


def test_an_older_ledger_has_the_tables_of_a_new_one_then(path, tmp_path, older):
    Ledger.open(path).close()
    new = tmp_path / "new.db"
    Ledger.open(new).close()
    assert {(kind, name) for kind, name, _ in made(path)} == {(kind, name) for kind, name, _ in made(new)}


def test_a_program_from_before_migrations_refuses_what_was_brought_up_to_date(path, older):
    Ledger.open(path).close()
    assert int(form(path)) > 3


def test_an_upgrade_that_is_broken_off_leaves_the_older_form(path, older, monkeypatch):
    before = made(path)

    def stop(conn):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(upgrading.index, "refill", stop)
        with pytest.raises(KeyboardInterrupt):
            Ledger.open(path)
    assert made(path) == before
    assert form(path) == "3"
    with Ledger.open(path) as ledger:
        assert ledger.history() == older


def test_a_ledger_that_is_up_to_date_is_opened_without_writing(where):
    Ledger.open(where).close()
    by_hand(where, "INSERT INTO find_names VALUES ('kept', 'as it is')", guarded=True)
    with Ledger.open(where) as ledger, ledger._reading() as conn:
        assert conn.execute(text("SELECT count(*) FROM find_names")).scalar() == 1


@pytest.mark.parametrize(
    ("statement", "advice"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "install a newer one"),
        ("DROP TABLE alembic_version", "install a newer one"),
    ],
)
def test_a_newer_ledger_is_refused_with_what_to_do(where, statement, advice):
    Ledger.open(where).close()
    by_hand(where, statement, "UPDATE meta SET value = '99' WHERE key = 'schema'", guarded=True)
    with pytest.raises(LedgerError, match=advice):
        Ledger.open(where)


def test_a_ledger_too_old_to_be_brought_up_to_date_is_refused_with_what_to_do(where):
    Ledger.open(where).close()
    by_hand(where, "DROP TABLE alembic_version", "UPDATE meta SET value = '2' WHERE key = 'schema'", guarded=True)
    with pytest.raises(LedgerError, match="into a new ledger"):
        Ledger.open(where)


@pytest.mark.filterwarnings("ignore:Did not recognize type 'geometry'")
def test_the_migrations_make_the_tables_that_the_program_describes(where):
    def described(name, kind, parent):
        own = kind != "table" or not (name in BY_THE_STORE or name.startswith(("find_words_", "find_areas_")))
        return own and name not in ("find_places_by_area", "point", "days")

    Ledger.open(where).close()
    engine = store_at(where).engine()
    with engine.connect() as conn:
        context = MigrationContext.configure(conn, opts={"include_name": described})
        assert compare_metadata(context, index.metadata) == []
    engine.dispose()
