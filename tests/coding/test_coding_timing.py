"""When it happened: the day the words give the happening; where they give none, none."""

from datetime import date

import pytest


def day(coded, action=None):
    return next(m for m in coded.mentions if action is None or m.action == action).date


TUESDAY = date(2023, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled Goma on Tuesday.",
        "The army said on Tuesday that it was sending tanks to Goma.",
        "Police reported a bomb attack in Quetta on Tuesday.",
    ],
)
def test_a_day_of_the_sentence_is_the_day(code, text):
    found = day(code(text))
    assert (found.start, found.end) == (TUESDAY, TUESDAY)


@pytest.mark.parametrize(
    "text",
    ["The army said on Tuesday that rebels had shelled Goma.", "Rebels have shelled Goma, the army said on Tuesday."],
)
def test_the_day_on_which_it_was_told_is_not_its_day(code, text):
    assert day(code(text)).start is None


@pytest.mark.parametrize("since", ["May", "the truce collapsed"])
def test_what_has_gone_on_since_then_is_not_of_the_day_told_before(code, since):
    coded = code(
        f"Shells landed on a camp near El Fasher on Tuesday. The rebels have besieged El Fasher since {since}."
    )
    assert {m.action: m.date.start for m in coded.mentions} == {"shelling": TUESDAY, "blockade": None}


def test_two_happenings_of_one_sentence_share_its_day(code):
    coded = code("Gunmen overran the prison in Jos on Tuesday and burned two shops in the town.")
    assert {m.date.start for m in coded.mentions} == {TUESDAY}


def test_a_happening_told_next_is_of_the_same_day_and_says_so(code):
    coded = code("Rebels shelled Goma on Tuesday. Police arrested nine men in the town.")
    mention = next(m for m in coded.mentions if m.action == "arrest")
    assert mention.date.start == TUESDAY
    assert any(e.field == "date" and e.how.startswith("carried") and e.confidence < 1 for e in mention.evidence)


def test_that_same_night_counts_from_the_paragraph_before(code):
    coded = code("Gunmen killed three miners near Bria on Friday.\n\nThat same night army jets bombed a camp at Kufra.")
    assert {m.date.start for m in coded.mentions} == {date(2023, 11, 17)}


def test_a_denial_told_later_is_not_dated_by_what_it_denies(code):
    coded = code("Rebels shelled Goma on Tuesday. Rwanda denied any role.")
    assert day(coded, "denial").start is None


def test_without_a_day_there_is_none(code):
    assert day(code("Rebels shelled Goma.")).start is None


def test_the_day_of_what_is_answered_is_not_the_day_of_the_answer(code):
    coded = code("American jets bombed two sites in Syria in reprisal for drone attacks that began early last week.")
    (raid,) = [m for m in coded.mentions if m.action == "air_strike"]
    assert raid.date.start is None


def test_what_is_only_threatened_is_lent_no_day(code):
    coded = code("The militia killed two soldiers near Mosul on Tuesday and threatened to bomb the town.")
    threatened = [m for m in coded.mentions if not m.happened]
    assert threatened and all(m.date.start is None for m in threatened)


def test_the_day_of_a_statement_is_not_the_day_of_what_was_already_past_in_it(code):
    coded = code("The Pentagon said Tuesday that a gunship hit militants near Erbil who had fired a missile at a base.")
    fired = next(m for m in coded.mentions if m.action == "missile_attack")
    assert fired.date.start is None


def test_the_day_of_the_news_holds_for_the_paragraphs_after_it(code):
    coded = code(
        "Rebels shelled Goma on Tuesday, the army said.\n\nGunmen burned two shops in Sake and killed a guard."
    )
    assert {m.date.start for m in coded.mentions} == {TUESDAY}


def test_what_is_done_to_a_ruin_does_not_date_its_ruin(code):
    coded = code("Crews in Dnipro went on searching on Tuesday through a tower of flats wrecked by a Russian missile.")
    assert day(coded).start is None


def test_what_happened_at_the_time_of_something_earlier_is_lent_no_day(code):
    coded = code(
        "US jets bombed two militia sites in Iraq early on Wednesday. A gunship had earlier gone after several people "
        "when militants launched two ballistic missiles at Ain al-Asad air base."
    )
    (missiles,) = [m for m in coded.mentions if m.action == "missile_attack"]
    assert missiles.role == "background"
    assert missiles.date.start is None


def test_the_day_on_which_a_run_of_attacks_had_begun_is_not_that_of_the_answer(code):
    coded = code(
        "US jets struck two depots in Syria after a run of attacks on American troops. The defence secretary said the "
        "attacks had begun on January 3."
    )
    strikes = [m for m in coded.mentions if m.action == "air_strike"]
    assert strikes and not [m for m in strikes if m.date.start and (m.date.start.month, m.date.start.day) == (1, 3)]


def test_the_day_of_a_statement_does_not_date_what_is_told_after_it(code):
    coded = code(
        "Gunmen attacked a village near Jos on Sunday, killing 12 people, police said on Tuesday.\n\n"
        "The attackers came before dawn and set houses on fire."
    )
    assert {m.date.start for m in coded.mentions} == {date(2023, 11, 19)}


def test_an_hour_is_of_the_day_that_follows_it_and_of_no_day_told_before(code):
    coded = code(
        "The minister said the attacks had begun on October 17. A raid on a depot near Abu Kamal came at about 4.30 am "
        "on Friday, killing two guards."
    )
    (raid,) = [m for m in coded.mentions if m.happened and m.action != "accusation"]
    assert raid.date.start == date(2023, 11, 17)


def test_that_night_counts_from_a_night_since_which_much_happened(code):
    coded = code(
        "Four people have been killed in Manipur since Saturday night. At around 11 pm that night a volunteer died in "
        "a gunfight near Kangchup. On Monday gunmen shot dead three villagers at Ningthoukhong."
    )
    days = {m.action: m.date.start for m in coded.mentions}
    assert days == {"armed_clash": date(2023, 11, 18), "killing": date(2023, 11, 20)}


def test_an_undated_lead_is_of_the_day_that_only_its_next_sentence_names(code):
    coded = code(
        "Several boats near a cargo ship in the Red Sea were destroyed by US helicopters. At 6.30 am on "
        "Sunday the helicopters came upon four boats near the ship, the navy said."
    )
    assert {m.date.start for m in coded.mentions if m.action == "vessel_attack"} == {date(2023, 11, 19)}
