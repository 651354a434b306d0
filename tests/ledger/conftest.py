"""Lets the tests of the ledger use the record makers of the tests of linking."""

import sys
from pathlib import Path

import pytest

from tacitus.ledger import Ledger

sys.path.insert(0, str(Path(__file__).parents[1] / "linking"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "t.db"


@pytest.fixture
def ledger(path):
    with Ledger.open(path) as opened:
        yield opened
