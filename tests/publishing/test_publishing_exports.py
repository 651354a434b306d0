"""Exports: our own shape to the letter, the shapes of others by their codebooks, nothing made up."""

import csv
import io
import json

import pytest
from publishing_sample import HOUTHIS, REPORTS, US, claims, event, events, on
from rich.console import Console

from tacitus.analysis import check
from tacitus.publishing import shapes
from tacitus.publishing.exports import (
    FORMATS,
    UnknownFormatError,
    claim_lines,
    event_json,
    export,
)
from tacitus.publishing.tables import claims_table, events_table
from tacitus.records import Casualties, DateRange, Event, Figure, Place


def rows(format: str, ledger: list[Event]) -> list[dict[str, str]]:
    delimiter = "," if format in ("csv", "acled", "ged") else "\t"
    names = shapes.columns("gdelt") if format == "gdelt" else None
    return list(csv.DictReader(io.StringIO("".join(export(ledger, format))), fieldnames=names, delimiter=delimiter))


def test_a_line_of_jsonl_has_the_keys_scripts_rely_on() -> None:
    first = json.loads(next(export(events(), "jsonl")))
    assert (
        list(first)
        == (
            "id action status summary date places initiators targets facilities weapons casualties response_to reports"
            " publishers codes evidence revision decisions"
        ).split()
    )
    assert list(first["date"]) == ["start", "end", "precision"]
    assert list(first["places"][0]) == "name lat lon country admin1 precision gazetteer_id".split()
    assert list(first["initiators"][0]) == ["id", "name", "kind", "country"]
    assert first["casualties"] == {"killed": {"low": 8, "best": 9, "high": 9}}
    assert first["response_to"] == [{"event": "e02", "cue": "in response to", "inferred": False}]
    assert list(first["reports"][0]) == ["id", "publisher", "published"]
    assert list(first["codes"]) == ["acled", "plover", "ucdp", "cameo"]
    assert first["codes"]["acled"] == {"event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike"}
    assert list(first["evidence"][0]) == ["field", "report", "start", "end", "text"]


def test_a_line_of_claims_has_the_keys_scripts_rely_on() -> None:
    checked = [(c, check(c, events(), REPORTS[c.report])) for c in claims()]
    first = json.loads(next(claim_lines(checked)))
    assert (
        list(first)
        == (
            "id report kind value relation action actors targets weapons places since as_of claimant evidence check"
        ).split()
    )
    assert list(first["evidence"]) == ["start", "end", "text"]
    assert list(first["check"]) == ["ledger_count", "verdict", "events", "why"]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_streams_and_ends_its_lines(format: str) -> None:
    text = "".join(export(iter(events()), format))
    assert text.endswith("\n")
    assert "".join(export(events(), format)) == text


def test_an_unknown_format_is_refused_with_those_known() -> None:
    with pytest.raises(UnknownFormatError, match=r"xlsx.*choose one of jsonl, csv"):
        list(export([], "xlsx"))


@pytest.mark.parametrize(("format", "width"), [("acled", 31), ("ged", 49), ("plover", 40), ("gdelt", 61)])
def test_the_shapes_of_others_have_their_columns_and_ours_are_among_them(format: str, width: int) -> None:
    assert len(shapes.columns(format)) == width
    made = {
        "acled": shapes.acled_rows,
        "ged": shapes.ged_rows,
        "plover": shapes.polecat_rows,
        "gdelt": shapes.gdelt_rows,
    }[format]
    for one in events():
        for row in made(one):
            assert set(row) <= set(shapes.columns(format))


