"""Where it happened: the place the words give the happening, no more exactly than they say, and no other."""

import pytest


def places(coded, action=None):
    mention = next(m for m in coded.mentions if action is None or m.action == action)
    return {p.name: p for p in mention.places}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rockets hit the Ain al-Asad air base on Monday.", {"Ain al-Asad air base"}),
        ("Missiles struck Kharkiv on Monday.", {"Kharkiv"}),
        ("Kharkiv was shelled on Monday.", {"Kharkiv"}),
        ("An air strike on Mosul killed two people.", {"Mosul"}),
        ("Shelling of Omdurman killed two people on Monday.", {"Omdurman"}),
        ("Gunmen attacked villages on the outskirts of Goma on Monday.", {"Goma"}),
    ],
)
def test_the_place_that_is_hit_is_the_place(code, text, names):
    assert set(places(code(text))) == names


@pytest.mark.parametrize(
    "text",
    [
        "Officials in Washington said a drone struck Kirkuk on Monday.",
        "A missile fired from Damascus struck Kirkuk on Monday.",
        "BEIRUT (Agency) - A drone struck Kirkuk on Monday.",
        "A drone struck Kirkuk, 80 kilometres south of Erbil, on Monday.",
        "A drone struck Kirkuk, Iraq, on Monday.",
    ],
)
def test_speakers_sources_of_fire_datelines_and_landmarks_are_not_the_place(code, text):
    assert set(places(code(text))) == {"Kirkuk"}


def test_the_country_of_the_attacker_is_not_the_place(code):
    assert set(places(code("U.S. warplanes struck a depot in Iraq on Monday."))) == {"Iraq"}


def test_a_state_that_is_moved_to_act_is_no_place(code):
    coded = code("The rocket attack on Erbil prompted the U.S. to respond with air strikes.")
    assert not any(p.country == "US" for m in coded.mentions for p in m.places)


def test_ships_and_people_named_like_towns_are_not_places(code):
    coded = code(
        "Gunmen fired at guards on the Hangzhou in the Red Sea on Sunday, Defense Secretary Lloyd Austin said."
    )
    assert {p.name for m in coded.mentions for p in m.places} == {"Red Sea"}


def test_a_village_in_no_table_is_kept_by_name_and_lies_where_the_words_say(code):
    place = places(code("A shell hit a barn in Qorvamil, in Kharkiv region, on Monday."))["Qorvamil"]
    assert (place.country, place.precision) == ("UA", "admin1")


def test_a_village_in_no_table_takes_the_country_of_the_report_and_no_point(code):
    text = "Shells fell near Qorvamil on Monday. On Sunday a drone had hit a depot in Kherson."
    place = places(code(text))["Qorvamil"]
    assert (place.country, place.lat, place.lon, place.precision) == ("UA", None, None, "near")


def test_words_in_capitals_and_institutions_are_no_villages(code):
    coded = code("Gunmen shot a guard at the Qorvamil Institute, an NBWX spokesman said.")
    assert not any(m.places for m in coded.mentions)


def test_a_happening_told_next_takes_the_place_of_the_one_before(code):
    coded = code("A car bomb exploded at a market in Baidoa on Monday. Police later arrested three men.")
    mention = next(m for m in coded.mentions if m.action == "arrest")
    assert [p.name for p in mention.places] == ["Baidoa"]
    assert any(e.field == "place" and e.how.startswith("carried") for e in mention.evidence)


def test_what_is_only_said_has_no_place(code):
    coded = code("A car bomb exploded at a market in Baidoa on Monday. Ethiopia denied any role.")
    assert [m.places for m in coded.mentions if m.action == "denial"] == [()]


def test_here_means_the_town_of_the_dateline(code):
    coded = code("GAZIANTEP, Turkey (Agency) - Gunmen attacked a police post here on Monday.")
    assert [p.name for m in coded.mentions for p in m.places] == ["GAZIANTEP"]


