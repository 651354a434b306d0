"""How time and memory grow with the number of mentions, on the made-up world of synthetic.py.

    python benchmarks/growth.py link 10000 100000   # group so many mentions into events in memory
    python benchmarks/growth.py add 20000           # keep reports of so many mentions in a ledger, one by one
    python benchmarks/growth.py fill 1000000 --at big.db   # fill a ledger with so many mentions at once
    python benchmarks/growth.py add 1000 --at big.db       # and add to it
    python benchmarks/growth.py ask 100000          # ask a ledger of so many events
    python benchmarks/growth.py ask 100000 --at postgresql:///bench   # the same in an empty database
    python benchmarks/growth.py find 60000 --at big.db   # make analyses and a briefing of a ledger of so many events

Each size is measured in a process of its own, so that the peak of memory is its own. Times are of the processor, so
that what else the machine does counts little; for asking, where a server may do the work, they are also by the clock.
Nothing but the times differs between two runs. What was measured stands in docs/growth.md.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import resource
import statistics
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from filling import fill as filled
from sqlalchemy import Connection, Table, insert, text
from synthetic import FIRST_DAY, reports

from tacitus.analysis.answering import find_exchange
from tacitus.analysis.findings import Finding
from tacitus.analysis.firsts import find_firsts
from tacitus.analysis.numbering import find_rounds
from tacitus.analysis.queries import Query
from tacitus.analysis.queries import ask as ask_for
from tacitus.analysis.trends import find_trend
from tacitus.asking import answer
from tacitus.briefings import briefing
from tacitus.ledger import Finder, Ledger, Wanted, schema
from tacitus.ledger.index import AT_ONCE, put, put_reports
from tacitus.ledger.standing import rows_of
from tacitus.linking import Traits, cluster, merge, tellings
from tacitus.publishing.parts import Scope
from tacitus.records import CodedReport, Event, Place

BATCHES = 10
ASKED_TIMES = 40
WEAPONS = {"air_strike": ("missile",), "drone_attack": ("drone",), "shelling": ("artillery",)}


def main() -> None:
    """Measure what is asked for, each size in a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("link", "fill", "add", "ask", "find"))
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--at", help="where to keep the ledger: a new file or an empty database; or ask it again")
    asked = parser.parse_args()
    measure: Callable[[int, str | None], None] = {
        "link": link,
        "fill": fill,
        "add": add,
        "ask": ask,
        "find": find,
    }[asked.what]
    fresh = multiprocessing.get_context("spawn")
    for size in asked.sizes:
        process = fresh.Process(target=measure, args=(size, asked.at))
        process.start()
        process.join()


def link(size: int, _at: str | None) -> None:
    """Group so many mentions, which are made one by one and of which only the traits are kept."""
    made = 0.0

    def told() -> Iterator[Traits]:
        nonlocal made
        everything = tellings(reports(size))
        while True:
            start = time.process_time()
            telling = next(everything, None)
            made += time.process_time() - start
            if telling is None:
                return
            yield telling.traits

    start, clock = time.process_time(), time.perf_counter()
    grouped = cluster(told())
    linked, clock = time.process_time() - start - made, time.perf_counter() - clock
    mentions = sum(map(len, grouped.events)) + len(grouped.left_out)
    each = 1e6 * linked / (mentions * math.log2(mentions))
    print(
        f"{mentions} mentions, {len(grouped.events)} events: linked in {linked:.1f} s, {each:.1f} µs for each n log2 n,"
        f" peak memory {_peak_mb():.0f} MB; with making the mentions, {made:.0f} s, {clock:.0f} s by the clock",
        flush=True,
    )


def fill(size: int, at: str | None) -> None:
    """Fill an empty ledger with so many mentions at once (see filling.py)."""
    (last,) = deque(reports(size), maxlen=1)
    with _place(at) as place, Ledger.open(place) as ledger, ledger._writing() as conn:
        filled(conn, reports(size), last.report.published_on or FIRST_DAY)
        if conn.dialect.name == "postgresql":
            conn.execute(text("ANALYZE"))  # as a server does by itself within a minute


def add(size: int, at: str | None) -> None:
    """Add reports of so many mentions one by one, after those that are kept, and tell what each tenth of them took."""
    with _place(at) as place, Ledger.open(place) as ledger:
        kept = ledger.counts()
        everything = list(islice(reports(kept["mentions"] + size), kept["reports"], None))
        batch = math.ceil(len(everything) / BATCHES)
        for start in range(0, len(everything), batch):
            took = [_cpu_ms(lambda one=one: ledger.add([one])) for one in everything[start : start + batch]]
            held = ledger.counts()
            on_disk = f"{place.stat().st_size / 1e6:.0f} MB on disk, " if isinstance(place, Path) else ""
            print(
                f"{held['mentions']} mentions, {held['events']} events: {statistics.mean(took):.1f} ms a report, "
                f"median {statistics.median(took):.1f}, 95 of 100 below {percentile(took):.1f} ms, "
                f"{on_disk}{_peak_mb():.0f} MB of memory",
                flush=True,
            )


