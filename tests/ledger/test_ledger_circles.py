"""A circle on the map holds the places within its radius, at the poles and across the 180th meridian too."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from sqlalchemy import literal, select

from tacitus.evaluation.metrics import km
from tacitus.ledger import store_at
from tacitus.ledger.circles import box_around, in_circle
from tacitus.ledger.stores.base import within

latitudes, longitudes, radii = st.floats(-90, 90), st.floats(-180, 180), st.floats(0.1, 21_000)
ROUNDING = 1e-6


@pytest.fixture(scope="module")
def conn(tmp_path_factory):
    engine = store_at(tmp_path_factory.mktemp("circles") / "t.db").engine()
    with engine.connect() as opened:
        yield opened
    engine.dispose()


@given(middle=st.tuples(latitudes, longitudes), radius=radii, place=st.tuples(latitudes, longitudes))
@example(middle=(-17.8, 179.9), radius=100.0, place=(-17.8, -179.9))
@example(middle=(89.5, 10.0), radius=200.0, place=(89.5, -170.0))
@example(middle=(0.0, 0.0), radius=20_000.0, place=(0.0, 179.9))
def test_a_place_is_in_a_circle_and_in_the_box_around_it_where_its_distance_is_less(conn, middle, radius, place):
    distance = km(middle, place)
    assume(abs(distance - radius) > max(radius, 1) * ROUNDING)
    circle = (*middle, radius)
    point = select(literal(place[0]).label("lat"), literal(place[1]).label("lon")).subquery().c
    close, boxed = conn.execute(select(in_circle(point, circle), within(point, box_around(circle)))).one()
    assert bool(close) == (distance < radius)
    assert boxed or not close
