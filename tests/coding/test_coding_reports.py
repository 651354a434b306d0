"""Reports of several paragraphs, as agencies write them: what one paragraph leaves out stands in the one before."""

from __future__ import annotations

from datetime import date


def actions(coded) -> list[str]:
    return [m.action for m in coded.mentions if m.happened]


def the(coded, action: str):
    (mention,) = [m for m in coded.mentions if m.action == action]
    return mention


def test_the_group_is_the_one_named_a_paragraph_before(code):
    coded = code(
        "Al-Shabaab said it was behind the bombing of a tea shop in Baidoa.\n\n"
        "The group stormed a Ugandan base in Barawe in March last year, killing 31 soldiers."
    )
    stormed = the(coded, "ground_assault")
    assert {a.id for a in stormed.initiators} == {"al-shabaab"}
    assert "SO:military" not in {a.id for a in stormed.targets}
    assert stormed.casualties.killed.low == 31
    assert not [c for c in coded.claims if c.kind == "count"]


def test_it_may_stand_for_a_group_that_only_the_sentence_before_calls_so(code):
    coded = code(
        "Soldiers killed nine fighters of Boko Haram on Monday.\n\n"
        "The group has lost ground since 2022. In May it attacked a market in Gwoza, killing nine people."
    )
    (attack,) = [m for m in coded.mentions if m.date.precision == "month"]
    assert {a.id for a in attack.initiators} == {"boko-haram"}


def test_whom_a_state_accuses_is_not_the_state_itself(code):
    coded = code("Congo cut its ties with Rwanda on Saturday, accusing it of sending troops across the border.")
    assert [a.id for a in the(coded, "accusation").targets] == ["RW:government"]


def test_what_is_rejected_is_no_second_accusation(code):
    coded = code("Congo accused Rwanda of arming the rebels. Rwanda rejected the accusation.")
    assert sorted(actions(coded)) == ["accusation", "denial", "support"] or actions(coded) == ["accusation", "denial"]


def test_the_claim_of_an_attack_is_not_of_the_gunman_who_was_shot_after_it(code):
    coded = code(
        "Three teachers were killed in an attack on a school in Maroua on Monday. The gunman was shot dead.\n\n"
        "Boko Haram claimed responsibility for the attack."
    )
    claimed = [m for m in coded.mentions if "boko-haram" in {a.id for a in m.initiators}]
    assert [m.casualties.killed.low for m in claimed] == [3]


def test_gunmen_may_be_whoever_claims_the_deed(code):
    coded = code(
        "Gunmen burst into a hotel in Kabul on Friday and opened fire, killing 12 people.\n\n"
        "Islamic State claimed responsibility."
    )
    (attack,) = [m for m in coded.mentions if m.happened]
    assert {a.id for a in attack.initiators} >= {"isis"}
    assert attack.casualties.killed.low == 12


def test_two_days_with_two_tolls_are_two_attacks(code):
    coded = code(
        "Fighters of the Allied Democratic Forces killed 38 people in overnight attacks on villages near Beni.\n\n"
        "Last week the ADF killed 16 people in Mamove."
    )
    assert sorted(m.casualties.killed.low for m in coded.mentions if m.casualties.killed) == [16, 38]


def test_an_attack_that_came_after_another_is_not_that_one(code):
    coded = code("The attack on Pulka came two days after soldiers killed 14 insurgents near Lake Chad.")
    assert not [m for m in coded.mentions if len([e for e in m.evidence if e.field == "trigger"]) > 1]


def test_the_day_before_a_clause_of_time_is_that_of_the_chief_clause(code):
    coded = code("M23 rebels entered Goma early on Monday after soldiers had laid down their arms.", date(2025, 1, 27))
    assert str(the(coded, "territory_seized").date.start) == "2025-01-27"


def test_a_light_verb_takes_day_and_place_for_its_noun(code):
    coded = code(
        "The army said it carried out strikes on depots in Iran early on Saturday in response to attacks this month.",
        date(2024, 10, 27),
    )
    strike = the(coded, "air_strike")
    assert (str(strike.date.start), [p.country for p in strike.places]) == ("2024-10-26", ["IR"])


def test_the_day_of_a_step_in_politics_is_not_lent_to_a_shelling(code):
    coded = code(
        "Rebels entered Goma on Monday.\n\nCongo severed ties with Rwanda on Saturday.\n\n"
        "Shells killed five civilians in the town of Sake.",
        date(2025, 1, 28),
    )
    assert str(the(coded, "shelling").date.start) == "2025-01-27"


def test_who_is_freed_was_taken_before(code):
    coded = code("Troops rescued 12 kidnapped passengers in a raid on a camp in Zamfara State on Sunday.")
    assert "abduction" not in actions(coded)


def test_the_dead_of_a_boat_accident_are_not_those_of_the_kidnapping_before(code):
    coded = code(
        "Gunmen abducted a district head in Sokoto on Friday.\n\nMeanwhile a boat accident in Gummi killed 40 farmers."
    )
    assert not any(m.casualties.killed for m in coded.mentions)


def test_a_crowd_that_waits_for_aid_is_no_protest(code):
    coded = code("Troops opened fire on a crowd waiting for flour near Gaza City on Thursday, killing 20 people.")
    assert actions(coded) == ["killing"]


