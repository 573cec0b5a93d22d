"""Runs by batches, called as a user calls them: results as by asking at once, whatever becomes of a batch."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from extractor.store import Store
from tests import commands
from tests.fake_batches import FakeBatches, answering_with, batch_endpoint
from tests.fakes import completion, said
from tests.killing import NARRATIVES, answer_to, answering, corpus

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

Cli = Callable[..., "Told"]


class Told(NamedTuple):
    """How a command ended, and what it told as JSON."""

    code: int
    told: Any
    err: str


@pytest.fixture
def batches() -> FakeBatches:
    """Endpoints whose batches are answered narrative by narrative."""
    return FakeBatches(answering_with(answer_to))


@pytest.fixture
def cli(cli: commands.Cli, batches: FakeBatches, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Cli]:
    """Calls the command line, with a folder of bulletins and an endpoint that answers at once or by batches."""
    corpus(tmp_path / "in")
    with batch_endpoint(batches, answering) as fake:
        for name, value in {"OPENAI_BASE_URL": fake.url, "OPENAI_MODEL": "umber-1", "EXTRACTOR_PRESET": "vllm"}.items():
            monkeypatch.setenv(name, value)

        def call(*arguments: str) -> Told:
            ended = cli(*arguments, "--json")
            return Told(ended.code, json.loads(ended.out or "null"), ended.err)

        yield call


@pytest.fixture
def online(cli: Cli) -> bytes:
    """What is written where each narrative is asked about at once."""
    assert 0 == cli("run", "in", "--engine", "model", "--out", "online", "-f", "jsonl").code
    return Path("online/narratives.jsonl").read_bytes()


def begin(cli: Cli) -> Told:
    """Hands the bulletins in."""
    return cli("run", "in", "--engine", "model", "--batch", "-f", "jsonl")


def collect(cli: Cli) -> Told:
    """Takes in what has come."""
    return cli("batch", "collect", "-f", "jsonl")


def written() -> bytes:
    """What a run by batches wrote."""
    return Path("out/narratives.jsonl").read_bytes()


def open_attempts() -> int:
    """Requests whose outcome is not told."""
    with closing(sqlite3.connect("out/extractor.sqlite3")) as plain:
        found: int = plain.execute("SELECT count(*) FROM attempts WHERE outcome IS NULL").fetchone()[0]
        return found


def test_results_are_those_of_asking_at_once(cli: Cli, batches: FakeBatches, online: bytes) -> None:
    """Handed in, waited for, taken in: the same file, byte for byte, and every request with its outcome."""
    begun = begin(cli)
    waiting = collect(cli)
    batches.end()
    done = collect(cli)

    assert (0, 0, 0) == (begun.code, waiting.code, done.code)
    assert [NARRATIVES, NARRATIVES, 0] == [each.told["runs"][0]["waiting"] for each in (begun, waiting, done)]
    assert online == written()
    assert (1, NARRATIVES, 0) == (len(batches.batches), batches.answered, open_attempts())


def test_status_tells_how_a_batch_stands(cli: Cli, batches: FakeBatches) -> None:
    """Before and after it is answered; the run is told as waiting, then as done."""
    begin(cli)
    before = cli("batch", "status").told
    states = [run["state"] for run in cli("runs").told]
    batches.end()
    after = cli("batch", "status").told
    collect(cli)
    states += [run["state"] for run in cli("runs").told]

    assert ["in_progress", "completed"] == [told[0]["status"] for told in (before, after)]
    assert [] == cli("batch", "status").told
    assert ["waiting", "done"] == states


def test_expired_batch_is_handed_in_again_for_what_it_lacks(cli: Cli, batches: FakeBatches, online: bytes) -> None:
    """Half of it was answered within the day: the other half alone goes into the next batch."""
    begin(cli)
    batches.end("expired", 0.5)
    again = collect(cli)
    batches.end()
    done = collect(cli)

    assert NARRATIVES // 2 == again.told["runs"][0]["waiting"]
    assert [NARRATIVES, NARRATIVES // 2] == [len(batches.lines(batch)) for batch in batches.batches.values()]
    assert (0, NARRATIVES) == (done.code, batches.answered)
    assert online == written()


def test_errors_of_single_requests_are_asked_again_alone(cli: Cli, batches: FakeBatches, online: bytes) -> None:
    """Two requests end in a status 500: only these two are in the next batch."""
    sound, failures = batches.answer, iter([True, True])

    def stumbling(body: dict[str, Any]) -> tuple[int, object]:
        return (500, {"error": {"message": "overloaded"}}) if next(failures, False) else sound(body)

    batches.answer = stumbling
    begin(cli)
    batches.end()
    collect(cli)
    batches.end()
    done = collect(cli)

    assert [NARRATIVES, 2] == [len(batches.lines(batch)) for batch in batches.batches.values()]
    assert 0 == done.code
    assert online == written()


def test_unusable_answers_are_asked_for_once_more_in_a_batch(cli: Cli, batches: FakeBatches) -> None:
    """An answer that breaks its form is asked for again, with the mistake told; a second one is a failure."""
    bad = json.loads(completion(said('{"n": [', "json_schema")))
    batches.answer = lambda _: (200, bad)
    begin(cli)
    batches.end()
    again = collect(cli)
    batches.end()
    done = collect(cli)

    assert (0, NARRATIVES) == (again.code, again.told["runs"][0]["waiting"])
    assert (4, True) == (done.code, done.told["runs"][0]["finished"])
    assert NARRATIVES == done.told["runs"][0]["failed"]
    assert (2, 2 * NARRATIVES, 0) == (len(batches.batches), batches.answered, open_attempts())


def test_a_request_that_never_succeeds_ends(cli: Cli, batches: FakeBatches) -> None:
    """After four batches a narrative is a failure with the reason, and nothing is handed in any more."""
    batches.answer = lambda _: (503, {"error": {"message": "overloaded"}})
    begin(cli)
    for _ in range(4):
        batches.end()
        ended = collect(cli)

    assert (4, 4) == (ended.code, len(batches.batches))
    assert {"batches_spent"} == {failure["code"] for failure in ended.told["failures"]}


def test_failed_batch_waits_for_the_user(cli: Cli, batches: FakeBatches, online: bytes) -> None:
    """The endpoint refuses the file: its reason is told, nothing is handed in again until the user says so."""
    begin(cli)
    batches.fail("too many tokens are waiting")
    refused = collect(cli)
    count = len(batches.batches)
    begin(cli)
    batches.end()
    done = collect(cli)

    assert "too many tokens are waiting" == refused.told["batches"][0]["reason"]
    assert (1, 2) == (count, len(batches.batches))
    assert (0, NARRATIVES) == (done.code, batches.answered)
    assert online == written()


def test_cancelled_batch_keeps_what_was_answered(cli: Cli, batches: FakeBatches, online: bytes) -> None:
    """A quarter was answered before: it is kept, and the rest may be asked about at once."""
    begin(cli)
    told = cli("batch", "cancel").told
    batches.end("cancelled", 0.25)
    kept = collect(cli)
    ended = cli("run", "in", "--engine", "model", "-f", "jsonl")

    assert "cancelling" == told[0]["status"]
    assert NARRATIVES // 4 == kept.told["runs"][0]["done"]
    assert (1, NARRATIVES // 4) == (len(batches.batches), batches.answered)
    assert (0, True) == (ended.code, ended.told["resumed"])
    assert online == written()


def test_a_run_that_waits_is_not_asked_about_at_once(cli: Cli, batches: FakeBatches) -> None:
    """The same run without --batch would pay twice; it says what to do instead."""
    begin(cli)
    ended = cli("run", "in", "--engine", "model", "-f", "jsonl")

    assert 3 == ended.code
    assert "extractor batch collect" in ended.err
    assert 1 == len(batches.batches)


@pytest.mark.parametrize("path", ["/v1/files", "/v1/batches"])
def test_lost_replies_cost_nothing(cli: Cli, batches: FakeBatches, online: bytes, path: str) -> None:
    """The file or the batch is there, and its id was lost: it is found again by its token, and not handed in twice."""
    batches.lose_next = path
    lost = begin(cli)
    files = len(batches.files)
    collect(cli)
    batches.end()
    done = collect(cli)

    assert (4, 1) == (lost.code, files)
    assert (0, 1, NARRATIVES) == (done.code, len(batches.batches), batches.answered)
    assert online == written()


def test_batch_that_never_left_is_made_anew(
    cli: Cli, batches: FakeBatches, online: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written down, and the process died before the file left: the endpoint knows nothing of it, so it is handed in."""

    def dying(*_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("extractor.openai_model.OpenAIBatches.upload", dying)
        assert 130 == begin(cli).code
    assert {} == batches.files
    begin(cli)
    batches.end()
    done = collect(cli)

    assert (0, NARRATIVES, 0) == (done.code, batches.answered, open_attempts())
    assert online == written()


def test_died_while_taking_in(cli: Cli, batches: FakeBatches, online: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replies are on disk, and the process died before the batch was closed: taken in again, nothing is asked again."""
    begin(cli)
    batches.end()

    def dying(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("extractor.store.BatchLog.close", dying)
        assert 130 == collect(cli).code
    done = collect(cli)

    assert (0, 1, NARRATIVES) == (done.code, len(batches.batches), batches.answered)
    assert online == written()


def test_files_of_requests_keep_to_the_limits(tmp_path: Path) -> None:
    """A file holds so many requests and bytes and no more; each request is in one of them, once."""
    from extractor.service.batch_requests import Limits, RequestFiles  # noqa: PLC0415 - with it the SDK

    line = b"x" * 9 + b"\n"
    with RequestFiles(Limits(requests=3, size=25)) as files:
        for at in [*range(7), 0, 1]:
            files.add(str(at), 1, line)
        sizes = [file.path.stat().st_size for file in files]
        keys = [key for file in files for key, _ in file.requests]
        folder = next(iter(files)).path.parent

    assert [20, 20, 20, 10] == sizes
    assert [str(at) for at in range(7)] == keys
    assert not folder.exists()
    assert tmp_path.exists()


def test_several_samples_are_waited_for_together(
    cli: Cli, batches: FakeBatches, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three answers a narrative go into one batch; with only some of them a narrative is not done."""
    monkeypatch.setenv("EXTRACTOR_SAMPLES", "3")
    begin(cli)
    batches.end("expired", 0.5)
    again = collect(cli)
    batches.end()
    done = collect(cli)

    assert [3 * NARRATIVES, 3 * NARRATIVES // 2] == [len(batches.lines(batch)) for batch in batches.batches.values()]
    assert 0 < again.told["runs"][0]["waiting"]
    assert (0, 3 * NARRATIVES) == (done.code, batches.answered)
    with Store.open("out/extractor.sqlite3") as store:
        assert [NARRATIVES] == [summary.results for summary in store.runs()]
