"""Names of people are not read as the towns they are called like."""

import pytest

from tacitus.gazetteer import Gazetteer, country_row, resolve


@pytest.mark.parametrize(
    "text",
    [
        "Defense Secretary Lloyd Austin spoke.",
        "Defence Minister Anita Anand spoke.",
        "Prime Minister John Sydney spoke.",
    ],
)
def test_a_title_before_a_name_makes_it_a_persons(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text) == []


def test_a_title_does_not_reach_past_a_small_word(gazetteer: Gazetteer) -> None:
    assert [s.text for s in gazetteer.find("The Prime Minister of Iraq spoke.")] == ["Iraq"]


def test_a_region_before_town_of_is_not_taken_for_a_town(gazetteer: Gazetteer) -> None:
    assert [s.text for s in gazetteer.find("A rocket fell on the Golan town of Buqata.")] == ["Golan", "Buqata"]


def test_a_sea_is_meant_before_the_province_named_after_it(gazetteer: Gazetteer) -> None:
    spans = gazetteer.find("A ship was hit in the Red Sea on its way to Egypt.")
    (sea, _) = resolve(spans, countries_hint={"EG": 1.0})
    assert sea.toponym is not None and sea.toponym.feature == "water"


def test_a_country_is_found_by_its_code() -> None:
    row = country_row("PK")
    assert row is not None and row.name == "Pakistan"
    assert country_row("XX") is None


@pytest.mark.parametrize(
    "text",
    [
        "Boats fired at the container ship Maersk Hangzhou on Sunday.",
        "The guards of the Maersk Hangzhou fired back.",
        "Boats fired at the Singapore-flagged Hangzhou on Sunday.",
        "A drone exploded beside the Ionian Dawn tanker.",
        "Helicopters from the USS Sydney sank three boats.",
    ],
)
def test_a_ship_called_like_a_town_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text) == []


def test_a_town_that_a_ship_comes_from_stays_a_place(gazetteer: Gazetteer) -> None:
    assert [s.text for s in gazetteer.find("They boarded an Odesa ferry.")] == ["Odesa"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A bomb exploded in the Iranian city of Kerman.", "IR"),
        ("A bomb exploded in Kerman in Iran.", "IR"),
        ("A bomb exploded in Iran's Kerman.", "IR"),
        ("A bomb exploded in Kerman, California.", "US"),
    ],
)
def test_the_country_said_beside_a_town_decides_against_all_else(gazetteer: Gazetteer, text: str, country: str) -> None:
    spans = [s for s in gazetteer.find(text) if s.text == "Kerman"]
    (town,) = resolve(spans, countries_hint={"US": 1.0, "IR": 0.0})
    assert town.toponym is not None and town.toponym.country == country


def test_a_part_of_a_sea_with_an_entry_of_its_own_is_meant_by_its_name(gazetteer: Gazetteer) -> None:
    (span,) = gazetteer.find("A ship was hit in the southern Red Sea.")
    assert span.text == "southern Red Sea"
    (sea,) = resolve([span])
    assert sea.toponym is not None and sea.toponym.lat < 16
