"""What is sent in each mode and to each kind of endpoint."""

from __future__ import annotations

import json
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict

from extractor.errors import ConfigurationError
from extractor.llm import ChatRequest, Draw, Message
from extractor.openai_model import Endpoint, Mode, OpenAIModel, presets, resolve
from tests import fakes
from tests.fakes import endpoint, good, respond

from .harness import KEY, MODES, REQUEST, make_model

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


class Complete(BaseModel):
    """A form whose every field is required."""

    model_config = ConfigDict(extra="forbid")

    colour: Literal["umber"]
    shade: int


COMPLETE = REQUEST._replace(answer=Complete, logprobs=True)


def sent(preset: str, mode: Mode, request: ChatRequest = COMPLETE) -> dict[str, Any]:
    """The body that an endpoint of this kind gets."""
    name = request.answer.__name__
    call = {"role": "assistant", "tool_calls": [fakes.call(fakes.GOOD, name)]}
    step = respond(fakes.completion(call)) if mode == "tools" else good(mode)
    with endpoint(step) as fake:
        at = resolve(model="painter-1", base_url=fake.url, key=KEY, preset=preset, mode=mode)
        with OpenAIModel(at) as model:
            model.complete(request)
        return fake.requests[0].json


def test_each_mode_asks_for_the_form_in_its_way() -> None:
    """As a function that must be called, as a schema, or as JSON of any form."""
    tools, schema, plain = (sent("custom", mode) for mode in MODES)

    assert {"type": "function", "function": {"name": "Complete"}} == tools["tool_choice"]
    assert Complete.model_json_schema()["properties"] == tools["tools"][0]["function"]["parameters"]["properties"]
    assert Complete.model_json_schema() == schema["response_format"]["json_schema"]["schema"]
    assert {"type": "json_object"} == plain["response_format"]
    assert [{"role": m.role, "content": m.content} for m in COMPLETE.messages] == plain["messages"]


@pytest.mark.parametrize(("answer", "strict"), [(Complete, True), (REQUEST.answer, None)])
def test_a_schema_is_strict_where_it_can_be(answer: type[BaseModel], strict: bool | None) -> None:  # noqa: FBT001
    """OpenAI keeps to a schema only if told to, and only if every field of it is required."""
    tools, schema = (sent("openai", mode, REQUEST._replace(answer=answer)) for mode in MODES[:2])

    assert strict == tools["tools"][0]["function"].get("strict")
    assert strict == schema["response_format"]["json_schema"].get("strict")


@pytest.mark.parametrize(
    ("preset", "told"),
    [
        ("openai", {"max_completion_tokens": 50, "max_tokens": None, "logprobs": True, "top_logprobs": 5}),
        ("deepseek", {"thinking": {"type": "disabled"}, "max_tokens": 50, "temperature": 0.0}),
        ("qwen", {"enable_thinking": False, "logprobs": None, "top_logprobs": None}),
        ("vllm", {"logprobs": True, "seed": None, "stream": None, "n": None}),
    ],
)
def test_each_endpoint_gets_what_it_understands(preset: str, told: dict[str, object]) -> None:
    """What is particular about an endpoint is in the request to it, and in no other."""
    body = sent(preset, "json")

    assert told == {name: body.get(name) for name in told}


@pytest.mark.parametrize(("usual", "told"), [(0.0, 0.7), (0.3, 0.7), (None, None)])
def test_a_draw_has_a_temperature_of_its_own(usual: float | None, told: float | None) -> None:
    """A draw is asked for at its own, the favoured answer at the endpoint's; a model that refuses any gets none."""
    with endpoint(good("json")) as fake:
        at = resolve(model="painter-1", base_url=fake.url, key=KEY, mode="json")
        with OpenAIModel(at.model_copy(update={"temperature": usual})) as model:
            model.complete(REQUEST)
            model.complete(REQUEST._replace(draw=Draw(1, 0.7)))

        assert [usual, told] == [asked.json.get("temperature") for asked in fake.requests]


def test_nothing_but_what_is_meant_is_in_a_request() -> None:
    """A request holds these fields and no others."""
    assert {"model", "messages", "max_tokens", "temperature", "response_format"} == set(sent("qwen", "json")) - {
        "enable_thinking"
    }


def test_no_compression_is_asked_for() -> None:
    """What is small on the way and large on arrival is not asked for."""
    with endpoint(good("json")) as fake, make_model(fake.url, "json") as model:
        model.complete(REQUEST)

        assert ("identity", f"Bearer {KEY}") == (
            fake.requests[0].headers["accept-encoding"],
            fake.requests[0].headers["authorization"],
        )


def test_what_is_meant_for_openai_goes_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Organisation, project and other keys in the environment are not told to another endpoint."""
    for name in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "elsewhere-1")
    with endpoint(good("json")) as fake, make_model(fake.url, "json") as model:
        model.complete(REQUEST)

        assert "elsewhere-1" not in str(fake.requests[0])


def test_json_mode_insists_on_the_word() -> None:
    """Endpoints refuse JSON mode where the prompt does not say JSON; that is told before any request."""
    with make_model("http://127.0.0.1:9/v1", "json") as model, pytest.raises(ConfigurationError, match="JSON"):
        model.complete(REQUEST._replace(messages=(Message("user", "which colour?"),)))


def test_an_open_form_is_refused() -> None:
    """A form that takes unknown fields would drop them in silence."""

    class Loose(BaseModel):
        """Takes anything."""

        colour: str

    with make_model("http://127.0.0.1:9/v1", "json") as model, pytest.raises(ValueError, match="Loose"):
        model.complete(REQUEST._replace(answer=Loose))


def test_the_identity_is_all_that_answers_depend_on() -> None:
    """Model, mode and parameters, without address and key."""

    def identity(at: Endpoint) -> str:
        with OpenAIModel(at) as model:
            return model.identity

    at = resolve(model="m", base_url="http://127.0.0.1:9/v1", key=KEY)
    others: list[dict[str, Any]] = [
        {"model": "n"},
        {"mode": "json"},
        {"temperature": 1.0},
        {"seed": 7},
        {"preset": presets()["qwen"]},
    ]

    assert 1 + len(others) == len({identity(at), *(identity(at.model_copy(update=change)) for change in others)})
    assert identity(at) == identity(at.model_copy(update={"base_url": "http://127.0.0.2:9/v1"}))
    assert [] == [secret for secret in (KEY, "127.0.0.1") if secret in identity(at)]


def test_probabilities_reach_the_answer() -> None:
    """Where the endpoint tells probabilities they stand with the answer."""
    told = {"content": [{"token": "{", "logprob": -0.5, "top_logprobs": []}]}
    body = json.loads(fakes.completion(fakes.said(fakes.GOOD, "json")))
    body["choices"][0]["logprobs"] = told
    with endpoint(respond(json.dumps(body))) as fake, make_model(fake.url, "json") as model:
        answer = model.complete(REQUEST._replace(logprobs=True))

    assert [("{", 0.607)] == [(token.token, round(token.probability, 3)) for token in answer.tokens]
