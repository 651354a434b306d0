"""Only a mention that says which happening it means makes an event; others join one or are left out with a reason."""

import pytest
from telling_factories import ARMY, FRONT, GUNMEN, IDLIB, SARMIN, SYRIA, TUESDAY, ZAHLE, dead, on, telling

from tacitus.linking import cluster
from tacitus.records import DateRange, Place

NOBODY = {"initiators": (), "targets": ()}
UNDATED = {"date": DateRange()}
LEBANON = Place(name="Lebanon", country="LB", precision="country")


@pytest.mark.parametrize(
    "slots",
    [
        NOBODY,
        NOBODY | {"places": (SYRIA,)},
        {"places": ()},
        UNDATED,
        UNDATED | NOBODY | {"facilities": ("the bakery",)},
        UNDATED | NOBODY | {"casualties": dead(3, 3)},
        UNDATED | NOBODY | {"action": "protest"},
        UNDATED | {"places": (IDLIB,), "targets": (GUNMEN,), "initiators": ()},
        UNDATED | {"role": "background"},
        {"action": "threat"},
        {"places": (SYRIA, LEBANON)},
        {"places": (SARMIN, LEBANON)},
    ],
)
def test_a_mention_with_a_day_and_a_country_or_side_or_with_a_place_and_a_side_makes_an_event(slots):
    assert len(cluster([telling("a", **slots)]).events) == 1


@pytest.mark.parametrize(
    ("slots", "reason"),
    [
        (UNDATED | NOBODY, "without a date or place"),
        (UNDATED | {"places": (SYRIA,)}, "without a date or place"),
        (UNDATED | {"role": "background", "initiators": (GUNMEN,), "targets": ()}, "background without a date"),
        (NOBODY | {"places": ()}, "without a date or place"),
        ({"action": "threat", "initiators": (GUNMEN,)}, "words of nobody who is named"),
        (UNDATED | {"places": (SYRIA, LEBANON)}, "a sum of happenings"),
        ({"action": "ground_assault", "places": (SYRIA,), "initiators": ()}, "without a date or place"),
        ({"date": on(TUESDAY, 30, "day")}, "a sum of happenings"),
        ({"factuality": "planned"}, "planned"),
    ],
)
def test_a_mention_that_could_mean_any_happening_of_its_kind_is_left_out_with_the_reason(slots, reason):
    found = cluster([telling("a", **slots)])
    assert found.events == ()
    assert reason in found.left_out["a-1"]


def test_a_mention_known_only_to_the_country_joins_the_located_one_it_fits():
    vague = telling("b", **UNDATED, places=(SYRIA,))
    assert [[t.key for t in group] for group in cluster([telling("a"), vague]).events] == [["a-1", "b-1"]]


def test_a_sum_of_happenings_joins_no_event():
    """ "Strikes in Syria and Lebanon over a month" is not the strike of Tuesday, whatever else agrees."""
    total = telling("b", places=(SYRIA, LEBANON), date=on(TUESDAY, 30, "day"))
    found = cluster([telling("a"), total])
    assert [[t.key for t in group] for group in found.events] == [["a-1"]]
    assert "sum" in found.left_out["b-1"]


def test_a_telling_that_says_little_stays_with_the_telling_of_its_own_report():
    """One passage names the town, the next only the country: the others' silence does not part the two."""
    full = [telling(r) for r in "abc"]
    bare = telling("a", 2, places=(SYRIA,), initiators=(), targets=())
    assert len(cluster([*full, bare]).events) == 1


def test_two_strikes_at_two_borders_stay_two():
    assert len(cluster([telling("a", initiators=(ARMY,)), telling("b", places=(ZAHLE,), targets=(FRONT,))]).events) == 2
