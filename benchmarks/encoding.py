"""What the encoder is worth: suites scored without it and with it.

    PYTHONPATH=src python benchmarks/encoding.py GOLD

GOLD holds one folder for each suite. Passages are scored on their held-out fifth, as are newswire reports and briefs
of training/; the snippets on all items, none of which any model has learned from.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from tacitus.coding import Coder
from tacitus.evaluation import Part, evaluate
from tacitus.evaluation.system import Tacitus

TRAINING = Path(__file__).parents[1] / "training"
OF_PASSAGES = ("quiet_passages_wrong", "event_mention_f1", "action", "factuality")
OF_DISPATCHES = ("f1", "splits_per_event", "merges_per_event", "articles_recall")
SNIPPETS = {"event_types": ("weighted_f1",), "plover": ("accuracy",), "actors": ("f1",)}


def show(name: str, suite: str, folder: Path, part: Part, measures: tuple[str, ...]) -> None:
    """Print each measure without the encoder and with it."""
    scored = [evaluate(suite, folder, part=part, system=Tacitus(Coder(encodes=e))).measures for e in (False, True)]
    for measure in measures:
        print(f"{name:22}{part:6}{measure:24}" + "".join(f"{s[measure]:8.3f}" for s in scored), flush=True)


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    show("passages", "passages", gold / "passages", "held", OF_PASSAGES)
    for name in ("newswire", "briefs"):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(TRAINING / f"{name}.jsonl", Path(folder) / "passages.jsonl")
            show(name, "passages", Path(folder), "held", OF_PASSAGES)
    parts: tuple[Part, ...] = ("dev", "held")
    for part in parts:
        show("dispatches", "dispatches", gold / "dispatches", part, OF_DISPATCHES)
    for suite, measures in SNIPPETS.items():
        show(suite, suite, gold / suite, "all", measures)


if __name__ == "__main__":
    main()
