"""Whatever is asked of the API, the answer is one that its OpenAPI tells of, and never a failure of the desk."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tacitus import workflow
from tacitus.desk import Settings, create_app

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


@cache
def app():
    """A desk on the demo's ledger, whose coder finds nothing: the tests of intake code for themselves."""
    folder = Path(mkdtemp(prefix="tacitus-contract-"))
    workflow.add(folder / "t.db", [str(workflow.examples() / "dispatches.jsonl")], None, None)
    made = create_app(folder / "t.db", Settings(names=("testserver",), author="A"))
    made.state.desk.code = lambda reports: []
    return made


@pytest.fixture
def api():
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app())


@pytest.fixture(scope="module", autouse=True)
def _closed():
    yield
    if app.cache_info().currsize:
        desk = app().state.desk
        desk.close()
        shutil.rmtree(Path(desk.name).parent)


@pytest.mark.slow
def test_every_answer_is_documented_and_none_is_a_failure(api):
    asked = []
    for operation in (found.ok() for found in api.get_all_operations()):

        @given(case=operation.as_strategy())
        @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def ask(case):
            case.call_and_validate(checks=CHECKS)

        ask()
        asked.append(operation.label)
    assert len(asked) >= 28
