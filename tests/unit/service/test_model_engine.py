"""The model engine from the command line to an endpoint on loopback and back."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extractor.prompts import load
from extractor.store import Store
from tests.commands import Cli
from tests.fakes import completion, endpoint, respond, said

from .bulletins import ANSWER, BULLETIN, NARRATIVE, OTHERWISE, PRICES, answering

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


def test_a_model_labels_what_the_finder_found(cli_at: Cli) -> None:
    """The model's answer becomes facts whose numbers are the finder's; the prompt holds the narrative as data."""
    with endpoint(answering(ANSWER)) as at:
        code, _, _ = cli_at(at, "run", "demo.txt", "--engine", "model", "--quiet")
        [asked] = at.requests

    [item] = [json.loads(line) for line in Path("out/narratives.jsonl").read_text("utf-8").splitlines()]

    assert code == 0
    assert "[2]7座" in re.sub(r"\s", "", str(asked.json["messages"][-1]["content"]))
    assert [("7座", 7, "actual"), ("5座", 5, "pending")] == [
        (found["text"], found["value"], found["role"]) for found in item["quantities"]
    ]
    assert ["因资金未到位尚未开工"] == [found["text"] for found in item["blockers"]]
    assert ["as_of"] == [found["role"] for found in item["dates"]]


def test_nothing_is_paid_twice(cli_at: Cli) -> None:
    """A second run over the same narrative asks nothing, and writes the same."""
    with endpoint(answering(ANSWER)) as at:
        cli_at(at, "run", "demo.txt", "--engine", "model", "--quiet")
        first = Path("out/narratives.jsonl").read_bytes()
        code, out, _ = cli_at(at, "run", "demo.txt", "--engine", "model", "--json")

        assert (0, 1) == (code, len(at.requests))

    assert first == Path("out/narratives.jsonl").read_bytes()
    assert json.loads(out)["model"]["attempts"] == 0


def test_what_was_asked_for_again_is_not_paid_twice_either(cli_at: Cli) -> None:
    """Neither the answer that could not be used nor the one in its place is asked for by a second run."""
    with endpoint(answering({"n": ["9a"]}), answering(ANSWER)) as at:
        cli_at(at, "run", "demo.txt", "--engine", "model", "--quiet")
        first = Path("out/narratives.jsonl").read_bytes()
        _, told, _ = cli_at(at, "run", "demo.txt", "--engine", "model", "--dry-run", "--json")
        code, _, _ = cli_at(at, "run", "demo.txt", "--engine", "model", "--quiet")

        assert (0, 2) == (code, len(at.requests))

    assert first == Path("out/narratives.jsonl").read_bytes()
    assert b'"reasked": true' in first
    assert (1, 0) == (json.loads(told)["answered"], json.loads(told)["requests"])


def test_what_failed_twice_is_asked_anew(cli_at: Cli) -> None:
    """A narrative without a usable answer may have better luck in the next run."""
    with endpoint(answering({"n": ["9a"]}), answering({"n": ["9a"]}), answering(ANSWER)) as at:
        codes = [cli_at(at, "run", "demo.txt", "--engine", "model", "--quiet")[0] for _ in range(2)]

        assert ([4, 0], 3) == (codes, len(at.requests))


def test_a_run_knows_its_prompt(cli_at: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name and by the hash of its file; another prompt is another request."""
    with endpoint(answering(ANSWER)) as at:
        cli_at(at, "run", "demo.txt", "--engine", "model", "--quiet")
        monkeypatch.setenv("EXTRACTOR_PROMPT", "label-compact")
        cli_at(at, "run", "demo.txt", "--engine", "model", "--quiet")
        first, second = (len(str(asked.json["messages"])) for asked in at.requests)

    with Store.open("out/extractor.sqlite3") as store:
        known = [summary.run.prompt for summary in store.runs()]

    assert [f"{name}@{load(name).sha256}" for name in ("label", "label-compact")] == known
    assert second < first


def test_disagreement_with_the_rules_is_told(cli_at: Cli) -> None:
    """Where the model answers otherwise than the rules, a finding says so and neither silently wins."""
    with endpoint(answering(OTHERWISE)) as at:
        cli_at(at, "run", "demo.txt", "--engine", "model", "--quiet")

    [item] = [json.loads(line) for line in Path("out/narratives.jsonl").read_text("utf-8").splitlines()]
    found = [finding for finding in item["findings"] if finding["check"] == "engines_disagree"]

    assert ["'7座': model says target, rules says actual"] == [finding["message_en"] for finding in found]
    assert ["“7座”：模型判为target，规则判为actual"] == [finding["message"] for finding in found]
    assert item["quantities"][0]["confidence"] < item["quantities"][1]["confidence"]


