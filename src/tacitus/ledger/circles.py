"""Circles on the map: which places lie within a distance of a point, as every database can reckon it."""

from __future__ import annotations

from math import asin, cos, degrees, pi, radians, sin
from typing import Any

from sqlalchemy import ColumnElement, func

from tacitus.ledger.stores import Box

EARTH_KM = 6371.0088
"""The mean radius of the earth (IUGG)."""
Circle = tuple[float, float, float]
"""Latitude and longitude of the middle in degrees, and the radius in kilometres."""


def box_around(circle: Circle) -> Box:
    """The smallest box that holds a circle; one that holds a pole goes all around the earth."""
    lat, lon, km = circle
    high = degrees(km / EARTH_KM)
    if lat + high >= 90 or lat - high <= -90:
        return max(lat - high, -90.0), -180.0, min(lat + high, 90.0), 180.0
    wide = degrees(asin(min(sin(km / EARTH_KM) / cos(radians(lat)), 1.0)))
    west, east = lon - wide, lon + wide
    return lat - high, west + 360 if west < -180 else west, lat + high, east - 360 if east > 180 else east


def in_circle(places: Any, circle: Circle) -> ColumnElement[bool]:
    """Whether a place, given by its columns, lies in a circle, by its great-circle distance (haversine)."""
    lat, lon, km = circle
    half = pi / 360
    north, east = func.sin((places.lat - lat) * half), func.sin((places.lon - lon) * half)
    far: ColumnElement[float] = north * north + cos(radians(lat)) * func.cos(places.lat * 2 * half) * east * east
    return far <= sin(min(km / EARTH_KM, pi) / 2) ** 2
