"""Aggregate statements become claims: counts, ordinals, firsts and trends; one happening's own numbers do not."""

from datetime import date

import pytest

COUNTS = [
    ("Coalition convoys have come under fire 31 times since early September, the ministry said.", 31, "exactly"),
    ("Rebels have attacked army posts at least 12 times in the past month.", 12, "at_least"),
    ("The monitoring group counts at least 88 attacks on aid workers this year.", 88, "at_least"),
    ("A rights group put the number of raids on the camp at 54.", 54, "exactly"),
    ("Militias have carried out more than 80 attacks on patrols since late August.", 80, "more_than"),
    ("The mission has documented 140 abductions in the province between January and June.", 140, "exactly"),
    ("The army has carried out three rounds of air strikes in the valley.", 3, "exactly"),
    ("More than 90 rocket attacks have maimed scores of villagers.", 90, "more_than"),
    ("Since the war began about 19,000 people have been killed in Gaza, officials say.", 19000, "about"),
    ("Some 35 peacekeepers have been hurt in the raids.", 35, "about"),
    ("The death toll since April stands at 640, the health ministry said.", 640, "exactly"),
    ("By the governor's count, 210 breaches of the ceasefire were committed in Donetsk region.", 210, "exactly"),
    ("In the past week artillery shelled Kherson 60 times.", 60, "exactly"),
    ("The Houthis have fired more than 130 missiles and drones at ships since June.", 130, "more_than"),
    ("Seoul has recorded 22 missile launches so far this year.", 22, "exactly"),
    ("Turkey has bombed the area 40 times this year and killed 12 people on Tuesday.", 40, "exactly"),
    ("US troops came under attack on Thursday, bringing the number of raids since early May to 54.", 54, "exactly"),
    ("The raid raises to 17 the number of clinics hit by the air force in two months.", 17, "exactly"),
    ("Peacekeepers in Mali had come under fire at least 60 times by the end of May.", 60, "at_least"),
    ("Sunday's raid was one of 23 on the valley since the truce broke down.", 23, "exactly"),
    ("The tally of rocket attacks this year has reached 38.", 38, "exactly"),
    ("UN figures show 2,900 civilians killed in the first half of the year.", 2900, "exactly"),
    ("In all, 72 shells were fired at the port in September.", 72, "exactly"),
    ("The death toll from three months of fighting now stands at 11,200, doctors said.", 11200, "exactly"),
    ("Pirates have hijacked seven trawlers since early June.", 7, "exactly"),
    ("A bar association says 1,300 protesters have been detained since the rallies began.", 1300, "exactly"),
]


@pytest.mark.parametrize(("text", "value", "relation"), COUNTS)
def test_a_running_count_is_a_claim_with_its_number_and_bound(code, text, value, relation):
    found = {(c.value, c.relation) for c in code(text).claims if c.kind == "count"}
    assert (value, relation) in found


ORDINALS = [
    ("It was the fourth raid on the refugee camp since August, residents said.", 4),
    ("A car bomb killed two policemen in Kandahar on Monday, the third such attack in a week.", 3),
    ("Israel bombed Damascus airport for the second time this month.", 2),
    ("For the fifth night running, Russian drones struck Odesa.", 5),
    ("American jets bombed militia posts on Tuesday, their second round of strikes in ten days.", 2),
    ("Police fired tear gas at protesters in Nairobi for a third day.", 3),
    ("The general called it the 29th violation of the truce.", 29),
    ("The ninth package of strikes came on Saturday.", 9),
    ("The murder is the eleventh of a journalist in Mexico this year.", 11),
]


@pytest.mark.parametrize(("text", "value"), ORDINALS)
def test_a_place_in_a_series_is_an_ordinal_claim(code, text, value):
    assert value in {c.value for c in code(text).claims if c.kind == "ordinal"}


FIRSTS = [
    "It was the first air strike on the port since March.",
    "The group used a naval drone against a tanker for the first time on Sunday.",
    "The bombing was the deadliest attack in Pakistan in six years.",
    "Rebels fired 120 rockets at Haifa in their heaviest barrage of the war.",
    "The strike was the first in which a ballistic missile was fired at US troops.",
    "Gunmen killed two aid workers in Maiduguri, the first in five months.",
    "A car bomb went off at the shrine on Friday. It was the first bombing of a place of prayer in the emirate.",
    "Gunmen shot eight pilgrims in the first assaults claimed by the Islamic State group in the country.",
    "The three soldiers were the first U.S. fatalities in months of strikes on bases in the region.",
    "Troops entered the port on Wednesday in the biggest battle of a three-year war.",
    "Shells killed 54 people on the bloodiest day of a nearly two-week military offensive.",
    "The ambush cost 31 lives, one of the army's heaviest losses of recent years.",
    "Never before had the rebels shelled the capital.",
    "No attack on the city has been deadlier since 2015, the mayor said after the shelling.",
    "The blast is the deadliest to hit Mogadishu since 2017.",
    "The ambush, the worst in the valley since 2015, cost nine lives.",
    "No raid on this scale had been seen in the delta since 2012.",
    "Not since 2009 have tanks shelled the old town.",
    "It is the highest daily toll since the start of the ground offensive.",
    "Gunmen killed 40 villagers in Plateau state, the worst massacre there since 2018.",
]


@pytest.mark.parametrize("text", FIRSTS)
def test_a_first_or_a_record_is_a_first_claim(code, text):
    assert [c.value for c in code(text).claims if c.kind == "first"] == [1]


