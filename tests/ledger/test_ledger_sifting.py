"""An analysis is given what answers its question and what may, and how much was read is counted, after every change."""

from datetime import date, timedelta

import pytest
from telling_factories import LEAGUE, TUESDAY, ZAHLE, coded, mention, on

from tacitus.ledger import Ledger
from tacitus.ledger.sifting import Read, Sought
from tacitus.records import DateRange

NEXT_WEEK = TUESDAY + timedelta(days=7)


@pytest.fixture
def three(ledger):
    ledger.add(
        [
            coded("strike", mention("strike"), publisher="Wire", published=TUESDAY),
            coded(
                "clash",
                mention("clash", action="armed_clash", date=on(NEXT_WEEK), places=(ZAHLE,), initiators=(LEAGUE,)),
                publisher="Wire",
                published=NEXT_WEEK,
            ),
            coded("undated", mention("undated", action="protest", date=DateRange(), initiators=(), targets=())),
        ]
    )
    return ledger


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(), ["undated", "strike", "clash"]),
        (Sought(since=NEXT_WEEK), ["undated", "clash"]),
        (Sought(until=TUESDAY), ["undated", "strike"]),
        (Sought(since=NEXT_WEEK, until=NEXT_WEEK, countries=frozenset({"LB"})), ["clash"]),
        (Sought(frozenset({"armed_clash", "protest"})), ["undated", "clash"]),
        (Sought(frozenset()), []),
        (Sought(status="denied"), []),
    ],
)
def test_what_may_answer_a_question_is_read_with_what_has_no_date(three, sought, found):
    sieve = three.sieve()
    assert [e.reports[0].id for e in sieve.events_of([o.id for o in sieve.outlines(sought)])] == found


def test_an_event_whose_country_is_not_known_may_be_in_any(ledger):
    nowhere = mention("a", places=(ZAHLE.model_copy(update={"country": None, "gazetteer_id": None}),))
    ledger.add([coded("a", nowhere)])
    assert len(ledger.sieve().outlines(Sought(countries=frozenset({"SY"})))) == 1


def test_a_rejected_event_is_not_read(three):
    (event,) = three.sieve().told_by("clash")
    three.reject(event.id, author="Ana", reason="a film")
    assert three.sieve().told_by("clash") == three.sieve().events_of([event.id]) == []
    assert event.id not in {o.id for o in three.sieve().outlines(Sought())}
    assert three.sieve().begins() == TUESDAY


def test_reports_are_counted_by_the_day_of_their_publication(three):
    assert three.sieve().read(TUESDAY, NEXT_WEEK) == Read(*counted(three, TUESDAY, NEXT_WEEK))
    assert three.sieve().read(None, TUESDAY) == Read(*counted(three, None, TUESDAY))
    assert three.sieve().last_read() == NEXT_WEEK


def test_a_report_published_anew_on_another_day_is_counted_once_and_on_that_day(three):
    later = NEXT_WEEK + timedelta(days=30)
    before = three.sieve().read(None, None)
    three.add([coded("strike", mention("strike"), publisher="Another", published=later)])
    assert three.sieve().read(later, later) == Read(1, 1, 1, before.undated)
    assert three.sieve().read(None, None).reports == before.reports


def test_a_copy_counts_the_same_reports(three, places):
    with Ledger.open(places()) as other:
        three.copy_to(other)
        assert other.sieve().read(None, None) == three.sieve().read(None, None)


def counted(ledger, since: date | None, until: date | None) -> tuple[int, int, int, int]:
    days = [(r.published_on, r.publisher) for r in ledger.reports()]
    found = [(day, who) for day, who in days if day and (since or day) <= day <= (until or day)]
    undated = sum(day is None for day, _ in days)
    return len(found), len({who for _, who in found}), len({day for day, _ in found}), undated
