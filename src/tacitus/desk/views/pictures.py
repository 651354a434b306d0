"""Pictures for a page: each drawn for a wide and for a narrow window, so that the words in it keep their size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from tacitus.publishing import svg

WIDE, NARROW = 760, 350
"""Pixels across of the column that holds a picture, and of a telephone."""


@dataclass(frozen=True)
class Picture:
    """One picture twice, as SVG without a style of its own; the style sheet shows the one that fits."""

    wide: Markup
    narrow: Markup
    words: str


def drawn(key: str, draw: Callable[[int, str], str]) -> Picture:
    """What `draw(width, prefix)` draws; `key` begins the ids in it, so that no two pictures of a page share one."""
    wide, narrow = draw(WIDE, f"{key}-wide"), draw(NARROW, f"{key}-narrow")
    return Picture(Markup(svg.bare(wide)), Markup(svg.bare(narrow)), svg.alternative(wide))
