"""The page of a report: its text as it is, what was read from it and how, and why a passage is no event."""

import pytest
from pages_seen import Seen, harmless, seen

from tacitus.ledger import Ledger


@pytest.fixture
def demo(open_desk, demo_ledger):
    return open_desk(demo_ledger)


@pytest.fixture(scope="session")
def demo_reports(demo_ledger):
    with Ledger.open(demo_ledger) as ledger:
        return [ledger.coded(report.id) for report in ledger.reports()]


class Text(Seen):
    """Only what stands in the text of the report, without the numbers of the marks."""

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        if "report-text" in (dict(attrs).get("class") or ""):
            self.inside, self.said = len(self.open), []

    def handle_endtag(self, tag):
        super().handle_endtag(tag)
        if getattr(self, "inside", 0) > len(self.open):
            self.inside = 0

    def handle_data(self, data):
        super().handle_data(data)
        if getattr(self, "inside", 0) and self.open[-1] != "sup":
            self.said.append(data)


def test_every_report_of_the_demo_is_shown_word_for_word(demo, demo_reports):
    for coded in demo_reports:
        answer = demo.get(f"/reports/{coded.report.id}")
        harmless(seen(answer))
        assert "".join(Text(answer.text).said).strip() == coded.report.text.strip()


def test_what_was_read_is_explained_by_the_words_and_the_rule(demo, demo_reports):
    coded = next(c for c in demo_reports if c.mentions)
    page = seen(demo.get(f"/reports/{coded.report.id}"))
    for mention in coded.mentions:
        for said in mention.evidence:
            assert said.how in page.text
    anchors = {link.removeprefix("#") for link in page.links() if link.startswith("#m")}
    assert anchors <= set(page.ids)


def test_a_passage_that_is_no_event_says_why(demo, demo_reports, demo_ledger):
    with Ledger.open(demo_ledger) as ledger:
        why = ledger.left_out()
    mention, reason = next((m, r) for m, r in sorted(why.items()) if "planned" in r)
    text = seen(demo.get(f"/reports/{mention.partition(':')[0]}")).text
    assert f"No event: {reason}." in text
    assert "a plan" in text


def test_a_claim_stands_with_its_check(demo, demo_reports):
    coded = next(c for c in demo_reports if c.claims)
    page = seen(demo.get(f"/reports/{coded.report.id}"))
    assert "A claim: " in page.text
    assert [a for a in page.all("span") if "badge-" in (a.get("class") or "")]


def test_a_passage_of_an_event_that_was_rejected_says_who_rejected_it(open_desk, demo_copy):
    with Ledger.open(demo_copy) as ledger:
        event = next(e for e in ledger.events() if len(e.reports) == 1)
        ledger.reject(event.id, author="A. Editor", reason="a drill")
    text = seen(open_desk(demo_copy).get(f"/reports/{event.reports[0].id}")).text
    assert "rejected by A. Editor: a drill" in text
    assert str(demo_copy) not in text


def test_a_report_may_have_any_id(open_desk, tmp_path):
    from telling_factories import coded

    path = tmp_path / "t.db"
    ids = ["a/b", "a b?c=d#e", "ä 100%", '"><script>']
    with Ledger.open(path) as ledger:
        ledger.add([coded(id_) for id_ in ids])
        events = list(ledger.events())
    desk = open_desk(path)
    links = {link for e in events for link in seen(desk.get(f"/events/{e.id}")).links() if link.startswith("/reports/")}
    shown = " ".join(seen(desk.get(link)).text for link in links)
    assert all(f"Id {id_}" in shown for id_ in ids)


def test_words_that_are_not_there_make_no_error(demo, demo_reports):
    id_ = demo_reports[0].report.id
    for query in ("start=5&end=3", "start=0&end=999999", "start=7"):
        seen(demo.get(f"/reports/{id_}?{query}"))
    assert seen(demo.get("/reports/nowhere"), 404).text
