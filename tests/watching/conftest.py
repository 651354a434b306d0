"""A news site, and a watch on it whose clock the test sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watched_sites import FIRST, SECOND, Site, Watch, news_site, watches


@pytest.fixture
def site() -> Iterator[Site]:
    with news_site() as opened:
        yield opened


@pytest.fixture
def two(site: Site) -> Site:
    """The site with two articles, and a feed that names them."""
    site.article("/one", FIRST)
    site.article("/two", SECOND)
    site.feed("/feed", "/one", "/two")
    return site


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "t.db"


@pytest.fixture
def watch(tmp_path: Path, ledger: Path) -> Iterator[Callable[[str], Watch]]:
    """Begins a run with these settings: `watch(toml)`."""
    with watches(tmp_path, ledger) as begun:
        yield begun
