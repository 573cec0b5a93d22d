"""Whether the service is there and can work, and what it tells Prometheus."""

from __future__ import annotations

from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from extractor.api.figures import Figures
from extractor.llm.attempts import AttemptEnd
from extractor.llm.prices import Price
from extractor.llm.types import Usage
from extractor.store import Store

from .served import NARRATIVE, Asked

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def samples(text: str) -> Samples:
    """Every figure by its name and labels, as Prometheus reads them."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if not sample.name.endswith("_created")
    }


def told(asked: Asked) -> Samples:
    """The figures as they stand."""
    answer = asked.client.get("/metrics", headers=asked.admin)

    assert answer.headers["content-type"].startswith("text/plain; version=")
    return samples(answer.text)


def test_well(asked: Asked) -> None:
    """Both questions are answered to anybody, and tell nothing else."""
    for path in ("live", "ready"):
        answer = asked.client.get(f"/health/{path}")

        assert (200, {"status": "ok"}) == (answer.status_code, answer.json())


def test_not_ready_without_a_worker(idle: Asked) -> None:
    """Where no job is worked on the service lives, but is not ready."""
    assert 200 == idle.client.get("/health/live").status_code
    answer = idle.client.get("/health/ready")

    assert (503, "worker") == (answer.status_code, answer.json()["code"])


def test_not_ready_without_a_store(asked: Asked, tmp_path: Path) -> None:
    """Where the store is broken the service lives; what needs it says 503, and not where it is."""
    asked.service.store.close()
    (tmp_path / "store.sqlite3").write_bytes(b"no database " * 1000)
    answers = [
        asked.client.get("/health/live"),
        asked.client.get("/health/ready"),
        asked.client.get("/v1/runs", headers=asked.read),
    ]

    assert [200, 503, 503] == [answer.status_code for answer in answers]
    assert ["store", "store"] == [answer.json()["code"] for answer in answers[1:]]
    assert "sqlite" not in "".join(answer.text for answer in answers)


def test_figures(asked: Asked) -> None:
    """Requests by route and status, narratives and documents by outcome, jobs by state."""
    asked.client.post("/v1/extract", json={"narrative": NARRATIVE}, headers=asked.extract)
    asked.client.post("/v1/extract", json={}, headers=asked.extract)
    asked.client.get("/v1/runs")
    asked.client.get("/made/up")
    asked.ended(asked.give())
    asked.ended(asked.give(("a.txt", b"")))
    found = told(asked)

    for name, labels, value in (
        ("http_requests_total", {"method": "POST", "route": "/v1/extract", "status": "200"}, 1),
        ("http_requests_total", {"method": "POST", "route": "/v1/extract", "status": "422"}, 1),
        ("http_requests_total", {"method": "GET", "route": "/v1/runs", "status": "401"}, 1),
        ("http_requests_total", {"method": "GET", "route": "unknown", "status": "404"}, 1),
        ("http_request_seconds_count", {"route": "/v1/extract"}, 2),
        ("narratives_total", {"outcome": "done"}, 2),
        ("documents_total", {"outcome": "done"}, 1),
        ("documents_total", {"outcome": "failed"}, 1),
        ("jobs", {"state": "done"}, 2),
        ("jobs", {"state": "queued"}, 0),
        ("model_requests_total", {"tokens": "known"}, 0),
    ):
        assert value == found[f"extractor_{name}", tuple(sorted(labels.items()))], name


def test_names_of_clients_make_no_figures(asked: Asked) -> None:
    """Paths and methods that a client makes up do not become figures of their own."""
    before = len(told(asked))
    for number in range(50):
        asked.client.get(f"/{number}")
        asked.client.request(f"X{number}", "/v1/runs")
        asked.client.get(f"/v1/runs/r-{number}", headers=asked.read)
    after = told(asked)

    assert len(after) < before + 100
    assert 50 == sum(
        value for (name, labels), value in after.items() if ("method", "other") in labels and "total" in name
    )


def test_tokens_and_cost(tmp_path: Path) -> None:
    """What a model counted since the service began, and what it costs by the table of prices."""
    from prometheus_client import generate_latest  # noqa: PLC0415

    price = Price(currency="CNY", input=100.0, cached=10.0, output=200.0)
    with Store.open(tmp_path / "store.sqlite3") as store:
        figures = Figures(store, price)
        usage = Usage(input=3000, cached=1000, output=500)
        known = AttemptEnd(outcome="ok", code="", sent=True, seconds=0.1, model="m", usage=usage)
        unknown = AttemptEnd(outcome="transient", code="cut_off", sent=True, seconds=0.1, model=None, usage=None)
        for end in (known, unknown):
            store.asking.complete(store.asking.begin("r", 1), end)
        found = samples(generate_latest(figures.registry).decode())

    assert {"input": 3000, "cached": 1000, "output": 500} == {
        labels[0][1]: value for (name, labels), value in found.items() if name == "extractor_model_tokens_total"
    }
    assert (1, 1) == tuple(
        found["extractor_model_requests_total", (("tokens", each),)] for each in ("known", "unknown")
    )
    assert price.cost(3000, 1000, 500) == pytest.approx(found["extractor_model_cost_total", (("currency", "CNY"),)])
