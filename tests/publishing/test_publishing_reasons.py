"""Every number of a briefing leads back: to a question, to events, to sentences that stand in their reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from publishing_sample import REPORTS, Said, claims, event, events, on

from tacitus.analysis import check
from tacitus.analysis.material import Listed
from tacitus.briefings import composed, why
from tacitus.coding import Coder
from tacitus.errors import BriefingError, LedgerError
from tacitus.ledger import Changed, Ledger
from tacitus.publishing.briefing import compose
from tacitus.publishing.html import html
from tacitus.publishing.markdown import markdown
from tacitus.publishing.parts import Basis, Briefing, Scope, Sentence, number_id
from tacitus.publishing.pdf import pdf
from tacitus.publishing.reasons import reason_lines, statements
from tacitus.records import Report

MATERIAL = Listed(events(), list(REPORTS.values()), claims())
ID = re.compile(r"\bN[0-9a-f]{8}\b")
QUOTED = re.compile(r": “(.+)”$")
# What is no number of the briefing: its own marks, quotations, days, and names with digits in them.
_DAY = r"\d{1,2}(?: [A-Z][a-z]+)?(?: ?– ?\d{1,2})? [A-Z][a-z]+(?: \d{4})?|[A-Z][a-z]+ \d{4}"
BESIDE = re.compile(rf"“[^”]*”|\[\^\d+\]|{_DAY}|\bE[0-9a-f]{{12}}\b|\b[ce]\d+\b|N[0-9a-f]{{8}}")


@pytest.fixture(scope="module")
def sample() -> Briefing:
    checked = [(c, check(c, events(), REPORTS[c.report], list(REPORTS.values()))) for c in claims()]
    return compose(events(), checked, REPORTS, Scope(), MATERIAL)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The examples that the demo reads, kept."""
    lines = (Path(__file__).parents[2] / "examples" / "dispatches.jsonl").read_text(encoding="utf-8").splitlines()
    coder = Coder()
    with Ledger.open(tmp_path_factory.mktemp("why") / "ledger.db") as kept:
        kept.add(coder.code(Report.model_validate_json(line)) for line in lines)
        yield kept


def test_every_statement_of_the_demo_s_briefing_is_explained_by_sentences_of_its_reports(ledger: Ledger) -> None:
    made, held = composed(ledger, Scope())
    texts = {r.id: r.text for r in ledger.reports()}
    known = {e.id for e in ledger.events()}
    told = statements(made)
    assert len(told) > 250
    quoted = 0
    for id_, sentence in told.items():
        lines = list(reason_lines(sentence, held))
        assert lines[0] == f"{id_}: {sentence.text}"
        assert lines[1].startswith("  asked: ") and lines[2].startswith("  counted: ")
        assert set(sentence.basis.events) <= known
        quotations = [m[1] for line in lines[3:] if (m := QUOTED.search(line))]
        quoted += len(quotations)
        assert quotations or sentence.key.startswith("method/"), sentence
        assert all(any(q in " ".join(t.split()) for t in texts.values()) for q in quotations)
    assert quoted > 500


def test_the_command_line_of_the_method_gives_the_same_briefing_again(ledger: Ledger) -> None:
    scope = Scope(since=date(2023, 11, 1), until=date(2023, 12, 31), country="IQ", actor="United States")
    made, _ = composed(ledger, scope)
    assert scope.options() == "--since 2023-11-01 --until 2023-12-31 --country IQ --actor 'United States'"
    assert any(scope.options() in line.text for line in made.method)
    for id_ in statements(made):
        assert next(iter(why(ledger, scope, id_))).startswith(id_)


def test_an_id_of_another_briefing_is_refused_with_the_way_out(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="give the options"):
        why(ledger, Scope(), "N00000000")


@pytest.mark.parametrize("render", [markdown, html], ids=["markdown", "html"])
def test_every_statement_bears_its_id_once(sample: Briefing, render: object) -> None:
    page = render(sample)
    spoken = {s.id for s in sample.sentences()}
    found = ID.findall(re.sub(r'(?:href|aria-label|id)="[^"]*"', "", page))
    assert spoken <= set(found)
    assert len(found) == len(set(found))


