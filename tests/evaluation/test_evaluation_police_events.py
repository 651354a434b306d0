"""A sentence is labelled where the words stand that name what the police did."""

import pytest
from evaluation_sample import StandIn, actor, mention, write_lines

from tacitus.errors import InputRefusedError
from tacitus.evaluation import evaluate
from tacitus.evaluation.police_events import police_acts
from tacitus.records import Figure, Report

SENTENCES = [
    ("police fired at the crowd, killing two men.", ["KILL", "FORCE", "ANY_ACTION"]),
    ("nine men were arrested.", ["ARREST", "ANY_ACTION"]),
    ("officers only looked on as shops burned.", ["FAIL"]),
    ("rioters stabbed a trader.", []),
]


def folder(tmp_path):
    text = "ahmed nagar:\n\n" + " ".join(words for words, _ in SENTENCES)
    write_lines(tmp_path / "documents.jsonl", [{"doc_id": 4, "doc_text": text, "doc_labels": []}])
    rows = [{"doc_id": 4, "sent_id": 0, "sent_labels": [], "sent_text": "ahmed nagar:"}]
    rows += [
        {"doc_id": 4, "sent_id": n, "sent_labels": labels, "sent_text": words}
        for n, (words, labels) in enumerate(SENTENCES, 1)
    ]
    write_lines(tmp_path / "sentences.jsonl", rows)
    return tmp_path


def coded(report):
    rioters = [actor("group:rioters", "rioters")]
    return [
        mention(report, "killing", "fired", initiator="police", killed=Figure(low=2, best=2, high=2)),
        mention(report, "arrest", "arrested", number=2),
        mention(report, "arrest", "burned", number=3),
        mention(report, "killing", "stabbed", number=4, initiators=rioters, initiator="rioters"),
    ]


def test_labels_are_scored_sentence_by_sentence(tmp_path):
    result = evaluate("police_events", folder(tmp_path), system=StandIn(coded))
    m = result.measures
    assert (m["KILL_f1"], m["FORCE_f1"], m["FAIL_f1"]) == (1, 1, 0)
    # A second arrest was read into the third sentence: 1 right of 2 predicted, 1 gold.
    assert (m["ARREST_precision"], m["ARREST_recall"]) == (1 / 2, 1)
    assert m["ARREST_f1"] == pytest.approx(2 / 3)
    assert m["ANY_ACTION_f1"] == pytest.approx(2 * 2 / (3 + 2))
    assert [(e.case, e.kind, e.slot) for e in result.errors] == [
        ("4:3", "false", "ARREST"),
        ("4:3", "missed", "FAIL"),
        ("4:3", "false", "ANY_ACTION"),
    ]
    assert result.errors[0].text == "officers only looked on as shops burned."


def test_killing_by_others_and_what_did_not_happen_is_not_the_polices():
    report = Report(id="r", text="police may shoot; thieves shot a guard")
    planned = mention(report, "killing", "shoot", initiator="police", factuality="planned")
    thieves = mention(report, "killing", "shot", initiator="thieves", initiators=[actor("group:thieves")])
    assert police_acts(planned) == police_acts(thieves) == set()


def test_shots_without_deaths_are_force_and_no_killing():
    report = Report(id="r", text="police shot at looters")
    assert police_acts(mention(report, "beating", "shot", initiator="police")) == {"FORCE", "ANY_ACTION"}


def test_a_sentence_that_is_not_in_its_document_is_refused(tmp_path):
    home = folder(tmp_path)
    write_lines(home / "documents.jsonl", [{"doc_id": 4, "doc_text": "something else"}])
    with pytest.raises(InputRefusedError, match="document 4, sentence 0: does not stand in the text"):
        evaluate("police_events", home, system=StandIn())
