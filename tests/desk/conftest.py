"""Desks to test with: on a small ledger made by hand, and on that of the demo."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tacitus import workflow
from tacitus.desk import Settings, create_app
from tacitus.ledger import Ledger

sys.path.insert(0, str(Path(__file__).parents[1] / "linking"))

from telling_factories import RAQQA, TUESDAY, coded, dead, mention, on

ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of two events: one that two papers tell of, and a later one of one paper."""
    path = tmp_path / "t.db"
    with Ledger.open(path) as ledger:
        ledger.add(
            [
                coded("a", mention("a", casualties=dead(3, 3, 3))),
                coded("b", mention("b", casualties=dead(5, 5, 5))),
                coded("c", mention("c", action="shelling", places=(RAQQA,), date=on(TUESDAY.replace(day=20)))),
            ]
        )
    return path


@pytest.fixture
def open_desk() -> Iterator[Callable[..., TestClient]]:
    """Opens a desk on a ledger: `open_desk(path, accounts=...)`, the settings by their names."""
    with ExitStack() as stack:
        yield lambda path, **settings: stack.enter_context(
            TestClient(create_app(path, Settings(**settings)), base_url=ADDRESS, raise_server_exceptions=False)
        )


@pytest.fixture
def desk(path: Path, open_desk: Callable[..., TestClient]) -> TestClient:
    """A desk on the small ledger, without accounts, as it stands on somebody's own machine."""
    return open_desk(path)


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the demo's dispatches. Not to be written to: see `demo_copy`."""
    path = tmp_path_factory.mktemp("desk") / "demo.db"
    workflow.add(path, [str(workflow.examples() / "dispatches.jsonl")], None, None)
    return path


@pytest.fixture
def demo_copy(demo_ledger: Path, tmp_path: Path) -> Path:
    """A ledger of the demo that a test may write to."""
    return Path(shutil.copy(demo_ledger, tmp_path / "demo.db"))
