"""Narratives a second by the model engine at an endpoint that takes half a second each, beside what waiting allows.

Everything a run does is in it: finding, the prompt, the ledger of attempts and the answers kept on disk, grounding,
the rules' second opinion, the checks. The endpoint runs in a process of its own. Efficiency is the ideal time, rounds
of half a second, over the time taken.
"""

from __future__ import annotations

import math
import multiprocessing
import time
from collections.abc import Iterator
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from extractor.records import Failure, NarrativeRequest
from extractor.service import chosen_engine, predict
from extractor.settings import Settings
from tests.fakes import FakeEndpoint, good

LATENCY = 0.5
ROUNDS = 20
CONCURRENCY = (1, 8, 32)
ANSWER = '{"n": ["1a:公厕", "2p:其余公厕"], "b": [{"t": "因资金未到位", "c": "funding", "h": false}], "m": []}'


def serve(pipe: Connection) -> None:
    """Runs the endpoint until told to stop."""
    fake = FakeEndpoint(good("json_schema", ANSWER, delay=LATENCY, keep=True))
    pipe.send(fake.url)
    pipe.recv()
    fake.close()


def narratives(count: int) -> Iterator[NarrativeRequest]:
    """Requests that differ in their task, so that each is asked about."""
    for number in range(count):
        yield NarrativeRequest(
            id=f"demo/{number}",
            narrative="已建成7座，其余5座因资金未到位尚未开工。",
            anchor_date=date(2031, 6, 5),
            task=f"新建公厕12座（第{number}批）。",
        )


def seconds(url: str, workers: int, count: int) -> float:
    """Time for so many narratives, so many at once, with a new store."""
    with TemporaryDirectory() as folder:
        settings = Settings(engine="model", preset="vllm", concurrency=workers).model_copy(
            update={"base_url": url, "model": "painter"}
        )
        with chosen_engine("model", settings, str(Path(folder) / "store.sqlite3")) as engine:
            begun = time.perf_counter()
            outcomes = list(predict(narratives(count), engine.labeller, workers=engine.workers))
            taken = time.perf_counter() - begun
    failed = [outcome.message for outcome in outcomes if isinstance(outcome, Failure)]
    if failed:
        raise SystemExit(failed[0])
    return taken


def main() -> None:
    """Prints the figures."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    process.start()
    url = ours.recv()
    seconds(url, 2, 2)
    for workers in CONCURRENCY:
        count = workers * ROUNDS
        ideal = math.ceil(count / workers) * LATENCY
        taken = seconds(url, workers, count)
        print(f"{workers:3d} at once  {count / taken:7.2f} narratives/s  {ideal / taken:6.1%} of ideal")
    ours.send("stop")
    process.join()


if __name__ == "__main__":
    main()
