"""In a browser: a day's work on the desk, from an event to its sentence, to review, briefing and intake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_browser import NARROW, WIDE, Browsing, browsing, once

from tacitus.ledger import Ledger
from tacitus.records import Event

ARTICLE = (
    "Two soldiers were killed on Tuesday when a drone struck a checkpoint near Mosul, Iraq, the army said. "
    "No group claimed the attack."
)


@pytest.fixture
def ledger(demo_copy: Path) -> Path:
    return demo_copy


@pytest.fixture
def desk(ledger: Path) -> Iterator[Browsing]:
    with browsing(ledger) as opened:
        yield opened


def events(path: Path) -> list[Event]:
    with Ledger.open(path) as ledger:
        return list(ledger.events())


def told_by(path: Path, least: int) -> Event:
    """The event that most reports tell of."""
    most = max(events(path), key=lambda event: len(event.mentions))
    assert len(most.mentions) >= least
    return most


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["desktop", "telephone"])
def test_a_value_is_followed_from_the_list_to_its_highlighted_sentence(desk, ledger, size):
    event = next(event for event in events(ledger) if event.casualties.killed and event.date.start)
    page = desk.open(f"/?killed=1&since={event.date.start}&until={event.date.end}", size)
    page.locator(f"#events a[href='/events/{event.id}']").click()
    page.wait_for_url(f"**/events/{event.id}*")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    killed = page.locator("dt", has_text="Killed").locator("+ dd")
    killed.locator("summary").click()
    link = killed.locator("a.quoted").first
    words = link.locator("mark").inner_text()
    link.locator("mark").click()
    page.wait_for_url("**/reports/**")
    marked = page.locator(".ev-current").first
    marked.wait_for()
    assert "".join(page.locator(".ev-current").all_inner_texts()).split()[0] in words
    assert 0 <= marked.bounding_box()["y"] < size[1]


def test_two_events_are_merged_and_the_merge_is_undone_by_keys_alone(desk, ledger):
    one, other = events(ledger)[:2]
    page = desk.open(f"/events/{one.id}")
    page.keyboard.press("r")
    page.wait_for_url("**/review")
    page.keyboard.press("m")
    page.wait_for_url("**kind=merge*")
    once(lambda: page.evaluate("document.activeElement.id") == "other", page)
    page.keyboard.type(other.id)
    page.keyboard.press("Tab")
    page.keyboard.type("Rana Example")
    page.keyboard.press("Tab")
    page.keyboard.type("The same night, the same street.")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice-done")
    assert not {one.id, other.id} <= {e.id for e in events(ledger)}
    page.keyboard.press("u")
    page.wait_for_url(re.compile("/undo"))
    page.get_by_label("Reason").focus()
    page.keyboard.type("They were two after all.")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice-done")
    assert {one.id, other.id} <= {e.id for e in events(ledger)}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["desktop", "telephone"])
def test_an_event_is_split_with_a_reason_that_its_history_keeps(desk, ledger, size):
    event = told_by(ledger, 2)
    page = desk.open(f"/events/{event.id}/review?kind=split", size)
    passage = page.get_by_role("checkbox").first
    passage.check()
    off = passage.get_attribute("value")
    page.get_by_label("Your name").fill("Rana Example")
    page.get_by_label("Reason").fill("This passage tells of another night.")
    page.get_by_role("button", name="Split").click()
    page.wait_for_selector(".notice-done")
    (left,) = [e.mentions for e in events(ledger) if e.id == event.id]
    assert set(left) == set(event.mentions) - {off}
    page.goto(f"{desk.address}/events/{event.id}")
    assert "This passage tells of another night." in page.inner_text("#history")


def test_a_claim_is_read_beside_the_ledgers_count_and_followed_to_its_words(desk):
    page = desk.open("/claims")
    row = page.locator("table.claims tbody tr").first
    words = row.locator("mark").first.inner_text()
    assert row.locator(".badge").inner_text()
    row.locator("a.quoted mark").click()
    page.wait_for_url("**/reports/**")
    assert words.split()[0] in page.locator(".ev-current").first.inner_text()


def test_a_briefing_is_previewed_and_downloaded(desk):
    page = desk.open("/briefing")
    page.get_by_label("Since", exact=True).fill("2024-01-01")
    page.get_by_label("Until", exact=True).fill("2024-02-29")
    page.get_by_role("button", name="Preview").click()
    frame = page.frame_locator("iframe.preview")
    frame.locator("h1").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Markdown").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("#")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["desktop", "telephone"])
def test_a_pasted_article_is_seen_before_it_is_kept(desk, ledger, size):
    before = {event.id for event in events(ledger)}
    page = desk.open("/intake", size)
    page.get_by_label("Text").fill(ARTICLE)
    page.locator("#paste-head + form").get_by_label("Publisher").fill("Example Post")
    page.locator("#published").fill("2024-02-14")
    page.get_by_role("button", name="Read it").first.click()
    page.wait_for_selector(".report-text mark", timeout=60_000)
    assert "Nothing is in the ledger yet" in page.inner_text("main")
    assert {event.id for event in events(ledger)} == before
    page.get_by_role("button", name="Keep what is chosen").click()
    page.wait_for_selector(".notice-done", timeout=60_000)
    new = re.search(r"E[0-9a-f]{12}", page.inner_text("main"))
    assert new and new.group() not in before
    page.get_by_role("link", name=new.group()).click()
    assert "Example Post" in page.inner_text("main")
