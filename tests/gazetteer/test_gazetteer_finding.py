"""Place names are found in running text, and words that only look like places are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacitus.gazetteer import Gazetteer


def words(gazetteer: Gazetteer, text: str) -> list[str]:
    return [span.text for span in gazetteer.find(text)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Rockets hit the al-Asad air base in Iraq's Anbar province.", ["al-Asad air base", "Iraq", "Anbar province"]),
        ("Fighters left Deir ez-Zor for the Golan Heights.", ["Deir ez-Zor", "Golan Heights"]),
        ("A ship sank off Port-au-Prince.", ["Port-au-Prince"]),
        ("STRIKES HIT KHERSON AND ODESA IN UKRAINE", ["KHERSON", "ODESA", "UKRAINE"]),
        ("Mobile, Alabama and Reading, England", ["Mobile", "Alabama", "Reading", "England"]),
        ("The U.S. and the UK struck Yemen.", ["U.S.", "UK", "Yemen"]),
        ("Shells fell near Côte d’Ivoire’s border with Mali.", ["Côte d’Ivoire", "Mali"]),
        ("At Tower 22, Jordan lost nobody.", ["Tower 22", "Jordan"]),
        ("St. Petersburg and New York City were quiet.", ["St. Petersburg", "New York City"]),
    ],
)
def test_the_longest_names_are_found(gazetteer: Gazetteer, text: str, places: list[str]) -> None:
    assert words(gazetteer, text) == places


@pytest.mark.parametrize(
    "text",
    [
        "Of the men, Police said, March was the worst.",
        "Man and Reading and Mobile are words here.",
        "However, Anyone may read the National Library on Monday.",
        "Iran-backed fighters and US-led forces",
        "Israeli, Ukrainian and American officials",
        "An Iraqi and an American met at noon.",
        "The IDF, NATO and the EU said so.",
        "President Lincoln met Gen. Lee.",
        "nothing here is written with a capital",
        "it helps us all",
    ],
)
def test_words_that_only_look_like_places_are_not(gazetteer: Gazetteer, text: str) -> None:
    assert words(gazetteer, text) == []


def test_offsets_point_into_the_text(gazetteer: Gazetteer) -> None:
    text = "« Kyiv’s » défense, then Kharkiv.\n\nMosul; Gao"
    for span in gazetteer.find(text):
        assert text[span.start : span.end] == span.text
    assert words(gazetteer, text) == ["Kyiv", "Kharkiv", "Mosul", "Gao"]


def test_what_follows_a_comma_says_where_the_place_lies(gazetteer: Gazetteer) -> None:
    (span,) = gazetteer.find("A fire in Monroe, La., was put out.")
    assert [place.name for place in span.within] == ["Louisiana"]


def test_a_name_given_by_its_offsets_may_be_a_nationality(gazetteer: Gazetteer) -> None:
    text = "Israeli jets"
    assert [t.id for t in gazetteer.span_of(text, 0, 7).candidates] == ["country:IL"]


def test_the_countries_a_text_speaks_of_are_weighed(gazetteer: Gazetteer) -> None:
    assert gazetteer.countries_in("Iran-backed fighters hit US troops; American jets answered.") == {
        "IR": 0.5,
        "US": 1.0,
    }


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ABGaeilnrst al-'’.,\n éЖعU0"), max_size=120))
def test_any_text_gives_ordered_spans_that_do_not_overlap(gazetteer: Gazetteer, text: str) -> None:
    at = 0
    for span in gazetteer.find(text):
        assert at <= span.start < span.end
        assert text[span.start : span.end] == span.text
        assert span.candidates
        at = span.end


@pytest.mark.parametrize(
    ("text", "name", "within"),
    [
        ("the Iranian city of Kerman", "Kerman", ["Iran"]),
        ("Russian troops entered the city of Lysychansk.", "Lysychansk", []),
        ("Israeli forces raided the town of Qabatiya.", "Qabatiya", []),
        ("Russian troops enter city of Lysychansk", "Lysychansk", []),
        ("M23 rebels attacked Congo's army near Goma.", "Goma", []),
    ],
)
def test_a_people_that_acts_there_does_not_say_where_a_place_lies(
    gazetteer: Gazetteer, text: str, name: str, within: list[str]
) -> None:
    (span,) = [span for span in gazetteer.find(text) if span.text == name]
    assert [place.name for place in span.within] == within


def test_an_ordinary_word_is_a_state_with_the_word_for_it(gazetteer: Gazetteer) -> None:
    assert [span.text for span in gazetteer.find("They fled to Plateau state.")] == ["Plateau state"]
    assert not gazetteer.find("They crossed the Plateau at night.")
