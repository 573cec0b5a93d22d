"""W10: whatever is sent, the service keeps to its own description."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest import SkipTest

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.stateful import run_state_machine_as_test
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import use_after_free

from extractor.api import Limits, create_app
from tests.factories import extraction, run, varied

from .served import Asked, asking, listening

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

DESCRIPTION = Path(__file__).parents[3] / "docs" / "openapi.json"
CASES = int(os.environ.get("API_CASES", "20"))
"""Requests made up for each operation, in form and not."""
SEQUENCES = min(CASES, 50)
"""Sequences of them; after more, Hypothesis takes a service that remembers for a test that wavers."""
PLAIN = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=True,
)
NAMES = (
    "GET /health/live",
    "GET /health/ready",
    "GET /metrics",
    "POST /v1/extract",
    "GET /v1/jobs",
    "POST /v1/jobs",
    "GET /v1/jobs/{job_id}",
    "DELETE /v1/jobs/{job_id}",
    "GET /v1/runs",
    "GET /v1/runs/{run_id}",
    "GET /v1/runs/{run_id}/export",
    "GET /v1/runs/{run_id}/facts",
)
WITHOUT_PARAMETERS = {"/health/live", "/health/ready", "/metrics"}


@pytest.fixture(scope="module")
def module_asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """A service with something in its store."""
    folder = tmp_path_factory.mktemp("contract")
    with asking(folder / "store.sqlite3", Limits(per_minute=1_000_000, queue=1_000_000), working=False) as asked:
        store = asked.service.store
        store.begin_run(run())
        store.add_extraction("run-1", varied())
        store.add_extraction("run-1", extraction())
        yield asked


@pytest.fixture(scope="module")
def description(module_asked: Asked) -> Iterator[schemathesis.BaseSchema]:
    """The description that the service gives of itself, from where it is served."""
    with listening(create_app(module_asked.service)) as url:
        yield schemathesis.openapi.from_url(f"{url}/openapi.json")


def test_the_description_is_the_one_kept(idle: Asked) -> None:
    """What clients are made from changes only where docs/openapi.json does."""
    given = idle.client.get("/openapi.json").json()

    assert json.loads(DESCRIPTION.read_text("utf-8")) == given, "write it anew: see docs/design/service.md"


def test_nothing_is_loaded_from_elsewhere(idle: Asked) -> None:
    """There is no page that would load scripts from another host."""
    assert [404, 404] == [idle.client.get(path).status_code for path in ("/docs", "/redoc")]


def tells_on_the_wire(form: dict[str, Any]) -> bool:
    """Whether what is wrong with a form can be seen once it is sent.

    An array or object without anything in it is sent as no field at all, and a document of any type as its bytes.
    """
    documents = form.get("documents", [])
    sent_as_told = isinstance(documents, list) and all(isinstance(one, str | bytes) for one in documents)
    return sent_as_told and form.get("anchor_date", "") not in ([], {})


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("name", NAMES)
def test_any_request(
    name: str, mode: GenerationMode, description: schemathesis.BaseSchema, module_asked: Asked
) -> None:
    """No request, in form or not, leads to a fault; each answer has a status, a type and a form that are described."""
    method, path = name.split()
    sent = 0

    @settings(PLAIN, max_examples=CASES)
    @given(case=description[path][method].as_strategy(generation_mode=mode))
    def check(case: Case) -> None:
        nonlocal sent
        sent += 1
        if path == "/v1/jobs" and isinstance(case.body, dict) and not tells_on_the_wire(case.body):
            return
        case.call_and_validate(headers=module_asked.admin)

    with suppress(Unsatisfiable, SkipTest):  # what takes no parameters cannot be asked wrongly
        check()
    assert sent or (mode is GenerationMode.NEGATIVE and path in WITHOUT_PARAMETERS)


def test_all_operations_are_asked(description: schemathesis.BaseSchema) -> None:
    """The names above are those of the description."""
    assert sorted(NAMES) == sorted(each.ok().label for each in description.get_all_operations())


def test_what_one_answer_names_the_next_request_finds(
    description: schemathesis.BaseSchema, module_asked: Asked
) -> None:
    """Jobs that were made are asked for and cancelled, in any order, and once more."""

    class Sequence(description.as_state_machine()):  # type: ignore[misc] - made of the description
        """Requests that follow one another."""

        def get_call_kwargs(self, case: Case) -> dict[str, Any]:
            """With a token."""
            del case
            return {"headers": module_asked.admin}

        def validate_response(self, response: schemathesis.Response, case: Case, **given: Any) -> None:  # noqa: ANN401
            """All checks but one: a job that was cancelled is still told of, as cancelled."""
            given.pop("additional_checks", None)
            case.validate_response(response, excluded_checks=[use_after_free], transport_kwargs=given)

    run_state_machine_as_test(Sequence, settings=settings(PLAIN, max_examples=SEQUENCES, stateful_step_count=6))
    states = module_asked.service.store.jobs.counts()

    assert sum(states.values()) > 0