def test_a_delegation_is_not_shot(code):
    assert actions(code("Saudi Arabia sent a delegation to Aden to discuss a truce with the Houthis.")) == ["talks"]


def test_a_town_that_people_were_bound_for_is_not_where_they_were_attacked(code):
    coded = code("The convoy was travelling to Peshawar when gunmen ambushed it near Kohat on Thursday.")
    assert "Peshawar" not in {p.name for m in coded.mentions for p in m.places}


def test_what_only_explains_a_strike_of_november_is_not_the_strike_of_december(code):
    coded = code(
        "US aircraft struck three depots near Erbil on Tuesday.\n\n"
        "In October the US bombed a depot at Hit after missiles were fired at a base.",
        date(2023, 12, 27),
    )
    (struck,) = [m for m in coded.mentions if str(m.date.start) == "2023-12-26"]
    assert "fired" not in {e.text for e in struck.evidence}


def test_those_hurt_in_all_the_attacks_before_are_not_those_of_the_last(code):
    coded = code(
        "Eight soldiers were hurt when a missile struck a base near Hit on Monday.\n\n"
        "About 62 had been injured before Monday, most of them slightly."
    )
    assert [m.casualties.wounded.low for m in coded.mentions if m.casualties.wounded] == [8]


def test_who_comes_to_help_the_injured_adds_none_to_them(code):
    (mention,) = code("A blast killed nine people in Kerman on Monday as others came to help the injured.").mentions
    assert mention.casualties.wounded is None


def test_that_no_building_was_hit_says_nothing_of_people(code):
    mentions = code("Iran fired missiles at Erbil on Monday. No American facility was hit.").mentions
    assert not any(m.casualties.wounded or m.casualties.killed for m in mentions)


def test_when_a_war_began_is_not_the_day_of_its_heaviest_attack(code):
    coded = code("Missiles hit Kyiv in the heaviest attack since the invasion began in February 2022.")
    assert not any(m.date.start and m.date.start.year == 2022 for m in coded.mentions)


def test_who_counts_the_dead_of_a_bombing_is_not_who_bombed(code):
    coded = code("Iran's interior minister put the number of dead in Wednesday's suicide bombings at 84.")
    assert the(coded, "suicide_bombing").initiators == ()


def test_who_was_shot_dead_in_a_gunfight_died_in_the_gunfight(code):
    coded = code("Three soldiers were shot dead in a gunfight with rebels near Goma on Monday, the army said.")
    (fight,) = coded.mentions
    assert fight.action == "armed_clash"
    assert fight.casualties.killed is not None and fight.casualties.killed.low == 3


def test_who_died_of_an_illness_is_nobody_s_victim(code):
    coded = code("Rebels attacked a base near Gao on Monday. A contractor died of a heart attack in a shelter.")
    assert [m.casualties.killed for m in coded.mentions] == [None]


def test_the_coalition_fighting_a_group_is_no_fight(code):
    coded = code(
        "Iraq says US strikes south of Baghdad on Monday broke its sovereignty and ran against the mission of the "
        "coalition fighting ISIS."
    )
    assert {m.action for m in coded.mentions} == {"air_strike"}


def test_a_later_telling_adds_no_country_to_a_happening_whose_spot_is_known(code):
    coded = code(
        "US jets hit an operations centre of Kataib Hezbollah near Jurf al Saqr on Tuesday.\n\nThe strikes aimed to "
        "disrupt the group's attacks on American forces in both Iraq and Syria."
    )
    assert [p.name for p in coded.mentions[0].places] == ["Jurf al Saqr"]


def test_a_total_of_the_same_time_is_a_claim_and_no_happening(code):
    coded = code(
        "More than 300 people have been killed around Lake Chad since the start of the year, the UN said last week. "
        "Niger's army says it has killed 70 fighters in the same time."
    )
    assert coded.mentions == ()
    assert [(c.kind, c.value) for c in coded.claims] == [("count", 300), ("count", 70)]
    assert coded.claims[0].since == coded.claims[1].since == date(2023, 1, 1)


def test_a_toll_of_a_later_paragraph_is_that_of_the_news_and_not_of_what_it_answered(code):
    coded = code(
        "Russian missiles struck a block of flats in Ternopil on Tuesday, killing at least nine people, in what Moscow "
        "called retaliation for the attack on its oil terminals.\n\nRescuers pulled two more bodies from the rubble on "
        "Wednesday, which brought the toll to 11, the mayor said."
    )
    strike = the(coded, "missile_attack")
    assert strike.casualties.killed is not None and strike.casualties.killed.low == 11
    assert all(m.casualties.killed is None for m in coded.mentions if m != strike)


def test_what_was_before_this_is_another_happening(code):
    coded = code(
        "Boats that fired at a tanker in the Red Sea were sunk by US helicopters on Sunday. "
        "Before this the tanker had been hit by a missile."
    )
    assert [m.action for m in coded.mentions if m.happened].count("vessel_attack") == 2


def test_those_who_had_been_taken_before_are_not_taken_again(code):
    coded = code("The army freed 14 abducted pupils near Kaduna on Monday.")
    assert [m.action for m in coded.mentions if m.happened] == ["release"]
    coded = code("A camp for captured soldiers near Horlivka was shelled on Monday.")
    assert [m.action for m in coded.mentions if m.happened] == ["shelling"]
