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
