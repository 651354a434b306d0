"""The tellings of one happening become one event that shows agreement and disagreement."""

from datetime import timedelta

import pytest
from telling_factories import (
    ARMY,
    BINNISH,
    CIVILIANS,
    FRONT,
    GUNMEN,
    IDLIB,
    MILITANTS,
    RAQQA,
    SARMIN,
    STATE,
    SYRIA,
    TUESDAY,
    ZAHLE,
    dead,
    on,
    telling,
)

from tacitus.linking import independent_publishers, merge
from tacitus.records import Actor, Casualties, DateRange, Figure, Place, Report


def killed(*tellings):
    return merge("E1", tellings).casualties.killed


def test_low_and_high_are_over_what_each_publisher_said_last():
    first = telling("a", publisher="one", published=TUESDAY, casualties=dead(3, 3))
    corrected = telling("b", publisher="One", published=TUESDAY + timedelta(days=2), casualties=dead(8, 8))
    other = telling("c", publisher="two", casualties=dead(5, 5))
    assert killed(first, corrected, other) == Figure(low=5, best=8, high=8)
    tolls = merge("E1", [other, corrected, first]).tolls
    assert [t.figure.low for t in tolls] == [3, 5, 8]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([dead(6), dead(5, 5)], Figure(low=5, best=5, high=None)),
        ([dead(6), dead(8, 8)], Figure(low=6, best=8, high=8)),
        ([dead(6), dead(6, 6)], Figure(low=6, best=6, high=6)),
        ([dead(best=30)], Figure(low=30, best=30, high=30)),
        ([dead(61)], Figure(low=61, best=None, high=None)),
        ([dead(5, 5), dead(5, 5), dead(9, 9)], Figure(low=5, best=5, high=9)),
    ],
)
def test_the_high_is_open_only_where_the_largest_figure_is(figures, expected):
    assert killed(*(telling(str(n), casualties=figure) for n, figure in enumerate(figures))) == expected


def test_no_figure_stays_no_figure():
    assert killed(telling("a"), telling("b")) is None


def test_a_part_and_the_whole_in_one_report_count_as_the_whole():
    assert killed(telling("a", 1, casualties=dead(2, 2)), telling("a", 2, casualties=dead(7, 7))).low == 7


def test_frames_around_a_finer_place_are_dropped_and_two_towns_are_kept():
    event = merge(
        "E1", [telling("a", places=(SARMIN, RAQQA)), telling("b", places=(IDLIB,)), telling("c", places=(SYRIA,))]
    )
    assert [p.name for p in event.places] == ["Raqqa", "Sarmin"]


def test_places_within_fifteen_kilometres_are_one_the_most_told_of_them():
    event = merge("E1", [telling("a"), telling("b"), telling("c", places=(BINNISH,))])
    assert [p.name for p in event.places] == ["Sarmin"]


def test_a_general_word_for_an_attack_yields_to_another_that_half_as_many_tell_and_to_its_weapon():
    told = [telling("a", action="killing"), telling("b", action="ground_assault"), telling("c", action="drone_attack")]
    assert merge("E1", told).action == "drone_attack"
    most = [telling(r, action="killing") for r in "abc"]
    assert merge("E1", [*most, telling("d", action="suicide_bombing")]).action == "suicide_bombing"
    assert merge("E1", [*most, telling("d", action="armed_clash")]).action == "killing"
    stray = [*most, telling("d", action="killing"), telling("e", action="killing")]
    assert merge("E1", [*stray, telling("f", action="suicide_bombing")]).action == "killing"


def test_of_two_means_that_of_the_reports_about_it_stands():
    beside = [telling(r, action="rocket_attack", role="background") for r in "ab"]
    assert merge("E1", [*beside, telling("c", action="drone_attack")]).action == "drone_attack"


def test_a_place_that_one_stray_report_gives_is_dropped_and_its_country_with_it():
    most = [telling(r) for r in "abcde"]
    stray = telling("f", places=(SARMIN, ZAHLE))
    far = telling("g", places=(RAQQA,))
    assert [p.name for p in merge("E1", [*most, stray, far]).places] == ["Sarmin"]


def test_the_country_is_kept_where_the_finest_place_is_a_sea():
    sea = Place(name="Middle Sea", lat=34.0, lon=33.0, precision="water")
    assert [p.name for p in merge("E1", [telling("a", places=(sea,)), telling("b", places=(SYRIA,))]).places] == [
        "Middle Sea",
        "Syria",
    ]


def test_a_description_gives_way_to_the_named_side_and_civilians_stand_beside_it():
    event = merge(
        "E1",
        [
            telling("a", targets=(FRONT, CIVILIANS)),
            telling("b", targets=(GUNMEN,)),
            telling("c", targets=(MILITANTS,)),
        ],
    )
    assert {a.id for a in event.targets} == {FRONT.id, CIVILIANS.id}


def test_the_date_is_the_narrowest_that_fits_most():
    week = on(TUESDAY - timedelta(days=1), 7, "week")
    odd = on(TUESDAY + timedelta(days=1))
    assert merge("E1", [telling("a", date=week), telling("b"), telling("c"), telling("d", date=odd)]).date == on(
        TUESDAY
    )
    assert merge("E1", [telling("a", date=DateRange())]).date == DateRange()


def test_a_vaguer_name_of_the_same_side_is_absorbed():
    event = merge("E1", [telling("a", initiators=(STATE,)), telling("b"), telling("c", initiators=(GUNMEN,))])
    assert [a.id for a in event.initiators] == [ARMY.id]


