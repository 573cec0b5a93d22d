"""Many requests against an endpoint that misbehaves: every one is accounted for, and none is sent in vain."""

from __future__ import annotations

import json
import random
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest

from extractor.llm import ChatRequest, Message, ModelFault
from extractor.llm.attempts import MemoryLog
from extractor.openai_model import Mode, OpenAIModel
from tests import fakes
from tests.fakes import Exchange, Step, completion, endpoint, good, respond, said

from .harness import MODES, Painting, make_model

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

THREADS = 8


class Outcome(NamedTuple):
    """What became of one item: a shade, or the class and name of its fault."""

    shade: int | None
    fault: str = ""
    code: str = ""


def ask(model: OpenAIModel, item: int) -> Outcome:
    """Ask for the shade of an item, which is its number."""
    request = ChatRequest((Message("user", f"JSON of item {item}."),), Painting, max_tokens=50)
    try:
        content = model.complete(request).content
    except ModelFault as fault:
        return Outcome(None, fault.fault, fault.code)
    assert isinstance(content, Painting)
    return Outcome(content.shade)


def answering(mode: Mode) -> Step:
    """Answers each item with its number."""

    def step(exchange: Exchange) -> bool | None:
        found = re.search(r"item (\d+)", exchange.request.json["messages"][-1]["content"])
        assert found is not None
        text = json.dumps({"colour": "umber", "shade": int(found[1])})
        return good(mode, text, keep=True)(exchange)

    return step


def erratic(mode: Mode, seed: int) -> Step:
    """Every second answer, at random, is a fault."""
    chance, lock = random.Random(seed), threading.Lock()  # noqa: S311 - a game, not a secret
    faults = [
        respond("{}", 500),
        respond("{}", 503, keep=True),
        respond("{}", 429, {"Retry-After": "2"}),
        respond("", 200),
        respond("{", 200),
        respond(b"\xff", 200),
        respond(completion(said("{}", mode))),
        respond(completion(said('{"colour": "umber"', mode), "length")),
        fakes.close_at_once,
        fakes.close_in_headers,
        fakes.close_in_body,
        fakes.reset,
    ]

    def step(exchange: Exchange) -> bool | None:
        with lock:
            chosen = chance.choice(faults) if chance.random() < 0.5 else answering(mode)
        return chosen(exchange)

    return step


def batch(model: OpenAIModel, items: list[int]) -> dict[int, Outcome]:
    """Ask for all items, several at a time."""
    with ThreadPoolExecutor(THREADS) as pool:
        return dict(zip(items, pool.map(lambda item: ask(model, item), items), strict=True))


@pytest.mark.parametrize(("mode", "count"), [("tools", 150), ("json_schema", 500), ("json", 150)])
def test_half_of_all_answers_bad(mode: Mode, count: int) -> None:
    """F36: every second answer a fault; passes over what failed end with every item right."""
    log, outcomes, left = MemoryLog(), dict[int, Outcome](), list(range(count))
    with endpoint(erratic(mode, 7)) as fake:
        for _ in range(12):
            with make_model(fake.url, mode, log) as model:
                outcomes |= batch(model, left)
            left = [item for item, outcome in outcomes.items() if outcome.shade is None]
            assert set(range(count)) == set(outcomes)

        assert len(fake.requests) == len(log.rows)
    assert {item: Outcome(item) for item in range(count)} == outcomes
    assert all(row.end is not None for row in log.rows)
    assert 4 >= max(row.number for row in log.rows)


@pytest.mark.parametrize("mode", MODES)
def test_an_endpoint_that_dies_stops_the_batch(mode: Mode) -> None:
    """F37: ten items in a row find it dead, the rest send nothing; when it is back, what is left is done at once."""
    log = MemoryLog()
    with endpoint(*[answering(mode)] * 20, fakes.close_at_once) as fake:
        with make_model(fake.url, mode, log) as model:
            outcomes = {item: ask(model, item) for item in range(100)}
        codes = [outcome.code for outcome in outcomes.values()]

        assert [20, 10, 70] == [codes.count(code) for code in ("", "cut_off", "circuit_open")]
        assert 20 + 10 * 4 == len(fake.requests) == len(log.rows)
        fake.play(answering(mode))
        left = [item for item, outcome in outcomes.items() if outcome.shade is None]
        with make_model(fake.url, mode, log) as model:
            outcomes |= batch(model, left)

        assert 60 + 80 == len(fake.requests) == len(log.rows)
    assert {item: Outcome(item) for item in range(100)} == outcomes


@pytest.mark.parametrize("mode", MODES)
def test_a_revoked_key_stops_the_batch(mode: Mode) -> None:
    """F38: the first refusal of the key is the last request but for those already on their way."""
    log = MemoryLog()
    with (
        endpoint(*[answering(mode)] * 20, respond("{}", 401)) as fake,
        make_model(fake.url, mode, log) as model,
    ):
        outcomes = batch(model, list(range(200)))

        assert len(fake.requests) == len(log.rows) <= 20 + THREADS
    assert 20 == sum(outcome.shade is not None for outcome in outcomes.values())
    assert {"unauthorised", "circuit_open"} == {outcome.code for outcome in outcomes.values()} - {""}
    assert {"permanent"} == {outcome.fault for outcome in outcomes.values()} - {""}


def test_connections_are_kept() -> None:
    """Requests one after another share a connection, each with a deadline of its own."""
    with endpoint(answering("json")) as fake, make_model(fake.url, "json") as model:
        assert list(range(20)) == [ask(model, item).shade for item in range(20)]
        assert 1 == fake.connections
