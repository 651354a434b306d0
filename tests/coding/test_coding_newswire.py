"""Plain sentences of newswire, in which nothing is hard, are coded as anybody would read them."""

from __future__ import annotations

import pytest

CASES = [
    ("The US carried out strikes in Yemen on Friday.", "air_strike", "YE", {"US:military"}),
    ("Britain carried out strikes in Yemen on Friday.", "air_strike", "YE", {"GB:military"}),
    ("Israel struck Damascus airport on Sunday.", "air_strike", "SY", {"IL:military"}),
    ("Russia hit Odesa with drones overnight.", "drone_attack", "UA", {"RU:military"}),
    ("The US struck Houthi missiles in Yemen.", "air_strike", "YE", {"US:military"}),
    ("The US destroyed two Houthi missiles before they were launched.", "interception", None, {"US:military"}),
    ("Rebels captured Goma on Monday.", "territory_seized", "CD", {"group:rebel"}),
    ("Russia captured the village of Robotyne.", "territory_seized", "UA", {"RU:military"}),
    ("Russian troops entered the city of Lysychansk.", "territory_seized", "UA", {"RU:military"}),
    ("Ukrainian forces shelled the city of Belgorod.", "shelling", "RU", {"UA:military"}),
    ("M23 rebels attacked Congo's army near Goma.", "ground_assault", "CD", {"m23"}),
    ("Rebels shot down a military helicopter in eastern Congo.", "interception", "CD", {"group:rebel"}),
    ("Security forces detained an opposition leader in Tunis.", "arrest", "TN", {"TN:military"}),
    ("Sudan's army retook the presidential palace in Khartoum.", "territory_retaken", "SD", {"sudan-saf"}),
    ("Gunmen killed nine people in Plateau state.", "killing", "NG", {"group:gunman"}),
    ("China sent 20 warplanes towards Taiwan.", "deployment", "TW", {"CN:government"}),
    ("The Houthis attacked a British ship in the Red Sea.", "vessel_attack", None, {"houthis"}),
    ("Hackers attacked the ministry's website.", "cyber_attack", None, {"group:hacker"}),
    ("Six Palestinians were killed in an Israeli raid on Tulkarm.", "ground_assault", "PS", {"IL:military"}),
    ("Gunmen abducted 40 schoolchildren in Zamfara state.", "abduction", "NG", {"group:gunman"}),
    ("Police fired tear gas at protesters in Jakarta.", "protest_dispersed", "ID", {"ID:police"}),
    ("Iran seized an oil tanker in the Gulf of Oman.", "vessel_seizure", None, {"IR:military"}),
    ("Hezbollah fired dozens of rockets at northern Israel on Monday.", "rocket_attack", "IL", {"hezbollah"}),
    ("Pakistan expelled the Iranian ambassador.", "expulsion", None, {"PK:government"}),
    ("Al-Shabaab attacked an army base in Lower Shabelle.", "ground_assault", "SO", {"al-shabaab"}),
    ("Ethiopian troops withdrew from Mekelle.", "withdrawal", "ET", {"ET:military"}),
    ("Azerbaijan launched an offensive in Nagorno-Karabakh.", "ground_assault", "AZ", {"AZ:military"}),
    ("South Korea fired warning shots on Tuesday.", "threat", None, {"KR:government"}),
    ("Ethnic Armenian fighters laid down their arms.", "group_change", None, {"group:fighters"}),
]


@pytest.mark.parametrize(("text", "action", "country", "initiators"), CASES, ids=[text for text, *_ in CASES])
def test_a_plain_sentence_says_what_was_done_where_and_by_whom(code, text, action, country, initiators):
    (mention,) = [m for m in code(text).mentions if m.action == action]
    assert country in {None, *(p.country for p in mention.places)}
    if country:
        assert {p.country for p in mention.places} == {country}
    assert {a.id for a in mention.initiators} == initiators


@pytest.mark.parametrize(
    "text",
    [
        "A military helicopter crashed in Mali.",
        "Twenty people died in a bus crash in Peru.",
        "Nurses have carried out strikes on three days this month, the health service said.",
    ],
)
def test_an_accident_or_a_strike_at_work_is_no_attack(code, text):
    assert not [m for m in code(text).mentions if m.happened]


def test_somebody_of_a_people_is_not_its_government(code):
    for text in ("A Palestinian was killed by Israeli forces in Jenin.", "Palestinian shot dead near Jenin"):
        (mention,) = code(text).mentions
        assert [(a.kind, a.country) for a in mention.targets] == [("civilians", "PS")]


def test_the_people_as_a_whole_is_its_state(code):
    (mention,) = code("The British bombed Houthi sites on Friday.").mentions
    assert [a.id for a in mention.initiators] == ["GB:military"]


def test_saying_what_one_would_do_is_done(code):
    threat, *_ = code("The White House said it would respond to the attack.").mentions
    assert (threat.action, threat.factuality) == ("threat", "occurred")


def test_what_is_denied_did_not_happen_though_it_be_only_support(code):
    by_action = {m.action: m.factuality for m in code("Rwanda denied backing the M23.").mentions}
    assert by_action == {"denial": "occurred", "support": "denied"}


def test_how_long_a_siege_was_is_no_date(code):
    mentions = code("Gunmen killed 21 people in the 30-hour siege of a hotel.").mentions
    assert mentions and all(m.date.start is None for m in mentions)


def test_villages_that_are_named_keep_no_killing_of_villagers_from_being_one(code):
    (mention,) = code("Bandits attacked villages in Zamfara on Monday, killing 20 people.").mentions
    assert mention.action == "killing"
