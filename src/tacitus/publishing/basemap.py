"""Country outlines of Natural Earth (public domain) for the maps.

Natural Earth draws the boundaries of who holds the ground; where they are disputed the drawing takes no side, and
every map says so. `basemap.json` is TopoJSON made by `tacitus.publishing.basemap_build`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Ring = tuple[tuple[float, float], ...]

CREDIT = (
    "Outlines: Natural Earth (public domain), drawn by who holds the ground; they imply no position on the status"
    " of any territory."
)


@dataclass(frozen=True)
class Outline:
    """One country: name, ISO 3166-1 alpha-2 (None where it has none), polygons as rings of (lon, lat) degrees."""

    name: str
    iso2: str | None
    polygons: tuple[tuple[Ring, ...], ...]


@cache
def outlines() -> tuple[Outline, ...]:
    """All country outlines; the first ring of a polygon is its edge, further ones are holes."""
    topology = json.loads(files("tacitus.publishing").joinpath("basemap.json").read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_decode(arc, sx, sy, tx, ty) for arc in topology["arcs"]]
    return tuple(
        Outline(
            shape["properties"]["name"],
            shape["id"],
            tuple(tuple(_join(ring, arcs) for ring in polygon) for polygon in shape["arcs"]),
        )
        for shape in topology["objects"]["countries"]["geometries"]
    )


def _decode(arc: list[list[int]], sx: float, sy: float, tx: float, ty: float) -> Ring:
    x = y = 0
    line = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        line.append((x * sx + tx, y * sy + ty))
    return tuple(line)


def _join(indices: list[int], arcs: list[Ring]) -> Ring:
    ring: list[tuple[float, float]] = []
    for i in indices:
        part = arcs[i] if i >= 0 else arcs[~i][::-1]
        ring += part[1:] if ring else part
    return tuple(ring)
