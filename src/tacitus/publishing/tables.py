"""Events and claims as tables for the terminal, for 100 columns and wider."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rich.box import HORIZONTALS
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from tacitus.analysis.words import listed, when
from tacitus.ontology import ontology
from tacitus.publishing.countries import country_name
from tacitus.publishing.sentences import event_title, figure_words, said_only
from tacitus.records import Casualties, Claim, ClaimCheck, Event, Verdict

_VERDICT: dict[Verdict, tuple[str, str]] = {
    "agrees": ("agrees", "green"),
    "ledger_below": ("ledger below", "yellow"),
    "contradicted": ("contradicted", "red"),
    "not_comparable": ("not comparable", "dim"),
}
_LETTER = {"near": "~", "admin2": "⊂", "admin1": "⊂", "country": "⊂", "water": "⊂"}
_LONGEST = 24
"""A word longer than this (a web address, a run of letters) may be broken."""


def events_table(events: Iterable[Event], *, places: int | None = None) -> Table:
    """One row an event, in the order given: date, action, sides, place, people hurt, independent publishers.

    A place known only as an area has "⊂" before it, one that is only near has "~". `places` is how many places and
    sides a row names before "and 2 more"; None names all.
    """
    columns = ("Date", "Action", "By", "Against", "Where", "People hurt", "Pub.")
    return _table(columns, [_event_cells(event, places) for event in events], right=(6,))


def claims_table(checked: Iterable[tuple[Claim, ClaimCheck]], *, reasons: bool = True) -> Table:
    """One row a claim: its words, who makes it, what the ledger holds, how the check comes out and (`reasons`) why."""
    columns = ("Claim", "Kind", "By", "Held", "Check", *(("Why",) if reasons else ()))
    rows = []
    for claim, check in checked:
        words, style = _VERDICT[check.verdict]
        cells = [
            Text(f"“{' '.join(claim.evidence.text.split())}”"),
            Text(claim.kind),
            Text(claim.claimant or "the report"),
            Text("–" if check.ledger_count is None else f"{check.ledger_count:,}"),
            Text(words, style=style),
        ]
        rows.append([*cells, Text(check.why)] if reasons else cells)
    return _table(columns, rows, right=(3,), widest={0: 26, 2: 18} if reasons else {0: 60})


def responses_table(events: Sequence[Event], most: int) -> Table | None:
    """Up to `most` answers that a report states, each with what it answers and the words; None where there is none."""
    known = {event.id: event for event in events}
    rows = [
        [Text(event_title(event)), Text(event_title(known[link.event])), Text(f"“{link.cue}”")]
        for event in events
        for link in event.response_to
        if link.event in known and not link.inferred
    ]
    return _table(("Answer", "To", "Words"), rows[:most]) if rows else None


def best_reported(events: Iterable[Event], most: int) -> list[Event]:
    """The `most` events with the most independent publishers, what was done before what was said, then by date."""
    return sorted(events, key=_rank)[:most]


def comparable(checked: Iterable[tuple[Claim, ClaimCheck]], most: int) -> list[tuple[Claim, ClaimCheck]]:
    """Up to `most` claims, those that the ledger can be compared with and holds most of first."""
    return sorted(checked, key=lambda pair: (pair[1].verdict == "not_comparable", -(pair[1].ledger_count or 0)))[:most]


def _rank(event: Event) -> tuple[bool, int, date, str]:
    return said_only(event), -event.publishers, event.date.start or date.max, event.id


def _event_cells(event: Event, most: int | None) -> list[Text]:
    action = Text(ontology().action(event.action).label)
    if event.status != "reported":
        action.append(f"\n{event.status}", style="italic")
    doers = _few([a.name for a in event.initiators], most)
    return [
        Text(_date(event)),
        action,
        Text(doers or "not named", style="" if doers else "dim"),
        Text(_few([a.name for a in event.targets] or list(event.facilities), most)),
        Text("\n".join(_places(event, most)) or "unknown"),
        Text(_hurt(event.casualties)),
        Text(str(event.publishers)),
    ]


def _table(
    columns: Sequence[str],
    rows: Sequence[Sequence[Text]],
    right: Sequence[int] = (),
    widest: Mapping[int, int] | None = None,
) -> Table:
    """A table with rules between the rows and no uprights, which take room.

    No column is narrower than its longest word, so no word is broken; `widest` limits columns to so many cells.
    """
    table = Table(
        box=HORIZONTALS, border_style="dim", show_edge=False, show_lines=True, pad_edge=False, padding=(0, 1, 0, 0)
    )
    for number, name in enumerate(columns):
        words = [word for cells in rows for word in cells[number].plain.split()]
        longest = max(map(cell_len, [*name.split(), *words]))
        table.add_column(
            name,
            justify="right" if number in right else "left",
            overflow="fold",
            min_width=min(longest, _LONGEST),
            max_width=(widest or {}).get(number),
        )
    for cells in rows:
        table.add_row(*cells)
    return table


def _few(names: Sequence[str], most: int | None) -> str:
    """Names in words; past `most` of them only how many more there are."""
    names = list(dict.fromkeys(names))
    if most is None or len(names) <= most:
        return listed(names)
    return listed([*names[:most], f"{len(names) - most} more"])


def _date(event: Event) -> str:
    dates = event.date
    if dates.start is None or dates.end is None:
        return "unknown"
    if dates.start == dates.end:
        return dates.start.isoformat()
    if dates.precision in ("month", "year"):
        return when(dates)
    return f"{dates.start.isoformat()} –\n{dates.end.isoformat()}"


def _places(event: Event, most: int | None) -> list[str]:
    """The places, each with its country, one a line; past `most` of them only how many more there are."""
    parts = []
    for place in event.places:
        country = country_name(place.country)
        name = f"{place.name}, {country}" if country and country != place.name else place.name
        parts.append(f"{_LETTER.get(place.precision, '')}{name}")
    if most is None or len(parts) <= most:
        return parts
    return [*parts[:most], f"and {len(parts) - most} more"]


def _hurt(casualties: Casualties) -> str:
    parts = []
    for name in ("killed", "wounded", "missing", "captured", "displaced"):
        figure = getattr(casualties, name)
        if figure is not None:
            parts.append(f"{name} {figure_words(figure)}")
    return "\n".join(parts)


def plain_table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> Table:
    """A table of words and numbers; the columns `right` are set flush right."""
    return _table(columns, [[Text(cell) for cell in row] for row in rows], right)
