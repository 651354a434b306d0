"""How a paragraph is spelled for the encoder: small letters, and no names.

Named sides, places, persons and numbers are each one sign, so that the encoder can favour none; demonyms beside common
nouns ("Malian soldiers") are too. Described groups, weapons and facilities keep their common words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from tacitus.coding.scene import Scene

SIGNS = {
    "@side": "[unused1]",
    "@place": "[unused2]",
    "@name": "[unused3]",
    "@number": "[unused4]",
    "@weapon": "[unused5]",
    "@facility": "[unused6]",
}
"""The pieces of the vocabulary, free in the model that the encoder was made from, that stand for what is masked."""
BREAK = "[unused7]"
"""The piece between two paragraphs."""
WHOLE = frozenset({"@side", "@place"})
"""What is one sign however many words its name has."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A paragraph in words: `words`, and for each token of the scene the index of the word that it is part of."""

    words: list[str]
    places: list[int]


def spelled(scene: Scene) -> Spelling:
    """Spell a scene."""
    words: list[str] = []
    places: list[int] = []
    names = _names(scene)
    last = None
    for index, word in enumerate(_signs(scene)):
        name = names.get(index) if word in WHOLE else None
        if name is None or name != last:
            words.append(SIGNS.get(word, word))
        places.append(len(words) - 1)
        last = name
    return Spelling(words, places)


def _names(scene: Scene) -> dict[int, int]:
    """For each token of a side or place a number that its name's other tokens share."""
    found: dict[int, int] = {}
    spans = chain(((x.start, x.end) for x in scene.actors), ((x.start, x.end) for x in scene.places))
    for n, (start, end) in enumerate(spans):
        for index in range(start, end):
            found.setdefault(index, n)
    return found


def _signs(scene: Scene) -> Iterator[str]:
    """Each token as a sign or in small letters."""
    opening = {s.start for s in scene.sentences}
    of_country = {i for x in scene.actors if x.value.is_group and x.value.actor.country for i in range(x.start, x.end)}
    for index, (token, mask) in enumerate(zip(scene.doc, scene.masks, strict=True)):
        kind = mask.partition(":")[0]
        named = token.text[:1].isupper() and index not in opening
        if kind in {"@side", "@place", "@name", "@number"}:
            yield kind
        elif kind in {"@weapon", "@facility"}:
            yield kind if named else token.lower_
        elif kind.startswith("@"):
            yield "@side" if named or (token.text[:1].isupper() and index in of_country) else token.lower_
        else:
            yield "@name" if named and token.tag_.startswith("JJ") else token.lower_
