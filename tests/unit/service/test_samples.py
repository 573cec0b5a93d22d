"""Several answers about each narrative, from the command line to the store."""

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.store import Store
from tests.commands import Cli
from tests.fakes import endpoint, respond

from .bulletins import ANSWER, OTHERWISE, PRICES, answering

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

RUN = ("run", "demo.txt", "--engine", "model")


def quantity() -> dict[str, Any]:
    """The first quantity of the exported item."""
    [line] = Path("out/narratives.jsonl").read_text("utf-8").splitlines()
    first: dict[str, Any] = json.loads(line)["quantities"][0]
    return first


def test_what_most_answers_say_is_taken(cli_at: Cli) -> None:
    """Three are asked for, the first as ever and two drawn; label, votes and confidence follow the majority."""
    with endpoint(answering(OTHERWISE), answering(ANSWER), answering(ANSWER)) as at:
        code, _, _ = cli_at(at, *RUN, "--samples", "3", "--quiet")

        assert [0.0, 0.7, 0.7] == [asked.json["temperature"] for asked in at.requests]

    first = quantity()
    with Store.open("out/extractor.sqlite3") as store:
        [summary] = store.runs()
        kept = store.result("demo/1").result.facts

    assert (0, "actual", "model:umber-1 ×3") == (code, first["role"], summary.run.engine)
    assert (0.6667, 3, True) == (
        round(first["signals"]["votes"], 4),
        *(first["signals"][n] for n in ("samples", "rules_agree")),
    )
    assert [first["signals"]] == [
        fact.signals.model_dump(exclude_none=True) for fact in kept if fact.signals and fact.mark.text == first["text"]
    ]
    assert first["confidence"] == pytest.approx(0.9 * 2 / 3, abs=1e-4)


def test_each_answer_is_kept(cli_at: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run asks nothing; more answers than before cost only what is new."""
    monkeypatch.setenv("EXTRACTOR_SAMPLES", "2")
    with endpoint(answering(ANSWER)) as at:
        cli_at(at, *RUN, "--quiet")
        first = Path("out/narratives.jsonl").read_bytes()
        cli_at(at, *RUN, "--quiet")
        second = Path("out/narratives.jsonl").read_bytes()
        before = len(at.requests)
        _, out, _ = cli_at(at, *RUN, "--samples", "3", "--json")

        assert (2, 3) == (before, len(at.requests))

    assert first == second
    assert 1 == json.loads(out)["model"]["attempts"]


def test_a_lost_answer_is_told(cli_at: Cli) -> None:
    """The narrative is done by the others, and a notice says how many had a vote."""
    with endpoint(respond("{}", status=400), answering(ANSWER), answering(ANSWER)) as at:
        code, _, _ = cli_at(at, *RUN, "--samples", "3", "--quiet")

    item = json.loads(Path("out/narratives.jsonl").read_text("utf-8"))

    assert (0, 2) == (code, item["quantities"][0]["signals"]["samples"])
    assert [("samples_lost", "notice")] == [(each["check"], each["severity"]) for each in item["findings"]]


def test_all_lost_is_a_failure(cli_at: Cli) -> None:
    """Where no answer can be had the narrative fails as it does with one, and each attempt is counted."""
    with endpoint(respond("{}", status=400)) as at:
        code, out, _ = cli_at(at, *RUN, "--samples", "3", "--json")

        assert 3 == len(at.requests)

    summary = json.loads(out)

    assert (4, ["bad_request"], 3) == (
        code,
        [failure["code"] for failure in summary["failures"]],
        summary["model"]["attempts"],
    )


def test_a_dry_run_counts_each(cli_at: Cli) -> None:
    """Requests are those that would be sent; a narrative counts as answered when all its answers are there."""
    with endpoint(answering(ANSWER)) as at:
        cli_at(at, *RUN, "--quiet")
        _, one, _ = cli_at(at, *RUN, "--samples", "1", "--dry-run", "--json")
        _, three, _ = cli_at(at, *RUN, "--samples", "3", "--dry-run", "--json")
        _, words, _ = cli_at(at, *RUN, "--samples", "3", "--dry-run")

        assert 1 == len(at.requests)

    counts = [[json.loads(out)[name] for name in ("narratives", "answered", "requests")] for out in (one, three)]

    assert [[0, 1, 0], [1, 0, 2]] == counts
    assert "2 request(s)" in words


def test_a_limit_counts_each(cli_at: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Further answers are not asked for once the limit is spent; what was answered has the vote."""
    Path("prices.toml").write_text(PRICES, "utf-8")
    monkeypatch.setenv("EXTRACTOR_PRICES", "prices.toml")
    with endpoint(answering(ANSWER)) as at:
        cli_at(at, *RUN, "--samples", "3", "--max-cost", "0.003", "--quiet")

        assert 2 == len(at.requests)

    assert 2 == quantity()["signals"]["samples"]


@pytest.mark.parametrize("count", ["0", "-1", "many"])
def test_a_count_that_makes_no_sense_is_refused(cli_at: Cli, monkeypatch: pytest.MonkeyPatch, count: str) -> None:
    """On the command line as wrong usage, in a setting by its name."""
    with endpoint(answering(ANSWER)) as at:
        code, _, _ = cli_at(at, *RUN, "--samples", count)
        monkeypatch.setenv("EXTRACTOR_SAMPLES", count)
        setting, _, err = cli_at(at, *RUN)

        assert (2, 3, 0) == (code, setting, len(at.requests))

    assert "EXTRACTOR_SAMPLES" in err


def test_predict_asks_several_times(cli_at: Cli) -> None:
    """Single narratives go the same way."""
    request = {"id": "a/1", "narrative": "已建成7座。", "anchor_date": "2031-06-05", "task": "新建公厕12座。"}
    Path("in.jsonl").write_text(json.dumps(request, ensure_ascii=False), "utf-8")
    answer = {"n": ["1a:公厕"], "b": [], "m": []}
    with endpoint(answering(answer)) as at:
        code, _, _ = cli_at(
            at, "predict", "in.jsonl", "-o", "out.jsonl", "--engine", "model", "--samples", "3", "--quiet"
        )

        assert (0, 3) == (code, len(at.requests))

    assert 3 == json.loads(Path("out.jsonl").read_text("utf-8"))["quantities"][0]["signals"]["samples"]


def test_explain_shows_what_speaks_for_a_fact(cli_at: Cli) -> None:
    """Of a stored item: the account of its numerals, then each fact with votes and the rules' opinion."""
    with endpoint(answering(OTHERWISE), answering(ANSWER), answering(ANSWER)) as at:
        cli_at(at, *RUN, "--samples", "3", "--quiet")
        code, out, _ = cli_at(at, "explain", "--item", "demo/1")
        _, whole, _ = cli_at(at, "explain", "--item", "demo/1", "--json")

    assert 0 == code
    assert [True] * 2 == [words in out for words in ("2 of 3 answer(s), the rules agree", "3 of 3 answer(s)")]
    assert ["ledger", "facts"] == list(json.loads(whole))


def test_explain_wants_one_thing(cli_at: Cli) -> None:
    """Neither nothing nor two things at once can be explained."""
    with endpoint(answering(ANSWER)) as at:
        codes = [cli_at(at, "explain", *rest)[0] for rest in ((), ("已建成7座。", "--item", "demo/1"))]

    assert [2, 2] == codes
