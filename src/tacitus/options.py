"""The choices and options that several commands share."""

from __future__ import annotations

import sys
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tacitus.errors import LedgerError

if TYPE_CHECKING:
    from rich.console import Console


class EventFormat(StrEnum):
    """How events are printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    geojson = "geojson"
    acled = "acled"
    ged = "ged"
    plover = "plover"
    gdelt = "gdelt"


class EventStatus(StrEnum):
    """How an event stands."""

    reported = "reported"
    confirmed = "confirmed"
    claimed = "claimed"
    disputed = "disputed"
    denied = "denied"


class ClaimFormat(StrEnum):
    """How claims are printed."""

    table = "table"
    jsonl = "jsonl"


class BriefFormat(StrEnum):
    """How a briefing is written."""

    md = "md"
    html = "html"
    pdf = "pdf"


class FindingFormat(StrEnum):
    """How a finding is printed."""

    table = "table"
    json = "json"


class SetField(StrEnum):
    """The fields of an event that a reviewer may set."""

    action = "action"
    status = "status"
    date = "date"
    places = "places"
    initiators = "initiators"
    targets = "targets"
    facilities = "facilities"
    weapons = "weapons"
    killed = "killed"
    wounded = "wounded"
    missing = "missing"
    captured = "captured"
    displaced = "displaced"


class GoldPart(StrEnum):
    """Which items of a gold set are scored."""

    all = "all"
    dev = "dev"
    held = "held"


def _country(code: str | None) -> str | None:
    if code is not None and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise typer.BadParameter(f"{code!r} is not a code of two letters, such as IQ for Iraq")
    return code.upper() if code else None


class DiffFormat(StrEnum):
    """How differences are printed."""

    text = "text"
    jsonl = "jsonl"


def moment(text: str | None) -> date | datetime | None:
    """A day, or a time; UTC where it names no zone."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text) if len(text) == len("2024-01-31") else datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no moment, such as 2024-01-31 or 2024-01-31T18:00") from None


def day(moment: datetime | None) -> date | None:
    """The day of a date that Typer has read."""
    return moment.date() if moment else None


def ordered(since: datetime | None, until: datetime | None) -> None:
    """Refuses a window that ends before it begins. Raises BadParameter."""
    if since and until and until < since:
        raise typer.BadParameter(f"{until:%Y-%m-%d} is before --since {since:%Y-%m-%d}", param_hint="--until")


def known_action(action: str | None) -> None:
    """Refuses an action that the codebook does not have. Raises BadParameter."""
    from tacitus.ontology import ontology

    if action is not None and action not in ontology().actions:
        raise typer.BadParameter(f"no action {action!r}; docs/codebook.md lists them", param_hint="--action")


def console() -> Console:
    """Standard output; 120 columns where it is not a terminal, whose width nobody knows."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 120)


def existing(ledger: str) -> str:
    """A ledger to read must be there: a mistyped path must not make an empty one. Raises LedgerError."""
    from tacitus.ledger.stores import store_at

    store = store_at(ledger)
    if not store.exists():
        advice = f"`tacitus add REPORTS --ledger {store.name}` makes one"
        raise LedgerError(f"{store.name}: there is no such ledger; {advice}")
    return ledger


LedgerOption = Annotated[
    str, typer.Option("--ledger", metavar="LEDGER", help="The ledger: a file, or a postgresql:// address.")
]
Sources = Annotated[
    list[str], typer.Argument(help="Files, folders, addresses of pages or feeds, or - for standard input.")
]
Published = Annotated[str | None, typer.Option(help="Publication date where an input has none (YYYY-MM-DD).")]
Publisher = Annotated[str | None, typer.Option(help="Publisher where an input names none.")]
Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day.")]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day.")]
Country = Annotated[
    str | None, typer.Option(help="ISO 3166-1 alpha-2 code of the place, such as IQ.", callback=_country)
]
ActorOption = Annotated[str | None, typer.Option("--actor", help="Id of a side, or part of its name.")]
DEFAULT_LEDGER = "tacitus.db"
EventId = Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event.")]
Author = Annotated[str, typer.Option(envvar="TACITUS_AUTHOR", help="Who decides.")]
Reason = Annotated[str, typer.Option(help="Why.")]
Expect = Annotated[
    int | None, typer.Option(min=1, help="The event's revision that you saw; refused if it has changed since.")
]
# Read by a callback, for Typer knows no type that is a day or a time.
AsOf = Annotated[
    Any,
    typer.Option(
        callback=moment, metavar="DATE", help="As the ledger stood at the end of that day, or at that time (UTC)."
    ),
]
ChangedSince = Annotated[
    Any,
    typer.Option(callback=moment, metavar="DATE", help="Tell what changed in the ledger since the end of that day."),
]
