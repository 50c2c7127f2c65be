"""The sandbox keeps docs/backend-api.yaml over real HTTP, whatever is thrown at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from openapi_spec_validator import validate
from yaml import safe_load

from sandbox.demo import LOOKUP_NUMBER, PASSWORD
from tests.sandbox.test_backend import bearer, log_in
from tests.world import Backend, BackendProgram

CONTRACT = Path(__file__).parents[2] / "docs/backend-api.yaml"
contract = schemathesis.openapi.from_path(CONTRACT)


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    with BackendProgram(tmp_path_factory.mktemp("backend")) as running:
        yield running


def test_the_contract_is_sound() -> None:
    validate(safe_load(CONTRACT.read_text(encoding="utf-8")))


@contract.parametrize()
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_that_the_contract_names(case: schemathesis.Case, backend: Backend) -> None:
    proof = bearer(log_in(backend, LOOKUP_NUMBER, PASSWORD))
    case.call_and_validate(base_url=backend.url, headers=proof)
