"""Bad input: one clear line each, and the rest is kept."""

from __future__ import annotations

import json
import os
import random
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacitus.reading import Refusal, language_of, read
from tacitus.records import Report

GOOD = "The river police said on Tuesday that the crossing was open again."


def refused(found: Iterator[Report | Refusal]) -> Refusal:
    [refusal] = list(found)
    assert isinstance(refusal, Refusal)
    assert "\n" not in str(refusal)
    assert refusal.advice
    return refusal


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv"])
@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf \r\n\t\n"], ids=["empty", "blank"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    refusal = refused(read(tmp_path / name))
    assert refusal.where == str(tmp_path / name)
    assert any(word in refusal.why for word in ("empty", "no report", "no column"))


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv"])
def test_binary_junk_is_refused_once(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(random.Random(7).randbytes(100_000))
    assert "binary" in refused(read(tmp_path / name)).why


def test_a_pdf_is_called_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    assert "a PDF" in refused(read(tmp_path / "a.txt")).why


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_line_of_200_mb_is_refused_quickly_in_bounded_memory_and_the_rest_is_kept(tmp_path: Path, name: str) -> None:
    rows = {
        "a.jsonl": [json.dumps({"id": "1", "text": GOOD}), '{"text": "', json.dumps({"id": "2", "text": GOOD + " "})],
        "a.csv": [f"id,text\n1,{GOOD}", "2,", f"3,{GOOD} "],
    }[name]
    with (tmp_path / name).open("wb") as out:
        out.write(f"{rows[0]}\n{rows[1]}".encode())
        out.seek(200_000_000, os.SEEK_CUR)  # a hole: it reads as 200 MB without a line end
        out.write(f"\n{rows[2]}\n".encode())
    language_of(GOOD)  # loads the model, whose memory is not the line's
    tracemalloc.start()
    begun = time.perf_counter()
    first, refusal, last = read(tmp_path / name)
    took = time.perf_counter() - begun
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(first, Report) and isinstance(last, Report) and isinstance(refusal, Refusal)
    assert "over 10 MB" in refusal.why and refusal.where.rsplit(":", 1)[1] in ("2", "3")
    assert peak < 40_000_000
    assert took < 3


RAGGED = st.lists(
    st.one_of(
        st.binary(max_size=30),
        st.sampled_from([b'{"text":"It was quiet."}', b"id,text", b'"', b"\n", b"<html>", b"<p>"]),
    ),
    max_size=12,
).map(b"\n".join)


@given(RAGGED, st.sampled_from([".txt", ".html", ".jsonl", ".csv"]))
@settings(deadline=None, max_examples=60)
def test_whatever_the_bytes_reading_ends_in_reports_and_refusals_of_one_line(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a" + suffix)
        path.write_bytes(data)
        found = list(read(path))
    assert found
    for item in found:
        assert isinstance(item, Report) or len(str(item).splitlines()) == 1


def test_a_page_nested_beyond_reason_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body>" + "<div>" * 20_000 + f"<p>{GOOD}</p>")
    (tmp_path / "b.txt").write_text(GOOD)
    assert isinstance(list(read(tmp_path))[-1], Report)


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_text_or_page_over_the_cap_is_refused_unread(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as out:
        out.truncate(200_000_000)
    tracemalloc.start()
    refusal = refused(read(tmp_path / name))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "over 20 MB" in refusal.why
    assert peak < 1_000_000


def test_another_encoding_is_refused_with_the_byte_and_never_guessed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + "The café at the crossing was open.".encode("cp1252"))
    refusal = refused(read(tmp_path / "a.txt"))
    assert "not UTF-8" in refusal.why and "byte 10 (0xe9)" in refusal.why and "iconv" in refusal.advice


def test_the_byte_offset_in_json_lines_counts_from_the_start_of_the_file(tmp_path: Path) -> None:
    good = json.dumps({"text": GOOD}).encode() + b"\n"
    (tmp_path / "a.jsonl").write_bytes(good + b'{"text": "caf\xe9"}\n' + json.dumps({"text": "Quiet."}).encode())
    first, refusal, last = read(tmp_path / "a.jsonl")
    assert isinstance(first, Report) and isinstance(last, Report) and isinstance(refusal, Refusal)
    assert f"byte {len(good) + 13} (0xe9)" in refusal.why
    assert refusal.where.endswith("a.jsonl:2")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_unicode_is_refused_by_name(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(GOOD.encode(encoding))
    assert encoding.upper() in refused(read(tmp_path / "a.txt")).why


def test_each_broken_json_line_is_refused_with_its_line_and_the_good_ones_are_kept(tmp_path: Path) -> None:
    broken = {
        2: ('{"text": "never closed', "broken JSON"),
        3: ("[1, 2]", "not a JSON object"),
        4: ('{"title": "no text"}', "no field 'text'"),
        6: ('{"text": "   "}', "empty"),
        7: ('{"text": 5}', "a number"),
        8: ('{"text": "x y z", "publisher": ["A"]}', "'publisher' is a list"),
        9: ('{"text": "x y z", "id": true}', "'id' is true or false"),
        10: ('{"text": "x y z", "published": 20231122}', "'published' is a number"),
        11: ('{"text": "half a pair \\ud800"}', "surrogate"),
        12: ("[" * 100_000, "broken JSON"),
        13: ('{"text": "a\\u0000b"}', "binary"),
        14: ('{"text": "x y z", "id": "a/../b"}', "cannot stand in an address"),
    }
    good = {1: json.dumps({"text": GOOD}), 15: json.dumps({"text": GOOD + " Again."})}
    lines = [(good | {n: line for n, (line, _) in broken.items()}).get(n, "") for n in range(1, 16)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    found = list(read(tmp_path / "a.jsonl"))
    assert [isinstance(item, Report) for item in found] == [True, *[False] * len(broken), True]
    for (number, (_, why)), refusal in zip(broken.items(), found[1:-1], strict=True):
        assert isinstance(refusal, Refusal)
        assert refusal.where == f"{tmp_path / 'a.jsonl'}:{number}" and why in refusal.why


def test_a_csv_row_of_the_wrong_width_is_refused_and_the_others_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'id,text\n1,{GOOD}\n2,one, two\n3,"broken" quote\n4,Quiet since then.\n')
    kinds = [
        type(item).__name__ + (item.where[-2:] if isinstance(item, Refusal) else "")
        for item in read(tmp_path / "a.csv")
    ]
    assert kinds == ["Report", "Refusal:3", "Refusal:4", "Report"]


def test_a_csv_without_a_text_column_is_refused_with_the_columns_known(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,body\n1,x\n")
    assert "publisher" in refused(read(tmp_path / "a.csv")).advice


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    refusal = refused(read(tmp_path / "none.txt"))
    assert refusal.why == "no such file or folder" and refusal.where.endswith("none.txt")


@pytest.mark.parametrize("source", ["", "a\x00b.txt", "x" * 5000 + ".txt"])
def test_a_name_no_file_can_have_is_refused(source: str) -> None:
    refused(read(source))


@pytest.mark.parametrize("name", ["a.docx", "noname"])
def test_other_formats_are_refused_with_the_formats_that_are_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert ".jsonl" in refused(read(tmp_path / name)).advice


def test_a_folder_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("nothing")
    assert "nothing in the folder" in refused(read(tmp_path)).why


def test_a_bad_file_never_stops_the_rest_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01")
    (tmp_path / "b.txt").write_text(GOOD)
    (tmp_path / "c.txt").symlink_to("nowhere")
    (tmp_path / "d.parquet").write_bytes(b"PAR1")
    os.mkfifo(tmp_path / "e.txt")
    found = list(read(tmp_path))
    assert [isinstance(item, Report) for item in found] == [False, True, False, False, False]


def test_what_may_not_be_read_is_refused() -> None:
    # A folder of its own: the one pytest gives is closed to other users, and root reads everything.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "a.txt").write_text(GOOD)
        (folder / "b.txt").write_text(GOOD)
        (folder / "a.txt").chmod(0)
        (folder / "closed").mkdir(mode=0)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            found = list(read(folder))
        finally:
            os.seteuid(user)
        (folder / "closed").chmod(0o755)
    refusals = [item for item in found if isinstance(item, Refusal)]
    assert [Path(item.where).name for item in refusals] == ["closed", "a.txt"]
    assert all("permission denied" in item.why for item in refusals)
    assert len(found) == 3
