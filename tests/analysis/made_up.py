"""Events, reports and claims of a made-up conflict, for the tests of the analyses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count

from tacitus.analysis.material import Listed, Material
from tacitus.records import (
    Actor,
    Casualties,
    Claim,
    DateRange,
    Event,
    EventResponse,
    Figure,
    Place,
    Report,
    Source,
    Span,
)

US = Actor(id="US:military", name="Military Forces of the United States", kind="state_forces", country="US")
KATAIB = Actor(id="kataib-hezbollah", name="Kataib Hezbollah", kind="militia", country="IQ")
MILITANTS = Actor(id="group:militant", name="militants", kind="unidentified")
IRAQ = Place(name="Iraq", country="IQ", precision="country")
BASE = Place(name="Ain al-Asad", lat=33.8, lon=42.4, country="IQ", admin1="Anbar")
START = date(2023, 10, 1)
_numbers = count(1)


def on(day: int) -> date:
    """The day so many days after the first."""
    return START + timedelta(days=day)


def event(day: int | None, by: Actor | None = US, against: Actor | None = KATAIB, **values: object) -> Event:
    dates = DateRange() if day is None else DateRange(start=on(day), end=on(day), precision="day")
    killed = values.pop("killed", None)
    answers = values.pop("answers", None)
    defaults: dict[str, object] = {
        "id": f"e{next(_numbers):05}",
        "action": "air_strike",
        "date": dates,
        "initiators": (by,) if by else (),
        "targets": (against,) if against else (),
        "places": (BASE,),
        "casualties": Casualties(killed=Figure(low=killed, best=killed, high=killed) if killed is not None else None),
        "response_to": (EventResponse(event=answers.id, cue="in response to"),) if isinstance(answers, Event) else (),
    }
    return Event.model_validate({**defaults, **values})


def report(id_: str, day: int | None, publisher: str = "Daily Example") -> Report:
    return Report(id=id_, text="...", published=None if day is None else on(day), publisher=publisher)


def claim(kind: str, value: int | str, report_id: str, day: int, **values: object) -> Claim:
    evidence = Span(start=0, end=3, text="...")
    defaults = {"id": f"c{next(_numbers)}", "report": report_id, "kind": kind, "value": value, "as_of": on(day)}
    return Claim.model_validate({**defaults, "evidence": evidence, **values})


def told_by(*reports: str) -> tuple[Source, ...]:
    return tuple(Source(id=r) for r in reports)


def material(events: Iterable[Event], reports: Iterable[Report] = (), claims: Iterable[Claim] = ()) -> Material:
    return Listed(list(events), list(reports), list(claims))
