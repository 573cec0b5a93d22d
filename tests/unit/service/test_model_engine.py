"""The model engine from the command line to an endpoint on loopback and back."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.store import Store
from tests.fakes import Exchange, FakeEndpoint, completion, endpoint, respond, said

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

NARRATIVE = "截至5月底，已建成7座，占任务的58.3%；其余5座因资金未到位尚未开工。"
BULLETIN = f"""民生实事进展情况通报
2031年6月5日

1.新建公厕12座。
责任单位：市城管局
进展情况：{NARRATIVE}
"""
ANSWER = {
    "n": ["1a", "2a:公厕", "3ca:公厕", "4p:其余公厕"],
    "b": [{"t": "因资金未到位尚未开工", "c": "funding", "h": False}],
    "m": [],
}

Cli = Callable[..., tuple[int, str, str]]


def answering(answer: object) -> Callable[[Exchange], bool | None]:
    """A step that answers with `answer` as JSON."""
    text = json.dumps(answer, ensure_ascii=False)
    return respond(completion(said(text, "json_schema")))


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Cli:
    """The command line with a bulletin to run."""
    (tmp_path / "demo.txt").write_text(BULLETIN, "utf-8")

    def call(at: FakeEndpoint, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setenv("OPENAI_BASE_URL", at.url)
        monkeypatch.setenv("OPENAI_MODEL", "umber-1")
        monkeypatch.setenv("EXTRACTOR_PRESET", "vllm")
        monkeypatch.setattr(sys, "argv", ["extractor", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return call


def test_a_model_labels_what_the_finder_found(cli: Cli) -> None:
    """The model's answer becomes facts whose numbers are the finder's; the prompt holds the narrative as data."""
    with endpoint(answering(ANSWER)) as at:
        code, _, _ = cli(at, "run", "demo.txt", "--engine", "model", "--quiet")
        [asked] = at.requests

    [item] = [json.loads(line) for line in Path("out/narratives.jsonl").read_text("utf-8").splitlines()]

    assert code == 0
    assert "[2]7座" in re.sub(r"\s", "", str(asked.json["messages"][-1]["content"]))
    assert [("7座", 7, "actual"), ("5座", 5, "pending")] == [
        (found["text"], found["value"], found["role"]) for found in item["quantities"]
    ]
    assert ["因资金未到位尚未开工"] == [found["text"] for found in item["blockers"]]
    assert ["as_of"] == [found["role"] for found in item["dates"]]


def test_nothing_is_paid_twice(cli: Cli) -> None:
    """A second run over the same narrative asks nothing, and writes the same."""
    with endpoint(answering(ANSWER)) as at:
        cli(at, "run", "demo.txt", "--engine", "model", "--quiet")
        first = Path("out/narratives.jsonl").read_bytes()
        code, out, _ = cli(at, "run", "demo.txt", "--engine", "model", "--json")

        assert (0, 1) == (code, len(at.requests))

    assert first == Path("out/narratives.jsonl").read_bytes()
    assert json.loads(out)["model"]["attempts"] == 0


def test_disagreement_with_the_rules_is_told(cli: Cli) -> None:
    """Where the model answers otherwise than the rules, a finding says so and neither silently wins."""
    with endpoint(answering(ANSWER | {"n": ["1a", "2t:公厕", "3ca:公厕", "4p:其余公厕"]})) as at:
        cli(at, "run", "demo.txt", "--engine", "model", "--quiet")

    [item] = [json.loads(line) for line in Path("out/narratives.jsonl").read_text("utf-8").splitlines()]
    found = [finding for finding in item["findings"] if finding["check"] == "engines_disagree"]

    assert ["'7座': model:"] == [finding["message_en"][: len("'7座': model:")] for finding in found]
    assert item["quantities"][0]["confidence"] < item["quantities"][1]["confidence"]


def test_an_unusable_answer_fails_its_narrative(cli: Cli) -> None:
    """Two answers that cannot be used are two attempts in the ledger and one failure, and no fact."""
    with endpoint(answering({"n": ["9a"]}), answering({"n": ["9a"]})) as at:
        code, out, err = cli(at, "run", "demo.txt", "--engine", "model", "--json")

        assert len(at.requests) == 2

    assert code == 4
    assert json.loads(out)["model"]["attempts"] == 2
    assert "could not be used" in err.replace("\n", " ")


def test_every_attempt_is_written_down(cli: Cli) -> None:
    """The ledger has each request with its outcome and tokens, also one that failed first."""
    with endpoint(respond("{}", status=401)) as at:
        code, _, err = cli(at, "run", "demo.txt", "--engine", "model", "--quiet")
        sent = len(at.requests)

    with Store.open("out/extractor.sqlite3") as store:
        spent = store.asking.spent(store.runs()[0].run.started)

    assert code == 4
    assert sent == spent.attempts
    assert NARRATIVE not in err


def test_predict_by_model(cli: Cli) -> None:
    """Single narratives go the same way."""
    request = {"id": "a/1", "narrative": NARRATIVE, "anchor_date": "2031-06-05", "task": "新建公厕12座。"}
    Path("in.jsonl").write_text(json.dumps(request, ensure_ascii=False) + "\n", "utf-8")
    with endpoint(answering(ANSWER)) as at:
        code, _, _ = cli(at, "predict", "in.jsonl", "-o", "out.jsonl", "--engine", "model", "--quiet")

    assert code == 0
    assert "其余公厕" in Path("out.jsonl").read_text("utf-8")


def test_doctor_asks_the_endpoint(cli: Cli) -> None:
    """Each form of answer is tried, and the best named; no document goes there."""
    kept = respond(completion(said('{"colour": "umber"}', "json_schema")))
    with endpoint(kept, kept, kept) as at:
        code, out, _ = cli(at, "doctor", "--model", "--json")
        sent = [json.dumps(asked.json) for asked in at.requests]

    states = {row["name"]: (row["state"], row["detail"]) for row in json.loads(out)}

    assert (0, 3) == (code, len(sent))
    assert states["answers as json_schema"] == ("ok", "keeps the form")
    assert states["answers as tools"][0] == "optional"
    assert "best asked as json_schema" in states["model"][1]


def test_doctor_tells_an_endpoint_that_refuses(cli: Cli) -> None:
    """The exit code is 3 and the reason stands in the table."""
    with endpoint(respond("{}", status=401)) as at:
        code, out, _ = cli(at, "doctor", "--model", "--json")

    assert code == 3
    assert json.loads(out)[-1]["name"] == "model"
