"""What is found in a ledger that is read as needed is what is found in all that it holds."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from tacitus.analysis.answering import find_exchange
from tacitus.analysis.curves import find_curve
from tacitus.analysis.excitation import find_excitation
from tacitus.analysis.expectation import find_expectation
from tacitus.analysis.findings import Finding
from tacitus.analysis.firsts import find_firsts
from tacitus.analysis.material import Listed, Material
from tacitus.analysis.numbering import find_rounds
from tacitus.analysis.queries import Query, ask
from tacitus.analysis.trends import find_trend
from tacitus.briefings import checked_claims, material
from tacitus.ledger import Ledger
from tacitus.publishing.countries import country_place
from tacitus.workflow import add, examples

MONTH = {"since": date(2023, 11, 1), "until": date(2023, 11, 30)}
IRAQ = country_place("IQ")
QUESTIONS = {
    "all": ask(),
    "US": ask(by=["US"], against=["Iran-backed"]),
    "of the US": ask(against=["US"], since=date(2023, 10, 17)),
    "a month in Iraq": ask(country=IRAQ, **MONTH),
    "of a weapon": ask(weapon="drone", until=date(2023, 11, 15)),
    "claimed": ask(status="claimed", country=IRAQ),
    "protests": ask(action="protest", **MONTH),
}
ANALYSES: list[Callable[[Query, Material], Finding]] = [
    find_curve,
    find_exchange,
    find_excitation,
    find_expectation,
    find_firsts,
    find_rounds,
    find_trend,
    lambda query, held: find_rounds(query, held, possible=True),
    lambda query, held: find_trend(query, held, before=14),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = tmp_path_factory.mktemp("kept") / "ledger.db"
    add(path, [str(examples() / "dispatches.jsonl")], None, None)
    with Ledger.open(path) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def everything(demo: Ledger) -> Material:
    return Listed(list(demo.events()), list(demo.reports()), list(demo.claims()))


@pytest.mark.parametrize("asked", QUESTIONS)
def test_every_analysis_finds_the_same_as_in_all_events(demo: Ledger, everything: Material, asked: str) -> None:
    for analysis in ANALYSES:
        assert analysis(QUESTIONS[asked], material(demo)) == analysis(QUESTIONS[asked], everything)


def test_every_claim_is_checked_the_same(demo: Ledger, everything: Material) -> None:
    assert checked_claims(material(demo)) == checked_claims(everything)


def test_the_claims_of_some_reports_are_checked_alone(demo: Ledger, everything: Material) -> None:
    told = {claim.report for claim in everything.claims()[::3]}
    assert checked_claims(material(demo), told) == [(c, k) for c, k in checked_claims(everything) if c.report in told]


def test_a_question_of_a_month_reads_no_event_of_another_and_no_report(
    demo: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def whole(self: Ledger, *_: object) -> Iterator[object]:
        raise AssertionError("all of the ledger was read")

    for records in ("events", "reports", "claims"):
        monkeypatch.setattr(Ledger, records, whole)
    held = material(demo)
    for analysis in ANALYSES:
        analysis(QUESTIONS["a month in Iraq"], held)


def test_the_rounds_of_a_side_are_the_same_where_only_what_surely_belongs_is_read(demo: Ledger) -> None:
    actors = {a.id: a for event in demo.events() for a in event.initiators}
    assert any(a.kind == "state_forces" for a in actors.values()) and len(actors) > 10
    for actor in actors.values():
        every = find_rounds(replace(ask(), initiators=(actor,)), material(demo))
        sure = find_rounds(replace(ask(), initiators=(actor,), sure=True), material(demo))
        assert (sure.rounds, sure.ordinals, sure.gap_why) == (every.rounds, every.ordinals, every.gap_why)


def test_where_only_what_surely_belongs_is_read_no_other_side_is(demo: Ledger) -> None:
    (forces,) = {a for event in demo.events() for a in event.initiators if a.id == "US:military"}
    asked = replace(ask(), initiators=(forces,))
    every, sure = (material(demo).possible(q._sought()) for q in (asked, replace(asked, sure=True)))
    assert 0 < len(sure) < len(every)
    assert {a.country for event in sure for a in event.initiators} >= {"US"}