@pytest.mark.parametrize(
    "text",
    [
        "A drone struck Kirkuk on Monday, the first such attack since the war in Gaza began.",
        "A drone struck Kirkuk on Monday; militias say that they act in support of Gaza.",
        "A drone struck Kirkuk on Monday, hours after a funeral in Baghdad.",
        "A drone struck Kirkuk on Monday, a general said in Baghdad.",
        "A drone struck Kirkuk on Monday as a convoy left for Mosul.",
    ],
)
def test_another_war_a_cause_a_funeral_a_speech_and_a_destination_are_not_the_place(code, text):
    assert {p.name for m in coded_mentions(code(text), "drone_attack") for p in m.places} == {"Kirkuk"}


def coded_mentions(coded, action):
    return [m for m in coded.mentions if m.action == action]


def test_every_name_of_a_list_stands_as_its_first(code):
    coded = code("Missiles slammed into Kharkiv and the rail hub of Lozova on Monday.")
    assert set(places(coded)) == {"Kharkiv", "Lozova"}


def test_a_landmark_yields_to_the_place_found_by_it_and_stands_where_nothing_else_is_named(code):
    named = code("A drone struck a depot near Jurf al-Sakhar stronghold, 60 km south of Baghdad, on Monday.")
    assert set(places(named)) == {"Jurf al-Sakhar"}
    alone = code("A drone struck a depot 60 km south of Baghdad on Monday.")
    assert {n: p.precision for n, p in places(alone).items()} == {"Baghdad": "near"}


def test_the_east_of_a_city_is_in_the_city(code):
    assert places(code("A drone struck a car in the east of Baghdad on Monday."))["Baghdad"].precision == "exact"


def test_a_base_abroad_is_not_in_the_country_that_holds_it(code):
    coded = code("A drone struck a US base in Hasakah province in Syria on Monday.")
    assert not any(p.country == "US" for m in coded.mentions for p in m.places)


def test_there_means_the_place_named_last(code):
    coded = code("Troops moved into Omdurman on Monday. Two men were shot dead there.")
    assert [p.name for m in coded_mentions(coded, "killing") for p in m.places] == ["Omdurman"]


def test_what_is_only_planned_or_feared_takes_no_place_from_what_happened(code):
    coded = code(
        "Gunmen seized a police post in Baidoa on Monday. They plan to attack the airport next, the police said."
    )
    unreal = [m for m in coded.mentions if m.factuality in {"threatened", "planned", "hypothetical"}]
    assert unreal and not any(m.places for m in unreal)


def test_a_name_known_only_across_the_world_is_a_village_of_the_country_told_of(code):
    text = "Gunmen attacked Koro and Yoro in Mali on Monday. Police in Mopti said Bandiagara was quiet."
    assert "HN" not in {p.country for m in code(text).mentions for p in m.places}


def test_what_describes_a_port_is_not_a_village(code):
    coded = code("A missile struck a landing ship in the Crimean port of Feodosia on Monday.")
    assert {p.name for m in coded.mentions for p in m.places} == {"Feodosia"}


def test_an_ordinary_word_said_as_a_town_of_the_country_is_one(code):
    coded = code("A roadside bomb exploded near Hit on Tuesday, Iraqi police said; Iraq blamed Islamic State.")
    assert "IQ" in {p.country for m in coded.mentions for p in m.places if p.name == "Hit"}


def test_its_territory_is_the_country_of_the_one_who_speaks(code):
    (mention,) = code("Syria reported an Israeli attack on its territory on Monday.").mentions
    assert [(p.name, p.precision) for p in mention.places] == [("Syria", "country")]


def test_attacks_in_two_named_countries_are_two(code):
    coded = code("There were attacks on Monday at al-Tanf in Syria and, in Iraq, at Ain al-Asad.")
    assert [[p.country for p in m.places] for m in coded.mentions] == [["SY"], ["IQ"]]


def test_whose_strikes_they_were_says_nothing_of_where(code):
    (mention,) = code("The observatory reported US airstrikes in Deir Ezzor province on Monday.").mentions
    assert [p.country for p in mention.places] == ["SY"]
