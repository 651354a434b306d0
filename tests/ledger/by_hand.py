"""Changes what stands in a ledger behind its back, as its owner could."""

from sqlalchemy import text

from tacitus.ledger.stores import store_at

UNGUARD = {
    "sqlite": ("DROP TRIGGER revisions_no_update", "DROP TRIGGER revisions_no_delete"),
    "postgresql": ("DROP TRIGGER revisions_no_change ON revisions",),
}


def by_hand(where, *statements, guarded=False):
    """Run statements of SQL; unless `guarded`, what keeps the history from being changed is taken away first."""
    engine = store_at(where).engine()
    try:
        with engine.begin() as conn:
            for statement in (*(() if guarded else UNGUARD[engine.dialect.name]), *statements):
                conn.execute(text(statement))
    finally:
        engine.dispose()
