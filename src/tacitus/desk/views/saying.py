"""What each report says of an event, slot by slot, beside what the ledger keeps: agreement and dissent in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from tacitus.actors.sides import STATE
from tacitus.analysis.people import bounds
from tacitus.analysis.words import plural, when
from tacitus.desk.views.marking import Quote, quote
from tacitus.ledger import Decision
from tacitus.ontology import ontology
from tacitus.publishing.countries import country_name
from tacitus.publishing.sentences import figure_words
from tacitus.records import Actor, Casualties, DateRange, Event, Evidence, EvidenceField, Mention, Place, Report

Stance = Literal["kept", "less exact", "differs"]
Value = str | DateRange | Place | Actor
Slot = Literal[
    "action",
    "date",
    "places",
    "initiators",
    "targets",
    "killed",
    "wounded",
    "missing",
    "captured",
    "displaced",
    "weapons",
    "facilities",
]

LABELS: Mapping[Slot, str] = {
    "action": "What was done",
    "date": "When",
    "places": "Where",
    "initiators": "By whom",
    "targets": "To whom",
    "killed": "Killed",
    "wounded": "Wounded",
    "missing": "Missing",
    "captured": "Captured",
    "displaced": "Displaced",
    "weapons": "With what",
    "facilities": "What was hit",
}
EVIDENCE: Mapping[Slot, EvidenceField] = {
    "action": "trigger",
    "date": "date",
    "places": "place",
    "initiators": "initiator",
    "targets": "target",
    "weapons": "weapon",
    "facilities": "facility",
    "killed": "killed",
    "wounded": "wounded",
    "missing": "missing",
    "captured": "captured",
    "displaced": "displaced",
}
PRECISION = {
    "exact": "",
    "near": "near",
    "admin2": "somewhere in the district",
    "admin1": "somewhere in the province",
    "country": "no closer place given",
    "water": "somewhere on the water",
}


@dataclass(frozen=True)
class Voice:
    """One report that gives a value: who published it when, the words and where they stand, how they were read."""

    report: str
    mention: str
    publisher: str
    published: date | None
    quote: Quote | None
    start: int
    end: int
    how: str
    confidence: float


@dataclass(frozen=True)
class Saying:
    """One value as reports give it, and how it stands to what the ledger keeps."""

    words: str
    stance: Stance
    voices: tuple[Voice, ...]


@dataclass(frozen=True)
class Kept:
    """One value that the ledger keeps. `actor` or `place` is the id of its page, where it has one."""

    words: str
    note: str = ""
    actor: str = ""
    place: str = ""


@dataclass(frozen=True)
class SlotView:
    """One slot of an event. Of `saying` reports that give a value `agreeing` give the kept one, or it less exactly, and
    `differing` another one, some of them beside it; `silent` give none.
    """

    slot: Slot
    label: str
    kept: tuple[Kept, ...]
    sayings: tuple[Saying, ...]
    agreeing: int
    differing: int
    saying: int
    silent: int
    set_by: Decision | None = None

    @property
    def dissent(self) -> bool:
        """Whether a report gives another value."""
        return self.differing > 0

    @property
    def consensus(self) -> str:
        """How many of the reports that give a value agree, in words."""
        if not self.saying:
            return "no report says"
        agree = f"{self.agreeing} of {plural(self.saying, 'report')} that say it agree"
        if self.saying == 1:
            agree = "one report says so" if self.agreeing else "one report says otherwise"
        elif self.agreeing == self.saying:
            agree = f"all {self.saying} reports that say it agree"
        beside = self.agreeing + self.differing - self.saying
        return f"{agree}; {beside} of them also {'gives' if beside == 1 else 'give'} another value" if beside else agree


def slots(
    event: Event, mentions: Sequence[Mention], reports: Mapping[str, Report], decisions: Iterable[Decision] = ()
) -> tuple[SlotView, ...]:
    """The slots of an event that hold or are given anything; `mentions` are those it is made of."""
    held_by = {d.field: d for d in decisions if d.kind == "set" and d.undone is None}
    views = (_slot(slot, event, mentions, reports, held_by.get(slot)) for slot in get_args(Slot))
    return tuple(view for view in views if view.kept or view.sayings or view.slot in ("date", "places", "initiators"))


def actor_words(actor: Actor) -> str:
    """An actor's name, and what the text attaches to it where the name does not say so."""
    tie = actor.affiliation
    return f"{actor.name} ({tie})" if tie and tie.casefold() not in actor.name.casefold() else actor.name


def place_words(place: Place) -> str:
    """A place with its country."""
    country = country_name(place.country)
    return f"{place.name}, {country}" if country and country != place.name else place.name


def place_id(place: Place) -> str:
    """By what a place is asked for: its id in the gazetteer, else its name."""
    return place.gazetteer_id or place.name


