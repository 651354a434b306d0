"""A name with many namesakes means the place the report speaks of."""

import pytest

from tacitus.gazetteer import Gazetteer, placed_by_context, resolve
from tacitus.gazetteer.sources import kilometres

# A sentence, and for each place its words, its country, and a point it lies near (degrees; GeoNames, Wikipedia).
SENTENCES = [
    (
        "Two drones were shot down near Erbil airport, Kurdish officials in Iraq said.",
        [("Erbil airport", "IQ", 36.24, 43.96)],
    ),
    (
        "Rockets landed close to Ain al-Asad air base in Anbar.",
        [("Ain al-Asad air base", "IQ", 33.79, 42.44), ("Anbar", "IQ", 32.9, 41.6)],
    ),
    (
        "US aircraft hit Kataib Hezbollah sites in Jurf al-Sakhar, south of Baghdad.",
        [("Jurf al-Sakhar", "IQ", 32.86, 44.21), ("Baghdad", "IQ", 33.34, 44.4)],
    ),
    ("A roadside bomb killed three policemen in Kirkuk, Iraq.", [("Kirkuk", "IQ", 35.47, 44.39)]),
    (
        "Militiamen fired on the garrison at al-Tanf in Syria.",
        [("al-Tanf", "SY", 33.5, 38.62), ("Syria", "SY", 35, 38)],
    ),
    ("Jordan said Tower 22 was struck by a drone.", [("Jordan", "JO", 31, 36), ("Tower 22", "JO", 33.31, 38.7)]),
    (
        "Shells fell on Mayadin and Albu Kamal in Deir ez-Zor province.",
        [
            ("Mayadin", "SY", 35.02, 40.45),
            ("Albu Kamal", "SY", 34.45, 40.92),
            ("Deir ez-Zor province", "SY", 35.2, 40.2),
        ],
    ),
    (
        "Syrian government forces shelled Idlib and Hama overnight.",
        [("Idlib", "SY", 35.93, 36.63), ("Hama", "SY", 35.13, 36.75)],
    ),
    (
        "Israeli strikes hit the airports of Damascus and Aleppo.",
        [("Damascus", "SY", 33.5, 36.3), ("Aleppo", "SY", 36.2, 37.16)],
    ),
    ("Russian jets took off from Hmeimim.", [("Hmeimim", "SY", 35.4, 35.95)]),
    ("Turkish artillery shelled Manbij and Kobani.", [("Manbij", "SY", 36.53, 37.95), ("Kobani", "SY", 36.89, 38.35)]),
    (
        "Fighting spread from Jabalia to Khan Younis in the Gaza Strip.",
        [("Jabalia", "PS", 31.53, 34.49), ("Khan Younis", "PS", 31.34, 34.3), ("Gaza Strip", "PS", 31.42, 34.36)],
    ),
    (
        "Troops raided Jenin and Nablus in the West Bank.",
        [("Jenin", "PS", 32.46, 35.3), ("Nablus", "PS", 32.22, 35.26), ("West Bank", "PS", 32, 35.25)],
    ),
    (
        "Hezbollah fired at Kiryat Shmona and Metula.",
        [("Kiryat Shmona", "IL", 33.21, 35.57), ("Metula", "IL", 33.28, 35.58)],
    ),
    (
        "Jets bombed Tyre and Nabatieh in southern Lebanon.",
        [("Tyre", "LB", 33.27, 35.2), ("Nabatieh", "LB", 33.38, 35.48)],
    ),
    ("A tanker was hit off Hodeidah in the Red Sea.", [("Hodeidah", "YE", 14.8, 42.95), ("Red Sea", None, 20, 38.5)]),
    (
        "Houthi forces advanced on Marib, while Taiz stayed under siege in Yemen.",
        [("Marib", "YE", 15.46, 45.33), ("Taiz", "YE", 13.58, 44.02)],
    ),
    ("A missile flew over Bab al-Mandab.", [("Bab al-Mandab", None, 12.58, 43.33)]),
    (
        "Blasts were heard in Isfahan and at Natanz, Iran said.",
        [("Isfahan", "IR", 32.65, 51.67), ("Natanz", "IR", 33.7, 51.8)],
    ),
    (
        "Shelling killed two in Kherson and one in Nikopol.",
        [("Kherson", "UA", 46.66, 32.62), ("Nikopol", "UA", 47.57, 34.4)],
    ),
    (
        "Ukraine struck Belbek and Saky in Crimea.",
        [("Belbek", "UA", 44.69, 33.58), ("Saky", "UA", 45.1, 33.6), ("Crimea", "UA", 45.2, 34.3)],
    ),
    (
        "Drones reached Engels and Morozovsk deep inside Russia.",
        [("Engels", "RU", 51.48, 46.15), ("Morozovsk", "RU", 48.33, 41.8)],
    ),
    (
        "Russian missiles hit Odesa, Kharkiv and Dnipro.",
        [("Odesa", "UA", 46.48, 30.73), ("Kharkiv", "UA", 49.98, 36.25), ("Dnipro", "UA", 48.46, 35.04)],
    ),
    (
        "Moscow blamed Kyiv for the attack on Belgorod.",
        [("Moscow", "RU", 55.75, 37.62), ("Kyiv", "UA", 50.45, 30.52), ("Belgorod", "RU", 50.6, 36.6)],
    ),
    (
        "The paramilitaries overran Zamzam camp outside El Fasher.",
        [("Zamzam camp", "SD", 13.49, 25.32), ("El Fasher", "SD", 13.63, 25.35)],
    ),
    (
        "Gunmen burned homes in El Geneina, West Darfur.",
        [("El Geneina", "SD", 13.45, 22.45), ("West Darfur", "SD", 13.2, 22.6)],
    ),
    ("Artillery hit Omdurman and Bahri in Sudan.", [("Omdurman", "SD", 15.64, 32.48), ("Bahri", "SD", 15.64, 32.53)]),
    (
        "Jihadists attacked Djibo and Barsalogho in Burkina Faso.",
        [("Djibo", "BF", 14.1, -1.63), ("Barsalogho", "BF", 13.4, -1.06)],
    ),
    ("The convoy was ambushed near Tinzaouaten, in northern Mali.", [("Tinzaouaten", "ML", 19.95, 2.97)]),
    (
        "Bandits kidnapped pupils in Zamfara and Kaduna, Nigeria.",
        [("Zamfara", "NG", 12.1, 6.3), ("Kaduna", "NG", 10.4, 7.6)],
    ),
    ("Boko Haram raided Chibok in Borno State.", [("Chibok", "NG", 10.87, 12.85), ("Borno State", "NG", 11.8, 13.1)]),
    (
        "Al-Shabaab shelled Mogadishu and seized a base near Baidoa.",
        [("Mogadishu", "SO", 2.04, 45.34), ("Baidoa", "SO", 3.11, 43.65)],
    ),
    (
        "Fano militia clashed with troops in Lalibela, in Ethiopia's Amhara region.",
        [("Lalibela", "ET", 12.03, 39.04), ("Amhara region", "ET", 11.5, 38)],
    ),
    (
        "M23 rebels entered Goma and Sake in North Kivu.",
        [("Goma", "CD", -1.68, 29.22), ("Sake", "CD", -1.57, 29.04), ("North Kivu", "CD", -0.8, 29)],
    ),
    ("Insurgents beheaded villagers in Macomia, Mozambique.", [("Macomia", "MZ", -12.24, 40.13)]),
    ("The junta bombed Myawaddy and Lashio.", [("Myawaddy", "MM", 16.69, 98.51), ("Lashio", "MM", 22.94, 97.75)]),
    ("A suicide bomber struck a mosque in Peshawar, Pakistan.", [("Peshawar", "PK", 34.0, 71.58)]),
    (
        "Gunmen stopped buses in Balochistan near Quetta.",
        [("Balochistan", "PK", 28.5, 65.5), ("Quetta", "PK", 30.18, 67.0)],
    ),
    (
        "Soldiers exchanged fire along the Line of Control in Kashmir.",
        [("Line of Control", None, 34.3, 74.4), ("Kashmir", "IN", 34.2, 75)],
    ),
    ("Tourists were shot in Pahalgam, Indian police said.", [("Pahalgam", "IN", 34.01, 75.32)]),
    ("A coast guard ship used water cannon at Second Thomas Shoal.", [("Second Thomas Shoal", None, 9.8, 115.87)]),
    (
        "Gangs attacked Cité Soleil and Croix-des-Bouquets in Haiti.",
        [("Cité Soleil", "HT", 18.58, -72.33), ("Croix-des-Bouquets", "HT", 18.58, -72.23)],
    ),
    (
        "Gunmen blocked roads in Culiacan after an arrest in Sinaloa, Mexico.",
        [("Culiacan", "MX", 24.8, -107.39), ("Sinaloa", "MX", 25, -107.5)],
    ),
    ("Dissidents bombed a police post in Cauca, Colombia.", [("Cauca", "CO", 2.4, -76.8)]),
    (
        "Azerbaijan shelled Stepanakert in Nagorno-Karabakh.",
        [("Stepanakert", "AZ", 39.82, 46.75), ("Nagorno-Karabakh", "AZ", 39.8, 46.8)],
    ),
    (
        "Rival militias fought in Tripoli and Misrata, Libya.",
        [("Tripoli", "LY", 32.89, 13.19), ("Misrata", "LY", 32.38, 15.09)],
    ),
    (
        "Gunmen fought soldiers in Tripoli, north of Beirut, Lebanon.",
        [("Tripoli", "LB", 34.43, 35.84), ("Beirut", "LB", 33.89, 35.5)],
    ),
    ("The bomb went off in Hyderabad, in Pakistan's Sindh.", [("Hyderabad", "PK", 25.4, 68.37)]),
    ("Police in Hyderabad, India, arrested four men.", [("Hyderabad", "IN", 17.38, 78.46)]),
    ("A man was charged in Alexandria, La., on Friday.", [("Alexandria", "US", 31.31, -92.45)]),
    ("A shooting in Mobile, Alabama, left two dead.", [("Mobile", "US", 30.69, -88.04)]),
]


