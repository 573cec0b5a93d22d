"""A text now."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import extractor
from extractor.api import engine as engines
from extractor.pipeline import Labelled
from extractor.records import Failure, Ledger, NarrativeRequest, NarrativeResult
from extractor.settings import Settings

from .served import NARRATIVE, Asked

TEXT = {"id": "demo/1", "narrative": NARRATIVE, "anchor_date": "2031-06-05", "task": "新建公厕12座。"}


def test_the_facts_are_those_of_the_library(idle: Asked) -> None:
    """The same text gives the same result as the verb does, and nothing of it is stored."""
    answer = idle.client.post("/v1/extract", json=TEXT, headers=idle.extract)
    wanted = extractor.extract(NARRATIVE, anchor_date=date(2031, 6, 5), task="新建公厕12座。", id="demo/1")

    assert wanted == NarrativeResult.model_validate_json(answer.content)
    assert () == idle.service.store.runs()


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "body.narrative"),
        ({"narrative": ""}, "body.narrative"),
        ({"narrative": "字" * 20_001}, "body.narrative"),
        ({"narrative": 7}, "body.narrative"),
        ({"narrative": "字", "anchor_date": "5月"}, "body.anchor_date"),
        ({"narrative": "字", "reported_status": "good"}, "body.reported_status"),
        ({"narrative": "字", "base_url": "http://evil.example"}, "body.base_url"),
        ([], "body"),
    ],
    ids=["nothing", "empty", "too long", "no text", "no date", "no status", "a field that is not there", "a list"],
)
def test_what_is_wrong_is_named(idle: Asked, body: object, where: str) -> None:
    """The problem names the field, and does not send back what stood in it."""
    answer = idle.client.post("/v1/extract", json=body, headers=idle.extract)

    assert 422 == answer.status_code
    assert [where] == [fault["where"] for fault in answer.json()["errors"]]
    assert "字" not in answer.text


def test_hard_text_comes_back_as_it_was(idle: Asked) -> None:
    """Astral characters, marks that turn the writing, NUL and line ends are kept."""
    hard = "𠮷水鎮已鋪管網12.5公里🚧\u202e\x00\r\n\u2028。"
    answer = idle.client.post("/v1/extract", json={"narrative": hard}, headers=idle.extract)

    assert hard == answer.json()["request"]["narrative"]


def broken(request: NarrativeRequest, ledger: Ledger) -> Labelled:
    """An engine with a fault whose words are those of the text."""
    del ledger
    raise RuntimeError(request.narrative)


def test_a_fault_of_ours_tells_nothing_of_the_text(
    idle: Asked, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is a 500 that says so; neither answer nor log have words of the text, though the exception has."""
    monkeypatch.setattr(idle.service.engine, "_engine", idle.service.engine._engine._replace(labeller=broken))  # noqa: SLF001
    caplog.set_level("DEBUG")
    answer = idle.client.post("/v1/extract", json=TEXT, headers=idle.extract)

    assert (500, "unexpected") == (answer.status_code, answer.json()["code"])
    assert "公厕" not in answer.text + caplog.text
    assert "已建成" not in answer.text + caplog.text


def test_a_fault_outside_the_engine_tells_its_place_alone(
    idle: Asked, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is raised is a problem to the client and a line with kind and place in the log."""

    def raising(_: NarrativeRequest) -> NarrativeResult:
        raise ValueError(NARRATIVE)

    monkeypatch.setattr(idle.service.engine, "extract", raising)
    caplog.set_level("DEBUG")
    answer = idle.client.post("/v1/extract", json=TEXT, headers=idle.extract)

    assert (500, "unexpected") == (answer.status_code, answer.json()["code"])
    assert "ValueError at tests.unit.api.test_extract" in caplog.text
    assert "已建成" not in answer.text + caplog.text


def test_the_log_has_no_text(asked: Asked, caplog: pytest.LogCaptureFixture) -> None:
    """Texts, names of documents, paths that clients made up and tokens: none of it is logged; the route is."""
    caplog.set_level("DEBUG")
    client = asked.client
    client.post("/v1/extract", json=TEXT, headers=asked.extract)
    client.post("/v1/extract", json={"narrative": [NARRATIVE]}, headers=asked.extract)
    client.get(f"/v1/runs/{NARRATIVE}", headers=asked.read)
    client.get(f"/{NARRATIVE}?q={NARRATIVE}", headers=asked.read)
    asked.ended(asked.give(("绝密名称.txt", NARRATIVE.encode()), ("坏.docx", b"PK\x03\x04" + NARRATIVE.encode())))
    own = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("extractor"))

    assert "POST /v1/extract 200" in own
    assert "GET /v1/runs/{run_id} 422" in own
    assert "GET unknown 404" in own
    for secret in ("已建成", "绝密", "%E5", asked.extract["Authorization"][10:]):
        assert secret not in own


def test_an_engine_whose_endpoint_is_dead_is_opened_anew(tmp_path: Path) -> None:
    """Once a while after the endpoint was found dead, and not for any other failure."""
    now, opened = [0.0], []

    class Watched(engines.ServingEngine):
        def _open(self):  # noqa: ANN202 - as the method it watches
            opened.append(now[0])
            return super()._open()

    def failing(code: str) -> object:
        def label(request: NarrativeRequest, ledger: Ledger) -> Labelled:
            del request, ledger
            raise extractor.ExtractorError("no", code=code)

        return label

    serving = Watched(Settings(_env_file=None), str(tmp_path / "store.sqlite3"), lambda: now[0])
    outcomes = []
    for at, code in ((100.0, "content"), (100.0, "circuit_open"), (110.0, "circuit_open"), (131.0, "circuit_open")):
        now[0] = at
        serving._engine = serving._engine._replace(labeller=failing(code))  # noqa: SLF001
        outcomes.append(serving.extract(NarrativeRequest(id="", narrative="字")))
    serving.close()

    assert [0.0, 100.0, 131.0] == opened
    assert ["content", *["circuit_open"] * 3] == [each.code for each in outcomes if isinstance(each, Failure)]
