"""Places named in running text: the longest known names among its capitalised words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tacitus.gazetteer.containing import CAPITAL, LETTER, POSSESSIVE, SIGN, WORD, after_comma, container
from tacitus.gazetteer.folding import ARTICLES, GENERIC, fold, fold_heavily
from tacitus.gazetteer.index import Index, Match, Toponym
from tacitus.gazetteer.naming import follows_title, names_vessel

_INNER: Final = (
    "(?:a[dhlnrstz]|as[hs]|e[dlnrstz]|es[hs]|u[lmrz]|of|the|de|del|della|di|da|do|dos|das|la|le|les|los|las|du|des|"
    "van|der|den|au|aux|en|sur|sous|upon|on|in|bin|ibn|i|y|e|and)"
)
_GAP: Final = r"(?:[ \u00a0]|[ \u00a0]?\n(?!\n)|[-‐‑–]|(?:(?<=\bSt)|(?<=\bMt)|(?<=\bFt)|(?<=\bSte))\. )"
# "an", "as" and "at" before a blank are English words.
_LEADING_ARTICLE: Final = r"(?:(?:a[dlnrstz]|ash|e[dlnrstz]|esh)[-‐‑]|(?:a[dlrz]|ash|e[dlnrstz]|esh) )?"
_CHAIN: Final = re.compile(
    rf"(?<![\w]){_LEADING_ARTICLE}{WORD}(?:{_GAP}(?:{_INNER}{_GAP}){{0,2}}(?:(?:[dl]{SIGN})?{WORD}|\d+\b))*",
    re.UNICODE,
)
_PIECE: Final = re.compile(rf"(?:{LETTER}\.){{2,}}|{SIGN}?{LETTER}+(?:{SIGN}{LETTER}+)*(?:-?\d+\b)?|\d+")
_COMPOUND: Final = re.compile(r"[-‐‑][a-zà-ÿ]")
_NAMED: Final = re.compile(rf"(?:[A-Z]\.){{2,}}|{CAPITAL}{LETTER}+")
# A small word after a name that says which of its places is meant, and the features that are such.
_AREA: Final = frozenset({"admin1", "admin2", "region"})
_SAID: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(
        ("province", "governorate", "oblast", "region", "state", "district", "county", "department"), _AREA
    ),
    **dict.fromkeys(("air base", "airbase", "base", "military base", "naval base"), frozenset({"base"})),
    **dict.fromkeys(("airport", "international airport", "airfield"), frozenset({"airport", "base"})),
    **dict.fromkeys(("camp", "refugee camp", "displacement camp"), frozenset({"camp"})),
    **dict.fromkeys(("crossing", "border crossing"), frozenset({"crossing"})),
    **dict.fromkeys(("strait",), frozenset({"strait"})),
    **dict.fromkeys(("city", "town"), frozenset({"city"})),
}
_SAYS: Final = re.compile(rf"[ \u00a0\n]({'|'.join(sorted(_SAID, key=len, reverse=True))})\b(?! of\b)", re.IGNORECASE)
_PART_OF: Final = re.compile(r"\b((?:north|south|east|west|central)[a-z-]*) $")
_LONGEST: Final = 7
_MAX_HEAVY: Final = 3


@dataclass(frozen=True, slots=True)
class ToponymSpan:
    """A place name of a text, `text == source[start:end]` (code points), with its candidates, best-ranked first.

    `within` holds the places that words after it ("Monroe, La.", "in Iraq") or before it ("the Iraqi town of") say it
    lies in; `matches` says how each candidate was met.
    """

    start: int
    end: int
    text: str
    candidates: tuple[Toponym, ...]
    matches: tuple[Match, ...] = ()
    within: tuple[Toponym, ...] = ()


def find(gazetteer: Index, text: str) -> list[ToponymSpan]:
    """All place names of `text`, longest match first, none overlapping, in order.

    Ordinary words, titles, months, nationalities and personal names of the stop list are read as a place only as part
    of a longer name or before a comma and the state or country they lie in ("Mobile, Alabama"). A name that opens a
    compound ("Iran-backed") is an affiliation, not a place, and is left out.
    """
    return list(_spans(gazetteer, text))


def span_of(gazetteer: Index, text: str, start: int, end: int) -> ToponymSpan:
    """The candidates of a place name found by other means, with what follows it in `text` taken into account.

    Here a nationality stands for its country ("Israeli") and a dotted short form for its state ("Ind."); a longer name
    that no table lists lies where a place named in it does ("Colchester Hospital").
    """
    name = POSSESSIVE.sub("", text[start:end])
    matches = gazetteer.matches(name)
    dotted = "." in name or text.startswith(".", end)
    if dotted and (states := gazetteer.abbreviations.get(fold(name))):
        matches = tuple(Match(state, "exact") for state in states)
    elif (code := gazetteer.demonym(name)) and not gazetteer.country_of(name):
        country = gazetteer.get(f"country:{code}")
        matches = (Match(country, "exact"),) if country else matches
    elif not matches and (parts := find(gazetteer, name)):
        matches = parts[-1].matches
    within = after_comma(gazetteer, text, end)
    return ToponymSpan(start, end, text[start:end], tuple(m.toponym for m in matches), matches, within)


def _spans(gazetteer: Index, text: str) -> Iterator[ToponymSpan]:
    for chain in _CHAIN.finditer(text):
        pieces = [(chain.start() + m.start(), chain.start() + m.end()) for m in _PIECE.finditer(chain.group())]
        heading = len(pieces) >= 3 and chain.group().isupper()
        at = 0
        loose = False
        person = follows_title(text, chain.start())
        while at < len(pieces):
            span, used = _longest(gazetteer, text, pieces, at, heading)
            alone = used == 1 and (loose or _goes_on(gazetteer, text, pieces, at))
            other = alone and (person or (span is not None and _obscure(span)) or _ends_a_name(text, pieces, at))
            if span is not None and not (other or _is_vessel(text, pieces, at, used)):
                yield span
            person = _names_person(gazetteer, text, pieces[at], person)
            loose = span is None and _proper(gazetteer, text, pieces[at])
            at += used


def _run(text: str, pieces: list[tuple[int, int]], at: int, used: int) -> tuple[int, int]:
    """The first piece and the last (exclusive) of the capitalised words in one row around some pieces."""
    first, last = at, at + used
    while first > 0 and text[pieces[first - 1][1] : pieces[first][0]] == " " and text[pieces[first - 1][0]].isupper():
        first -= 1
    while last < len(pieces) and text[pieces[last - 1][1] : pieces[last][0]] == " " and text[pieces[last][0]].isupper():
        last += 1
    return first, last


def _is_vessel(text: str, pieces: list[tuple[int, int]], at: int, used: int) -> bool:
    first, last = _run(text, pieces, at, used)
    return names_vessel(text, pieces[first][0], pieces[last - 1][1], whole=last - first == used)


def _ends_a_name(text: str, pieces: list[tuple[int, int]], at: int) -> bool:
    """Whether a name ends a longer one that takes an article, as ships do and towns do not: "the Maersk Hangzhou"."""
    first, last = _run(text, pieces, at, 1)
    return first < at == last - 1 and text[: pieces[first][0]].lower().endswith((" the ", " a "))


def _names_person(gazetteer: Index, text: str, piece: tuple[int, int], so_far: bool) -> bool:
    """Whether the capitalised words after `piece` go on a person's name: "Secretary Lloyd" before "Austin"."""
    word = text[slice(*piece)]
    if word.islower():
        return False
    return so_far or gazetteer.stopwords.get(fold(word)) in ("title", "person's name")


