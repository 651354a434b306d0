"""The command that watches feeds."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Annotated

import typer

from tacitus.options import DEFAULT_LEDGER, LedgerOption

FeedsFile = Annotated[
    Path, typer.Argument(metavar="FEEDS.toml", help="What to watch; docs/watching.md shows how to say it.")
]


def register(app: typer.Typer) -> None:
    """Adds the command of this module to the application."""
    app.command()(watch)


def watch(
    feeds: FeedsFile,
    once: Annotated[bool, typer.Option("--once", help="One round, for cron and the like.")] = False,
    state: Annotated[
        Path | None, typer.Option(help="What is known of the feeds; without it, a file beside the ledger.")
    ] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Watch feeds and pages: code and keep what is new, and send alerts, until Ctrl-C."""
    from tacitus.analysis.words import plural
    from tacitus.ledger import Ledger
    from tacitus.watching.config import load
    from tacitus.watching.state import State, beside
    from tacitus.watching.watcher import Watcher, alone

    config = load(feeds)
    where, stop = state or beside(ledger), Event()
    _stop_on_signals(stop)
    with alone(where), Ledger.open(ledger) as kept:
        watching = Watcher(config, State(where), kept, feeds.resolve().parent, say=_say, complain=_complain, stop=stop)
        with watching:
            if once:
                fine = watching.once()
            else:
                sys.stderr.write(f"watching {plural(len(config.feed), 'feed')} for {kept.name} (Ctrl-C stops it)\n")
                watching.run()
                fine = True
    if stop.is_set():
        sys.stderr.write("stopped; the next run goes on from here\n")
    if not fine:
        raise typer.Exit(1)


def _stop_on_signals(stop: Event) -> None:
    """The first Ctrl-C, or TERM, ends it between two articles; the second at once, which loses nothing either."""

    def asked(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    signal.signal(signal.SIGINT, asked)
    signal.signal(signal.SIGTERM, asked)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _complain(line: str) -> None:
    sys.stderr.write(" ".join(line.split()) + "\n")
    sys.stderr.flush()
