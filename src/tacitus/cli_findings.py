"""The commands that ask what the ledger shows: rounds, curves, trends, answers, firsts, excitation, forecasts.

Each takes the choice of events that `tacitus events` takes, and the two sides with --by and --against.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast, get_type_hints

import typer

from tacitus.options import (
    DEFAULT_LEDGER,
    ActorOption,
    AsOf,
    Country,
    EventStatus,
    FindingFormat,
    LedgerOption,
    Since,
    Until,
    console,
    day,
    known_action,
    ordered,
)

if TYPE_CHECKING:
    from tacitus.analysis.findings import Finding
    from tacitus.analysis.material import Material
    from tacitus.analysis.queries import Query

Command = Callable[..., None]
FindingT = TypeVar("FindingT", bound="Finding")

By = Annotated[
    list[str] | None,
    typer.Option("--by", help="Who did it: a country, “Iran-backed”, an id or part of a name. Several are one side."),
]
Against = Annotated[list[str] | None, typer.Option("--against", help="To whom, in the same words as --by.")]
Action = Annotated[
    str | None, typer.Option(help="An action of the codebook, such as air_strike; without it, violent events.")
]


class Asked:
    """The question of one call, and how its answer is printed."""

    def __init__(self, query: Query, ledger: str, as_of: Any, format: FindingFormat) -> None:
        self._query, self._ledger, self._as_of, self._format = query, ledger, as_of, format

    def show(self, analysis: Callable[[Query, Material], FindingT]) -> FindingT:
        """Makes the analysis and prints its finding; one that is refused ends with the exit status 1."""
        from tacitus.asking import answer
        from tacitus.publishing.findings import finding_lines

        finding = answer(self._ledger, self._as_of, self._query, analysis)
        if self._format is FindingFormat.json:
            sys.stdout.write(finding.model_dump_json() + "\n")
        else:
            out = console()
            for line in finding_lines(finding):
                out.print(line, highlight=False)
        if finding.refused is not None:
            sys.stderr.write(f"tacitus: no answer: {finding.refused}\n")
            raise typer.Exit(1)
        return finding


def _asked(
    by: By = None,
    against: Against = None,
    since: Since = None,
    until: Until = None,
    country: Country = None,
    actor: ActorOption = None,
    action: Action = None,
    weapon: Annotated[str | None, typer.Option(help="A weapon used, such as drone.")] = None,
    status: Annotated[EventStatus | None, typer.Option(help="How an event stands.")] = None,
    as_of: AsOf = None,
    format: Annotated[FindingFormat, typer.Option("--format", help="How to print it.")] = FindingFormat.table,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> Asked:
    from tacitus.analysis.queries import ask
    from tacitus.publishing.countries import country_place

    known_action(action)
    ordered(since, until)
    query = ask(
        by=by or (),
        against=against or (),
        actor=actor,
        action=action,
        weapon=weapon,
        country=country_place(country),
        since=day(since),
        until=day(until),
        status=status.value if status else None,
    )
    return Asked(query, ledger, as_of, format)


def asking(command: Callable[..., None]) -> Command:
    """Gives a command, which takes an `Asked` first, the options that choose events."""
    _, *own = signature(command).parameters.values()
    shared = signature(_asked).parameters

    def run(**given: Any) -> None:
        command(_asked(**{name: given.pop(name) for name in shared}), **given)

    run.__doc__, run.__name__ = command.__doc__, command.__name__
    merged = signature(command).replace(parameters=[p.replace(kind=p.KEYWORD_ONLY) for p in (*shared.values(), *own)])
    hints = get_type_hints(_asked, include_extras=True) | get_type_hints(command, include_extras=True)
    # What Typer reads the options from.
    run.__signature__ = merged.replace(  # type: ignore[attr-defined]
        parameters=[p.replace(annotation=hints[p.name]) for p in merged.parameters.values()]
    )
    run.__annotations__ = {name: hints[name] for name in merged.parameters}
    return cast("Command", run)


def register(app: typer.Typer) -> None:
    """Adds the commands of this module to the application."""
    for command in (rounds, curve, trend, responses, firsts, excitation, forecast):
        app.command()(asking(command))


def rounds(
    asked: Asked,
    gap: Annotated[
        int | None, typer.Option(min=0, help="Days that events of one round may lie apart; without it, learned.")
    ] = None,
    possible: Annotated[
        bool, typer.Option("--possible", help="Count events too whose other side is not named or only described.")
    ] = False,
) -> None:
    """Number the rounds of one side against another.

    Beside them stand the ordinals that reports give ("the fourth round"), and where they differ, what each counts.
    """
    from tacitus.analysis.numbering import find_rounds

    asked.show(lambda query, held: find_rounds(query, held, gap, possible))


def curve(
    asked: Asked,
    svg: Annotated[Path | None, typer.Option(help="Write the curve here as a picture, too.")] = None,
) -> None:
    """Lay the counts that officials give over time beside the ledger's own.

    --since is the day from which they count: "more than 60 attacks since mid-October".
    """
    from tacitus.analysis.curves import find_curve

    finding = asked.show(find_curve)
    if svg is not None:
        from tacitus.publishing.curves import curve_picture

        _write(svg, curve_picture(finding))


def trend(
    asked: Asked,
    before: Annotated[
        int | None, typer.Option(min=1, help="Days before --since to compare with; without it, as many as asked about.")
    ] = None,
) -> None:
    """Say how often it happens, and whether that changed.

    Rates with intervals, the ratio to the days before --since, the days on which the rate changed; reports beside them.
    """
    from tacitus.analysis.trends import find_trend

    asked.show(lambda query, held: find_trend(query, held, before))


def responses(
    asked: Asked,
    within: Annotated[
        int, typer.Option(min=1, help="Days after an act within which one of the other side counts as following.")
    ] = 7,
    lull: Annotated[int, typer.Option(min=1, help="Days without an act that make a lull.")] = 14,
    svg: Annotated[Path | None, typer.Option(help="Draw the exchange here.")] = None,
) -> None:
    """Say how two sides answer each other: how often, how fast, how hard, and who broke a lull.

    The sides are given with --by and --against. What reports state is told apart from what only follows in time.
    """
    from tacitus.analysis.answering import Exchange, find_exchange
    from tacitus.publishing.exchanges import exchange_picture

    drawn: list[str] = []

    def exchange(query: Query, held: Material) -> Exchange:
        finding = find_exchange(query, held, within, lull)
        if svg is not None:
            drawn.append(exchange_picture(finding, held.events_of(finding.events())))
        return finding

    asked.show(exchange)
    if svg is not None:
        _write(svg, drawn[0])


def firsts(asked: Asked) -> None:
    """List firsts and records: the first use of a weapon by a side, the deadliest event since a day.

    Those of the days asked about, among all earlier events of the ledger.
    """
    from tacitus.analysis.firsts import find_firsts

    asked.show(find_firsts)


def excitation(asked: Asked) -> None:
    """Say how much of what a side does is excited by what was done before, and how fast that dies out.

    With --by and --against, by what each side does to the other. Refused where there are too few events.
    """
    from tacitus.analysis.excitation import find_excitation

    asked.show(find_excitation)


def forecast(asked: Asked) -> None:
    """Say how many events the next four weeks may bring, for a country or two sides.

    With the back-test that it must pass: refused where it does not beat the naive forecasts.
    """
    from tacitus.analysis.expectation import find_expectation

    asked.show(find_expectation)


def _write(path: Path, picture: str) -> None:
    from tacitus.workflow import write_whole

    write_whole(path, picture)
