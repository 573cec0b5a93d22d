"""The service with the model engine, and an endpoint on loopback to ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.api import Limits, create_app, open_service
from extractor.settings import Settings
from tests.fakes import FakeEndpoint, endpoint, respond
from tests.unit.service.bulletins import ANSWER, answering

from .served import BULLETIN, NARRATIVE, asking_of

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

TEXT = {"narrative": NARRATIVE, "anchor_date": "2031-06-05", "task": "新建公厕12座。"}


def settings(at: FakeEndpoint) -> Settings:
    """Those that name the endpoint."""
    return Settings(_env_file=None, engine="model", OPENAI_BASE_URL=at.url, OPENAI_MODEL="umber-1", preset="vllm")


def test_a_text_and_a_job(tmp_path: Path) -> None:
    """Both are labelled by the model; the same narrative is asked about once, and the figures have its tokens."""
    location = str(tmp_path / "store.sqlite3")
    with endpoint(answering(ANSWER)) as at, open_service(settings(at), location, Limits()) as service:
        with asking_of(service, create_app(service)) as asked:
            answer = asked.client.post("/v1/extract", json=TEXT, headers=asked.extract)
            job = asked.ended(asked.give(("demo.txt", BULLETIN.encode())))
            run = asked.client.get(f"/v1/runs/{job['run_id']}", headers=asked.read).json()
            figures = asked.client.get("/metrics", headers=asked.admin).text

        assert 1 == len(at.requests)
    assert (200, 5) == (answer.status_code, len(answer.json()["facts"]))
    assert "model:umber-1" == run["engine"]
    assert 'extractor_model_tokens_total{kind="input"} 11.0' in figures


def test_an_endpoint_that_refuses(tmp_path: Path) -> None:
    """A key that is not taken is a 502 with the reason; afterwards the service says when to come again."""
    location = str(tmp_path / "store.sqlite3")
    with endpoint(respond("{}", 401)) as at, open_service(settings(at), location, Limits()) as service:
        with asking_of(service, create_app(service)) as asked:
            answers = [asked.client.post("/v1/extract", json=TEXT, headers=asked.extract) for _ in range(2)]

        assert 1 == len(at.requests)
    assert [(502, "unauthorised"), (503, "circuit_open")] == [
        (answer.status_code, answer.json()["code"]) for answer in answers
    ]
    assert "retry-after" in answers[1].headers
