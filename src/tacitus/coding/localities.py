"""Places that only the wording gives away: "in Deir Siryan", "Amedi district", "the village of Raghwan".

Gazetteers end where the hamlets, camps and crossings of a conflict begin. A name said as a place is a place even
where no table lists it: it keeps its words and what it is said to lie in, and has no point on the map of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tacitus.gazetteer import Gazetteer, Match, ToponymSpan, fold, names_vessel

_LETTER: Final = r"[^\W\d_]"
_CAPITAL: Final = "(?![a-zß-öø-ÿа-яёіїєґα-ω])" + _LETTER
_PART: Final = rf"{_CAPITAL}{_LETTER}+(?:['’]{_LETTER}+(?<!['’]s))?"
_ARTICLE: Final = r"(?:a[dhlnrstz]|ash|e[dlnrstz]|esh|de|la|le|du|da|do|a)"
NAME: Final = rf"(?:(?:al|el|ad|ar|as|at|ed|es|ash|esh)-)?{_PART}(?:[ -](?:{_ARTICLE}[ -])?{_PART}){{0,3}}"
LOCALITY: Final = (
    r"(?:village|town|city|hamlet|district|neighbou?rhood|suburb|quarter|camp|port|island|islands|province|settlement"
    r"|valley|area|commune|county|municipality|kibbutz|oasis|region|territory|department|state|governorate|locality"
    r"|township|kebele|settlements|sub-?county|parish|enclave|peninsula)"
)
"""Nouns that make the name beside them a place."""
LANDMARK: Final = (
    r"(?:airbase|air base|naval base|military base|base|barracks|airfield|airport|airstrip|terminal|crossing|checkpoint"
    r"|border post|outpost|bridge|dam|prison|jail|refinery|mine|hills?|mountains?|forest|river|lake|creek|road|street"
    r"|highway|roundabout|square|junction|temple|mosque|market|refugee camp|displacement camp|industrial zone|reef"
    r"|shoal|gorge|pass|plain|plateau|desert|oilfield|gas field|power plant|power station)"
)
_LOCATIVE: Final = (
    r"(?:in|at|near|outside|around|inside|off|over|beside|towards?|across|through|onto|into|between|beyond|above"
    r"|outskirts of|edge of|close to|out of|road to|(?:north|south|east|west)(?:-?(?:east|west))? of)"
)
_KIND_OF: Final = rf"(?:{LOCALITY}|outskirts|{LANDMARK})"
_QUALIFIED: Final = r"(?:the )?(?:[a-z]+(?:ern|-east|-west|east|west)?[ ]){0,2}"
_OPENING: Final = r"(?:Lake|Mount|Jabal|Jebel|Kibbutz|Tel|Tell|Camp|Port|Fort|Deir|Beit|Kfar|Ras|Wadi|Oued|Wad)"
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?i:{_LOCATIVE}) (?:{_QUALIFIED}{_KIND_OF} (?:of |at )?|the )?(?P<name>{NAME})",
        rf"\b{_KIND_OF} of (?P<name>{NAME})",
        rf"\b(?P<name>{_OPENING} {NAME})",
        rf"\b(?P<name>{NAME}) (?:{LOCALITY}|{LANDMARK})\b",
        rf"\bfrom (?P<name>{NAME}) to {NAME}",
        rf"\bfrom {NAME} to (?P<name>{NAME})",
    )
)
_COORDINATED: Final = re.compile(
    rf"(?:,| and|, and| or) (?P<name>{NAME})(?=[,.;:)]|\s(?:and|on|in|late|early|before|after)\b|$)"
)
_AWAY: Final = r",?(?: (?:some|about))?(?: [\d.]+ (?:km|miles?))? [a-z-]+ of"
_SITE: Final = (
    r"(?i:hospital|clinic|university|college|school|church|cathedral|monastery|synagogue|theat(?:re|er)|hotel|factory)"
)
_CONTAINER: Final = re.compile(
    rf"(?:\s(?:{LOCALITY}|{LANDMARK}|{_SITE}))?(?:, in|,| in| of|{_AWAY})(?: the)?(?: (?:{LOCALITY}) of)?"
    r"(?: (?:north|south|east|west|central)[a-z-]*)?(?: [a-z]+ of)? (?=\S)"
)
_MODIFIES: Final = re.compile(rf"(?:['’]s?)? (?!{_KIND_OF}\b)[a-z]+s\b")
_QUALIFIES: Final = re.compile(rf" (?:[a-z]+ )?{_KIND_OF} of (?={_CAPITAL})")
"""What follows a nationality or region that only describes: "the Crimean port of Feodosia"."""
_INSTITUTION: Final = re.compile(
    r"\b(?:University|Institute|Ministry|Council|Committee|Agency|Bank|Court|Congress|Parliament|Party|Front|Army|Command"
    r"|Brigades?|Force|Forces|Nations|Organi[sz]ation|International|Group|Company|Corporation|Cross|Crescent|Operation"
    r"|Office|Centre|Center|Department|School|Council|Union|Church|Hospital|House|Day|War|Treaty|Accord|Agreement|Trust|Foundation|Association)\b"
)

_AT: Final = re.compile(r"\b(?:in|near|outside|around) $")
RENOWNED: Final = 200_000
"""People of a place whose name, spelled otherwise, is known without its country."""
TOWN: Final = 10_000
"""People that make an ordinary word the name of a town."""


def unlisted(
    gazetteer: Gazetteer,
    text: str,
    listed: Sequence[ToponymSpan],
    taken: Sequence[tuple[int, int]],
    countries: frozenset[str],
) -> list[ToponymSpan]:
    """Names of `text` said as places that the scan of the gazetteer left out, in order and not overlapping.

    `listed` are the places the scan found, `taken` the character ranges that name an actor or a date. A name that
    the gazetteer knows in another romanisation, in one of the `countries` the report speaks of, comes with those
    candidates; any other comes without, and `within` holds the listed place it is said to lie in, if any.
    """
    spans: list[ToponymSpan] = []
    for start, end in sorted(_names(text), key=lambda n: (n[0], -n[1])):
        if spans and start < spans[-1].end:
            continue
        if any(a < end and start < b for a, b in taken) or any(p.start < end and start < p.end for p in listed):
            continue
        if _could_be_place(gazetteer, text, start, end) or _is_town_there(gazetteer, text, start, end, countries):
            spans.append(_span(gazetteer, text, start, end, listed, countries))
    return spans


def _names(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            start, end = found.span("name")
            yield start, end
            while listed := _COORDINATED.match(text, end):
                start, end = listed.span("name")
                yield start, end


def _could_be_place(gazetteer: Gazetteer, text: str, start: int, end: int) -> bool:
    name = text[start:end]
    words = fold(name).split()
    ordinary = [w in gazetteer.stopwords or gazetteer.demonym(w) is not None for w in words]
    if names_vessel(text, start, end, whole=" " not in name):
        return False
    if name.isupper() or _INSTITUTION.search(name) or _MODIFIES.match(text, end) or _QUALIFIES.match(text, end):
        return False
    return not all(ordinary) and gazetteer.demonym(words[0]) is None


def _is_town_there(gazetteer: Gazetteer, text: str, start: int, end: int, countries: frozenset[str]) -> bool:
    """Whether an ordinary word is said as a place and is a town of a country the report speaks of: "near Hit"."""
    name = text[start:end]
    if gazetteer.stopwords.get(fold(name)) != "ordinary word" or not _AT.search(text, max(0, start - 10), start):
        return False
    return any(
        m.how == "exact" and m.toponym.country in countries and m.toponym.population >= TOWN
        for m in gazetteer.matches(name)
    )


def _renowned(matches: Sequence[Match], name: str) -> tuple[Match, ...]:
    """The candidates of a name of several words known for one of them in any report: "Deir Ezzor" for Deir ez-Zor."""
    if " " not in name or not any(m.toponym.population >= RENOWNED for m in matches):
        return ()
    return tuple(matches) if len({m.toponym.country for m in matches}) == 1 else ()


def _span(
    gazetteer: Gazetteer,
    text: str,
    start: int,
    end: int,
    listed: Sequence[ToponymSpan],
    countries: frozenset[str],
) -> ToponymSpan:
    name = text[start:end]
    matches = gazetteer.matches(name)
    known = tuple(m for m in matches if m.toponym.country in countries) or _renowned(matches, name)
    if re.match(r" (?:city|town)\b", text[end:]):
        known = tuple(m for m in known if m.toponym.feature == "city") or known
    container = _CONTAINER.match(text, end)
    around = next((p for p in listed if container is not None and p.start == container.end()), None)
    owner = next((p for p in listed if re.fullmatch(r"['’]s? ", text[p.end : start])), None)
    wider = around or owner
    within = wider.candidates[:1] if wider is not None else ()
    return ToponymSpan(start, end, name, tuple(m.toponym for m in known), known, within)
