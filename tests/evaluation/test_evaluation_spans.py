"""Suites that score spans of a text: actors by side, re3d by type."""

import pytest
from evaluation_sample import StandIn, mention, write_lines

from tacitus.errors import InputRefusedError
from tacitus.evaluation import Name, evaluate
from tacitus.evaluation.actors import sentence

CONLL = """Border B-S
guards I-S
beat O
two B-T
traders I-T
( O
both O
foreign O
) O
. O

The O
militia B-S
fled O
. O
"""


def test_tokens_become_a_text_in_which_the_spans_stand():
    tokens = [("Rebels", "B-S"), ("'s", "I-S"), ("(", "O"), ("old", "B-T"), (")", "O"), ("foe", "I-T"), (".", "O")]
    told = sentence("1", tokens)
    assert told.text == "Rebels's (old) foe."
    assert [told.text[a:b] for a, b in told.sides["source"]] == ["Rebels's"]
    assert [told.text[a:b] for a, b in told.sides["target"]] == ["old", "foe"]


def coded(report):
    if "beat" not in report.text:
        return []
    return [
        mention(report, "beating", "beat", initiator="guards", target="two traders"),
        mention(report, "killing", "both", number=2, initiator="Border guards", target="foreign"),
    ]


def test_sides_are_scored_by_overlap_each_span_once(tmp_path):
    (tmp_path / "train.conll").write_text(CONLL, encoding="utf-8")
    result = evaluate("actors", tmp_path, system=StandIn(coded))
    # Sources: 1 predicted ("guards" lies within "Border guards"), 2 gold, 1 right.
    # Targets: 2 predicted, 1 gold, 1 right.
    assert result.measures["source"] == {"f1": pytest.approx(2 / 3), "precision": 1, "recall": 1 / 2}
    assert result.measures["target"] == {"f1": pytest.approx(2 / 3), "precision": 1 / 2, "recall": 1}
    assert result.measures["f1"] == pytest.approx(2 * 2 / (3 + 3))
    assert [(e.case, e.kind, e.slot, e.expected or e.got) for e in result.errors] == [
        ("1", "false", "target", "foreign"),
        ("2", "missed", "source", "militia"),
    ]


@pytest.mark.parametrize(
    ("line", "why"), [("one two three", "is not a token and a tag"), ("one B-X", "unknown tag 'B-X'")]
)
def test_a_faulty_token_line_is_named(tmp_path, line, why):
    (tmp_path / "train.conll").write_text(f"Rebels B-S\n{line}\n", encoding="utf-8")
    with pytest.raises(InputRefusedError, match=rf"line 2: {why}"):
        evaluate("actors", tmp_path, system=StandIn())


TEXT = "The Red Column shelled Kassal from a gunboat with mortars."


def entity(words, type_, confidence=1.0):
    start = TEXT.index(words)
    end = start + len(words)
    return {
        "begin": start,
        "end": end,
        "type": type_,
        "value": words,
        "documentId": "d1",
        "confidence": confidence,
    }


def name(words, kind, detail=""):
    start = TEXT.index(words)
    return Name(start, start + len(words), kind, detail)


def re3d_folder(tmp_path):
    write_lines(tmp_path / "ministry" / "documents.jsonl", [{"_id": "d1", "text": TEXT}])
    rows = [
        entity("The Red Column", "Organisation"),
        entity("Red Column", "Organisation"),
        entity("Kassal", "Location", 0.2),
        entity("gunboat", "MilitaryPlatform"),
        entity("mortars", "Weapon"),
        entity("shelled", "Temporal"),
    ]
    write_lines(tmp_path / "ministry" / "entities.jsonl", rows)
    return tmp_path


def test_entities_are_scored_by_type(tmp_path):
    names = [
        name("Red Column", "actor"),
        name("Kassal", "place"),
        name("gunboat", "facility", "vessel"),
        name("from", "facility", "military"),
    ]
    result = evaluate("re3d", re3d_folder(tmp_path), system=StandIn(names=names))
    scores = {
        type_: result.measures[type_]["f1"] for type_ in ("Organisation", "Location", "Weapon", "MilitaryPlatform")
    }
    # Kassal was doubted by the annotators and is no gold; a base is no type that is scored.
    assert scores == {"Organisation": 1, "Location": 0, "Weapon": 0, "MilitaryPlatform": 1}
    assert result.measures["f1"] == pytest.approx(2 * 2 / (3 + 3))
    assert [(e.kind, e.slot, e.expected or e.got) for e in result.errors] == [
        ("false", "Location", "Kassal"),
        ("missed", "Weapon", "mortars"),
    ]


def test_an_entity_outside_its_document_is_refused(tmp_path):
    folder = re3d_folder(tmp_path)
    write_lines(folder / "ministry" / "entities.jsonl", [{**entity("Kassal", "Location"), "end": 900}])
    with pytest.raises(InputRefusedError, match="'Kassal' stands outside its document d1"):
        evaluate("re3d", folder, system=StandIn(names=[]))
