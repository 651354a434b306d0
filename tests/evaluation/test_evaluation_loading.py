"""Faulty gold is refused in one clear line, and the held-out fifth is always the same."""

import hashlib

import pytest
from evaluation_sample import StandIn, write_lines

from tacitus.errors import InputRefusedError, TacitusError
from tacitus.evaluation import SUITES, UnknownSuiteError, evaluate
from tacitus.evaluation.loading import in_part

SUITE_NAMES = ("dispatches passages maverick re3d muc4 event_types actors plover geoparsing police_events").split()


def snippets(folder, *rows):
    write_lines(folder / "snippets.jsonl", rows)
    return folder


def snippet(id_="1", **changes):
    return {"id": id_, "text": "Farmers marched to the depot.", "label": "PEACE_PROTEST", **changes}


def test_every_suite_has_its_name_a_description_and_files():
    assert list(SUITES) == SUITE_NAMES
    assert all(suite.name == name and suite.description and suite.files for name, suite in SUITES.items())


def test_an_unknown_suite_is_told_with_those_there_are(tmp_path):
    with pytest.raises(UnknownSuiteError, match=r"no suite 'passage'; choose one of dispatches, passages"):
        evaluate("passage", tmp_path)


@pytest.mark.parametrize("name", SUITE_NAMES)
def test_a_folder_without_the_gold_is_refused_by_every_suite(name, tmp_path):
    with pytest.raises(InputRefusedError, match=r"holds no .*see docs/own-gold\.md"):
        evaluate(name, tmp_path, system=StandIn())


@pytest.mark.parametrize("name", SUITE_NAMES)
def test_a_folder_that_is_not_there_is_refused_by_every_suite(name, tmp_path):
    with pytest.raises(InputRefusedError, match="is not a folder"):
        evaluate(name, tmp_path / "nowhere", system=StandIn())


def test_a_row_that_is_not_json_is_named_by_its_line(tmp_path):
    (tmp_path / "snippets.jsonl").write_text('{"id": "1", "text": "a", "label": "OTHER"}\n\n{"id":\n', encoding="utf-8")
    with pytest.raises(InputRefusedError, match=r"snippets\.jsonl, line 3: Invalid JSON"):
        evaluate("event_types", tmp_path, system=StandIn())


def test_a_missing_column_is_named(tmp_path):
    write_lines(tmp_path / "snippets.jsonl", [{"id": "1", "text": "a"}])
    with pytest.raises(InputRefusedError, match=r"line 1: label: Field required; correct the line"):
        evaluate("event_types", tmp_path, system=StandIn())


def test_two_items_of_one_id_are_refused(tmp_path):
    with pytest.raises(InputRefusedError, match="the id '1' stands twice"):
        evaluate("event_types", snippets(tmp_path, snippet("1"), snippet("1")), system=StandIn())


def test_text_that_is_not_utf8_is_refused(tmp_path):
    (tmp_path / "snippets.jsonl").write_bytes(b'{"id": "1", "text": "caf\xe9", "label": "OTHER"}\n')
    with pytest.raises(InputRefusedError, match="is not UTF-8"):
        evaluate("event_types", tmp_path, system=StandIn())


def test_the_held_out_fifth_is_what_sha256_says():
    ids = [f"item {n}" for n in range(500)]
    held = [i for i in ids if in_part(i, "held")]
    assert held == [i for i in ids if int(hashlib.sha256(i.encode()).hexdigest(), 16) % 5 == 0]
    assert 70 < len(held) < 130


def test_development_and_held_out_part_make_up_the_whole(tmp_path):
    folder = snippets(tmp_path, *(snippet(str(n)) for n in range(40)))
    read = {}
    for part in ("all", "dev", "held"):
        system = StandIn()
        assert evaluate("event_types", folder, system=system, part=part).cases == len(system.read)
        read[part] = [report.id for report in system.read]
    assert not set(read["dev"]) & set(read["held"])
    assert sorted(read["dev"] + read["held"]) == sorted(read["all"])


def test_a_limit_reads_the_first_items_and_progress_is_told(tmp_path):
    folder = snippets(tmp_path, *(snippet(str(n)) for n in range(5)))
    done = []
    result = evaluate(
        "event_types", folder, system=StandIn(), limit=3, progress=lambda number, whole: done.append(number)
    )
    assert (result.cases, done) == (3, [1, 2, 3])


def test_a_limit_of_nothing_is_refused(tmp_path):
    with pytest.raises(TacitusError, match="at least 1"):
        evaluate("event_types", tmp_path, limit=0)
