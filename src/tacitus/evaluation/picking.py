"""For gold with one label a text: which of the coded mentions the text is about."""

from __future__ import annotations

from collections.abc import Iterable

from tacitus.records import Mention


def main_mention(mentions: Iterable[Mention]) -> Mention | None:
    """The mention whose words stand first; news tells first what it is about.

    On the development parts of both label suites this did better than ranking by factuality, role or gravity.
    """
    return min(mentions, key=_position, default=None)


def _position(mention: Mention) -> int:
    return min(e.start for e in mention.evidence if e.field == "trigger")
