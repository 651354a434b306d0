"""The map of events as SVG, with places drawn no more exactly than they are known.

A spot is a dot; near a place is a dashed circle; a province is a wide circle; a country is a hatched outline; a
water is a circle of waves. Shape tells them apart without colour, every mark has a label and a title, and a key says
what the shapes mean. The picture needs nothing else: no tiles, no fonts, no network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tacitus.analysis.words import listed, when
from tacitus.ontology import ontology
from tacitus.publishing import svg
from tacitus.publishing.basemap import CREDIT, Outline, outlines
from tacitus.publishing.countries import country_name
from tacitus.publishing.labels import Labels
from tacitus.publishing.projection import Point, View, area_and_centre, clipped, thinned, view_of
from tacitus.records import Event, Place, PlacePrecision

RADIUS_KM: dict[PlacePrecision, float] = {"near": 25, "admin2": 40, "admin1": 90, "water": 120}
"""The radius of the circle in which an event lies, by how exactly its place is known. Conventions, not measurements."""

_SMALLEST = 9.0  # pixels of the smallest circle, so that it differs from a dot
_KEY: tuple[tuple[PlacePrecision, str], ...] = (
    ("exact", "the place itself"),
    ("near", "near a place: within about 25 km"),
    ("admin2", "a district: within about 40 km"),
    ("admin1", "a province: somewhere within"),
    ("water", "a water: somewhere within"),
    ("country", "a country: no closer place given"),
)


@dataclass(frozen=True)
class Mark:
    """All events at one place: what is drawn once."""

    place: Place
    events: tuple[Event, ...]

    @property
    def name(self) -> str:
        """The label: the place and, if more than one, how many events."""
        name = country_name(self.place.country) if self.place.precision == "country" else self.place.name
        name = name or self.place.name
        return f"{name} ({len(self.events)})" if len(self.events) > 1 else name

    @property
    def title(self) -> str:
        """What is read out and shown on hover."""
        what = "; ".join(f"{e.summary or ontology().action(e.action).label}, {_day(e)}" for e in self.events)
        return f"{self.name}, {dict(_KEY)[self.place.precision]}: {what}"


def marks(events: Sequence[Event]) -> tuple[Mark, ...]:
    """Events by place, in order of name; one event with two places stands at both."""
    found: dict[tuple[object, ...], tuple[Place, list[Event]]] = {}
    for event in events:
        for place in event.places:
            if place.precision == "country":
                key: tuple[object, ...] = ("country", place.country or place.name)
            else:
                key = (place.precision, place.name, place.lat, place.lon)
            at = found.setdefault(key, (place, []))[1]
            if event not in at:
                at.append(event)
    made = [Mark(place, tuple(at)) for place, at in found.values()]
    return tuple(sorted(made, key=lambda m: (m.place.name, m.place.precision)))


def event_map(
    events: Sequence[Event],
    *,
    width: int = 960,
    height: int = 600,
    title: str = "Where it happened",
    prefix: str = "map",
) -> str:
    """The map of `events` as an SVG document of `width` x `height` pixels, well-formed XML.

    The window holds all places of the events. Places without coordinates or outline are named below the picture.
    `prefix` keeps ids apart where two pictures stand on one page.
    """
    found = marks(events)
    by_country = {o.iso2: o for o in outlines() if o.iso2}
    drawn = [m for m in found if _can_draw(m.place, by_country)]
    missing = [m for m in found if m not in drawn]
    view = view_of(_extent(drawn, by_country), width, height)
    labels = Labels(width, height)
    hatched = {m.place.country for m in drawn if m.place.precision == "country"}
    land, names = _land(view, hatched, prefix)
    shapes = []
    for mark in sorted(drawn, key=lambda m: -_radius(m.place, view)):
        if mark.place.precision != "country":
            shapes.append(_shape(mark, view, prefix))
            x, y = _at(mark.place, view)
            labels.keep_clear(x, y, 6.0)
    texts = [_mark_label(mark, view, by_country, labels) for mark in drawn]
    muted = [_country_label(name, at, labels) for name, at, area in names if area > 2500]
    key, key_height = _key(drawn, missing, width, prefix)
    frame = svg.element(
        "g",
        svg.element("rect", width=width, height=height, fill="var(--sea)")
        + land
        + "".join([*shapes, *muted, *texts])
        + _bar(view),
        clip_path=f"url(#{prefix}-frame)",
    )
    description = _description(drawn, missing)
    return svg.document(
        width,
        height + key_height,
        title,
        description,
        prefix,
        _definitions(width, height, prefix) + frame + svg.element("g", key, transform=f"translate(0 {height})"),
    )


def alternative(events: Sequence[Event]) -> str:
    """The map in words, for those who do not see it."""
    by_country = {o.iso2: o for o in outlines() if o.iso2}
    found = marks(events)
    drawn = [m for m in found if _can_draw(m.place, by_country)]
    return _description(drawn, [m for m in found if m not in drawn])


def _description(drawn: Sequence[Mark], missing: Sequence[Mark]) -> str:
    parts = []
    for precision, words in _KEY:
        named = [m.name for m in drawn if m.place.precision == precision]
        if named:
            parts.append(f"{words[0].upper()}{words[1:]}: {', '.join(named)}.")
    if missing:
        parts.append(f"Not drawn, for want of coordinates: {listed(m.name for m in missing)}.")
    return " ".join(parts) or "No place is known."


def _can_draw(place: Place, by_country: dict[str, Outline]) -> bool:
    return (
        place.country in by_country if place.precision == "country" else place.lat is not None and place.lon is not None
    )


def _extent(drawn: Sequence[Mark], by_country: dict[str, Outline]) -> list[Point]:
    points: list[Point] = []
    for mark in drawn:
        place = mark.place
        if place.precision == "country":
            rings: list[Sequence[Point]] = [polygon[0] for polygon in by_country[str(place.country)].polygons]
            largest: Sequence[Point] = max(rings, key=_area)
            points += largest
        elif place.lat is not None and place.lon is not None:
            reach = RADIUS_KM.get(place.precision, 0) / 111.2
            points += [(place.lon - reach, place.lat - reach), (place.lon + reach, place.lat + reach)]
    return points


def _area(ring: Sequence[Point]) -> float:
    return area_and_centre(ring)[0]


def _land(view: View, hatched: set[str | None], prefix: str) -> tuple[str, list[tuple[str, Point, float]]]:
    """The country outlines in the window, and each country's name with the middle and area of its largest part."""
    paths, over, names = [], [], []
    for outline in outlines():
        pieces: list[list[Point]] = []
        for polygon in outline.polygons:
            for ring in polygon:
                seen = clipped([view.at(lon, lat) for lon, lat in ring], view.width, view.height)
                if outline.iso2 not in hatched:  # a small country that an event lies in must not vanish
                    seen = thinned(seen)
                if len(seen) > 2:
                    pieces.append(seen)
        if not pieces:
            continue
        d = "".join(_path(piece) for piece in pieces)
        paths.append(svg.element("path", d=d))
        if outline.iso2 in hatched:
            over.append(_hatched(d, prefix))
        else:
            area, centre = max((area_and_centre(piece) for piece in pieces), key=lambda found: found[0])
            names.append((country_name(outline.iso2) or outline.name, centre, area))
    land = svg.element(
        "g", "".join(paths), fill="var(--land)", stroke="var(--line)", stroke_width=0.8, fill_rule="evenodd"
    )
    return land + "".join(over), names


