"""A killed process leaves a sound ledger, and two writers do not disturb each other."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from telling_factories import BINNISH, RAQQA, SARMIN, TUESDAY, coded, mention, on

import tacitus
from tacitus.ledger import Ledger

REPORTS = 60
ADD = """
import sys
from pathlib import Path
from tacitus.ledger import Ledger
from tacitus.records import CodedReport
lines = Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
with Ledger.open(sys.argv[1]) as ledger:
    for line in lines:
        result = ledger.add([CodedReport.model_validate_json(line)])
        assert not result.refused
        print("added", flush=True)
"""


def many():
    """Reports on a dozen happenings, several to each."""
    for n in range(REPORTS):
        day = TUESDAY + timedelta(days=n % 4 * 3)
        place = (SARMIN, BINNISH, RAQQA)[n % 3]
        told = mention(f"r{n}", date=on(day), places=(place,))
        yield coded(f"r{n}", told, published=day + timedelta(days=1))


@pytest.fixture
def lines(tmp_path):
    file = tmp_path / "coded.jsonl"
    file.write_text("\n".join(c.model_dump_json() for c in many()), encoding="utf-8")
    return file


def start(ledger, lines):
    source = str(Path(tacitus.__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, "-c", ADD, str(ledger), str(lines)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": source},
        text=True,
    )


def partition(ledger):
    return sorted(e.mentions for e in ledger.events())


def test_a_ledger_whose_writer_was_killed_is_whole_and_can_be_completed(places, where, lines):
    with Ledger.open(places()) as whole:
        whole.add(many())
        expected = partition(whole)
    for kept_before_kill, pause in ((1, 0.0), (7, 0.003), (11, 0.011)):
        process = start(where, lines)
        for _ in range(kept_before_kill):
            process.stdout.readline()
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()
        with Ledger.open(where) as opened:
            assert opened.verify() is None
            counts = opened.counts()
            assert kept_before_kill <= counts["reports"] < REPORTS
            assert counts["mentions"] == counts["reports"]
            assert sum(len(e.mentions) for e in opened.events()) == counts["mentions"]
    with Ledger.open(where) as opened:
        opened.add(many())
        assert opened.verify() is None
        assert partition(opened) == expected


def test_two_writers_at_once_keep_everything_once(places, where, lines, tmp_path):
    backwards = tmp_path / "backwards.jsonl"
    backwards.write_text("\n".join(reversed(lines.read_text(encoding="utf-8").splitlines())), encoding="utf-8")
    writers = [start(where, lines), start(where, backwards)]
    for writer in writers:
        out, _ = writer.communicate(timeout=120)
        assert writer.returncode == 0
        assert out.count("added") == REPORTS
    with Ledger.open(where) as both, Ledger.open(places()) as alone:
        alone.add(many())
        assert both.verify() is None
        assert both.counts()["reports"] == REPORTS
        assert partition(both) == partition(alone)