def _proper(gazetteer: Index, text: str, piece: tuple[int, int]) -> bool:
    """Whether a word is part of some name that is not a place's: capitalised, and no ordinary word or nationality."""
    word = text[piece[0] : piece[1]]
    reason = gazetteer.stopwords.get(fold(word))
    return word[:1].isupper() and reason in (None, "person's name", "title") and not gazetteer.demonym(word)


def _goes_on(gazetteer: Index, text: str, pieces: list[tuple[int, int]], at: int) -> bool:
    """Whether the next word continues the name with one the gazetteer does not know ("Lincoln Farrin")."""
    if at + 1 >= len(pieces) or text[pieces[at][1] : pieces[at + 1][0]] != " ":
        return False
    return _proper(gazetteer, text, pieces[at + 1]) and not gazetteer.light(fold(text[slice(*pieces[at + 1])]))


def _obscure(span: ToponymSpan) -> bool:
    """Whether no candidate is known well enough, or said to lie where it does, to be meant inside a longer name."""
    wider = {place.country for place in span.within}
    return not any(place.country in wider or _notable(place, 300_000) for place in span.candidates)


def _longest(
    gazetteer: Index, text: str, pieces: list[tuple[int, int]], at: int, heading: bool
) -> tuple[ToponymSpan | None, int]:
    """The longest name from piece `at` on, and how many pieces to go on by."""
    start = pieces[at][0]
    first = fold(POSSESSIVE.sub("", text[start : pieces[at][1]]))
    if not first or first == "the":
        return None, 1
    capital = not text[start : start + 1].islower()
    reach = min(gazetteer.longest_from(first), _LONGEST)
    reach = max(reach, 2 if capital else 4) if first in ARTICLES else max(reach, 1)
    if len(pieces) - at > 1 and _generic_follows(text, pieces, at):
        reach = max(reach, 2)
    for length in range(min(reach, len(pieces) - at), 0, -1):
        end = pieces[at + length - 1][1]
        if text[slice(*pieces[at + length - 1])].islower():
            continue
        surface = text[start:end]
        bare = POSSESSIVE.sub("", surface)
        if length == 1 and not capital:
            break
        matches = _matches(gazetteer, bare, length)
        if not matches:
            continue
        within = after_comma(gazetteer, text, start + len(bare))
        if not _is_place(gazetteer, text, start, start + len(bare), length, matches, within, heading):
            return _by_its_kind(gazetteer, text, start, end), length
        end, matches = _as_said(gazetteer, text, start, start + len(bare), matches)
        start, matches = _as_part(gazetteer, text, start, end, matches)
        within = within or container(gazetteer, text, start, end)
        return ToponymSpan(start, end, text[start:end], tuple(m.toponym for m in matches), matches, within), length
    return None, 1


