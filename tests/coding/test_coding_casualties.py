"""How many were hurt: figures are read as said, belong to the happening that hurt them, and keep their bounds."""

from collections.abc import Callable

import pytest

from tacitus.records import CodedReport, Figure, Mention

Bounds = tuple[int | None, int | None] | None


def bounds(mention: Mention, status: str) -> Bounds:
    figure: Figure | None = getattr(mention.casualties, status)
    return None if figure is None else (figure.low, figure.high)


def only(coded: CodedReport, action: str) -> Mention:
    found = [m for m in coded.mentions if m.action == action]
    assert len(found) == 1, [m.action for m in coded.mentions]
    return found[0]


@pytest.mark.parametrize(
    ("said", "killed"),
    [
        ("Two soldiers were shot dead when gunmen attacked an army post near Mosul on Monday.", (2, 2)),
        ("A nurse and two guards were killed when gunmen attacked an army post near Mosul on Monday.", (3, 3)),
        ("Gunmen attacked an army post near Mosul on Monday, killing at least six soldiers.", (6, None)),
        ("Gunmen attacked an army post near Mosul on Monday. The attack left 12 soldiers dead.", (12, 12)),
        ("Gunmen attacked an army post near Mosul on Monday. Seven people lost their lives.", (7, 7)),
        ("Gunmen attacked an army post near Mosul on Monday. The army put the dead at 19.", (19, 19)),
        ("Gunmen attacked an army post near Mosul on Monday. The death toll has climbed past 60.", (61, None)),
        ("Gunmen attacked an army post near Mosul on Monday. One sergeant was fatally wounded.", (1, 1)),
        ("Gunmen attacked an army post near Mosul on Monday. Nobody was killed.", (0, 0)),
        (
            "Two soldiers died and six gunmen were killed when gunmen attacked an army post near Mosul on Monday.",
            (8, 8),
        ),
        ("MOSUL - Four Danish troops and an officer were killed when gunmen attacked an army post near Mosul.", (5, 5)),
        ("Gunmen attacked an army post near Mosul in a raid that left three guards and a cook dead.", (4, 4)),
        ("Gunmen attacked an army post near Mosul and killed Ali Rashid, a colonel, and two guards.", (3, 3)),
        ("Gunmen attacked an army post near Mosul on Monday. Medics counted nine bodies.", (9, 9)),
    ],
)
def test_the_dead_are_read_from_the_ways_news_tells_of_them(
    code: Callable[..., CodedReport], said: str, killed: Bounds
) -> None:
    assert bounds(only(code(said), "ground_assault"), "killed") == killed


@pytest.mark.parametrize(
    ("said", "wounded"),
    [
        ("Rockets hit a market in Kharkiv on Monday and wounded eleven shoppers.", (11, 11)),
        ("Rockets hit a market in Kharkiv on Monday; three people were killed and 21 were injured.", (21, 21)),
        ("Rockets hit a market in Kharkiv on Monday. A vendor lost a leg.", (1, 1)),
        ("Rockets hit a market in Kharkiv on Monday. No casualties were reported.", (0, 0)),
    ],
)
def test_the_wounded_are_read_apart_from_the_dead(code: Callable[..., CodedReport], said: str, wounded: Bounds) -> None:
    assert bounds(only(code(said), "rocket_attack"), "wounded") == wounded


def test_deaths_told_in_a_later_paragraph_belong_to_the_happening_told_before(
    code: Callable[..., CodedReport],
) -> None:
    coded = code("Russian missiles struck a power plant in Kharkiv on Monday.\n\nFour workers were killed.")
    assert bounds(only(coded, "missile_attack"), "killed") == (4, 4)


def test_each_of_two_happenings_in_a_sentence_keeps_its_own_dead(code: Callable[..., CodedReport]) -> None:
    coded = code(
        "Israeli jets bombed Khan Younis on Monday, killing 14 people, "
        "hours after a rocket attack on Ashkelon killed two farmers."
    )
    assert bounds(only(coded, "air_strike"), "killed") == (14, 14)
    assert bounds(only(coded, "rocket_attack"), "killed") == (2, 2)


def test_a_toll_raised_later_in_the_report_is_the_newer_one(code: Callable[..., CodedReport]) -> None:
    coded = code("A car bomb exploded in Mogadishu on Monday, killing eight people. Doctors raised the dead to 12.")
    assert bounds(only(coded, "bombing"), "killed") == (12, 12)


def test_a_number_sharpens_dozens(code: Callable[..., CodedReport]) -> None:
    coded = code(
        "Gunmen attacked a base near Mosul on Monday, killing dozens of soldiers. Officials put the dead at 30."
    )
    assert bounds(only(coded, "ground_assault"), "killed") == (30, 30)


def test_where_two_sources_count_differently_both_are_kept_as_bounds(code: Callable[..., CodedReport]) -> None:
    coded = code("A car bomb exploded in Mogadishu on Monday. Doctors counted eight dead; the police spoke of five.")
    assert bounds(only(coded, "bombing"), "killed") == (5, 8)


def test_a_part_of_the_dead_is_not_counted_again(code: Callable[..., CodedReport]) -> None:
    coded = code("A car bomb exploded in Mogadishu on Monday, killing 20 people, including three children.")
    assert bounds(only(coded, "bombing"), "killed") == (20, 20)


def test_a_total_since_a_date_is_not_the_toll_of_one_attack(code: Callable[..., CodedReport]) -> None:
    coded = code("Rockets hit a base near Erbil on Monday. Some 56 soldiers have been wounded since 17 October.")
    assert bounds(only(coded, "rocket_attack"), "wounded") is None


