"""What a claim counts: who does it to whom, with what, where, and who says so."""

import pytest


def ids(actors):
    return {a.id for a in actors}


def claim_of(coded, kind="count"):
    return next(c for c in coded.claims if c.kind == kind)


TARGETS = [
    "A monitor counts at least 54 attacks on Turkish troops since mid-August.",
    "Turkish troops have been attacked 54 times since October 3.",
    "Turkish forces have come under attack at least 30 times in the past month.",
    "Turkish forces have been the target of over 40 mortar attacks since August 5.",
    "There were 51 raids against Turkish soldiers between May and July.",
]


@pytest.mark.parametrize("text", TARGETS)
def test_who_undergoes_what_is_counted_is_the_target_and_no_actor(code, text):
    claim = claim_of(code(text))
    assert ids(claim.targets) == {"TR:military"}
    assert not ids(claim.actors)


ACTORS = [
    ("It was the third round of retaliatory strikes by British forces since July.", "ordinal", "GB:military"),
    ("In October France carried out two rounds of air strikes in Mali.", "count", "FR:military"),
    ("It was the sixth US air strike since July 9.", "ordinal", "US:military"),
    ("The Houthis have fired over 150 missiles since July 1.", "count", "houthis"),
    ("This was the third time in a month that Israeli jets had bombed Damascus.", "ordinal", "IL:military"),
    (
        "The Islamic Resistance in Iraq has claimed 40 attacks on American troops since October.",
        "count",
        "islamic-resistance-in-iraq",
    ),
    ("Hezbollah has attacked Israeli posts 40 times since October 8.", "count", "hezbollah"),
]


@pytest.mark.parametrize(("text", "kind", "actor"), ACTORS)
def test_who_does_what_is_counted_is_the_actor_and_no_target(code, text, kind, actor):
    claim = claim_of(code(text), kind)
    assert actor in ids(claim.actors)
    assert actor not in ids(claim.targets)


def test_people_counted_as_hurt_are_the_target(code):
    claim = claim_of(code("Since September some 30 British personnel have been wounded in Basra."))
    assert ids(claim.targets) == {"GB:military"}


def test_who_only_keeps_count_is_the_claimant_and_no_side(code):
    claim = claim_of(code("The Pentagon has logged 19 raids on its depots in Kuwait since October 2."))
    assert claim.claimant == "Pentagon"
    assert not ids(claim.actors)


def test_the_owner_of_a_tally_is_the_claimant(code):
    claim = claim_of(code("By the mayor's count, 212 rockets have hit Nikopol since July."))
    assert claim.claimant == "mayor"


def test_where_it_was_counted_is_a_place_and_the_country_of_a_side_is_none(code):
    claim = claim_of(code("There have been 31 attacks on French camps in Mali and Niger since August 5."))
    assert {p.country for p in claim.places} == {"ML", "NE"}


def test_the_weapons_are_those_of_what_is_counted(code):
    claim = claim_of(code("There have been 40 drone attacks on the port since May, the army said."))
    assert claim.weapons == ("drone",)
    claim = claim_of(code("It was the third strike since May meant to stop drone attacks on the port."), "ordinal")
    assert claim.weapons == ()


def test_what_is_counted_says_what_became_of_people(code):
    claim = claim_of(code("Some 120 Armenians have been killed since the siege began."))
    assert claim.what == "Armenians have been killed"


def test_a_count_of_rounds_says_of_what(code):
    claim = claim_of(code("In October France carried out two rounds of air strikes in Mali."))
    assert claim.what == "rounds of air strikes"


def test_a_closed_action_is_named_and_an_open_one_left(code):
    assert claim_of(code("The UN mission documented 44 abductions in Ituri since May.")).action == "abduction"
    assert claim_of(code("There have been 44 attacks on the base since May.")).action is None


def test_swapping_the_sides_swaps_them_in_the_claim_and_nothing_else(code):
    text = "{} has attacked {} posts 40 times since October 8."
    one = claim_of(code(text.format("Hezbollah", "Hamas")))
    other = claim_of(code(text.format("Hamas", "Hezbollah")))
    assert (ids(one.actors), ids(one.targets)) == (ids(other.targets), ids(other.actors))
    assert (one.value, one.since, one.what) == (other.value, other.since, other.what)
