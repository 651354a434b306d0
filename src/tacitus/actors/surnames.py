"""Whose surname it is: "Haftar" is the general, "Saddam Haftar" his son, whom the tables do not know."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from tacitus.actors.tables import ActorRow
from tacitus.actors.words import Keys, Words
from tacitus.gazetteer.folding import fold
from tacitus.gazetteer.tables import read_stopwords

_ARTICLES: Final = frozenset({"al", "el", "ul"})
_MOST_NAMES: Final = 4
_OPENING: Final = frozenset('.!?:\n"“‘')
"""Signs before a word that opens a sentence."""


def is_anothers(words: Words, i: int, row: ActorRow, keys: Keys) -> bool:
    """Whether a given name before the surname at word `i` is that of somebody else than the bearer in `row`.

    What stands before is a given name where it is capitalised and neither a title nor an ordinary word; a lone word
    that opens a sentence ("However Netanyahu") only where it is known for a name. Headlines tell nothing: all of their
    words are capitalised. `keys` are those of `words`.
    """
    if words.caseless:
        return False
    start = i - 1 if i and words.hyphened(i) and words.raw[i - 1].lower() in _ARTICLES else i
    first = start
    while first and start - first < _MOST_NAMES and words.spaced(first) and _is_name(words.raw[first - 1]):
        first -= 1
    if first == start or words.in_title_case(i):
        return False
    if start - first == 1 and _opens_sentence(words, first) and not _is_known_name(words.raw[first]):
        return False
    own = {keys[word] for alias in row.aliases for word in alias.text.split()}
    return not words.key[first] or words.key[first] not in own


def _is_name(word: str) -> bool:
    """Whether a word may be a name by its letters: titles, weekdays and other capitalised words are none."""
    return word[0].isupper() and word[1:].islower() and (fold(word) not in _reasons() or _is_known_name(word))


def _is_known_name(word: str) -> bool:
    return _reasons().get(fold(word)) == "person's name"


def _opens_sentence(words: Words, i: int) -> bool:
    return i == 0 or not _OPENING.isdisjoint(words.gap(i))


@cache
def _reasons() -> Mapping[str, str]:
    """Why words are no places on their own: titles, weekdays, names of persons and others."""
    return read_stopwords()
