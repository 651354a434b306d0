"""A briefing says nothing without a source, and says it in the same words whichever side acts."""

import re
from datetime import date

import pytest
from markdown_it import MarkdownIt
from publishing_sample import HOUTHIS, KH, REPORTS, US, claims, event, events, on

from tacitus.analysis import check
from tacitus.publishing import briefing as composing
from tacitus.publishing import pdf
from tacitus.publishing.briefing import compose
from tacitus.publishing.html import html
from tacitus.publishing.markdown import escaped, markdown
from tacitus.publishing.parts import Briefing, Scope
from tacitus.publishing.quoting import LONGEST, sentence_at
from tacitus.publishing.sentences import event_sentence, figure_words, where_phrase
from tacitus.records import Event, Figure, Place, Report

HOSTILE = "<script>alert('x')</script> [a](javascript:alert(1)) | **b** `c` \u202e"


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    ledger = events()
    checked = [(c, check(c, ledger, REPORTS[c.report])) for c in claims()]
    return compose(ledger, checked, REPORTS, Scope(date(2023, 11, 15), date(2023, 11, 22), "IQ"))


def sentences(briefing: Briefing) -> list[tuple[str, tuple[int, ...]]]:
    return [(s.text, s.notes) for part in briefing.sections for item in part.items for s in item.sentences]


def test_every_sentence_and_every_row_has_a_footnote(briefing: Briefing) -> None:
    assert len(sentences(briefing)) > 30
    assert all(notes for _, notes in sentences(briefing))
    assert all(row.notes for row in briefing.table)


def test_every_footnote_quotes_a_sentence_that_stands_in_its_report(briefing: Briefing) -> None:
    for note in briefing.footnotes:
        report = REPORTS[note.report]
        assert note.sentence == report.text[note.start : note.end]
        assert note.sentence.endswith(".")
        assert (note.publisher, note.published, note.url) == (report.publisher, report.published, report.url)


def test_every_figure_stands_in_a_sentence_that_its_footnotes_quote(briefing: Briefing) -> None:
    """Numbers of people appear in the quotations, as digits or words."""
    words = {"3": "three", "4": "four", "5": "five", "6": "six", "8": "eight", "9": "nine"}
    quoted = {note.number: note.sentence.casefold() for note in briefing.footnotes}
    figures = next(part for part in briefing.sections if part.key == "figures")
    checked = 0
    for sentence in (s for item in figures.items for s in item.sentences):
        said = re.sub(r"\([^)]*\d{4}\)", "", sentence.text)
        for digits in re.findall(r"\d+", said):
            assert any(words[digits] in quoted[n] for n in sentence.notes), sentence.text
            checked += 1
    assert checked >= 8


def test_a_figure_two_publishers_disagree_on_is_a_range_and_says_who_gives_which(briefing: Briefing) -> None:
    killed = next(text for text, _ in sentences(briefing) if "Dnipro Herald, 19" in text)
    assert killed.startswith("Killed: 3 to 5 civilians")
    assert "3 (Dnipro Herald, 19 November 2023); 5 (Black Sea Post, 20 November 2023)" in killed


def test_of_many_figures_those_that_reports_differ_on_are_listed_and_the_rest_counted(
    monkeypatch: pytest.MonkeyPatch, briefing: Briefing
) -> None:
    whole = next(part for part in briefing.sections if part.key == "figures")
    monkeypatch.setattr(composing, "MOST_BESIDE", 2)
    few = next(part for part in compose(events(), (), REPORTS).sections if part.key == "figures")
    assert len(whole.items) > len(few.items) == 2
    assert f"Of {len(whole.items)} events with figures the 2 on which reports differ" in few.lead
    assert any(";" in s.text for s in few.items[0].sentences)


def test_a_printed_briefing_lists_the_most_reported_and_says_where_all_stand(
    monkeypatch: pytest.MonkeyPatch, briefing: Briefing
) -> None:
    assert "as html or md" not in str(pdf._data(briefing))
    monkeypatch.setattr(pdf, "MOST_ROWS", 3)
    shown = pdf._data(briefing)
    assert shown["some"] == f"The 3 most reported of {len(briefing.table)}; as html or md the briefing lists all."
    assert len(shown["table"]) == 3
    assert {n for row in shown["table"] for n in row["notes"]} <= {note["number"] for note in shown["footnotes"]}
    assert pdf.pdf(briefing).startswith(b"%PDF")


