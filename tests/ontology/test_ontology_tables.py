"""The tables that a political scientist reads and changes: complete, cross-walked, checked when loaded."""

from dataclasses import replace
from pathlib import Path

import pytest

from tacitus.errors import TableError
from tacitus.ontology import ActionTable, ontology
from tacitus.ontology.actions import type_of_violence

CONTRACT = """
air_strike drone_attack missile_attack rocket_attack shelling vessel_attack suicide_bombing bombing landmine
grenade_attack chemical_attack armed_clash ground_assault territory_retaken territory_seized killing assassination
beating sexual_violence abduction protest protest_dispersed protest_repressed riot mob_violence property_destruction
arrest interception weapons_disrupted vessel_seizure ceasefire agreement release withdrawal base_established
group_change deployment weapons_test blockade emergency_rule coup cyber_attack expulsion sanction threat accusation
denial demand talks support concession aid""".split()


def test_every_action_that_others_rely_on_is_there():
    assert set(CONTRACT) <= {action.name for action in ontology().actions}


@pytest.mark.parametrize("name", CONTRACT)
def test_every_action_crosses_over_to_every_scheme_it_has_a_code_in(name):
    action = ontology().action(name)
    codes = ontology().codes(name, ["state_forces"], ["militia"])
    assert codes["plover"]["type"] and codes["cameo"] and 1 <= codes["quad_class"] <= 4
    assert (codes["acled"]["event_type"] is None) == (action.family == "verbal")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"plover": "HUG"}, "unknown PLOVER type"),
        ({"acled_sub_event_type": "Air strike"}, "ACLED has no"),
        ({"quad_class": 1}, "QuadClass 4"),
        ({"parent": "nothing"}, "unknown parent"),
        ({"cameo": "19x"}, "CAMEO"),
        ({"ucdp": "maybe"}, "ucdp must be"),
        ({"meaning": ""}, "must be filled"),
    ],
)
def test_a_wrong_code_is_refused_with_the_action_named(change, says):
    row = replace(ontology().action("air_strike"), **change)
    with pytest.raises(TableError, match=says) as refused:
        ActionTable([row])
    assert "air_strike" in str(refused.value)


def test_an_action_that_stands_twice_is_refused():
    row = ontology().action("protest")
    with pytest.raises(TableError, match="stands twice"):
        ActionTable([row, row])


@pytest.mark.parametrize(
    ("action", "initiators", "targets", "expected"),
    [
        ("air_strike", ["state_forces"], ["militia"], 1),
        ("armed_clash", ["rebels"], ["militia"], 2),
        ("killing", ["rebels"], ["civilians"], 3),
        ("shelling", ["state_forces"], ["civilians"], 3),
        ("armed_clash", ["unidentified"], ["militia"], None),
        ("protest", ["protesters"], [], None),
        ("talks", ["government"], ["rebels"], None),
    ],
)
def test_ucdp_type_of_violence_follows_from_the_sides(action, initiators, targets, expected):
    assert type_of_violence(ontology().action(action), initiators, targets) == expected


def test_the_codebook_lists_every_action_with_its_codes():
    codebook = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip(" `"): line for line in codebook.splitlines() if line.startswith("| `")}
    for action in ontology().actions:
        assert action.meaning in rows[action.name]
        assert action.plover in rows[action.name] and action.cameo in rows[action.name]
        assert action.acled_sub_event_type in rows[action.name]


def test_to_kill_soldiers_is_a_battle_and_to_kill_villagers_is_not():
    def sub(*targets):
        return ontology().codes("killing", ["rebels"], targets)["acled"]["sub_event_type"]

    assert [sub("state_forces"), sub("civilians"), sub("state_forces", "civilians"), sub()] == [
        "Armed clash",
        "Attack",
        "Attack",
        "Attack",
    ]
