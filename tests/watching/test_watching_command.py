"""The command itself: one round for a timer, or rounds until it is stopped; one watch at a time, and nothing lost."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from test_watching_rounds import feed
from watched_sites import FIRST, SECOND

from tacitus.ledger import Ledger

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))

from real_command import command, environment, run_in

PATIENCE = 60.0


@pytest.fixture
def settings(site, tmp_path) -> Path:
    site.article("/one", FIRST)
    site.article("/two", SECOND)
    site.feed("/feed", "/one", "/two")
    path = tmp_path / "feeds.toml"
    path.write_text(f"[watch]\ndelay = 0\n{feed(site)}")
    return path


@pytest.fixture
def watching(settings) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a watch that goes on, in the folder of the settings; those still going at the end are killed."""
    started = []

    def start(*args: object) -> subprocess.Popen[str]:
        whole = command("watch", settings, "--ledger", "t.db", *args)
        process = subprocess.Popen(
            whole, cwd=settings.parent, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def reports(ledger: Path) -> int:
    if not ledger.exists():
        return 0
    with Ledger.open(ledger) as opened:
        return opened.counts()["reports"]


def wait_for(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def test_one_round_says_what_it_did_and_ends_well(settings, tmp_path):
    done = run_in(tmp_path, "watch", settings, "--once", "--ledger", "t.db")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 feed asked, 2 articles kept: 2 new events\n"
    again = run_in(tmp_path, "watch", settings, "--once", "--ledger", "t.db")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")  # it is not due yet


def test_a_round_in_which_something_failed_says_what_and_ends_with_1(site, settings, tmp_path):
    settings.write_text(settings.read_text() + feed(site, "/gone"))
    done = run_in(tmp_path, "watch", settings, "--once", "--ledger", "t.db")
    assert done.returncode == 1
    assert done.stderr == "failed: Wire: the server answered 404 Not Found\n"
    assert reports(tmp_path / "t.db") == 2


def test_settings_that_cannot_be_used_are_told_in_one_line(tmp_path):
    done = run_in(tmp_path, "watch", "none.toml", "--ledger", "t.db")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1 and "none.toml: cannot be read" in done.stderr
    assert not (tmp_path / "t.db").exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_watch_goes_on_until_it_is_stopped_and_then_ends_in_good_order(watching, tmp_path, how):
    run = watching()
    wait_for(lambda: reports(tmp_path / "t.db") == 2)
    run.send_signal(how)
    said, told = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0
    assert said == "1 feed asked, 2 articles kept: 2 new events\n"
    assert told.splitlines() == [
        "watching 1 feed for t.db (Ctrl-C stops it)",
        "stopped; the next run goes on from here",
    ]


def test_a_second_watch_on_the_same_state_is_refused_and_the_first_goes_on(settings, watching, tmp_path):
    first = watching()
    wait_for(lambda: reports(tmp_path / "t.db") == 2)
    second = run_in(tmp_path, "watch", settings, "--once", "--ledger", "t.db")
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.count("\n") == 1
    assert "t.watch.db: another `tacitus watch` is at work on it; stop that one or give --state" in second.stderr
    assert first.poll() is None


def test_a_watch_that_is_killed_between_articles_is_gone_on_with(site, settings, watching, tmp_path):
    articles = [f"/{number}" for number in range(12)]
    for number, path in enumerate(articles):
        site.article(path, f"An air strike killed {number + 2} people in Hilla, Iraq, on Tuesday, officials said.")
    site.feed("/feed", *articles)
    run = watching()
    wait_for(lambda: reports(tmp_path / "t.db") >= 1)
    run.kill()
    run.communicate()
    assert run_in(tmp_path, "watch", settings, "--once", "--ledger", "t.db").returncode == 0
    assert reports(tmp_path / "t.db") == len(articles)
    assert run_in(tmp_path, "verify", "--ledger", "t.db").returncode == 0
