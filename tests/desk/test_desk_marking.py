"""The text of a report is shown whole and unchanged, however the marks in it nest and overlap."""

from hypothesis import given
from hypothesis import strategies as st

from tacitus.desk.views.marking import Mark, pieces, quote
from tacitus.records import Report

TEXT = "Rockets hit the Ain al-Asad air base on Monday, wounding two soldiers."


def mark(words, kind, owner="", number=None):
    start = TEXT.index(words)
    return Mark(start, start + len(words), kind, f"{kind} here", owner, number)


def test_words_in_two_marks_are_under_both_and_lead_to_the_narrower():
    cut = pieces(TEXT, [mark("two soldiers", "wounded", "m1"), mark("soldiers", "target", "m2")])
    assert [(p.text, p.kind, p.owner) for p in cut if p.marks] == [
        ("two ", "wounded", "m1"),
        ("soldiers", "target", "m2"),
    ]
    assert cut[-2].title == "target here; wounded here"


def test_marks_that_overlap_are_cut_where_they_cross():
    cut = pieces(TEXT, [mark("hit the Ain", "trigger"), mark("Ain al-Asad air base", "place")])
    assert [p.text for p in cut if p.marks] == ["hit the ", "Ain", " al-Asad air base"]


def test_a_number_stands_once_where_its_mark_begins():
    cut = pieces(TEXT, [mark("Rockets hit", "trigger", "m1", 1), mark("hit", "trigger", "m2", 2)])
    assert [p.numbers for p in cut if p.marks] == [(1,), (2,)]


def test_the_words_somebody_was_led_to_stand_out():
    start = TEXT.index("on Monday")
    cut = pieces(TEXT, [mark("Monday", "date")], (start, start + len("on Monday")))
    assert "".join(p.text for p in cut if p.here) == "on Monday"
    assert [p.first_here for p in cut if p.here] == [True, False]


spans = st.tuples(st.integers(-5, 60), st.integers(-5, 60))


@given(st.text(max_size=50), st.lists(spans, max_size=12), st.none() | spans)
def test_any_marks_leave_the_text_as_it_is(text, marks, here):
    cut = pieces(text, [Mark(a, b, "place", "x") for a, b in marks], here)
    assert "".join(p.text for p in cut) == text
    for piece in cut:
        assert all(m.start <= piece.start and piece.start + len(piece.text) <= m.end for m in piece.marks)
    fitting = {(a, b) for a, b in marks if 0 <= a < b <= len(text)}
    assert {(m.start, m.end) for p in cut for m in p.marks} == fitting


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 60))
def test_a_quotation_is_a_slice_of_the_text_with_the_words_in_it(text, start, length):
    end = start + length
    cited = quote(Report(id="r", text=text), start, end)
    assert cited.words == text[start:end]
    assert cited.text in text
