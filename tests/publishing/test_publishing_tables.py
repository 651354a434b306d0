from __future__ import annotations

import io
from datetime import date

from rich.console import Console
from rich.table import Table

from tacitus.publishing.tables import best_reported, claims_table, comparable, events_table, responses_table
from tacitus.records import Actor, Claim, ClaimCheck, DateRange, Event, EventResponse, Place, Span


def on(day: int) -> DateRange:
    return DateRange(start=date(2024, 1, day), end=date(2024, 1, day), precision="day")


def group(name: str) -> Actor:
    return Actor(id=f"group:{name}", name=name, kind="militia")


def claim(id_: str, words: str) -> Claim:
    return Claim(id=id_, report="a", kind="count", evidence=Span(start=0, end=len(words), text=words))


def printed(table: Table, width: int = 100) -> str:
    console = Console(width=width, file=io.StringIO())
    console.print(table)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_the_best_reported_events_come_first_and_deeds_before_words() -> None:
    said = Event(id="said", action="accusation", publishers=5, date=on(1))
    once = Event(id="once", action="riot", publishers=1, date=on(1))
    later = Event(id="later", action="shelling", publishers=3, date=on(9))
    sooner = Event(id="sooner", action="shelling", publishers=3, date=on(2))
    undated = Event(id="undated", action="shelling", publishers=3)
    found = best_reported([said, once, undated, later, sooner], 5)
    assert [e.id for e in found] == ["sooner", "later", "undated", "once", "said"]
    assert [e.id for e in best_reported([said, once, later], 1)] == ["later"]


def test_no_word_is_broken_even_on_a_narrow_terminal() -> None:
    event = Event(
        id="a",
        action="property_destruction",
        date=on(1),
        initiators=(group("Harakat Hezbollah al-Nujaba"), group("Islamic Resistance")),
        targets=(group("peacekeepers"),),
        places=(Place(name="Deir ez-Zor Governorate", country="SY"),),
    )
    for width in (80, 100, 140):
        words = set(printed(events_table([event]), width).split())
        assert {"Resistance", "al-Nujaba", "Governorate,", "peacekeepers", "destruction"} <= words


def test_a_short_row_says_how_many_sides_and_places_it_leaves_out() -> None:
    event = Event(
        id="a",
        action="armed_clash",
        initiators=tuple(map(group, ("Reds", "Blues", "Greens", "Whites"))),
        places=tuple(Place(name=name) for name in ("Tana", "Lodu", "Kemi")),
    )
    short = " ".join(printed(events_table([event], places=2), 140).split())
    assert "Reds, Blues and 2 more" in short
    assert "and 1 more" in short
    assert "Kemi" not in short
    assert "Kemi" in printed(events_table([event]), 140)


def test_claims_the_ledger_can_be_compared_with_come_first() -> None:
    vague = ClaimCheck(ledger_count=None, verdict="not_comparable", why="it says not what")
    fewer = ClaimCheck(ledger_count=2, verdict="ledger_below", why="two are held")
    more = ClaimCheck(ledger_count=9, verdict="agrees", why="nine are held")
    checked = [(claim("a", "many"), vague), (claim("b", "ten attacks"), fewer), (claim("c", "nine attacks"), more)]
    assert [c.id for c, _ in comparable(checked, 2)] == ["c", "b"]
    assert "nine are held" in printed(claims_table(checked))
    assert "nine are held" not in printed(claims_table(checked, reasons=False))


def test_only_answers_that_a_report_states_are_shown() -> None:
    raid = Event(id="raid", action="ground_assault", places=(Place(name="Tana"),), date=on(1))
    stated = Event(
        id="stated",
        action="air_strike",
        places=(Place(name="Lodu"),),
        date=on(2),
        response_to=(EventResponse(event="raid", cue="in retaliation for"),),
    )
    guessed = Event(id="g", action="riot", response_to=(EventResponse(event="raid", cue="after", inferred=True),))
    elsewhere = Event(id="e", action="riot", response_to=(EventResponse(event="unknown", cue="after"),))
    table = responses_table([raid, stated, guessed, elsewhere], 5)
    assert table is not None
    assert table.row_count == 1
    shown = " ".join(printed(table, 160).split())
    assert "Air strike · Lodu · 2 January 2024" in shown
    assert "Ground assault · Tana · 1 January 2024" in shown
    assert "“in retaliation for”" in shown
    assert responses_table([raid, guessed], 5) is None
