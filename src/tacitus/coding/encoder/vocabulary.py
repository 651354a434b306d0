"""The pieces of words that the encoder reads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from tokenizers import Tokenizer

LONGEST = 6
"""Pieces of a word that are read; what has more is no word."""


class Vocabulary:
    """Cuts words into pieces, by number. `opening` and `closing` stand around a window."""

    def __init__(self, source: str) -> None:
        self._tokenizer = Tokenizer.from_str(source)
        self.opening, self.closing, self._unknown = (self._sign(name) for name in ("[CLS]", "[SEP]", "[UNK]"))
        self.pieces = lru_cache(maxsize=65536)(self._pieces)

    def _sign(self, name: str) -> int:
        number = self._tokenizer.token_to_id(name)
        assert number is not None, f"the vocabulary that ships has no {name}"
        return number

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The pieces of a word in small letters; of a sign there is one."""
        if word[:1] == "[" and (sign := self._tokenizer.token_to_id(word)) is not None:
            return (sign,)
        found = self._tokenizer.encode(word, add_special_tokens=False).ids[:LONGEST]
        return tuple(found) or (self._unknown,)

    def framed(self, pieces: Sequence[tuple[int, ...]]) -> list[int]:
        """The words of a window as they are read: their pieces in a row between the opening and the closing sign."""
        return [self.opening, *(piece for word in pieces for piece in word), self.closing]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships."""
    source = files("tacitus.coding.encoder").joinpath("vocabulary.json")
    return Vocabulary(source.read_text(encoding="utf-8"))
