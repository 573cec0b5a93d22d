"""What stands in a reply beside its answer: tokens, their probabilities, the model."""

import json
import math

import pytest

from extractor.llm import TokenProbability, Usage
from extractor.llm.attempts import Reply
from extractor.llm.replies import Choice, read_choice


def read(**outer: object) -> Choice:
    """The choice of a completion with these outer fields; `logprobs` goes into the choice."""
    choice = {"message": {"content": "{}"}, "finish_reason": "stop", "logprobs": outer.pop("logprobs", None)}
    body = json.dumps({"choices": [choice], **outer}, allow_nan=True)
    return read_choice(Reply(200, {}, body.encode()), now=0.0)


@pytest.mark.parametrize(
    ("told", "usage"),
    [
        ({"prompt_tokens": 9, "completion_tokens": 2}, Usage(input=9, output=2)),
        (
            {"prompt_tokens": 9, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 8}},
            Usage(input=9, cached=8, output=2),
        ),
        (
            {"prompt_tokens": 9, "completion_tokens": 2, "prompt_cache_hit_tokens": 7},
            Usage(input=9, cached=7, output=2),
        ),
        ({"prompt_tokens": 9, "completion_tokens": 2, "prompt_tokens_details": None}, Usage(input=9, output=2)),
        ({"prompt_tokens": True, "completion_tokens": 2}, None),
        ({"prompt_tokens": 9.5, "completion_tokens": 2}, None),
        ({"prompt_tokens": 9}, None),
        ([], None),
        (None, None),
    ],
)
def test_usage_is_whole_or_unknown(told: object, usage: Usage | None) -> None:
    """Tokens are read with what was cached, wherever that is told; half of them is as good as none."""
    assert usage == read(usage=told).usage


def test_probabilities_are_read() -> None:
    """Each token has a probability, and those of its alternatives."""
    entry = {"token": "甲", "logprob": 0.0, "top_logprobs": [{"token": "乙", "logprob": math.log(0.25)}]}

    (token,) = read(logprobs={"content": [entry]}).tokens
    assert (
        TokenProbability.model_validate({"token": "甲", "probability": 1.0, "alternatives": (("乙", 0.25),)}) == token
    )


@pytest.mark.parametrize(
    ("entry", "probability"), [({"token": "a", "logprob": -9999}, 0.0), ({"token": "a", "logprob": 1e-9}, 1.0)]
)
def test_probabilities_stay_within_bounds(entry: dict[str, object], probability: float) -> None:
    """A logarithm a hair above nought is certainty."""
    assert [probability] == [token.probability for token in read(logprobs={"content": [entry]}).tokens]


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {},
        {"content": None},
        {"content": [None]},
        {"content": [{"token": "a"}]},
        {"content": [{"token": "a", "logprob": float("nan")}]},
        {"content": [{"token": "a", "logprob": "0"}]},
        {"content": [{"token": "a", "logprob": 0}, {"token": "b", "logprob": None}]},
        {"content": [{"token": "a", "logprob": 0, "top_logprobs": {"b": 1}}]},
        {"content": [{"token": "a", "logprob": 0, "top_logprobs": [3]}]},
    ],
)
def test_probabilities_are_whole_or_absent(told: object) -> None:
    """A gap would shift all that follows, so that none are taken where one cannot be read; the answer stands."""
    assert () == read(logprobs=told).tokens


@pytest.mark.parametrize(
    ("told", "name"), [("m-1", "m-1"), (None, ""), (7, ""), ("a\0b\ud800", "ab"), ("m" * 999, "m" * 200)]
)
def test_a_model_name_is_fit_to_be_stored(told: object, name: str) -> None:
    """Whatever the endpoint calls its model, the name is short and printable."""
    assert name == read(model=told).model
