"""What asking an endpoint finds out about it."""

from __future__ import annotations

import json

import pytest

from extractor.openai_model import ProbeReport, probe, resolve
from tests import fakes
from tests.fakes import Exchange, FakeClock, Step, completion, endpoint, respond

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

KEPT = '{"colour": "umber"}'
TEMPTED = '{"colour": "blue", "sure": true}'


def server(*keeps: str, refuses: tuple[str, ...] = ()) -> Step:
    """A server that keeps the form in some modes, refuses others, and answers as it likes in the rest."""

    def step(exchange: Exchange) -> bool | None:
        body = exchange.request.json
        mode = "tools" if "tools" in body else body["response_format"]["type"].replace("_object", "")
        if mode in refuses:
            return respond("{}", 400)(exchange)
        text = KEPT if mode in keeps else TEMPTED
        if mode != "tools":
            return respond(completion({"role": "assistant", "content": text}))(exchange)
        if mode in keeps:
            return respond(completion({"tool_calls": [fakes.call(text, "ProbeAnswer")]}))(exchange)
        return respond(completion({"content": text}))(exchange)

    return step


def probed(step: Step) -> ProbeReport:
    """The report on a server."""
    with endpoint(step) as fake:
        return probe(resolve(model="m", base_url=fake.url, key="k"), clock=FakeClock())


@pytest.mark.parametrize(
    ("step", "verdicts", "best"),
    [
        (server("tools", "json_schema", "json"), ["keeps", "keeps", "keeps"], "tools"),
        (server("json_schema", "json"), ["ignores", "keeps", "keeps"], "json_schema"),
        (server("json"), ["ignores", "ignores", "keeps"], "json"),
        (server("json", refuses=("tools", "json_schema")), ["refuses", "refuses", "keeps"], "json"),
        (server(), ["ignores", "ignores", "ignores"], None),
        (respond("{}", 500), ["fails", "fails", "fails"], None),
        (respond("{}", 401), ["fails"], None),
        (respond("<html>", 200), ["fails", "fails", "fails"], None),
    ],
)
def test_a_server_shows_what_it_does(step: Step, verdicts: list[str], best: str | None) -> None:
    """A server that takes a schema and ignores it is found out; the first mode that holds is the best."""
    report = probed(step)

    assert (verdicts, best) == ([entry.verdict for entry in report.reports], report.best)


def test_what_else_is_told_is_reported() -> None:
    """Model, usage and probabilities are reported as they came."""
    body = json.loads(completion({"role": "assistant", "content": KEPT}, model="painter-2"))
    body["choices"][0]["logprobs"] = {"content": [{"token": "{", "logprob": 0}]}
    report = probed(respond(json.dumps(body)))

    assert ("painter-2", True, True) == (report.model, report.tells_usage, report.tells_probabilities)


def test_a_dead_endpoint_is_asked_once() -> None:
    """Where nobody listens the other modes need not be tried."""
    with endpoint(server()) as fake:
        url = fake.url
    report = probe(resolve(model="m", base_url=url, key="k"), clock=FakeClock())

    assert [("fails", "unreachable")] == [(entry.verdict, entry.code) for entry in report.reports]