def test_an_unusable_answer_fails_its_narrative(cli_at: Cli) -> None:
    """Two answers that cannot be used are two attempts in the ledger and one failure, and no fact."""
    with endpoint(answering({"n": ["9a"]}), answering({"n": ["9a"]})) as at:
        code, out, err = cli_at(at, "run", "demo.txt", "--engine", "model", "--json")

        assert len(at.requests) == 2

    assert code == 4
    assert json.loads(out)["model"]["attempts"] == 2
    assert "could not be used" in err.replace("\n", " ")


def test_every_attempt_is_written_down(cli_at: Cli) -> None:
    """The ledger has each request with its outcome and tokens, also one that failed first."""
    with endpoint(respond("{}", status=401)) as at:
        code, _, err = cli_at(at, "run", "demo.txt", "--engine", "model", "--quiet")
        sent = len(at.requests)

    with Store.open("out/extractor.sqlite3") as store:
        spent = store.asking.spent(store.runs()[0].run.started)

    assert code == 4
    assert sent == spent.attempts
    assert NARRATIVE not in err


def test_an_endpoint_nothing_is_known_of(cli_at: Cli) -> None:
    """It is asked to call a function with the answer."""
    with endpoint(answering(ANSWER, "tools")) as at:
        code, _, _ = cli_at(at, "run", "demo.txt", "--engine", "model", "--quiet", preset="custom")
        [asked] = at.requests

    assert code == 0
    assert asked.json["tools"][0]["function"]["name"] == "Answer"


