"""How time and memory grow with the number of mentions, on the made-up world of synthetic.py.

    python benchmarks/growth.py link 10000 100000   # group so many mentions into events in memory
    python benchmarks/growth.py add 20000           # keep reports of so many mentions in a ledger, one by one
    python benchmarks/growth.py ask 100000          # ask a ledger of so many events

Each size is measured in a process of its own, so that the peak of memory is its own. Times are of the processor, so
that what else the machine does counts little; nothing but the times differs between two runs. What was measured stands
in docs/growth.md.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection
from synthetic import FIRST_DAY, reports

from tacitus.ledger import Finder, Ledger, Wanted
from tacitus.ledger.database import open_engine, writing
from tacitus.ledger.standing import write
from tacitus.linking import cluster, merge, tellings
from tacitus.records import CodedReport

BATCHES = 10
ASKED_TIMES = 40


def main() -> None:
    """Measure what is asked for, each size in a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("link", "add", "ask"))
    parser.add_argument("sizes", type=int, nargs="+")
    asked = parser.parse_args()
    measure: Callable[[int], None] = {"link": link, "add": add, "ask": ask}[asked.what]
    fresh = multiprocessing.get_context("spawn")
    for size in asked.sizes:
        process = fresh.Process(target=measure, args=(size,))
        process.start()
        process.join()


def link(size: int) -> None:
    """Group the mentions and merge every group into an event."""
    told = list(tellings(reports(size)))
    before = _peak_mb()
    start = time.process_time()
    grouped = cluster(told)
    linked = time.process_time() - start
    events = sum(1 for group in grouped.events if merge(group[0].key, group))
    merged = time.process_time() - start - linked
    each = 1e6 * linked / (len(told) * math.log2(len(told)))
    print(
        f"{len(told)} mentions, {events} events: linked in {linked:.1f} s ({each:.1f} µs for each n log2 n), "
        f"merged in {merged:.1f} s, peak memory {_peak_mb():.0f} MB, of which the mentions {before:.0f} MB",
        flush=True,
    )


def add(size: int) -> None:
    """Add the reports one by one and tell what each tenth of them took."""
    everything = list(reports(size))
    batch = math.ceil(len(everything) / BATCHES)
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "growth.db") as ledger:
        for start in range(0, len(everything), batch):
            took = [_milliseconds(lambda one=one: ledger.add([one])) for one in everything[start : start + batch]]
            held = ledger.counts()
            print(
                f"{held['mentions']} mentions, {held['events']} events: {statistics.mean(took):.1f} ms a report, "
                f"median {statistics.median(took):.1f}, 95 of 100 below {_percentile(took):.1f} ms, "
                f"{(Path(folder) / 'growth.db').stat().st_size / 1e6:.0f} MB on disk, {_peak_mb():.0f} MB of memory",
                flush=True,
            )


def ask(size: int) -> None:
    """Fill a ledger with events of one mention each, and ask for a box, a window of days and a side."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "asked.db"
        engine = open_engine(path)
        with writing(engine) as conn:
            _fill(conn, reports(size))
        engine.dispose()
        with Ledger.open(path) as ledger:
            finder, wanted = ledger.finder(), _wanted(size)
            for name, asking in _questions(finder):
                took = [_milliseconds(lambda one=one, asking=asking: asking(one)) for one in wanted]
                print(
                    f"{finder.count(Wanted())} events, {name}: median {statistics.median(took):.1f} ms, "
                    f"95 of 100 below {_percentile(took):.1f} ms, the slowest {max(took):.1f} ms",
                    flush=True,
                )


def _fill(conn: Connection, coded: Iterator[CodedReport]) -> None:
    for telling in tellings(coded):
        if telling.anchored:
            write(conn, merge(telling.key, [telling]))


def _wanted(size: int) -> list[Wanted]:
    """Boxes of five degrees around towns of the worst wars, a month of days, and a side by a part of its name."""
    places = [c.mentions[0].places[0] for c in reports(min(size, 400)) if c.mentions[0].places]
    found = []
    for n, place in enumerate(places[:ASKED_TIMES]):
        assert place.lat is not None and place.lon is not None
        since = FIRST_DAY + timedelta(days=n)
        box = (place.lat - 2.5, place.lon - 2.5, place.lat + 2.5, place.lon + 2.5)
        found.append(Wanted(box=box, since=since, until=since + timedelta(days=30), actor=f"Front {n % 4}"))
    return found


def _questions(finder: Finder) -> Iterator[tuple[str, Callable[[Wanted], object]]]:
    yield "a page of 50 by box, days and side", lambda wanted: finder.page(wanted, 50)
    yield "how many by box, days and side", lambda wanted: finder.count(wanted)
    yield "how many by box alone", lambda wanted: finder.count(Wanted(box=wanted.box))


def _milliseconds(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return 1000 * (time.process_time() - start)


def _percentile(took: list[float]) -> float:
    return sorted(took)[math.ceil(0.95 * len(took)) - 1]


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
