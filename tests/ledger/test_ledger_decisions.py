"""Reviewers decide, the decisions hold whatever is read or linked later, and can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from telling_factories import (
    ARMY,
    BINNISH,
    FRONT,
    LEAGUE,
    MILITANTS,
    RAQQA,
    SARMIN,
    SYRIA,
    TUESDAY,
    coded,
    dead,
    mention,
    on,
    report_text,
)

from tacitus.errors import LedgerError
from tacitus.ledger import Ledger
from tacitus.records import CodedReport, DateRange

SIGNED = {"author": "Ana", "reason": "read both reports"}


def ids(ledger):
    return [e.id for e in ledger.events()]


def groups(ledger):
    return sorted(e.mentions for e in ledger.events())


def plain(ledger):
    """The events as a reader sees them, without the count of their revisions."""
    return [e.model_copy(update={"revision": 0}) for e in ledger.events()]


@pytest.fixture
def two(ledger):
    """A strike told twice, and another three days later in another town, told three times."""
    later = {"date": on(TUESDAY + timedelta(days=3)), "places": (RAQQA,)}
    ledger.add([coded("a"), coded("b")])
    ledger.add([coded(r, mention(r, **later), published=TUESDAY + timedelta(days=4)) for r in "xyz"])
    return ledger


def recoded(report, *mentions, **told):
    """The report as a newer version codes it: one more mention before the old ones, so that all ids shift."""
    text = report_text(report)
    word = text.split()[2]
    start = text.index(word)
    extra = mention(report, 1, text, action="protest", places=(), initiators=(), targets=())
    trigger = extra.evidence[0].model_copy(update={"start": start, "end": start + len(word), "text": word})
    extra = extra.model_copy(update={"evidence": (trigger,)})
    return coded(report, extra, *mentions, **told)


def test_events_merged_by_hand_are_one_and_the_younger_id_leads_to_it(two):
    first, second = ids(two)
    decision = two.merge([second, first], **SIGNED)
    (event,) = two.events()
    assert event.id == first
    assert {r.id for r in event.reports} == set("abxyz")
    assert two.event(second) == event
    assert event.decisions == (decision.id,)
    assert "merged" in two.history("event", first)[-1].reason and "Ana" in two.history("event", first)[-1].reason
    assert two.verify() is None


def test_undoing_a_merge_gives_both_events_back_under_their_own_ids(two):
    before = plain(two)
    decision = two.merge(ids(two), **SIGNED)
    undone = two.undo(decision.id, author="Ben", reason="two nights")
    assert plain(two) == before
    assert (undone.undone.author, undone.undone.reason) == ("Ben", "two nights")
    assert two.verify() is None


def test_a_merge_takes_in_what_is_told_later_of_either(two):
    two.merge(ids(two), **SIGNED)
    later = {"date": on(TUESDAY + timedelta(days=3)), "places": (RAQQA,)}
    two.add([coded("c"), coded("w", mention("w", **later), published=TUESDAY + timedelta(days=4))])
    (event,) = two.events()
    assert {r.id for r in event.reports} == set("abcxyzw")


def test_what_is_split_off_is_an_event_of_its_own_and_stays_apart(two):
    first, _ = ids(two)
    decision = two.split(first, ["b"], **SIGNED)
    assert ("a-1",) in groups(two) and ("b-1",) in groups(two)
    assert two.event(first).mentions == ("a-1",)
    two.add([coded("c")])
    apart = {m: e.id for e in two.events() for m in e.mentions}
    assert apart["a-1"] != apart["b-1"]
    assert apart["c-1"] in (apart["a-1"], apart["b-1"])
    two.undo(decision.id, **SIGNED)
    assert ("a-1", "b-1", "c-1") in groups(two)
    assert two.event(apart["b-1"]).id == first
    assert two.verify() is None


def test_what_tells_too_little_can_be_split_off_too(ledger):
    vague = mention("b", date=DateRange(), places=(SYRIA,), role="background", initiators=())
    ledger.add([coded("a"), coded("b", vague)])
    (event,) = ledger.events()
    decision = ledger.split(event.id, ["b-1"], **SIGNED)
    assert groups(ledger) == [("a-1",), ("b-1",)]
    ledger.undo(decision.id, **SIGNED)
    assert groups(ledger) == [("a-1", "b-1")]


def test_a_field_set_by_hand_shows_in_the_event_and_its_summary(two):
    first, _ = ids(two)
    two.set_field(first, "killed", 7, **SIGNED)
    two.set_field(first, "date", {"start": "2024-03-04", "end": "2024-03-04", "precision": "day"}, **SIGNED)
    event = two.event(first)
    assert event.casualties.killed.best == 7
    assert "7 killed" in event.summary and "4 March 2024" in event.summary
    assert [e.id for e in two.events(until=TUESDAY - timedelta(days=1))] == [first]
    assert event.decisions == ("D1", "D2")


def test_of_two_values_for_one_field_the_later_holds_until_it_is_undone(two):
    first, _ = ids(two)
    two.set_field(first, "killed", 7, **SIGNED)
    later = two.set_field(first, "killed", 9, **SIGNED)
    assert two.event(first).casualties.killed.best == 9
    two.undo(later.id, **SIGNED)
    assert two.event(first).casualties.killed.best == 7


def test_a_field_can_be_made_unknown(two):
    first, _ = ids(two)
    two.set_field(first, "places", None, **SIGNED)
    assert two.event(first).places == ()


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("colour", "red", "no field"),
        ("id", "E1", "no field"),
        ("killed", -1, "killed"),
        ("killed", "many", "killed"),
        ("status", "true", "status"),
        ("status", None, "cannot be unknown"),
        ("action", "sneezing", "no action"),
        ("date", {"start": "2024-03-05"}, "both ends"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_nothing_is_kept(two, field, value, why):
    before = two.counts()
    with pytest.raises(LedgerError, match=why) as caught:
        two.set_field(ids(two)[0], field, value, **SIGNED)
    assert "\n" not in str(caught.value)
    assert two.counts() == before


def test_a_confirmed_event_is_confirmed_until_that_is_undone(ledger):
    ledger.add([coded("a")])
    (event,) = ledger.events()
    assert event.status == "reported"
    decision = ledger.confirm(event.id, **SIGNED)
    assert ledger.event(event.id).status == "confirmed"
    ledger.undo(decision.id, **SIGNED)
    assert ledger.event(event.id).status == "reported"


def test_a_rejected_event_is_listed_no_longer_even_when_more_reports_tell_of_it(two):
    first, second = ids(two)
    decision = two.reject(first, author="Ana", reason="a drill")
    assert ids(two) == [second]
    with pytest.raises(LedgerError, match=r"rejected by Ana: a drill \(D1\)"):
        two.event(first)
    two.add([coded("c")])
    assert ids(two) == [second]
    assert two.verify() is None
    two.undo(decision.id, **SIGNED)
    assert two.event(first).mentions == ("a-1", "b-1", "c-1")
    assert two.verify() is None


def test_a_note_is_kept_and_changes_no_value(two):
    before = two.event(ids(two)[0])
    two.note(before.id, author="Ana", reason="ask the stringer")
    after = two.event(before.id)
    assert after.model_copy(update={"decisions": (), "revision": before.revision}) == before
    assert [d.reason for d in two.decisions(before.id)] == ["ask the stringer"]


def test_decisions_survive_a_newer_coding_in_which_every_id_shifts(two):
    first, second = ids(two)
    two.set_field(first, "killed", 7, **SIGNED)
    two.split(first, ["b"], **SIGNED)
    split_off = next(e.id for e in two.events() if e.mentions == ("b-1",))
    two.merge([second, split_off], **SIGNED)
    later = {"date": on(TUESDAY + timedelta(days=3)), "places": (RAQQA,)}
    before = {e.id: {r.id for r in e.reports} for e in two.events()}
    two.add([recoded("a", mention("a", 2)), recoded("b", mention("b", 2, casualties=dead(3, 3)))])
    two.add([recoded(r, mention(r, 2, **later), published=TUESDAY + timedelta(days=4)) for r in "xyz"])
    after = {e.id: e for e in two.events() if e.action == "air_strike"}
    assert {id_: {r.id for r in e.reports} for id_, e in after.items()} == before
    assert after[first].casualties.killed.best == 7
    for id_ in ("D3", "D2", "D1"):
        two.undo(id_, **SIGNED)
    strikes = sorted(e.mentions for e in two.events(action="air_strike"))
    assert strikes == [("a-2", "b-2"), ("x-2", "y-2", "z-2")]
    assert two.event(first).casualties.killed.best == 3
    assert two.verify() is None


def test_decisions_hold_in_whatever_order_the_rest_is_read(places):
    rest = [coded(r, mention(r, places=(p,))) for r, p in zip("cdef", (SARMIN, BINNISH, RAQQA, SYRIA), strict=True)]
    found = []
    for file, order in ((places(), rest), (places(), rest[::-1])):
        with Ledger.open(file) as opened:
            opened.add([coded("a"), coded("b")])
            (event,) = opened.events()
            opened.split(event.id, ["b"], **SIGNED)
            opened.add(order)
            assert opened.verify() is None
            found.append(groups(opened))
    assert found[0] == found[1]


def test_a_later_merge_holds_against_an_earlier_split_and_the_other_way_round(two):
    first, _ = ids(two)
    before = groups(two)
    two.split(first, ["b"], **SIGNED)
    split_off = next(e.id for e in two.events() if e.mentions == ("b-1",))
    two.merge([first, split_off], **SIGNED)
    assert groups(two) == before
    two.split(first, ["a"], **SIGNED)
    assert ("a-1",) in groups(two)


def test_an_undone_decision_leaves_what_others_decided(two):
    first, second = ids(two)
    two.set_field(first, "wounded", 4, **SIGNED)
    merged = two.merge([first, second], **SIGNED)
    two.undo(merged.id, **SIGNED)
    assert two.event(first).casualties.wounded.best == 4
    assert two.event(second).casualties.wounded is None


def test_a_decision_on_what_has_changed_since_is_refused(two):
    first, second = ids(two)
    seen = two.event(first).revision
    two.add([coded("c")])
    with pytest.raises(LedgerError, match=f"{first} is at revision {seen + 1}, not {seen}"):
        two.confirm(first, expect={first: seen}, **SIGNED)
    two.confirm(first, expect={first: seen + 1}, **SIGNED)
    two.merge([first, second], **SIGNED)
    with pytest.raises(LedgerError, match=f"{second} is part of {first} now"):
        two.confirm(second, expect={second: 1}, **SIGNED)


def test_decisions_that_cannot_be_followed_are_refused_in_one_line(two):
    first, second = ids(two)
    decision = two.merge([first, second], **SIGNED)
    refused = [
        (lambda: two.merge(["E0", first], **SIGNED), "no event E0"),
        (lambda: two.merge([first], **SIGNED), "one event already"),
        (lambda: two.merge([first, second], **SIGNED), "one event already"),
        (lambda: two.split(first, ["q"], **SIGNED), "not told by q"),
        (lambda: two.split(first, [], **SIGNED), "not told by nothing"),
        (lambda: two.split(first, list("abxyz"), **SIGNED), "leave at least one"),
        (lambda: two.confirm(first, author=" ", reason="x"), "needs an author and a reason"),
        (lambda: two.confirm(first, author="Ana", reason=""), "needs an author and a reason"),
        (lambda: two.undo("D9", **SIGNED), "no decision D9"),
        (lambda: two.undo("E1", **SIGNED), "no decision E1"),
    ]
    for ask, why in refused:
        with pytest.raises(LedgerError, match=why) as caught:
            ask()
        assert "\n" not in str(caught.value)
    two.undo(decision.id, **SIGNED)
    with pytest.raises(LedgerError, match="D1 was undone already by Ana"):
        two.undo(decision.id, **SIGNED)
    assert len(two.decisions()) == 1


def test_decisions_are_revisions_of_their_own_with_author_reason_and_time(where):
    now = datetime(2024, 5, 1, 12, tzinfo=UTC)
    with Ledger.open(where, clock=lambda: now) as ledger:
        ledger.add([coded("a")])
        ledger.confirm(ids(ledger)[0], **SIGNED)
        ledger.undo("D1", author="Ben", reason="too early")
        made, undone = ledger.history("decision", "D1")
    assert made.recorded == "2024-05-01T12:00:00.000000Z"
    assert "Ana" in made.reason and "read both reports" in made.reason
    assert undone.reason == "undone by Ben: too early"


def test_time_never_runs_backwards_in_the_history(where):
    times = iter([datetime(2024, 5, day, tzinfo=UTC) for day in (2, 1, 3)])
    with Ledger.open(where, clock=lambda: next(times)) as ledger:
        for report in "abc":
            ledger.add([coded(report)])
        recorded = [r.recorded[:10] for r in ledger.history("report")]
    assert recorded == ["2024-05-02", "2024-05-02", "2024-05-03"]


def test_a_follower_keeps_its_event_when_a_report_it_was_also_linked_with_is_replaced(ledger):
    """A vague mention fits two strikes; that its worse fit is withdrawn must not touch the event it stands in."""
    other = mention("b", initiators=(LEAGUE,), places=(BINNISH,), date=on(TUESDAY - timedelta(days=2)))
    vague = mention("v", date=DateRange(), initiators=(ARMY,), targets=(FRONT,), role="background", places=(SARMIN,))
    ledger.add([coded("a"), coded("b", other), coded("v", vague)])
    home = next(e.id for e in ledger.events() if "v-1" in e.mentions)
    ledger.add([CodedReport(report=coded("b", text="Nothing happened.").report)])
    assert ledger.event(home).mentions == ("a-1", "v-1")
    assert ledger.verify() is None


def test_events_are_merged_though_a_vague_passage_of_one_fits_a_third_as_well(ledger):
    """The passage goes where its event goes; the third, which it might have been of, stays as it was."""
    there = mention("b", initiators=(LEAGUE,), places=(BINNISH,), date=on(TUESDAY - timedelta(days=2)))
    third = mention("c", targets=(MILITANTS,), date=on(TUESDAY + timedelta(days=2)))
    vague = mention("v", date=DateRange(), role="background", places=())
    ledger.add([coded("a"), coded("b", there), coded("c", third), coded("v", vague)])
    home = next(e for e in ledger.events() if "v-1" in e.mentions)
    other = next(e for e in ledger.events() if "b-1" in e.mentions)
    apart = next(e for e in ledger.events() if e.id not in {home.id, other.id})
    ledger.merge([home.id, other.id], **SIGNED)
    assert {e.mentions for e in ledger.events()} == {tuple(sorted((*home.mentions, *other.mentions))), apart.mentions}
    assert ledger.verify() is None


def test_an_event_that_was_rejected_meanwhile_has_moved_on_too(two):
    first, _ = (event.id for event in two.events())
    seen = two.event(first).revision
    two.reject(first, **SIGNED)
    with pytest.raises(LedgerError, match="changed since you looked"):
        two.confirm(first, expect={first: seen}, **SIGNED)
    two.confirm(first, **SIGNED)
