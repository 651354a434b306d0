"""Errors are written as JSON lines, and an earlier run is compared measure by measure."""

import json

import pytest

from tacitus.errors import InputRefusedError
from tacitus.evaluation import Difference, ErrorCase, compare, load_measures, write_errors
from tacitus.evaluation.results import rows_of

MISSED = ErrorCase("p1", "missed", "mention", "riot: rioted", "", "Crowds rioted in Önd.")


def test_errors_are_one_json_object_a_line(tmp_path):
    path = tmp_path / "errors.jsonl"
    assert write_errors([MISSED, MISSED], path) == 2
    lines = path.read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[1]) == {
        "case": "p1",
        "kind": "missed",
        "slot": "mention",
        "expected": "riot: rioted",
        "got": "",
        "text": "Crowds rioted in Önd.",
    }
    assert "Önd" in lines[0]


def test_an_interrupted_write_leaves_the_old_file_as_it_was(tmp_path):
    path = tmp_path / "errors.jsonl"
    path.write_text("old\n", encoding="utf-8")

    def failing():
        yield MISSED
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_errors(failing(), path)
    assert path.read_text(encoding="utf-8") == "old\n"


def test_nested_measures_become_one_row_each():
    rows = rows_of({"f1": 0.5, "slots": {"country": 0.25}}, {"slots: country": "1/4"})
    assert [(r.name, r.value, r.detail) for r in rows] == [("f1", 0.5, ""), ("slots: country", 0.25, "1/4")]


def test_only_what_differs_is_told():
    before = {"f1": 0.5, "recall": 0.4, "slots": {"country": 0.5, "date": 1.0}}
    after = {"f1": 0.625, "recall": 0.4, "slots": {"country": 0.25}, "precision": 0.9}
    assert compare(before, after) == (
        Difference("f1", 0.5, 0.625),
        Difference("slots: country", 0.5, 0.25),
        Difference("precision", None, 0.9),
        Difference("slots: date", 1.0, None),
    )
    assert compare(before, after)[0].change == 0.125
    assert compare(before, after)[2].change is None


def test_an_earlier_run_is_read_from_its_last_line(tmp_path):
    path = tmp_path / "old.json"
    path.write_text('a table\nf1  0.5\n{"f1": 0.5, "slots": {"country": 1}}\n', encoding="utf-8")
    assert load_measures(path) == {"f1": 0.5, "slots": {"country": 1}}


def test_measures_spread_over_lines_are_read_too(tmp_path):
    path = tmp_path / "old.json"
    path.write_text('{\n  "f1": 0.5\n}\n', encoding="utf-8")
    assert load_measures(path) == {"f1": 0.5}


@pytest.mark.parametrize("text", ["", "no measures here\n", '["f1"]\n', '{"f1": "high"}\n'])
def test_a_file_that_holds_no_measures_is_refused(tmp_path, text):
    path = tmp_path / "old.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefusedError, match="is not the output of an earlier run"):
        load_measures(path)
