"""Numbers in news text are read with the bounds their words give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.coding.numbers import NumberSpan, count_of_phrase, find_numbers, parse_numeral


def only(text: str) -> NumberSpan:
    found = find_numbers(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high", "relation"),
    [
        ("at least six divers", 6, None, "at_least"),
        ("no fewer than 30 huts", 30, None, "at_least"),
        ("46 or more lorries", 46, None, "at_least"),
        ("six, if not more, drowned", 6, None, "at_least"),
        ("more than 60 shells", 61, None, "more_than"),
        ("over a dozen shells", 13, None, "more_than"),
        ("up to 30 captives", None, 30, "at_most"),
        ("as many as two hundred and five captives", None, 205, "at_most"),
        ("fewer than 20 captives", None, 19, "at_most"),
        ("several villagers", 3, None, "at_least"),
        ("dozens of villagers", 24, None, "at_least"),
        ("several dozen villagers", 24, None, "at_least"),
        ("hundreds of villagers", 200, None, "at_least"),
        ("tens of thousands of villagers", 20_000, None, "at_least"),
        ("about 30 sheep", 30, 30, "about"),
        ("twenty-odd sheep", 20, 20, "about"),
        ("nearly 50 sheep", 50, 50, "about"),
        ("five to eight sheep", 5, 8, "about"),
        ("between 40 and 60 sheep", 40, 60, "about"),
        ("5-8 sheep", 5, 8, "about"),
        ("six or seven sheep", 6, 7, "about"),
        ("at least 3, maybe 7, sheep", 3, 7, "at_least"),
    ],
)
def test_bounds_follow_the_words(text: str, low: int | None, high: int | None, relation: str) -> None:
    span = only(text)
    assert (span.low, span.high, span.relation) == (low, high, relation)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200),
        ("1.200 pupils", 1200),
        ("28,000", 28_000),
        ("1.2 million", 1_200_000),
        ("twenty-one", 21),
        ("a hundred", 100),
        ("two hundred and five", 205),
        ("thirty thousand two hundred and six", 30_206),
        ("three hundred thousand", 300_000),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("a couple of", 2),
        ("both", 2),
    ],
)
def test_numerals_have_the_value_their_words_say(text: str, value: int) -> None:
    span = only(text)
    assert (span.value, span.best, span.relation) == (value, value, "exactly")


@pytest.mark.parametrize(("text", "value"), [("the third raid", 3), ("a 12th raid", 12), ("the twenty-first raid", 21)])
def test_ordinals_are_marked(text: str, value: int) -> None:
    span = only(text)
    assert (span.ordinal, span.value) == (True, value)


@pytest.mark.parametrize(
    "text", ["he paused for a second", "an F-16 and an MQ-9", "a bill of $50 million", "no one", "a third of the wheat"]
)
def test_what_is_no_number_of_anything_is_left_out(text: str) -> None:
    assert find_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("in 2006 they fled", "year"),
        ("on 17 October", "date"),
        ("on Oct. 17 they", "date"),
        ("at 4.30 am they", "clock"),
        ("at 0410 they", "clock"),
        ("a 12-year-old cook", "age"),
        ("cooks aged 30", "age"),
        ("near Tower 22", "name"),
        ("the 20th Brigade", "formation"),
        ("60 km away", "distance"),
        ("155mm guns", "distance"),
        ("20 per cent of it", "percent"),
        ("for 30 seconds", "time"),
        ("shelled four times", "times"),
    ],
)
def test_numbers_of_other_things_carry_their_unit(text: str, unit: str) -> None:
    assert only(text).unit == unit


def test_a_change_from_one_figure_to_another_is_no_range() -> None:
    assert [n.value for n in find_numbers("They raised the count from eight to 12.")] == [8, 12]


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("four recruits and a cook", 5, 5),
        ("Four Chadian soldiers and a French driver", 5, 5),
        ("a mother and her two daughters", 3, 3),
        ("a colonel, his bodyguard and a student", 3, 3),
        ("an officer and several recruits", 4, None),
        ("a family of five", 5, 5),
        ("62-year-old baker", 1, 1),
        ("guard", 1, 1),
        ("the mayor of Halfaya", 1, 1),
        ("30 sleeping men and boys", 30, 30),
        ("nobody", 0, 0),
        ("No casualties", 0, 0),
        ("no fewer than nine", 9, None),
    ],
)
def test_a_phrase_counts_the_people_it_names(phrase: str, low: int, high: int | None) -> None:
    figure = count_of_phrase(phrase)
    assert figure is not None
    assert (figure.low, figure.high) == (low, high)


@pytest.mark.parametrize("phrase", ["villagers", "casualties", "none announced", ""])
def test_a_plural_without_a_number_has_no_count(phrase: str) -> None:
    assert count_of_phrase(phrase) is None


def test_only_a_whole_numeral_is_parsed_as_one() -> None:
    assert parse_numeral("seventy-two") == 72
    assert parse_numeral("seventy-two men") is None


@pytest.mark.parametrize("text", ["9" * 5000, "1,000" * 2000, "8" * 5000 + "th"])
def test_endless_digits_are_no_number(text: str) -> None:
    assert find_numbers(text) == []


WORDS = st.sampled_from(
    [
        "six",
        "a hundred",
        "two",
        "dozen",
        "1,200",
        "3.5",
        "million",
        "at least",
        "or",
        "to",
        "and",
        "third",
        "of",
        "-",
        "%",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join)))
def test_any_text_is_read_with_exact_offsets_and_ordered_bounds(text: str) -> None:
    end = 0
    for span in find_numbers(text):
        assert text[span.start : span.end] == span.text
        assert span.start >= end
        end = span.end
        assert span.low is None or span.high is None or span.low <= span.high
    count_of_phrase(text)


@given(st.integers(min_value=0, max_value=10**9))
def test_written_digits_keep_their_value(number: int) -> None:
    assert only(f"{number:,} bags").value == number
