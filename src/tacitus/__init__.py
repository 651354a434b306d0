"""Tacitus reads news reports and keeps a sourced ledger of conflict events."""

__version__ = "0.1.0"
