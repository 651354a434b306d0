"""The encoder reads a report whole: what a trigger stands for hangs on all around it, and on no name."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.coding import Coder
from tacitus.coding.annotating import annotate
from tacitus.coding.encoder import encoder
from tacitus.coding.encoder.reading import likeliest
from tacitus.coding.encoder.spelling import BREAK, SIGNS, spelled
from tacitus.coding.encoder.vocabulary import LONGEST, vocabulary
from tacitus.coding.encoder.windows import PIECES, windows
from tacitus.coding.frames import frame
from tacitus.ontology import ontology
from tacitus.records import Report

CODER = Coder()
OPEN = (
    "Protesters were attacked in Basra by men with clubs.",
    "The army had been bombing the city of Homs for a week.",
    "Soldiers shot at villagers near Gao on Monday.",
)
"""Happenings of which no weapon or other sign says what was done."""


def report(text: str) -> Report:
    return Report(id="r", text=text, published=date(2024, 3, 8))


def scenes_of(text: str):
    return annotate(report(text), CODER.registry, CODER.gazetteer)


def words_of(text: str) -> list[str]:
    return [word for scene in scenes_of(text) for word in spelled(scene).words]


@given(st.lists(st.integers(1, LONGEST), max_size=900))
def test_every_word_is_told_by_one_window_that_holds_it(lengths: list[int]):
    read = list(windows(lengths))
    assert [i for w in read for i in range(w.first, w.last)] == list(range(len(lengths)))
    for window in read:
        assert window.start <= window.first and window.last <= window.end
        assert sum(lengths[window.start : window.end]) <= PIECES - 2


@given(st.text(min_size=1, max_size=40))
def test_any_word_has_a_few_pieces(word: str):
    assert 1 <= len(vocabulary().pieces(word)) <= LONGEST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hamas fighters attacked Israel on Monday.", "Israel fighters attacked Hamas on Monday."),
        ("Malian soldiers shelled Gao.", "Burkinabe soldiers shelled Kidal."),
        ("The Rapid Support Forces attacked Nyala.", "The Allied Democratic Forces attacked Goma."),
        ("Three Ukrainian pilots died near Kherson.", "Five Russian pilots died near Belgorod."),
    ],
)
def test_no_name_is_read(one: str, other: str):
    assert words_of(one) == words_of(other)


def test_signs_for_names_are_single_pieces_that_no_text_has():
    signs = [*SIGNS.values(), BREAK]
    assert len({vocabulary().pieces(sign) for sign in signs}) == len(signs)
    assert all(len(vocabulary().pieces(sign)) == 1 for sign in signs)
    assert "[unused1]" not in words_of("They wrote [unused1] on the wall of the town hall.")


def test_swapped_sides_change_the_sides_and_nothing_else():
    there = CODER.code(report("Israeli jets bombed the Hamas depot in Rafah, killing four people.")).mentions
    back = CODER.code(report("Hamas jets bombed the Israeli depot in Rafah, killing four people.")).mentions
    assert [(m.action, m.factuality, m.role) for m in there] == [(m.action, m.factuality, m.role) for m in back]


def test_a_report_of_any_length_is_read():
    told = "Rebels shelled the market of Goma on Thursday and killed two traders. "
    idle = "The council met to talk about the price of bread and the repair of the road to the lake. "
    text = told + 60 * idle + told
    scenes = scenes_of(text)
    assert sum(len(spelled(s).words) for s in scenes) > 3 * PIECES
    reading = encoder().read(scenes)
    for scene in scenes:
        for match in scene.triggers:
            assert -50 < reading.judgement(frame(scene, match.start, match.end, match.values[0])).meant < 50
    assert [m.action for m in CODER.code(report(text)).mentions][:1] == ["shelling"]


def test_the_same_report_reads_the_same_again():
    text = "A car bomb went off outside the ministry in Mogadishu on Friday; nine people were killed, police said."
    first, again = (CODER.code(report(text)) for _ in range(2))
    assert first == again == Coder().code(report(text))


def test_it_knows_every_action_by_its_name():
    assert set(encoder().actions) <= {a.name for a in ontology().actions}
    assert set(encoder().factualities) >= {"occurred", "claimed", "threatened", "planned", "denied", "hypothetical"}


def test_the_rules_stand_unless_the_encoder_is_surer():
    names = ("killing", "bombing", "arrest")
    assert likeliest(names, [0.0, 0.9, -1.0], "killing") == "killing"
    assert likeliest(names, [0.0, 1.5, -1.0], "killing") == "bombing"
    assert likeliest(names, [0.0, 9.0, -1.0], "riot") == "riot", "an action that it never saw is left to the rules"


def test_an_action_of_the_encoder_says_what_the_rules_had():
    told = [
        e.how
        for passage in OPEN
        for m in CODER.code(report(passage)).mentions
        for e in m.evidence
        if e.field == "trigger" and "by rule" in e.how
    ]
    assert told and all(re.search(r"; read as \w+, by rule \w+$", how) for how in told)


def test_without_it_the_linear_models_decide():
    text = "Gunmen killed six villagers near Lamu on Monday."
    alone = Coder(encodes=False).code(report(text)).mentions
    both = CODER.code(report(text)).mentions
    assert [m.action for m in alone] == [m.action for m in both] == ["killing"]
    assert [m.evidence[0].confidence for m in alone] != [m.evidence[0].confidence for m in both]
