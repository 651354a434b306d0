"""Linking coded rows: whole events are scored by pairs and by B-cubed."""

import random
import subprocess
import sys

import pytest
from evaluation_sample import GOLD, StandIn, write_lines

from tacitus.errors import InputRefusedError
from tacitus.evaluation import Tacitus, evaluate
from tacitus.evaluation.maverick import load, score_labels

ROWS = [
    {"id": "a", "event_id": "E1", "city": "Tana", "deaths_best": "2"},
    {"id": "b", "event_id": "E1", "city": "Tana", "deaths_best": "3"},
    {"id": "c", "event_id": "E2", "city": "Lodu", "deaths_best": ""},
    {"id": "d", "event_id": "E2", "city": "Lodu", "deaths_best": "1"},
]


def test_the_linker_gets_the_rows_without_their_event(tmp_path):
    write_lines(tmp_path / "reports.jsonl", ROWS)
    system = StandIn(labels={"a": "x", "b": "x", "c": "x", "d": "y"})
    result = evaluate("maverick", tmp_path, system=system)
    assert system.rows[0] == {"id": "a", "city": "Tana", "deaths_best": "2"}
    # Gold pairs ab, cd; predicted ab, ac, bc; both ab: F1 2*1/(3+2).
    assert result.measures["pair_f1"] == pytest.approx(2 / 5)
    assert result.measures["bcubed_precision"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert result.measures["bcubed_recall"] == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)


def test_events_that_were_split_and_mixed_are_listed(tmp_path):
    write_lines(tmp_path / "reports.jsonl", ROWS)
    result = evaluate("maverick", tmp_path, system=StandIn(labels={"a": "x", "b": "x", "c": "x", "d": "y"}))
    assert [(e.kind, e.case, e.expected, e.got) for e in result.errors] == [
        ("missed", "E2", "E2", "x, y"),
        ("false", "x", "E1, E2", "x"),
    ]
    assert result.errors[0].text == "c: Lodu\nd: Lodu | 1"


def test_a_row_without_a_label_is_refused(tmp_path):
    write_lines(tmp_path / "reports.jsonl", ROWS)
    with pytest.raises(InputRefusedError, match=r"report b: has no event label \(2 have none\)"):
        evaluate("maverick", tmp_path, system=StandIn(labels={"a": "x", "c": "x"}))


def test_a_linker_can_be_given_in_place_of_our_own(tmp_path):
    write_lines(tmp_path / "reports.jsonl", ROWS)
    linker = Tacitus(link=lambda rows: {row["id"]: row["city"] for row in rows})
    assert evaluate("maverick", tmp_path, system=linker).measures["pair_f1"] == 1


def test_rows_without_a_day_stand_alone_and_end_no_run(tmp_path):
    write_lines(tmp_path / "reports.jsonl", ROWS)
    assert evaluate("maverick", tmp_path, system=Tacitus()).measures["events"] == len(ROWS)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold sets are not on this machine")
def test_the_rows_of_the_gold_are_linked_as_well_as_the_page_says():
    measures = evaluate("maverick", GOLD / "maverick", system=Tacitus(), part="held").measures
    assert float(measures["pair_f1"]) > 0.6 and float(measures["bcubed_f1"]) > 0.85


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold sets are not on this machine")
def test_the_scores_are_those_of_the_sets_own_script(tmp_path):
    rows = list(load(GOLD / "maverick"))
    draw = random.Random(5)
    labels = {row.id: row.event_id if draw.random() < 0.8 else f"other {draw.randrange(300)}" for row in rows}
    clusters = write_lines(tmp_path / "clusters.jsonl", ({"id": i, "event": e} for i, e in labels.items()))
    script = [sys.executable, str(GOLD / "score_linking.py"), str(GOLD / "maverick" / "reports.jsonl"), str(clusters)]
    printed = subprocess.run(script, capture_output=True, text=True, check=True).stdout.split()[1:]
    told = dict(zip(printed[::2], printed[1::2], strict=True))
    ours = score_labels(rows, labels).measures
    assert told == {k: f"{v:.3f}" if isinstance(v, float) else str(v) for k, v in ours.items()}
