"""One sentence for an event, composed from its fields by one template, in the same words whichever side acts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tacitus.linking.slots import figure_words
from tacitus.linking.tables import kinship
from tacitus.ontology.tables import rows
from tacitus.records import Actor, DateRange, Event, Place

NAMED = 3
"""How many actors or places a summary names before "and others"."""
TARGET_WORDS = {
    **dict.fromkeys(("arrest", "abduction", "killing", "assassination", "beating", "release", "expulsion"), "of"),
    **dict.fromkeys(("interception", "vessel_seizure", "blockade", "property_destruction"), "of"),
    **dict.fromkeys(("agreement", "ceasefire", "talks"), "with"),
    **dict.fromkeys(("threat", "accusation", "sanction", "protest", "riot", "sexual_violence"), "against"),
    **dict.fromkeys(("protest_dispersed", "protest_repressed", "mob_violence", "coup"), "against"),
    **dict.fromkeys(("territory_retaken", "territory_seized", "withdrawal"), "from"),
    **dict.fromkeys(("support",), "for"),
    **dict.fromkeys(("aid", "demand", "concession", "denial"), "to"),
}
STATUS_WORDS = {"claimed": "claimed by a party only", "disputed": "disputed", "denied": "denied"}


def summarise(event: Event) -> str:
    """The summary: action, sides, place, date; then the dead and the wounded, and the status where it is not plain."""
    head = " ".join(part for part in (_label(event.action), _sides(event), _where(event.places)) if part)
    sentence = f"{head}, {date_words(event.date)}"
    hurt = [
        f"{words} {field}"
        for field in ("killed", "wounded")
        if (figure := getattr(event.casualties, field)) and (words := figure_words(figure))
    ]
    tail = [", ".join(hurt), STATUS_WORDS.get(event.status, "")]
    return "; ".join([sentence, *(part for part in tail if part)]) + "."


def date_words(when: DateRange) -> str:
    """A date as people write it: "22 November 2023", "22-23 November 2023", "June 2023"."""
    start, end = when.start, when.end
    if start is None or end is None:
        return "date unknown"
    last = f"{end.day} {end:%B} {end:%Y}"
    if when.precision == "year" and start.year == end.year:
        return f"{start:%Y}"
    if when.precision == "month" and (start.year, start.month) == (end.year, end.month):
        return f"{start:%B} {start:%Y}"
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}-{last}"
    return f"{start.day} {start:%B} {start:%Y} to {last}"


def _label(action: str) -> str:
    return _labels().get(action, action.replace("_", " ")).capitalize()


def _sides(event: Event) -> str:
    initiators, targets = _names(event.initiators), _names(event.targets) or _list(event.facilities)
    if kinship(event.action).mutual and initiators and targets:
        return f"between {initiators} and {targets}"
    by = f"by {initiators}" if initiators else ""
    on = f"{TARGET_WORDS.get(event.action, 'on')} {targets}" if targets else ""
    return " ".join(part for part in (by, on) if part)


def _where(places: Sequence[Place]) -> str:
    if not places:
        return ""
    points = [p for p in places if p.precision != "country"]
    countries = list(dict.fromkeys(_country(p.country) for p in places if p.country))
    if not points:
        return f"in {_list(countries or [p.name for p in places])}"
    near = any(p.precision in ("near", "water") for p in points[:1])
    names = _list(list(dict.fromkeys(p.name for p in points)))
    return ", ".join([f"{'near' if near else 'in'} {names}", *countries])


def _names(actors: Sequence[Actor]) -> str:
    return _list([a.name for a in actors])


def _list(names: Sequence[str]) -> str:
    shown = list(names[:NAMED]) + (["others"] if len(names) > NAMED else [])
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def _country(code: str | None) -> str:
    return _countries().get(code or "", code or "")


@cache
def _labels() -> dict[str, str]:
    return {row["action"]: row["label"] for _, row in rows("tacitus.ontology", "actions.csv", ("action", "label"))}


@cache
def _countries() -> dict[str, str]:
    return {row["code"]: row["name"] for _, row in rows("tacitus.gazetteer", "countries.csv", ("code", "name"))}
