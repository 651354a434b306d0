"""Events kept: coded reports go in, linked events come out, and every change is a revision that proves itself."""

from tacitus.ledger.changes import Changed, Changes
from tacitus.ledger.decisions import Decision
from tacitus.ledger.finding import ORDERS, Choice, Cursor, Days, Finder, Order, Page, Pair, Spot, Wanted
from tacitus.ledger.listing import Lister
from tacitus.ledger.past import Past
from tacitus.ledger.revisions import Broken, Revision
from tacitus.ledger.store import AddResult, Ledger, Link, Refusal
from tacitus.ledger.stores import store_at

__all__ = [
    "ORDERS",
    "AddResult",
    "Broken",
    "Changed",
    "Changes",
    "Choice",
    "Cursor",
    "Days",
    "Decision",
    "Finder",
    "Ledger",
    "Link",
    "Lister",
    "Order",
    "Page",
    "Pair",
    "Past",
    "Refusal",
    "Revision",
    "Spot",
    "Wanted",
    "store_at",
]