def ask(size: int, at: str | None) -> None:
    """Ask for a box, a window of days and a side; an empty ledger is filled first, with events of one mention each."""
    with _place(at) as place, Ledger.open(place) as ledger:
        finder, wanted = ledger.finder(), wanted_areas()
        if not finder.count(Wanted()):
            fill_events(ledger, reports(size))
        for name, asking in _questions(finder):
            took = [_clock_and_cpu_ms(lambda one=one, asking=asking: asking(one)) for one in wanted]
            clock, cpu = ([times[n] for times in took] for n in (0, 1))
            print(
                f"{finder.count(Wanted())} events, {name}: median {statistics.median(clock):.1f} ms, "
                f"95 of 100 below {percentile(clock):.1f} ms, the slowest {max(clock):.1f} ms; "
                f"of this process median {statistics.median(cpu):.1f} ms, 95 of 100 below {percentile(cpu):.1f} ms",
                flush=True,
            )


def find(size: int, at: str | None) -> None:
    """Make each analysis of the worst war and a briefing of its month; the times hold the reading of the ledger."""
    with _place(at) as place:
        with Ledger.open(place) as ledger:
            if not ledger.finder().count(Wanted()):
                fill_events(ledger, _armed(reports(size)), with_reports=True)
            events = ledger.finder().count(Wanted())
            (worst,) = ledger.finder().countries(Wanted(), 1)
            month = _last_month(ledger)
        for name, job in _analyses(str(place), worst.value, month):
            clock, cpu = (took / 1000 for took in _clock_and_cpu_ms(job))
            print(
                f"{events} events, {name}: {cpu:.2f} s of the processor, {clock:.2f} s by the clock, "
                f"peak memory so far {_peak_mb():.0f} MB",
                flush=True,
            )


def _last_month(ledger: Ledger) -> tuple[date, date]:
    """The first and the last day of the last whole month of a ledger."""
    (latest,) = ledger.finder().page(Wanted(), 1).events
    assert latest.date.start is not None
    until = latest.date.start.replace(day=1) - timedelta(days=1)
    return until.replace(day=1), until


def _analyses(place: str, worst: str, month: tuple[date, date]) -> Iterator[tuple[str, Callable[[], object]]]:
    country = Place(name="the worst war", country=worst, precision="country")
    analyses: dict[str, tuple[Query, Callable[..., Finding]]] = {
        "rounds": (ask_for(by=["Army"], country=country), find_rounds),
        "trend": (ask_for(country=country), find_trend),
        "firsts": (ask_for(country=country), find_firsts),
        "responses": (ask_for(by=["Army"], against=["Front 0"], country=country), find_exchange),
    }
    for when, days in (("a month", month), ("always", (None, None))):
        for name, (query, analysis) in analyses.items():
            asked = replace(query, since=days[0], until=days[1])
            yield f"{name}, {when}", lambda asked=asked, analysis=analysis: answer(place, None, asked, analysis)
    yield "briefing, a month", lambda: _brief(place, Scope(*month, country=worst))


def _brief(place: str, scope: Scope) -> None:
    with Ledger.open(place) as ledger:
        briefing(ledger, scope, "md")


def _armed(coded: Iterator[CodedReport]) -> Iterator[CodedReport]:
    """The same with the weapons that the made-up world does not name."""
    for one in coded:
        armed = (m.model_copy(update={"weapons": WEAPONS.get(m.action, ())}) for m in one.mentions)
        yield one.model_copy(update={"mentions": tuple(armed)})


@contextmanager
def _place(at: str | None) -> Iterator[Path | str]:
    if at is not None:
        yield at
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "growth.db"


def fill_events(
    ledger: Ledger, coded: Iterator[CodedReport], with_reports: bool = False, named: Callable[[str], str] = str
) -> None:
    """Write events of one mention each into the current tables, without a history, in transactions of many.

    `named` gives the event id of a telling.
    """
    age = 0
    while some := list(islice(coded, AT_ONCE)):
        with ledger._writing() as conn:
            if with_reports:
                rows = [{"id": c.report.id, "version": 1, "digest": "", "payload": c.model_dump_json()} for c in some]
                conn.execute(insert(schema.reports), rows)
                put_reports(conn, [c.report for c in some])
            events = [merge(named(telling.key), [telling]) for telling in tellings(some) if telling.anchored]
            for start in range(0, len(events), AT_ONCE):
                age = _fill_events(conn, events[start:][:AT_ONCE], age)
    with ledger._writing() as conn:
        if conn.dialect.name == "postgresql":
            conn.execute(text("ANALYZE"))  # as a server does by itself within a minute


def _fill_events(conn: Connection, events: list[Event], age: int) -> int:
    rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
    aged = list(enumerate(events, age + 1))
    for number, event in aged:
        for table, those in rows_of(event, number, rejected=0).items():
            rows[table] += those
    for table, those in rows.items():
        conn.execute(insert(table), those)
    put(conn, aged)
    return age + len(events)


def wanted_areas() -> list[Wanted]:
    """Boxes of five degrees around towns of the worst wars, a month of days, and a side by a part of its name."""
    places = [c.mentions[0].places[0] for c in reports(400) if c.mentions[0].places]
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


def _cpu_ms(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return 1000 * (time.process_time() - start)


def _clock_and_cpu_ms(job: Callable[[], object]) -> tuple[float, float]:
    start = time.perf_counter()
    cpu = _cpu_ms(job)
    return 1000 * (time.perf_counter() - start), cpu


def percentile(took: list[float]) -> float:
    return sorted(took)[math.ceil(0.95 * len(took)) - 1]


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
