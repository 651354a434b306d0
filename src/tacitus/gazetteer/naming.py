"""Names shaped like places that name people and ships: "Secretary Lloyd Austin", "the tanker Meridian Hope"."""

from __future__ import annotations

import re
from typing import Final

from tacitus.gazetteer.containing import WORD

_TITLE: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Rev)\.?|\b(?:President|Minister|General|Colonel|"
    r"Senator|Captain|Sheikh|Ayatollah|Chancellor|Secretary|Judge))[ \u00a0]$"
)
_VESSEL: Final = (
    r"(?:ship|vessel|tanker|carrier|bulker|freighter|ferry|trawler|destroyer|frigate|corvette|warship|cruiser|submarine"
    r"|boat|tug|yacht|liner|dhow)"
)
_PREFIX: Final = r"(?:USS|USNS|HMS|HMAS|HMCS|INS|BRP|JS|ROKS|KRI|RFA|MV|MT|M/V|M/T|MS|SS|FS|ITS|TCG)"
_VESSEL_BEFORE: Final = re.compile(rf"(?:\b{_VESSEL}|\b{_PREFIX})[ \u00a0][\"'“‘]?(?:{WORD}[ \u00a0-]){{0,2}}$")
_FLAGGED_BEFORE: Final = re.compile(r"-(?:flagged|owned|operated|registered)[ \u00a0]$")
_VESSEL_AFTER: Final = re.compile(rf"[\"'”’]?[ \u00a0]{_VESSEL}\b(?! (?:yard|terminal|port|crossing|canal))")
_REACH: Final = 48


def follows_title(text: str, start: int) -> bool:
    """Whether a title stands right before the name."""
    return _TITLE.search(text, max(0, start - 14), start) is not None


def names_vessel(text: str, start: int, end: int, *, whole: bool) -> bool:
    """Whether the words beside a name make it a ship's: "USS Gravely", "a Singapore-flagged Hangzhou".

    `start` and `end` are those of the capitalised words in one row with the name, `whole` whether it is all of them.
    A kind of ship after a whole name says where the ship is from ("a Sevastopol ferry"); "the Ionian Dawn tanker" is
    one.
    """
    before = text[max(0, start - _REACH) : start]
    if _VESSEL_BEFORE.search(before) or _FLAGGED_BEFORE.search(before):
        return True
    return not whole and _VESSEL_AFTER.match(text, end) is not None
