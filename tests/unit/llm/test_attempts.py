"""The ledger in memory, and what a request is known by."""

from typing import Literal

import pytest
from pydantic import BaseModel

from extractor.llm import ChatRequest, Draw, Message
from extractor.llm.attempts import MemoryLog, Reply, request_key


class Yes(BaseModel):
    """A form."""

    said: Literal["yes"]


class No(BaseModel):
    """Another form."""

    said: Literal["no"]


REQUEST = ChatRequest((Message("user", "真的吗"),), Yes, 10)


@pytest.mark.parametrize(
    ("request_", "identity"),
    [
        (REQUEST, "other"),
        (REQUEST._replace(messages=(Message("user", "真的吗?"),)), "m"),
        (REQUEST._replace(messages=(Message("system", "真的吗"),)), "m"),
        (REQUEST._replace(answer=No), "m"),
        (REQUEST._replace(max_tokens=11), "m"),
        (REQUEST._replace(logprobs=True), "m"),
        (REQUEST._replace(draw=Draw(1, 0.7)), "m"),
    ],
)
def test_all_that_an_answer_depends_on_is_in_its_key(request_: ChatRequest, identity: str) -> None:
    """Another model, message, form or limit is another request; the same one is the same."""
    assert request_key(REQUEST, "m") == request_key(REQUEST, "m")
    assert request_key(REQUEST, "m") != request_key(request_, identity)


def test_each_draw_is_a_request_of_its_own() -> None:
    """Number and temperature tell draws apart; what an answer is held against does not."""
    draws = [Draw(1, 0.7), Draw(2, 0.7), Draw(1, 0.9)]

    assert 3 == len({request_key(REQUEST._replace(draw=draw), "m") for draw in draws})
    assert request_key(REQUEST, "m") == request_key(REQUEST._replace(context="narrative"), "m")


def test_rows_stand_in_the_order_of_their_beginnings() -> None:
    """What was received stays with its own attempt."""
    log = MemoryLog()
    first, second = log.begin("a", 1), log.begin("b", 1)
    log.receive(second, Reply(200, {}, b"\xff{}"))

    assert [("a", None), ("b", "\ufffd{}")] == [(row.key, row.reply and row.reply.text) for row in log.rows]
    assert first != second
