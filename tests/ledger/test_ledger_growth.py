"""However long a war goes on, a report costs what stands around it, and the events are those of linking all at once."""

import sys
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select
from telling_factories import ARMY, FRONT, RAQQA, SARMIN, TUESDAY, coded, mention, on

from tacitus.ledger import Ledger, schema
from tacitus.ledger.neighbourhood import neighbourhood
from tacitus.ledger.reading import links_of, placed_in
from tacitus.linking import cluster, tellings
from tacitus.linking.rows.grouping import components

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from synthetic import reports

PLACES = (SARMIN, RAQQA)


def partition(ledger):
    return sorted(e.mentions for e in ledger.events())


def at_once(everything):
    return sorted(tuple(t.key for t in group) for group in cluster(tellings(everything)).events)


def in_the_worst_war(mentions):
    """The reports on one country of a made-up world: as dense as it gets."""
    return [c for c in reports(mentions) if c.mentions[0].places[0].country == "XA"]


@pytest.mark.parametrize(
    ("places", "mentions", "seed"),
    [
        ("sqlite", 350, 1),
        ("postgresql", 350, 1),
        pytest.param("sqlite", 900, 2, marks=pytest.mark.slow),
        pytest.param("sqlite", 900, 3, marks=pytest.mark.slow),
    ],
    indirect=["places"],
)
def test_in_the_densest_war_any_order_gives_what_linking_all_at_once_gives(ledger, mentions, seed):
    war = in_the_worst_war(mentions)
    expected = at_once(war)
    assert max(map(len, expected)) > 5
    Random(seed).shuffle(war)
    ledger.add(war)
    assert partition(ledger) == expected
    assert ledger.verify() is None


def test_reports_published_anew_and_emptied_leave_what_linking_the_rest_at_once_gives(ledger):
    war = in_the_worst_war(350)
    ledger.add(war)
    emptied = [c.model_copy(update={"mentions": ()}) if n % 3 == 0 else c for n, c in enumerate(war)]
    ledger.add(emptied)
    assert partition(ledger) == at_once(emptied)
    assert ledger.verify() is None


def endless(days):
    """A strike in each of two towns every day, told by two papers: one chain of links from day to day."""
    for n in range(days):
        day = TUESDAY + timedelta(days=n)
        for paper in "ab":
            told = [
                mention(f"{paper}{n:03}", k, date=on(day), places=(place,), initiators=(ARMY,), targets=(FRONT,))
                for k, place in enumerate(PLACES)
            ]
            yield coded(f"{paper}{n:03}", *told, publisher=f"paper {paper}", published=TUESDAY + timedelta(days=60))


def reached_by_the_last(where, days):
    with Ledger.open(where) as ledger:
        ledger.add(endless(days))
        mentions = [m.id for r in ledger.reports() for m in ledger.coded(r.id).mentions]
        with ledger._reading() as conn:
            assert len(components(mentions, links_of(conn, mentions, founding=True))) == 1
            return len(neighbourhood(conn, [f"b{days - 1:03}-0"]).reached)


def test_a_report_on_a_war_that_went_on_for_long_reaches_no_further_than_on_a_young_one(places):
    assert reached_by_the_last(places(), 8) == reached_by_the_last(places(), 24)


def test_whether_an_event_lies_in_a_country_is_asked_of_its_own_places(tmp_path):
    """Not of all places of the country, of which a war of years has hundreds of thousands."""
    with Ledger.open(tmp_path / "t.db") as ledger, ledger._reading() as conn:
        query = select(schema.events.c.id).where(schema.events.c.start >= "2024-01-01", placed_in(["SY"]))
        words = str(query.compile(conn, compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}")]
    (places,) = (step for step in plan if "event_places" in step)
    assert "event=?" in places
