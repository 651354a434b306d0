"""The tables of a ledger. Current state for asking, revisions for proof; JSON payloads are the records themselves.

Days are ISO dates as text, so that they sort alike in every database; unknown ends are empty strings. The tables are
made by the migrations, which a change here needs one more of (the tests compare).
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

FORMAT = "tacitus-ledger"

metadata = MetaData()

# Text sorts by its code points in every database, whatever language the server speaks.
Words = String().with_variant(String(collation="C"), "postgresql")
Day = String(10).with_variant(String(10, collation="C"), "postgresql")
Time = String(27).with_variant(String(27, collation="C"), "postgresql")

meta = Table("meta", metadata, Column("key", Words, primary_key=True), Column("value", Words, nullable=False))

reports = Table(
    "reports",
    metadata,
    Column("id", Words, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("payload", Text, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    Column("id", Words, primary_key=True),
    Column("report", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("event", Words, index=True),
    # The group the machine puts a founder in, named by its first mention; decisions may join several to one event.
    Column("cluster", Words, index=True),
    Column("left_out", Text),
    Column("answers_unnamed", Integer, nullable=False, index=True),
)

# A mention's own words stand in the payload of its report, at `position`.
# One row for each family and country of a mention; country "" is a mention that gives none, founds is 1 where it can
# make an event.
blocks = Table(
    "blocks",
    metadata,
    Column("mention", ForeignKey("mentions.id", ondelete="CASCADE"), primary_key=True),
    Column("family", Words, primary_key=True),
    Column("country", Words, primary_key=True),
    Column("first", Day, nullable=False),
    Column("last", Day, nullable=False),
    Column("founds", Integer, nullable=False),
    Index("blocks_by_key", "family", "country", "first", "last", "founds"),
)

links = Table(
    "links",
    metadata,
    Column("a", ForeignKey("mentions.id", ondelete="CASCADE"), primary_key=True),
    Column("b", ForeignKey("mentions.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("probability", Float, nullable=False),
    Column("why", Text, nullable=False),
    # 1 between two mentions that can make an event, 0 where one of them can only join one.
    Column("founding", Integer, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Words, primary_key=True),
    Column("age", Integer, nullable=False, unique=True),
    Column("action", Words, nullable=False, index=True),
    Column("status", Words, nullable=False),
    Column("start", Day, nullable=False),
    Column("end", Day, nullable=False),
    # 1 where a reviewer rejected it: it keeps its id and its reports, and is listed nowhere.
    Column("rejected", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Index("events_by_date", "start", "end"),
)

event_places = Table(
    "event_places",
    metadata,
    Column("event", ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("country", String(2), index=True),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", Words, nullable=False),
    Index("event_places_by_point", "lat", "lon"),
)

event_actors = Table(
    "event_actors",
    metadata,
    Column("event", ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("side", Words, primary_key=True),
    Column("actor", Words, primary_key=True, index=True),
    Column("name", Words, nullable=False),
)

redirects = Table(
    "redirects",
    metadata,
    Column("old", Words, primary_key=True),
    Column("new", Words, nullable=False, index=True),
    Column("age", Integer, nullable=False),
    Column("why", Text, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Words, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("kind", Words, nullable=False),
    Column("live", Integer, nullable=False),
    Column("payload", Text, nullable=False),
)

# The mentions a decision speaks of, as they are called now; none where the report tells it no longer.
anchors = Table(
    "anchors",
    metadata,
    Column("decision", ForeignKey("decisions.id"), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("report", Words, nullable=False, index=True),
    Column("mention", Words, index=True),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Words, primary_key=True),
    Column("report", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("kind", Words, nullable=False),
    Column("payload", Text, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("kind", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("number", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded", Time, nullable=False, index=True),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("revisions_by_subject", "kind", "subject", "number", unique=True),
)
