"""The examples of docs/own-gold.md are gold that the suites read and score."""

import json
import re
from pathlib import Path

import pytest
from evaluation_sample import StandIn, claim, mention

from tacitus.evaluation import Kept, evaluate
from tacitus.records import DateRange, Figure

GUIDE = Path(__file__).parents[2] / "docs" / "own-gold.md"
EXAMPLE = re.compile(r"<!-- own-gold: (\S+) -->\n```json\n(.*?)```", re.DOTALL)


@pytest.fixture
def examples(tmp_path):
    """The example files of the guide, each object put on its own line."""
    for name, text in EXAMPLE.findall(GUIDE.read_text(encoding="utf-8")):
        decoder, rows, text = json.JSONDecoder(), [], text.strip()
        while text:
            row, end = decoder.raw_decode(text)
            rows.append(json.dumps(row))
            text = text[end:].strip()
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_the_example_passages_score_full_when_coded_as_marked(examples):
    def coded(report):
        if "herders" not in report.text:
            return []
        day = DateRange(start="2024-05-06", end="2024-05-06", precision="day")
        words = {"initiator": "Red Column", "target": "herders", "place": "Tana", "attribution": "elders"}
        return [mention(report, "killing", "shot", date=day, killed=Figure(low=3, best=3, high=3), **words)]

    def claims(report):
        return [claim(report, "ordinal", 4, "fourth raid")] if "raid" in report.text else []

    result = evaluate("passages", examples / "passages", system=StandIn(coded, claims))
    assert (result.cases, result.errors) == (2, ())
    assert result.measures["mention_f1"] == result.measures["claims_f1"] == result.measures["target_f1"] == 1


def test_the_example_dispatches_score_full_when_found_as_marked(examples):
    found = {
        "id": "e1",
        "date": {"start": "2024-05-06", "end": "2024-05-06"},
        "places": [{"name": "Tana", "country": "ML", "lat": 10.0, "lon": 20.0}],
        "casualties": {"killed": {"low": 2, "best": 3, "high": 3}},
        "reports": [{"id": "a1"}, {"id": "a2"}],
        "codes": {
            "acled": {
                "event_type": "Explosions/Remote violence",
                "sub_event_type": "Shelling/artillery/missile attack",
            }
        },
    }
    kept = Kept([found], [{"report": "a2", "kind": "ordinal", "value": 4}])
    result = evaluate("dispatches", examples / "dispatches", system=StandIn(kept=kept))
    assert result.errors == ()
    assert (result.measures["f1"], result.measures["claims_recall"], result.measures["articles_recall"]) == (1, 1, 1)
    assert set(result.measures["slots"].values()) == {1}


def test_every_suite_format_of_the_guide_is_the_one_that_is_read(examples):
    assert {p.name for p in (examples / "dispatches").iterdir()} == {"articles.jsonl", "events.jsonl", "claims.jsonl"}
    assert {p.name for p in (examples / "passages").iterdir()} == {"passages.jsonl"}
