"""Inflected forms of the words in the tables, so that a row is written once, in its dictionary form."""

from __future__ import annotations

from functools import cache

VERB_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")


@cache
def forms(word: str, pos: str) -> frozenset[str]:
    """All forms of a lower-case verb ("v") or noun ("n"), itself included.

    Forms come from lemminflect's dictionary; a word it does not know (a compound such as "airstrike") is
    inflected by its last known part or by rule. A plural that equals the singular is harmless here.
    """
    import lemminflect  # brings all of spaCy with it, which listing a ledger does without

    upos = {"v": "VERB", "n": "NOUN"}[pos]
    known = lemminflect.getAllInflections(word, upos=upos) or lemminflect.getAllInflectionsOOV(word, upos=upos)
    spelled = {form for group in known.values() for form in group}
    if pos == "n":
        spelled.add(_regular_plural(word))
    return frozenset(spelled | {word})


def _regular_plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"