def _as_said(
    gazetteer: Index, text: str, start: int, end: int, matches: tuple[Match, ...]
) -> tuple[int, tuple[Match, ...]]:
    """The end and candidates of a name with the small word after it: "Erbil airport" is not the town of Erbil."""
    if not (said := _SAYS.match(text, end)):
        return end, matches
    whole = tuple(m for m in gazetteer.matches(text[start : said.end()]) if m.how != "heavy")
    wanted = _SAID[said.group(1).lower()]
    fitting = tuple(m for m in (*whole, *matches) if m.toponym.feature in wanted) or whole
    return (said.end(), tuple(dict.fromkeys(fitting))) if fitting else (end, matches)


def _by_its_kind(gazetteer: Index, text: str, start: int, end: int) -> ToponymSpan | None:
    """An ordinary word that is a name only with the small word after it: "Plateau state", "Unity state"."""
    if not text[start].isupper() or not (said := _SAYS.match(text, end)):
        return None
    wanted = _SAID[said.group(1).lower()]
    found = gazetteer.matches(text[start : said.end()])
    matches = tuple(m for m in found if m.how == "exact" and m.toponym.feature in wanted)
    if not matches:
        return None
    return ToponymSpan(start, said.end(), text[start : said.end()], tuple(m.toponym for m in matches), matches)


def _as_part(
    gazetteer: Index, text: str, start: int, end: int, matches: tuple[Match, ...]
) -> tuple[int, tuple[Match, ...]]:
    """The start and candidates of a name with the small word before it, where that part has an entry of its own.

    "southern Red Sea" is not the middle of the Red Sea.
    """
    if not (said := _PART_OF.search(text, max(0, start - 24), start)):
        return start, matches
    whole = tuple(m for m in gazetteer.matches(text[said.start(1) : end]) if m.how == "exact")
    return (said.start(1), whole) if whole else (start, matches)