def test_many_at_once_in_their_order(cli_at: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Narratives are asked about side by side; results and their order are the same."""
    monkeypatch.setenv("EXTRACTOR_CONCURRENCY", "8")
    request = {"id": "a/1", "narrative": NARRATIVE, "anchor_date": "2031-06-05", "task": "新建公厕12座。"}
    lines = [json.dumps(request | {"id": f"a/{n}", "task": f"新建公厕{n}座。"}, ensure_ascii=False) for n in range(40)]
    Path("in.jsonl").write_text("\n".join(lines), "utf-8")
    with endpoint(answering(ANSWER)) as at:
        code, _, _ = cli_at(at, "predict", "in.jsonl", "-o", "out.jsonl", "--engine", "model", "--quiet")
        sent = len(at.requests)

    assert (0, 40) == (code, sent)
    assert [f"a/{n}" for n in range(40)] == [
        json.loads(line)["id"] for line in Path("out.jsonl").read_text("utf-8").splitlines()
    ]


def test_a_dry_run_sends_nothing(cli_at: Cli) -> None:
    """It tells what would be asked, and what has been answered."""
    with endpoint(answering(ANSWER)) as at:
        code, out, _ = cli_at(at, "run", "demo.txt", "--engine", "model", "--dry-run", "--json")
        before = json.loads(out)
        assert (0, 0) == (code, len(at.requests))
        cli_at(at, "run", "demo.txt", "--engine", "model", "--quiet")
        tokens = int(at.requests[0].json["max_tokens"])
        _, out, _ = cli_at(at, "run", "demo.txt", "--engine", "model", "--dry-run", "--json")

    after = json.loads(out)

    assert (1, 0, 1, tokens) == tuple(before[name] for name in ("narratives", "answered", "requests", "tokens_out"))
    assert before["tokens_in"] > len(NARRATIVE)
    assert (0, 1, 0, 0, 0) == tuple(
        after[name] for name in ("narratives", "answered", "requests", "tokens_in", "tokens_out")
    )


def test_cost_by_the_price_table(cli_at: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens told by the endpoint, at the prices of the user's table."""
    Path("prices.toml").write_text(PRICES, "utf-8")
    monkeypatch.setenv("EXTRACTOR_PRICES", "prices.toml")
    with endpoint(answering(ANSWER)) as at:
        _, out, _ = cli_at(at, "run", "demo.txt", "--engine", "model", "--json")

    spent = json.loads(out)["model"]
    fresh = spent["tokens_in"] - spent["tokens_cached"]

    assert spent["currency"] == "CNY"
    assert spent["cost"] == pytest.approx((fresh * 100 + spent["tokens_cached"] * 10 + spent["tokens_out"] * 200) / 1e6)
    assert spent["cost"] > 0


def test_a_limit_stops_the_asking(cli_at: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it is spent the other narratives fail, and a later run asks about those alone."""
    Path("prices.toml").write_text(PRICES, "utf-8")
    monkeypatch.setenv("EXTRACTOR_PRICES", "prices.toml")
    monkeypatch.setenv("EXTRACTOR_CONCURRENCY", "1")
    Path("demo.txt").write_text(
        BULLETIN + BULLETIN.split("日\n")[1].replace("1.新建公厕12座", "2.新建公厕13座"), "utf-8"
    )
    with endpoint(answering(ANSWER)) as at:
        code, out, err = cli_at(at, "run", "demo.txt", "--engine", "model", "--max-cost", "0.000001", "--json")
        first = len(at.requests)
        again, _, _ = cli_at(at, "run", "demo.txt", "--engine", "model", "--quiet")

        assert (4, 1) == (code, first)
        assert (0, 2) == (again, len(at.requests))

    assert "is spent; raise --max-cost" in err
    assert ["cost"] == [failure["code"] for failure in json.loads(out)["failures"]]


def test_a_limit_needs_a_price(cli_at: Cli) -> None:
    """Without one it could not be kept, so nothing is asked."""
    with endpoint(answering(ANSWER)) as at:
        code, _, err = cli_at(at, "run", "demo.txt", "--engine", "model", "--max-cost", "1")

        assert (3, 0) == (code, len(at.requests))

    assert "EXTRACTOR_PRICES" in err


def test_predict_by_model(cli_at: Cli) -> None:
    """Single narratives go the same way."""
    request = {"id": "a/1", "narrative": NARRATIVE, "anchor_date": "2031-06-05", "task": "新建公厕12座。"}
    Path("in.jsonl").write_text(json.dumps(request, ensure_ascii=False) + "\n", "utf-8")
    with endpoint(answering(ANSWER)) as at:
        code, out, _ = cli_at(at, "predict", "in.jsonl", "-o", "out.jsonl", "--engine", "model")
        _, again, _ = cli_at(at, "predict", "in.jsonl", "-o", "out.jsonl", "--engine", "model", "--json")

    assert code == 0
    assert "其余公厕" in Path("out.jsonl").read_text("utf-8")
    assert "1 request(s) to the model: 11 tokens in (0 cached), 7 out" in out
    assert 0 == json.loads(again)["model"]["attempts"]


def test_doctor_asks_the_endpoint(cli_at: Cli) -> None:
    """Each form of answer is tried, and the best named; no document goes there."""
    kept = respond(completion(said('{"colour": "umber"}', "json_schema")))
    with endpoint(kept, kept, kept) as at:
        code, out, _ = cli_at(at, "doctor", "--model", "--json")
        sent = [json.dumps(asked.json) for asked in at.requests]

    states = {row["name"]: (row["state"], row["detail"]) for row in json.loads(out)}

    with closing(sqlite3.connect("out/extractor.sqlite3")) as plain:
        [told] = plain.execute("SELECT count(*), sum(probe), sum(outcome = 'ok') FROM attempts").fetchall()

    assert (0, 3) == (code, len(sent))
    assert (3, 3, 2) == told
    assert states["answers as json_schema"] == ("ok", "keeps the form")
    assert states["answers as tools"][0] == "optional"
    assert "best asked as json_schema" in states["model"][1]


def test_doctor_tells_an_endpoint_that_refuses(cli_at: Cli) -> None:
    """The exit code is 3 and the reason stands in the table."""
    with endpoint(respond("{}", status=401)) as at:
        code, out, _ = cli_at(at, "doctor", "--model", "--json")

    assert code == 3
    assert json.loads(out)[-1]["name"] == "model"


def test_doctor_asks_nothing_that_it_cannot_write_down(cli_at: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a ledger there is no request; the table says why."""
    Path("notes.txt").write_text("words " * 100, "utf-8")
    monkeypatch.setenv("EXTRACTOR_STORE", "notes.txt")
    with endpoint(answering(ANSWER)) as at:
        code, out, _ = cli_at(at, "doctor", "--model", "--json")

        assert (3, 0) == (code, len(at.requests))

    assert "not asked" in json.loads(out)[-1]["detail"]


def test_an_endpoints_own_key_may_stand_in_the_file_of_settings(cli_at: Cli) -> None:
    """It goes before the general one, from .env as from the environment."""
    Path(".env").write_text("DEEPSEEK_API_KEY=own-1\nOPENAI_API_KEY=general-1\n", "utf-8")
    with endpoint(answering(ANSWER, "json")) as at:
        cli_at(at, "run", "demo.txt", "--engine", "model", "--quiet", preset="deepseek")
        told = [asked.headers["authorization"] for asked in at.requests]

    assert ["Bearer own-1"] == told


def test_an_unknown_header_is_asked_about_once(cli_at: Cli) -> None:
    """The model tells the columns, then the narrative is asked about; the second run asks about neither."""
    rows = ("<th>次第</th><th>何事</th><th>办到哪一步</th>", f"<td>1</td><td>新建公厕12座</td><td>{NARRATIVE}</td>")
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    Path("page.html").write_text(f"<meta charset=utf-8><p>2031年6月5日</p><table>{table}</table>", "utf-8")
    header = {"c": ["1:number", "2:heading", "3:narrative"]}
    with endpoint(answering(header, name="Columns"), answering(ANSWER)) as at:
        codes = [cli_at(at, "run", "page.html", "--engine", "model", "--quiet")[0] for _ in range(2)]

        assert ([0, 0], 2) == (codes, len(at.requests))
        assert NARRATIVE not in str(at.requests[0].json)

    [item] = [json.loads(line) for line in Path("out/narratives.jsonl").read_text("utf-8").splitlines()]
    assert ("新建公厕12座", NARRATIVE) == (item["heading"], item["narrative"])
