"""What makes a mention, and of which action: nouns, light verbs, passives, and the means that decide."""

import pytest


def actions(coded):
    return [m.action for m in coded.mentions if m.happened]


CASES = [
    ("American aircraft carried out air strikes on a militia depot near Mosul.", "air_strike"),
    ("Two Russian missiles hit a block of flats in Kharkiv on Tuesday.", "missile_attack"),
    ("Fighters launched four drones at the base outside Erbil.", "drone_attack"),
    ("A barrage of rockets was fired at Ashkelon from Gaza.", "rocket_attack"),
    ("Government forces shelled the eastern suburbs of Idlib.", "shelling"),
    ("The town came under artillery fire for a second night.", "shelling"),
    ("Houthi fighters fired a missile at a container ship in the Red Sea.", "vessel_attack"),
    ("A suicide bomber killed nine worshippers at a mosque in Peshawar.", "suicide_bombing"),
    ("A car bomb exploded outside a police station in Mogadishu.", "bombing"),
    ("Three soldiers died when their truck ran over a mine near Gao.", "landmine"),
    ("Gunmen threw a grenade into a bar in Goma.", "grenade_attack"),
    ("The army and rebels clashed around the town of Bunagana.", "armed_clash"),
    ("Jihadists stormed an army outpost near Djibo on Sunday.", "ground_assault"),
    ("The military ambushed a rebel column near Sagaing.", "ground_assault"),
    ("The rebels seized the town of Lashio.", "territory_seized"),
    ("The army recaptured the town of Lashio from the rebels.", "territory_retaken"),
    ("Gunmen shot dead six farmers in Plateau state.", "killing"),
    ("A mayor was shot dead by gunmen outside his office in Tijuana.", "assassination"),
    ("Armed men abducted 30 pupils from a school in Kaduna.", "abduction"),
    ("Soldiers raped women in the village, a UN panel said.", "sexual_violence"),
    ("Thousands of protesters marched through Nairobi on Monday.", "protest"),
    ("Police fired tear gas to disperse protesters in Dakar.", "protest_dispersed"),
    ("Police opened fire on protesters in Lagos, killing two.", "protest_repressed"),
    ("Protesters hurled stones at police in Kampala.", "riot"),
    ("A mob beat two men to death in Bangui.", "mob_violence"),
    ("Settlers set fire to olive groves and houses near Nablus.", "property_destruction"),
    ("Police arrested 40 demonstrators in Minsk.", "arrest"),
    ("Air defences shot down six drones over Odesa.", "interception"),
    ("Iranian marines boarded the tanker in the Gulf of Oman.", "vessel_seizure"),
    ("Israel and Hamas agreed a ceasefire that began on Friday.", "ceasefire"),
    ("The group released ten hostages on Friday.", "release"),
    ("French troops withdrew from Niamey.", "withdrawal"),
    ("The army imposed a curfew in Khartoum.", "emergency_rule"),
    ("Soldiers seized power in a coup in Niamey.", "coup"),
    ("The Kremlin threatened to strike back with missiles.", "threat"),
    ("Tehran accused Israel of the attack.", "accusation"),
    ("Moscow denied that its forces had shelled the hospital.", "denial"),
    ("The UN called for an immediate ceasefire.", "demand"),
    ("Washington imposed sanctions on the group's leaders.", "sanction"),
    ("Turkish troops have set up a new observation post near Idlib.", "base_established"),
    ("Opposition supporters staged rallies in Tbilisi on Sunday.", "protest"),
    ("Thousands of people gathered in Yangon on Sunday to protest against the junta.", "protest"),
    ("Police detained five activists during a demonstration in Moscow.", "protest_dispersed"),
    ("Soldiers beat protesters outside the ministry in Khartoum.", "protest_repressed"),
    ("Police found explosives and detonators in a house in Nicosia.", "weapons_disrupted"),
    ("Militants used mustard gas against Kurdish fighters near Makhmour.", "chemical_attack"),
    ("Planes carried out an air raid with poison gas on the town of Saraqib.", "chemical_attack"),
    ("The army shelled the village with white phosphorus.", "shelling"),
    ("Iraqi forces freed several villages from Islamic State militants.", "territory_retaken"),
    ("Al-Shabaab militants recaptured the town of Badhadhe from Jubaland troops.", "territory_seized"),
    ("An angry mob set two men ablaze in Lagos.", "mob_violence"),
    ("Two people were killed in police firing in Ahmedabad on Wednesday.", "killing"),
    ("Forty soldiers have defected to the rebels in Yemen.", "group_change"),
]


@pytest.mark.parametrize(("text", "action"), CASES)
def test_a_happening_is_coded_by_what_was_done_with_what(code, text, action):
    assert action in [m.action for m in code(text).mentions]


QUIET = [
    "Rail workers will strike for three days over pay, their union said.",
    "The striker hit the bar twice and the visitors attacked down the left before half-time.",
    "The minister came under fire from his own party over the pensions bill.",
    "Critics attacked the film, a bomb at the box office, when it opened the festival.",
    "Shelling out for school meals has become a battle for many families.",
    "Shares in the company exploded after a raid by a rival investor.",
    "The board fired its chief executive after a poor quarter.",
    "An explosion of interest in chess has followed the tournament.",
    "A gas explosion killed four people in a block of flats in Tula; a faulty valve was to blame.",
    "The museum marks the anniversary of the bombing raids of 1943.",
    "Locusts have invaded the harvest and a swarm is attacking the crop.",
    "He has been killing time at the airport since the flight was cancelled.",
    "Players storm beaches and fire rockets in the studio's new video game.",
    "The ambassador spoke about the rights of patients at the opening of the clinic.",
    "A heart attack killed the actor during a panic on the stage of the theatre.",
]


