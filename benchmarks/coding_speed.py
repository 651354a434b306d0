"""How fast reports are coded: words a second on one core, and peak memory.

    python benchmarks/coding_speed.py [REPORTS...] [--words 100000]

The reports of each file (default: examples/dispatches.jsonl, which tell of conflict, and benchmarks/plain.jsonl,
ordinary news, which does not) are coded again and again until so many words are coded. Loading the parser, the tables
and the gazetteer is timed apart.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import time
from collections.abc import Sequence
from pathlib import Path

from tacitus.coding import Coder
from tacitus.reading import Refusal, read
from tacitus.records import Report

HERE = Path(__file__).parent
SETS = [HERE.parent / "examples" / "dispatches.jsonl", HERE / "plain.jsonl"]


def main() -> None:
    """Code, and print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path, nargs="*", default=SETS)
    parser.add_argument("--words", type=int, default=100_000)
    args = parser.parse_args()
    started = time.process_time()
    coder = Coder().load()
    coder.code(Report(id="first", text="Rockets hit the base near Erbil on Monday.", lang="en"))
    print(f"loading {time.process_time() - started:.1f} s")
    for path in args.reports:
        reports = [item for item in read([str(path)]) if not isinstance(item, Refusal)]
        print(f"{path.name}: {speed(coder, reports, args.words)}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def speed(coder: Coder, reports: Sequence[Report], most: int) -> str:
    """Words a second of processor time over so many words, and what was found in them."""
    words = mentions = claims = 0
    started = time.process_time()
    for report in itertools.cycle(reports):
        if words >= most:
            break
        coded = coder.code(report)
        mentions += len(coded.mentions)
        claims += len(coded.claims)
        words += len(report.text.split())
    spent = time.process_time() - started
    return f"{words} words in {spent:.1f} s: {words / spent:.0f} words/s; {mentions} mentions, {claims} claims"


if __name__ == "__main__":
    main()
