"""Reports go into the ledger once, wholly, and in any order to the same events."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telling_factories import (
    ARMY,
    BINNISH,
    FRONT,
    RAQQA,
    SARMIN,
    SYRIA,
    TUESDAY,
    ZAHLE,
    coded,
    dead,
    mention,
    on,
    report_text,
)

from tacitus.ledger import Ledger
from tacitus.records import Claim, CodedReport, DateRange, Event, Span


def claim(report, number=1, value=60):
    words = report_text(report).split()[0]
    return Claim(
        id=f"{report}-c{number}",
        report=report,
        kind="count",
        value=value,
        relation="more_than",
        evidence=Span(start=0, end=len(words), text=words),
    )


def shapes(ledger):
    """The events without what depends on the order of adding: ids and revision numbers."""
    events = list(ledger.events())
    known = {e.id: e.mentions for e in events}
    return {
        e.mentions: e.model_copy(
            update={"id": "", "revision": 0, "response_to": tuple(sorted(known[r.event] for r in e.response_to))}
        )
        for e in events
    }


def test_two_reports_of_one_strike_make_one_event_with_both_tolls(ledger):
    first = ledger.add([coded("a", mention("a", casualties=dead(5, 5)))])
    second = ledger.add([coded("b", mention("b", casualties=dead(8, 8)))])
    (event,) = ledger.events()
    assert first.new == second.merged == (event.id,)
    assert (event.casualties.killed.low, event.casualties.killed.high) == (5, 8)
    assert (event.publishers, event.status, event.revision) == (2, "confirmed", 2)
    assert [r.id for r in event.reports] == ["a", "b"]


def test_two_strikes_on_one_town_in_one_week_stay_two(ledger):
    later = on(TUESDAY + timedelta(days=3))
    ledger.add([coded("a"), coded("b", mention("b", date=later), published=TUESDAY + timedelta(days=4))])
    assert len(list(ledger.events())) == 2


def test_a_denial_makes_its_event_disputed_and_none_alone(ledger):
    ledger.add([coded("b", mention("b", factuality="denied"))])
    assert list(ledger.events()) == []
    assert "denial" in ledger.left_out()["b-1"]
    ledger.add([coded("a")])
    (event,) = ledger.events()
    assert (event.status, event.mentions) == ("disputed", ("a-1", "b-1"))
    assert ledger.left_out() == {}


def test_the_same_report_again_changes_nothing(ledger):
    everything = [coded("a", claims=(claim("a"),)), coded("b")]
    ledger.add(everything)
    before = ledger.history()
    again = ledger.add(everything)
    assert again.unchanged == ("a", "b")
    assert not (again.new or again.merged or again.updated or again.kept)
    assert ledger.history() == before


def test_a_report_with_new_text_replaces_its_older_version(ledger):
    ledger.add([coded("a", mention("a", casualties=dead(3, 3))), coded("b")])
    (before,) = ledger.events()
    text = report_text("a") + " corrected"
    result = ledger.add([coded("a", mention("a", text=text, casualties=dead(9, 9)), text=text)])
    (after,) = ledger.events()
    assert result.updated == ("a",)
    assert after.id == before.id
    assert after.casualties.killed.low == 9
    assert ledger.report("a").text == text
    assert "another text" in ledger.history("report", "a")[-1].reason
    assert ledger.verify() is None


def test_an_event_that_no_report_tells_any_more_is_withdrawn_with_the_reason(ledger):
    ledger.add([coded("a", claims=(claim("a"),))])
    (event,) = ledger.events()
    text = "Nothing happened."
    result = ledger.add([CodedReport(report=coded("a", text=text).report)])
    assert result.gone == (event.id,)
    assert list(ledger.events()) == [] and list(ledger.claims()) == []
    assert ledger.history("event", event.id)[-1].payload == "null"
    assert "no report tells of it" in ledger.history("event", event.id)[-1].reason
    assert ledger.verify() is None


def test_an_id_once_given_is_never_given_to_another_event(ledger):
    ledger.add([coded("a")])
    (first,) = ledger.events()
    ledger.add([CodedReport(report=coded("a", text="Nothing happened.").report)])
    ledger.add([coded("a")])
    (second,) = ledger.events()
    assert first.id != second.id


def test_when_a_report_shows_two_events_to_be_one_the_older_id_stays_and_the_other_leads_to_it(ledger):
    """Two towns told apart by two reports are one event once a third tells of both in one night."""
    ledger.add([coded("a", mention("a", targets=(), date=DateRange()), published=TUESDAY)])
    ledger.add([coded("b", mention("b", initiators=(), places=(SYRIA,)))])
    older, younger = (ledger.event(i) for i in _ids_by_age(ledger))
    ledger.add([coded(r) for r in "cde"])
    (event,) = ledger.events()
    assert event.id == older.id
    assert ledger.event(younger.id) == event
    assert ledger.history("event", younger.id)[-1].payload == "null"
    assert older.id in ledger.history("event", younger.id)[-1].reason
    assert ledger.verify() is None


def _ids_by_age(ledger):
    seen = [r.subject for r in ledger.history("event")]
    assert len(set(seen)) == 2
    return list(dict.fromkeys(seen))


def test_each_revision_of_an_event_says_why(ledger):
    ledger.add([coded("a"), coded("b")])
    (event,) = ledger.events()
    first, second = ledger.history("event", event.id)
    assert first.reason == "first told by a"
    assert second.reason.startswith("b tells of it too: ")
    assert "both air strike" in second.reason
    assert Event.model_validate_json(second.payload) == event


def test_the_links_of_an_event_give_their_reasons(ledger):
    ledger.add([coded("a"), coded("b")])
    (event,) = ledger.events()
    (link,) = ledger.links(event.id)
    assert (link.a, link.b) == ("a-1", "b-1")
    assert link.probability > 0.9
    assert any("same place" in words for words in link.why)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (coded("x").model_copy(update={"refused": "no text"}), "no text"),
        (coded("x", mention("y")), "belongs to report y"),
        (coded("x", mention("x", text="Otherwise told")), "does not stand"),
        (coded("x", mention("x"), mention("x")), "same id"),
        (coded("x", claims=(claim("x").model_copy(update={"report": "y"}),)), "claim x-c1"),
        (coded("x", mention("x").model_copy(update={"id": "a-1"})), "another report"),
    ],
)
def test_an_unsound_report_is_refused_with_the_reason_and_the_others_are_kept(ledger, bad, why):
    result = ledger.add([coded("a"), bad, coded("b")])
    assert [r.report for r in result.refused] == ["x"]
    assert why in result.refused[0].why
    assert result.kept == ("a", "b")
    assert [r.id for r in ledger.reports()] == ["a", "b"]


def test_claims_are_kept_and_revised_with_their_report(ledger):
    ledger.add([coded("a", claims=(claim("a", 1), claim("a", 2)))])
    ledger.add([coded("a", claims=(claim("a", 1), claim("a", 2, value=70)))])
    assert [c.value for c in ledger.claims()] == [60, 70]
    assert len(ledger.history("claim", "a-c1")) == 1
    assert len(ledger.history("claim", "a-c2")) == 2


def test_a_stated_answer_leads_to_the_event_it_names_whichever_came_first(places):
    attack = mention("b", 1, initiators=(FRONT,), targets=(ARMY,), action="rocket_attack", places=(RAQQA,))
    answer = mention("b", 2, answers=("the rockets", "b-1"))
    other = coded("a", mention("a", initiators=(FRONT,), targets=(ARMY,), action="rocket_attack", places=(RAQQA,)))
    for order, file in (
        ([other, coded("b", attack, answer)], places()),
        ([coded("b", attack, answer), other], places()),
    ):
        with Ledger.open(file) as opened:
            opened.add(order)
            by_action = {e.action: e for e in opened.events()}
            assert [r.event for r in by_action["air_strike"].response_to] == [by_action["rocket_attack"].id]


def test_an_unnamed_answer_is_linked_when_its_cause_comes_later_and_unlinked_when_it_grows_ambiguous(ledger):
    cause = {
        "initiators": (FRONT,),
        "targets": (ARMY,),
        "action": "rocket_attack",
        "date": on(TUESDAY - timedelta(days=2)),
    }
    ledger.add([coded("b", mention("b", answers=("rockets", None)))])
    answer = next(iter(ledger.events())).id
    assert ledger.event(answer).response_to == ()
    ledger.add([coded("a", mention("a", places=(RAQQA,), **cause))])
    assert len(ledger.event(answer).response_to) == 1
    other = cause | {"date": on(TUESDAY - timedelta(days=5))}
    ledger.add([coded("c", mention("c", places=(SARMIN,), **other))])
    assert ledger.event(answer).response_to == ()
    assert ledger.verify() is None


TOLD = st.fixed_dictionaries(
    {
        "action": st.sampled_from(["air_strike", "air_strike", "drone_attack", "armed_clash"]),
        "places": st.sampled_from([(), (SARMIN,), (BINNISH,), (RAQQA,), (SYRIA,), (SARMIN, RAQQA), (ZAHLE,)]),
        "initiators": st.sampled_from([(), (ARMY,), (FRONT,)]),
        "targets": st.sampled_from([(), (FRONT,), (ARMY,)]),
        "date": st.integers(0, 3).map(lambda n: on(TUESDAY + timedelta(days=n))) | st.just(DateRange()),
        "role": st.sampled_from(["focus", "focus", "background"]),
        "factuality": st.sampled_from(["occurred", "occurred", "claimed", "denied"]),
        "casualties": st.sampled_from([dead(5, 5), dead(6), dead(40, 40)]),
        "answers": st.sampled_from([None, None, ("the attack on Raqqa", None)]),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(TOLD, max_size=3), min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_any_order_of_adding_gives_the_same_events(tmp_path_factory, reports, order):
    everything = [
        coded(
            f"r{n}",
            *(mention(f"r{n}", i, **slots) for i, slots in enumerate(told)),
            published=TUESDAY + timedelta(days=5),
        )
        for n, told in enumerate(reports)
    ]
    shuffled = everything.copy()
    order.shuffle(shuffled)
    found = []
    for sequence in (everything, shuffled):
        with Ledger.open(tmp_path_factory.mktemp("order") / "t.db") as opened:
            opened.add(sequence)
            assert opened.verify() is None
            found.append(shapes(opened))
    assert found[0] == found[1]
