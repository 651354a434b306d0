"""What is not a ledger is refused with one clear line."""

import os
import sqlite3

import pytest
from by_hand import by_hand
from telling_factories import coded

from tacitus.errors import LedgerError
from tacitus.ledger import Ledger


def refusal(path):
    with pytest.raises(LedgerError) as caught:
        Ledger.open(path)
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    return message


def test_a_new_place_becomes_an_empty_ledger(where):
    with Ledger.open(where) as ledger:
        assert ledger.counts() == {
            "reports": 0,
            "mentions": 0,
            "events": 0,
            "claims": 0,
            "decisions": 0,
            "revisions": 0,
        }
        assert ledger.verify() is None


def test_what_was_kept_is_there_after_reopening(where):
    with Ledger.open(where) as ledger:
        ledger.add([coded("a")])
        events = list(ledger.events())
    with Ledger.open(where) as ledger:
        assert list(ledger.events()) == events


def test_an_empty_file_becomes_a_ledger(path):
    path.touch()
    with Ledger.open(path) as ledger:
        assert ledger.verify() is None


def test_a_folder_is_refused(tmp_path):
    assert "is a folder" in refusal(tmp_path)


def test_an_address_of_another_kind_is_refused():
    with pytest.raises(LedgerError, match="begins postgresql://"):
        Ledger.open("mysql://reader:geheim@host/ledger")


def test_a_missing_folder_is_refused(tmp_path):
    assert "does not exist" in refusal(tmp_path / "none" / "t.db")


def test_a_path_below_a_file_is_refused(path):
    path.write_text("x")
    refusal(path / "t.db")


def test_a_text_file_is_refused_and_left_as_it_is(path):
    path.write_text("not a ledger, but long enough to be read")
    assert "not a ledger" in refusal(path)
    assert path.read_text().startswith("not a ledger")


def test_another_programs_database_is_refused_and_left_as_it_is(path):
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE birds (name)")
    conn.close()
    assert "not a ledger" in refusal(path)
    with sqlite3.connect(path) as conn:
        assert [r[0] for r in conn.execute("SELECT name FROM sqlite_master")] == ["birds"]
    conn.close()


def test_a_damaged_ledger_is_refused(path):
    with Ledger.open(path) as ledger:
        ledger.add(coded(id_) for id_ in "abc")
    data = bytearray(path.read_bytes())
    data[100:8192] = b"\xff" * 8092
    path.write_bytes(bytes(data))
    assert "damaged" in refusal(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_an_unwritable_folder_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    assert "permissions" in refusal(tmp_path / "t.db")


def test_a_damaged_record_is_said_in_one_line(where):
    with Ledger.open(where) as ledger:
        ledger.add([coded("a")])
    by_hand(where, "UPDATE events SET payload = '{}'", guarded=True)
    with Ledger.open(where) as ledger, pytest.raises(LedgerError, match="stored Event is damaged"):
        list(ledger.events())


def test_what_is_not_there_is_said(ledger):
    for ask in (ledger.event, ledger.report, ledger.links, ledger.mentions_of):
        with pytest.raises(LedgerError, match="E0"):
            ask("E0")
