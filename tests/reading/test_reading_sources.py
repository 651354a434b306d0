"""Files, folders and standard input become reports; what a user leaves out is filled, never guessed."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.errors import InputRefusedError
from tacitus.reading import Refusal, read
from tacitus.reading._dates import parse_iso, parse_page_date
from tacitus.records import Report

TEXT = "Two shells landed near the grain store on Tuesday, and the mayor said that nobody was hurt."


def only(found: object) -> Report:
    [report] = list(found)  # type: ignore[call-overload]
    assert isinstance(report, Report), str(report)
    return report


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_the_text_of_a_file_is_stored_exactly_as_it_stands(tmp_path: Path) -> None:
    text = "\n  First line,\r\n\tsecond – with “quotes”.\r\n\r\nÅlesund \n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert only(read(tmp_path / "a.txt")).text == text


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert only(read(tmp_path / "a.txt")).text == TEXT


def test_header_lines_of_a_text_file_become_fields_and_leave_the_text(tmp_path: Path) -> None:
    head = "Published: 2023-11-22\r\npublisher: Example Wire\r\nTitle: Shells near store: none hurt\r\nURL: https://e.example/1\r\n"
    (tmp_path / "a.txt").write_bytes((head + "\r\n" + TEXT + "\n").encode())
    report = only(read(tmp_path / "a.txt"))
    assert report.text == TEXT + "\n"
    assert (report.published, report.publisher) == (date(2023, 11, 22), "Example Wire")
    assert (report.title, report.url) == ("Shells near store: none hurt", "https://e.example/1")


def test_a_text_without_header_lines_keeps_its_first_line(tmp_path: Path) -> None:
    text = "Officials: two shells landed\n\nPublished: never in this place.\n"
    (tmp_path / "a.txt").write_text(text)
    assert only(read(tmp_path / "a.txt")).text == text


def test_a_header_line_that_stands_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Published: 2023-11-22\nPublished: 2023-11-23\n\n{TEXT}")
    [refusal] = read(tmp_path / "a.txt")
    assert isinstance(refusal, Refusal) and "published" in refusal.why and "twice" in refusal.why


def test_flags_fill_what_is_missing_and_never_override_the_input(tmp_path: Path) -> None:
    rows = [{"text": TEXT}, {"text": TEXT + " Again.", "published": "2023-11-20", "publisher": "Own Name"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    filled, own = read(tmp_path / "a.jsonl", published="2023-11-22", publisher="Flag Name")
    assert isinstance(filled, Report) and isinstance(own, Report)
    assert (filled.published, filled.publisher) == (date(2023, 11, 22), "Flag Name")
    assert (own.published, own.publisher) == (date(2023, 11, 20), "Own Name")


def test_without_any_publication_date_the_report_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    assert only(read(tmp_path / "a.txt")).published is None


def test_all_input_fields_of_a_json_line_are_kept(tmp_path: Path) -> None:
    row = {
        "id": "w-1",
        "text": TEXT,
        "title": "T",
        "url": "https://e.example/1",
        "publisher": "P",
        "published": "2023-11-22T09:30:00Z",
        "lang": "en-GB",
        "theme": "left aside",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    report = only(read(tmp_path / "a.jsonl"))
    assert (report.id, report.title, report.url, report.publisher, report.lang) == ("w-1", "T", row["url"], "P", "en")
    assert report.published == datetime(2023, 11, 22, 9, 30, tzinfo=UTC)
    assert report.published_on == date(2023, 11, 22)


def test_an_id_is_made_from_the_text_and_is_the_same_wherever_the_text_stands(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": TEXT}))
    (tmp_path / "c.txt").write_text(TEXT + " More.")
    a, b, c = (only(read(tmp_path / name)).id for name in ("a.txt", "b.jsonl", "c.txt"))
    assert a == b != c
    assert len(a) == 16


def test_the_same_report_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    assert len(list(read([tmp_path, tmp_path / "a.txt", str(tmp_path / "a.txt")]))) == 1


def test_an_id_taken_by_another_text_is_refused_and_says_by_which(tmp_path: Path) -> None:
    rows = [{"id": "x", "text": TEXT}, {"id": "x", "text": "Another report altogether."}, {"id": "y", "text": "Third."}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    first, refusal, third = read(tmp_path / "a.jsonl")
    assert isinstance(first, Report) and isinstance(third, Report)
    assert isinstance(refusal, Refusal)
    assert refusal.where.endswith("a.jsonl:2") and "a.jsonl:1" in refusal.why and "another text" in refusal.why


def test_one_text_of_two_publishers_needs_ids_of_its_own(tmp_path: Path) -> None:
    rows = [{"text": TEXT, "publisher": "A"}, {"text": TEXT, "publisher": "B"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    _, refusal = read(tmp_path / "a.jsonl")
    assert isinstance(refusal, Refusal) and "another publisher" in refusal.why


def test_a_folder_is_read_recursively_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.TXT", "c.md", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"The report of {name} says that it was quiet.")
    texts = [report.text for report in read(tmp_path) if isinstance(report, Report)]
    assert [text.split()[3] for text in texts] == ["a.txt", "b/1.TXT", "b/2.txt"]


def test_csv_columns_are_the_input_fields(tmp_path: Path) -> None:
    csv = f'ID;Text;Published\r\n7;"{TEXT}\r\nIt was quiet; then rain.";2023-11-22\r\n8;Second report here.;\r\n'
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbf" + csv.encode())
    first, second = read(tmp_path / "a.csv")
    assert isinstance(first, Report) and isinstance(second, Report)
    assert (first.id, first.published) == ("7", date(2023, 11, 22))
    assert first.text == f"{TEXT}\r\nIt was quiet; then rain."
    assert second.published is None


def test_csv_fields_longer_than_the_parsers_default_are_read(tmp_path: Path) -> None:
    text = "It was a quiet day at the crossing. " * 5000
    (tmp_path / "a.csv").write_text(f"id,text\n1,{text}\n")
    assert only(read(tmp_path / "a.csv")).text == text


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b'\n{"text": "It was quiet."}\n{"text": "It rained."}\n', ["It was quiet.", "It rained."]),
        (b"It was quiet.\nIt rained.\n", ["It was quiet.\nIt rained.\n"]),
        (b"id,text\n1,It was quiet.\n", ["It was quiet."]),
        (b"\nPublished: 2023-11-22\n", ["\nPublished: 2023-11-22\n"]),
    ],
    ids=["json-lines", "plain-text", "csv", "text-with-blank-first-line"],
)
def test_standard_input_is_known_by_its_first_line(
    monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]
) -> None:
    stdin(monkeypatch, data)
    assert [report.text for report in read("-") if isinstance(report, Report)] == texts


def test_empty_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b" \n\n")
    [refusal] = read("-")
    assert isinstance(refusal, Refusal) and refusal.where == "<stdin>" and "empty" in refusal.why


def test_a_flag_that_is_no_date_is_refused_before_anything_is_read() -> None:
    with pytest.raises(InputRefusedError, match=r"--published.*31"):
        read("-", published="2023-11-31")


@pytest.mark.parametrize(
    "value",
    ["2023-13-01", "2023-02-30", "22/11/2023", "yesterday", "3023-11-22", "0023-11-22", "2023-11", "2023-11-22T25:00"],
)
def test_impossible_publication_dates_are_refused_by_name(tmp_path: Path, value: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT, "published": value}))
    [refusal] = read(tmp_path / "a.jsonl", published="2023-11-22")
    assert isinstance(refusal, Refusal) and value in refusal.why and "YYYY-MM-DD" in refusal.advice


def test_a_date_after_the_bound_of_the_caller_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT, "published": "2032-11-22"}))
    [refusal] = read(tmp_path / "a.jsonl", not_after=date(2024, 1, 1))
    assert isinstance(refusal, Refusal) and "2032-11-22" in refusal.why
    only(read(tmp_path / "a.jsonl"))


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_iso_day_is_read_as_itself(day: date) -> None:
    assert parse_iso(day.isoformat()) == day
    assert parse_page_date(day.isoformat()) == day
    assert parse_page_date(day.strftime("%Y%m%d")) == day


@given(st.text(max_size=40))
def test_no_string_breaks_the_reading_of_dates(value: str) -> None:
    for parse in (parse_iso, parse_page_date):
        try:
            assert 1900 <= parse(value).year <= 2099
        except ValueError as error:
            assert "published" in str(error)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2023-11-22T09:30:00.000+0200", 22),
        ("2023-11-22 09:30:00 +0000", 22),
        ("Wed, 22 Nov 2023 09:30:00 GMT", 22),
        ("November 22, 2023 9:30 am", 22),
        ("Sept. 5, 2023", 5),
        ("22 November 2023", 22),
        ("2023/11/22", 22),
    ],
)
def test_the_date_forms_of_web_pages_are_read(value: str, day: int) -> None:
    assert parse_page_date(value).day == day


@pytest.mark.parametrize("value", ["03/04/2023", "2 hours ago", "today", "2023", "Nov 31, 2023"])
def test_dates_that_cannot_be_told_are_not_guessed(value: str) -> None:
    with pytest.raises(ValueError, match="published"):
        parse_page_date(value)
