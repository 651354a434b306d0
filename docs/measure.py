"""Measures Tacitus on every gold suite and writes the table of docs/evaluation.md.

    .venv/bin/python docs/measure.py GOLD [--suite NAME ...]

GOLD holds one folder for each suite. Suites without a folder keep the row they have. Each is scored on the development
part and on the held-out fifth; what is aimed at stands in docs/targets.csv.
"""

from __future__ import annotations

import argparse
import csv
import re
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tacitus.evaluation import SUITES, Part, evaluate

HERE = Path(__file__).parent
PAGE = HERE / "evaluation.md"
PARTS: tuple[Part, ...] = ("dev", "held")
HEAD = "| suite | measure | aim | development | held out | commit | date |\n|---|---|---|---|---|---|---|\n"
TABLE = re.compile(r"(?<=<!-- table -->\n).*?(?=<!-- end of table -->)", re.DOTALL)


def measure_of(measures: Mapping[str, Any], path: str) -> float:
    """The measure at a dotted path; a name may hold dots or spaces itself, so the longest name is taken first."""
    if path in measures:
        return float(measures[path])
    head, _, rest = path.partition(".")
    return measure_of(measures[head], rest)


def rows(gold: Path, suites: list[str], commit: str, day: str) -> dict[tuple[str, str], str]:
    """A line of the table for each target of the suites, by suite and measure."""
    with (HERE / "targets.csv").open(encoding="utf-8", newline="") as file:
        targets = [row for row in csv.DictReader(file) if row["suite"] in suites]
    found = {}
    for suite in suites:
        scored = {part: evaluate(suite, gold / suite, part=part).measures for part in PARTS}
        for row in (t for t in targets if t["suite"] == suite):
            values = " | ".join(_shown(measure_of(scored[part], row["measure"]), row) for part in PARTS)
            aim = f"{row['target']} at most" if row["better"] == "low" else row["target"]
            line = f"| {suite} | {row['what']} | {aim} | {values} | {commit} | {day} |"
            found[suite, row["what"]] = line
            print(line)
    return found


def _shown(value: float, row: Mapping[str, str]) -> str:
    """The value, in bold where it reaches the aim."""
    target = float(row["target"])
    reached = value <= target if row["better"] == "low" else value >= target
    return f"**{value:.3f}**" if reached else f"{value:.3f}"


def merged(page: str, fresh: Mapping[tuple[str, str], str]) -> str:
    """The page with its table brought up to date."""
    table = TABLE.search(page)
    if table is None:
        raise SystemExit(f"{PAGE}: has no table between <!-- table --> and <!-- end of table -->")
    kept = {}
    for line in table.group().splitlines()[2:]:
        suite, what = (cell.strip() for cell in line.split("|")[1:3])
        kept[suite, what] = line
    lines = kept | dict(fresh)
    order = {suite: i for i, suite in enumerate(SUITES)}
    ranked = sorted(lines.values(), key=lambda line: order[line.split("|")[1].strip()])
    return page[: table.start()] + HEAD + "".join(f"{line}\n" for line in ranked) + page[table.end() :]


def main() -> None:
    """Score the suites whose folders are there and rewrite the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--suite", action="append", choices=sorted(SUITES))
    args = parser.parse_args()
    suites = [s for s in SUITES if (args.gold / s).is_dir() and (not args.suite or s in args.suite)]
    if not suites:
        parser.error(f"{args.gold} holds no folder of a suite ({', '.join(SUITES)})")
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True, cwd=HERE
    ).stdout.strip()
    fresh = rows(args.gold, suites, commit, datetime.now(UTC).date().isoformat())
    PAGE.write_text(merged(PAGE.read_text(encoding="utf-8"), fresh), encoding="utf-8")


if __name__ == "__main__":
    main()
