"""Who says so: the source of a mention is whoever the text names for it, and nobody where it names none."""

from collections.abc import Callable

import pytest

from tacitus.records import CodedReport, Mention


def only(coded: CodedReport, action: str) -> Mention:
    found = [m for m in coded.mentions if m.action == action]
    assert len(found) == 1, [m.action for m in coded.mentions]
    return found[0]


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("The Pentagon said US jets bombed a depot in Deir ez-Zor on Monday.", "Pentagon"),
        ("US jets bombed a depot in Deir ez-Zor on Monday, the Pentagon said.", "Pentagon"),
        ("US jets bombed a depot in Deir ez-Zor on Monday, according to the Pentagon.", "Pentagon"),
        ("US jets bombed a depot in Deir ez-Zor on Monday, a network of lawyers said.", "network of lawyers"),
        ("By the army's count, US jets bombed a depot in Deir ez-Zor on Monday.", "army"),
    ],
)
def test_the_source_is_read_from_the_reporting_words(code: Callable[..., CodedReport], said: str, source: str) -> None:
    assert only(code(said), "air_strike").attribution == source


def test_what_nobody_is_named_for_has_no_source(code: Callable[..., CodedReport]) -> None:
    assert only(code("US jets bombed a depot in Deir ez-Zor on Monday."), "air_strike").attribution is None


def test_a_pronoun_is_no_source(code: Callable[..., CodedReport]) -> None:
    assert only(code("He said US jets bombed a depot in Deir ez-Zor on Monday."), "air_strike").attribution is None


def test_each_half_of_a_sentence_keeps_its_own_source(code: Callable[..., CodedReport]) -> None:
    coded = code(
        "US jets bombed a depot in Deir ez-Zor on Monday, the Pentagon said; "
        "rockets hit a base near Erbil, according to Kurdish officials."
    )
    assert only(coded, "air_strike").attribution == "Pentagon"
    assert only(coded, "rocket_attack").attribution == "Kurdish officials"


def test_who_counts_the_dead_in_the_next_sentence_is_the_source(code: Callable[..., CodedReport]) -> None:
    coded = code("US jets bombed a depot in Deir ez-Zor on Monday. The health ministry put the dead at four.")
    assert only(coded, "air_strike").attribution == "health ministry"


def test_a_government_that_declares_a_curfew_is_its_doer_and_not_its_source(
    code: Callable[..., CodedReport],
) -> None:
    assert only(code("The government declared a curfew in Quito on Monday."), "emergency_rule").attribution is None


def test_the_words_of_the_source_are_its_evidence(code: Callable[..., CodedReport]) -> None:
    text = "US jets bombed a depot in Deir ez-Zor on Monday, the Pentagon said."
    evidence = [e for e in only(code(text), "air_strike").evidence if e.field == "attribution"]
    assert [text[e.start : e.end] for e in evidence] == ["Pentagon"]


def test_men_of_whom_it_is_believed_that_they_belong_to_a_group_say_nothing(code):
    coded = code(
        "Armed men believed to belong to an Islamic State-linked group attacked the village of Mumu in Cabo Delgado "
        "province on Saturday night, killing four people, the local administrator said on Monday."
    )
    (attack,) = (m for m in coded.mentions if m.happened)
    assert (attack.factuality, attack.attribution) == ("occurred", "local administrator")
