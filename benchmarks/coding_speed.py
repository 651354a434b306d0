"""How fast reports are coded: words a second on one core, and peak memory.

    python benchmarks/coding_speed.py [REPORTS.jsonl] [--words 100000]

The reports (default: examples/dispatches.jsonl) are coded again and again until so many words are coded. Loading the
parser and the gazetteer is timed apart.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import time
from pathlib import Path

from tacitus.coding import Coder
from tacitus.reading import Refusal, read
from tacitus.records import Report

EXAMPLES = Path(__file__).parent.parent / "examples" / "dispatches.jsonl"


def main() -> None:
    """Code, and print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path, nargs="?", default=EXAMPLES)
    parser.add_argument("--words", type=int, default=100_000)
    args = parser.parse_args()
    reports = [item for item in read([str(args.reports)]) if not isinstance(item, Refusal)]
    started = time.process_time()
    coder = Coder()
    coder.code(Report(id="first", text="Rockets hit the base near Erbil on Monday.", lang="en"))
    loaded = time.process_time() - started
    words = mentions = 0
    started = time.process_time()
    for report in itertools.cycle(reports):
        if words >= args.words:
            break
        mentions += len(coder.code(report).mentions)
        words += len(report.text.split())
    spent = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"loading {loaded:.1f} s; {words} words in {spent:.1f} s of processor time: {words / spent:.0f} words/s")
    print(f"{mentions} mentions; peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
