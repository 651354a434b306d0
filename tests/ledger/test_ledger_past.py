"""The ledger can be asked as it stood at any moment, and tells what changed between two of them, and why."""

from datetime import UTC, date, datetime, timedelta

import pytest
from telling_factories import FRONT, RAQQA, TUESDAY, coded, dead, mention, on, report_text
from test_ledger_adding import claim

from tacitus.errors import LedgerError
from tacitus.ledger import Ledger
from tacitus.records import CodedReport

MAY = [date(2024, 5, day) for day in range(1, 8)]
SIGNED = {"author": "Ana", "reason": "read both"}


class Clock:
    """Stands still until it is set."""

    def __init__(self):
        self.now = datetime(2024, 4, 1, tzinfo=UTC)

    def __call__(self):
        return self.now

    def on(self, day, hour=12):
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def week(where, clock):
    """A ledger that takes in something on each day of a week in May; one copy of its events is kept for each day."""
    later = {"date": on(TUESDAY + timedelta(days=3)), "places": (RAQQA,), "casualties": dead(5, 5)}
    seen = {}
    with Ledger.open(where, clock) as ledger:

        def day(number):
            return lambda act: (clock.on(MAY[number]), act(), seen.update({MAY[number]: list(ledger.events())}))

        day(0)(lambda: ledger.add([coded("a", claims=(claim("a"),))]))
        day(1)(lambda: ledger.add([coded("x", mention("x", **later), published=TUESDAY + timedelta(days=4))]))
        day(2)(lambda: ledger.add([coded("b", mention("b", casualties=dead(7, 7)))]))
        first, second = (e.id for e in ledger.events())
        day(3)(lambda: ledger.merge([first, second], **SIGNED))
        day(4)(lambda: ledger.undo("D1", **SIGNED))
        gone = CodedReport(report=coded("x", text="Nothing happened.").report)
        day(5)(lambda: ledger.add([gone]))
        yield ledger, seen, (first, second)


def test_the_events_of_every_day_can_be_read_again_as_they_stood_then(week):
    ledger, seen, _ = week
    for day, events in seen.items():
        assert list(ledger.as_of(day).events()) == events
    assert list(ledger.as_of(MAY[0] - timedelta(days=1)).events()) == []
    assert list(ledger.as_of(date(2030, 1, 1)).events()) == list(ledger.events())


def test_a_time_of_the_day_is_told_from_its_end(week):
    ledger, _, _ = week
    assert list(ledger.as_of(datetime(2024, 5, 1, 11)).events()) == []
    assert len(list(ledger.as_of(datetime(2024, 5, 1, 12)).events())) == 1
    assert len(list(ledger.as_of(datetime(2024, 5, 1, 14, tzinfo=UTC)).events())) == 1


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"since": TUESDAY + timedelta(days=1)}, 1),
        ({"until": TUESDAY}, 1),
        ({"country": "sy"}, 2),
        ({"country": "LB"}, 0),
        ({"actor": FRONT.id}, 2),
        ({"actor": "army of"}, 2),
        ({"actor": "navy"}, 0),
        ({"action": "air_strike"}, 2),
        ({"status": "confirmed"}, 1),
        ({"status": "disputed"}, 0),
    ],
)
def test_the_past_is_asked_like_the_present(week, asked, count):
    ledger, _, _ = week
    assert len(list(ledger.as_of(MAY[2]).events(**asked))) == count


def test_claims_reports_and_single_events_are_those_of_the_time(week, clock):
    ledger, _, (first, second) = week
    clock.on(MAY[6])
    text = report_text("a") + " corrected"
    ledger.add([coded("a", mention("a", text=text), text=text)])
    assert list(ledger.claims()) == []
    assert [c.value for c in ledger.as_of(MAY[5]).claims()] == [60]
    assert [r.text for r in ledger.as_of(MAY[0]).reports()] == [report_text("a")]
    assert ledger.as_of(MAY[1]).event(second).mentions == ("x-1",)
    with pytest.raises(LedgerError, match=f"no event {second} at 2024-05-01"):
        ledger.as_of(MAY[0]).event(second)
    assert ledger.as_of(MAY[0]).event(first).revision == 1


def test_a_difference_tells_what_is_new_and_what_changed_with_the_reasons(week):
    ledger, _, (first, second) = week
    found = ledger.changes(MAY[0], MAY[2])
    by_id = {c.subject: c for c in found.events}
    assert by_id[second].kind == "new"
    assert by_id[second].why == ("first told by x",)
    assert by_id[first].kind == "changed"
    assert {"status", "casualties", "reports", "publishers"} <= set(by_id[first].fields)
    assert by_id[first].before["status"] == "reported" and by_id[first].after["status"] == "confirmed"
    assert by_id[first].why[0].startswith("b tells of it too")
    assert [c.subject for c in found.reports] == ["b", "x"]
    assert not found.claims and not found.decisions


def test_a_difference_tells_merges_and_withdrawals_and_decisions(week):
    ledger, _, (first, second) = week
    merged = {c.subject: c for c in ledger.changes(MAY[2], MAY[3]).events}
    assert (merged[second].kind, merged[second].into) == ("merged", first)
    assert "merged" in merged[second].why[0] and "Ana" in merged[second].why[0]
    assert [c.kind for c in ledger.changes(MAY[2], MAY[3]).decisions] == ["new"]
    assert [c.fields for c in ledger.changes(MAY[3], MAY[4]).decisions] == [("undone",)]
    withdrawn = {c.subject: c for c in ledger.changes(MAY[4], MAY[5]).events}
    assert (withdrawn[second].kind, withdrawn[second].into) == ("withdrawn", None)


def test_what_was_done_and_undone_between_is_no_difference_of_the_events(week):
    ledger, _, _ = week
    assert ledger.changes(MAY[2], MAY[4]).events == ()
    assert not ledger.changes(MAY[6], MAY[6])
