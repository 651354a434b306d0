"""The `tacitus ledger` commands: on a ledger as a whole."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tacitus.options import existing

ledger_app = typer.Typer(help="Ledgers as a whole.", no_args_is_help=True)


@ledger_app.callback()
def _group() -> None:
    """Keeps `copy` a command of its own while it is the only one."""


@ledger_app.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The ledger: a file, or a postgresql:// address.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="A new file, or an empty database.")],
) -> None:
    """Copy a ledger, from a file into a database of PostgreSQL or back.

    All of it is copied, with its history and the same proof, or nothing.
    """
    from tacitus import workflow

    sys.stdout.write(workflow.copy_ledger(existing(source), target) + "\n")