def test_geojson_is_valid_and_carries_the_precision() -> None:
    collection = json.loads("".join(export(events(), "geojson")))
    assert collection["type"] == "FeatureCollection"
    ids = [feature["id"] for feature in collection["features"]]
    assert len(ids) == len(set(ids))
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        lon, lat = feature["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
        assert feature["properties"]["place"]["precision"]
    yemen = next(f for f in collection["features"] if f["id"] == "e06")
    assert yemen["properties"]["place"]["precision"] == "country"
    assert yemen["geometry"]["coordinates"] == [47.5, 15.5]


def test_an_event_without_a_place_is_a_feature_without_geometry() -> None:
    (feature,) = json.loads("".join(export([event("a", "riot", on("2024-01-01"), ())], "geojson")))["features"]
    assert (feature["geometry"], feature["properties"]["place"]) == (None, None)
    assert json.loads("".join(export([], "geojson"))) == {"type": "FeatureCollection", "features": []}


def test_acled_codes_one_row_a_place_and_day_and_counts_the_dead_once() -> None:
    strikes = [r for r in rows("acled", events()) if r["event_id_cnty"] == "e01"]
    assert [r["location"] for r in strikes] == ["Jurf al Saqr", "Al Anbar"]
    assert [r["fatalities"] for r in strikes] == ["9", "0"]
    assert strikes[0]["event_date"] == "21 November 2023"
    assert (strikes[0]["inter1"], strikes[0]["inter2"]) == ("State forces", "Political militia")
    nights = [r["event_date"] for r in rows("acled", events()) if r["event_id_cnty"] == "e06"]
    assert nights == ["19 November 2023", "20 November 2023"]


def test_a_number_of_dead_that_no_report_gives_is_empty_and_not_nought() -> None:
    assert rows("acled", [event("a", "air_strike", on("2024-01-01"), ())])[0]["fatalities"] == ""
    ged = rows("ged", [event("a", "air_strike", on("2024-01-01"), (), initiators=(US,), targets=(HOUTHIS,))])[0]
    assert (ged["best"], ged["low"], ged["high"]) == ("", "", "")


def test_what_a_data_set_does_not_hold_is_left_out_and_the_reason_given() -> None:
    denial, protest = event("a", "denial", on("2024-01-01"), ()), event("b", "protest", on("2024-01-01"), ())
    assert rows("acled", [denial]) == []
    assert rows("ged", [denial, protest]) == []
    assert rows("gdelt", [event("c", "protest", DateRange(), ())]) == []
    assert "no type for denial" in shapes.left_out(denial, "acled")
    assert "organised violence" in shapes.left_out(protest, "ged")
    assert "without a date" in shapes.left_out(event("c", "protest", DateRange(), ()), "gdelt")
    assert shapes.left_out(protest, "acled") is None


def test_ged_tells_state_based_from_one_sided_violence_and_how_exact_it_is() -> None:
    found = {r["relid"]: r for r in rows("ged", events())}
    assert (found["e01"]["type_of_violence"], found["e07"]["type_of_violence"]) == ("1", "3")
    assert found["e07"]["deaths_civilians"] == "5"
    assert (found["e12"]["low"], found["e12"]["high"], found["e12"]["deaths_unknown"]) == ("4", "6", "4")
    assert (found["e06"]["where_prec"], found["e05"]["where_prec"], found["e12"]["where_prec"]) == ("6", "7", "4")
    assert found["e09"]["date_prec"] == "4"


def test_the_prio_grid_cell_follows_from_the_coordinates() -> None:
    """Cell 1 is the south-west corner; Bahir Dar's half degree (11.5-12 N, 37-37.5 E) is row 204, column 435."""
    there = Place(name="Bahir Dar", lat=11.6, lon=37.39, country="ET")
    one = event("a", "shelling", on("2024-01-01"), (), places=(there,))
    assert rows("ged", [one])[0]["priogrid_gid"] == str(203 * 720 + 435)


def test_polecat_names_sides_sectors_and_countries() -> None:
    row = next(r for r in rows("plover", events()) if r["Event ID"] == "e01")
    assert (row["Event Type"], row["Event Mode"], row["Quad Code"]) == ("ASSAULT", "aerial", "MATERIAL CONFLICT")
    assert (row["Actor Country"], row["Primary Actor Sector"]) == ("USA", "MIL")
    assert (row["Recipient Name"], row["Country"]) == ("Kataib Hezbollah", "IRQ")


def test_gdelt_gives_fips_places_cameo_actors_and_a_stable_number() -> None:
    row = next(r for r in rows("gdelt", events()) if r["Day"] == "20231121" and r["EventCode"] == "195")
    assert (row["Actor1Code"], row["ActionGeo_CountryCode"], row["EventRootCode"]) == ("USAMIL", "IZ", "19")
    assert row["GlobalEventID"].isdigit()
    assert rows("gdelt", events()) == rows("gdelt", events())


def test_a_cell_cannot_run_as_a_formula_in_a_spreadsheet() -> None:
    evil = Event(id="a", action="riot", summary='=HYPERLINK("http://x")', weapons=("@SUM(1)",))
    row = rows("csv", [evil])[0]
    assert (row["summary"], row["weapons"]) == ('\'=HYPERLINK("http://x")', "'@SUM(1)")


def test_line_breaks_in_texts_do_not_break_rows() -> None:
    evil = Event(id="a", action="riot", summary="one\ntwo\tthree")
    for format in ("csv", "acled"):
        assert len("".join(export([evil], format)).splitlines()) == 2


def test_negative_coordinates_stay_numbers() -> None:
    place = Place(name="Lima", lat=-12.05, lon=-77.04, country="PE")
    assert rows("csv", [event("a", "riot", on("2024-01-01"), (), places=(place,))])[0]["lat"] == "-12.05"


def test_unknown_bounds_of_a_figure_are_null() -> None:
    casualties = Casualties(wounded=Figure(low=6), displaced=Figure(best=300))
    made = event_json(event("a", "shelling", on("2024-01-01"), (), casualties=casualties))
    assert made["casualties"] == {
        "wounded": {"low": 6, "best": None, "high": None},
        "displaced": {"low": None, "best": 300, "high": None},
    }


def test_tables_fit_a_terminal_of_100_columns_without_cutting_words() -> None:
    console = Console(width=100, record=True, file=io.StringIO(), legacy_windows=False)
    console.print(events_table(events()))
    console.print(claims_table([(c, check(c, events(), REPORTS[c.report])) for c in claims()]))
    text = console.export_text()
    assert max(map(len, text.splitlines())) <= 100
    assert "…" not in text
    for words in ("interception", "2023-11-21", "killed 8", "~Jurf al Saqr", "⊂Yemen", "disputed", "ledger below"):
        assert words in text


def test_markup_in_names_is_printed_as_it_is() -> None:
    console = Console(width=100, file=io.StringIO())
    console.print(events_table([Event(id="a", action="riot", places=(Place(name="[red]X[/red]"),))]))
    assert "[red]X[/red]" in console.file.getvalue()
