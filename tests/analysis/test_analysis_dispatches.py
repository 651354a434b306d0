"""What the ledger shows of the strikes of autumn 2023, as coded by us: gold beside the project, and the demo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tacitus.analysis.claims import check_against
from tacitus.analysis.curves import find_curve
from tacitus.analysis.material import Material
from tacitus.analysis.numbering import find_rounds
from tacitus.analysis.queries import ask
from tacitus.briefings import material
from tacitus.coding import Coder
from tacitus.ledger import Ledger
from tacitus.records import Report

SHARED = Path(__file__).parents[3] / "shared"
ROUNDS = [{"2023-10-26", "2023-10-27"}, {"2023-11-08"}, {"2023-11-12"}, {"2023-11-20", "2023-11-21", "2023-11-22"}]
"""The days of each: at night in Syria and the evening before in Washington; the last two nights in Iraq, the first of
which half of the reports date to Monday evening, the 20th, and half to Tuesday, the 21st."""


def lines(path: Path) -> Iterator[Report]:
    for line in path.read_text(encoding="utf-8").splitlines():
        known = {k: v for k, v in json.loads(line).items() if k in Report.model_fields}
        yield Report.model_validate(known)


def ledger_of(reports: Iterator[Report], path: Path) -> Material:
    coder = Coder()
    with Ledger.open(path) as ledger:
        ledger.add(coded for report in reports if not (coded := coder.code(report)).refused)
        return material(ledger)


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Material:
    articles, founding = SHARED / "gold" / "dispatches" / "articles.jsonl", SHARED / "seed" / "article.txt"
    if not (articles.exists() and founding.exists()):
        pytest.skip("the dispatches are not beside this clone")

    def reports() -> Iterator[Report]:
        yield from lines(articles)
        yield Report(id="founding", text=founding.read_text(encoding="utf-8"), published="2023-11-22")

    return ledger_of(reports(), tmp_path_factory.mktemp("gold") / "ledger.db")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Material:
    examples = Path(__file__).parents[2] / "examples" / "dispatches.jsonl"
    return ledger_of(lines(examples), tmp_path_factory.mktemp("demo") / "ledger.db")


def test_the_strikes_on_iran_s_side_are_rounds_one_to_four_and_the_fourth_agrees(gold: Material) -> None:
    found = find_rounds(ask(by=["US"], against=["Iran", "Iran-backed"]), gold)
    assert all(
        {r.start.isoformat(), r.end.isoformat()} <= days for r, days in zip(found.rounds[:4], ROUNDS, strict=True)
    )
    (fourth,) = [o for o in found.ordinals if o.report == "founding"]
    assert (fourth.value, fourth.round, fourth.differs) == (4, 4, "")


def test_the_four_kinds_of_claim_of_the_founding_article_are_checked(gold: Material) -> None:
    report = gold.report("founding")
    claims = [c for c in gold.claims(["founding"]) if c.value != "decrease"]
    checks = {c.kind: check_against(c, gold, report, claims) for c in reversed(claims)}
    assert checks["ordinal"].verdict == "agrees"
    assert checks["first"].verdict == "agrees"
    assert checks["count"].verdict == "ledger_below" and checks["count"].ledger_count
    assert "Read: the ledger holds" in checks["count"].why
    assert "Too few to tell a trend" in checks["trend"].why
    assert "more than 60 incidents" in checks["trend"].why


def test_the_counts_of_the_pentagon_rise_beside_the_ledger_s_own_curve(gold: Material) -> None:
    found = find_curve(ask(against=["US"], since=date(2023, 10, 17)), gold)
    values = [p.value for p in found.points]
    assert {13, 23, 46, 61, 66, 74} <= set(values)
    assert all(p.held <= p.value for p in found.points)
    assert [s.count for s in found.steps] == sorted(s.count for s in found.steps)


def test_the_demo_shows_the_same_four_rounds(demo: Material) -> None:
    found = find_rounds(ask(by=["US"]), demo)
    assert all(r.start.isoformat() in days for r, days in zip(found.rounds[:4], ROUNDS, strict=True))
    (fourth,) = [o for o in found.ordinals if o.value == 4]
    assert (fourth.round, fourth.differs) == (4, "")
    assert {66, 74, 103} <= {p.value for p in find_curve(ask(against=["US"], since=date(2023, 10, 17)), demo).points}
