"""An answer is linked to what it answers only where a text says so and leaves no doubt."""

from datetime import timedelta

from telling_factories import ARMY, FRONT, LEAGUE, RAQQA, SARMIN, TUESDAY, on, telling

from tacitus.linking import merge, stated_responses

BEFORE = TUESDAY - timedelta(days=2)


def attack(id_, **slots):
    told = {"initiators": (FRONT,), "targets": (ARMY,), "date": on(BEFORE), "action": "rocket_attack"} | slots
    return merge(id_, [telling(id_, **told)])


def answers(*earlier, words="the rocket attack", mention=None, event_of=None):
    told = telling("b", answers=(words, mention))
    return [r.event for r in stated_responses(merge("EB", [told]), [told], event_of or {}, earlier)]


def test_the_mention_that_is_named_leads_to_its_event():
    assert answers(mention="b-9", event_of={"b-9": "EX"}) == ["EX"]
    assert answers(mention="b-9") == []


def test_an_unnamed_attack_is_found_where_only_one_fits():
    assert answers(attack("EA")) == ["EA"]


def test_what_does_not_fit_is_no_answer():
    assert answers(attack("EA", initiators=(ARMY,), targets=(FRONT,))) == []
    assert answers(attack("EA", initiators=(LEAGUE,), targets=(LEAGUE,))) == []
    assert answers(attack("EA", date=on(TUESDAY - timedelta(days=30)))) == []
    assert answers(attack("EA", date=on(TUESDAY + timedelta(days=1)))) == []


def test_of_two_that_fit_the_words_decide_or_nothing_does():
    two = (attack("EA", places=(RAQQA,)), attack("EC", places=(SARMIN,)))
    assert answers(*two, words="the attack on Raqqa") == ["EA"]
    assert answers(*two) == []


def test_the_best_fit_is_meant_where_the_words_name_a_place_that_only_one_has():
    """Sides that a report of the cause leaves out do not hinder where the words of the answer say the place."""
    silent = attack("EA", places=(SARMIN,), initiators=(), targets=())
    assert answers(silent, words="the rockets fired at Sarmin") == ["EA"]
    assert answers(silent, words="rockets") == []


def test_without_a_text_that_says_so_there_is_no_link():
    told = telling("b")
    assert stated_responses(merge("EB", [told]), [told], {}, [attack("EA")]) == ()
