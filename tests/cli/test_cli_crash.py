"""`tacitus add` killed, run twice at once, or out of space: no report is half in, and a rerun completes the ledger."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from postgres_server import Server
from real_command import command, environment, run_in
from warm_command import Warm, warm

from tacitus.ledger import Ledger, store_at

REPORTS = 30
TOWNS = ("Sarmin", "Binnish", "Raqqa", "Kabul", "Mosul")
MAKING_SECONDS = 0.1
"""So soon after its start the command makes a new ledger; killed there it must leave nothing that stops the next."""

Row = tuple[str, str, int, str, str]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Short reports, each with a happening and a claim, several on one happening."""
    file = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    with file.open("w") as out:
        for n in range(REPORTS):
            day = date(2024, 3, 1) + timedelta(days=n // 6)
            text = (
                f"An air strike killed {n % 3 + 2} people in {TOWNS[n % 4]} on {day:%A}, the army said. "
                f"It was the third strike on the town since {day - timedelta(days=20):%d %B}, paper {n} wrote."
            )
            row = {"id": f"r{n:02}", "text": text, "published": f"{day}", "publisher": f"Paper {n % 7}"}
            out.write(json.dumps(row) + "\n")
    return file


@pytest.fixture(scope="module")
def tacitus(source: Path) -> Iterator[Warm]:
    with warm(source.parent, source) as command:
        yield command


@pytest.fixture(scope="module")
def undisturbed(tacitus: Warm, source: Path) -> tuple[list[Row], float]:
    """What a run that nothing disturbs leaves, and the seconds it takes."""
    ledger = source.with_name("undisturbed.db")
    done = tacitus("add", source, "--ledger", ledger)
    assert (done["status"], done["err"]) == (0, "")
    rows = left_in(ledger)
    assert sum(kind == "report" for kind, *_ in rows) == REPORTS
    return rows, done["seconds"]


def left_in(place: Path | str) -> list[Row]:
    """The history, all but its times. The ledger must prove that its state follows from it."""
    with Ledger.open(place) as ledger:
        assert ledger.verify() is None
        stored = {coded.report.id: coded for coded in map(ledger.coded, [r.id for r in ledger.reports()])}
        counts = ledger.counts()
        assert counts["mentions"] == sum(len(coded.mentions) for coded in stored.values())
        assert counts["claims"] == sum(len(coded.claims) for coded in stored.values())
        return [(r.kind, r.subject, r.number, r.payload, r.reason) for r in ledger.history()]


def ends_between_reports(rows: list[Row], whole: list[Row]) -> bool:
    return rows == whole[: len(rows)] and (len(rows) == len(whole) or whole[len(rows)][0] == "report")


@pytest.fixture
def places(request: pytest.FixtureRequest, store: str, tmp_path: Path) -> Iterator[Callable[[], Path | str]]:
    """Gives a new place for a ledger, a path or an address, each time it is called."""
    if store == "sqlite":
        numbers = count()
        yield lambda: tmp_path / f"{next(numbers)}.db"
        return
    server: Server = request.getfixturevalue("postgres")
    made: list[str] = []
    yield lambda: made.append(server.database()) or made[-1]
    for address in made:
        server.drop(address)


@pytest.mark.parametrize(
    ("store", "seed", "kills"),
    [
        ("sqlite", 0, 12),
        ("postgresql", 0, 8),
        *(pytest.param("sqlite", seed, 20, marks=pytest.mark.slow) for seed in range(1, 11)),
        pytest.param("postgresql", 1, 20, marks=pytest.mark.slow),
    ],
)
def test_add_killed_at_any_moment_leaves_whole_reports_and_a_rerun_completes_the_ledger(
    tacitus: Warm,
    source: Path,
    undisturbed: tuple[list[Row], float],
    places: Callable[[], Path | str],
    seed: int,
    kills: int,
) -> None:
    random, (whole, seconds) = Random(seed), undisturbed
    killed, place = 0, places()
    while killed < kills:
        makes_it = not store_at(place).exists() and random.random() < 0.5
        moment = random.uniform(0, MAKING_SECONDS if makes_it else seconds)
        done = tacitus("add", source, "--ledger", place, kill_after=moment)
        assert done["status"] in (0, -signal.SIGKILL), done["err"]
        if done["status"] == 0:
            assert left_in(place) == whole
            place = places()
            continue
        killed += 1
        if store_at(place).exists():
            rows = left_in(place)
            assert ends_between_reports(rows, whole), f"killed after {moment:.4f} s, {len(rows)} rows"
    assert tacitus("add", source, "--ledger", place)["status"] == 0
    assert left_in(place) == whole


def test_two_adds_at_once_both_finish_and_keep_everything_once(
    source: Path, undisturbed: tuple[list[Row], float], tmp_path: Path
) -> None:
    backwards = tmp_path / "backwards.jsonl"
    backwards.write_text("".join(reversed(source.read_text().splitlines(keepends=True))))
    path = tmp_path / "both.db"
    writers = [
        subprocess.Popen(command("add", file, "--ledger", path), env=environment(), stderr=subprocess.PIPE, text=True)
        for file in (source, backwards)
    ]
    for writer in writers:
        _, err = writer.communicate(timeout=120)
        assert (writer.returncode, err) == (0, "")
    reports = {row[1:4] for row in left_in(path) if row[0] == "report"}
    assert reports == {row[1:4] for row in undisturbed[0] if row[0] == "report"}


def says_out_of_space(err: str, path: Path) -> bool:
    """One line that says what, where and what to do."""
    return len(err.splitlines()) == 1 and str(path) in err and "the disk is full" in err and "make space" in err


@pytest.mark.parametrize("most_bytes", [20_000, 400_000, 700_000])
def test_a_limit_on_the_size_of_files_stops_add_with_one_line_and_what_was_kept_stays(
    tacitus: Warm, source: Path, undisturbed: tuple[list[Row], float], tmp_path: Path, most_bytes: int
) -> None:
    path, whole = tmp_path / "t.db", undisturbed[0]
    done = tacitus("add", source, "--ledger", path, most_bytes=most_bytes)
    assert done["status"] == 1
    assert says_out_of_space(done["err"], path), done["err"]
    rows = left_in(path)
    assert len(rows) < len(whole)
    assert ends_between_reports(rows, whole)
    assert tacitus("add", source, "--ledger", path)["status"] == 0
    assert left_in(path) == whole


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mounting, capture_output=True, check=False).returncode != 0:
        pytest.skip("only the superuser can mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_stops_add_with_one_line_and_once_there_is_space_a_rerun_completes_the_ledger(
    source: Path, undisturbed: tuple[list[Row], float], small_disk: Path
) -> None:
    path, whole = small_disk / "t.db", undisturbed[0]
    done = run_in(small_disk, "add", source, "--ledger", path)
    assert done.returncode == 1
    assert says_out_of_space(done.stderr, path), done.stderr
    verified = run_in(small_disk, "verify", "--ledger", path)
    assert "the history is whole" in verified.stdout, verified.stderr
    rows = left_in(path)
    assert 0 < len(rows) < len(whole)
    assert ends_between_reports(rows, whole)
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert run_in(small_disk, "add", source, "--ledger", path).returncode == 0
    assert left_in(path) == whole


def test_a_disk_too_small_for_an_empty_ledger_is_said_in_one_line(source: Path, small_disk: Path) -> None:
    with (small_disk / "filler").open("wb") as filler:
        filler.write(bytes(900_000))
    path = small_disk / "t.db"
    done = run_in(small_disk, "add", source, "--ledger", path)
    assert done.returncode == 1
    assert says_out_of_space(done.stderr, path), done.stderr
    (small_disk / "filler").unlink()
    with Ledger.open(path) as ledger:
        assert ledger.verify() is None


def test_a_result_that_does_not_fit_on_the_disk_is_said_in_one_line(
    source: Path, undisturbed: tuple[list[Row], float], small_disk: Path
) -> None:
    with (small_disk / "filler").open("wb") as filler:
        filler.write(bytes(1020_000))
    with (small_disk / "coded.jsonl").open("w") as out:
        done = subprocess.run(
            command("events", "--format", "jsonl", "--ledger", source.with_name("undisturbed.db")),
            env=environment(),
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "No space left" in done.stderr
