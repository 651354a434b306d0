"""Events in one sentence each, from templates: the same words whichever side acts.

The noun of each action and the word before its target stand in `phrases.csv`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from tacitus.analysis.firsts import closest
from tacitus.analysis.words import day, listed, names, when, with_article
from tacitus.ontology import ontology
from tacitus.publishing.countries import country_name
from tacitus.records import DateRange, Event, Figure, Place, Status

Toll = Literal["killed", "wounded", "missing", "captured", "displaced"]

_STANDING: dict[Status, str] = {
    "reported": "",
    "confirmed": ", and is confirmed",
    "claimed": "",
    "disputed": ", and is disputed",
    "denied": ", and is denied",
}
_SPOT = re.compile(
    r"(Base|Airport|Airfield|Airbase|Camp|Port|Station|Crossing|Hospital|Bridge|Barracks|Checkpoint|Refinery|Prison)$",
    re.IGNORECASE,
)


def event_sentence(event: Event) -> str:
    """What happened, by whom, to whom, where and when, as far as it is known, and how well it is attested."""
    verb = "was claimed" if event.status == "claimed" else "was reported"
    main = [_deed(event), verb, where_phrase(event.places), when_phrase(event.date)]
    text = " ".join(part for part in main if part) + _STANDING[event.status]
    if not event.initiators and ontology().action(event.action).family == "violence":
        text += "; no initiator is named"
    for name, values in (("weapon", closest(event.weapons)), ("facility", closest(event.facilities))):
        if values:
            text += f"; {name if len(values) == 1 else name.replace('y', 'ie') + 's'} named: {', '.join(values)}"
    return f"{text[0].upper()}{text[1:]}."


def event_title(event: Event) -> str:
    """A short heading: action, places, day."""
    label = ontology().action(event.action).label
    places = listed(dict.fromkeys(p.name for p in event.places[:3]))
    countries = [country_name(p.country) for p in event.places if p.country]
    if countries and countries[0] not in places:
        places += f", {countries[0]}" if places else countries[0]
    parts = [label[0].upper() + label[1:], places, when(event.date) or "date not given"]
    return " · ".join(part for part in parts if part)


def said_only(event: Event) -> bool:
    """Whether the event is a statement (an accusation, a threat, a denial), not a deed."""
    return ontology().action(event.action).family == "verbal"


def where_phrase(places: Sequence[Place]) -> str:
    """The places, each as exactly as it is known, with its country: "near X and in Y, Iraq,"."""
    by_country: dict[str | None, list[Place]] = {}
    for place in places:
        by_country.setdefault(place.country, []).append(place)
    parts = []
    for code, group in by_country.items():
        spots = [p for p in group if p.precision != "country"]
        country = country_name(code, article=True)
        words = listed(dict.fromkeys(f"{_preposition(p)} {with_article(p.name)}" for p in spots))
        if not spots:
            parts.append(f"in {country or group[0].name} (no closer place given)")
        else:
            parts.append(f"{words}, {country}," if country and spots[-1].name != country else words)
    return listed(parts).replace(",,", ",")


def when_phrase(dates: DateRange) -> str:
    """The date with its preposition."""
    words = when(dates)
    if not words or dates.start is None or dates.end is None:
        return "on a date not given"
    if dates.precision in ("month", "year") and "–" not in words:
        return f"in {words}"
    return f"on {words}" if dates.precision == "day" else f"between {day(dates.start)} and {day(dates.end)}"


def figure_words(figure: Figure) -> str:
    """A number of people with its range: "6", "at least 4", "4 to 6 (best estimate 5)"."""
    low, best, high = figure.low, figure.best, figure.high
    who = f" {figure.who}" if figure.who else ""
    if low is not None and high is not None and low != high:
        estimate = f" (best estimate {best:,})" if best not in (None, low, high) else ""
        return f"{low:,} to {high:,}{who}{estimate}"
    if best is not None and low is not None and low < best:
        return f"{best:,}, at least {low:,}{who}"
    if best is not None:
        return f"{best:,}{who}"
    if low is not None:
        return f"{low:,}{who}" if low == high else f"at least {low:,}{who}"
    return f"at most {high:,}{who}" if high is not None else f"a number not given{who}"


def _deed(event: Event) -> str:
    """The action with its sides: "an air strike on B by A", "an armed clash between A and B"."""
    noun, toward = _phrase(event.action)
    doers, targets = names(event.initiators), names(event.targets)
    if toward == "between":
        both = listed([doers, targets])
        return f"{noun} {'between' if doers and targets else 'involving'} {both}" if both else noun
    return " ".join(
        part for part in (noun, f"{toward} {targets}" if targets else "", f"by {doers}" if doers else "") if part
    )


def _preposition(place: Place) -> str:
    return "near" if place.precision == "near" else "at" if _SPOT.search(place.name) else "in"


def _phrase(action: str) -> tuple[str, str]:
    if action in _phrases():
        return _phrases()[action]
    return f"an event of the kind “{ontology().action(action).label}”", "directed at"


@cache
def _phrases() -> dict[str, tuple[str, str]]:
    text = files("tacitus.publishing").joinpath("phrases.csv").read_text(encoding="utf-8")
    rows: Iterable[dict[str, str]] = csv.DictReader(text.splitlines())
    return {row["action"]: (row["noun"], row["toward"]) for row in rows}
