"""One coder for all tests of the coding room: loading the parser and the gazetteer takes a second."""

from collections.abc import Callable
from datetime import date

import pytest

from tacitus.coding import Coder
from tacitus.records import CodedReport, Report


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="session")
def rules_only() -> Callable[[str], CodedReport]:
    """Codes a text by the rules alone."""
    coder = Coder(learned=False)
    return lambda text: coder.code(Report(id="r", text=text, published=date(2023, 11, 22)))


@pytest.fixture(scope="session")
def code(coder: Coder) -> Callable[..., CodedReport]:
    """Codes a text published on Wednesday, 22 November 2023, unless told otherwise."""

    def run(text: str, published: date | None = date(2023, 11, 22)) -> CodedReport:
        return coder.code(Report(id="r", text=text, published=published))

    return run
