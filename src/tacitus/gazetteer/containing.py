"""What the words around a name say it lies in: "Kirkuk, Iraq", "Homs in Syria", "the Iranian city of Kerman"."""

from __future__ import annotations

import re
from typing import Final

from tacitus.gazetteer.folding import fold
from tacitus.gazetteer.index import Index, Toponym

LETTER: Final = r"[^\W\d_]"
SIGN: Final = "['’ʼʻ‘`]"
# A capital in any script: a letter that is no small letter of the Latin, Greek or Cyrillic alphabets.
CAPITAL: Final = "(?![a-zß-öø-ÿа-яёіїєґα-ω])" + LETTER
WORD: Final = rf"(?:(?:{CAPITAL}\.){{2,}}|{SIGN}?{CAPITAL}{LETTER}*(?:{SIGN}{LETTER}+)*(?:-?\d+\b)?)"
POSSESSIVE: Final = re.compile(r"['’]s$|(?<=s)['’]$", re.IGNORECASE)

_ABBREVIATED: Final = re.compile(r",[ \u00a0\n]([A-Z][A-Za-z.]{0,5}?)(?=[.,;:)\s]|$)")
_AFTER_COMMA: Final = re.compile(rf",[ \u00a0\n]({WORD}(?: {WORD}){{0,3}})")
_PLACE_KIND: Final = (
    "(?:city|town|village|hamlet|suburb|district|province|region|governorate|state|department|county|port|capital"
    "|enclave|island|settlement|camp|area)"
)
_AFTER_IN: Final = re.compile(
    rf",?[ \u00a0\n]in (?:the )?(?:[a-z]+(?:-[a-z]+)? )?(?:{_PLACE_KIND} of )?({WORD}(?: {WORD}){{0,3}})"
)
# What tells that a name does not belong to the word before: "Russian troops entered the city of", "Congo's army near".
_NO_LINK: Final = (
    r"(?:the|an?|its|their|his|in|into|inside|near|at|of|on|to|towards?|from|off|out|outside|around|over|across|against"
    r"|between|by|with|and|after|before|as|for|that|which|who|was|were|is|are|has|had)"
)
# Nor does it where a doer and a deed stand between: "Russian troops enter city of", "Iraqi army retakes town of".
_DESCRIBING: Final = rf"(?!{_NO_LINK}\b)(?!(?:[a-z-]*s|army|military|police|navy)\b)[a-z-]+"
_BEFORE_OF: Final = re.compile(rf"({WORD})(?:[ \u00a0]{_DESCRIBING}){{0,3}}[ \u00a0]{_PLACE_KIND} of $")
_OWNER: Final = re.compile(rf"({WORD})['’]s? (?:{_DESCRIBING} ){{0,2}}$")
_REACH: Final = 80
_WIDER: Final = frozenset({"country", "admin1"})


def after_comma(gazetteer: Index, text: str, end: int) -> tuple[Toponym, ...]:
    """The states and countries named right after a comma: "Monroe, La.", "Kirkuk, Iraq", "Hit, Anbar province"."""
    if not text.startswith(",", end):
        return ()
    if (short := _ABBREVIATED.match(text, end)) and (found := gazetteer.abbreviations.get(fold(short.group(1)))):
        return found
    named = _AFTER_COMMA.match(text, end)
    return _wider(gazetteer, named.group(1)) if named else ()


def container(gazetteer: Index, text: str, start: int, end: int) -> tuple[Toponym, ...]:
    """The states and countries a name is said to lie in, by the words after it or before it; empty where unsaid.

    "The Iranian city of Kerman" and "Pakistan's Balochistan" count only where the word before is a country's.
    """
    if found := after_comma(gazetteer, text, end):
        return found
    # "in the Red Sea" is no word on a province of that name.
    if (named := _AFTER_IN.match(text, end)) and (found := _wider(gazetteer, named.group(1), first_only=True)):
        return found
    before = text[max(0, start - _REACH) : start]
    if said := _BEFORE_OF.search(before) or _OWNER.search(before):
        word = POSSESSIVE.sub("", said.group(1))
        country = gazetteer.get(f"country:{gazetteer.demonym(word) or gazetteer.country_of(word)}")
        return (country,) if country else ()
    return ()


def _wider(gazetteer: Index, words: str, *, first_only: bool = False) -> tuple[Toponym, ...]:
    """The longest opening of some capitalised words that names states or countries.

    With `first_only` a name that is first of all that of another kind of place ends the search without any.
    """
    parts = words.split(" ")
    for length in range(len(parts), 0, -1):
        name = POSSESSIVE.sub("", " ".join(parts[:length]).rstrip("."))
        known = [m.toponym for m in gazetteer.matches(name) if m.how != "heavy" or length > 1]
        if first_only and known and known[0].feature not in _WIDER:
            return ()
        if found := tuple(t for t in known if t.feature in _WIDER):
            return found
    return ()
