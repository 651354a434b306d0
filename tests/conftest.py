"""Settings of all tests, and the server that some of them need."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from postgres_server import DEMANDED, Server, programs, running

# How fast a busy machine draws examples says nothing about what is tested.
settings.register_profile("tacitus", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tacitus")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running server of PostgreSQL, one for each process that tests."""
    if programs() is None and not os.environ.get(DEMANDED):
        pytest.skip("no server of PostgreSQL is installed (Debian: apt-get install postgresql)")
    with running() as server:
        yield server
