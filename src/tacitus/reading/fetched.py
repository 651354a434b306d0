"""For those who ask servers by rules of their own: what they fetched becomes a report as by `read`."""

from tacitus.reading._web import AGENT, Fetched, fetched_report, is_public

__all__ = ["AGENT", "Fetched", "fetched_report", "is_public"]
