"""The history proves itself: what is changed by hand is found at its row."""

import pytest
from by_hand import by_hand
from sqlalchemy.exc import IntegrityError
from telling_factories import coded
from test_ledger_adding import claim

from tacitus.ledger import Ledger


@pytest.fixture
def kept(where):
    with Ledger.open(where) as opened:
        opened.add(coded(id_) for id_ in "abcd")
        assert opened.verify() is None
    return where


@pytest.fixture
def decided(where):
    """A ledger with a claim in row 2, an event in row 3, and a decision in row 4."""
    with Ledger.open(where) as opened:
        opened.add([coded("a", claims=(claim("a"),))])
        opened.confirm(next(opened.events()).id, author="Ana", reason="seen")
        assert [r.kind for r in opened.history()] == ["report", "claim", "event", "decision", "event"]
        assert opened.verify() is None
    return where


def broken(where):
    with Ledger.open(where) as opened:
        return opened.verify()


@pytest.mark.parametrize("column", ["payload", "reason", "subject", "kind", "recorded"])
def test_a_changed_row_is_found_at_its_row(kept, column):
    by_hand(kept, f'UPDATE revisions SET {column} = substr({column}, 2) WHERE "row" = 3')
    assert broken(kept).row == 3


def test_a_row_taken_from_the_middle_is_found(kept):
    by_hand(kept, 'DELETE FROM revisions WHERE "row" = 4')
    assert broken(kept).row == 4


def test_rows_cut_from_the_end_are_found(kept):
    by_hand(kept, 'DELETE FROM revisions WHERE "row" = (SELECT max("row") FROM revisions)')
    assert broken(kept).row == 8
    assert "missing" in broken(kept).why


def test_a_row_rewritten_with_its_own_hash_is_found_at_the_next(kept):
    by_hand(kept, f"UPDATE revisions SET hash = '{'f' * 64}' WHERE \"row\" = 3")
    assert broken(kept).row == 3
    by_hand(kept, 'UPDATE revisions SET previous = hash WHERE "row" = 1', guarded=True)
    assert broken(kept).row == 1


def test_a_current_event_that_its_last_revision_does_not_bear_out_is_found(kept):
    by_hand(kept, "UPDATE events SET payload = replace(payload, 'confirmed', 'denied')", guarded=True)
    assert broken(kept).row == 8
    assert "event" in broken(kept).why


def test_a_report_without_any_revision_is_found(kept):
    by_hand(kept, "INSERT INTO reports VALUES ('z', 1, '', '{}')", guarded=True)
    assert broken(kept).row == 0


@pytest.mark.parametrize("verb", ["UPDATE revisions SET reason = ''", "DELETE FROM revisions"])
def test_the_database_itself_refuses_to_rewrite_history(kept, verb):
    with pytest.raises(IntegrityError, match="only ever added"):
        by_hand(kept, verb, guarded=True)
    assert broken(kept) is None


@pytest.mark.parametrize(
    ("statement", "row", "kind"),
    [
        ("UPDATE claims SET payload = replace(payload, '60', '6')", 2, "claim"),
        ("DELETE FROM claims", 2, "claim"),
        ("UPDATE decisions SET payload = replace(payload, 'seen', 'told')", 4, "decision"),
        ("UPDATE decisions SET live = 0", 4, "decision"),
        ("UPDATE events SET rejected = 1", 5, "event"),
        ("UPDATE mentions SET event = NULL", 5, "event"),
    ],
)
def test_claims_decisions_and_events_changed_by_hand_are_found_at_their_last_row(decided, statement, row, kind):
    by_hand(decided, statement, guarded=True)
    assert broken(decided).row == row
    assert kind in broken(decided).why
