"""The `tacitus` command: each command a few lines over the rooms.

Results go to stdout, reasons to stderr. Exit status: 0 done, 1 some inputs refused or a check failed, 2 wrong usage.
"""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, cast

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tacitus import __version__, cli_briefing, cli_desk, cli_findings, cli_watch
from tacitus.cli_desk import accounts_app
from tacitus.cli_ledger import ledger_app
from tacitus.cli_review import review_app
from tacitus.errors import TacitusError
from tacitus.options import (
    DEFAULT_LEDGER,
    ActorOption,
    AsOf,
    ClaimFormat,
    Country,
    DiffFormat,
    EventFormat,
    EventStatus,
    GoldPart,
    LedgerOption,
    Published,
    Publisher,
    Since,
    Sources,
    Until,
    console,
    day,
    existing,
    known_action,
    moment,
    ordered,
)

if TYPE_CHECKING:
    from tacitus.evaluation import Difference
    from tacitus.workflow import Demo

OUT_OF_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

app = typer.Typer(
    help="Reads news reports and keeps a sourced ledger of conflict events.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
gazetteer_app = typer.Typer(help="The index of place names.", no_args_is_help=True)
app.add_typer(gazetteer_app, name="gazetteer")
app.add_typer(review_app, name="review")
app.add_typer(ledger_app, name="ledger")
app.add_typer(accounts_app, name="accounts")
cli_findings.register(app)
cli_briefing.register(app)
cli_desk.register(app)
cli_watch.register(app)


@app.command()
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the ledger and the briefing.")] = Path(
        "tacitus-demo"
    ),
) -> None:
    """Show it all on the example dispatches.

    They become a ledger, tables, claim checks and a briefing. No network is used.
    """
    from tacitus import workflow

    result = workflow.demo(output)
    _report_refusals(result.refusals)
    print_demo(console(), result)
    if result.refusals:
        raise typer.Exit(1)


@app.command()
def code(sources: Sources, published: Published = None, publisher: Publisher = None) -> None:
    """Code reports without keeping them.

    Prints one JSON object a report: its mentions and claims with their evidence.
    """
    from tacitus import workflow

    refusals: list[str] = []
    for coded in workflow.coded_reports(sources, published, publisher, refusals):
        sys.stdout.write(coded.model_dump_json() + "\n")
    _report_refusals(refusals)
    if refusals:
        raise typer.Exit(1)