def test_a_record_set_since_a_date_does_not_hide_the_toll(code: Callable[..., CodedReport]) -> None:
    coded = code("Gunmen attacked a base near Mosul on Monday, killing 12 soldiers, the deadliest attack since May.")
    assert bounds(coded.mentions[0], "killed") == (12, 12)


def test_one_of_a_crowd_is_no_toll_of_the_crowd(code: Callable[..., CodedReport]) -> None:
    coded = code("Rockets hit a market in Kharkiv on Monday. Every tenth villager had been killed, a doctor said.")
    assert all(m.casualties.killed is None for m in coded.mentions)


def test_things_and_weapons_are_no_casualties(code: Callable[..., CodedReport]) -> None:
    coded = code("Ukrainian forces shot down 14 drones over Kyiv on Monday and hit three buildings in Donetsk.")
    assert all(m.casualties.killed is None and m.casualties.wounded is None for m in coded.mentions)


def test_every_figure_has_its_words_as_evidence(code: Callable[..., CodedReport]) -> None:
    coded = code("A car bomb exploded in Mogadishu on Monday, killing at least 15 people and wounding 70.")
    mention = only(coded, "bombing")
    words = {e.field: e.text for e in mention.evidence if e.field in {"killed", "wounded"}}
    assert words == {"killed": "at least 15 people", "wounded": "70"}


def test_captives_who_are_freed_were_not_taken_by_what_was_told_before(code):
    coded = code(
        "Two soldiers were wounded in an exchange of fire near Kaduna on Tuesday. In January bandits freed 45 hostages."
    )
    assert bounds(only(coded, "armed_clash"), "captured") is None


def test_the_dead_that_now_number_so_many_are_the_toll(code):
    coded = code("The dead in the Russian strike on Dnipro now number 35, up from 30, after two bodies were found.")
    killed = coded.mentions[0].casualties.killed
    assert (killed.low, killed.high) == (35, 35)


def test_what_a_whole_war_has_cost_is_no_figure_of_the_happening_before(code):
    coded = code(
        "Shelling killed at least nine people at a market in Omdurman on Monday.\n\n"
        "The war, which began in April 2023, has killed tens of thousands of people."
    )
    assert [m.casualties.killed.low for m in coded.mentions if m.casualties.killed] == [9]


@pytest.mark.parametrize(
    ("said", "killed"),
    [
        (
            "A missile hit the market of Dnipro on Friday, killing at least 12 people, by the count of the army; "
            "the governor gave 19 dead.",
            (12, 19),
        ),
        (
            "Rockets struck a village near Idlib on Monday and killed five fighters, the group said. An army officer "
            "gave a different toll: three or more members of the group dead.",
            (3, 5),
        ),
        (
            "At least 39 people died on Friday when two missiles struck Dnipro, the governor said. "
            "The minister's own figures were 30 or more dead.",
            (30, None),
        ),
    ],
)
def test_what_two_sources_of_one_report_count_is_kept_as_bounds(code, said, killed):
    assert [bounds(m, "killed") for m in code(said).mentions] == [killed]


@pytest.mark.parametrize(
    "said",
    [
        "Two wounded people died overnight, so that 54 are now dead from Friday's bombing in Mogadishu.",
        "A woman hurt in the bombing of 3 March in Mogadishu died last night, and the number killed is now 54.",
    ],
)
def test_who_died_last_is_in_the_toll_that_is_now_given(code, said):
    assert bounds(code(said).mentions[0], "killed") == (54, 54)


def test_a_number_told_later_takes_the_place_of_hundreds(code):
    coded = code("An air strike on Aleppo killed hundreds on Tuesday. At least 500 people had died, doctors said.")
    assert bounds(only(coded, "air_strike"), "killed") == (500, None)


@pytest.mark.parametrize(
    ("told", "killed", "wounded"),
    [
        ("An army drone struck Goma on Monday. Eighty-five civilians died and 66 were injured.", (85, 85), (66, 66)),
        ("An Israeli air strike on a camp near Mosul on Monday left no fewer than 500 dead.", (500, None), None),
        ("Gunmen attacked Goma: one farmer was killed and 12 people injured.", (1, 1), (12, 12)),
    ],
)
def test_each_number_is_of_the_people_it_is_said_of(code, told, killed, wounded):
    (mention,) = code(told).mentions
    assert (bounds(mention, "killed"), bounds(mention, "wounded")) == (killed, wounded)


def test_who_is_hurt_beside_arrests_is_not_hurt_by_them(code):
    coded = code(
        "Protesters stormed the governor's office in Challhuahuacho, Peru, on Wednesday. Two policemen were hurt by "
        "stones and 14 people were arrested, the interior ministry said."
    )
    hurt = {m.action: m.casualties.wounded.low for m in coded.mentions if m.casualties.wounded is not None}
    assert hurt == {"riot": 2}


def test_a_toll_is_not_that_of_a_drone_shot_down_in_between(code):
    coded = code(
        "Drones struck a fuel depot in Port Sudan on Tuesday, killing seven workers, the army said.\n\n"
        "On Saturday two drones were shot down over the airport. The health ministry later put the number of dead at "
        "nine."
    )
    dead = {m.action: m.casualties.killed.high for m in coded.mentions if m.casualties.killed is not None}
    assert set(dead) == {"drone_attack"}


def test_those_displaced_by_a_war_are_not_those_of_one_shelling(code: Callable[..., CodedReport]) -> None:
    coded = code(
        "Nine people were killed when shells hit a market in Omdurman on Tuesday.\n\n"
        "More than 12 million people have been displaced since the war began in April 2023."
    )
    assert bounds(only(coded, "shelling"), "displaced") is None


def test_outposts_that_are_seized_are_no_captives(code: Callable[..., CodedReport]) -> None:
    (seized,) = code("The Kachin Independence Army seized more than 50 outposts near Bhamo last month.").mentions
    assert bounds(seized, "captured") is None