def test_who_is_named_on_both_sides_of_a_clash_stands_on_one():
    there = [telling(r, action="armed_clash") for r in "ab"]
    back = telling("c", action="armed_clash", initiators=(FRONT,), targets=(ARMY,))
    event = merge("E1", [*there, back])
    assert [a.id for a in event.initiators] == [ARMY.id]
    assert [a.id for a in event.targets] == [FRONT.id]


def test_no_side_stands_on_both_sides_and_a_minority_that_turns_them_round_is_not_shown():
    branch = ARMY.model_copy(update={"id": "XA:military:navy", "name": "Navy of A"})
    turned = telling("c", action="armed_clash", initiators=(FRONT,), targets=(branch,))
    event = merge("E1", [telling("a"), telling("b"), turned])
    assert ([a.id for a in event.initiators], [a.id for a in event.targets]) == ([ARMY.id], [FRONT.id])


def test_mere_people_are_no_side_where_somebody_is_named_and_none_that_attacks():
    people = Actor(id="group:people", name="people", kind="civilians")
    event = merge("E1", [telling("a", initiators=(people,), targets=(FRONT, people)), telling("b")])
    assert ([a.id for a in event.initiators], [a.id for a in event.targets]) == ([ARMY.id], [FRONT.id])
    alone = merge("E1", [telling("a", initiators=(people,), targets=(people,))])
    assert (alone.initiators, alone.targets) == ((), (people,))
    crowd = merge("E1", [telling("a", action="protest", initiators=(people,), targets=())])
    assert crowd.initiators == (people,)


@pytest.mark.parametrize(
    ("tellings", "status"),
    [
        ([{}], "reported"),
        ([{"attribution": "the ministry"}, {"attribution": "the ministry"}], "reported"),
        ([{}, {}], "confirmed"),
        ([{"attribution": "the ministry"}, {"attribution": "a hospital"}], "confirmed"),
        ([{"factuality": "claimed"}, {"factuality": "claimed"}], "claimed"),
        ([{"factuality": "claimed", "attribution": "the Army of A"}, {"attribution": "residents"}], "confirmed"),
        ([{"factuality": "claimed", "attribution": "the Front"}, {"attribution": "residents"}], "reported"),
        ([{}, {}, {"factuality": "denied"}], "disputed"),
        ([{"factuality": "disputed"}], "disputed"),
        ([{"factuality": "denied"}], "denied"),
    ],
)
def test_the_status_follows_by_rule(tellings, status):
    assert merge("E1", [telling(str(n), **slots) for n, slots in enumerate(tellings)]).status == status


def test_two_papers_with_one_wire_story_do_not_confirm():
    story = (
        "Planes hit the edge of the town before dawn and five people died there, the rescue service said on its page."
    )
    event = merge("E1", [telling("a", text=story), telling("b", text=story + " More follows.")])
    assert (event.status, event.publishers) == ("reported", 1)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ({"publisher": "https://www.paper.example/"}, {"publisher": "paper.example"}, True),
        ({"publisher": "AFP"}, {"publisher": "Agence France-Presse"}, True),
        ({"publisher": "one", "text": "TOWN (AP) — Planes came."}, {"publisher": "AP"}, True),
        ({"publisher": "one"}, {"publisher": "two"}, False),
        ({}, {}, False),
    ],
)
def test_independent_publishers(left, right, same):
    reports = [Report(**({"id": i, "text": f"{i} " * 9} | given)) for i, given in (("x", left), ("y", right))]
    found = independent_publishers(reports)
    assert (found["x"] == found["y"]) is same


def test_the_summary_says_what_the_fields_say():
    near = Place(name="Sarmin", lat=35.9, lon=36.7, country="SY", precision="near")
    event = merge("E1", [telling("a", places=(near,), casualties=dead(5, 8))])
    assert event.summary == "Air strike by Army of A on Front near Sarmin, Syria, 5 March 2024; 5-8 killed."


def test_swapping_the_sides_swaps_them_in_the_summary_and_changes_nothing_else():
    plain = merge("E1", [telling("a")]).summary
    swapped = merge("E1", [telling("a", initiators=(FRONT,), targets=(ARMY,))]).summary
    assert swapped == plain.replace("Army of A", "?").replace("Front", "Army of A").replace("?", "Front")


def test_every_word_of_evidence_and_every_report_is_carried():
    event = merge("E1", [telling("b"), telling("a", targets=(CIVILIANS,))])
    assert [r.id for r in event.reports] == ["a", "b"]
    assert {(e.field, e.report) for e in event.evidence} == {("trigger", "a"), ("trigger", "b")}
    assert event.mentions == ("a-1", "b-1")


def test_the_merged_event_does_not_depend_on_the_order_of_the_tellings():
    many = [
        telling(r, casualties=dead(n, n), places=(p,))
        for n, (r, p) in enumerate(zip("abcd", [SARMIN, SYRIA, RAQQA, BINNISH], strict=True))
    ]
    assert merge("E1", many) == merge("E1", many[::-1])


def test_nothing_merges_to_nothing():
    with pytest.raises(ValueError, match="at least one"):
        merge("E1", [])


def test_nobody_died_where_wounded_are_counted_and_no_report_tells_of_dead():
    hurt = Casualties(wounded=Figure(low=8, best=8, high=8))
    event = merge("E1", [telling("a", casualties=hurt)])
    assert event.casualties.killed == Figure(low=0, best=0, high=0)
    assert [t.field for t in event.tolls] == ["killed", "wounded"]
    told = merge("E1", [telling("a", casualties=hurt), telling("b", casualties=dead(3))])
    assert told.casualties.killed is not None and told.casualties.killed.low == 3
