"""CEAF-REE: role fillers are aligned as entities, and an entity is right only if all its strings are."""

import pytest
from evaluation_sample import StandIn, actor, mention, write_lines

from tacitus.errors import InputRefusedError
from tacitus.evaluation import evaluate
from tacitus.evaluation.ceaf import align, normalised
from tacitus.records import Report

TEXT = (
    "gunmen of the red column burned the mill at night. the column shot major ana de la vega and two millers with a "
    "carbine."
)


def entities(*several):
    return [frozenset(strings) for strings in several]


def test_strings_are_compared_without_articles_punctuation_and_case():
    assert normalised('The "Red Column", a band') == "red column band"


def test_a_predicted_entity_must_lie_wholly_within_a_gold_entity():
    gold = entities({"red column", "column"})
    assert align(entities({"column"}), gold) == {0: 0}
    assert align(entities({"column", "gunmen"}), gold) == {}


def test_the_alignment_is_the_best_one_and_not_the_first():
    # "column" fits both gold entities, "red column" only the first: aligned greedily one of them would be lost.
    gold = entities({"red column", "column"}, {"column"})
    assert align(entities({"column"}, {"red column"}), gold) == {0: 1, 1: 0}


def test_each_gold_entity_is_found_once():
    assert len(align(entities({"column"}, {"red column"}), entities({"red column", "column"}))) == 1


def test_nothing_to_align_is_no_match():
    assert align([], entities({"mill"})) == {}
    assert align(entities({"mill"}), []) == {}


def gold_folder(tmp_path):
    extracts = {
        "PerpInd": [[["gunmen", 0]]],
        "PerpOrg": [[["red column", 14], ["column", 55]]],
        "Target": [[["mill", 36]]],
        "Victim": [[["ana de la vega", 77]]],
        "Weapon": [],
    }
    row = {"docid": "OWN-0001", "doctext": TEXT, "extracts": extracts}
    write_lines(tmp_path / "dev.jsonl", [row])
    return tmp_path


def two_mentions(report: Report):
    arson = mention(
        report,
        "property_destruction",
        "burned",
        initiators=[actor("group:gunmen", "gunmen"), actor("red-column", "red column")],
        initiator=["gunmen", "red column"],
        facility="mill at night",
    )
    shooting = mention(
        report,
        "killing",
        "shot",
        number=2,
        initiators=[actor("red-column", "red column")],
        targets=[actor("group:workers", "millers")],
        initiator="column",
        target="millers",
        weapon="carbine",
    )
    return [arson, with_dead(shooting, "major ana de la vega and two millers")]


def with_dead(told, words):
    """The mention with the words that its figure of the dead stands on."""
    start = TEXT.index(words)
    dead = told.evidence[0].model_copy(
        update={"field": "killed", "text": words, "start": start, "end": start + len(words)}
    )
    return told.model_copy(update={"evidence": (*told.evidence, dead)})


def test_the_micro_average_sums_over_roles_first(tmp_path):
    result = evaluate("muc4", gold_folder(tmp_path), system=StandIn(two_mentions))
    # Predicted: gunmen (right), red column (right; told twice, one entity), "mill at night" (wrong string),
    # the major by her name without rank (right; the millers have no name), carbine (no gold).
    # Precision 3/5, recall 3/4, F1 2*3/(5+4).
    assert result.measures["precision"] == pytest.approx(3 / 5)
    assert result.measures["recall"] == pytest.approx(3 / 4)
    assert result.measures["ceaf_ree_f1"] == pytest.approx(2 * 3 / (5 + 4))
    assert result.measures["roles"] == {"PerpInd": 1, "PerpOrg": 1, "Target": 0, "Victim": 1, "Weapon": 0}


def test_misses_and_false_alarms_are_listed_with_their_role(tmp_path):
    result = evaluate("muc4", gold_folder(tmp_path), system=StandIn(two_mentions))
    told = [(e.kind, e.slot, e.expected, e.got) for e in result.errors]
    assert told == [
        ("false", "Target", "", "mill at night"),
        ("missed", "Target", "mill", ""),
        ("false", "Weapon", "", "carbine"),
    ]


def test_what_did_not_happen_fills_no_role(tmp_path):
    def planned(report):
        return [with_dead(mention(report, "killing", "shot", factuality="planned"), "major ana de la vega")]

    result = evaluate("muc4", gold_folder(tmp_path), system=StandIn(planned))
    assert result.measures["ceaf_ree_f1"] == 0
    assert not [e for e in result.errors if e.kind == "false"]


def test_an_unknown_role_is_refused_with_its_line(tmp_path):
    write_lines(tmp_path / "dev.jsonl", [{"docid": "1", "doctext": "a", "extracts": {"Perp": []}}])
    with pytest.raises(InputRefusedError, match=r"dev\.jsonl, line 1: extracts\.Perp"):
        evaluate("muc4", tmp_path, system=StandIn())
