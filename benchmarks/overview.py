"""How quickly the overview of the desk answers, in Chromium, before a desk that runs.

    PYTHONPATH=src python benchmarks/growth.py ask 100000 --at big.db
    tacitus serve --ledger big.db --port 8462
    python benchmarks/overview.py http://127.0.0.1:8462

Times are by the clock, so that other work on the machine shows in them; docs/desk-frontend.md has what was measured.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import sync_playwright

BROWSERS = {
    "WebGL by SwiftShader": ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"),
    "no WebGL": ("--disable-gpu", "--disable-3d-apis"),
}
FILTERS = (("actor", "Front 0"), ("q", "town"), ("country", "XA"), ("action", "shelling"), ("killed", "5"))
TIMES, PAN_SECONDS = 9, 4
CHANGE = """async ([name, value]) => {
  const field = document.querySelector(`[name=${name}]`), total = document.getElementById("total");
  const was = total.textContent, begun = performance.now();
  field.value = value;
  field.dispatchEvent(new Event("change", {bubbles: true}));
  const frame = () => new Promise(requestAnimationFrame);
  while (total.textContent === was && performance.now() - begun < 10000) await frame();
  await frame();
  return performance.now() - begun;
}"""
FRAMES = """() => {
  window.frames_ = [];
  let last = performance.now();
  const each = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(each); };
  requestAnimationFrame(each);
}"""


def main(address: str) -> None:
    """Ask the server, then open the page in each kind of browser."""
    for asked in ("", *(f"{name}={value.replace(' ', '+')}" for name, value in FILTERS)):
        for path in ("/api/v1/overview/counts", "/overview/events"):
            took = [_answer_ms(f"{address}{path}?{asked}") for _ in range(TIMES)]
            print(f"{path} {asked or 'all'}: median {statistics.median(took):.0f} ms, slowest {max(took):.0f} ms")
    with sync_playwright() as playwright:
        for name, flags in BROWSERS.items():
            options: dict[str, Any] = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", *flags]}
            browser = playwright.chromium.launch(**options)
            _browse(browser.new_page(viewport={"width": 1280, "height": 900}), address, name)
            browser.close()


def _answer_ms(address: str) -> float:
    begun = time.perf_counter()
    with urlopen(Request(address, headers={"accept-encoding": "gzip"})) as answer:
        answer.read()
    return 1000 * (time.perf_counter() - begun)


def _browse(page: Any, address: str, name: str) -> None:
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    shown = []
    for part in (".event-row", "#timeline .bar", "#map[data-ready]"):
        page.wait_for_selector(part)
        shown.append(time.perf_counter() - begun)
    print(f"{name}: list after {shown[0]:.2f} s, timeline {shown[1]:.2f} s, map {shown[2]:.2f} s")
    for field in FILTERS:
        took = page.evaluate(CHANGE, list(field))
        print(f"{name}: filter by {field[0]} {took:.0f} ms")
        page.evaluate(CHANGE, [field[0], ""])
        page.wait_for_timeout(500)
    for _ in range(2):
        page.click("#map-in")
        page.wait_for_timeout(600)
    _pan(page, name)


def _pan(page: Any, name: str) -> None:
    box = page.locator("#map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate(FRAMES)
    page.mouse.move(x, y)
    page.mouse.down()
    begun, step = time.perf_counter(), 0
    while time.perf_counter() - begun < PAN_SECONDS:
        step += 1
        page.mouse.move(x - 200 + abs(80 - step % 160) * 5, y + step % 20)
    frames = sorted(page.evaluate("window.frames_")[2:])
    page.mouse.up()
    rate, late = 1000 * len(frames) / sum(frames), frames[int(0.95 * len(frames))]
    print(f"{name}: panning at {rate:.0f} frames a second, 95 of 100 frames within {late:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
