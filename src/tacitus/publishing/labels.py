"""Where labels go on a picture: the first of a few positions that covers nothing, or nowhere.

Greedy placement over fixed candidate positions (Christensen, Marks and Shieber 1995): important labels first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
Spot = tuple[float, float, str]
"""x and y of the base line, and the SVG text-anchor."""

ADVANCES = {"mwMW@%": 0.9, "ijl.,'|!:; ": 0.3, "frt()-": 0.4}
"""How wide the letters of a bold sans serif are, as a share of the font size; capitals and the others stand below."""
CAPITAL, OTHER = 0.72, 0.6
AROUND = 3.0
"""Pixels that two labels stay apart."""


@dataclass
class Labels:
    """The boxes taken on a picture of `width` x `height` pixels."""

    width: int
    height: int
    _taken: list[Box] = field(default_factory=list)

    def keep_clear(self, x: float, y: float, radius: float) -> None:
        """Keeps labels off a mark."""
        self._taken.append((x - radius, y - radius, x + radius, y + radius))

    def beside(self, text: str, x: float, y: float, gap: float, size: float) -> Spot | None:
        """A place right, left, above or below a mark at `x`, `y`; None where all are taken."""
        low = y + size * 0.35
        candidates: tuple[Spot, ...] = (
            (x + gap + 3, low, "start"),
            (x - gap - 3, low, "end"),
            (x, y - gap - 4, "middle"),
            (x, y + gap + size, "middle"),
            (x + gap, y - gap, "start"),
            (x + gap, y + gap + size * 0.7, "start"),
            (x - gap, y - gap, "end"),
            (x - gap, y + gap + size * 0.7, "end"),
        )
        return next((spot for spot in candidates if self._take(text, spot, size)), None)

    def centred(self, text: str, x: float, y: float, size: float) -> Spot | None:
        """A place at the middle of an area, or a little above or below it; None where all are taken."""
        shifts = (0.0, 1.4, -1.4, 2.8, -2.8)
        candidates = ((x, y + size * 0.35 + shift * size, "middle") for shift in shifts)
        return next((spot for spot in candidates if self._take(text, spot, size)), None)

    def _take(self, text: str, spot: Spot, size: float) -> bool:
        x, y, anchor = spot
        wide = size * advance(text)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        box = (left - AROUND / 2, y - size * 0.85, left + wide + AROUND / 2, y + size * 0.25)
        inside = box[0] >= 2 and box[1] >= 2 and box[2] <= self.width - 2 and box[3] <= self.height - 2
        if not inside or any(_overlap(box, other) for other in self._taken):
            return False
        self._taken.append(box)
        return True


def advance(text: str) -> float:
    """The width of a text in bold sans serif type, in font sizes."""
    known = {letter: width for letters, width in ADVANCES.items() for letter in letters}
    return sum(known.get(c, CAPITAL if c.isupper() else OTHER) for c in text)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
