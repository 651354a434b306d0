"""Place names to keys, so that spellings of one name meet.

Two keys, tried in this order:

- `fold`: the same name in another type: case, diacritics, quotes, hyphens, dots and a leading "the" do not count.
- `fold_heavily`: the same name in another romanisation: articles (al-, el-, ez-), generic words (province, camp,
  air base), doubled consonants and the vowels that transliterations disagree on do not count either.

The heavy rules were chosen by measuring: each stands because it joins spelling pairs of conflict reporting
(tests/gazetteer/test_gazetteer_folding.py) without joining many different towns (the same file bounds that too).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ə": "a",
        "þ": "th",
        "ŋ": "n",
        "ŧ": "t",
    }
)
# Written for hamza and ayn, soft signs and elisions: a sign, not a separator ("Sana'a", "Lviv'", "Côte d'Ivoire").
_SIGNS = re.compile(
    "[\u0027\u0060\u00b4\u02b9-\u02c1\u02c8\u02ca\u02cb\u055a\u05f3\u2018-\u201b\u2032\u2035\ua78b\ua78c\uff07.]"
)
_MARKS_END = 0x20000  # no combining mark that a report could hold is assigned beyond
_MARKS = dict.fromkeys(
    point
    for point in range(_MARKS_END)
    if unicodedata.combining(chr(point)) or unicodedata.category(chr(point)) == "Mn"
)
_UNMARKED = {**_MARKS, **_LETTERS}
_BREAKS = re.compile(r"[\W_]+")

ARTICLES = frozenset(
    [
        "al",
        "el",
        "ad",
        "ed",
        "as",
        "es",
        "ash",
        "esh",
        "at",
        "et",
        "ath",
        "ad",
        "an",
        "en",
        "ar",
        "er",
        "az",
        "ez",
        "ul",
        "ol",
    ]
)
"""The Arabic article as it is romanised, assimilated or not."""

GENERIC = frozenset(
    [
        "province",
        "governorate",
        "city",
        "district",
        "oblast",
        "region",
        "county",
        "prefecture",
        "state",
        "department",
        "municipality",
        "camp",
        "refugee",
        "refugees",
        "base",
        "air",
        "airbase",
        "airport",
        "airfield",
        "military",
        "army",
        "international",
        "town",
        "village",
        "rayon",
        "raion",
        "emirate",
        "parish",
        "canton",
        "voivodeship",
        "krai",
        "republic",
        "division",
        "sector",
        "area",
        "subdistrict",
        "island",
        "islands",
    ]
)
"""Words that say what a place is; they may be left out or put in without naming another place."""

_PREFIXES = frozenset(["of", "the"])
_GLUED_ARTICLE = re.compile(r"^[aeu](?:([zdsnrt])(?=\1)|sh(?=sh))(?=..\w{2})")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_LATIN = re.compile(r"[a-z0-9]+")

_ENDING_IYA = re.compile(r"(?<=[^aeiou])(?:iyya|iya|ia|iye|ye)h?$")
_ENDING = re.compile(r"(?<=[^aiu])(?:ah|eh|a|e|h)$")
_FATHER_OF = re.compile(r"^al?bu")
# One sound of the many ways it is written; the longest way first.
_SPELLINGS: dict[str, str] = {
    spelling: sound
    for sound, spellings in {
        "ch": "tsch tch ch",
        "sh": "shch sch sh",
        "j": "dj zh",
        "d": "dh dz",
        "t": "th",
        "g": "gh",
        "f": "ph",
        "h": "kh",
        "k": "ck q c",
        "u": "oo ou oe au ow uw o w",
        "i": "ee ei ey ay ai ie yi iy y",
        "a": "aa ae ea",
    }.items()
    for spelling in spellings.split()
}
_SOUND = re.compile("|".join(sorted(_SPELLINGS, key=len, reverse=True)))
_W_CONSONANT = re.compile(r"w(?=[aeiouy])")
_W_VOWEL = re.compile(r"aw")
_SHORT = str.maketrans("", "", "a")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The light key of `name`: words in lower case without diacritics, signs or a leading "the", one space apart.

    Letters of other scripts are kept. Empty where nothing is left. Idempotent and case-blind.
    """
    words = _BREAKS.split(_SIGNS.sub("", _plain(name)))
    words = [w for w in words if w]
    while len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


@lru_cache(maxsize=65536)
def fold_heavily(name: str) -> str:
    """The heavy key of `name`: one word without articles, generic words and the letters romanisations disagree on.

    Only for Latin script: empty for other scripts, and where less than three letters would be left. A short name keeps
    its vowels, since a bare "trs" would join names that have nothing in common.
    """
    words = fold(name).split()
    words = _without(words, GENERIC)
    words = _without(words, _PREFIXES)
    words = _without(words, ARTICLES)
    key = "".join(_GLUED_ARTICLE.sub("", w) for w in words)
    if not _LATIN.fullmatch(key):
        return ""
    key = _W_VOWEL.sub("u", _W_CONSONANT.sub("v", _DOUBLED.sub(r"\1", key)))
    key = _SOUND.sub(lambda found: _SPELLINGS[found.group()], _ENDING_IYA.sub("i", key))
    key = _DOUBLED.sub(r"\1", _ENDING.sub("", _FATHER_OF.sub("bu", key)))
    # Short vowels are what romanisations disagree on most: Erbil/Arbil, Sakhar/Sakhr. Those that open a name stay.
    key = key.replace("e", "a")
    skeleton = _DOUBLED.sub(r"\1", key[:1] + key[1:].translate(_SHORT))
    if len(skeleton) >= 4:
        return skeleton
    return key if len(key) >= 3 else ""


def _plain(name: str) -> str:
    """Compatibility-decomposed, case-folded, without combining marks, until nothing changes any more."""
    if name.isascii():
        return name.lower()
    text = name
    for _ in range(4):
        bare = unicodedata.normalize("NFKD", text).casefold().translate(_UNMARKED)
        if bare.isascii():
            return bare
        after = unicodedata.normalize("NFC", bare)
        if after == text:
            break
        text = after
    return text


def _without(words: list[str], unwanted: frozenset[str]) -> list[str]:
    """`words` without the unwanted ones, unless nothing would be left to name a place."""
    kept = [w for w in words if w not in unwanted]
    return kept if any(len(w) > 1 for w in kept) else words
