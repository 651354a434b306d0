"""When and by whom reports were published, so that they are counted without being opened.

The table is filled anew after every migration.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

Words = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Day = sa.String(10).with_variant(sa.String(10, collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "find_reports",
        sa.Column("report", Words, primary_key=True),
        sa.Column("published", Day, nullable=False),
        sa.Column("publisher", Words, nullable=False),
    )
    op.create_index("find_reports_by_day", "find_reports", ["published", "publisher"])
