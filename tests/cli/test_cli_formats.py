"""What scripts read: every format of events and claims, the schema, coded reports, measures."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from real_command import Run, command, environment, run_in

from tacitus.records import SCHEMA_MODELS, CodedReport

Demo = tuple[Path, subprocess.CompletedProcess[str]]

MENTION = (
    "id action factuality role date places initiators targets facilities weapons casualties attribution responds_to "
    "evidence"
).split()
EVENT = (
    "id action status summary date places initiators targets facilities weapons casualties response_to reports "
    "publishers codes evidence revision"
).split()
CLAIM = "id report kind value relation action actors targets weapons places since as_of claimant evidence check".split()
FIELDS = set(
    "trigger initiator target facility weapon place date killed wounded missing captured displaced attribution "
    "responds_to cue".split()
)


def listed(demo: Demo, what: str, form: str, *more: str) -> str:
    result = run_in(demo[0], what, "--ledger", "ledger.db", "--format", form, *more)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    return result.stdout


def test_events_as_json_lines_have_the_fields_scripts_rely_on(demo: Demo) -> None:
    events = [json.loads(line) for line in listed(demo, "events", "jsonl").splitlines()]
    assert events
    for event in events:
        assert set(EVENT) <= set(event)
        assert set(event["date"]) == {"start", "end", "precision"}
        assert set(event["codes"]) == {"acled", "plover", "ucdp", "cameo"}
        assert all(
            {"name", "lat", "lon", "country", "admin1", "precision", "gazetteer_id"} <= set(p) for p in event["places"]
        )
        assert all({"id", "name", "kind", "country"} <= set(a) for a in event["initiators"] + event["targets"])
        assert all(set(figure) == {"low", "best", "high"} for figure in event["casualties"].values())
        assert all(set(e) == {"field", "report", "start", "end", "text"} for e in event["evidence"])
        assert event["reports"]


def test_claims_as_json_lines_have_the_fields_scripts_rely_on(demo: Demo) -> None:
    claims = [json.loads(line) for line in listed(demo, "claims", "jsonl").splitlines()]
    assert claims
    for claim in claims:
        assert set(CLAIM) <= set(claim)
        assert set(claim["check"]) == {"ledger_count", "verdict", "events", "why"}


@pytest.mark.parametrize(
    ("form", "delimiter", "heads"),
    [("csv", ",", 1), ("acled", ",", 1), ("ged", ",", 1), ("plover", "\t", 1), ("gdelt", "\t", 0)],
)
def test_the_column_formats_are_even_tables(demo: Demo, form: str, delimiter: str, heads: int) -> None:
    rows = list(csv.reader(io.StringIO(listed(demo, "events", form)), delimiter=delimiter))
    assert len(rows) > heads
    assert len({len(row) for row in rows}) == 1


def test_geojson_is_one_collection_of_points(demo: Demo) -> None:
    collection = json.loads(listed(demo, "events", "geojson"))
    assert collection["type"] == "FeatureCollection"
    assert {f["type"] for f in collection["features"]} == {"Feature"}


@pytest.mark.parametrize("what", ["events", "claims"])
def test_tables_break_no_word_of_the_ledger(demo: Demo, what: str) -> None:
    shown = {word for line in listed(demo, what, "table").splitlines() for word in line.split()}
    records = [json.loads(line) for line in listed(demo, what, "jsonl").splitlines()]
    if what == "events":
        words = [a["name"] for r in records for a in r["initiators"]]
    else:
        words = [r["check"]["why"] for r in records]
    missing = {word for text in words for word in text.split() if len(word) <= 20} - shown
    assert {word for word in missing if not any(word in other for other in shown)} == set()


def test_events_can_be_asked_for_by_country_day_side_action_and_status(demo: Demo) -> None:
    asked = ["--country", "iq", "--since", "2023-11-01", "--until", "2023-11-30"]
    events = [json.loads(line) for line in listed(demo, "events", "jsonl", *asked).splitlines()]
    assert events
    for event in events:
        assert "IQ" in {place["country"] for place in event["places"]}
        assert event["date"]["start"] <= "2023-11-30"
        assert event["date"]["end"] >= "2023-11-01"
    strikes = [json.loads(line) for line in listed(demo, "events", "jsonl", "--action", "air_strike").splitlines()]
    assert {event["action"] for event in strikes} == {"air_strike"}
    side = strikes[-1]["initiators"][0]["id"]
    theirs = [json.loads(line) for line in listed(demo, "events", "jsonl", "--actor", side).splitlines()]
    assert all(side in {a["id"] for a in e["initiators"] + e["targets"]} for e in theirs)


def test_nothing_found_is_said_and_is_no_error(demo: Demo) -> None:
    result = run_in(demo[0], "events", "--ledger", "ledger.db", "--country", "NZ")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "no event of the ledger fits\n")


def test_a_reader_that_leaves_a_pipe_early_sees_no_error(demo: Demo) -> None:
    job = subprocess.Popen(
        command("events", "--ledger", "ledger.db", "--format", "jsonl"),
        cwd=demo[0],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert job.stdout is not None
    assert job.stderr is not None
    job.stdout.read(1)
    job.stdout.close()
    assert "Traceback" not in job.stderr.read()
    job.wait(timeout=60)
    job.stderr.close()


@pytest.mark.parametrize(
    ("name", "asked", "start"),
    [
        ("brief.md", (), b"# Conflict events"),
        ("brief.html", (), b"<!doctype html>"),
        ("brief.PDF", (), b"%PDF-"),
        ("brief", (), b"<!doctype html>"),
        ("brief.txt", ("--format", "md"), b"# Conflict events"),
    ],
)
def test_a_briefing_is_written_as_asked_or_as_the_file_s_name_says(
    demo: Demo, tmp_path: Path, name: str, asked: tuple[str, ...], start: bytes
) -> None:
    out = tmp_path / name
    result = run_in(demo[0], "brief", "--ledger", "ledger.db", *asked, "--country", "IQ", "-o", out)
    assert result.returncode == 0, result.stderr
    assert out.read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_the_schema_is_json_schema_of_every_record(tacitus: Run) -> None:
    schemas = json.loads(tacitus("schema").stdout)
    assert set(schemas) == {model.__name__ for model in SCHEMA_MODELS}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)


def test_coded_reports_stand_the_schema_and_quote_their_report(tacitus: Run, tmp_path: Path) -> None:
    examples = Path(__file__).parents[2] / "examples" / "dispatches.jsonl"
    some = examples.read_text(encoding="utf-8").splitlines()[:6]
    (tmp_path / "some.jsonl").write_text("\n".join(some) + "\n", encoding="utf-8")
    lines = tacitus("code", "some.jsonl").stdout.splitlines()
    schema = Draft202012Validator(CodedReport.model_json_schema())
    assert [json.loads(line)["report"]["id"] for line in lines] == [json.loads(line)["id"] for line in some]
    for line in lines:
        coded: dict[str, Any] = json.loads(line)
        schema.validate(coded)
        CodedReport.model_validate(coded)
        assert set(coded) == {"report", "mentions", "claims", "refused"}
        for mention in coded["mentions"]:
            assert set(MENTION) <= set(mention)
            for evidence in mention["evidence"]:
                assert evidence["field"] in FIELDS
                assert evidence["how"]
                assert coded["report"]["text"][evidence["start"] : evidence["end"]] == evidence["text"]


def test_evaluate_prints_a_table_and_ends_with_one_json_object(tacitus: Run, tmp_path: Path) -> None:
    gold = {
        "id": "kano",
        "published": "2024-01-31",
        "text": "Gunmen shot dead two farmers near Kano on Tuesday, police said.",
        "mentions": [{"action": "killing", "trigger": "shot dead", "factuality": "occurred", "role": "focus"}],
        "claims": [],
    }
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "passages.jsonl").write_text(json.dumps(gold) + "\n")
    first = tacitus("evaluate", "passages", "gold", "--errors", "errors.jsonl")
    assert first.returncode == 0, first.stderr
    *table, last = first.stdout.splitlines()
    measures = json.loads(last)
    assert measures["mention_f1"] == 1.0
    assert any(line.startswith("mention_f1 ") for line in table)
    assert (tmp_path / "errors.jsonl").exists()
    (tmp_path / "before.json").write_text(json.dumps({**measures, "mention_f1": 0.25}))
    second = tacitus("evaluate", "passages", "gold", "--compare", "before.json")
    assert any(line.split()[:4] == ["mention_f1", "0.250", "1.000", "+0.750"] for line in second.stdout.splitlines())
    assert json.loads(second.stdout.splitlines()[-1]) == measures


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["evaluate", "nonsense", "."], "there is no suite 'nonsense'"),
        (["evaluate", "passages", "nowhere"], "nowhere"),
        (["evaluate", "passages", ".", "--compare", "absent.json"], "absent.json"),
    ],
)
def test_a_faulty_evaluation_says_what_is_wrong_in_one_line(tacitus: Run, words: list[str], said: str) -> None:
    result = tacitus(*words)
    assert result.returncode == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
