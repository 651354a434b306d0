"""Parquet files and web archives are read as what they are: many reports in one file."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pyarrow as pa
import pytest
from pyarrow import parquet
from reading_pages import PROSE, page

from tacitus.reading import Refusal, read
from tacitus.records import Report


def reports(path: Path, **given: str) -> list[Report]:
    found = list(read(path, **given))
    assert not [x for x in found if isinstance(x, Refusal)]
    return [x for x in found if isinstance(x, Report)]


def refusals(path: Path) -> list[Refusal]:
    return [x for x in read(path) if isinstance(x, Refusal)]


def record(kind: str, address: str, body: bytes) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-05-07T08:00:00Z\r\n"
        f"WARC-Record-ID: <{uuid5(NAMESPACE_URL, kind + address).urn}>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def archive(*records: bytes) -> bytes:
    return b"".join(records)


PAGE = record("response", "https://news.example/1", answer(page(published="2024-05-06")))


def test_a_parquet_file_gives_a_report_for_each_row(tmp_path: Path) -> None:
    rows = {
        "id": ["a", "b"],
        "text": [PROSE, f"{PROSE} Nobody claimed it."],
        "published": [date(2024, 5, 6), None],
        "views": [3, 4],
    }
    parquet.write_table(pa.table(rows), tmp_path / "r.parquet")
    a, b = reports(tmp_path / "r.parquet", published="2024-05-08")
    assert (a.id, a.text, a.published_on) == ("a", PROSE, date(2024, 5, 6))
    assert (b.id, b.published_on) == ("b", date(2024, 5, 8))


def test_a_row_of_a_parquet_file_without_text_is_refused_and_the_rest_kept(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"id": ["a", "b"], "text": [None, PROSE]}), tmp_path / "r.parquet")
    refusal, report = read(tmp_path / "r.parquet")
    assert isinstance(refusal, Refusal) and refusal.where.endswith("r.parquet:1")
    assert isinstance(report, Report) and report.id == "b"


def test_a_parquet_file_without_a_text_column_is_refused_once(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"id": ["a", "b"]}), tmp_path / "r.parquet")
    (refusal,) = refusals(tmp_path / "r.parquet")
    assert refusal.why == "it has no column 'text'"


def test_what_only_calls_itself_parquet_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "r.parquet").write_bytes(b"PAR1" + b"\x00" * 100)
    (refusal,) = refusals(tmp_path / "r.parquet")
    assert "cannot be read as Parquet" in refusal.why and "\n" not in str(refusal)


@pytest.mark.parametrize("name", ["r.warc", "r.warc.gz"])
def test_a_web_archive_gives_a_report_for_each_page_with_its_address(tmp_path: Path, name: str) -> None:
    content = archive(record("request", "https://news.example/1", b"GET /1 HTTP/1.1\r\n\r\n"), PAGE)
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    (report,) = reports(tmp_path / name)
    assert (report.url, report.published_on) == ("https://news.example/1", date(2024, 5, 6))
    assert PROSE in report.text


def test_images_redirects_and_failures_of_an_archive_are_passed_over(tmp_path: Path) -> None:
    content = archive(
        record("response", "https://news.example/i.png", answer(b"\x89PNG", kind="image/png")),
        record("response", "https://news.example/gone", answer(page(), status="404 Not Found")),
        PAGE,
    )
    (tmp_path / "r.warc").write_bytes(content)
    assert [r.url for r in reports(tmp_path / "r.warc")] == ["https://news.example/1"]


def test_an_archived_page_without_an_article_is_refused_by_its_address(tmp_path: Path) -> None:
    (tmp_path / "r.warc").write_bytes(
        archive(record("response", "https://news.example/menu", answer(b"<html><body>Home</body></html>")), PAGE)
    )
    refusal, report = read(tmp_path / "r.warc")
    assert isinstance(refusal, Refusal) and "https://news.example/menu" in refusal.where
    assert isinstance(report, Report)


def test_the_day_of_a_crawl_is_no_day_of_publication(tmp_path: Path) -> None:
    (tmp_path / "r.warc").write_bytes(record("response", "https://news.example/1", answer(page())))
    (report,) = reports(tmp_path / "r.warc")
    assert report.published is None


@pytest.mark.parametrize("content", [b"", b"not an archive at all\n", gzip.compress(PAGE)[:-40]])
def test_what_is_no_whole_web_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r.warc.gz").write_bytes(content)
    assert refusals(tmp_path / "r.warc.gz")