def test_the_most_reported_stand_first(briefing: Briefing) -> None:
    told = next(part for part in briefing.sections if part.key == "happened").items
    publishers = {e.id: e.publishers for e in events()}
    order = [publishers[item.events[0]] for item in told]
    assert order == sorted(order, reverse=True)


def test_stated_and_inferred_responses_are_told_apart(briefing: Briefing) -> None:
    exchanges = next(part for part in briefing.sections if part.key == "exchanges").items
    marks = {item.events: item.mark for item in exchanges}
    assert marks == {("e02", "e01"): "stated", ("e05", "e06"): "partly inferred"}


def test_a_disputed_event_is_told_in_the_words_of_both(briefing: Briefing) -> None:
    disputed = next(part for part in briefing.sections if part.key == "disputed").items
    voices = " ".join(s.text for item in disputed if item.events == ("e05",) for s in item.sentences)
    assert "The Houthis said they had attacked" in voices
    assert "The owner denied" in voices


def test_an_event_without_words_of_a_report_is_left_out_and_counted() -> None:
    bare = Event(id="x", action="air_strike", summary="no source")
    made = compose([bare], [], {})
    assert (made.sections, made.table) == ((), ())
    assert any("1 event left out" in line.text for line in made.method)


def test_a_report_that_is_not_at_hand_is_quoted_by_its_evidence() -> None:
    made = compose(events(), [], {})
    assert {note.sentence for note in made.footnotes} >= {"struck", "shelling"}
    assert all(note.publisher != "publisher not named" for note in made.footnotes)


def test_the_title_names_the_window_country_and_actor() -> None:
    scope = Scope(date(2023, 11, 15), date(2023, 11, 22), "IQ", "Kataib Hezbollah")
    made = compose([], [], {}, scope)
    assert (made.title, made.window) == ("Conflict events: Iraq and Kataib Hezbollah", "15–22 November 2023")
    assert compose([], [], {}).window == "all days of the ledger"


@pytest.mark.parametrize(("one", "other"), [(US, HOUTHIS), (KH, US)])
def test_swapping_the_sides_swaps_the_names_and_nothing_else(one: object, other: object) -> None:
    for action in ("air_strike", "killing", "armed_clash", "arrest", "ceasefire"):
        forth = event_sentence(Event(id="a", action=action, initiators=(one,), targets=(other,)))
        back = event_sentence(Event(id="a", action=action, initiators=(other,), targets=(one,)))
        names = re.compile(rf"\b(?:the )?(?:{one.name}|{other.name})\b")
        assert names.split(forth) == names.split(back)
        assert forth != back


def test_what_is_not_known_is_said_and_not_filled_in() -> None:
    text = event_sentence(Event(id="a", action="air_strike"))
    assert text == "An air strike was reported on a date not given; no initiator is named."


def test_every_action_of_the_table_has_its_words() -> None:
    from tacitus.ontology import ontology

    for action in ontology().actions:
        text = event_sentence(event("a", action.name, on("2024-01-01"), (), initiators=(US,), targets=(KH,)))
        assert "of the kind" not in text
        assert "Kataib Hezbollah" in text


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ((Place(name="Sanaa", country="YE"),), "in Sanaa, Yemen,"),
        ((Place(name="Taji Camp", country="IQ"),), "at Taji Camp, Iraq,"),
        ((Place(name="Yemen", country="YE", precision="country"),), "in Yemen (no closer place given)"),
        ((Place(name="Red Sea", precision="water"),), "in the Red Sea"),
        ((Place(name="A", country="SD", precision="near"), Place(name="B", country="SD")), "near A and in B, Sudan,"),
    ],
)
def test_places_are_told_as_exactly_as_they_are_known(places: tuple[Place, ...], words: str) -> None:
    assert where_phrase(places) == words


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(low=6), "at least 6"),
        (Figure(best=30), "30"),
        (Figure(low=4, high=6), "4 to 6"),
        (Figure(low=4, best=5, high=6), "4 to 6 (best estimate 5)"),
        (Figure(high=9), "at most 9"),
        (Figure(low=3, best=3, high=3, who="civilians"), "3 civilians"),
        (Figure(), "a number not given"),
    ],
)
def test_figures_keep_their_range(figure: Figure, words: str) -> None:
    assert figure_words(figure) == words


