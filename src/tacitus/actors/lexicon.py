"""A trie over the keys of words: which entries of the tables stand at a place in a text, the longest of each role.

One walk serves names, countries, state nouns, described groups and their qualifiers, so the cost of a text does not
grow with the tables: most words are no first word of anything and are left after one dictionary look-up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Any, NamedTuple

from tacitus.actors.words import Keys, Words, plain_letters


class Role(IntEnum):
    """What an entry is in the grammar of `tacitus.actors.grammar`."""

    NAME = auto()
    COUNTRY = auto()
    DEMONYM = auto()
    CAPITAL = auto()
    TERM = auto()
    GROUP = auto()
    MODIFIER = auto()
    FILLER = auto()
    AFFILIATION = auto()
    REFUSAL = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling: `case` is how each of its words must be written (see `_case_of`), `value` what it stands for."""

    role: Role
    value: Any
    case: tuple[str, ...]


class Hit(NamedTuple):
    """An entry found: words `[i, end)` of the text."""

    end: int
    value: Any


# Abbreviations that are words of the language once capitals say nothing. "US" is not here: in a heading it is a state.
_WORDS_IN_CAPITALS = frozenset(
    "is who mend let hum jam ice ion am it arm fact bra bras rab man mod sac tak fla ear".split()
)
_WORDS_IN_SMALL = _WORDS_IN_CAPITALS | frozenset("us un eta".split())
_NOTHING: dict[Role, list[Hit]] = {}
_SHORT = ("upper", "mixed")


def _case_of(word: str) -> str:
    """How `word` must be written: "upper" (HTS), "mixed" (JeM: so, or all capitals), "initial" (Hamas) or "any"."""
    letters = plain_letters(word)
    if letters.isupper() and len(letters) > 1:
        return "upper"
    if letters[:1].isupper():
        return "mixed" if any(c.isupper() for c in letters[1:]) and len(letters) <= 5 else "initial"
    return "any" if letters.islower() or not any(c.isupper() for c in letters) else "inner"


class Lexicon:
    """Entries by their words. Fill with `add`, then `seal`; `at` answers for one place of a text."""

    def __init__(self, variants: Mapping[str, str]) -> None:
        self._root: dict[Any, Any] = {}
        self._openers: set[str] = set()
        self._variants = variants
        self._keys = Keys(variants)
        self.keys = self._keys

    def fingerprint(self, spelling: str) -> str:
        """What two spellings share that the trie cannot tell apart: their keys and how they must be written."""
        words = self._words_of(spelling)
        return " ".join(f"{key}/{_case_of(raw)}" for key, raw in zip(words.key, words.raw, strict=True))

    def add(self, role: Role, spelling: str, value: object, *, opens: bool = True) -> None:
        """Enter `spelling`; its capitals are required of the text. `opens`: whether a phrase may begin with it.

        Raises ValueError if it has no word.
        """
        words = self._words_of(spelling)
        if not words.raw or not all(words.key):
            raise ValueError(f"{spelling!r} has no word")
        if opens:
            self._openers.add(words.key[0])
        node = self._root
        for key in words.key:
            node = node.setdefault(key, {})
        case = tuple(_case_of(word) for word in words.raw)
        node.setdefault(None, []).append(Entry(role, value, case))

    def _words_of(self, spelling: str) -> Words:
        """The words of a spelling without a leading article, which is no part of an actor's span."""
        return Words(re.sub(r"^[Tt]he ", "", spelling), self._keys)

    def seal(self) -> None:
        """End filling: words of no entry are from now on told by their empty key."""
        vocabulary: set[str] = set()
        nodes = [self._root]
        while nodes:
            node = nodes.pop()
            for key, below in node.items():
                if key is not None:
                    vocabulary.add(key)
                    nodes.append(below)
        self.keys = Keys(self._variants, vocabulary)

    def starts(self, words: Words) -> list[int]:
        """The places of `words` where a phrase may begin, in order."""
        openers = self._openers
        return [i for i, key in enumerate(words.key) if key in openers]

    def at(self, words: Words, i: int) -> dict[Role, list[Hit]]:
        """The longest entries of each role that begin at word `i` (several where one spelling has several values).

        None begin past the last word.
        """
        node = self._root.get(words.key[i]) if i < len(words.key) else None
        if node is None:
            return _NOTHING
        found: dict[Role, list[Hit]] = {}
        j = i
        while node is not None:
            j += 1
            for entry in node.get(None, ()):
                if not self._written_so(entry, words, i):
                    continue
                hits = found.get(entry.role)
                if hits and hits[0].end == j:
                    hits.append(Hit(j, entry.value))
                else:
                    found[entry.role] = [Hit(j, entry.value)]
            if j >= len(words.key) or not words.key[j] or not words.joined(j):
                break
            node = node.get(words.key[j])
        return found

    def _written_so(self, entry: Entry, words: Words, i: int) -> bool:
        if words.caseless:
            return len(entry.case) > 1 or entry.case[0] not in _SHORT or self._plain_in_small(words.raw[i])
        for offset, case in enumerate(entry.case):
            raw = words.raw[i + offset]
            if case == "initial":
                if not raw[0].isupper():
                    return False
            elif case == "upper":
                letters = plain_letters(raw)
                if not letters.isupper():
                    return False
            elif case == "mixed":
                letters = plain_letters(raw)
                if not (letters.isupper() or any(c.isupper() for c in letters[1:])):
                    return False
            elif case == "inner" and raw.islower():
                return False
        if len(entry.case) == 1 and entry.case[0] in _SHORT:
            letters = plain_letters(words.raw[i]).lower()
            return letters not in _WORDS_IN_CAPITALS or not words.in_capitals(i)
        return True

    @staticmethod
    def _plain_in_small(raw: str) -> bool:
        """Whether an abbreviation in small letters is no other word: "farc" and "u.s." are, "us" is not."""
        return "." in raw or (len(raw) > 2 and raw not in _WORDS_IN_SMALL)
