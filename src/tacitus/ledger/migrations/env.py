"""Run by alembic: the migrations go through the connection, and inside the transaction, of whoever asked."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