@pytest.mark.parametrize("text", QUIET)
def test_words_of_war_in_other_senses_make_no_event(code, text):
    assert actions(code(text)) == []


def test_the_lead_the_detail_and_the_reference_back_are_one_happening(code):
    coded = code(
        "The United States carried out air strikes on militia sites in Iraq on Tuesday.\n"
        "The strikes hit an ammunition store near Tikrit, killing three fighters.\n"
        "The raid was the second in a week, an Iraqi officer said."
    )
    strikes = [m for m in coded.mentions if m.action == "air_strike"]
    assert len(strikes) == 1
    assert strikes[0].casualties.killed.low == 3
    assert "Tikrit" in {p.name for p in strikes[0].places}


def test_an_attack_and_its_answer_stay_two(code):
    coded = code(
        "Militiamen fired rockets at a base near Erbil on Monday. In retaliation for the rocket attack, American jets "
        "bombed a depot near Kirkuk on Tuesday."
    )
    assert {m.action for m in coded.mentions} == {"rocket_attack", "air_strike"}


def test_of_nine_cities_named_only_the_one_that_was_hit_is_the_place(code):
    coded = code(
        "Officials from Lviv, Dnipro, Poltava, Sumy, Rivne, Lutsk, Ternopil and Uzhhorod met on Tuesday. "
        "A Russian missile hit Kharkiv during their talks."
    )
    (hit,) = [m for m in coded.mentions if m.action == "missile_attack"]
    assert [p.name for p in hit.places] == ["Kharkiv"]


def test_every_value_stands_on_words_of_the_report(code):
    text = (
        "On Monday two Houthi drones struck the tanker Northern Star in the Red Sea, wounding one sailor, the US "
        "military said."
    )
    coded = code(text)
    assert coded.mentions
    for mention in coded.mentions:
        assert any(e.field == "trigger" for e in mention.evidence)
        for evidence in mention.evidence:
            assert text[evidence.start : evidence.end] == evidence.text
    for claim in coded.claims:
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text


def test_without_a_publication_date_no_date_is_invented(code):
    coded = code("Rockets hit the base near Erbil on Tuesday night.", published=None)
    assert all(m.date.start is None for m in coded.mentions)


def test_a_french_report_is_refused_by_name(code):
    coded = code(
        "Des hommes armés ont attaqué une base militaire dans le nord du pays lundi soir, tuant dix soldats, selon un "
        "communiqué de l'armée publié mardi matin dans la capitale."
    )
    assert "French" in coded.refused and not coded.mentions


def test_a_plane_that_is_fired_at_makes_no_air_strike(code):
    found = actions(code("Gunmen opened fire on a small plane as it landed in Papua on Saturday."))
    assert found and "air_strike" not in found


def test_a_strike_that_leaves_people_dead_is_no_withdrawal(code):
    text = "Two US strikes south of Baghdad early on Wednesday left at least five fighters dead."
    assert actions(code(text)) == ["air_strike"]


def test_what_was_held_back_from_did_not_happen(code):
    assert not actions(code("Until this week the army had held back from bombing the city of Homs."))


def test_who_claims_responsibility_for_a_blast_is_its_doer(code):
    coded = code(
        "Islamic State claimed responsibility for a car bomb in Diyarbakir on Friday that killed eight people."
    )
    (blast,) = [m for m in coded.mentions if m.action == "bombing"]
    assert [a.name for a in blast.initiators] == ["Islamic State"]
    assert blast.factuality == "occurred"


@pytest.mark.parametrize(
    "text",
    [
        "Iran-backed forces have attacked coalition troops at least 19 times over the past week.",
        "Three rounds of American airstrikes have hit Syria since October.",
    ],
)
def test_a_count_of_happenings_is_a_claim_and_no_happening(code, text):
    coded = code(text)
    assert not coded.mentions
    assert [c.value for c in coded.claims if c.kind == "count"]


def test_a_happening_told_again_by_its_doer_joins_its_first_telling(code):
    coded = code(
        "A site in Syria was hit on Wednesday by US forces. Washington said two F-15s struck a weapons store there."
    )
    (mention,) = [m for m in coded.mentions if m.happened]
    assert mention.action == "air_strike"


def test_a_dateline_does_not_hide_who_did_it(code):
    coded = code(
        "MOGADISHU, March 12 (Agency) - Al-Shabaab fighters stormed a hotel in Beledweyne, killing seven people."
    )
    (mention,) = coded.mentions
    assert [a.id for a in mention.initiators] == ["al-shabaab"]


def test_strikes_that_killed_are_a_happening_at_the_place_they_hit(code):
    coded = code("Overnight, strikes on the southern suburbs of Beirut killed a Hamas commander, the group confirmed.")
    (mention,) = coded.mentions
    assert mention.action == "air_strike"
    assert [p.name for p in mention.places] == ["Beirut"]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("A suicide car bomber rammed the gate of the hotel in Mogadishu, killing four.", "suicide_bombing"),
        ("Two long-range bombers struck a camp near Derna on Monday.", "air_strike"),
    ],
)
def test_a_bomber_is_a_person_or_an_aircraft(code, text, action):
    assert code(text).mentions[0].action == action
