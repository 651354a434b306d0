"""Events kept: coded reports go in, linked events come out, and every change is a revision that proves itself."""

from tacitus.ledger.decisions import Decision
from tacitus.ledger.revisions import Broken, Revision
from tacitus.ledger.store import AddResult, Ledger, Link, Refusal

__all__ = ["AddResult", "Broken", "Decision", "Ledger", "Link", "Refusal", "Revision"]
