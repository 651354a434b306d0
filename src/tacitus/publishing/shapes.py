"""Events as rows in the shape of ACLED, UCDP GED, POLECAT (PLOVER) and GDELT.

The shape only: column names, order and code lists are those of the published codebooks; what Tacitus does not know
(conflict and dyad numbers, Goldstein scores, tone) stays empty, and none of the rows of those data sets is used.

Sources: ACLED Codebook (2023); UCDP GED Codebook 24.1 (Hogbladh 2024); POLECAT data dictionary (Halterman et al. 2023);
GDELT Event Database Codebook 2.0 (2015).
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from math import floor
from typing import Any

from tacitus.analysis.words import day
from tacitus.ontology import Action, ontology
from tacitus.publishing.countries import countries, country_name
from tacitus.records import Actor, DateRange, Event, Figure, Place

Row = dict[str, Any]


def columns(format: str) -> tuple[str, ...]:
    """The column names of acled, ged, plover or gdelt, in the order of the published files."""
    return tuple(row["column"] for row in _read("columns.csv") if row["format"] == format)


@cache
def _read(name: str) -> tuple[dict[str, str], ...]:
    text = files("tacitus.publishing").joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _kinds() -> dict[str, dict[str, str]]:
    """The actor kinds in the codes of the others, from kinds.csv; an empty cell is a kind they do not know."""
    return {row["kind"]: row for row in _read("kinds.csv")}


_PLOVER_QUAD = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_ACLED_GEO = {"exact": 1, "near": 2, "admin2": 2, "admin1": 3, "country": 3, "water": 3}
_GED_WHERE = {"exact": 1, "near": 2, "admin2": 3, "admin1": 4, "country": 6, "water": 7}
_GDELT_GEO = {"exact": 4, "near": 4, "admin2": 5, "admin1": 5, "country": 1, "water": 4}
_US_GDELT_GEO = {**_GDELT_GEO, "exact": 3, "near": 3, "admin2": 2, "admin1": 2}
# Armed organised sides of either ACLED disorder type; strategic developments and demonstrations have their own.
_POLITICAL_VIOLENCE = ("Battles", "Explosions/Remote violence", "Violence against civilians")


def left_out(event: Event, format: str) -> str | None:
    """Why a data set would have no row for an event; None where it has one."""
    action = ontology().action(event.action)
    if format == "acled" and not action.acled_event_type:
        return f"ACLED has no type for {action.label}"
    if format == "ged" and not action.ucdp:
        return f"UCDP GED holds organised violence only, not {action.label}"
    if format == "gdelt" and event.date.start is None:
        return "GDELT has no row for an event without a date"
    return None


def acled_rows(event: Event) -> list[Row]:
    """One row per place and day, as ACLED codes; `fatalities` stand on the first row only, so that sums hold.

    `fatalities` is the best estimate or else the lower bound; empty, not 0, where no report gives a number.
    """
    if left_out(event, "acled"):
        return []
    action = ontology().action(event.action)
    civilians = bool(event.targets) and all(a.kind == "civilians" for a in event.targets)
    inter1, inter2 = _kind(event.initiators), _kind(event.targets)
    rows: list[Row] = []
    for when in _days(event.date):
        for place in event.places or (None,):
            country = place.country if place else None
            rows.append(
                {
                    "event_id_cnty": event.id,
                    "event_date": when and day(when),
                    "year": when and when.year,
                    "time_precision": {"day": 1, "week": 2, "month": 3}.get(event.date.precision),
                    "disorder_type": _disorder(action),
                    "event_type": action.acled_event_type,
                    "sub_event_type": action.acled_sub_event_type,
                    "actor1": _first(event.initiators),
                    "assoc_actor_1": _rest(event.initiators),
                    "inter1": inter1,
                    "actor2": _first(event.targets),
                    "assoc_actor_2": _rest(event.targets),
                    "inter2": inter2,
                    "interaction": "-".join(filter(None, (inter1, inter2))),
                    "civilian_targeting": "Civilian targeting" if civilians else "",
                    "iso": countries()[country].numeric if country in countries() else None,
                    "country": country_name(country),
                    **_where(place, "admin1", "location", "latitude", "longitude"),
                    "geo_precision": place and _ACLED_GEO[place.precision],
                    "source": "; ".join(dict.fromkeys(r.publisher for r in event.reports if r.publisher)),
                    "notes": event.summary,
                    "fatalities": _best(event.casualties.killed) if not rows else 0,
                }
            )
    return rows


def ged_rows(event: Event) -> list[Row]:
    """One row at the first place. Deaths are not told apart by side, so they stand in `deaths_unknown`, or in
    `deaths_civilians` where the figure says civilians; `best`, `low` and `high` are empty where no number is given.
    """
    if left_out(event, "ged"):
        return []
    place = event.places[0] if event.places else None
    known = ontology().codes(event.action, [a.kind for a in event.initiators], [a.kind for a in event.targets])
    killed = event.casualties.killed
    civilians = killed is not None and "civilian" in (killed.who or "").casefold()
    best = _best(killed)
    side_a, side_b = _side(event.initiators), _side(event.targets)
    coordinates = place is not None and place.lat is not None and place.lon is not None
    return [
        {
            "id": _number(event.id),
            "relid": event.id,
            "year": event.date.start and event.date.start.year,
            "code_status": "Automated, not checked",
            "type_of_violence": known["ucdp"]["type_of_violence"],
            "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else "",
            "side_a": side_a,
            "side_b": side_b,
            "number_of_sources": event.publishers,
            "source_article": "; ".join(_cited(event)),
            "source_office": "; ".join(dict.fromkeys(r.publisher for r in event.reports if r.publisher)),
            "source_date": "; ".join(r.published.isoformat()[:10] for r in event.reports if r.published),
            "source_headline": "; ".join(r.title for r in event.reports if r.title),
            "where_prec": place and _GED_WHERE[place.precision],
            "where_coordinates": place and place.name,
            "where_description": "; ".join(p.name for p in event.places),
            **_where(place, "adm_1", None, "latitude", "longitude"),
            "geom_wkt": f"POINT ({place.lon} {place.lat})" if place and coordinates else "",
            "priogrid_gid": _priogrid(place) if place and coordinates else None,
            "country": country_name(place.country) if place else "",
            "event_clarity": 1 if event.date.precision == "day" else 2,
            "date_prec": _ged_date(event.date),
            "date_start": event.date.start,
            "date_end": event.date.end,
            "deaths_civilians": best if civilians else None,
            "deaths_unknown": None if civilians else best,
            "best": best,
            "high": killed and _first_known(killed.high, killed.best, killed.low),
            "low": killed and _first_known(killed.low, killed.best, killed.high),
        }
    ]


def polecat_rows(event: Event) -> list[Row]:
    """One row with the columns of POLECAT, the data set in the PLOVER coding."""
    action = ontology().action(event.action)
    place = event.places[0] if event.places else None
    exact = place is not None and place.precision in ("exact", "near")
    row: Row = {
        "Event ID": event.id,
        "Event Date": event.date.start,
        "Event Type": action.plover,
        "Event Mode": action.plover_mode,
        "Quad Code": _PLOVER_QUAD[action.quad_class],
        "Placename": place and place.name,
        "City": place.name if place and exact else "",
        "District": place.name if place and place.precision == "admin2" else "",
        "Province": place and place.admin1,
        "Country": _iso3(place.country) if place else "",
        "Latitude": place and place.lat,
        "Longitude": place and place.lon,
        "GeoNames ID": place and place.gazetteer_id,
        "Raw Placename": "; ".join(e.text for e in event.evidence if e.field == "place"),
        "Source": "; ".join(dict.fromkeys(r.publisher for r in event.reports if r.publisher)),
        "Publication Date": min((r.published.isoformat()[:10] for r in event.reports if r.published), default=""),
    }
    for prefix, actors, field in (
        ("Actor", event.initiators, "initiator"),
        ("Recipient", event.targets, "target"),
    ):
        sectors = list(dict.fromkeys(s for a in actors if (s := _kinds()[a.kind]["plover_sector"])))
        row[f"{prefix} Name"] = "; ".join(a.name for a in actors)
        row[f"{prefix} Country"] = "; ".join(dict.fromkeys(_iso3(a.country) for a in actors if a.country))
        row[f"Primary {prefix} Sector"] = sectors[0] if sectors else ""
        row[f"{prefix} Sectors"] = "; ".join(sectors)
        row[f"{prefix} Name Raw"] = "; ".join(e.text for e in event.evidence if e.field == field)
    return [row]


def gdelt_rows(event: Event) -> list[Row]:
    """One row with the 61 columns of the GDELT 2.0 event table; events without a date have none there.

    `GlobalEventID` is a number made from our id. NumMentions counts mentions, NumArticles reports and NumSources
    independent publishers. Countries of actors are CAMEO (alpha-3), those of places FIPS 10-4, as in GDELT.
    """
    if left_out(event, "gdelt") or event.date.start is None:
        return []
    action, when = ontology().action(event.action), event.date.start
    place = event.places[0] if event.places else None
    row: Row = {
        "GlobalEventID": _number(event.id),
        "Day": f"{when:%Y%m%d}",
        "MonthYear": f"{when.year}{when.month:02d}",
        "Year": when.year,
        "FractionDate": f"{when.year + (when.month * 30 + when.day) / 365:.4f}",
        "IsRootEvent": 1,
        "EventCode": action.cameo,
        "EventBaseCode": action.cameo[:3],
        "EventRootCode": action.cameo[:2],
        "QuadClass": action.quad_class,
        "NumMentions": len(event.mentions),
        "NumSources": event.publishers,
        "NumArticles": len(event.reports),
        "DATEADDED": min((f"{r.published:%Y%m%d}000000" for r in event.reports if r.published), default=""),
        "SOURCEURL": next((r.url for r in event.reports if r.url), ""),
        **_gdelt_actor("Actor1", event.initiators),
        **_gdelt_actor("Actor2", event.targets),
    }
    if place is not None:
        kinds = _US_GDELT_GEO if place.country == "US" else _GDELT_GEO
        fips = countries()[place.country].fips if place.country in countries() else ""
        full = (place.name, place.admin1, country_name(place.country))
        row |= {
            "ActionGeo_Type": kinds[place.precision],
            "ActionGeo_Fullname": ", ".join(dict.fromkeys(part for part in full if part)),
            "ActionGeo_CountryCode": fips,
            "ActionGeo_Lat": place.lat,
            "ActionGeo_Long": place.lon,
            "ActionGeo_FeatureID": place.gazetteer_id,
        }
    return [row]


def _gdelt_actor(prefix: str, actors: Sequence[Actor]) -> Row:
    if not actors:
        return {}
    actor = actors[0]
    country, kind = _iso3(actor.country), _kinds()[actor.kind]["cameo_type"]
    return {
        f"{prefix}Code": country + kind,
        f"{prefix}Name": actor.name.upper(),
        f"{prefix}CountryCode": country,
        f"{prefix}Type1Code": kind,
    }


def _days(dates: DateRange) -> list[date | None]:
    """The days ACLED would code: each day where it is dated to days, else the first of the range."""
    if dates.start is None or dates.end is None or dates.precision != "day":
        return [dates.start]
    return [dates.start + timedelta(days=n) for n in range((dates.end - dates.start).days + 1)]


def _ged_date(dates: DateRange) -> int | None:
    if dates.start is None or dates.end is None:
        return None
    days = (dates.end - dates.start).days + 1
    return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5


def _disorder(action: Action) -> str:
    if action.acled_event_type in _POLITICAL_VIOLENCE:
        return "Political violence"
    if action.acled_sub_event_type == "Excessive force against protesters":
        return "Political violence; Demonstrations"
    if action.acled_sub_event_type == "Mob violence":
        return "Political violence"
    return "Strategic developments" if action.acled_event_type == "Strategic developments" else "Demonstrations"


def _where(place: Place | None, admin: str, name: str | None, lat: str, lon: str) -> Row:
    if place is None:
        return {}
    row: Row = {admin: place.admin1, lat: place.lat, lon: place.lon}
    return row if name is None else {**row, name: place.name}


def _priogrid(place: Place) -> int:
    """The PRIO-GRID cell (Tollefsen et al. 2012): half-degree cells numbered from the south-west, 720 a row."""
    assert place.lat is not None and place.lon is not None  # asked by the caller
    row, column = min(floor((place.lat + 90) * 2), 359), min(floor((place.lon + 180) * 2), 719)
    return row * 720 + column + 1


def _number(text: str) -> int:
    """A number that stays the same for an id; 52 bits, so that a double keeps it."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big") >> 4


def _best(figure: Figure | None) -> int | None:
    return _first_known(figure.best, figure.low, figure.high) if figure else None


def _first_known(*numbers: int | None) -> int | None:
    return next((n for n in numbers if n is not None), None)


def _cited(event: Event) -> list[str]:
    return [
        ", ".join(part for part in (r.publisher, r.published and r.published.isoformat()[:10], r.url) if part)
        for r in event.reports
    ]


def _first(actors: Sequence[Actor]) -> str:
    return actors[0].name if actors else ""


def _rest(actors: Sequence[Actor]) -> str:
    return "; ".join(a.name for a in actors[1:])


def _side(actors: Sequence[Actor]) -> str:
    return ", ".join(a.name for a in actors)


def _kind(actors: Sequence[Actor]) -> str:
    return _kinds()[actors[0].kind]["acled_inter"] if actors else ""


def _iso3(iso2: str | None) -> str:
    return countries()[iso2].iso3 if iso2 in countries() else ""
