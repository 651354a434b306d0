"""The tables of a ledger. Current state for asking, revisions for proof; JSON payloads are the records themselves.

Days are ISO dates as text, so that they sort alike in every database; unknown ends are empty strings.
"""

from __future__ import annotations

from sqlalchemy import DDL, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text, event
from sqlalchemy.schema import ExecutableDDLElement

FORMAT = "tacitus-ledger"
VERSION = 3

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("payload", Text, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("event", String, index=True),
    # The group the machine puts a founder in, named by its first mention; decisions may join several to one event.
    Column("cluster", String, index=True),
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
    Column("family", String, primary_key=True),
    Column("country", String, primary_key=True),
    Column("first", String(10), nullable=False),
    Column("last", String(10), nullable=False),
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
    Column("id", String, primary_key=True),
    Column("age", Integer, nullable=False, unique=True),
    Column("action", String, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("start", String(10), nullable=False),
    Column("end", String(10), nullable=False),
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
    Column("precision", String, nullable=False),
    Index("event_places_by_point", "lat", "lon"),
)

event_actors = Table(
    "event_actors",
    metadata,
    Column("event", ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("side", String, primary_key=True),
    Column("actor", String, primary_key=True, index=True),
    Column("name", String, nullable=False),
)

redirects = Table(
    "redirects",
    metadata,
    Column("old", String, primary_key=True),
    Column("new", String, nullable=False, index=True),
    Column("age", Integer, nullable=False),
    Column("why", Text, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("kind", String, nullable=False),
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
    Column("report", String, nullable=False, index=True),
    Column("mention", String, index=True),
)

claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("payload", Text, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded", String(27), nullable=False, index=True),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("revisions_by_subject", "kind", "subject", "number", unique=True),
)

for verb in ("UPDATE", "DELETE"):
    trigger: ExecutableDDLElement = DDL(  # type: ignore[no-untyped-call]
        f"CREATE TRIGGER revisions_no_{verb.lower()} BEFORE {verb} ON revisions "
        "BEGIN SELECT RAISE(ABORT, 'revisions are only ever added'); END"
    )
    event.listen(revisions, "after_create", trigger.execute_if(dialect="sqlite"))
