"""The desk: web pages and an API on which people read, check and correct a ledger."""

from tacitus.desk.app import create_app
from tacitus.desk.settings import Settings

__all__ = ["Settings", "create_app"]