def _generic_follows(text: str, pieces: list[tuple[int, int]], at: int) -> bool:
    """Whether the next word says what the place is ("Anbar Province"): it belongs to the name."""
    start, end = pieces[at + 1]
    return fold(text[start:end]) in GENERIC


def _matches(gazetteer: Index, name: str, length: int) -> tuple[Match, ...]:
    """Candidates fit for running text: known spellings, or else a distinctive other romanisation."""
    key = fold(name)
    spelled = tuple(m for m in gazetteer.matches(name) if m.how != "heavy")
    if spelled:
        return spelled
    words = key.split()
    bare = [w for w in words if w not in ARTICLES]
    # A lone word in another romanisation is too easily an ordinary one: an article or a generic word must go with it.
    if len(words) < 2 or not (len(bare) < len(words) or words[-1] in GENERIC) or words[0] in ("an", "as", "at"):
        return ()
    if len(fold_heavily(name)) < 5 or all(w in gazetteer.stopwords or gazetteer.demonym(w) for w in bare):
        return ()
    known = [m for m in gazetteer.matches(name) if _notable(m.toponym, 50_000)]
    return tuple(known) if 0 < len(known) <= _MAX_HEAVY else ()


def _is_place(
    gazetteer: Index,
    text: str,
    start: int,
    end: int,
    length: int,
    matches: tuple[Match, ...],
    within: tuple[Toponym, ...],
    heading: bool,
) -> bool:
    if _COMPOUND.match(text, end):
        return False
    name = text[start:end]
    key = fold(name)
    inside = {(t.country, fold(t.admin1 or "") if t.feature == "admin1" else None) for t in within}
    if inside and any(
        (m.toponym.country, None) in inside or (m.toponym.country, fold(m.toponym.admin1 or "")) in inside
        for m in matches
    ):
        return True
    if name.replace(".", "").isupper() and len(key) <= 5 and (length == 1 or "." in name) and not heading:
        if gazetteer.stopwords.get(key) in ("institution", "armed group or organisation"):
            return False
        return any(kind == 2 for _, kind in gazetteer.light(key)) or gazetteer.country_of(name) is not None
    plain = [w for w in key.split() if w not in ARTICLES]
    if key in gazetteer.stopwords or (gazetteer.demonym(name) and not gazetteer.country_of(name)):
        return False
    if length > 1 and all(w in gazetteer.stopwords or w in GENERIC for w in plain):
        return any(_notable(m.toponym, 100_000) for m in matches)
    if length == 1 and follows_title(text, start):
        return False
    if key in GENERIC:
        return False
    if heading:
        return any(_notable(m.toponym, 100_000) for m in matches)
    if length == 1:
        # A hamlet known by a name that is only another spelling of its own is rarely what a report means.
        return any(m.how == "exact" or _notable(m.toponym, 5_000) for m in matches)
    return True


def _notable(toponym: Toponym, people: int) -> bool:
    if toponym.feature in ("city", "admin2", "airport"):
        return toponym.population >= people
    return True


class Gazetteer(Index):
    """The index together with the reading of texts."""

    def find(self, text: str) -> list[ToponymSpan]:
        """See `find`."""
        return find(self, text)

    def span_of(self, text: str, start: int, end: int) -> ToponymSpan:
        """See `span_of`."""
        return span_of(self, text, start, end)

    def countries_in(self, text: str) -> dict[str, float]:
        """How much `text` speaks of each country, in (0, 1]: for the `countries_hint` of `resolve`.

        Counts nationalities and country names, those in compounds ("Iran-backed") too; two of them are sure.
        """
        counted: Counter[str] = Counter()
        for word in _NAMED.findall(text):
            if code := self.country_word(word):
                counted[code] += 1
        return {code: min(1.0, count / 2) for code, count in sorted(counted.items())}
