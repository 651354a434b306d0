"""What events are found by, filled by the program: in older files of SQLite triggers of the database did it.

The tables hold nothing that is not told by the events, and are filled anew after every migration.
"""

import logging

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import DBAPIError

revision = "0004"
down_revision = "0003"

log = logging.getLogger("tacitus.ledger")

Words = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Day = sa.String(10).with_variant(sa.String(10, collation="C"), "postgresql")

TABLES = ("find_events", "find_places", "find_actors", "find_names", "find_publishers", "find_answers", "find_words")
TRIGGERS = ("find_insert", "find_delete", "find_before", "find_after")


def upgrade() -> None:
    """Put the tables in the place of older ones."""
    if op.get_bind().dialect.name == "sqlite":
        for name in TRIGGERS:
            op.execute(f"DROP TRIGGER IF EXISTS {name}")
        for name in TABLES:
            op.execute(f"DROP TABLE IF EXISTS {name}")
    op.create_table(
        "find_events",
        sa.Column("event", Words, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False, unique=True),
        sa.Column("first", Day, nullable=False),
        sa.Column("last", Day, nullable=False),
        sa.Column("precision", Words, nullable=False),
        sa.Column("action", Words, nullable=False, index=True),
        sa.Column("status", Words, nullable=False),
        sa.Column("killed", sa.Integer),
        sa.Column("wounded", sa.Integer),
    )
    by_day = ["first", "event", "precision", "last", "action", "status", "killed", "number"]
    op.create_index("find_events_by_day", "find_events", by_day)
    op.create_index("find_events_by_kind", "find_events", ["action", "status", "first", "event"])
    op.create_table(
        "find_places",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event", Words, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("place", Words, nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("country", sa.String(2)),
        sa.Column("admin1", Words),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("precision", Words, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("stop", sa.Integer, nullable=False),
    )
    op.create_index("find_places_of_event", "find_places", ["event", "position"], unique=True)
    for key in ("country", "place", "name"):
        op.create_index(f"find_places_by_{key}", "find_places", [key, "event"])
    op.create_table(
        "find_actors",
        sa.Column("event", Words, primary_key=True),
        sa.Column("side", Words, primary_key=True),
        sa.Column("actor", Words, primary_key=True),
    )
    op.create_index("find_actors_by_actor", "find_actors", ["actor", "side", "event"])
    op.create_table(
        "find_names", sa.Column("actor", Words, primary_key=True), sa.Column("name", Words, primary_key=True)
    )
    op.create_table(
        "find_publishers",
        sa.Column("event", Words, primary_key=True),
        sa.Column("publisher", Words, primary_key=True),
    )
    op.create_index("find_publishers_by_publisher", "find_publishers", ["publisher", "event"])
    op.create_table(
        "find_answers",
        sa.Column("event", Words, primary_key=True),
        sa.Column("answered", Words, primary_key=True, index=True),
    )
    PECULIAR[op.get_bind().dialect.name]()
    # Programs from before migrations look at this number, and must not write what they would not keep up to date.
    op.execute("UPDATE meta SET value = '4' WHERE key = 'schema'")


def of_sqlite() -> None:
    """A full-text index, and boxes of latitude, longitude and days (R*Tree), which follow the places."""
    op.execute("CREATE VIRTUAL TABLE find_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')")
    op.execute("CREATE VIRTUAL TABLE find_areas USING rtree(id, south, north, west, east, start, stop)")
    op.execute(
        """CREATE TRIGGER find_areas_add AFTER INSERT ON find_places WHEN new.lat IS NOT NULL AND new.lon IS NOT NULL
             BEGIN INSERT INTO find_areas
                   VALUES (new.id, new.lat, new.lat, new.lon, new.lon, new.start, new.stop); END"""
    )
    op.execute(
        """CREATE TRIGGER find_areas_drop AFTER DELETE ON find_places
             BEGIN DELETE FROM find_areas WHERE id = old.id; END"""
    )


def of_postgresql() -> None:
    """An inverted index over the words, and one over points of PostGIS and days where it can be had."""
    op.execute("CREATE TABLE find_words (number integer PRIMARY KEY, words tsvector NOT NULL)")
    op.execute("CREATE INDEX find_words_by_word ON find_words USING gin (words)")
    if not has_postgis(op.get_bind()):
        log.warning(
            "PostGIS cannot be had in this database, so that areas are searched more slowly; to have it, install it on "
            "the server, run CREATE EXTENSION postgis as its administrator, and copy the ledger into a new database"
        )
        op.execute("CREATE INDEX find_places_by_point ON find_places (lat, lon, start, stop)")
        return
    op.execute(
        """ALTER TABLE find_places
             ADD COLUMN point geometry(Point, 4326)
             GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(lon, lat), 4326)) STORED,
             ADD COLUMN days int4range
             GENERATED ALWAYS AS (int4range(start, stop, '[]')) STORED"""
    )
    op.execute("CREATE INDEX find_places_by_area ON find_places USING gist (point, days)")


def has_postgis(conn: sa.Connection) -> bool:
    """Whether the database has PostGIS; it is made there if the server has it and the user may."""
    if conn.execute(sa.text("SELECT to_regtype('geometry')")).scalar() is not None:
        return True
    try:
        with conn.begin_nested():
            conn.execute(sa.text("CREATE EXTENSION postgis"))
    except DBAPIError:
        return False
    return True


PECULIAR = {"sqlite": of_sqlite, "postgresql": of_postgresql}
