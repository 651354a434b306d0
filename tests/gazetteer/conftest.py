from pathlib import Path

import pytest

from tacitus.gazetteer import Gazetteer, build, default_index_path, input_digest, stored_digest


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The gazetteer of the package, built first where it is absent or out of date."""
    path: Path = default_index_path()
    if stored_digest(path) != input_digest():
        path = build(tmp_path_factory.mktemp("gazetteer") / "index.sqlite")
    return Gazetteer.open(path)
