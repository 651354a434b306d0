"""A ledger is copied from one store into another, whole and with its history, or not at all."""

from datetime import timedelta

import pytest
from by_hand import by_hand
from telling_factories import RAQQA, TUESDAY, ZAHLE, coded, mention, on
from test_ledger_adding import claim

from tacitus.errors import LedgerError
from tacitus.ledger import Ledger, Wanted


@pytest.fixture
def file(tmp_path):
    """A ledger in a file, with what a ledger can hold."""
    place = tmp_path / "told.db"
    with Ledger.open(place) as ledger:
        ledger.add(
            [
                coded("a", mention("a", weapons=("barrel bomb",)), claims=(claim("a"),)),
                coded("b"),
                coded("c", mention("c", date=on(TUESDAY + timedelta(days=9)), places=(ZAHLE,))),
                coded("d", mention("d", date=on(TUESDAY + timedelta(days=9)), places=(RAQQA,))),
            ]
        )
        first, second, third = ledger.events()
        ledger.merge([second.id, third.id], author="Ana", reason="read both")
        noted = ledger.note(first.id, author="Ana", reason="seen")
        ledger.undo(noted.id, author="Ana", reason="too soon")
        ledger.add([coded("a", mention("a", weapons=("mortar",)), claims=(claim("a", value=70),))])
    return place


def everything(ledger):
    return {
        "history": ledger.history(),
        "events": list(ledger.events()),
        "claims": list(ledger.claims()),
        "reports": list(ledger.reports()),
        "decisions": ledger.decisions(),
        "links": [ledger.links(e.id) for e in ledger.events()],
        "mortars": ledger.finder().page(Wanted(words="mort", box=(30, 30, 40, 40)), 9),
        "places": ledger.finder().spots(Wanted(), 9),
    }


def copied(source, target):
    with Ledger.open(source) as kept, Ledger.open(target) as copy:
        kept.copy_to(copy)


def test_a_copy_and_a_copy_of_it_in_a_file_hold_the_same_with_the_same_proof(file, where, tmp_path):
    copied(file, where)
    copied(where, tmp_path / "back.db")
    with Ledger.open(file) as told:
        expected = everything(told)
    for place in (where, tmp_path / "back.db"):
        with Ledger.open(place) as copy:
            assert everything(copy) == expected
            assert copy.verify() is None


def test_a_copy_goes_on_as_the_ledger_it_was_made_of(file, where):
    copied(file, where)
    more = [coded("e"), coded("b", mention("b", places=(RAQQA,)))]
    with Ledger.open(file) as told, Ledger.open(where) as copy:
        assert told.add(more) == copy.add(more)
        told.undo("D1", author="Ana", reason="they are two")
        copy.undo("D1", author="Ana", reason="they are two")
        assert list(told.events()) == list(copy.events())
        assert copy.verify() is None


def test_a_place_that_holds_a_ledger_is_refused_and_left_as_it_is(file, where):
    with Ledger.open(where) as other:
        other.add([coded("z")])
        before = everything(other)
        with Ledger.open(file) as told, pytest.raises(LedgerError, match="holds a ledger of 2 revisions already"):
            told.copy_to(other)
        assert everything(other) == before


def test_a_ledger_is_not_copied_onto_itself(file):
    with pytest.raises(LedgerError, match="already"):
        copied(file, file)


def test_nothing_is_kept_of_a_ledger_whose_history_is_not_whole(file, where):
    by_hand(file, "UPDATE revisions SET reason = 'another' WHERE \"row\" = 3")
    with pytest.raises(LedgerError, match="its history is not whole: row 3"):
        copied(file, where)
    with Ledger.open(where) as target:
        assert set(target.counts().values()) == {0}


def test_nothing_is_kept_of_a_copy_that_is_broken_off(file, where):
    def stop(done, total):
        if done > total / 2:
            raise KeyboardInterrupt

    with Ledger.open(file) as told, Ledger.open(where) as target:
        with pytest.raises(KeyboardInterrupt):
            told.copy_to(target, stop)
        assert set(target.counts().values()) == {0}
        told.copy_to(target)
        assert target.history() == told.history()


def test_progress_comes_to_all_rows(file, where):
    told_of = []
    with Ledger.open(file) as told, Ledger.open(where) as target:
        told.copy_to(target, lambda done, total: told_of.append((done, total)))
    assert told_of == sorted(told_of)
    assert told_of[-1][0] == told_of[-1][1]
