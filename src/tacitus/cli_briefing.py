"""The commands of the briefing: writing one, and asking why a number stands in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tacitus.options import (
    DEFAULT_LEDGER,
    ActorOption,
    AsOf,
    BriefFormat,
    ChangedSince,
    Country,
    LedgerOption,
    Since,
    Until,
    day,
    existing,
    ordered,
)


def register(app: typer.Typer) -> None:
    """Adds the commands of this module to the application."""
    for command in (brief, why):
        app.command()(command)


def brief(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    since: Since = None,
    until: Until = None,
    country: Country = None,
    actor: ActorOption = None,
    as_of: AsOf = None,
    changed_since: ChangedSince = None,
    format: Annotated[
        BriefFormat | None,
        typer.Option(
            "--format", help="Markdown, one self-contained page, or PDF; else what the file's ending says, or html."
        ),
    ] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Write a briefing with footnotes.

    It tells what happened, who says so, rounds and answers, claims checked, trends, firsts, what changed and what is
    disputed; every figure leads to its sentence.
    """
    from tacitus import briefings, workflow
    from tacitus.ledger import Ledger
    from tacitus.publishing.parts import Scope

    ordered(since, until)
    with Ledger.open(existing(ledger)) as kept:
        scope = Scope(day(since), day(until), country, actor, as_of, changed_since)
        made = briefings.briefing(kept, scope, (format or _by_ending(output)).value)
    workflow.write_whole(output, made)
    Console(stderr=True).print(f"wrote {output}", highlight=False)


def _by_ending(output: Path) -> BriefFormat:
    """The format that a file's name asks for."""
    ending = output.suffix.lower().removeprefix(".")
    return next((known for known in BriefFormat if known.value == ending), BriefFormat.html)


def why(
    number: Annotated[str, typer.Argument(metavar="ID", help="The id that a briefing prints beside a statement.")],
    since: Since = None,
    until: Until = None,
    country: Country = None,
    actor: ActorOption = None,
    as_of: AsOf = None,
    changed_since: ChangedSince = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Show where a number of a briefing comes from.

    The question put to the ledger, the events and the sentences of their reports. Give the options of the briefing.
    """
    from tacitus import briefings
    from tacitus.ledger import Ledger
    from tacitus.publishing.parts import Scope

    ordered(since, until)
    with Ledger.open(existing(ledger)) as kept:
        scope = Scope(day(since), day(until), country, actor, as_of, changed_since)
        for line in briefings.why(kept, scope, number):
            sys.stdout.write(line + "\n")