@app.command()
def add(
    sources: Sources,
    published: Published = None,
    publisher: Publisher = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Code reports, link them, and keep them."""
    from tacitus import workflow

    result = workflow.add(ledger, sources, published, publisher)
    sys.stdout.write(result.summary + "\n")
    _report_refusals(result.refusals)
    if result.refusals:
        raise typer.Exit(1)


@app.command()
def link(
    rows: Annotated[Path, typer.Argument(help="JSON lines: MAVERICK's columns, mentions, or lines of `tacitus code`.")],
    explain: Annotated[
        Path | None, typer.Option(help="Write here, slot by slot in words, why each pair was joined or not.")
    ] = None,
) -> None:
    """Say which coded rows from elsewhere tell of one event.

    Prints one {"id", "event"} a row.
    """
    from tacitus import workflow

    labels, refusals = workflow.link(rows, explain)
    sys.stdout.writelines(json.dumps({"id": id_, "event": event}) + "\n" for id_, event in labels.items())
    _report_refusals(refusals)
    if refusals:
        raise typer.Exit(1)


@app.command()
def events(
    since: Since = None,
    until: Until = None,
    country: Country = None,
    actor: ActorOption = None,
    action: Annotated[str | None, typer.Option(help="An action of the codebook, such as air_strike.")] = None,
    status: Annotated[EventStatus | None, typer.Option(help="How an event stands.")] = None,
    as_of: AsOf = None,
    format: Annotated[EventFormat, typer.Option("--format", help="How to print them.")] = EventFormat.table,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """List the events of the ledger."""
    from tacitus.ledger import Ledger
    from tacitus.publishing import exports, tables

    known_action(action)
    ordered(since, until)
    with Ledger.open(existing(ledger)) as kept:
        view = kept if as_of is None else kept.as_of(as_of)
        found = view.events(day(since), day(until), country, actor, action, status.value if status else None)
        if format is EventFormat.table:
            _print_table(tables.events_table(found), "no event of the ledger fits")
        else:
            sys.stdout.writelines(exports.export(found, cast("exports.Format", format.value)))


@app.command()
def claims(
    as_of: AsOf = None,
    format: Annotated[ClaimFormat, typer.Option("--format", help="How to print them.")] = ClaimFormat.table,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """List the claims, each with its check."""
    from tacitus import briefings
    from tacitus.ledger import Ledger
    from tacitus.publishing import exports, tables

    with Ledger.open(existing(ledger)) as kept:
        checked = briefings.checked_claims(briefings.material(kept if as_of is None else kept.as_of(as_of)))
    if format is ClaimFormat.table:
        _print_table(tables.claims_table(checked), "the ledger holds no claim")
    else:
        sys.stdout.writelines(exports.claim_lines(checked))


@app.command()
def log(
    event: Annotated[str, typer.Argument(help="Id of an event, as `tacitus events --format jsonl` prints it.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Show how an event came to be.

    Its revisions with their reasons, and why its reports are held to tell of one happening.
    """
    from tacitus import workflow
    from tacitus.ledger import Ledger

    with Ledger.open(existing(ledger)) as kept:
        for line in workflow.event_log(kept, event):
            sys.stdout.write(line + "\n")


@app.command()
def diff(
    start: Annotated[Any, typer.Option("--from", callback=moment, metavar="DATE", help="The earlier state.")],
    end: Annotated[Any, typer.Option("--to", callback=moment, metavar="DATE", help="The later state.")],
    format: Annotated[DiffFormat, typer.Option("--format", help="How to print it.")] = DiffFormat.text,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Show what changed between two states of the ledger, and why.

    A date means the end of that day, UTC: events new, merged, withdrawn and changed, claims, reports and decisions.
    """
    from tacitus.ledger import Ledger
    from tacitus.publishing import differences

    with Ledger.open(existing(ledger)) as kept:
        changes = kept.changes(start, end)
    if format is DiffFormat.jsonl:
        sys.stdout.writelines(differences.difference_json(changes))
    else:
        sys.stdout.writelines(line + "\n" for line in differences.difference_lines(changes))


@app.command()
def evaluate(
    suite: Annotated[str, typer.Argument(help="A suite of docs/own-gold.md, such as passages or dispatches.")],
    folder: Annotated[Path, typer.Argument(help="The folder of its gold files.")],
    part: Annotated[
        GoldPart, typer.Option(help="All items, the development part, or the held-out fifth.")
    ] = GoldPart.all,
    errors: Annotated[Path | None, typer.Option(help="Write every miss and false alarm here, as JSON lines.")] = None,
    compare: Annotated[Path | None, typer.Option(help="Output of an earlier run to show changes from.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Score only the first so many items.")] = None,
) -> None:
    """Score Tacitus on gold.

    Prints a table and, as the last line, one JSON object of the measures.
    """
    from tacitus import workflow

    result, changes = workflow.scores(suite, folder, part.value, limit, errors, compare)
    rows = [(row.name, f"{row.value:.3f}", row.detail) for row in result.rows]
    _print_columns(f"{suite}, {part.value}: {result.cases} items", ("Measure", "Value", "Count"), rows)
    if compare is not None:
        _print_columns(f"Changes from {compare}", ("Measure", "Before", "After", "Change"), map(_difference, changes))
    sys.stdout.write(json.dumps(result.measures) + "\n")


@app.command()
def verify(ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Prove that the history is whole.

    Names the first broken row where it is not.
    """
    from tacitus.ledger import Ledger

    with Ledger.open(existing(ledger)) as kept:
        broken = kept.verify()
        total = kept.counts()["revisions"]
    if broken is not None:
        _fail(f"{kept.name}: {broken}")
    Console().print(f"{kept.name}: the history is whole, {total} revisions", highlight=False, soft_wrap=True)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the records."""
    from tacitus.records import SCHEMA_MODELS

    json.dump({m.__name__: m.model_json_schema() for m in SCHEMA_MODELS}, sys.stdout, indent=2)
    sys.stdout.write("\n")


@gazetteer_app.command("build")
def gazetteer_build(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write the index.")] = None,
    geonames: Annotated[
        Path | None, typer.Option(help="A full GeoNames dump (allCountries.zip) to build from.")
    ] = None,
) -> None:
    """Build the index of place names from open data. Needs the extra: pip install 'tacitus[gazetteer]'."""
    from tacitus import workflow

    built = workflow.build_gazetteer(output, geonames)
    Console().print(f"wrote {built} ({built.stat().st_size / 1e6:.0f} MB)", highlight=False)


@gazetteer_app.command("find")
def gazetteer_find(name: Annotated[str, typer.Argument(help="A place name in any spelling.")]) -> None:
    """Show what the index knows under a name, best first."""
    from tacitus.gazetteer import Gazetteer

    found = Gazetteer.open().lookup(name)
    for place in found:
        where = ", ".join(x for x in (place.admin1, place.country) if x)
        sys.stdout.write(f"{place.name}\t{where}\t{place.feature}\t{place.lat:.4f} {place.lon:.4f}\t{place.id}\n")
    if not found:
        _fail(f"no place is known as {name!r}")


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"tacitus {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Reads news reports and keeps a sourced ledger of conflict events."""


def print_demo(console: Console, result: Demo) -> None:
    """Print what the demo shows: headline, tables, the files written, what to try next."""
    console.print(result.headline, highlight=False)
    for title, table in result.tables:
        console.print(f"\n[bold]{title}[/bold]", highlight=False)
        console.print(table)
    for heading, lines in (("Written", result.written), ("Next", result.next)):
        console.print(f"\n[bold]{heading}[/bold]")
        for what, why in lines:
            console.print(f"  {what}  [dim]# {why}[/dim]", highlight=False, soft_wrap=True)


def _print_table(table: Table, otherwise: str) -> None:
    if table.row_count:
        console().print(table)
    else:
        sys.stderr.write(f"{otherwise}\n")


def _print_columns(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(*columns, title=title, title_justify="left", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for row in rows:
        table.add_row(*map(escape, row))
    console().print(table)


def _difference(one: Difference) -> tuple[str, str, str, str]:
    def number(value: float | None, form: str = ".3f") -> str:
        return "–" if value is None else format(value, form)

    return one.name, number(one.before), number(one.after), number(one.change, "+.3f")


def _report_refusals(refusals: list[str]) -> None:
    for line in refusals:
        sys.stderr.write(f"refused: {line}\n")


def _fail(message: str) -> NoReturn:
    sys.stderr.write(f"tacitus: {message}\n")
    raise typer.Exit(1)


def _lines(error: BaseException) -> Iterator[str]:
    yield " ".join(str(error).split())


def main() -> None:
    """Run the command line; an error that is the input's is one line on stderr and status 1."""
    try:
        app()
    except TacitusError as error:
        sys.stderr.write(f"tacitus: {next(_lines(error))}\n")
        sys.exit(1)
    except BrokenPipeError:
        # the reader of a pipe has left; nothing is wrong with the ledger
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        if error.errno not in OUT_OF_SPACE:
            raise
        where = error.filename or "a file"
        sys.stderr.write(f"tacitus: {where} cannot be written ({error.strerror}); make space and run the same again\n")
        sys.exit(1)
