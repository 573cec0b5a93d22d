"""The model engine from the command line to an endpoint on loopback and back."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.openai_model import Mode
from extractor.prompts import load
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


PRICES = """[umber-1]
currency = "CNY"
input = 100
cached = 10
output = 200
"""


def answering(answer: object, mode: Mode = "json_schema") -> Callable[[Exchange], bool | None]:
    """A step that answers with `answer` as JSON."""
    text = json.dumps(answer, ensure_ascii=False)
    return respond(completion(said(text, mode, "Answer")))


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Cli:
    """The command line with a bulletin to run."""
    (tmp_path / "demo.txt").write_text(BULLETIN, "utf-8")

    def call(at: FakeEndpoint, *arguments: str, preset: str = "vllm") -> tuple[int, str, str]:
        monkeypatch.setenv("OPENAI_BASE_URL", at.url)
        monkeypatch.setenv("OPENAI_MODEL", "umber-1")
        monkeypatch.setenv("EXTRACTOR_PRESET", preset)
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


def test_a_run_knows_its_prompt(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name and by the hash of its file; another prompt is another request."""
    with endpoint(answering(ANSWER)) as at:
        cli(at, "run", "demo.txt", "--engine", "model", "--quiet")
        monkeypatch.setenv("EXTRACTOR_PROMPT", "label-compact")
        cli(at, "run", "demo.txt", "--engine", "model", "--quiet")
        first, second = (len(str(asked.json["messages"])) for asked in at.requests)

    with Store.open("out/extractor.sqlite3") as store:
        known = [summary.run.prompt for summary in store.runs()]

    assert [f"{name}@{load(name).sha256}" for name in ("label", "label-compact")] == known
    assert second < first


def test_disagreement_with_the_rules_is_told(cli: Cli) -> None:
    """Where the model answers otherwise than the rules, a finding says so and neither silently wins."""
    with endpoint(answering(ANSWER | {"n": ["1a", "2t:公厕", "3ca:公厕", "4p:其余公厕"]})) as at:
        cli(at, "run", "demo.txt", "--engine", "model", "--quiet")

    [item] = [json.loads(line) for line in Path("out/narratives.jsonl").read_text("utf-8").splitlines()]
    found = [finding for finding in item["findings"] if finding["check"] == "engines_disagree"]

    assert ["'7座': model says target, rules says actual"] == [finding["message_en"] for finding in found]
    assert ["“7座”：模型判为target，规则判为actual"] == [finding["message"] for finding in found]
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


def test_an_endpoint_nothing_is_known_of(cli: Cli) -> None:
    """It is asked to call a function with the answer."""
    with endpoint(answering(ANSWER, "tools")) as at:
        code, _, _ = cli(at, "run", "demo.txt", "--engine", "model", "--quiet", preset="custom")
        [asked] = at.requests

    assert code == 0
    assert asked.json["tools"][0]["function"]["name"] == "Answer"


def test_many_at_once_in_their_order(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Narratives are asked about side by side; results and their order are the same."""
    monkeypatch.setenv("EXTRACTOR_CONCURRENCY", "8")
    request = {"id": "a/1", "narrative": NARRATIVE, "anchor_date": "2031-06-05", "task": "新建公厕12座。"}
    lines = [json.dumps(request | {"id": f"a/{n}", "task": f"新建公厕{n}座。"}, ensure_ascii=False) for n in range(40)]
    Path("in.jsonl").write_text("\n".join(lines), "utf-8")
    with endpoint(answering(ANSWER)) as at:
        code, _, _ = cli(at, "predict", "in.jsonl", "-o", "out.jsonl", "--engine", "model", "--quiet")
        sent = len(at.requests)

    assert (0, 40) == (code, sent)
    assert [f"a/{n}" for n in range(40)] == [
        json.loads(line)["id"] for line in Path("out.jsonl").read_text("utf-8").splitlines()
    ]


def test_a_dry_run_sends_nothing(cli: Cli) -> None:
    """It tells what would be asked, and what has been answered."""
    with endpoint(answering(ANSWER)) as at:
        code, out, _ = cli(at, "run", "demo.txt", "--engine", "model", "--dry-run", "--json")
        before = json.loads(out)
        assert (0, 0) == (code, len(at.requests))
        cli(at, "run", "demo.txt", "--engine", "model", "--quiet")
        tokens = int(at.requests[0].json["max_tokens"])
        _, out, _ = cli(at, "run", "demo.txt", "--engine", "model", "--dry-run", "--json")

    after = json.loads(out)

    assert (1, 0, tokens) == (before["narratives"], before["answered"], before["tokens_out"])
    assert before["tokens_in"] > len(NARRATIVE)
    assert (0, 1, 0, 0) == tuple(after[name] for name in ("narratives", "answered", "tokens_in", "tokens_out"))


def test_cost_by_the_price_table(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens told by the endpoint, at the prices of the user's table."""
    Path("prices.toml").write_text(PRICES, "utf-8")
    monkeypatch.setenv("EXTRACTOR_PRICES", "prices.toml")
    with endpoint(answering(ANSWER)) as at:
        _, out, _ = cli(at, "run", "demo.txt", "--engine", "model", "--json")

    spent = json.loads(out)["model"]
    fresh = spent["tokens_in"] - spent["tokens_cached"]

    assert spent["currency"] == "CNY"
    assert spent["cost"] == pytest.approx((fresh * 100 + spent["tokens_cached"] * 10 + spent["tokens_out"] * 200) / 1e6)
    assert spent["cost"] > 0


def test_a_limit_stops_the_asking(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it is spent the other narratives fail, and a later run asks about those alone."""
    Path("prices.toml").write_text(PRICES, "utf-8")
    monkeypatch.setenv("EXTRACTOR_PRICES", "prices.toml")
    monkeypatch.setenv("EXTRACTOR_CONCURRENCY", "1")
    Path("demo.txt").write_text(
        BULLETIN + BULLETIN.split("日\n")[1].replace("1.新建公厕12座", "2.新建公厕13座"), "utf-8"
    )
    with endpoint(answering(ANSWER)) as at:
        code, out, err = cli(at, "run", "demo.txt", "--engine", "model", "--max-cost", "0.000001", "--json")
        first = len(at.requests)
        again, _, _ = cli(at, "run", "demo.txt", "--engine", "model", "--quiet")

        assert (4, 1) == (code, first)
        assert (0, 2) == (again, len(at.requests))

    assert "is spent; raise --max-cost" in err
    assert ["cost"] == [failure["code"] for failure in json.loads(out)["failures"]]


def test_a_limit_needs_a_price(cli: Cli) -> None:
    """Without one it could not be kept, so nothing is asked."""
    with endpoint(answering(ANSWER)) as at:
        code, _, err = cli(at, "run", "demo.txt", "--engine", "model", "--max-cost", "1")

        assert (3, 0) == (code, len(at.requests))

    assert "EXTRACTOR_PRICES" in err


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
