"""A text as words with their offsets, and the spelling-blind key of each word.

Keys are `tacitus.gazetteer.folding.fold` of the word, so that "Kata'ib", "Kataʾib" and "Kataib" meet, and then the
head word of `variants.csv` ("Hizballah" -> hezbollah). Hyphens part words; a possessive 's belongs to no word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tacitus.gazetteer.folding import fold

_APOSTROPHES = "'\u2018\u2019\u02bc\u02b9\u02be\u02bf\u0060\u00b4"
_WORD = re.compile(
    rf"((?<!\w)(?:[A-Z](?:\.[A-Z])+|[a-z](?:\.[a-z])+)\b\.?|[^\W_]+(?:[{_APOSTROPHES}](?![sS]\b)[^\W_]+)*)"
    rf"(?:[{_APOSTROPHES}][sS]\b)?"
)
_APOSTROPHE_RUN = re.compile(f"[{_APOSTROPHES}]")
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013")
_CACHE_LIMIT = 200_000

# What may stand between two words of one name. Full stops, semicolons and blank lines end a name.
_INNER_GAP = re.compile(
    rf"(?:[{_APOSTROPHES}][sS]?)?(?:[ \u00a0]{{1,3}}|\n|)?(?:[-\u2010-\u2014/(\"“]|)(?:[ \u00a0]|\n|)"
)
_POSSESSIVE_GAP = re.compile(rf"[{_APOSTROPHES}][sS]?[ \u00a0\n]")


class Keys(dict[str, str]):
    """Word -> key, filled as words are met; words outside `vocabulary` have the key ""."""

    def __init__(self, variants: Mapping[str, str], vocabulary: Iterable[str] | None = None) -> None:
        super().__init__()
        self._variants = dict(variants)
        self._vocabulary = None if vocabulary is None else frozenset(vocabulary)

    def __missing__(self, word: str) -> str:
        key = fold(word).replace(" ", "")
        key = self._variants.get(key, key)
        if self._vocabulary is not None and key not in self._vocabulary:
            key = ""
        if len(self) >= _CACHE_LIMIT:
            self.clear()
        self[word] = key
        return key


class Words:
    """The words of `text`: `raw[i] == text[start[i]:end[i]]`, and `key[i]` as `Keys` gives it.

    `caseless` is True for a text without any capital letter, where case cannot tell a name from a word.
    """

    __slots__ = ("caseless", "end", "key", "raw", "start", "text")

    def __init__(self, text: str, keys: Keys) -> None:
        self.text = text
        self.raw: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        for found in _WORD.finditer(text):
            start, end = found.span(1)
            self.raw.append(text[start:end])
            self.start.append(start)
            self.end.append(end)
        self.key = [keys[word] for word in self.raw]
        self.caseless = text.islower()

    def __len__(self) -> int:
        return len(self.raw)

    def gap(self, i: int) -> str:
        """The characters between word `i - 1` and word `i`."""
        return self.text[self.end[i - 1] : self.start[i]]

    def joined(self, i: int) -> bool:
        """Whether word `i` can continue a name that word `i - 1` is in."""
        gap = self.gap(i)
        if gap == " " or _INNER_GAP.fullmatch(gap) is not None:
            return True
        return gap == ". " and len(self.raw[i - 1]) == 1 and self.raw[i - 1].isupper()

    def tied(self, i: int) -> bool:
        """Whether the word before may own word `i`: only blanks, a hyphen or a possessive stand between."""
        return self.spaced(i) or self.hyphened(i) or self.possessive(i)

    def spaced(self, i: int) -> bool:
        """Whether only blanks part word `i` from the one before."""
        return self.gap(i).strip(" \u00a0\n") == "" and "\n\n" not in self.gap(i)

    def hyphened(self, i: int) -> bool:
        """Whether a hyphen joins word `i` to the one before."""
        return self.gap(i) in _HYPHENS

    def possessive(self, i: int) -> bool:
        """Whether the word before `i` stands in the possessive ("Iraq's", "the Houthis'")."""
        return _POSSESSIVE_GAP.match(self.gap(i)) is not None

    def in_capitals(self, i: int) -> bool:
        """Whether the line of word `i` is a heading all in capitals, with at least one more word."""
        line = self._line(i)
        return line.isupper() and len(line.split()) > 1

    def in_title_case(self, i: int) -> bool:
        """Whether the line of word `i` is a headline: most of its words in capitals, and no full stop at its end."""
        line = self._line(i)
        if line.rstrip().endswith("."):
            return False
        parts = [word for word in line.split() if word[0].isalpha()]
        return sum(word[0].isupper() for word in parts) * 2 > len(parts)

    def _line(self, i: int) -> str:
        first = self.text.rfind("\n", 0, self.start[i]) + 1
        last = self.text.find("\n", self.end[i])
        return self.text[first : len(self.text) if last < 0 else last]


def plain_letters(word: str) -> str:
    """`word` without apostrophes and dots: "U.S." -> "US", "Ta'ang" -> "Taang"."""
    return _APOSTROPHE_RUN.sub("", word).replace(".", "")
