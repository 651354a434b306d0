"""`tacitus link` from the command line."""

import json

ROWS = [
    {
        "id": "a",
        "country": "KE",
        "date_start": "2021-03-04",
        "city": "Tana",
        "location": "Market",
        "source_author": "A",
    },
    {
        "id": "b",
        "country": "KE",
        "date_start": "2021-03-04",
        "city": "Tana",
        "location": "Market",
        "source_author": "B",
    },
    {
        "id": "c",
        "country": "KE",
        "date_start": "2021-06-01",
        "city": "Lodu",
        "location": "Bridge",
        "source_author": "A",
    },
]


def test_every_row_gets_its_event_and_a_bad_line_a_reason(tacitus, tmp_path):
    lines = [json.dumps(row) for row in ROWS]
    (tmp_path / "rows.jsonl").write_text("\n".join([*lines, "no json"]), encoding="utf-8")
    done = tacitus("link", "rows.jsonl", "--explain", "why.jsonl")
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b", "c"]
    assert "rows.jsonl:4" in done.stderr and len(done.stderr.splitlines()) == 1
    (pair,) = [json.loads(line) for line in (tmp_path / "why.jsonl").read_text().splitlines()]
    assert (pair["a"], pair["b"]) == ("a", "b") and "place" in pair["slots"]


def test_what_code_prints_can_be_linked(tacitus, tmp_path):
    for name, words in (("one", "hit"), ("two", "struck")):
        text = f"Two Russian missiles {words} a block of flats in Kharkiv on Tuesday, killing nine people, police said."
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    coded = tacitus("code", "one.txt", "two.txt", "--published", "2024-01-31")
    (tmp_path / "coded.jsonl").write_text(coded.stdout, encoding="utf-8")
    done = tacitus("link", "coded.jsonl", "--explain", "why.jsonl")
    assert done.returncode == 0
    pairs = [json.loads(line) for line in (tmp_path / "why.jsonl").read_text().splitlines()]
    assert pairs and all(pair["one_event"] and "same place" in " ".join(pair["why"]) for pair in pairs)
    labels = {line["id"]: line["event"] for line in map(json.loads, done.stdout.splitlines())}
    assert len(labels) >= 2 and len(set(labels.values())) == 1


def test_a_file_that_is_not_there_is_one_line(tacitus):
    done = tacitus("link", "nowhere.jsonl")
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1 and "nowhere.jsonl" in done.stderr