@pytest.mark.parametrize(
    ("text", "word", "quoted"),
    [
        ("One. Two strikes hit. Three.", "strikes", "Two strikes hit."),
        ("The U.S. Navy fired. It missed.", "Navy", "The U.S. Navy fired."),
        ("Gen. X spoke at 3 p.m. on Monday. Later he left.", "spoke", "Gen. X spoke at 3 p.m. on Monday."),
        ("A heading\n\nShells fell on 3.5 km of road", "Shells", "Shells fell on 3.5 km of road"),
        ("He said: “They fired.” Then all was quiet.", "fired", "He said: “They fired.”"),
        ("Who fired? Nobody knows!", "knows", "Nobody knows!"),
    ],
)
def test_the_sentence_around_the_words_is_quoted(text: str, word: str, quoted: str) -> None:
    start = text.index(word)
    assert sentence_at(Report(id="r", text=text), start, start + len(word)).text == quoted


def test_an_endless_sentence_is_quoted_around_the_words_meant() -> None:
    text = "word " * 400 + "HIT " + "word " * 400
    span = sentence_at(Report(id="r", text=text), 2000, 2003)
    assert "HIT" in span.text
    assert len(span.text) <= LONGEST
    assert span.text == text[span.start : span.end]


def hostile_briefing() -> Briefing:
    text = f"They struck. {HOSTILE}"
    report = Report(id="h", text=text, publisher=HOSTILE, title=HOSTILE, url="javascript:alert(1)")
    evil = Event(
        id=HOSTILE,
        action="air_strike",
        summary=HOSTILE,
        places=(Place(name=HOSTILE, lat=33, lon=44, country="IQ"),),
        initiators=(US.model_copy(update={"name": HOSTILE}),),
        weapons=(HOSTILE,),
        reports=({"id": "h", "publisher": HOSTILE, "url": "javascript:alert(1)"},),
        publishers=1,
        evidence=({"field": "trigger", "report": "h", "start": 13, "end": 20, "text": text[13:20]},),
    )
    return compose([evil], [], {"h": report}, Scope(actor=HOSTILE))


def test_hostile_text_cannot_become_markup_in_html() -> None:
    page = html(hostile_briefing())
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert 'href="javascript' not in page


def test_hostile_text_cannot_become_markup_in_markdown() -> None:
    page = MarkdownIt("commonmark").enable("table").render(markdown(hostile_briefing()))
    assert "<script" not in page
    assert "<a " not in page.replace('<a href="#', "")
    assert "<code>" not in page
    assert "alert" in page


@pytest.mark.parametrize("text", ["1. x", "- x", "# x", "*x*", "a_b_c", "<b>", "![i](u)", "+ x", "= x", "10) x"])
def test_escaped_text_reads_as_it_was(text: str) -> None:
    rendered = MarkdownIt("commonmark").render(escaped(text))
    assert rendered == f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')}</p>\n"


def test_the_page_needs_nothing_from_the_network(briefing: Briefing) -> None:
    page = html(briefing)
    assert not re.search(r"<(script|link|img|iframe)\b|@import|url\((?!#)", page)
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_every_footnote_number_on_the_page_leads_to_its_footnote(briefing: Briefing) -> None:
    page = html(briefing)
    linked = set(re.findall(r'href="#(note-\d+)"', page))
    assert linked == set(re.findall(r'id="(note-\d+)"', page))
    assert len(linked) == len(briefing.footnotes)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_every_footnote_of_the_markdown_is_used_and_written(briefing: Briefing) -> None:
    text = markdown(briefing)
    written = set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert used == written == {str(note.number) for note in briefing.footnotes}


def test_the_same_ledger_gives_the_same_bytes() -> None:
    first, second = compose(events(), [], REPORTS), compose(list(reversed(events())), [], REPORTS)
    assert html(first) == html(second)
    assert markdown(first) == markdown(second)
