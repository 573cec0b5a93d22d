"""A real model's real answers, whatever they are worth."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.openai_model import Endpoint, probe
from extractor.store import Store
from tests.recorded.conftest import CASSETTES

NARRATIVES = {
    "a/1": "截至5月底，已建成7座，其余5座因资金未到位尚未开工。",
    "a/2": "已完成投资3000万元，占年度计划的60%。",
}

Predict = Callable[[], tuple[int, str]]


@pytest.fixture
def predict(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Predict:
    """``extractor predict`` by the model engine."""
    request = {"anchor_date": "2031-06-05", "task": "新建公厕12座。"}
    lines = [json.dumps({"id": id_, "narrative": text, **request}) for id_, text in NARRATIVES.items()]
    Path("in.jsonl").write_text("\n".join(lines), "utf-8")

    def call() -> tuple[int, str]:
        command = ["extractor", "predict", "in.jsonl", "-o", "out.jsonl", "--engine", "model", "--quiet"]
        monkeypatch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capsys.readouterr().err

    return call


@pytest.mark.usefixtures("recorded")
def test_what_llama_cpp_keeps_to(local: Endpoint) -> None:
    """It holds an answer to a schema, and neither to a function nor to bare JSON."""
    report = probe(local)

    assert report.best == "json_schema"
    assert {"tools", "json_schema", "json"} == {one.mode for one in report.reports}
    assert (report.tells_usage, report.tells_probabilities) == (True, True)


@pytest.mark.usefixtures("recorded")
def test_a_weak_model_invents_nothing(predict: Predict) -> None:
    """Answers that keep to the schema and say nothing of use are refused; each request is in the ledger."""
    code, told = predict()
    with Store.open("out/extractor.sqlite3") as store:
        spent = store.asking.spent(datetime(2000, 1, 1, tzinfo=UTC))

    assert code == 4
    assert list(NARRATIVES) == [line.partition(":")[0] for line in told.splitlines()]
    assert not Path("out.jsonl").exists()
    assert (2 * len(NARRATIVES), 0) == (spent.attempts, spent.unknown)
    assert spent.tokens_in > spent.tokens_out > 0


def test_no_cassette_is_an_orphan() -> None:
    """Each is named after a test of this folder, and holds no key."""
    names = {name for name in globals() if name.startswith("test_")}
    found = {path.stem for path in CASSETTES.glob("*.yaml")}

    assert found <= names
    assert not [path.name for path in CASSETTES.iterdir() if "uthorization" in path.read_text("utf-8")]
