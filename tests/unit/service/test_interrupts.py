"""F39: Ctrl-C, once and twice, in a process of its own.

Interrupted once, nothing more is sent, and what is under way is waited for and kept. Interrupted again, it is cut off.
Every request that left stands in the ledger with its outcome, and a later run asks for nothing that was answered.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests.fakes import Exchange, FakeEndpoint, endpoint

from .bulletins import NARRATIVE, answering

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

COUNT, WORKERS = 12, 4
SECONDS, PATIENCE = 60, 15
ENDED = "error: interrupted; what was finished is in the store"
ANSWER = {"n": ["1a", "2a:公厕", "3ca:公厕", "4p:其余公厕"], "b": [], "m": []}


class Held:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.full = threading.Semaphore(0)

    def __call__(self, exchange: Exchange) -> bool | None:
        """One request."""
        self.full.release()
        self.free.wait(SECONDS)
        return answering(ANSWER)(exchange)

    def wait_for(self, requests: int) -> None:
        """Until so many have come in."""
        assert all(self.full.acquire(timeout=SECONDS) for _ in range(requests))


@contextmanager
def predicting(fake: FakeEndpoint) -> Iterator[subprocess.Popen[str]]:
    """``extractor predict`` about `COUNT` narratives, `WORKERS` at once; killed at the end where it still runs."""
    request = {"narrative": NARRATIVE, "anchor_date": "2031-06-05"}
    lines = [json.dumps(request | {"id": f"a/{at}", "task": f"新建公厕{at}座。"}) for at in range(COUNT)]
    Path("in.jsonl").write_text("\n".join(lines), "utf-8")
    settings = {"OPENAI_BASE_URL": fake.url, "OPENAI_MODEL": "umber-1", "EXTRACTOR_CONCURRENCY": str(WORKERS)}
    command = [sys.executable, "-m", "extractor", "predict", "in.jsonl", "-o", "out.jsonl", "--engine", "model"]
    process = subprocess.Popen(  # noqa: S603 - this interpreter, with arguments of our own
        command,
        env=os.environ | settings | {"EXTRACTOR_PRESET": "vllm", "PYTHONPATH": str(Path(__file__).parents[3])},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ledger() -> list[tuple[str, int]]:
    """Outcome of each attempt, and whether it was sent; an open one has no outcome."""
    with closing(sqlite3.connect("out/extractor.sqlite3")) as plain:
        return plain.execute("SELECT code, sent FROM attempts").fetchall()


def line(process: subprocess.Popen[str]) -> str:
    """What is said next on standard error; empty where no more is."""
    assert process.stderr is not None
    return process.stderr.readline().rstrip()


def interrupted_until_it_ends(process: subprocess.Popen[str]) -> int:
    """Its exit code; one more interrupt is enough unless it comes while the first is still being told."""
    for _ in range(SECONDS // PATIENCE):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return process.wait(PATIENCE)
    raise AssertionError("it waits for an endpoint that is silent")


def test_once_waits_for_what_is_under_way() -> None:
    """Four are under way: they are answered, kept and told; the other eight are asked about by the next run alone."""
    held = Held()
    with endpoint(held) as fake:
        with predicting(fake) as process:
            held.wait_for(WORKERS)
            process.send_signal(signal.SIGINT)
            told = line(process)
            held.free.set()
            code = process.wait(SECONDS)
            last = [line(process), line(process)]

        assert (130, WORKERS) == (code, len(fake.requests))
        assert [("", 1)] * WORKERS == ledger()
        assert ("interrupt again" in told, [ENDED, ""]) == (True, last)
        with predicting(fake) as process:
            code = process.wait(SECONDS)

        assert (0, COUNT, COUNT) == (code, len(fake.requests), len(ledger()))


def test_twice_leaves_at_once() -> None:
    """An endpoint that is silent is not waited for; the ledger tells that it was asked and may have to be paid."""
    held = Held()
    with endpoint(held) as fake:
        with predicting(fake) as process:
            held.wait_for(WORKERS)
            process.send_signal(signal.SIGINT)
            line(process)
            code = interrupted_until_it_ends(process)
            last = [line(process), line(process)]
        sent = len(fake.requests)
        held.free.set()

    assert (130, WORKERS, [ENDED, ""]) == (code, sent, last)
    assert [("cut_off", 1)] * WORKERS == ledger()
