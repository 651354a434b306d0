"""How the time to link and store one report grows with the ledger.

    python benchmarks/ledger_growth.py [--reports 1000] [--batch 100]

Writes made-up coded reports of a war that does not end into a ledger in a temporary folder: every day some towns are
struck and answer, each happening is told by several papers, some only as "strikes in the country", some in passing and
without a date. Prints milliseconds of processor time a report for every batch. The same numbers of reports give the
same reports; only the times differ.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tacitus.ledger import Ledger
from tacitus.records import (
    Actor,
    Casualties,
    CodedReport,
    DateRange,
    Evidence,
    Figure,
    Mention,
    Place,
    Report,
)

FIRST_DAY = date(2020, 1, 1)
PAPERS_PER_DAY = 6
COUNTRY = Place(name="Landia", lat=10.0, lon=10.0, country="XA", precision="country")
TOWNS = [
    Place(name=f"Town {n}", lat=8 + 0.5 * (n % 8), lon=8 + 0.5 * (n // 8), country="XA", gazetteer_id=f"town-{n}")
    for n in range(40)
]
ARMY = Actor(id="XA:military", name="Army of Landia", kind="state_forces", country="XA")
REBELS = [Actor(id=f"rebels-{n}", name=f"Front {n}", kind="rebels", country="XA") for n in range(3)]
ACTIONS = ("air_strike", "drone_attack", "shelling", "armed_clash", "killing")


def main() -> None:
    """Add the reports batch by batch and print what each batch took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=100)
    asked = parser.parse_args()
    everything = list(reports(asked.reports))
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "growth.db") as ledger:
        print("reports  events  ms a report (processor)  ms a report (clock)")
        for start in range(0, len(everything), asked.batch):
            batch = everything[start : start + asked.batch]
            processor, clock = time.process_time(), time.perf_counter()
            ledger.add(batch)
            each = [1000 * (now - then) / len(batch) for now, then in _spans(processor, clock)]
            print(f"{start + len(batch):7}  {ledger.counts()['events']:6}  {each[0]:23.1f}  {each[1]:19.1f}")


def reports(number: int) -> Iterator[CodedReport]:
    """So many coded reports, day by day."""
    random = Random(1)
    for n in range(number):
        day = FIRST_DAY + timedelta(days=n // PAPERS_PER_DAY)
        yield _report(f"r{n:06}", f"paper {n % PAPERS_PER_DAY}", day, random)


def _report(id_: str, paper: str, day: date, random: Random) -> CodedReport:
    # What happens on a day is drawn from the day alone, so that its papers tell of the same happenings.
    happenings = [_happening(day, k) for k in range(4)] + [_happening(day - timedelta(days=1), 0)]
    words = [f"{happening['action']} word{random.randrange(10_000)} said {paper}" for happening in happenings]
    text = ". ".join(words)
    mentions, start = [], 0
    for number, (happening, sentence) in enumerate(zip(happenings, words, strict=True)):
        if random.random() < 0.6:
            mentions.append(_mention(f"{id_}-{number}", id_, happening, start, random))
        start += len(sentence) + 2
    return CodedReport(
        report=Report(id=id_, text=text, publisher=paper, published=day), mentions=tuple(mentions), claims=()
    )


def _happening(day: date, k: int) -> dict[str, object]:
    random = Random(day.toordinal() * 10 + k)
    sides = [(ARMY,), (random.choice(REBELS),)]
    random.shuffle(sides)
    return {
        "action": random.choice(ACTIONS),
        "date": DateRange(start=day, end=day, precision="day"),
        "places": (random.choice(TOWNS),),
        "initiators": sides[0],
        "targets": sides[1],
        "casualties": Casualties(killed=Figure(low=2 + k, best=2 + k, high=2 + k)),
    }


def _mention(id_: str, report: str, happening: dict[str, object], start: int, random: Random) -> Mention:
    """One happening as one paper tells it: now without the town, now in passing and without a date."""
    told = dict(happening)
    if random.random() < 0.3:
        told["places"] = (COUNTRY,)
    if random.random() < 0.3:
        told["targets"] = ()
    if random.random() < 0.2:
        told |= {"date": DateRange(), "role": "background", "casualties": Casualties(), "places": (COUNTRY,)}
    word = str(told["action"])
    trigger = Evidence(report=report, field="trigger", start=start, end=start + len(word), text=word, how="made up")
    return Mention.model_validate({"id": id_, "report": report, "evidence": (trigger,), **told})


def _spans(processor: float, clock: float) -> tuple[tuple[float, float], tuple[float, float]]:
    return (time.process_time(), processor), (time.perf_counter(), clock)


if __name__ == "__main__":
    main()
