"""Answers a second from an endpoint that takes half a second for each, beside what waiting alone allows.

The endpoint runs in a process of its own. Efficiency is the ideal time, rounds of half a second, over the time taken.
"""

from __future__ import annotations

import math
import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Literal

from pydantic import BaseModel, ConfigDict, create_model

from extractor.llm import ChatRequest, Message
from extractor.openai_model import OpenAIModel, resolve
from tests.fakes import FakeEndpoint, good

LATENCY = 0.5
ROUNDS = 20
CONCURRENCY = (1, 8, 32)


class Painting(BaseModel):
    """A colour and how dark it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    colour: Literal["vermilion", "umber"]
    shade: int


def serve(pipe: Connection) -> None:
    """Runs the endpoint until told to stop."""
    fake = FakeEndpoint(good("json_schema", delay=LATENCY, keep=True))
    pipe.send(fake.url)
    pipe.recv()
    fake.close()


def question(number: int) -> ChatRequest:
    """A request with a form of its own, since the form of a narrative's answer is closed over its mentions."""
    form = create_model("Painting", __base__=Painting)
    return ChatRequest((Message("user", f"Colour {number}?"),), form, max_tokens=50)


def seconds(model: OpenAIModel, threads: int, requests: int) -> float:
    """Time for so many requests through so many threads."""
    asked = [question(number) for number in range(requests)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(model.complete, asked))
    return time.perf_counter() - begun


def main() -> None:
    """Prints the figures."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    process.start()
    with OpenAIModel(resolve(model="painter", base_url=ours.recv(), mode="json_schema")) as model:
        seconds(model, 2, 2)
        for threads in CONCURRENCY:
            requests = threads * ROUNDS
            ideal = math.ceil(requests / threads) * LATENCY
            taken = seconds(model, threads, requests)
            print(f"{threads:3d} at once  {requests / taken:7.2f} answers/s  {ideal / taken:6.1%} of ideal")
    ours.send("stop")
    process.join()


if __name__ == "__main__":
    main()
