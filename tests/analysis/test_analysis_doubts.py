"""What a reviewer is asked to look at, and when a doubt is answered."""

import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "linking"))

from telling_factories import RAQQA, SARMIN, TUESDAY, coded, dead, mention, on

from tacitus.analysis.doubts import find_doubts
from tacitus.ledger import Ledger

SIGNED = {"author": "A. Editor", "reason": "asked the paper"}


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "t.db") as opened:
        yield opened


def kinds(ledger):
    return [doubt.kind for doubt in find_doubts(ledger)]


def unsure(confidence):
    return SARMIN.model_copy(update={"confidence": confidence})


def test_a_ledger_that_is_sure_of_all_asks_nothing(ledger):
    ledger.add([coded("a"), coded("b")])
    assert kinds(ledger) == []


def test_an_unsure_place_is_asked_about_the_least_sure_first(ledger):
    later = on(date(2024, 4, 20))
    ledger.add(
        [
            coded("a", mention("a", places=(unsure(0.6),))),
            coded("b", mention("b", date=later, places=(RAQQA.model_copy(update={"confidence": 0.3}),))),
        ]
    )
    doubts = find_doubts(ledger)
    assert [d.kind for d in doubts] == ["place", "place"]
    assert [d.evidence for d in doubts] == [("Raqqa, Raqqa, SY: 30% sure",), ("Sarmin, Idlib, SY: 60% sure",)]


def test_a_toll_that_doubles_between_reports_is_asked_about(ledger):
    ledger.add(
        [
            coded("a", mention("a", casualties=dead(10, 10, 10))),
            coded("b", mention("b", casualties=dead(24, 24, 24)), published=TUESDAY + timedelta(days=3)),
        ]
    )
    (doubt,) = find_doubts(ledger)
    assert doubt.kind == "toll"
    assert "10 on 6 March 2024, 24 on 8 March 2024" in doubt.why


def test_a_toll_that_grows_a_little_or_is_told_otherwise_on_one_day_is_not(ledger):
    ledger.add(
        [
            coded("a", mention("a", casualties=dead(10, 10, 10))),
            coded("b", mention("b", casualties=dead(40, 40, 40))),
            coded("c", mention("c", casualties=dead(14, 14, 14)), published=TUESDAY + timedelta(days=3)),
        ]
    )
    assert kinds(ledger) == []


def test_a_dispute_is_asked_about(ledger):
    ledger.add([coded("a", mention("a", factuality="disputed")), coded("b")])
    (doubt,) = find_doubts(ledger)
    assert doubt.kind == "dispute"


def test_any_decision_answers_a_doubt_until_more_is_told_and_undoing_it_asks_again(ledger):
    ledger.add([coded("a", mention("a", places=(unsure(0.5),)))])
    (event,) = ledger.events()
    remark = ledger.note(event.id, **SIGNED)
    assert kinds(ledger) == []
    ledger.undo(remark.id, **SIGNED)
    assert kinds(ledger) == ["place"]
    ledger.note(event.id, **SIGNED)
    ledger.add([coded("b", mention("b", places=(unsure(0.5),)))])
    assert kinds(ledger) == ["place"]


def test_a_passage_that_hangs_by_a_weak_link_is_asked_about(ledger):
    vague = mention("b", action="shelling", initiators=(), targets=(), date=on(TUESDAY + timedelta(days=1)))
    ledger.add([coded("a"), coded("b", vague)])
    (doubt,) = [d for d in find_doubts(ledger) if d.kind == "link"]
    links = ledger.links(doubt.events[0].id)
    assert max(one.probability for one in links if doubt.mentions[0] in (one.a, one.b)) < 0.75


def test_look_alikes_kept_apart_are_asked_about(tmp_path):
    from tacitus import workflow

    path = tmp_path / "demo.db"
    workflow.add(path, [str(workflow.examples() / "dispatches.jsonl")], None, None)
    with Ledger.open(path) as ledger:
        apart = [d for d in find_doubts(ledger) if d.kind == "apart"]
        assert apart
        for doubt in apart:
            one, other = doubt.events
            assert one.id != other.id
            assert {m for m in doubt.mentions if m in one.mentions} and {
                m for m in doubt.mentions if m in other.mentions
            }
