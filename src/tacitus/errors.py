"""The exceptions a user can meet, each saying what is wrong, where, and what to do."""

from __future__ import annotations


class TacitusError(Exception):
    """Base of all errors that are the input's or the set-up's, not the program's; the message is for the user."""


class InputRefusedError(TacitusError):
    """One input cannot be read or coded; the others of the same call are kept."""

    def __init__(self, where: str, why: str, advice: str = "") -> None:
        self.where, self.why, self.advice = where, why, advice
        super().__init__(f"{where}: {why}" + (f"; {advice}" if advice else ""))


class TableError(TacitusError):
    """A table of the package (ontology, actors, gazetteer supplement) is not well formed."""


class LedgerError(TacitusError):
    """The ledger cannot be opened, read or written."""


class UnknownIdError(LedgerError):
    """The ledger holds no event, report or decision of that id."""


class ChangedSinceError(LedgerError):
    """An event has changed since the reviewer looked at it."""


class DecisionRefusedError(LedgerError):
    """A decision cannot be followed as it is given."""


class BriefingError(TacitusError):
    """A briefing cannot be written in the format that was asked for."""


class MissingIndexError(TacitusError):
    """A built artifact (the gazetteer index) is absent or of another version."""
