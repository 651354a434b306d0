"""The ledger -> findings: claim checks, rounds, response chains, days. Functions on records; nothing is stored here."""

from tacitus.analysis.claims import check
from tacitus.analysis.responses import Chain, Link, chains, links
from tacitus.analysis.rounds import Round, rounds
from tacitus.analysis.timeline import Day, Timeline, counts, timeline

__all__ = ["Chain", "Day", "Link", "Round", "Timeline", "chains", "check", "counts", "links", "rounds", "timeline"]
