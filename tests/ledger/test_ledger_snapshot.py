"""What is read together agrees, though a writer is at work."""

import pytest
from telling_factories import coded, mention

from tacitus import briefings
from tacitus.analysis.queries import ask
from tacitus.analysis.trends import find_trend
from tacitus.asking import answer
from tacitus.ledger import Ledger
from tacitus.publishing.parts import Scope


@pytest.fixture
def one(where):
    with Ledger.open(where) as ledger:
        ledger.add([coded("a", mention("a"))])
        yield ledger


def write(where, id_):
    with Ledger.open(where) as other:
        other.add([coded(id_, mention(id_, action="armed_clash"))])


def test_a_snapshot_shows_nothing_that_is_written_meanwhile(where, one):
    with one.snapshot() as still:
        before = still.counts(), list(still.events()), still.finder().version()
        write(where, "b")
        assert (still.counts(), list(still.events()), still.finder().version()) == before
        assert list(one.events()) != before[1]
    assert one.counts() != before[0]


def test_a_briefing_that_is_made_while_a_report_comes_in_is_the_briefing_before_it(where, one, monkeypatch):
    before = briefings.briefing(one, Scope(), "md")
    checked = briefings.checked_claims

    def while_a_report_comes_in(held, reports=None):
        write(where, "b")
        return checked(held, reports)

    with monkeypatch.context() as busy:
        busy.setattr(briefings, "checked_claims", while_a_report_comes_in)
        assert briefings.briefing(one, Scope(), "md") == before
    assert briefings.briefing(one, Scope(), "md") != before


def test_an_analysis_reads_one_state_of_the_ledger(where, one):
    def analysis(query, held):
        before = held.read(None, None)
        write(where, "b")
        assert held.read(None, None) == before
        return find_trend(query, held)

    assert answer(str(where), None, ask(), analysis).window.count == 1