@pytest.mark.parametrize(("sentence", "places"), SENTENCES, ids=[sentence[:40] for sentence, _ in SENTENCES])
def test_each_place_of_a_report_is_the_one_it_means(gazetteer: Gazetteer, sentence: str, places: list) -> None:
    decided = resolve(gazetteer.find(sentence), countries_hint=gazetteer.countries_in(sentence))
    found = {resolution.span.text: resolution.toponym for resolution in decided}
    for words, country, lat, lon in places:
        assert words in found, f"{words} is not among {sorted(found)}"
        toponym = found[words]
        assert toponym is not None, f"{words} was left undecided"
        assert toponym.country == country
        assert kilometres(lat, lon, toponym.lat, toponym.lon) < max(60, toponym.radius_km)


def test_a_name_nothing_speaks_for_is_left_undecided(gazetteer: Gazetteer) -> None:
    """San Antonio alone could be any of dozens; Springfield without a state is not guessed at."""
    (resolution,) = resolve(gazetteer.find("The van was found in Springfield."), countries_hint={})
    assert resolution.toponym is None
    assert 0 < resolution.score < 0.5


def test_the_score_is_higher_where_the_country_is_named(gazetteer: Gazetteer) -> None:
    alone = resolve(gazetteer.find("They met in Tripoli."), countries_hint={})[0]
    told = resolve(gazetteer.find("They met in Tripoli, Lebanon."), countries_hint={})[0]
    assert told.toponym is not None
    assert told.toponym.country == "LB"
    assert told.score > 0.9
    assert alone.toponym is None or alone.toponym.country == "LY"


