"""The tables of a ledger: what is known now, and the history that proves it.

The first ledgers were numbered 1 to 3 without migrations; this is the third form.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = None

# Text sorts by its code points in every database, whatever language the server speaks.
Words = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Day = sa.String(10).with_variant(sa.String(10, collation="C"), "postgresql")
Time = sa.String(27).with_variant(sa.String(27, collation="C"), "postgresql")

GENESIS = "0" * 64


def upgrade() -> None:
    """Make the tables, and keep the history from being changed."""
    meta = op.create_table(
        "meta",
        sa.Column("key", Words, primary_key=True),
        sa.Column("value", Words, nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("id", Words, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "mentions",
        sa.Column("id", Words, primary_key=True),
        sa.Column("report", Words, sa.ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("event", Words, index=True),
        sa.Column("cluster", Words, index=True),
        sa.Column("left_out", sa.Text),
        sa.Column("answers_unnamed", sa.Integer, nullable=False, index=True),
    )
    op.create_table(
        "blocks",
        sa.Column("mention", Words, sa.ForeignKey("mentions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("family", Words, primary_key=True),
        sa.Column("country", Words, primary_key=True),
        sa.Column("first", Day, nullable=False),
        sa.Column("last", Day, nullable=False),
        sa.Column("founds", sa.Integer, nullable=False),
    )
    op.create_index("blocks_by_key", "blocks", ["family", "country", "first", "last", "founds"])
    op.create_table(
        "links",
        sa.Column("a", Words, sa.ForeignKey("mentions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("b", Words, sa.ForeignKey("mentions.id", ondelete="CASCADE"), primary_key=True, index=True),
        sa.Column("probability", sa.Float, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("founding", sa.Integer, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("id", Words, primary_key=True),
        sa.Column("age", sa.Integer, nullable=False, unique=True),
        sa.Column("action", Words, nullable=False, index=True),
        sa.Column("status", Words, nullable=False),
        sa.Column("start", Day, nullable=False),
        sa.Column("end", Day, nullable=False),
        sa.Column("rejected", sa.Integer, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("events_by_date", "events", ["start", "end"])
    op.create_table(
        "event_places",
        sa.Column("event", Words, sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("country", sa.String(2), index=True),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("precision", Words, nullable=False),
    )
    op.create_index("event_places_by_point", "event_places", ["lat", "lon"])
    op.create_table(
        "event_actors",
        sa.Column("event", Words, sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("side", Words, primary_key=True),
        sa.Column("actor", Words, primary_key=True, index=True),
        sa.Column("name", Words, nullable=False),
    )
    op.create_table(
        "redirects",
        sa.Column("old", Words, primary_key=True),
        sa.Column("new", Words, nullable=False, index=True),
        sa.Column("age", sa.Integer, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_table(
        "decisions",
        sa.Column("id", Words, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False, unique=True),
        sa.Column("kind", Words, nullable=False),
        sa.Column("live", sa.Integer, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "anchors",
        sa.Column("decision", Words, sa.ForeignKey("decisions.id"), primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("report", Words, nullable=False, index=True),
        sa.Column("mention", Words, index=True),
    )
    op.create_table(
        "claims",
        sa.Column("id", Words, primary_key=True),
        sa.Column("report", Words, sa.ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "revisions",
        sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("subject", Words, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("recorded", Time, nullable=False, index=True),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_index("revisions_by_subject", "revisions", ["kind", "subject", "number"], unique=True)
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)
    rows = {"format": "tacitus-ledger", "schema": "3", "head": f"0 {GENESIS}"}
    op.bulk_insert(meta, [{"key": key, "value": value} for key, value in rows.items()])


GUARDS = {
    "sqlite": [
        f"""CREATE TRIGGER revisions_no_{verb.lower()} BEFORE {verb} ON revisions
              BEGIN SELECT RAISE(ABORT, 'revisions are only ever added'); END"""
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        """CREATE FUNCTION revisions_stay() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN RAISE EXCEPTION 'revisions are only ever added'
                USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        """CREATE TRIGGER revisions_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON revisions
             FOR EACH STATEMENT EXECUTE FUNCTION revisions_stay()""",
    ],
}
