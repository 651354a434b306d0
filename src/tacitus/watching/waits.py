"""How long to wait: after errors ever longer, never all at the same moment, and at least as long as a server asks."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import Random

LONGEST = 24 * 3600.0
"""The longest wait after errors."""
LONGEST_ASKED = 7 * 24 * 3600.0
"""The longest wait that a server may ask for."""
_SPREAD = 0.25


def after_failure(failures: int, first: float, asked: float | None, random: Random) -> float:
    """Seconds until the next try: doubled with each failure (from 1) up to a day, spread by a quarter either way.

    `asked` is what the server asked for (`retry_after`), which is never undercut.
    """
    wait = min(LONGEST, first * 2.0 ** min(failures - 1, 30)) * random.uniform(1 - _SPREAD, 1 + _SPREAD)
    return max(wait, asked or 0.0)


def retry_after(value: str | None, now: float) -> float | None:
    """The seconds that a header Retry-After asks to wait, a number or a date; None where it says nothing to use."""
    text = (value or "").strip()
    if text.isascii() and text.isdecimal():
        return min(float(text[:9]), LONGEST_ASKED)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    seconds = (when - datetime.fromtimestamp(now, UTC)).total_seconds()
    return min(seconds, LONGEST_ASKED) if seconds > 0 else None
