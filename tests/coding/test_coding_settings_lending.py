"""A report about one country lends it, as a country and no more, to what it tells without a place."""

from tacitus.coding.draft import Draft, PlaceReading
from tacitus.coding.lending import lend_from_report
from tacitus.records import Evidence, Place


def told(action: str, *names_and_countries: tuple[str, str]) -> Draft:
    evidence = Evidence(report="r", field="place", start=0, end=4, text="Jos.", how="gazetteer")
    readings = [
        PlaceReading(Place(name=n, lat=9.9, lon=8.9, country=c, gazetteer_id=n), evidence, 0)
        for n, c in names_and_countries
    ]
    return Draft([], action, places=readings)


def test_what_is_told_without_a_place_lies_in_the_country_of_all_the_others():
    without = told("killing")
    lend_from_report([told("arrest", ("Jos", "NG")), told("riot", ("Bokkos", "NG")), without])
    (reading,) = without.places
    assert (reading.place.name, reading.place.precision, reading.place.lat) == ("Nigeria", "country", None)
    assert reading.evidence.how.startswith("carried")


def test_nothing_is_lent_where_the_others_lie_in_two_countries():
    without = told("killing")
    lend_from_report([told("arrest", ("Jos", "NG")), told("riot", ("Zinder", "NE")), without])
    assert without.places == []


def test_one_other_happening_is_not_enough():
    without = told("killing")
    lend_from_report([told("arrest", ("Jos", "NG")), without])
    assert without.places == []


def test_what_is_only_said_is_lent_nothing():
    without = told("denial")
    lend_from_report([told("arrest", ("Jos", "NG")), told("riot", ("Bokkos", "NG")), without])
    assert without.places == []
