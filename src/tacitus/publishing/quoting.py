"""The sentence of a report around given offsets: what a footnote quotes.

Text offsets are code points; a quoted sentence is always an exact slice of the report's text.
"""

from __future__ import annotations

import re

from tacitus.records import Report, Span

LONGEST = 420
"""Code points of the longest quotation; a longer sentence is cut at word ends around the words meant."""

_END = re.compile(r"""[.!?…]["'”’»)\]]*(?=\s)|\n+""")
# A full stop after these does not end a sentence.
_ABBREVIATION = re.compile(
    r"""(?:\b(?:[A-Z]|U\.S|U\.K|U\.N|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Capt|Adm|Brig|Cmdr|Gov|Sen|Rep|St|Jan|Feb|Mar|Apr
    |Aug|Sept|Sep|Oct|Nov|Dec|No|vs|etc|approx|Inc|Ltd|Co|e\.g|i\.e|a\.m|p\.m))\.$""",
    re.VERBOSE,
)


def sentence_at(report: Report, start: int, end: int) -> Span:
    """The sentence of `report` that holds `start`..`end`, without surrounding white space.

    Offsets beyond the text are brought into it. A paragraph break ends a sentence; so does a full stop, exclamation
    or question mark before white space, unless it belongs to an abbreviation or the next word is in lower case.
    """
    text = report.text
    start, end = min(start, len(text)), min(max(start, end), len(text))
    first, last = 0, len(text)
    for match in _END.finditer(text):
        if not _ends(text, match):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end or match.end() >= end:
            last = match.end()
            break
    first, last = _stripped(text, first, last)
    if last - first > LONGEST:
        first, last = _stripped(text, *_around(text, first, last, start, end))
    return Span(start=first, end=last, text=text[first:last])


def _ends(text: str, match: re.Match[str]) -> bool:
    if match.group().startswith("\n"):
        return True
    if match.group() == "." and _ABBREVIATION.search(text[max(0, match.end() - 12) : match.end()]):
        return False
    following = text[match.end() : match.end() + 40].lstrip()
    return not following[:1].islower()


def _around(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """At most LONGEST code points around the words meant, ending at white space."""
    room = max(0, LONGEST - (end - start)) // 2
    left, right = max(first, start - room), min(last, end + room)
    if left > first and (space := text.find(" ", left, start)) >= 0:
        left = space
    if right < last and (space := text.rfind(" ", end, right)) >= 0:
        right = space
    return left, right


def _stripped(text: str, first: int, last: int) -> tuple[int, int]:
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last
