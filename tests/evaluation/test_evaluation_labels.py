"""Suites with one label a text: event types and PLOVER types follow from the mention told first."""

import json

import pytest
from evaluation_sample import StandIn, mention, write_lines

from tacitus.errors import InputRefusedError
from tacitus.evaluation import evaluate
from tacitus.evaluation.event_types import ACLED_LABELS, LABELS
from tacitus.ontology import ontology
from tacitus.records import Report


def by_trigger(table):
    """A coder that codes each trigger word that stands in the text, as (action, factuality, role)."""

    def code(report: Report):
        found = [(word, code) for word, code in table.items() if word in report.text]
        return [
            mention(report, action, word, number=n, factuality=factuality, role=role)
            for n, (word, (action, factuality, role)) in enumerate(found, 1)
        ]

    return StandIn(code)


TABLE = {
    "shelled": ("shelling", "occurred", "focus"),
    "condemned": ("accusation", "occurred", "focus"),
    "marched": ("protest", "occurred", "focus"),
    "clashed": ("armed_clash", "occurred", "background"),
    "vowed to strike": ("air_strike", "threatened", "focus"),
    "met": ("talks", "occurred", "focus"),
}
SNIPPETS = [
    {"id": "1", "text": "The army shelled the port, which the council condemned.", "label": "ART_MISS_ATTACK"},
    {"id": "2", "text": "Students marched where the two bands clashed in May.", "label": "PEACE_PROTEST"},
    {"id": "3", "text": "Envoys met on the island.", "label": "DIPLO"},
    {"id": "4", "text": "A dam broke above the town.", "label": "MAN_MADE_DISASTER"},
    {"id": "5", "text": "Guards shelled a hill.", "label": "ARMED_CLASH"},
]


def test_a_text_is_about_what_it_tells_first(tmp_path):
    write_lines(tmp_path / "snippets.jsonl", SNIPPETS)
    result = evaluate("event_types", tmp_path, system=by_trigger(TABLE))
    assert result.measures["accuracy"] == 3 / 5
    assert result.measures["labelled"] == 4 / 5
    # ART_MISS_ATTACK 1 right of 2 predicted: 2/3; PEACE_PROTEST and DIPLO 1; ARMED_CLASH and MAN_MADE_DISASTER 0.
    assert result.measures["weighted_f1"] == pytest.approx((2 / 3 + 1 + 1 + 0 + 0) / 5)
    # Of ACLED's classes only snippets 1, 2 and 5 count.
    assert result.measures["acled_weighted_f1"] == pytest.approx((2 / 3 + 1 + 0) / 3)


def test_an_abstention_is_a_miss_and_another_class_is_wrong(tmp_path):
    write_lines(tmp_path / "snippets.jsonl", SNIPPETS)
    result = evaluate("event_types", tmp_path, system=by_trigger(TABLE))
    assert [(e.case, e.kind, e.expected, e.got) for e in result.errors] == [
        ("4", "missed", "MAN_MADE_DISASTER", "none"),
        ("5", "wrong", "ARMED_CLASH", "ART_MISS_ATTACK"),
    ]
    assert result.errors[0].text == "A dam broke above the town."


def test_there_are_thirty_classes_and_every_acled_type_of_ours_has_one():
    assert len(LABELS) == 30
    ours = {a.acled_sub_event_type for a in ontology().actions if a.acled_sub_event_type}
    assert ours <= set(ACLED_LABELS)


def test_an_unknown_class_is_refused(tmp_path):
    write_lines(tmp_path / "snippets.jsonl", [{"id": "1", "text": "a", "label": "PICNIC"}])
    with pytest.raises(InputRefusedError, match=r"line 1: label: .*'PICNIC' is none of the 30 classes"):
        evaluate("event_types", tmp_path, system=StandIn())


RECORDS = [
    {"id": "note", "event": "DOCUMENT"},
    {"id": "a", "event": "FIGHT", "text": "The army shelled the port."},
    {"id": "b", "event": "DISAPPROVE", "text": "The council condemned the army."},
    {"id": "c", "event": "THREATEN", "text": "The army vowed to strike the port."},
    {"id": "d", "event": "AID", "text": "Ships brought grain."},
]


def test_draft_types_are_read_as_their_successors_and_a_threatened_deed_is_a_threat(tmp_path):
    (tmp_path / "records.txt").write_text(json.dumps(RECORDS), encoding="utf-8")
    result = evaluate("plover", tmp_path, system=by_trigger(TABLE))
    assert result.cases == 4
    assert result.measures["accuracy"] == 3 / 4
    assert result.measures["accuracy_where_coded"] == 1
    assert result.measures["types"] == {"ACCUSE": 1, "AID": 0, "ASSAULT": 1, "THREATEN": 1}
    assert [(e.case, e.kind) for e in result.errors] == [("d", "missed")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[{", "is not JSON"),
        ('{"id": "a"}', "is not a list"),
        ('[{"id": "a", "event": "PICNIC", "text": "b"}]', "record 1: event: .*'PICNIC' is none of PLOVER's types"),
        ('[{"id": "a", "event": "AID"}]', "record 1: text: Field required"),
    ],
)
def test_faulty_records_are_refused(tmp_path, text, why):
    (tmp_path / "records.txt").write_text(text, encoding="utf-8")
    with pytest.raises(InputRefusedError, match=why):
        evaluate("plover", tmp_path, system=StandIn())
