"""Pictures of tolls over time and chains of answers: whole, told in words, and fit for a page with a strict policy."""

from datetime import date
from xml.etree import ElementTree

from publishing_sample import events

from tacitus.analysis.responses import links
from tacitus.publishing import svg
from tacitus.publishing.chains import chain_picture
from tacitus.publishing.tolls import toll_picture
from tacitus.records import Figure, TollReport


def toll(publisher, published, **figure):
    return TollReport(
        field="killed", report="r", publisher=publisher, published=published, figure=Figure(**figure), start=0, end=1
    )


TOLLS = [
    toll("Wire <1>", date(2024, 1, 1), low=5),
    toll("Daily", date(2024, 1, 3), low=6, high=9),
    toll(None, date(2024, 1, 4), low=9, best=9, high=9),
    toll("Monthly", None, low=2, best=2, high=2),
]


def test_a_toll_is_drawn_with_every_figure_in_words():
    picture = toll_picture(TOLLS)
    root = ElementTree.fromstring(picture)
    words = svg.alternative(picture)
    for said in ("1 January 2024: at least 5 (Wire <1>)", "6 to 9 (Daily)", "9 (publisher not named)", "no date: 2"):
        assert said in words
    assert "1 without a date of publication: not drawn" in words
    marks = root.findall(".//{http://www.w3.org/2000/svg}circle")
    assert len(marks) == 3


def test_tolls_without_any_date_are_no_error():
    assert "not drawn" in svg.alternative(toll_picture(TOLLS[-1:]))


def test_a_chain_numbers_its_events_and_tells_what_answers_what():
    known = {e.id: e for e in events()}
    chain = [known["e02"], known["e01"]]
    picture = chain_picture(chain, links(chain), "e01")
    ElementTree.fromstring(picture)
    assert "2 answers 1 (“in response to”)" in svg.alternative(picture)


def test_a_bare_picture_has_no_style_of_its_own_and_is_the_same_else():
    picture = toll_picture(TOLLS)
    bare = svg.bare(picture)
    assert "<style" not in bare
    assert svg.alternative(bare) == svg.alternative(picture)
    assert len(ElementTree.fromstring(bare)) == len(ElementTree.fromstring(picture)) - 1
