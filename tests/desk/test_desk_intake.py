"""What people bring is read as on the command line, within bounds, and coded beside the desk, not in it."""

import os
import signal
from multiprocessing import active_children
from threading import Timer

import pytest

from tacitus.desk.coder import CodingFailedError, CodingProcess
from tacitus.desk.desk import Desk
from tacitus.desk.intake import from_address, from_file, keep
from tacitus.desk.settings import Settings
from tacitus.errors import InputRefusedError
from tacitus.records import Report

TEXT = "An air strike killed five people in Hilla, Iraq, on Tuesday, officials said."


@pytest.fixture(scope="module")
def coder():
    process = CodingProcess()
    yield process
    process.close()


@pytest.fixture
def room(path):
    desk = Desk(path, Settings())
    yield desk
    desk.close()


def test_reports_are_coded_in_order_by_a_process_of_its_own(coder):
    coded = coder.code([Report(id="one", text=TEXT, published="2024-01-31"), Report(id="two", text="Quiet.")])
    assert [one.report.id for one in coded] == ["one", "two"]
    assert [m.action for m in coded[0].mentions] == ["air_strike"]


def test_a_coder_that_dies_is_told_of_and_the_next_report_finds_another(coder):
    coder.code([Report(id="one", text=TEXT)])
    (process,) = [child for child in active_children() if child.name == "tacitus-coder"]
    os.kill(process.pid, signal.SIGSTOP)
    dying = Timer(0.2, os.kill, (process.pid, signal.SIGKILL))
    dying.start()
    with pytest.raises(CodingFailedError, match="two: coding ended without an answer"):
        coder.code([Report(id="two", text=TEXT)])
    dying.join()
    assert coder.code([Report(id="three", text=TEXT)])[0].mentions


def test_a_report_that_takes_too_long_is_given_up(coder, monkeypatch):
    coder.code([Report(id="one", text=TEXT)])
    monkeypatch.setattr("tacitus.desk.coder.REPORT_SECONDS", 0.0)
    with pytest.raises(CodingFailedError, match="long: coding took longer than 0 s"):
        coder.code([Report(id="long", text=TEXT * 50)])


def test_an_uploaded_file_is_read_by_its_suffix():
    brought = from_file("Report.TXT", TEXT.encode(), published="2024-01-31", publisher="Daily Example")
    assert [(r.text, r.publisher) for r in brought.reports] == [(TEXT, "Daily Example")]
    lines = b'{"id": "a", "text": "One."}\n{"id": "b"}\n'
    brought = from_file("many.jsonl", lines)
    assert [r.id for r in brought.reports] == ["a"]
    assert brought.refused == [
        "many.jsonl:2: it has no field 'text'; the fields of a report are id, text, title, url, publisher, published, "
        "lang"
    ]
    assert "not read" in from_file("report.exe", b"MZ").refused[0]


def test_more_reports_than_one_request_may_bring_are_told_of_and_the_first_are_read():
    lines = "".join(f'{{"id": "r{n}", "text": "Number {n}."}}\n' for n in range(60))
    brought = from_file("many.jsonl", lines.encode())
    assert len(brought.reports) == 50
    assert brought.refused == ["over 50 reports at once; give the others to `tacitus add`"]


def test_a_text_that_is_too_long_is_refused_by_name():
    brought = from_file("long.txt", b"word " * 50_000)
    assert brought.reports == []
    assert "over 200,000 characters" in brought.refused[0]


def test_nobody_makes_a_desk_of_many_fetch_from_its_own_network(path, tmp_path):
    desk = Desk(path, Settings(accounts=tmp_path / "accounts.db"))
    for address in ("http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "http://169.254.169.254/meta"):
        assert "is not on the public internet" in from_address(desk, address).refused[0]
    desk.close()


def test_no_file_of_the_machine_is_read_by_its_address(room):
    for address in ("/etc/passwd", "file:///etc/passwd", "-", ""):
        with pytest.raises(InputRefusedError):
            from_address(room, address)


def test_what_is_kept_stands_in_the_ledger_and_what_is_refused_is_told(room):
    french = "Le ministre a annoncé hier que les négociations reprendront la semaine prochaine à Paris. " * 3
    taken = keep(room, [Report(id="n1", text=TEXT, published="2024-01-31"), Report(id="n2", text=french)])
    assert taken.result.kept == ("n1",)
    assert [line.partition(":")[0] for line in taken.refused] == ["n2"]
    with room.reading() as ledger:
        assert ledger.report("n1").text == TEXT
