"""Events and claims as files: our JSON lines, CSV, GeoJSON, and tables in the shape of other data sets.

`export` gives lines, so that a ledger of any size streams. Text in CSV cells that a spreadsheet would run as a formula
is preceded by an apostrophe (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

from tacitus.errors import TacitusError
from tacitus.ontology import ontology
from tacitus.publishing import shapes
from tacitus.records import Actor, Claim, ClaimCheck, Event, Place

Format = Literal["jsonl", "csv", "geojson", "acled", "ged", "plover", "gdelt"]
FORMATS: tuple[Format, ...] = get_args(Format)

CASUALTIES = ("killed", "wounded", "missing", "captured", "displaced")
_CODES = ("acled", "plover", "ucdp", "cameo")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

CSV_COLUMNS = (
    "id",
    "action",
    "status",
    "summary",
    "date_start",
    "date_end",
    "date_precision",
    "place",
    "lat",
    "lon",
    "country",
    "admin1",
    "place_precision",
    "other_places",
    "initiators",
    "targets",
    "facilities",
    "weapons",
    *(f"{kind}_{bound}" for kind in CASUALTIES for bound in ("low", "best", "high")),
    "response_to",
    "publishers",
    "reports",
    "acled_event_type",
    "acled_sub_event_type",
    "plover_type",
    "plover_mode",
    "ucdp_type_of_violence",
    "cameo",
    "evidence",
    "revision",
)


class UnknownFormatError(TacitusError):
    """The format asked for is none of `FORMATS`."""


def export(events: Iterable[Event], format: Format) -> Iterator[str]:
    """The lines of an export, each with its line end; UTF-8 when encoded.

    csv, acled and ged are comma-separated with a header, plover is tab-separated with a header and gdelt
    tab-separated without (as each data set is published); geojson is one FeatureCollection. What a format has no
    row for is left out: see `shapes.left_out`. Raises `UnknownFormatError`.
    """
    if format not in FORMATS:
        raise UnknownFormatError(f"format {format!r} is not known; choose one of {', '.join(FORMATS)}")
    if format == "jsonl":
        return (f"{_json(event_json(event))}\n" for event in events)
    if format == "geojson":
        return _geojson_lines(events)
    if format == "csv":
        return _table(CSV_COLUMNS, map(csv_row, events), ",")
    if format == "acled":
        return _table(shapes.columns("acled"), _each(shapes.acled_rows, events), ",")
    if format == "ged":
        return _table(shapes.columns("ged"), _each(shapes.ged_rows, events), ",")
    if format == "plover":
        return _table(shapes.columns("plover"), _each(shapes.polecat_rows, events), "\t")
    return _table(shapes.columns("gdelt"), _each(shapes.gdelt_rows, events), "\t", header=False)


def codes(event: Event) -> dict[str, Any]:
    """The codes of an event in ACLED, PLOVER, UCDP and CAMEO."""
    known = ontology().codes(event.action, [a.kind for a in event.initiators], [a.kind for a in event.targets])
    return {name: known[name] for name in _CODES}


def event_json(event: Event) -> dict[str, Any]:
    """One event as `tacitus events --format jsonl` prints it: plain values, dates in ISO 8601."""
    plain = event.model_dump(mode="json")
    return {
        "id": event.id,
        "action": event.action,
        "status": event.status,
        "summary": event.summary,
        "date": plain["date"],
        "places": [_place_json(p) for p in event.places],
        "initiators": [_actor_json(a) for a in event.initiators],
        "targets": [_actor_json(a) for a in event.targets],
        "facilities": plain["facilities"],
        "weapons": plain["weapons"],
        "casualties": {
            kind: {bound: figure[bound] for bound in ("low", "best", "high")}
            for kind in CASUALTIES
            if (figure := plain["casualties"][kind]) is not None
        },
        "response_to": [{k: v for k, v in link.items() if v is not None} for link in plain["response_to"]],
        "reports": [{k: source[k] for k in ("id", "publisher", "published")} for source in plain["reports"]],
        "publishers": event.publishers,
        "codes": codes(event),
        "evidence": plain["evidence"],
        "revision": event.revision,
        "decisions": plain["decisions"],
    }


def claim_json(claim: Claim, check: ClaimCheck) -> dict[str, Any]:
    """One claim with its check as `tacitus claims --format jsonl` prints it."""
    plain = claim.model_dump(mode="json")
    return {
        "id": claim.id,
        "report": claim.report,
        "kind": claim.kind,
        "value": claim.value,
        "relation": claim.relation,
        "action": claim.action,
        "actors": [_actor_json(a) for a in claim.actors],
        "targets": [_actor_json(a) for a in claim.targets],
        "weapons": plain["weapons"],
        "places": [_place_json(p) for p in claim.places],
        "since": plain["since"],
        "as_of": plain["as_of"],
        "claimant": claim.claimant,
        "evidence": plain["evidence"],
        "check": check.model_dump(mode="json"),
    }


def claim_lines(checked: Iterable[tuple[Claim, ClaimCheck]]) -> Iterator[str]:
    """Claims with their checks as JSON lines."""
    return (f"{_json(claim_json(claim, check))}\n" for claim, check in checked)


def geojson_features(event: Event) -> list[dict[str, Any]]:
    """One GeoJSON feature (RFC 7946) per place of an event; geometry None where the place has no coordinates.

    The precision stands in the properties: a point of precision `country` marks a country, not a spot.
    """
    plain = event_json(event)
    shared = {k: plain[k] for k in ("action", "status", "summary", "date", "casualties", "publishers", "codes")}
    shared |= {k: [a["name"] for a in plain[k]] for k in ("initiators", "targets")}
    shared["reports"] = [source["id"] for source in plain["reports"]]
    features = []
    for number, place in enumerate(event.places or (None,)):
        geometry = None
        if place is not None and place.lat is not None and place.lon is not None:
            geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
        where = {} if place is None else {k: v for k, v in _place_json(place).items() if k not in ("lat", "lon")}
        features.append(
            {
                "type": "Feature",
                "id": event.id if number == 0 else f"{event.id}/{number + 1}",
                "geometry": geometry,
                "properties": {"event": event.id, **shared, "place": where or None},
            }
        )
    return features


def csv_row(event: Event) -> dict[str, Any]:
    """One event as a flat row under `CSV_COLUMNS`; lists are joined with "; ", unknown is empty.

    `place` is the first of the places and the others follow in `other_places`; `evidence` are the trigger words.
    """
    first = event.places[0] if event.places else None
    known = codes(event)
    row: dict[str, Any] = {
        "id": event.id,
        "action": event.action,
        "status": event.status,
        "summary": event.summary,
        "date_start": event.date.start,
        "date_end": event.date.end,
        "date_precision": event.date.precision,
        "place": first and first.name,
        "lat": first and first.lat,
        "lon": first and first.lon,
        "country": first and first.country,
        "admin1": first and first.admin1,
        "place_precision": first and first.precision,
        "other_places": _joined(p.name for p in event.places[1:]),
        "initiators": _joined(a.name for a in event.initiators),
        "targets": _joined(a.name for a in event.targets),
        "facilities": _joined(event.facilities),
        "weapons": _joined(event.weapons),
        "response_to": _joined(r.event or r.claim or r.cue for r in event.response_to),
        "publishers": event.publishers,
        "reports": _joined(r.id for r in event.reports),
        "acled_event_type": known["acled"]["event_type"],
        "acled_sub_event_type": known["acled"]["sub_event_type"],
        "plover_type": known["plover"]["type"],
        "plover_mode": known["plover"]["mode"],
        "ucdp_type_of_violence": known["ucdp"]["type_of_violence"],
        "cameo": known["cameo"],
        "evidence": _joined(e.text for e in event.evidence if e.field == "trigger"),
        "revision": event.revision,
    }
    for kind in CASUALTIES:
        figure = getattr(event.casualties, kind)
        for bound in ("low", "best", "high"):
            row[f"{kind}_{bound}"] = figure and getattr(figure, bound)
    return row


def _actor_json(actor: Actor) -> dict[str, Any]:
    return {"id": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country}


def _place_json(place: Place) -> dict[str, Any]:
    names = ("name", "lat", "lon", "country", "admin1", "precision", "gazetteer_id")
    return {name: getattr(place, name) for name in names}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _geojson_lines(events: Iterable[Event]) -> Iterator[str]:
    yield '{"type": "FeatureCollection", "features": ['
    between = "\n"
    for event in events:
        for feature in geojson_features(event):
            yield f"{between}{_json(feature)}"
            between = ",\n"
    yield "\n]}\n"


def _each(rows: Callable[[Event], Sequence[Mapping[str, Any]]], events: Iterable[Event]) -> Iterator[Mapping[str, Any]]:
    for event in events:
        yield from rows(event)


def _table(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]], delimiter: str, *, header: bool = True
) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    if header:
        writer.writerow(columns)
    for row in rows:
        if buffer.tell():
            yield _drained(buffer)
        writer.writerow([_cell(row.get(column)) for column in columns])
    if buffer.tell():
        yield _drained(buffer)


def _drained(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    flat = " ".join(value.split())
    return f"'{flat}" if value.startswith(_FORMULA) else flat