def test_every_number_stands_in_a_statement_with_an_id(sample: Briefing) -> None:
    body = markdown(sample).split("\n## Sources")[0]
    names = {p.name for e in events() for p in e.places if any(c.isdigit() for c in p.name)}
    counted = 0
    for line in body.splitlines():
        bare = BESIDE.sub("", line)
        for name in names:
            bare = bare.replace(name, "")
        numbers = re.findall(r"\d+", bare)
        counted += len(numbers)
        # A leading line and a heading say nothing about the world, so they count nothing.
        assert not numbers or ID.search(line), line
    assert counted > 50


def test_an_id_does_not_change_when_the_ledger_grows() -> None:
    few, all_ = (
        compose(some, [], REPORTS, material=Listed(some, list(REPORTS.values()))) for some in (events()[:5], events())
    )
    same = {s.key: s.id for s in few.sentences()}.items() & {s.key: s.id for s in all_.sentences()}.items()
    assert len(same) > 5 and all(id_ == number_id(key) for key, id_ in same)


def test_a_ratio_is_explained_by_the_events_of_both_windows() -> None:
    days = [*range(1, 20, 6), *range(20, 31)]
    more = [event(f"e{900 + d}", "air_strike", on(f"2023-11-{d:02}"), (Said("r1", "struck"),)) for d in days]
    read = {**REPORTS, "r0": Report(id="r0", text="...", published=date(2023, 11, 10))}
    held = Listed([*events(), *more], list(read.values()))
    scope = Scope(date(2023, 11, 20), date(2023, 11, 30))
    made = compose(held.events_of([m.id for m in more[4:]]), [], read, scope, held)
    (ratio,) = [s for s in made.sentences() if s.key.endswith("/ratio") and "All" not in s.key and " by " not in s.key]
    later, earlier = map(int, re.findall(r"(\d+) on ", ratio.text))
    assert later > earlier and len(ratio.basis.events) == later + earlier
    assert "reports in the ledger" in ratio.text and "By rounds" in ratio.text


def test_what_changed_since_the_last_briefing_is_told_with_the_reasons() -> None:
    first, second, gone = events()[:3]
    after = first.model_dump(mode="json")
    changes = [
        Changed(first.id, "changed", after | {"status": "claimed"}, after, ("status",), ("a second report",)),
        Changed(second.id, "new", None, second.model_dump(mode="json"), (), ("read",)),
        Changed(gone.id, "merged", gone.model_dump(mode="json"), None, (), ("one blast",), first.id),
    ]
    made = compose(events(), [], REPORTS, material=MATERIAL, changes=changes)
    (section,) = [s for s in made.sections if s.key == "changed"]
    assert [i.heading for i in section.items] == ["New in the ledger", "Merged into another event", "Told differently"]
    told = section.items[2].sentences[0]
    assert "status changed" in told.text and told.notes
    assert "a second report" in "".join(reason_lines(told, MATERIAL))
    assert f"now part of {first.id}" in section.items[1].sentences[0].text


def test_without_a_last_briefing_nothing_is_said_to_have_changed(sample: Briefing) -> None:
    assert "changed" not in {s.key for s in sample.sections}


def test_a_number_whose_event_is_gone_says_where_to_look() -> None:
    lost = Sentence("1 event.", (), "lost", Basis("all", "counted", ("e99",)))
    assert any("tacitus log e99" in line for line in reason_lines(lost, MATERIAL))


def test_the_pdf_is_whole_tagged_and_the_same_every_time(sample: Briefing) -> None:
    made = pdf(sample)
    assert made.startswith(b"%PDF-1.7") and made.rstrip().endswith(b"%%EOF")
    assert b"pdfuaid" in made
    assert made == pdf(sample)


def test_a_briefing_with_signs_that_no_font_has_is_refused_as_pdf_in_one_line(sample: Briefing) -> None:
    with pytest.raises(BriefingError, match=r"cannot be set as PDF \(.*\); ask for html or md"):
        pdf(replace(sample, title="Conflict events: \x80"))
