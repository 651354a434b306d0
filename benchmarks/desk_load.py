"""How the desk bears many readers while somebody writes, and how fast its server answers a filter.

    python benchmarks/desk_load.py filters --events 100000 --at big.db   # the server's time of filters, one at a time
    python benchmarks/desk_load.py readers --readers 200 --seconds 60 --at big.db   # readers at once, with a writer

The ledger is filled with the made-up world of growth.py where it is absent. The server runs in a process of its own
on the loopback, as `tacitus serve` does. Each reader looks at what it got for `--think` seconds (on average) before it
asks again, as people do; the writer adds a report every second. What was measured stands in docs/desk.md.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import httpx
from growth import fill_events, percentile
from synthetic import reports

from tacitus.ledger import Ledger, Wanted

FILTERS = (
    "",
    "country={country}",
    "actor={actor}",
    "action=air_strike&since=2000-03-01&until=2000-03-31",
    "box={box}&since=2000-03-01&until=2000-03-31",
    "killed=5",
    "q={word}",
    "publisher=paper+3",
    "box={box}&actor={actor}&since=2000-03-01&until=2000-03-31",
)
ASKED_TIMES = 20
TOWNS = (
    "Hilla Kirkuk Tikrit Samarra Basra Karbala Najaf Mosul Ramadi Fallujah Baqubah Kut Nasiriyah Amarah Diwaniyah "
    "Erbil Homs Hama Aleppo Raqqa Idlib Daraa Palmyra"
).split()
FIRST_WRITTEN = date(2024, 1, 31)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("filters", "readers"))
    parser.add_argument("--at", type=Path, required=True, help="where the ledger is, or is to be made")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--no-writer", action="store_true", help="only readers, to tell what writing costs them")
    parser.add_argument("--think", type=float, default=2.0)
    parser.add_argument("--every", type=float, default=1.0, help="seconds from one report of the writer to the next")
    asked = parser.parse_args()
    filled(asked.at, asked.events)
    with served(asked.at) as (address, server):
        if asked.what == "filters":
            ask_filters(address)
        else:
            began = processor_seconds(server)
            asyncio.run(read(address, asked, not asked.no_writer))
            print(f"the server used {processor_seconds(server) - began:.1f} s of the processor")


def filled(place: Path, size: int) -> None:
    with Ledger.open(place) as ledger:
        if not ledger.finder().count(Wanted()):
            fill_events(ledger, reports(size), True, lambda key: f"E{hashlib.sha256(key.encode()).hexdigest()[:12]}")
        print(f"{ledger.finder().count(Wanted())} events", flush=True)


@contextmanager
def served(place: Path) -> Iterator[tuple[str, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = "from tacitus.cli import main; main()"
    options = ["serve", "--port", str(port), "--ledger", str(place), "--author", "the benchmark"]
    process = subprocess.Popen([sys.executable, "-c", command, *options], env=os.environ)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{address}/api/v1/about").raise_for_status()
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def processor_seconds(pid: int) -> float:
    """What a process has used of the processor (Linux), which other work on the machine changes little."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def choices(address: str) -> dict[str, str]:
    """The country, side and box with most events, which are the dearest to ask for, and a word."""

    def most(what: str) -> str:
        return str(httpx.get(f"{address}/api/v1/events/choices/{what}?limit=1").json()["choices"][0]["value"])

    spot = next(p for p in httpx.get(f"{address}/api/v1/places?limit=50").json()["places"] if p["precision"] == "exact")
    box = ",".join(f"{x:.4f}" for x in (spot["lon"] - 2.5, spot["lat"] - 2.5, spot["lon"] + 2.5, spot["lat"] + 2.5))
    return {"country": most("countries"), "actor": most("actors"), "box": box, "word": "market"}


def ask_filters(address: str) -> None:
    """Ask for the first page of each filter many times, one at a time."""
    chosen = choices(address)
    with httpx.Client(base_url=f"{address}/api/v1") as client:
        for path in ("events", "events/count"):
            for query in (one.format(**chosen) for one in FILTERS):
                took = []
                for number in range(ASKED_TIMES):
                    new = {"accept": f"application/json;v={number}"}  # no answer that is known already
                    began = time.perf_counter()
                    client.get(f"/{path}?{query}", headers=new).raise_for_status()
                    took.append(1000 * (time.perf_counter() - began))
                print(
                    f"{path}?{query}: median {statistics.median(took):.1f} ms, slowest {max(took):.1f} ms", flush=True
                )


async def read(address: str, asked: argparse.Namespace, writes: bool) -> None:
    """Readers at once for so many seconds, with a writer at work."""
    readers, seconds, think = asked.readers, asked.seconds, asked.think
    chosen = choices(address)
    took: dict[str, list[float]] = defaultdict(list)
    answers: Counter[str] = Counter()
    end = time.perf_counter() + seconds
    limits = httpx.Limits(max_connections=readers + 5, max_keepalive_connections=readers + 5)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=30) as client:
        known = (await client.get("/api/v1/events?limit=500")).json()["events"]
        ids = [event["id"] for event in known]

        async def timed(kind: str, method: str, path: str, **more: object) -> None:
            began = time.perf_counter()
            try:
                answer = await client.request(method, path, **more)  # type: ignore[arg-type]
                answers[f"{kind} {answer.status_code}"] += 1
            except httpx.HTTPError as error:
                answers[f"{kind} {type(error).__name__}"] += 1
            took[kind].append(1000 * (time.perf_counter() - began))

        async def reader(number: int) -> None:
            chance = random.Random(number)
            await asyncio.sleep(chance.uniform(0, think))
            while time.perf_counter() < end:
                what = chance.random()
                if what < 0.5:
                    query = chance.choice(FILTERS).format(**chosen)
                    await timed("list", "GET", f"/api/v1/events?{query}")
                elif what < 0.9:
                    await timed("event", "GET", f"/api/v1/events/{chance.choice(ids)}")
                else:
                    await timed("page", "GET", f"/events/{chance.choice(ids)}")
                await asyncio.sleep(chance.expovariate(1 / think))

        async def writer() -> None:
            number = 0
            while time.perf_counter() < end:
                number += 1
                town, when = TOWNS[number % len(TOWNS)], FIRST_WRITTEN + timedelta(days=number)
                text = f"An air strike killed {number % 9 + 2} people in {town} on Tuesday, officials said."
                report = {"id": f"load{os.getpid()}-{number}", "text": text, "published": when.isoformat()}
                began = time.perf_counter()
                await timed("write", "POST", "/api/v1/reports", json={"reports": [report]})
                await asyncio.sleep(max(0.0, asked.every - (time.perf_counter() - began)))

        await asyncio.gather(*([writer()] if writes else []), *(reader(number) for number in range(readers)))
    everything = [t for kind, times in took.items() if kind != "write" for t in times]
    print(
        f"{readers} readers, {seconds:.0f} s, {len(everything) / seconds:.0f} answers a second: "
        f"median {statistics.median(everything):.0f} ms, 95 of 100 below {percentile(everything):.0f} ms, "
        f"slowest {max(everything):.0f} ms"
    )
    for kind, times in sorted(took.items()):
        print(f"  {kind}: {len(times)}, median {statistics.median(times):.0f} ms, p95 {percentile(times):.0f} ms")
    print(json.dumps(dict(sorted(answers.items()))))


if __name__ == "__main__":
    main()
