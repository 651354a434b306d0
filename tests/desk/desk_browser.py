"""A real browser before a real `tacitus serve`: Debian's Chromium, led by Playwright."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

CHROMIUM = Path("/usr/bin/chromium")
WIDE, NARROW = (1280, 900), (390, 844)
START_SECONDS, STEP_MS = 60, 15_000
NO_WEBGL = ("--disable-gpu", "--disable-3d-apis")
SOFTWARE_WEBGL = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")


class Browsing:
    """Opens pages of one desk; what a page complains of in its console is in `complaints`."""

    def __init__(self, chromium: Any, address: str, stack: ExitStack) -> None:
        self._chromium, self.address, self._stack = chromium, address, stack
        self.complaints: list[str] = []

    def open(self, path: str = "/", size: tuple[int, int] = WIDE, scheme: str = "light", **settings: Any) -> Any:
        """A page in a context of its own, with cookies of its own."""
        context = self._chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, accept_downloads=True, **settings
        )
        self._stack.callback(context.close)
        page = context.new_page()
        page.set_default_timeout(STEP_MS)
        page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.address + path)
        return page


@contextmanager
def served(ledger: Path, *options: str) -> Iterator[str]:
    """The address of a desk on a ledger."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("tacitus"), "serve", "--port", str(port), "--ledger", ledger, *options]
    server = subprocess.Popen(list(map(str, command)), stderr=subprocess.PIPE, text=True)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.communicate(timeout=30)


def _wait_for(address: str, server: subprocess.Popen[str]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise AssertionError(f"the desk ended: {server.communicate()[1]}")
        try:
            urlopen(f"{address}/static/README", timeout=5).close()
            return
        except URLError:
            time.sleep(0.1)
    raise AssertionError("the desk does not answer")


@contextmanager
def chromium(*options: str) -> Iterator[Any]:
    """The browser; where there is none, the test is skipped, or fails where TACITUS_DEMAND_BROWSER is set."""
    if not CHROMIUM.exists():
        if os.environ.get("TACITUS_DEMAND_BROWSER"):
            raise AssertionError(f"no browser at {CHROMIUM}; install Debian's package chromium")
        pytest.skip(f"no browser at {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *options])
        yield browser
        browser.close()


@contextmanager
def browsing(ledger: Path, *options: str, flags: tuple[str, ...] = NO_WEBGL) -> Iterator[Browsing]:
    """A browser before a desk on a ledger; at the end nothing may have complained."""
    with chromium(*flags) as browser, served(ledger, *options) as address, ExitStack() as stack:
        opened = Browsing(browser, address, stack)
        yield opened
        assert not opened.complaints


def once(true: Callable[[], Any], page: Any) -> Any:
    """Wait until something is so, and return it."""
    for _ in range(STEP_MS // 50):
        found = true()
        if found:
            return found
        page.wait_for_timeout(50)
    raise AssertionError("it never came to be")
