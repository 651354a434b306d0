"""The map projections and the cutting of outlines to the window of a map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import asinh, atan, cos, degrees, radians, sinh, tan

Point = tuple[float, float]

KM_PER_DEGREE = 111.2
"""Kilometres of one degree of latitude."""
SMALLEST = 5.0
"""Degrees of the smallest window, so that a map of one town still shows where in its country it lies."""
WORLD = 140.0
"""Degrees of longitude from which a map is drawn equirectangular: Mercator would be mostly Arctic."""


@dataclass(frozen=True)
class View:
    """A window on the earth and how it falls on a picture of `width` x `height` (pixels, y down)."""

    west: float
    east: float
    bottom: float
    top: float
    width: int
    height: int
    mercator: bool

    def at(self, lon: float, lat: float) -> Point:
        """Where a place falls, in pixels."""
        y = _y(lat) if self.mercator else lat
        return (
            (lon - self.west) / (self.east - self.west) * self.width,
            (self.top - y) / (self.top - self.bottom) * self.height,
        )

    def pixels(self, kilometres: float, lat: float) -> float:
        """The length in pixels of a distance at a latitude, along the parallel."""
        return kilometres / (KM_PER_DEGREE * max(cos(radians(lat)), 0.05)) * self.width / (self.east - self.west)

    @property
    def middle(self) -> float:
        """The latitude at the middle of the picture."""
        y = (self.top + self.bottom) / 2
        return degrees(atan(sinh(radians(y)))) if self.mercator else y


def view_of(points: Sequence[Point], width: int, height: int) -> View:
    """The window that holds all points (lon, lat) with a margin, in the shape of the picture.

    Web Mercator up to WORLD degrees of longitude, else equirectangular; both keep north up.
    """
    lons, lats = [p[0] for p in points] or [0.0], [max(-78.0, min(80.0, p[1])) for p in points] or [0.0]
    mercator = max(lons) - min(lons) < WORLD and bool(points)
    ys = [_y(lat) if mercator else lat for lat in lats]
    across = max((max(lons) - min(lons)) * 1.3, SMALLEST) if points else 360.0
    down = max((max(ys) - min(ys)) * 1.35, SMALLEST) if points else 158.0
    if across / down < width / height:
        across = down * width / height
    else:
        down = across * height / width
    x, y = (max(lons) + min(lons)) / 2, (max(ys) + min(ys)) / 2
    if across >= 360:
        across, x = 360.0, 0.0
        down = across * height / width
    x = min(max(x, -180 + across / 2), 180 - across / 2)
    return View(x - across / 2, x + across / 2, y - down / 2, y + down / 2, width, height, mercator)


def clipped(ring: Sequence[Point], width: float, height: float, margin: float = 4.0) -> list[Point]:
    """The part of a ring (pixels) within the picture and a margin around it (Sutherland and Hodgman 1974)."""
    inside: list[tuple[Callable[[Point], float], Callable[[Point, Point, float], Point]]] = [
        (lambda p: p[0] + margin, _between),
        (lambda p: width + margin - p[0], _between),
        (lambda p: p[1] + margin, _between),
        (lambda p: height + margin - p[1], _between),
    ]
    points = list(ring)
    for distance, meet in inside:
        kept: list[Point] = []
        for a, b in zip(points, points[1:] + points[:1], strict=True):
            da, db = distance(a), distance(b)
            if da >= 0:
                kept.append(a)
            if (da >= 0) != (db >= 0):
                kept.append(meet(a, b, da / (da - db)))
        points = kept
    return points


def thinned(ring: Sequence[Point], least: float = 0.7) -> list[Point]:
    """A ring without the points nearer than `least` (pixels) to the one kept before: nobody sees them."""
    kept = list(ring[:1])
    for x, y in ring[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= least:
            kept.append((x, y))
    return kept


def area_and_centre(ring: Sequence[Point]) -> tuple[float, Point]:
    """The area of a ring and its centre of gravity, in the units of the points."""
    twice = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = ax * by - bx * ay
        twice, x, y = twice + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    if twice == 0:
        return 0.0, ring[0]
    return abs(twice) / 2, (x / (3 * twice), y / (3 * twice))


def _y(lat: float) -> float:
    return degrees(asinh(tan(radians(max(-85.0, min(85.0, lat))))))


def _between(a: Point, b: Point, t: float) -> Point:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