def test_a_hint_of_the_country_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    spans = gazetteer.find("Shots were fired in Hyderabad.")
    assert resolve(spans, countries_hint={"PK": 1.0})[0].toponym.country == "PK"
    assert resolve(spans, countries_hint={"IN": 1.0})[0].toponym.country == "IN"


def test_the_same_text_gives_the_same_answer(gazetteer: Gazetteer) -> None:
    text = "Shells fell on Mayadin, Tripoli and Springfield."
    assert resolve(gazetteer.find(text)) == resolve(gazetteer.find(text))


def test_no_places_give_no_answers() -> None:
    assert resolve([]) == []


def test_a_given_name_that_no_table_lists_lies_where_a_place_named_in_it_does(gazetteer: Gazetteer) -> None:
    text = "The injured were taken to Colchester Hospital."
    (found,) = resolve([gazetteer.span_of(text, 26, 45)])
    assert found.toponym is not None and found.toponym.name == "Colchester"


def test_a_given_street_is_placed_in_the_town_named_before_it(gazetteer: Gazetteer) -> None:
    text = "In Basra a shop on Zanbaqi Street burned."
    start = text.index("Zanbaqi")
    spans = [gazetteer.span_of(text, 3, 8), gazetteer.span_of(text, start, start + len("Zanbaqi Street"))]
    town, street = placed_by_context(resolve(spans))
    assert street.toponym == town.toponym and street.score < town.score


def test_another_spelling_of_a_great_city_is_the_city_and_not_the_province_named_after_it(
    gazetteer: Gazetteer,
) -> None:
    (found,) = resolve(gazetteer.find("Missiles fell on Zaporizhzhia and its outskirts."))
    assert found.toponym is not None and found.toponym.feature == "city"


@pytest.mark.parametrize("name", ["Ternopil", "Kherson", "Gao", "Kidal", "Zinder", "Idlib"])
def test_a_bare_name_is_the_town_that_its_province_is_named_after(gazetteer: Gazetteer, name: str) -> None:
    (town,) = resolve(gazetteer.find(f"Missiles fell on {name}."))
    (province,) = resolve(gazetteer.find(f"Missiles fell on {name} region."))
    assert town.toponym is not None and town.toponym.feature == "city"
    assert province.toponym is not None and province.toponym.feature == "admin1"