def _slot(
    slot: Slot, event: Event, mentions: Sequence[Mention], reports: Mapping[str, Report], decision: Decision | None
) -> SlotView:
    kept = dict(_values(slot, event))
    told: dict[str, list[Voice]] = {}
    words: dict[str, tuple[str, Value]] = {}
    for mention in mentions:
        for number, (key, (said, value)) in enumerate(_values(slot, mention)):
            words.setdefault(key, (said, value))
            told.setdefault(key, []).append(_voice(slot, mention, number, reports))
    sayings = [
        Saying(words[key][0], _stance(slot, key, words[key][1], kept, event), tuple(voices))
        for key, voices in told.items()
    ]
    if slot in Casualties.model_fields:
        sayings = _without_parts(sayings)
    order = get_args(Stance)
    sayings.sort(key=lambda s: (order.index(s.stance), -len({v.report for v in s.voices}), s.words))
    saying = {v.report for s in sayings for v in s.voices}
    agreeing = {v.report for s in sayings if s.stance != "differs" for v in s.voices}
    differing = {v.report for s in sayings if s.stance == "differs" for v in s.voices}
    return SlotView(
        slot=slot,
        label=LABELS[slot],
        kept=tuple(_kept(said, value) for said, value in kept.values()),
        sayings=tuple(sayings),
        agreeing=len(agreeing),
        differing=len(differing),
        saying=len(saying),
        silent=len({m.report for m in mentions} - saying),
        set_by=decision,
    )


def _without_parts(sayings: Sequence[Saying]) -> list[Saying]:
    """A figure of reports that give the kept one too is a part of it, and differs from nothing."""
    agreeing = {v.report for s in sayings if s.stance != "differs" for v in s.voices}
    return [
        replace(s, stance="less exact") if s.stance == "differs" and {v.report for v in s.voices} <= agreeing else s
        for s in sayings
    ]


def _values(slot: Slot, record: Event | Mention) -> list[tuple[str, tuple[str, Value]]]:
    """The values of a slot: by a key under which two alike are one, the words and the value."""
    if slot == "action":
        return [(record.action, (ontology().action(record.action).label, record.action))]
    if slot == "date":
        said = when(record.date)
        return [(record.date.model_dump_json(), (said, record.date))] if said else []
    if slot == "places":
        return _once((place_id(p).casefold(), (place_words(p), p)) for p in record.places)
    if slot in ("initiators", "targets"):
        actors = record.initiators if slot == "initiators" else record.targets
        return _once((a.id, (actor_words(a), a)) for a in actors)
    if slot in ("weapons", "facilities"):
        named = record.weapons if slot == "weapons" else record.facilities
        return _once((w.casefold(), (w, w)) for w in named)
    figure = getattr(record.casualties, slot)
    return [(figure.model_dump_json(exclude={"who"}), (figure_words(figure), slot))] if figure else []


def _once(values: Iterable[tuple[str, tuple[str, Value]]]) -> list[tuple[str, tuple[str, Value]]]:
    found: dict[str, tuple[str, Value]] = {}
    for key, value in values:
        found.setdefault(key, value)
    return list(found.items())


def _kept(said: str, value: Value) -> Kept:
    if isinstance(value, Place):
        return Kept(said, PRECISION[value.precision], place=place_id(value))
    if isinstance(value, Actor):
        return Kept(said, "described, not named" if value.id.startswith("group:") else "", actor=value.id)
    if isinstance(value, DateRange):
        return Kept(said, "" if value.precision == "day" else f"known to the {value.precision}")
    return Kept(said)


def _stance(slot: Slot, key: str, value: Value, kept: Mapping[str, tuple[str, Value]], event: Event) -> Stance:
    if key in kept:
        return "kept"
    if slot in Casualties.model_fields:
        return _figure_stance(slot, key, event)
    if any(_less_exact(value, held) for _, held in kept.values()):
        return "less exact"
    return "differs"


def _figure_stance(slot: Slot, key: str, event: Event) -> Stance:
    """A figure within the range that is kept differs from nothing."""
    held = getattr(event.casualties, slot)
    if held is None:
        return "differs"
    said = bounds(type(held).model_validate_json(key))
    low, high = bounds(held)
    return "less exact" if low <= said[0] and said[1] <= high else "differs"


def _less_exact(value: Value, held: Value) -> bool:
    if isinstance(value, Place) and isinstance(held, Place):
        if value.precision == "country":
            return value.country == held.country
        province = (held.admin1 or "").casefold()
        return value.precision == "admin1" and province in (value.name.casefold(), (value.admin1 or "").casefold())
    if isinstance(value, Actor) and isinstance(held, Actor):
        if value.kind in STATE and held.kind in STATE and value.country:
            return value.country == held.country
        return value.id.startswith("group:")
    if isinstance(value, DateRange) and isinstance(held, DateRange):
        spans = value.start, value.end, held.start, held.end
        return None not in spans and value.start <= held.start and held.end <= value.end  # type: ignore[operator]
    return False


def _voice(slot: Slot, mention: Mention, number: int, reports: Mapping[str, Report]) -> Voice:
    report = reports.get(mention.report)
    said = _behind(mention, EVIDENCE[slot], number)
    return Voice(
        report=mention.report,
        mention=mention.id,
        publisher=(report.publisher if report else None) or "publisher not named",
        published=report.published_on if report else None,
        quote=quote(report, said.start, said.end) if report else None,
        start=said.start,
        end=said.end,
        how=said.how,
        confidence=said.confidence,
    )


def _behind(mention: Mention, field: EvidenceField, number: int) -> Evidence:
    """The words behind the value of that number; values and words of a field stand in one order."""
    found = [e for e in mention.evidence if e.field == field]
    trigger = next(e for e in mention.evidence if e.field == "trigger")
    return found[min(number, len(found) - 1)] if found else trigger
