"""In answer to what: a response is linked where the text states one, with its cue, and to the mention it answers."""

from collections.abc import Callable
from datetime import date

import pytest

from tacitus.records import CodedReport, Mention


def only(coded: CodedReport, action: str) -> Mention:
    found = [m for m in coded.mentions if m.action == action]
    assert len(found) == 1, [m.action for m in coded.mentions]
    return found[0]


@pytest.mark.parametrize(
    ("said", "cue"),
    [
        ("Israeli jets bombed Gaza on Monday in response to a rocket attack on Ashkelon.", "in response to"),
        ("Israeli jets bombed Gaza on Monday in retaliation for a rocket attack on Ashkelon.", "in retaliation for"),
        ("Israeli jets bombed Gaza on Monday to avenge a rocket attack on Ashkelon.", "to avenge"),
        ("Israeli jets bombed Gaza on Monday, hours after a rocket attack on Ashkelon.", "hours after"),
    ],
)
def test_the_answering_act_names_its_cue_and_the_mention_it_answers(
    code: Callable[..., CodedReport], said: str, cue: str
) -> None:
    coded = code(said)
    response = only(coded, "air_strike").responds_to
    assert response is not None
    assert (response.cue, response.mention) == (cue, only(coded, "rocket_attack").id)


def test_swapping_the_sides_swaps_the_response(code: Callable[..., CodedReport]) -> None:
    coded = code("Hamas fired rockets at Ashkelon on Monday in response to an air strike on Gaza.")
    response = only(coded, "rocket_attack").responds_to
    assert response is not None
    assert response.mention == only(coded, "air_strike").id
    assert only(coded, "air_strike").responds_to is None


def test_a_cue_without_words_after_it_answers_what_was_told_before(code: Callable[..., CodedReport]) -> None:
    coded = code("Hamas fired rockets at Ashkelon on Monday. In response, Israeli jets bombed Gaza.")
    response = only(coded, "air_strike").responds_to
    assert response is not None
    assert (response.cue, response.mention) == ("In response", only(coded, "rocket_attack").id)


def test_an_act_answers_only_up_to_the_means_it_answers_with(code: Callable[..., CodedReport]) -> None:
    coded = code("A car bomb exploded in Hebron on Monday. Israel answered the bombing with a curfew in the city.")
    response = only(coded, "emergency_rule").responds_to
    assert response is not None
    assert (response.cue, response.text) == ("answered", "the bombing")


def test_an_answer_in_words_only_to_any_attack_links_nothing(code: Callable[..., CodedReport]) -> None:
    coded = code("Iran vowed on Monday a crushing answer to any attack on its soil.")
    assert all(m.responds_to is None for m in coded.mentions)


def test_following_in_time_what_one_did_oneself_is_no_answer(code: Callable[..., CodedReport]) -> None:
    coded = code("Russian missiles hit Kyiv on Monday, hours after a Russian drone attack on Odesa.")
    assert all(m.responds_to is None for m in coded.mentions)


def test_taking_a_town_after_days_of_fighting_is_no_answer(code: Callable[..., CodedReport]) -> None:
    coded = code("Syrian forces captured the town of Kinsabba on Monday after three days of fighting.")
    assert all(m.responds_to is None for m in coded.mentions)


def test_what_came_a_day_after_is_not_another_strike_told_in_the_sentence_before(code):
    coded = code(
        "Strikes near Erbil on 26 December followed the wounding of three soldiers. Thursday's came a day after "
        "bombings in the Iranian city of Kerman that killed at least 84 people.",
        date(2024, 1, 5),
    )
    assert not [m for m in coded.mentions if m.responds_to is not None and "Kerman" in m.responds_to.text]
