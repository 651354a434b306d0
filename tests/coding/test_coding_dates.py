"""Dates in news text are resolved over the day of publication, and stay unknown without one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.coding.dates import DateSpan, anchored, find_dates, resolve_relative
from tacitus.records import DateRange

WEDNESDAY = date(2023, 11, 22)


def only(text: str, published: date | None = WEDNESDAY) -> DateSpan:
    found = find_dates(text, published)
    assert len(found) == 1, found
    return found[0]


def days(first: str, last: str | None = None) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last or first)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("on Tuesday", "2023-11-21"),
        ("late on Sunday", "2023-11-19"),
        ("early Wednesday", "2023-11-22"),
        ("in the early hours of Thursday", "2023-11-16"),
        ("shortly after midnight on Monday", "2023-11-20"),
        ("at 3:25 a.m. local time (01:25 GMT) on Monday", "2023-11-20"),
        ("Friday's shelling", "2023-11-17"),
        ("last Friday", "2023-11-17"),
        ("last Tuesday", "2023-11-14"),
        ("next Monday", "2023-11-27"),
        ("Sunday the 12th", "2023-11-12"),
        ("on the eve of Monday's vote", "2023-11-19"),
        ("today", "2023-11-22"),
        ("yesterday evening", "2023-11-21"),
        ("the day before yesterday", "2023-11-20"),
        ("this morning", "2023-11-22"),
        ("three days ago", "2023-11-19"),
        ("a week ago", "2023-11-15"),
        ("Oct. 17", "2023-10-17"),
        ("17 October", "2023-10-17"),
        ("on the night of 3 December", "2022-12-03"),
        ("October 26, 2021", "2021-10-26"),
        ("Friday, 17 November", "2023-11-17"),
        ("the sixteenth of January", "2023-01-16"),
        ("on the 7th.", "2023-11-07"),
        ("the 17th of this month", "2023-11-17"),
        ("22/10/2023", "2023-10-22"),
        ("2023-10-22", "2023-10-22"),
        ("on Good Friday", "2023-04-07"),
        ("two days after Friday's raid", "2023-11-19"),
    ],
)
def test_a_named_day_is_the_latest_one_not_after_publication(text: str, start: str) -> None:
    span = only(text)
    assert (span.range.start, span.range.end) == days(start)
    assert span.range.precision == "day"


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("overnight", "2023-11-21", "2023-11-22", "day"),
        ("overnight into Tuesday", "2023-11-20", "2023-11-21", "day"),
        ("in the night to Saturday", "2023-11-17", "2023-11-18", "day"),
        ("over the weekend", "2023-11-18", "2023-11-19", "day"),
        ("last week", "2023-11-13", "2023-11-19", "week"),
        ("this week", "2023-11-20", "2023-11-22", "week"),
        ("last month", "2023-10-01", "2023-10-31", "month"),
        ("earlier this month", "2023-11-01", "2023-11-22", "month"),
        ("in the past 24 hours", "2023-11-21", "2023-11-22", "day"),
        ("mid-October", "2023-10-11", "2023-10-20", "week"),
        ("early October", "2023-10-01", "2023-10-10", "week"),
        ("at the end of October", "2023-10-21", "2023-10-31", "week"),
        ("in December", "2022-12-01", "2022-12-31", "month"),
        ("in March 2021", "2021-03-01", "2021-03-31", "month"),
        ("last October", "2022-10-01", "2022-10-31", "month"),
        ("in 2006", "2006-01-01", "2006-12-31", "year"),
        ("last year", "2022-01-01", "2022-12-31", "year"),
        ("last summer", "2023-06-01", "2023-08-31", "month"),
        ("in the winter of 2020", "2020-12-01", "2021-02-28", "month"),
        ("from 17 to 24 October", "2023-10-17", "2023-10-24", "day"),
        ("between October 17 and November 7", "2023-10-17", "2023-11-07", "day"),
        ("Oct. 17-24", "2023-10-17", "2023-10-24", "day"),
        ("on October 3 and 4", "2023-10-03", "2023-10-04", "day"),
        ("from Saturday to Monday", "2023-11-18", "2023-11-20", "day"),
        ("Monday and Tuesday", "2023-11-20", "2023-11-21", "day"),
        ("May, June and July", "2023-05-01", "2023-07-31", "month"),
        ("between 2019 and 2021", "2019-01-01", "2021-12-31", "year"),
    ],
)
def test_periods_are_ranges_of_days(text: str, start: str, end: str, precision: str) -> None:
    span = only(text)
    assert (span.range.start, span.range.end) == days(start, end)
    assert span.range.precision == precision


@pytest.mark.parametrize(
    ("text", "start"),
    [("since mid-October", "2023-10-11"), ("since Friday", "2023-11-17"), ("since 2014", "2014-01-01")],
)
def test_since_runs_to_the_day_of_publication(text: str, start: str) -> None:
    span = only(text)
    assert span.kind == "since"
    assert (span.range.start, span.range.end) == (date.fromisoformat(start), WEDNESDAY)


@pytest.mark.parametrize(
    "text",
    ["The envoys will meet on Monday.", "The envoys are due to meet on Monday.", "Monday will be a holiday."],
)
def test_a_clause_about_the_future_names_the_coming_day(text: str) -> None:
    assert only(text).range.start == date(2023, 11, 27)


def test_a_word_about_the_future_in_another_clause_does_not_move_the_day() -> None:
    assert only("The guard will be replaced, a clerk said on Monday.").range.start == date(2023, 11, 20)


def test_a_deadline_ahead_runs_from_publication() -> None:
    span = only("They threatened to leave unless paid by Friday.")
    assert span.kind == "until"
    assert (span.range.start, span.range.end) == (WEDNESDAY, date(2023, 11, 24))


@pytest.mark.parametrize(
    "text",
    [
        "They may attack. May we rest?",
        "March on the capital!",
        "the spring offensive stalled",
        "the fall of the town",
        "Bloody Sunday marches",
        "The Sunday Times wrote",
        "The Sun sat there; he wed.",
        "a second strike",
        "on the 7th floor",
        "2000 people fled",
        "a 40-year-old clerk",
    ],
)
def test_words_that_only_look_like_dates_are_left_alone(text: str) -> None:
    assert find_dates(text, WEDNESDAY) == []


@pytest.mark.parametrize(
    "text", ["on Tuesday", "yesterday", "overnight", "17 October", "last week", "since May", "at Easter"]
)
def test_without_a_day_of_publication_what_depends_on_it_is_unknown(text: str) -> None:
    assert only(text, None).range == DateRange()


def test_a_full_date_needs_no_day_of_publication() -> None:
    assert only("on 17 October 2022", None).range.start == date(2022, 10, 17)


@pytest.mark.parametrize(
    ("text", "offset", "start"),
    [
        ("two days earlier", -2, "2023-11-08"),
        ("A day later", 1, "2023-11-11"),
        ("the next day", 1, "2023-11-11"),
        ("the evening before", -1, "2023-11-09"),
        ("seventy-two hours later", 3, "2023-11-13"),
        ("a week earlier", -7, "2023-11-03"),
        ("four days after", -4, "2023-11-06"),
        ("that night", None, "2023-11-10"),
        ("hours later", None, "2023-11-10"),
    ],
)
def test_what_is_told_from_another_happening_needs_its_date(text: str, offset: int | None, start: str) -> None:
    span = only(text)
    assert (span.kind, span.offset_days, span.range) == ("relative_to_event", offset, DateRange())
    anchor = DateRange(start=date(2023, 11, 10), end=date(2023, 11, 10), precision="day")
    assert resolve_relative(anchor, span).start == date.fromisoformat(start)


def test_weeks_later_says_no_day() -> None:
    anchor = DateRange(start=date(2023, 11, 10), end=date(2023, 11, 10), precision="day")
    assert resolve_relative(anchor, only("weeks later")) == DateRange()


def test_relative_words_are_resolved_against_the_day_before_them() -> None:
    text = "A depot burned late on Sunday. By dawn the crews had left. Two days earlier a mill had burned."
    starts = [span.range.start for span in anchored(find_dates(text, WEDNESDAY), WEDNESDAY)]
    assert starts == [date(2023, 11, 19), date(2023, 11, 20), date(2023, 11, 18)]


def test_a_stretch_of_days_ends_with_the_happening_it_belongs_to() -> None:
    spans = anchored(find_dates("The hill fell on Tuesday after three days of fire.", WEDNESDAY), WEDNESDAY)
    assert (spans[1].kind, spans[1].range.start, spans[1].range.end) == ("duration", *days("2023-11-18", "2023-11-21"))


def test_recurring_days_are_no_day() -> None:
    span = only("every Friday")
    assert (span.kind, span.range) == ("recurring", DateRange())


PAST = st.sampled_from(
    [
        "Monday",
        "late on Friday",
        "overnight",
        "last week",
        "this month",
        "17 October",
        "29 Feb",
        "in May",
        "last summer",
        "in March",
        "yesterday",
        "three weeks ago",
        "on the 31st",
        "mid-June",
        "since Tuesday",
        "at the weekend",
        "since 1 May",
        "at Christmas",
        "from Friday to Monday",
        "in the past two years",
        "two days later",
        "at dawn",
        "last year",
        "this week",
        "Easter Monday",
    ]
)
PUBLISHED = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1))


@given(st.lists(PAST, max_size=5).map(". Then ".join), PUBLISHED)
def test_a_past_day_is_never_after_publication(text: str, published: date) -> None:
    for span in anchored(find_dates(text, published), published):
        assert span.range.end is None or span.range.end <= published, span


PIECES = st.sampled_from(
    [
        "Mon",
        "31",
        "Feb",
        "-",
        "to",
        "2023",
        "0001-01-01",
        "9999-12-31",
        "the",
        "night",
        "last",
        "999",
        "years ago",
        "\n",
        "since",
        "before",
        "Easter",
        "12/13/99",
        "99.99.9999",
        "00:00",
        "İ",
        "\u2019s",
        "a few",
        "days",
        "later",
        "(",
        ")",
        "by",
        "next",
        "May",
        "1st",
        "of",
        "and",
    ]
)


@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join)),
    st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max])),
)
def test_any_text_is_read_with_exact_offsets_and_ordered_ranges(text: str, published: date | None) -> None:
    end = 0
    for span in anchored(find_dates(text, published), published):
        assert text[span.start : span.end] == span.text
        assert span.start >= end
        end = span.end
        assert (span.range.start is None) == (span.range.end is None)
        assert span.range.start is None or span.range.end is None or span.range.start <= span.range.end


@given(PUBLISHED, st.integers(min_value=0, max_value=6))
def test_a_weekday_is_within_the_week_before_publication(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    assert only(f"It burned on {day:%A}.", published).range.start == day


@pytest.mark.parametrize("lead", ["PORT SUDAN, May 6 - Fires were burning", "Fighting began in May and went on"])
def test_the_month_of_may_puts_no_day_ahead(lead: str) -> None:
    day = find_dates(f"{lead} on Tuesday at a depot.", date(2025, 5, 7))[-1]
    assert day.range.start == date(2025, 5, 6)
