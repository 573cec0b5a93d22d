"""Requests of every kind against the interface."""

from __future__ import annotations

from contextlib import suppress

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode, openapi
from schemathesis.checks import CHECKS, load_all_checks

from .conftest import ACCESS

EXAMPLES = 20
"""Of each operation and mode; `benchmarks.review` sends thousands."""
HEADERS = {"cookie": f"{ACCESS.cookie}={ACCESS.token}", "sec-fetch-site": "same-origin", "host": "127.0.0.1:8765"}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_reply_is_as_described(app: FastAPI, mode: GenerationMode) -> None:
    """No request of any form meets a fault, and every reply has a status and a form that the description names."""
    asked = bombard(app, mode, EXAMPLES)

    assert asked > EXAMPLES


def bombard(app: FastAPI, mode: GenerationMode, examples: int) -> int:
    """Sends requests to each operation and checks the replies; how many were sent."""
    schema = openapi.from_asgi("/api/openapi.json", app, headers=HEADERS)
    load_all_checks()
    # an edit may be refused for what the narrative is, which no schema can say
    left_out = [CHECKS.get_one("positive_data_acceptance")]
    asked = 0

    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def check(case: Case) -> None:
            nonlocal asked
            asked += 1
            app.state.failed_logins.clear()
            headers = {**HEADERS, **({"content-type": "application/json"} if case.body is None else {})}
            case.call_and_validate(headers=headers, excluded_checks=left_out)

        # an operation without a parameter cannot be asked wrongly
        with suppress(Unsatisfiable):
            check()
    return asked
