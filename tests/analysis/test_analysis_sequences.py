"""Rounds, exchanges and days, as an analyst counts them."""

from datetime import date

from tacitus.analysis import chains, counts, links, rounds, timeline
from tacitus.analysis.sides import side
from tacitus.records import Actor, DateRange, Event, EventResponse


def event(id: str, start: str | None, end: str | None = None, precision: str = "day", **values: object) -> Event:
    if start is None:
        return Event(id=id, action="air_strike", **values)
    first = date.fromisoformat(start)
    last = date.fromisoformat(end) if end else first
    return Event(id=id, action="air_strike", date=DateRange(start=first, end=last, precision=precision), **values)


def answer(id: str, inferred: bool = False) -> EventResponse:
    return EventResponse(event=id, cue="in response to", inferred=inferred)


def test_events_a_day_apart_are_one_round_and_two_days_apart_two() -> None:
    found = rounds([event("a", "2024-01-01"), event("c", "2024-01-04"), event("b", "2024-01-02")])
    assert [[e.id for e in r.events] for r in found] == [["a", "b"], ["c"]]
    assert (found[0].start, found[0].end) == (date(2024, 1, 1), date(2024, 1, 2))


def test_an_event_over_two_nights_holds_its_round_together() -> None:
    found = rounds([event("a", "2024-01-01", "2024-01-03"), event("b", "2024-01-02"), event("c", "2024-01-04")])
    assert len(found) == 1


def test_events_not_dated_to_the_day_are_in_no_round() -> None:
    assert rounds([event("a", "2024-01-01", "2024-01-31", "month"), event("b", None)]) == ()


def test_the_forces_of_one_state_are_one_side() -> None:
    army = Actor(id="x_army", name="Army", kind="state_forces", country="US")
    navy = Actor(id="x_navy", name="Navy", kind="state_forces", country="US")
    assert side((army,)) == side((navy,))
    assert side((Actor(id="k", name="K", kind="militia"),)) == {"k"}


def test_an_exchange_runs_from_its_first_event_to_its_last_answer() -> None:
    a = event("a", "2024-01-01")
    b = event("b", "2024-01-02", response_to=(answer("a"),))
    c = event("c", "2024-01-03", response_to=(answer("b", inferred=True),))
    found = chains([c, a, b])
    assert [[e.id for e in chain.events] for chain in found] == [["a", "b", "c"]]
    assert not found[0].stated
    assert chains([a, b])[0].stated


def test_an_event_with_two_answers_begins_two_exchanges() -> None:
    ledger = [
        event("a", "2024-01-01"),
        event("b", "2024-01-02", response_to=(answer("a"),)),
        event("c", "2024-01-03", response_to=(answer("a"),)),
    ]
    assert [[e.id for e in chain.events] for chain in chains(ledger)] == [["a", "b"], ["a", "c"]]


def test_what_a_report_states_goes_before_what_is_inferred() -> None:
    ledger = [
        event("a", "2024-01-01"),
        event("b", "2024-01-02"),
        event("c", "2024-01-03", response_to=(answer("b", inferred=True), answer("a"))),
    ]
    assert [e.id for e in chains(ledger)[0].events] == ["a", "c"]
    assert len(links(ledger)) == 2


def test_events_said_to_answer_each_other_make_no_endless_exchange() -> None:
    ledger = [
        event("a", "2024-01-01", response_to=(answer("b"),)),
        event("b", "2024-01-01", response_to=(answer("a"),)),
    ]
    assert [len(chain.events) for chain in chains(ledger)] == [2]


def test_an_answer_to_an_event_that_is_not_at_hand_is_no_link() -> None:
    assert links([event("a", "2024-01-01", response_to=(answer("gone"),))]) == ()


def test_nothing_answers_what_is_dated_after_it():
    later = event("b", "2024-02-01")
    assert links([event("a", "2024-01-01", response_to=(answer("b"),)), later]) == ()


def test_days_run_without_gaps_and_hold_each_event_once() -> None:
    laid = timeline([event("a", "2024-01-01", "2024-01-02"), event("b", "2024-01-04")])
    assert [(d.date.day, [e.id for e in d.events]) for d in laid.days] == [(1, ["a"]), (2, []), (3, []), (4, ["b"])]


def test_events_not_dated_to_the_day_stand_on_none() -> None:
    laid = timeline([event("a", "2024-01-01", "2024-01-31", "month"), event("b", None)])
    assert laid.days == ()
    assert [e.id for e in laid.loose] == ["a", "b"]


def test_a_window_shows_its_empty_days() -> None:
    laid = timeline([event("a", "2024-01-02")], date(2024, 1, 1), date(2024, 1, 3))
    assert [len(d.events) for d in laid.days] == [0, 1, 0]


def test_counts_say_what_is_not_named() -> None:
    us = Actor(id="us", name="United States", kind="state_forces", country="US")
    ledger = [event("a", "2024-01-01", initiators=(us,)), event("b", None), event("c", None, initiators=(us,))]
    assert counts(ledger, "initiator") == {"United States": 2, "not named": 1}
    assert counts(ledger, "country") == {"not named": 3}