TRENDS = [
    ("Attacks on convoys have doubled since June, the UN mission said.", "increase"),
    ("The mission recorded 12 abductions in May, down from 30 in April.", "decrease"),
    ("The army noted an increase in drone attacks on its posts.", "increase"),
    ("The number of air strikes on the region has fallen by a third, a monitor says.", "decrease"),
    ("Attacks on hospitals have become rarer since the ceasefire.", "decrease"),
    ("Raids on villages in Darfur have become more frequent, residents say.", "increase"),
    ("Turkey has stepped up its air strikes on the region since May.", "increase"),
    ("Rebels have intensified their attacks on the oil fields in recent weeks.", "increase"),
    ("There has been an uptick in rocket fire from the valley in recent days.", "increase"),
    ("The army has scaled back its raids on the camp.", "decrease"),
    ("Abductions of farmers are on the rise in the north.", "increase"),
    ("Attacks by the sect are down from a peak in 2015.", "decrease"),
    ("The police recorded 90 murders in July, twice as many as in June.", "increase"),
]


@pytest.mark.parametrize(("text", "direction"), TRENDS)
def test_a_rise_or_fall_of_happenings_is_a_trend_claim(code, text, direction):
    assert direction in {c.value for c in code(text).claims if c.kind == "trend"}


QUIET = [
    "Five people were killed in an air strike on the market in Omdurman on Tuesday.",
    "Militants fired 12 rockets at the base on Monday, wounding three soldiers.",
    "Two car bombs exploded in Mogadishu on Saturday, killing at least 30 people.",
    "Rockets fell near the embassy in Baghdad overnight.",
    "A second blast followed minutes later, killing two rescuers.",
    "The first strike hit a depot and the second a garage, the army said.",
    "In the first attack on the villages gunmen killed three farmers, in the second nobody was hurt.",
    "Police counted seven dead after the blast at the mosque.",
    "Russia launched 20 missiles and 75 drones at Ukraine overnight.",
    "The death toll from Tuesday's shelling of Kherson rose to eight on Wednesday.",
    "Soldiers killed three of the four gunmen who attacked the barracks at dawn.",
    "At least 14 people have been killed in a suicide bombing in Peshawar, police said.",
    "Police arrested 1,200 people at rallies in Moscow on Sunday.",
    "The militants raided the base in 2016, killing 140 Kenyan soldiers.",
    "The ministry said its air defences had shot down seven of nine drones overnight.",
    "Rescuers recovered 45 bodies by Monday evening, bringing the death toll to 89.",
    "Gunmen abducted six teachers in Zamfara last week.",
    "The 54th brigade repelled an assault near Avdiivka on Friday.",
    "Rescuers have pulled 14 bodies from the rubble since the strike on Monday.",
    "As of this morning 17 bodies had been found after the blast at the cinema.",
    "One of about a dozen gunmen was killed at the sawmill on Friday.",
    "The striker scored his third goal of the season in the 81st minute of the cup tie.",
]


@pytest.mark.parametrize("text", QUIET)
def test_the_numbers_of_one_happening_are_no_claim(code, text):
    assert [(c.kind, c.value, c.evidence.text) for c in code(text).claims] == []


def test_the_parts_of_a_count_are_claims_beside_the_whole(code):
    coded = code("There have been 48 attacks on UN convoys since October 1, 20 in Mali and 28 in Niger.")
    assert [c.value for c in coded.claims] == [48, 20, 28]


def test_a_toll_after_a_count_goes_on_with_its_window(code):
    coded = code("Army patrols have been attacked 50 times since October 17. At least 40 soldiers have been injured.")
    toll = coded.claims[-1]
    assert (toll.value, toll.relation, toll.since) == (40, "at_least", date(2023, 10, 17))


def test_a_toll_with_a_day_of_its_own_does_not_go_on_with_a_count(code):
    coded = code("Patrols were attacked 50 times since October 17. On Monday two soldiers were wounded.")
    assert [c.value for c in coded.claims] == [50]


def test_a_window_behind_an_ordinal_is_not_that_of_a_number_before_it(code):
    coded = code("Three mortar rounds hit the market of Idlib on Friday, the fourth attack on the town since May.")
    assert [(c.kind, c.value) for c in coded.claims] == [("ordinal", 4)]


def test_a_claim_runs_from_the_day_it_names_to_the_day_of_publication(code):
    (claim,) = code("Militias have carried out 27 attacks on the base since October 17.").claims
    assert (claim.since, claim.as_of) == (date(2023, 10, 17), date(2023, 11, 22))


def test_a_closed_window_ends_where_the_words_end_it(code):
    claim = code("The mission documented 140 abductions in Ituri between March and June.").claims[0]
    assert (claim.since, claim.as_of) == (date(2023, 3, 1), date(2023, 6, 30))


def test_the_clause_after_since_gives_the_start_if_it_names_one(code):
    claim = code("The navy has shot down 40 drones since the campaign opened in September.").claims[0]
    assert claim.since == date(2023, 9, 1)


def test_a_window_without_a_known_start_stays_unknown(code):
    claim = code("Rebels have attacked the town 14 times since the truce collapsed.").claims[0]
    assert claim.since is None


def test_without_a_day_of_publication_a_claim_has_none_of_its_own(code):
    claim = code("Rebels have carried out 27 attacks since October 17.", published=None).claims[0]
    assert (claim.since, claim.as_of) == (None, None)


def test_the_words_of_a_claim_stand_in_the_report(code):
    text = "The Kremlin said its depots had been attacked at least 30 times since early October."
    for claim in code(text).claims:
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text


FRAGMENTS = [
    "first",
    "since",
    "the third",
    "Deadliest",
    "no such",
    "twice",
    "66",
    "at least 12 times",
    "most",
    "up from",
]


@pytest.mark.parametrize("text", FRAGMENTS)
def test_words_cut_off_from_their_sentence_make_no_claim(code, text):
    assert code(text).claims == ()
