"""In a browser: the overview shows map, timeline and list in step, by pointer, by keys, and on a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_browser import NARROW, Browsing, browsing, once


@pytest.fixture(scope="module")
def desk(demo_ledger: Path) -> Iterator[Browsing]:
    with browsing(demo_ledger) as opened:
        yield opened


def drawn(page):
    """The page, once its map is drawn."""
    page.wait_for_selector("#map[data-ready]")
    return page


def total(page):
    return int(re.match(r"[\d,]+", page.inner_text("#total")).group().replace(",", ""))


def listed(page):
    return page.locator("#events .event-row").count()


def test_map_timeline_and_list_show_the_whole_ledger(desk):
    page = drawn(desk.open())
    everything = total(page)
    assert everything > 40
    assert listed(page) == 40
    assert page.locator("#timeline .bar").count() > 5
    assert "places in view" in page.inner_text("#map-words")
    assert "the most" in page.inner_text("#timeline-words")
    page.get_by_role("link", name="More events").click()
    once(lambda: listed(page) == everything, page)


def test_brushing_the_timeline_narrows_the_list_and_the_map(desk):
    page = drawn(desk.open())
    everything, places = total(page), page.inner_text("#map-words")
    page.locator("#timeline").scroll_into_view_if_needed()
    box = page.locator("#timeline").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 60, steps=5)
    page.mouse.up()
    once(lambda: 0 < total(page) < everything, page)
    once(lambda: listed(page) == min(total(page), 40), page)
    assert re.search(r"since=\d{4}-\d\d-\d\d&until=\d{4}-\d\d-\d\d", page.url)
    assert page.input_value("#f-since") and page.input_value("#f-until")
    assert page.inner_text("#map-words") != places
    page.get_by_role("slider", name="Last day shown").press("Escape")
    once(lambda: total(page) == everything, page)


def test_a_side_is_filtered_for_and_the_view_can_be_sent_to_a_colleague(desk):
    page = drawn(desk.open())
    everything = total(page)
    page.fill("#f-actor", "Houthi")
    once(lambda: 0 < total(page) < everything, page)
    page.press("#f-actor", "Enter")
    once(lambda: "actor=Houthi" in page.url, page)
    once(lambda: listed(page) == total(page), page)
    page.get_by_role("button", name="Density").click()
    once(lambda: page.url.endswith("/density"), page)
    colleague = drawn(desk.open(page.url.removeprefix(desk.address)))
    assert total(colleague) == total(page)
    assert colleague.input_value("#f-actor") == "Houthi"
    assert colleague.get_attribute("#density", "aria-pressed") == "true"
    assert colleague.inner_text("#map-words") == page.inner_text("#map-words")


def test_the_back_button_takes_a_filter_back(desk):
    page = drawn(desk.open())
    everything = total(page)
    page.select_option("#f-action", "drone_attack")
    once(lambda: total(page) < everything, page)
    of_action = total(page)
    page.select_option("#f-country", "IQ")
    once(lambda: total(page) < of_action, page)
    page.go_back()
    once(lambda: total(page) == of_action, page)
    assert page.input_value("#f-country") == ""
    page.go_back()
    once(lambda: total(page) == everything and listed(page) == 40, page)
    assert page.input_value("#f-action") == ""


def test_a_mark_of_the_map_tells_its_places_and_leads_to_their_events(desk):
    page = drawn(desk.open())
    everything = total(page)
    page.focus("#map canvas")
    page.keyboard.press("n")
    assert re.search(r": [\d,]+ event", once(lambda: page.inner_text("#picked"), page))
    page.locator("#picked").get_by_role("button", name="Only").click()
    once(lambda: total(page) < everything, page)
    assert total(page) > 0
    assert re.search(r"[?&](box|place)=", page.url)


def test_everything_works_by_keys_alone(desk):
    page = drawn(desk.open())
    everything, view = total(page), page.url
    page.keyboard.press("/")
    page.keyboard.type("drone")
    once(lambda: 0 < total(page) < everything, page)
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    once(lambda: total(page) == everything, page)
    page.focus("#map canvas")
    page.keyboard.press("ArrowRight")
    once(lambda: page.url != view, page)
    moved = page.url
    page.keyboard.press("+")
    once(lambda: page.url != moved, page)
    page.get_by_role("slider", name="First day shown").focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    once(lambda: total(page) < everything, page)
    page.keyboard.press("Escape")
    once(lambda: total(page) == everything, page)
    page.wait_for_load_state("networkidle")  # the list is drawn anew, and what is in focus with it
    page.locator("#events a").first.press("Enter")
    page.wait_for_url("**/events/E*")


def test_on_a_telephone_nothing_is_wider_than_the_screen(desk):
    page = drawn(desk.open(size=NARROW, has_touch=True))
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
    page.get_by_text("More filters").click()
    page.select_option("#f-status", "disputed")
    once(lambda: "status=disputed" in page.url, page)
    once(lambda: 0 < total(page) == listed(page), page)
    page.locator("#events a").first.tap()
    page.wait_for_url("**/events/E*")


def test_without_scripts_the_filters_and_the_list_still_work(desk):
    page = desk.open(java_script_enabled=False)
    page.fill("#f-q", "drone")
    page.get_by_role("button", name="Show", exact=True).click()
    assert "q=drone" in page.url
    assert 0 < listed(page) <= 40
    assert page.inner_text("#total").endswith("events")


def test_what_the_server_refuses_is_told_in_its_words(desk):
    page = drawn(desk.open())
    page.get_by_text("More filters").click()
    page.fill("#f-box", "1,2,3")
    page.press("#f-box", "Enter")
    assert "box" in page.inner_text(".notice-error")
    desk.complaints.clear()  # the browser itself reports answers that are refusals
