"""Paragraphs, headings, datelines and furniture: offsets are exact and no event is dropped with the page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tacitus.reading import Block, Dateline, blocks

SENTENCE = "The river police said on Tuesday that the crossing was open again."


def parts(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks(text)]


def dateline(text: str) -> tuple[str | None, str | None, str | None, str] | None:
    [block] = blocks(text)
    found = block.dateline
    return found and (found.place_text, found.agency, found.date_text, text[found.end : block.end])


def test_a_heading_without_a_full_stop_is_split_from_the_next_sentence() -> None:
    text = f"{SENTENCE}\nMinistry Response and Further Steps\n{SENTENCE}\nComments are closed.\n"
    assert parts(text) == [
        ("paragraph", SENTENCE),
        ("heading", "Ministry Response and Further Steps"),
        ("paragraph", SENTENCE),
        ("furniture", "Comments are closed."),
    ]


SEED = Path(os.environ.get("TACITUS_GOLD", "gold")).parent / "seed" / "article.txt"


@pytest.mark.skipif(not SEED.is_file(), reason="the founding article is not here (set TACITUS_GOLD)")
def test_the_founding_article_has_one_heading_and_one_line_of_furniture() -> None:
    kinds = [kind for kind, _ in parts(SEED.read_text(encoding="utf-8"))]
    assert kinds == ["paragraph"] * 5 + ["heading"] + ["paragraph"] * 5 + ["furniture"]


@pytest.mark.parametrize(
    "headline", ["Four hurt as shells hit Karst depot", "WATCH", "Read more", "Gaza | Lebanon | Yemen"]
)
def test_a_text_that_is_one_line_is_never_dropped(headline: str) -> None:
    assert [kind for kind, _ in parts(f"\n {headline}\n")] == ["heading"]


def test_a_paragraph_wrapped_to_a_column_is_one_block() -> None:
    first = (
        "The river police said on Tuesday that the crossing was open again after\n"
        "engineers had looked at the deck for six hours. Two of the five spans had\n"
        "Bailey panels laid over them, and lorries were told to wait until the\n"
        "ministry had sent its own people."
    )
    second = "Nobody was hurt, the mayor said, and the ferry ran through the night for\nthose who had to cross."
    text = f"Crossing open again\n{first}\n{second}\n"
    assert parts(text) == [("heading", "Crossing open again"), ("paragraph", first), ("paragraph", second)]


def test_lines_that_are_sentences_of_their_own_stay_apart() -> None:
    text = "16:42 Sirens in the north.\r\n16:55 Two impacts, no one hurt.\r\n17:10 Road open.\r\n"
    assert len(blocks(text)) == 3


FURNITURE = [
    "Comments are closed.", "Leave a reply", "12 Comments", "Advertisement", "ADVERTISEMENT - CONTINUE READING BELOW",
    "Story continues below advertisement", "Read more:", "Read more: Two bridges reopened in the north",
    "ALSO READ | Ferry strikes a pier", "Related articles", "Sign up for our newsletter",
    "Subscribe to our channel", "Follow us on Twitter", "Follow Example News on Telegram", "Share",
    "Share this article on Facebook", "Facebook Twitter WhatsApp Email", "Photo: Reuters", "(Photo: AFP)", "File photo",
    "File photo: the gate of the base in 2019.", "Getty Images", "AFP via Getty Images",
    "© 2023 Example Wire. All rights reserved.", "Copyright 2023 Example Wire", "Tags: Iraq, air strike, drone attack",
    "#Iraq #airstrike", "By Reuters Staff", "Published: 22 November 2023 10:15 GMT", "3 min read",
    "(Reporting by the Baghdad bureau; Editing by the London desk)", "Home > World > Middle East",
    "We use cookies to improve your visit.",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_page_furniture_is_told_from_the_report(line: str) -> None:
    assert parts(f"{SENTENCE}\n{line}\n{SENTENCE}") == [
        ("paragraph", SENTENCE),
        ("furniture", line),
        ("paragraph", SENTENCE),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Shares of defence firms fell after the raid.",
        "Read more about it on Tuesday, officials said: four people died.",
        "File photo: militants attacked the base on Tuesday, killing four.",
        "FILE - Smoke rises after an airstrike that killed six at the port.",
        "Follow the troops as they seize the town.",
        "Support our troops, the minister said.",
        "Updated tolls put the dead at 12.",
        "Published figures show 12 wards without power.",
        "Map: Government forces took the town on Tuesday, residents said.",
        "Advertisement office bombed",
        "Comments by the minister drew a reply.",
        "Watch: missile hits tower block",
        "Gunmen kill four | Example News",
    ],
)
def test_lines_that_only_begin_like_furniture_are_kept(line: str) -> None:
    assert "furniture" not in [kind for kind, _ in parts(f"{SENTENCE}\n{line}\n{SENTENCE}")]


def test_a_credit_at_the_end_of_a_paragraph_is_split_off() -> None:
    assert parts(f"{SENTENCE} (Photo: AFP)\n{SENTENCE} [File photo]") == [
        ("paragraph", SENTENCE),
        ("furniture", "(Photo: AFP)"),
        ("paragraph", SENTENCE),
        ("furniture", "[File photo]"),
    ]
    assert [kind for kind, _ in parts(f"{SENTENCE} (on Tuesday)")] == ["paragraph"]


@pytest.mark.parametrize(
    ("line", "place", "agency", "date_text"),
    [
        ("WASHINGTON (AP) — ", "WASHINGTON", "AP", None),
        ("BAGHDAD, Nov 22 (KUNA) -- ", "BAGHDAD", "KUNA", "Nov 22"),
        ("Shafaq News/ ", None, "Shafaq News", None),
        ("(MENAFN) ", None, "MENAFN", None),
        ("(Reuters) - ", None, "Reuters", None),
        ("Reuters, Washington, October 26 — ", "Washington", "Reuters", "October 26"),
        ("MOSCOW, November 22. /TASS/. ", "MOSCOW", "TASS", "November 22"),
        ("Baghdad / NINA / ", "Baghdad", "NINA", None),
        ("KHARKIV, Ukraine — ", "KHARKIV, Ukraine", None, None),
        ("TEL AVIV/BEIRUT (AFP) - ", "TEL AVIV/BEIRUT", "AFP", None),
        ("Baghdad (IraqiNews.com) – ", "Baghdad", "IraqiNews.com", None),
        ("Goma, 14 June 2023 - ", "Goma", None, "14 June 2023"),
        ("PESHAWAR: ", "PESHAWAR", None, None),
        ("Karachi/Peshawar: ", "Karachi/Peshawar", None, None),
        ("RALEIGH, N.C. (AP) — ", "RALEIGH, N.C.", "AP", None),
    ],
)
def test_a_dateline_is_found_with_its_place_agency_and_date(
    line: str, place: str | None, agency: str | None, date_text: str | None
) -> None:
    assert dateline(line + SENTENCE) == (place, agency, date_text, SENTENCE)


@pytest.mark.parametrize(
    "line",
    [
        "Kataib Hezbollah (KH) - an armed group - said on Tuesday that it had left the depot.",
        "The Rapid Support Forces (RSF) — a paramilitary force — said on Tuesday that the road was open.",
        "BREAKING: The road to the crossing has been opened again, police said.",
        "HAMAS: The movement said on Tuesday that talks had not begun.",
        "Grozny: a police patrol came under fire near the bus station on Tuesday.",
        "By 31 December 2023: Boats had come within a mile of the ship three times, the navy said.",
        "Chinese MND: The ship was followed throughout its passage, a spokesman said.",
        "On Tuesday (22 November) the police said that the crossing was open.",
        "Israel — in its own words — opened the crossing on Tuesday for six hours.",
    ],
)
def test_what_only_looks_like_a_dateline_is_part_of_the_sentence(line: str) -> None:
    assert dateline(line) is None


def test_in_a_headline_the_place_before_the_dash_is_where_it_happened() -> None:
    assert dateline("KYIV - Drones hit power station again") is None
    assert dateline("KYIV (AP) - Drones hit power station again") is not None


def test_later_paragraphs_may_have_datelines_of_their_own() -> None:
    text = f"{SENTENCE}\n\n  BAGHDAD (AP) — {SENTENCE}"
    block = blocks(text)[1]
    assert block.dateline == Dateline(block.start, block.start + len("BAGHDAD (AP) — "), "BAGHDAD", "AP", None)


pieces = st.sampled_from(
    [*FURNITURE, SENTENCE, "A Heading", "\n", "\r\n", " ", "\t", "\u2028", "(AP) ", "KYIV — ", "(Photo: AFP)"]
)
texts = st.one_of(st.text(max_size=200), st.lists(pieces, max_size=20).map("".join))


@given(texts)
@example("word\u2028word\x0bword\x85word")
@example("[(AP)")
def test_blocks_are_in_order_without_overlap_and_hold_every_character_that_is_not_blank(text: str) -> None:
    end = 0
    for block in blocks(text):
        assert block.end > block.start >= end
        assert not text[end : block.start].strip()
        words = text[block.start : block.end]
        assert words == words.strip()
        if block.dateline is not None:
            assert block.start == block.dateline.start < block.dateline.end < block.end
            assert text[block.dateline.end].strip()
        end = block.end
    assert not text[end:].strip()


@given(texts)
def test_the_same_text_has_the_same_blocks(text: str) -> None:
    first: list[Block] = blocks(text)
    assert blocks(text) == first


EVENTS = st.builds(
    "{} {} {} {}.".format,
    st.sampled_from(["Gunmen", "Government forces", "A drone", "Rebels", "Police", "Two rockets"]),
    st.sampled_from(["attacked", "shelled", "killed four people at", "seized", "raided", "struck", "bombed", "hit"]),
    st.sampled_from(["a checkpoint", "the market", "a convoy", "the border post"]),
    st.sampled_from(["on Tuesday", "near the river", "before dawn, officials said", "in the north"]),
)
OPENINGS = st.sampled_from(
    ["", "Photo: ", "File photo: ", "FILE - ", "Read more: ", "Watch: ", "Follow us on X. ", "Sign up for more. ",
     "Source: ", "Related: ", "Copyright 2023. ", "Tags: ", "By Staff. ", "(AP) ", "KYIV — ", "Updated: ",
     "Subscribe. ", "Share: "]
)  # fmt: skip
ENDINGS = st.sampled_from(["", " (Photo: AFP)", " (AP)", " [File photo]"])


@given(OPENINGS, EVENTS, ENDINGS, st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_furniture_never_swallows_a_sentence_that_tells_of_violence(
    opening: str, event: str, ending: str, gap: str
) -> None:
    text = gap.join([SENTENCE, opening + event + ending, SENTENCE])
    kept = [text[b.start : b.end] for b in blocks(text) if b.kind != "furniture"]
    assert any(event in block for block in kept)