def _hatched(d: str, prefix: str) -> str:
    return svg.element(
        "path", d=d, fill=f"url(#{prefix}-hatch)", fill_rule="evenodd", stroke="var(--mark)", stroke_width=1.4
    )


def _path(ring: Sequence[Point]) -> str:
    return "M" + "L".join(f"{svg.number(x)} {svg.number(y)}" for x, y in ring) + "Z"


def _at(place: Place, view: View) -> Point:
    assert place.lat is not None and place.lon is not None  # _can_draw
    return view.at(place.lon, place.lat)


def _radius(place: Place, view: View) -> float:
    if place.precision not in RADIUS_KM or place.lat is None:
        return 0.0
    return max(view.pixels(RADIUS_KM[place.precision], place.lat), _SMALLEST)


def _shape(mark: Mark, view: View, prefix: str) -> str:
    x, y = _at(mark.place, view)
    return svg.titled("g", mark.title, _symbol(mark.place.precision, x, y, _radius(mark.place, view), prefix))


def _symbol(precision: PlacePrecision, x: float, y: float, r: float, prefix: str) -> str:
    if precision == "exact":
        return svg.element("circle", cx=x, cy=y, r=5.0, fill="var(--mark)", stroke="var(--paper)", stroke_width=1.5)
    if precision == "country":
        box = {"x": x - 8, "y": y - 6, "width": 16.0, "height": 12.0}
        return svg.element("rect", **box, fill=f"url(#{prefix}-hatch)", stroke="var(--mark)")
    fill = f"url(#{prefix}-waves)" if precision == "water" else "var(--mark)"
    dashes = {"near": "4 3", "admin2": "8 3", "admin1": None, "water": "1.5 3"}[precision]
    opacity = 1 if precision == "water" else 0.16
    return svg.element(
        "circle",
        cx=x,
        cy=y,
        r=r,
        fill=fill,
        fill_opacity=opacity,
        stroke="var(--mark)",
        stroke_width=1.4,
        stroke_dasharray=dashes,
    )


