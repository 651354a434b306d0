"""Spelling made uniform for the parser and the tables, character for character, so that offsets stay."""

from __future__ import annotations

# The parser loses the actor of "Hamas’ deadly assault" with a curly apostrophe, and glues words at odd
# spaces; each character is replaced by exactly one other.
_UNIFORM = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201b": "'",
        "\u02bc": "'",
        "\u0060": "'",
        "\u00b4": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2212": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\t": " ",
        "\n": " ",
        "\r": " ",
    }
)


def uniform(text: str) -> str:
    """`text` with quotes, hyphens and spaces in their plain forms; as long as `text`, offsets unchanged."""
    return text.translate(_UNIFORM)
