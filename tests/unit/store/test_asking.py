"""What was asked of a model stands in the store, in the order in which it must."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from extractor.errors import StoreError
from extractor.llm import AttemptEnd, ChatAnswer, ChatRequest, Message, Reply, TokenProbability, Usage
from extractor.store import AskingLog, Spent, Store

ERA = datetime(2000, 1, 1, tzinfo=UTC)


class Colour(BaseModel):
    """A form."""

    name: str


REQUEST = ChatRequest((Message("user", "which colour?"),), Colour, 10)
ANSWER = ChatAnswer(
    content=Colour(name="赭石"),
    raw='{"name": "赭石"}',
    model="painter-1",
    usage=Usage(input=11, cached=3, output=7),
    seconds=0.4,
    tokens=(TokenProbability.model_validate({"token": "赭", "probability": 0.5, "alternatives": [("umber", 0.25)]}),),
)
ENDED = AttemptEnd("ok", "", sent=True, seconds=0.4, model="painter-1", usage=ANSWER.usage, answer=ANSWER)


@pytest.fixture
def log(path: Path) -> Iterator[AskingLog]:
    """The ledger of an empty store in a file."""
    with Store.open(path) as store:
        yield store.asking


@pytest.fixture
def rows(path: Path) -> Iterator[Any]:
    """What another program reads in the file."""
    with closing(sqlite3.connect(path)) as plain:
        yield lambda query: plain.execute(query).fetchall()


def test_each_step_is_on_disk_when_it_is_told(log: AskingLog, rows: Any) -> None:  # noqa: ANN401
    """The attempt before its bytes leave, the reply before it is looked at, and outcome and answer at once."""
    seen = []
    attempt = log.begin("k", 1)
    seen.append(rows("SELECT status, outcome FROM attempts") + rows("SELECT request FROM answers"))
    log.receive(attempt, Reply(200, {}, b"{}"))
    seen.append(rows("SELECT status, outcome FROM attempts") + rows("SELECT request FROM answers"))
    log.complete(attempt, ENDED)
    seen.append(rows("SELECT status, outcome FROM attempts") + rows("SELECT request FROM answers"))

    assert [[(None, None)], [(200, None)], [(200, "ok"), ("k",)]] == seen


def test_an_answer_comes_back_as_it_was(log: AskingLog) -> None:
    """With its text, tokens and usage, and no time passed."""
    log.complete(log.begin("k", 1), ENDED)

    assert ANSWER._replace(seconds=0.0) == log.answer("k", REQUEST)
    assert None is log.answer("other", REQUEST)


def test_a_fault_leaves_no_answer(log: AskingLog) -> None:
    """There is nothing to keep of an attempt without an answer."""
    log.complete(log.begin("k", 1), ENDED._replace(outcome="content", code="schema", answer=None))

    assert None is log.answer("k", REQUEST)


def test_the_first_answer_stays(log: AskingLog) -> None:
    """Of two answers to one request the one kept first is given ever after."""
    for name in ("umber", "vermilion"):
        answer = ANSWER._replace(content=Colour(name=name))
        log.complete(log.begin("k", 1), ENDED._replace(answer=answer))
    kept = log.answer("k", REQUEST)

    assert Colour(name="umber") == (kept and kept.content)


def test_probes_are_told_apart(log: AskingLog, rows: Any) -> None:  # noqa: ANN401
    """A probe has its row, marked; its answer is not kept, and it counts as nothing that a run spent."""
    probes = log.for_probes()
    probes.complete(probes.begin("p", 1), ENDED)
    log.complete(log.begin("k", 1), ENDED)

    assert [("p", 1), ("k", 0)] == rows("SELECT request, probe FROM attempts ORDER BY key")
    assert None is log.answer("p", REQUEST)
    assert Spent(attempts=1, tokens_in=11, tokens_cached=3, tokens_out=7) == log.spent(ERA)


def test_many_threads_each_find_their_own_on_disk(log: AskingLog, path: Path) -> None:
    """When a thread's call returns, its row can be read by another program, however many write at once."""
    missing: list[str] = []

    def work(name: str) -> None:
        with closing(sqlite3.connect(path, timeout=30)) as plain:
            for number in range(1, 11):
                attempt = log.begin(name, number)
                found = plain.execute("SELECT request, number FROM attempts WHERE key = ?", [attempt]).fetchone()
                if found != (name, number):
                    missing.append(f"{name} {number}: {found}")

    threads = [threading.Thread(target=work, args=(f"thread {at}",)) for at in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ([], 160) == (missing, log.spent(ERA).attempts)


def test_an_attempt_that_was_never_begun_is_refused(log: AskingLog) -> None:
    """What was not told first cannot be told later."""
    with pytest.raises(StoreError):
        log.receive(99, Reply(200, {}, b"{}"))
