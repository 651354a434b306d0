"""What a claim counts: who does it to whom, with what, where, and who says so."""

import pytest


def ids(actors):
    return {a.id for a in actors}


def claim_of(coded, kind="count"):
    return next(c for c in coded.claims if c.kind == kind)


TARGETS = [
    "The Pentagon counts at least 66 attacks on US forces since mid-October.",
    "US forces have been attacked 66 times since October 17.",
    "US forces have come under attack at least 20 times in the past week.",
    "US forces have been the target of more than 60 rocket attacks since October 17.",
    "There have been 74 attacks against American troops since October 17.",
]


@pytest.mark.parametrize("text", TARGETS)
def test_who_undergoes_what_is_counted_is_the_target_and_no_actor(code, text):
    claim = claim_of(code(text))
    assert ids(claim.targets) == {"US:military"}
    assert not ids(claim.actors)


ACTORS = [
    ("It was the fourth round of retaliatory strikes by American forces since October.", "ordinal", "US:military"),
    ("In November the US carried out two rounds of air strikes in Iraq.", "count", "US:military"),
    ("It was the third US air strike since October 26.", "ordinal", "US:military"),
    ("The Houthis have fired more than 100 missiles since November 1.", "count", "houthis"),
    ("Hezbollah has attacked Israeli posts 40 times since October 8.", "count", "hezbollah"),
]


@pytest.mark.parametrize(("text", "kind", "actor"), ACTORS)
def test_who_does_what_is_counted_is_the_actor_and_no_target(code, text, kind, actor):
    claim = claim_of(code(text), kind)
    assert actor in ids(claim.actors)
    assert actor not in ids(claim.targets)


def test_people_counted_as_hurt_are_the_target(code):
    claim = claim_of(code("Since October 17 at least 56 US personnel have been injured in attacks in Iraq."))
    assert ids(claim.targets) == {"US:military"}


def test_who_only_keeps_count_is_the_claimant_and_no_side(code):
    claim = claim_of(code("The Pentagon has counted 27 attacks on its bases in Syria since October 17."))
    assert claim.claimant == "Pentagon"
    assert not ids(claim.actors)


def test_the_owner_of_a_tally_is_the_claimant(code):
    claim = claim_of(code("By the mayor's count, 212 rockets have hit Nikopol since July."))
    assert claim.claimant == "mayor"


def test_where_it_was_counted_is_a_place_and_the_country_of_a_side_is_none(code):
    claim = claim_of(code("There have been 66 attacks on U.S. bases in Iraq and Syria since October 17."))
    assert {p.country for p in claim.places} == {"IQ", "SY"}


def test_the_weapons_are_those_of_what_is_counted(code):
    claim = claim_of(code("There have been 40 drone attacks on the port since May, the army said."))
    assert claim.weapons == ("drone",)
    claim = claim_of(code("It was the third strike since May meant to stop drone attacks on the port."), "ordinal")
    assert claim.weapons == ()


def test_what_is_counted_says_what_became_of_people(code):
    claim = claim_of(code("Some 346 Palestinians have been killed since the truce began."))
    assert claim.what == "Palestinians have been killed"


def test_a_count_of_rounds_says_of_what(code):
    claim = claim_of(code("In November the US carried out two rounds of air strikes in Iraq."))
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
