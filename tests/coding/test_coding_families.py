"""The families of words in which newswires, ministries and monitors tell that something happened."""

import pytest

CASES = {
    "lives taken": [
        ("The attack on the outpost claimed the lives of six soldiers near Gao.", "ground_assault"),
        ("Nine people lost their lives when gunmen opened fire on a market in Jos.", "killing"),
        ("The ambush left four policemen dead near Quetta.", "ground_assault"),
    ],
    "light verbs": [
        ("Warplanes carried out two raids on a village near Idlib.", "air_strike"),
        ("Troops came under fire near Avdiivka and returned fire.", "armed_clash"),
        ("Soldiers and rebels traded shots on the bridge at Goma.", "armed_clash"),
        ("Security forces opened fire on a crowd of mourners in Basra.", "protest_repressed"),
    ],
    "where a weapon came down": [
        ("A rocket slammed into a bakery in Sderot.", "rocket_attack"),
        ("Two shells landed in the yard of a school in Donetsk, wounding three pupils.", "shelling"),
        ("A bomb went off outside a bank in Kandahar.", "bombing"),
        ("A hand grenade was thrown into a cafe in Bujumbura and four people were wounded.", "grenade_attack"),
    ],
    "people led away": [
        ("Gunmen led away six passengers of a bus near Maiduguri.", "abduction"),
        ("The militia held two engineers hostage for a week near Sirte.", "abduction"),
        ("Armed men marched the teachers away into the forest near Kaduna.", "abduction"),
        ("Police took 40 men into custody after the riot in Dhaka.", "arrest"),
    ],
    "what is said against others": [
        ("The UN rights office criticised the army for its raids on clinics in Goma.", "accusation"),
        ("The opposition called the vote a charade.", "accusation"),
        ("Pakistan lodged a protest with Kabul over the shelling.", "accusation"),
    ],
    "what is turned down": [
        ("Rebels disputed the army's account of the battle.", "denial"),
        ("Russia vetoed the resolution on Tuesday.", "denial"),
        ("Israel's government called the idea premature.", "denial"),
    ],
    "what is asked": [
        ("Tribal elders gave the Taliban until Friday to leave the valley.", "demand"),
        ("Amnesty requested access to the camp.", "demand"),
    ],
    "what is given": [
        ("A UN convoy with flour and medicine reached the besieged town of Sake on Monday.", "aid"),
        ("France donated ammunition to the army of Chad.", "aid"),
        ("The prime minister apologised for the raid on the mosque.", "concession"),
        ("Turkey voiced support for the government in Tripoli.", "support"),
    ],
    "forces on the move": [
        ("Two Chinese frigates shadowed an American destroyer off Taiwan.", "deployment"),
        ("Government troops slipped out of the town of Bukavu by night.", "withdrawal"),
        ("Islamic State militants raised their flag over the town of Palima.", "territory_seized"),
        ("The town of Sake is back in government hands, the army said on Monday.", "territory_retaken"),
        ("Fighters of M23 are in control of the airport of Goma.", "territory_seized"),
    ],
    "crowds": [
        ("Protesters poured into the streets of Tbilisi on Sunday.", "protest"),
        ("Police fired rubber bullets and tear gas canisters at demonstrators in Nairobi.", "protest_dispersed"),
        ("A protest march turned violent in Kampala, where youths burned tyres.", "riot"),
        ("Police in Colombo used tear gas against a march of dock workers.", "protest_dispersed"),
    ],
    "sabotage and safety": [
        ("Sappers took apart a pipe bomb at a school gate in Narathiwat.", "weapons_disrupted"),
        ("Of 60 Russian drones 54 were destroyed over Odesa.", "interception"),
        ("Pirates climbed aboard a tanker in the Strait of Singapore.", "vessel_seizure"),
        ("Police in Aden seized a consignment of drone motors on Sunday.", "weapons_disrupted"),
    ],
}


@pytest.mark.parametrize(
    ("text", "action"), [case for cases in CASES.values() for case in cases], ids=lambda value: value[:40]
)
def test_a_family_of_words_tells_the_happening(code, text, action):
    assert action in [m.action for m in code(text).mentions if m.happened]


QUIET = [
    "The minister promised an inquiry and a new clinic for the district.",
    "The ministry withdrew a statement about the harvest.",
    "Two officers, who asked not to be named, spoke of cold soup.",
    "The charity suspended its work after the storm.",
    "The crash of a coach claimed the lives of nine pilgrims.",
    "The team held the champions hostage for an hour and freed them with a late goal.",
    "Shares shot up after the results and the board threw out a rival's bid.",
    "The armoured column of figures fills a page of the report.",
]


def test_trees_cut_down_are_nobody_killed(code):
    coded = code("Settlers cut down olive trees and set fire to two cars near Nablus.")
    assert "killing" not in [m.action for m in coded.mentions]


@pytest.mark.parametrize("text", QUIET)
def test_the_same_words_of_other_things_make_no_event(code, text):
    assert [m.action for m in code(text).mentions if m.happened] == []


def test_a_gap_does_not_step_over_a_comma(code):
    # "tell ~ to" is a demand, "told, went to" is none.
    coded = code("Iraqi soldiers were told, went to the place near Kirkuk and found five bodies.")
    assert "demand" not in [m.action for m in coded.mentions]
