"""Which index of SQLite finds the events of an area, some days and a side soonest.

    python benchmarks/growth.py ask 100000 --at big.db
    python benchmarks/areas.py big.db

The statements alone are timed, by the processor, on a copy of the ledger. What was measured stands in docs/growth.md.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from growth import percentile, wanted_areas

from tacitus.ledger import Wanted

MORE_INDEXES = """
CREATE INDEX by_point ON find_places (lat, lon, event);
CREATE VIRTUAL TABLE areas_alone USING rtree(id, south, north, west, east);
INSERT INTO areas_alone SELECT id, lat, lat, lon, lon FROM find_places WHERE lat IS NOT NULL;
"""
MEETS = "south <= :north AND north >= :south AND west <= :east AND east >= :west"
IN_DAYS = "start <= :last AND stop >= :first"
EVER = {"first": 0, "last": date.max.toordinal()}
AREAS = {
    "an index of latitude and longitude": "lat BETWEEN :south AND :north AND lon BETWEEN :west AND :east",
    "a tree of areas": f"id IN (SELECT id FROM areas_alone WHERE {MEETS})",
    "a tree of areas and days": f"id IN (SELECT id FROM find_areas WHERE {MEETS} AND {IN_DAYS})",
}
NAMED = "actor IN (SELECT actor FROM find_names WHERE actor = :side OR lower(name) LIKE '%' || lower(:side) || '%')"
SIDES = {
    "sides listed first": f"event IN (SELECT event FROM find_actors WHERE {NAMED})",
    "sides looked up last": f"EXISTS (SELECT 1 FROM find_actors AS a WHERE a.event = f.event AND a.{NAMED})",
}


def main() -> None:
    """Time every way to ask."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ledger", type=Path, help="a file that growth.py filled")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        shutil.copy(parser.parse_args().ledger, copy)
        with closing(sqlite3.connect(copy)) as conn:
            conn.executescript(MORE_INDEXES)
            for name, query, more in _ways():
                took = [_milliseconds(conn, query, _values(wanted) | more) for wanted in wanted_areas()]
                print(
                    f"{name}: median {statistics.median(took):.1f} ms, 95 of 100 below {percentile(took):.1f} ms, "
                    f"the slowest {max(took):.1f} ms",
                    flush=True,
                )


def _ways() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for area, inside in AREAS.items():
        placed = f"SELECT event FROM find_places WHERE {inside}"
        for side, has_side in SIDES.items():
            yield (
                f"{area}, {side}",
                f"""SELECT event FROM find_events AS f WHERE last >= :since AND first <= :until AND first <> ''
                      AND event IN ({placed}) AND {has_side} ORDER BY first DESC, event DESC LIMIT 51""",
                {},
            )
    for area, inside in AREAS.items():
        yield f"{area}, the box alone", f"SELECT count(DISTINCT event) FROM find_places WHERE {inside}", EVER


def _values(wanted: Wanted) -> dict[str, Any]:
    assert wanted.box and wanted.since and wanted.until
    south, west, north, east = wanted.box
    days = {"first": wanted.since.toordinal(), "last": wanted.until.toordinal()}
    named = {"since": wanted.since.isoformat(), "until": wanted.until.isoformat(), "side": wanted.actor}
    return {"south": south, "west": west, "north": north, "east": east, **days, **named}


def _milliseconds(conn: sqlite3.Connection, query: str, values: dict[str, Any]) -> float:
    start = time.process_time()
    conn.execute(query, values).fetchall()
    return 1000 * (time.process_time() - start)


if __name__ == "__main__":
    main()
