"""Ledgers to test with, in each kind of store; the record makers of the tests of linking."""

import sys
from itertools import count
from pathlib import Path

import pytest

from tacitus.ledger import Ledger

sys.path.insert(0, str(Path(__file__).parents[1] / "linking"))


@pytest.fixture(scope="session")
def empty_database(postgres):
    """The name of a database with an empty ledger, to make others from."""
    address = postgres.database()
    Ledger.open(address).close()
    return postgres.name_of(address)


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request, tmp_path):
    """Gives a new place for a ledger, a path or an address, each time it is called."""
    if request.param == "sqlite":
        numbers = count()
        yield lambda: tmp_path / f"{next(numbers)}.db"
        return
    server, template = request.getfixturevalue("postgres"), request.getfixturevalue("empty_database")
    made = []
    yield lambda: made.append(server.database(template)) or made[-1]
    for address in made:
        server.drop(address)


@pytest.fixture
def where(places):
    """A place for a ledger."""
    return places()


@pytest.fixture
def ledger(where):
    with Ledger.open(where) as opened:
        yield opened


@pytest.fixture
def path(tmp_path):
    """A place for a ledger in a file."""
    return tmp_path / "t.db"
