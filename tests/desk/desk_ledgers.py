"""Looks into ledgers that desks are tested on."""

from __future__ import annotations

from pathlib import Path

from tacitus.ledger import Ledger
from tacitus.records import Event


def events_of(path: Path) -> dict[str, Event]:
    """The events of a ledger by the id of their first report."""
    with Ledger.open(path) as ledger:
        return {event.reports[0].id: event for event in ledger.events()}
