"""Events and claims as tables for the terminal, for 100 columns and wider."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from tacitus.analysis.words import listed, when
from tacitus.ontology import ontology
from tacitus.publishing.countries import country_name
from tacitus.publishing.sentences import figure_words
from tacitus.records import Casualties, Claim, ClaimCheck, Event, Verdict

_VERDICT: dict[Verdict, tuple[str, str]] = {
    "agrees": ("agrees", "green"),
    "ledger_below": ("ledger below", "yellow"),
    "contradicted": ("contradicted", "red"),
    "not_comparable": ("not comparable", "dim"),
}
_LETTER = {"near": "~", "admin2": "⊂", "admin1": "⊂", "country": "⊂", "water": "⊂"}


def events_table(events: Iterable[Event]) -> Table:
    """One row an event, in the order given: date, action, sides, place, people hurt, publishers.

    A place known only as an area has "⊂" before it, one that is only near has "~".
    """
    table = _table("Events")
    table.add_column("Date", width=11)
    table.add_column("Action", width=12)
    table.add_column("By", overflow="fold", min_width=9, ratio=4)
    table.add_column("Against", overflow="fold", min_width=9, ratio=4)
    table.add_column("Where", overflow="fold", min_width=12, ratio=5)
    table.add_column("People hurt", overflow="fold", min_width=11, ratio=3)
    table.add_column("Pub.", justify="right", width=4)
    for event in events:
        action = Text(ontology().action(event.action).label)
        if event.status != "reported":
            action.append(f"\n{event.status}", style="italic")
        table.add_row(
            Text(_date(event)),
            action,
            Text(listed(a.name for a in event.initiators) or "not named", style="" if event.initiators else "dim"),
            Text(listed(a.name for a in event.targets) or listed(event.facilities)),
            Text(_where(event)),
            Text(_hurt(event.casualties)),
            str(event.publishers),
        )
    return table


def claims_table(checked: Iterable[tuple[Claim, ClaimCheck]]) -> Table:
    """One row a claim: its words, who makes it, what the ledger holds, and why the check comes out so."""
    table = _table("Claims")
    table.add_column("Claim", overflow="fold", min_width=20, ratio=4)
    table.add_column("Kind", width=7)
    table.add_column("By", overflow="fold", min_width=8, ratio=2)
    table.add_column("Held", justify="right", width=5)
    table.add_column("Check", width=14)
    table.add_column("Why", overflow="fold", min_width=24, ratio=6)
    for claim, check in checked:
        words, style = _VERDICT[check.verdict]
        table.add_row(
            Text(f"“{' '.join(claim.evidence.text.split())}”"),
            claim.kind,
            Text(claim.claimant or "the report"),
            "–" if check.ledger_count is None else f"{check.ledger_count:,}",
            Text(words, style=style),
            Text(check.why),
        )
    return table


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", expand=True, show_lines=True, border_style="dim")


def _date(event: Event) -> str:
    dates = event.date
    if dates.start is None or dates.end is None:
        return "unknown"
    if dates.start == dates.end:
        return dates.start.isoformat()
    if dates.precision in ("month", "year"):
        return when(dates)
    return f"{dates.start.isoformat()} –\n{dates.end.isoformat()}"


def _where(event: Event) -> str:
    parts = []
    for place in event.places:
        name = place.name
        country = country_name(place.country)
        if country and country != name:
            name = f"{name}, {country}"
        parts.append(f"{_LETTER.get(place.precision, '')}{name}")
    return "\n".join(parts) or "unknown"


def _hurt(casualties: Casualties) -> str:
    parts = []
    for name in ("killed", "wounded", "missing", "captured", "displaced"):
        figure = getattr(casualties, name)
        if figure is not None:
            parts.append(f"{name} {figure_words(figure)}")
    return "\n".join(parts)
