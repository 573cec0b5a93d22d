"""Narratives a second by the model engine at an endpoint that takes half a second each, beside what waiting allows.

Everything a run does is in it: finding, the prompt, the ledger of attempts and the answers kept on disk, grounding,
the rules' second opinion, the checks. The endpoint runs in a process of its own. Efficiency is the ideal time, rounds
of half a second, over the time taken.

Where langextract is installed (`benchmarks.peer` tells how) it is timed too, by its own provider at the same endpoint,
with the same narratives and as many workers: building prompts, asking, reading answers and placing their words. It
keeps nothing on disk.
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

from extractor.pipeline import extract_narrative
from extractor.records import Failure, Marks, NarrativeRequest
from extractor.service import chosen_engine, predict
from extractor.settings import Settings
from tests.fakes import Exchange, FakeEndpoint, good

from . import peer

LATENCY = 0.5
ROUNDS = 20
CONCURRENCY = (1, 8, 32)
NARRATIVE = "已建成7座，其余5座因资金未到位尚未开工。"
ANSWER = '{"n": ["1a:公厕", "2p:其余公厕"], "b": [{"t": "因资金未到位", "c": "funding", "h": false}], "m": []}'
MARKS = 3
"""Words that an answer is about."""


def serve(pipe: Connection) -> None:
    """Runs the endpoint until told to stop; it answers whoever asks in the form of theirs."""
    ours = good("json_schema", ANSWER, delay=LATENCY, keep=True)
    theirs = good("json", peer.Prompts("", ()).answer(marks()), delay=LATENCY, keep=True) if peer.installed() else ours

    def step(exchange: Exchange) -> bool | None:
        return (ours if b'"json_schema"' in exchange.request.body else theirs)(exchange)

    fake = FakeEndpoint(step)
    pipe.send(fake.url)
    pipe.recv()
    fake.close()


def marks() -> Marks:
    """What the narrative says."""
    return extract_narrative(next(narratives(1))).marks()


def narratives(count: int) -> Iterator[NarrativeRequest]:
    """Requests that differ in their task, so that each is asked about."""
    for number in range(count):
        yield NarrativeRequest(
            id=f"demo/{number}",
            narrative=NARRATIVE,
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


def peer_seconds(url: str, workers: int, count: int) -> float:
    """Time that langextract takes for the same."""
    requests, model = list(narratives(count)), peer.model_at(url, workers)
    examples = [peer.Example(NARRATIVE, marks())]
    begun = time.perf_counter()
    placed = peer.extract(requests, model, workers, examples)
    taken = time.perf_counter() - begun
    if placed != count * MARKS:
        raise SystemExit(f"{peer.NAME} placed {placed} of {count * MARKS} words; its figure would say nothing")
    return taken


def main() -> None:
    """Prints the figures."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    process.start()
    try:
        measure(ours.recv())
    finally:
        ours.send("stop")
        process.join()
    if not peer.installed():
        print(f"{peer.NAME} is not installed; it is not timed")


def measure(url: str) -> None:
    """Prints what each takes at `url`."""
    timed = {"extractor": seconds, **({peer.name(): peer_seconds} if peer.installed() else {})}
    for name, take in timed.items():
        take(url, 2, 2)
        for workers in CONCURRENCY:
            count = workers * ROUNDS
            ideal = math.ceil(count / workers) * LATENCY
            taken = take(url, workers, count)
            print(f"{name:18}{workers:3d} at once  {count / taken:7.2f} narratives/s  {ideal / taken:6.1%} of ideal")


if __name__ == "__main__":
    main()
