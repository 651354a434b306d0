"""What events are found by: narrow tables beside the events, so that a question never opens the records themselves.

They are derived: triggers of the database fill them in the transaction that writes an event, from the JSON of the
event and nothing else; events that a reviewer rejected are left out. A ledger made before they were there gets them
when it is opened. They are no part of the history and prove nothing.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Float, Index, Integer, MetaData, String, Table, inspect, text
from sqlalchemy.schema import CreateIndex, CreateTable

metadata = MetaData()

facts = Table(
    "find_events",
    metadata,
    Column("event", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # the event's age: the row of its words
    Column("first", String(10), nullable=False),
    Column("last", String(10), nullable=False),
    Column("precision", String, nullable=False),
    Column("action", String, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("killed", Integer),
    Column("wounded", Integer),
    # Covers what questions narrow by, so that counting by day reads nothing else.
    Index("find_events_by_day", "first", "event", "precision", "last", "action", "status", "killed", "number"),
    Index("find_events_by_kind", "action", "status", "first", "event"),
)

places = Table(
    "find_places",
    metadata,
    Column("event", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("place", String, nullable=False),  # the id of the gazetteer, else the name
    Column("name", String, nullable=False),
    Column("country", String(2)),
    Column("admin1", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", String, nullable=False),
    Index("find_places_by_country", "country", "event"),
    Index("find_places_by_place", "place", "event"),
    Index("find_places_by_name", "name", "event"),
    Index("find_places_by_point", "lat", "lon", "event"),
)

actors = Table(
    "find_actors",
    metadata,
    Column("event", String, primary_key=True),
    Column("side", String, primary_key=True),
    Column("actor", String, primary_key=True),
    Index("find_actors_by_actor", "actor", "side", "event"),
)

# The names that actors bear or bore: few, so that a part of a name is looked for here and not in every event.
names = Table(
    "find_names",
    metadata,
    Column("actor", String, primary_key=True),
    Column("name", String, primary_key=True),
)

publishers = Table(
    "find_publishers",
    metadata,
    Column("event", String, primary_key=True),
    Column("publisher", String, primary_key=True),
    Index("find_publishers_by_publisher", "publisher", "event"),
)

answers = Table(
    "find_answers",
    metadata,
    Column("event", String, primary_key=True),
    Column("answered", String, primary_key=True, index=True),
)

WORDS = "find_words"
_WORDS_TABLE = f"CREATE VIRTUAL TABLE {WORDS} USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')"

# `e` stands for the row of the event: `new` in a trigger, `listed` where all are filled at once.
_FILL = (
    """INSERT INTO find_events SELECT {e}.id, {e}.age, {e}.start, {e}."end",
         coalesce(json_extract({e}.payload, '$.date.precision'), 'unknown'), {e}.action, {e}.status,
         coalesce(json_extract({e}.payload, '$.casualties.killed.best'),
                  json_extract({e}.payload, '$.casualties.killed.low')),
         coalesce(json_extract({e}.payload, '$.casualties.wounded.best'),
                  json_extract({e}.payload, '$.casualties.wounded.low')) {source}""",
    """INSERT INTO find_places SELECT {e}.id, p.key,
         coalesce(json_extract(p.value, '$.gazetteer_id'), json_extract(p.value, '$.name')),
         json_extract(p.value, '$.name'), json_extract(p.value, '$.country'), json_extract(p.value, '$.admin1'),
         json_extract(p.value, '$.lat'), json_extract(p.value, '$.lon'), json_extract(p.value, '$.precision')
         FROM {from_source} json_each({e}.payload, '$.places') AS p""",
    """INSERT OR IGNORE INTO find_actors SELECT {e}.id, 'initiator', json_extract(a.value, '$.id')
         FROM {from_source} json_each({e}.payload, '$.initiators') AS a""",
    """INSERT OR IGNORE INTO find_names SELECT json_extract(a.value, '$.id'), json_extract(a.value, '$.name')
         FROM {from_source} json_each({e}.payload, '$.initiators') AS a""",
    """INSERT OR IGNORE INTO find_actors SELECT {e}.id, 'target', json_extract(a.value, '$.id')
         FROM {from_source} json_each({e}.payload, '$.targets') AS a""",
    """INSERT OR IGNORE INTO find_names SELECT json_extract(a.value, '$.id'), json_extract(a.value, '$.name')
         FROM {from_source} json_each({e}.payload, '$.targets') AS a""",
    """INSERT OR IGNORE INTO find_publishers SELECT {e}.id, json_extract(r.value, '$.publisher')
         FROM {from_source} json_each({e}.payload, '$.reports') AS r
         WHERE json_extract(r.value, '$.publisher') IS NOT NULL""",
    """INSERT OR IGNORE INTO find_answers SELECT {e}.id, json_extract(r.value, '$.event')
         FROM {from_source} json_each({e}.payload, '$.response_to') AS r
         WHERE json_extract(r.value, '$.event') IS NOT NULL""",
    """INSERT INTO find_words (rowid, words) SELECT {e}.age, coalesce(json_extract({e}.payload, '$.summary'), '')
         || coalesce((SELECT group_concat(' ' || json_extract(x.value, '$.name'), '')
                      FROM json_each({e}.payload, '$.places') AS x), '')
         || coalesce((SELECT group_concat(' ' || json_extract(x.value, '$.name'), '')
                      FROM json_each({e}.payload, '$.initiators') AS x), '')
         || coalesce((SELECT group_concat(' ' || json_extract(x.value, '$.name'), '')
                      FROM json_each({e}.payload, '$.targets') AS x), '')
         || coalesce((SELECT group_concat(' ' || x.value, '') FROM json_each({e}.payload, '$.weapons') AS x), '')
         || coalesce((SELECT group_concat(' ' || x.value, '') FROM json_each({e}.payload, '$.facilities') AS x), '')
         || coalesce((SELECT group_concat(' ' || json_extract(x.value, '$.text'), '')
                      FROM json_each({e}.payload, '$.evidence') AS x), '') {source}""",
)
_LISTED = "(SELECT * FROM events WHERE rejected = 0) AS listed"
_OF_EVENTS = (facts, places, actors, publishers, answers)


def prepare(conn: Connection) -> None:
    """Make and fill the tables in a ledger that lacks them; call inside a write transaction."""
    filled = inspect(conn).has_table(WORDS)
    for table in (*_OF_EVENTS, names):
        conn.execute(CreateTable(table, if_not_exists=True))
        for index in sorted(table.indexes, key=lambda i: str(i.name)):
            conn.execute(CreateIndex(index, if_not_exists=True))
    if filled:
        return
    conn.execute(text(_WORDS_TABLE))
    for statement in _FILL:
        conn.execute(text(statement.format(e="listed", source=f"FROM {_LISTED}", from_source=f"{_LISTED},")))
    for trigger in _triggers():
        conn.exec_driver_sql(trigger)


def _triggers() -> tuple[str, ...]:
    fill = "; ".join(statement.format(e="new", source="", from_source="") for statement in _FILL)
    clear = "; ".join(f"DELETE FROM {table.name} WHERE event = old.id" for table in _OF_EVENTS)
    clear += f"; DELETE FROM {WORDS} WHERE rowid = old.age"
    changed = "(old.payload <> new.payload OR old.rejected <> new.rejected)"
    return (
        f"CREATE TRIGGER find_insert AFTER INSERT ON events WHEN new.rejected = 0 BEGIN {fill}; END",
        f"CREATE TRIGGER find_delete AFTER DELETE ON events BEGIN {clear}; END",
        f"CREATE TRIGGER find_before BEFORE UPDATE ON events WHEN {changed} BEGIN {clear}; END",
        f"CREATE TRIGGER find_after AFTER UPDATE ON events WHEN {changed} AND new.rejected = 0 BEGIN {fill}; END",
    )
