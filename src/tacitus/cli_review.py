"""The `tacitus review` commands: decisions on events, each with an author and a reason."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tacitus.options import DEFAULT_LEDGER, Author, EventId, Expect, LedgerOption, Reason, SetField, existing

if TYPE_CHECKING:
    from tacitus.ledger import Decision

review_app = typer.Typer(
    help="Decide on events by hand: each decision has an author and a reason, holds when reports are read or coded "
    "anew, and can be undone.",
    no_args_is_help=True,
)


@review_app.command()
def merge(
    events: Annotated[list[str], typer.Argument(help="Ids of two events or more.")],
    author: Author,
    reason: Reason,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Say that several events are one. The oldest id stays, the others lead to it."""
    _decide(ledger, "merge", events, author, reason, None)


@review_app.command()
def split(
    event: EventId,
    off: Annotated[list[str], typer.Argument(help="Ids of reports or mentions that tell of another event.")],
    author: Author,
    reason: Reason,
    expect: Expect = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Say that some reports of an event tell of another one."""
    _decide(ledger, "split", event, author, reason, expect, off=off)


@review_app.command("set")
def set_field(
    event: EventId,
    field: Annotated[SetField, typer.Argument(help="The field.")],
    value: Annotated[
        str,
        typer.Argument(
            help="The value: 5, 5-8 or 5+ for a figure; 2024-01-31 or 2024-01-31/2024-02-02 for a date; words, ids of "
            "sides and gazetteer ids with commas between; JSON; or `unknown`."
        ),
    ],
    author: Author,
    reason: Reason,
    expect: Expect = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Set a field of an event."""
    from tacitus.setting import read_value

    given = read_value(field.value, value)
    _decide(ledger, "set_field", event, author, reason, expect, field=field.value, value=given)


@review_app.command()
def confirm(
    event: EventId, author: Author, reason: Reason, expect: Expect = None, ledger: LedgerOption = DEFAULT_LEDGER
) -> None:
    """Say that an event is confirmed."""
    _decide(ledger, "confirm", event, author, reason, expect)


@review_app.command()
def reject(
    event: EventId, author: Author, reason: Reason, expect: Expect = None, ledger: LedgerOption = DEFAULT_LEDGER
) -> None:
    """Say that an event is none. It is listed no longer."""
    _decide(ledger, "reject", event, author, reason, expect)


@review_app.command()
def note(
    event: EventId, author: Author, reason: Reason, expect: Expect = None, ledger: LedgerOption = DEFAULT_LEDGER
) -> None:
    """Keep a remark on an event; --reason is the remark."""
    _decide(ledger, "note", event, author, reason, expect)


@review_app.command()
def undo(
    decision: Annotated[str, typer.Argument(help="Id of a decision, such as D3.")],
    author: Author,
    reason: Reason,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Take a decision back. The machine's view and the other decisions stand again."""
    from tacitus.ledger import Ledger

    with Ledger.open(existing(ledger)) as kept:
        undone = kept.undo(decision, author=author, reason=reason)
    sys.stdout.write(f"{undone.id} is undone: {undone.words}\n")


@review_app.command("list")
def list_decisions(
    event: Annotated[str | None, typer.Option(help="Only those that shape this event now.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """List the decisions, the first first."""
    from tacitus.ledger import Ledger
    from tacitus.publishing.logs import decision_line

    with Ledger.open(existing(ledger)) as kept:
        for decision in kept.decisions(event):
            sys.stdout.write(decision_line(decision) + "\n")


def _decide(
    ledger: str, kind: str, event: str | list[str], author: str, reason: str, expect: int | None, **what: Any
) -> None:
    from tacitus.ledger import Ledger

    seen = {event: expect} if expect is not None and isinstance(event, str) else None
    with Ledger.open(existing(ledger)) as kept:
        made: Decision = getattr(kept, kind)(event, author=author, reason=reason, expect=seen, **what)
    sys.stdout.write(f"{made.id}: {made.words}\n")