def _mark_label(mark: Mark, view: View, by_country: dict[str, Outline], labels: Labels) -> str:
    if mark.place.precision == "country":
        pieces = [
            clipped([view.at(lon, lat) for lon, lat in polygon[0]], view.width, view.height)
            for polygon in by_country[str(mark.place.country)].polygons
        ]
        x, y = max((area_and_centre(p) for p in pieces if len(p) > 2), key=lambda found: found[0])[1]
        spot = labels.centred(mark.name, x, y, 13)
    else:
        x, y = _at(mark.place, view)
        r = _radius(mark.place, view)
        spot = labels.centred(mark.name, x, y, 13) if r > 40 else None
        spot = spot or labels.beside(mark.name, x, y, max(7.0, min(r, 40.0)), 13)
    if spot is None:
        return ""
    at_x, at_y, anchor = spot
    return svg.label(mark.name, at_x, at_y, class_="halo", font_size=13, font_weight=600, text_anchor=anchor)


def _country_label(name: str, at: Point, labels: Labels) -> str:
    spot = labels.centred(name.upper(), at[0], at[1], 13.5)  # wider than its type: the letters are spaced
    if spot is None:
        return ""
    return svg.label(
        name.upper(), spot[0], spot[1], class_="muted", font_size=10.5, letter_spacing=1, text_anchor="middle"
    )


def _bar(view: View) -> str:
    """A scale bar of a round length, right for the latitude in the middle of the picture."""
    one = view.pixels(1, view.middle)
    km = next((n for n in (2000, 1000, 500, 200, 100, 50, 20, 10) if n * one <= view.width * 0.2), 5)
    x, y, length = 14.0, view.height - 14.0, km * one
    line = f"M{svg.number(x)} {svg.number(y - 5)}V{svg.number(y)}H{svg.number(x + length)}V{svg.number(y - 5)}"
    return svg.element("path", d=line, fill="none", stroke="var(--ink)", stroke_width=1.3) + svg.label(
        f"{km:,} km", x, y - 9, font_size=11, class_="halo"
    )


def _key(drawn: Sequence[Mark], missing: Sequence[Mark], width: int, prefix: str) -> tuple[str, int]:
    """The key to the shapes used, in as many columns as fit, and its height."""
    used = [(p, words) for p, words in _KEY if any(m.place.precision == p for m in drawn)]
    columns = max(1, width // 300)
    parts, top = [], 24
    for n, (precision, words) in enumerate(used):
        x, y = 20 + (n % columns) * (width // columns), top + n // columns * 24
        parts.append(_symbol(precision, float(x), float(y - 4), _SMALLEST, prefix))
        parts.append(svg.label(words, x + 18, y, font_size=13))
    y = top + -(-len(used) // columns) * 24
    lines = _wrapped(CREDIT, width)
    if missing:
        lines = _wrapped(f"Not drawn, for want of coordinates: {listed(m.name for m in missing)}.", width) + lines
    for line in lines:
        parts.append(svg.label(line, 10, y, font_size=11, class_="muted"))
        y += 16
    return "".join(parts), y


def _wrapped(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and (len(line) + len(word) + 1) * 5.6 > width - 20:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def _definitions(width: int, height: int, prefix: str) -> str:
    hatch = svg.element("path", d="M0 7L7 0", stroke="var(--mark)", stroke_width=1.1, opacity=0.55)
    wave = svg.element("path", d="M0 4Q3 0 6 4T12 4", fill="none", stroke="var(--mark)", stroke_width=0.9, opacity=0.6)
    frame = svg.element("rect", width=width, height=height)
    return svg.element(
        "defs",
        svg.element("pattern", hatch, id=f"{prefix}-hatch", width=7, height=7, patternUnits="userSpaceOnUse")
        + svg.element("pattern", wave, id=f"{prefix}-waves", width=12, height=8, patternUnits="userSpaceOnUse")
        + svg.element("clipPath", frame, id=f"{prefix}-frame"),
    )


def _day(event: Event) -> str:
    return when(event.date) or "date not given"
