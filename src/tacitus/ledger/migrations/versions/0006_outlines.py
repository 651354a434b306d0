"""What analyses ask of events, so that very many are read without being opened, and earlier cases found by an index.

The tables are filled anew after every migration.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

Words = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Day = sa.String(10).with_variant(sa.String(10, collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "find_outlines",
        sa.Column("country", Words, primary_key=True),
        sa.Column("first", Day, primary_key=True),
        sa.Column("event", Words, primary_key=True),
        sa.Column("last", Day, nullable=False),
        *(sa.Column(name, Words, nullable=False) for name in ("precision", "action", "status")),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("places", "initiators", "targets", "weapons", "casualties", "answers")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("find_outlines_of_event", "find_outlines", ["event"])
    op.create_index("find_outlines_by_last", "find_outlines", ["last"])
    op.create_table(
        "find_deeds",
        *(sa.Column(name, Words, primary_key=True) for name in ("event", "doer", "target", "country", "weapon")),
        sa.Column("day", Day, nullable=False),
        sqlite_with_rowid=False,
    )
    by_doer = ["doer", "target", "country", "weapon", "day", "event"]
    op.create_index("find_deeds_by_doer", "find_deeds", by_doer)
    op.create_index("find_deeds_by_weapon", "find_deeds", ["weapon", "day", "event"])
