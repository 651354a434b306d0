"""Map and timeline: well-formed, self-contained, and no more exact than the reports."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from lxml import etree
from publishing_sample import events

from tacitus.publishing.basemap import CREDIT, outlines
from tacitus.publishing.basemap_build import cut, simplify
from tacitus.publishing.labels import Labels, advance
from tacitus.publishing.mapping import alternative, event_map, marks
from tacitus.publishing.projection import area_and_centre, clipped, view_of
from tacitus.publishing.timelines import event_timeline
from tacitus.records import DateRange, Event, Place

SVG = "{http://www.w3.org/2000/svg}"


def tree(picture: str) -> etree._Element:
    return etree.fromstring(picture.encode())


def at(precision: str, lat: float | None = 33.0, lon: float | None = 44.0, **values: object) -> Event:
    place = Place(name=values.pop("name", "X"), lat=lat, lon=lon, country="IQ", precision=precision)
    return Event(id="e", action="air_strike", places=(place,), **values)


def drawn(picture: str) -> list[etree._Element]:
    """The shape of each mark: the first shape of each group with a title."""
    groups = [g for g in tree(picture).iter(f"{SVG}g") if g.find(f"{SVG}title") is not None]
    return [next(child for child in g if child.tag != f"{SVG}title") for g in groups]


def test_pictures_are_well_formed_and_described() -> None:
    for picture in (event_map(events()), event_timeline(events()), event_map([]), event_timeline([])):
        root = tree(picture)
        assert root.tag == f"{SVG}svg"
        assert root.get("role") == "img"
        described = root.get("aria-labelledby").split()
        assert [root[0].get("id"), root[1].get("id")] == described
        assert root[0].text and root[1].text
        assert not any(
            isinstance(value, str) and value.startswith("http") for e in root.iter() for value in e.attrib.values()
        )


def test_a_spot_is_a_dot_and_everything_else_an_area() -> None:
    (dot,) = drawn(event_map([at("exact")]))
    assert (dot.tag, dot.get("r"), dot.get("stroke-dasharray")) == (f"{SVG}circle", "5", None)
    radius = {}
    looks = set()
    for precision in ("near", "admin2", "admin1", "water"):
        (circle,) = drawn(event_map([at(precision)]))
        radius[precision] = float(circle.get("r"))
        looks.add((circle.get("stroke-dasharray"), circle.get("fill")))
    assert 5 < radius["near"] < radius["admin2"] < radius["admin1"] < radius["water"]
    assert len(looks) == 4, "areas of different kinds differ without colour"


def test_the_circle_of_a_near_place_is_25_km_on_the_ground() -> None:
    (circle,) = drawn(event_map([at("near")]))
    view = view_of([(44 - 25 / 111.2, 33 - 25 / 111.2), (44 + 25 / 111.2, 33 + 25 / 111.2)], 960, 600)
    assert float(circle.get("r")) == pytest.approx(view.pixels(25, 33), abs=0.1)
    a, b = view.at(44, 33), view.at(44, 33 + 25 / 111.2)
    assert a[1] - b[1] == pytest.approx(view.pixels(25, 33), rel=0.01)


def test_a_country_is_hatched_and_has_no_pin() -> None:
    picture = event_map([at("country", name="Iraq")])
    assert drawn(picture) == []
    hatched = [p for p in tree(picture).iter(f"{SVG}path") if p.get("fill") == "url(#map-hatch)"]
    assert len(hatched) == 1


def test_every_mark_is_named_in_words_for_those_who_do_not_see_it() -> None:
    words = alternative(events())
    for event in events():
        for place in event.places:
            assert place.name in words


def test_a_place_without_coordinates_is_named_not_drawn() -> None:
    picture = event_map([at("exact", lat=None, lon=None, name="Nowhere")])
    assert drawn(picture) == []
    assert "Not drawn, for want of coordinates: Nowhere." in "".join(tree(picture).itertext())


def test_events_at_one_place_are_one_mark_with_their_number() -> None:
    twice = [at("exact"), at("exact").model_copy(update={"id": "f"})]
    assert [m.name for m in marks(twice)] == ["X (2)"]


def test_the_map_credits_its_outlines_and_takes_no_position() -> None:
    assert "Natural Earth (public domain)" in CREDIT
    assert "no position on the status" in CREDIT
    assert "Natural Earth" in event_map(events())


def test_a_label_of_wide_letters_takes_the_room_they_need() -> None:
    # In Arial Bold "Yemen" is 3.28 and "Red Sea" 3.95 times as wide as the type is high.
    assert 3.2 < advance("Yemen") < 3.8 and 3.9 < advance("Red Sea") < 4.6


def test_labels_do_not_cover_each_other() -> None:
    labels = Labels(400, 300)
    spots = [labels.beside(f"Place {n}", 200, 150, 5, 13) for n in range(30)]
    placed = [s for s in spots if s]
    assert 2 <= len(placed) < 30
    assert len(set(placed)) == len(placed)


def test_hostile_names_stay_text_in_a_picture() -> None:
    evil = "</text><script>alert(1)</script>"
    picture = event_map([at("exact", name=evil, summary=evil)])
    assert not list(tree(picture).iter(f"{SVG}script"))
    assert evil in "".join(tree(picture).itertext())


def test_no_outline_runs_over_the_antimeridian() -> None:
    for outline in outlines():
        for polygon in outline.polygons:
            for ring in polygon:
                assert ring[0] == ring[-1], outline.name
                assert all(-180 <= lon <= 180 for lon, _ in ring)
                along_edge = [abs(a[0] - b[0]) for a, b in pairwise(ring) if min(a[1], b[1]) > -90]
                assert max(along_edge, default=0) < 180, outline.name


def test_outlines_cover_the_countries_of_the_world() -> None:
    codes = {o.iso2 for o in outlines()}
    assert {"IQ", "SY", "YE", "UA", "PS", "IL", "SD", "SS", "TW", "XK", "RU", "FJ", "MM"} <= codes
    russia = next(o for o in outlines() if o.iso2 == "RU")
    lons = [lon for polygon in russia.polygons for lon, _ in polygon[0]]
    assert min(lons) == -180
    assert max(lons) == 180
    antarctica = next(o for o in outlines() if o.iso2 == "AQ")
    assert min(lat for polygon in antarctica.polygons for _, lat in polygon[0]) == -90


def test_cutting_keeps_the_area() -> None:
    ring = [(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0), (170.0, 0.0)]
    pieces = cut(ring)
    assert len(pieces) == 2
    assert sum(area_and_centre(p)[0] for p in pieces) == pytest.approx(200)


def test_simplifying_keeps_the_ends_and_what_stands_out() -> None:
    line = [(0.0, 0.0), (1.0, 0.001), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    assert simplify(line, 0.01) == [(0.0, 0.0), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]


def test_clipping_leaves_only_what_is_inside() -> None:
    piece = clipped([(-50, -50), (150, -50), (150, 150), (-50, 150)], 100, 100, margin=0)
    assert area_and_centre(piece) == (pytest.approx(10_000), (pytest.approx(50), pytest.approx(50)))


@pytest.mark.parametrize("points", [[(44.0, 33.0)], [(-179.0, 10.0), (179.0, 10.0)], [(10.0, 89.0)], []])
def test_every_window_holds_its_points(points: list[tuple[float, float]]) -> None:
    view = view_of(points, 960, 600)
    for lon, lat in points:
        x, y = view.at(lon, min(lat, 80))
        assert 0 <= x <= 960
        assert 0 <= y <= 600


def series(days: int, action: str = "shelling") -> list[Event]:
    first = date(2024, 1, 1)
    return [
        Event(id=f"{n:04}", action=action, date=DateRange(start=d, end=d, precision="day"))
        for n, d in ((n, first + timedelta(days=n)) for n in range(days))
    ]


def bars(picture: str) -> list[etree._Element]:
    return [g for g in tree(picture).iter(f"{SVG}g") if g.find(f"{SVG}title") is not None]


def test_each_day_with_events_is_a_column_that_says_its_count() -> None:
    titles = [g.find(f"{SVG}title").text for g in bars(event_timeline(series(3) + series(1, "air_strike")))]
    assert titles == ["1 January 2024: 2 events", "2 January 2024: 1 event", "3 January 2024: 1 event"]


def test_kinds_are_told_apart_by_pattern() -> None:
    picture = event_timeline(series(3) + series(2, "air_strike") + series(1, "riot"))
    fills = {rect.get("fill") for g in bars(picture) for rect in g.iter(f"{SVG}rect")}
    assert fills == {"var(--tone)", "url(#time-dense)", "url(#time-dots)"}


def test_a_long_window_is_drawn_by_weeks() -> None:
    picture = event_timeline(series(200))
    assert len(bars(picture)) == 29
    assert "Each column is seven days." in "".join(tree(picture).itertext())


def test_events_dated_to_the_month_are_counted_in_words_and_not_drawn() -> None:
    month = Event(
        id="m",
        action="shelling",
        date=DateRange(start=date(2024, 1, 1), end=date(2024, 1, 31), precision="month"),
    )
    picture = event_timeline([month, *series(2)])
    assert len(bars(picture)) == 2
    assert "1 event not dated to the day: not drawn." in "".join(tree(picture).itertext())
