"""One request on its way: instructor gives it a form, openai sends it, its bytes alone say what came back."""

from __future__ import annotations

from typing import NamedTuple

import httpx2
import openai
from pydantic import BaseModel, ValidationError

from ..llm.answers import only_object
from ..llm.attempts import Attempt, Reply
from ..llm.faults import make_fault
from ..llm.replies import read_choice, written
from ..llm.types import ChatAnswer, ChatRequest, ModelFault
from .forms import Json, breaches, parameters_for
from .network import CURRENT
from .presets import Endpoint

_ALTERNATIVES = 5


class Call(NamedTuple):
    """One attempt at one request."""

    client: openai.OpenAI
    endpoint: Endpoint
    request: ChatRequest
    attempt: Attempt

    def answer(self) -> ChatAnswer:
        """The answer; raises `ModelFault`, of which no message or cause holds anything that was sent or received."""
        token = CURRENT.set(self.attempt)
        try:
            return self._answer()
        except ModelFault as error:
            fault = error
        except Exception as error:  # noqa: BLE001 - what a library raises may hold text; its name alone goes on
            fault = make_fault("unexpected", detail=type(error).__name__)
        finally:
            CURRENT.reset(token)
        raise fault.with_traceback(None) from None

    def _answer(self) -> ChatAnswer:
        reply = self._send(body_of(self.endpoint, self.request))
        return answer_of(self.endpoint, self.request, self.attempt, reply)

    def _send(self, body: Json) -> Reply:
        fault = None
        try:
            self.client.post("/chat/completions", body=body, cast_to=httpx2.Response)
        except openai.APIStatusError:
            pass  # judged from its bytes, like every reply
        except openai.APIConnectionError as error:
            fault = error.__cause__
        if isinstance(fault, ModelFault):
            raise fault
        if fault is not None or self.attempt.reply is None:  # pragma: no cover - the transport names every fault
            raise make_fault("unexpected", detail=type(fault).__name__)
        return self.attempt.reply


def body_of(endpoint: Endpoint, request: ChatRequest) -> Json:
    """What is sent for a request."""
    told: Json = {
        "model": endpoint.model,
        "messages": [message._asdict() for message in request.messages],
        endpoint.preset.limit: request.max_tokens,
        "temperature": _temperature(endpoint, request),
        "seed": endpoint.seed,
    } | endpoint.preset.extra
    if request.logprobs and endpoint.preset.logprobs:
        told |= {"logprobs": True, "top_logprobs": _ALTERNATIVES}
    settings = {name: value for name, value in told.items() if value is not None}
    return settings | _form(endpoint, request)


def answer_of(endpoint: Endpoint, request: ChatRequest, attempt: Attempt, reply: Reply) -> ChatAnswer:
    """The answer that a reply holds, its model and tokens told to the attempt; raises `ModelFault`."""
    choice = read_choice(reply, now=attempt.clock.epoch())
    attempt.model, attempt.usage = choice.model, choice.usage
    form = _form(endpoint, request)
    raw = written(choice, form["tools"][0]["function"]["name"] if "tools" in form else None)
    return ChatAnswer(
        content=_validated(request, raw),
        raw=raw,
        model=choice.model,
        usage=choice.usage,
        seconds=attempt.clock.now() - attempt.begun,
        tokens=choice.tokens,
    )


def _form(endpoint: Endpoint, request: ChatRequest) -> Json:
    return parameters_for(request.answer, endpoint.mode, strict=endpoint.preset.strict)


def _validated(request: ChatRequest, raw: str) -> BaseModel:
    try:
        return request.answer.model_validate_json(only_object(raw), strict=True, context=request.context)
    except ValidationError as error:
        detail = breaches(error, request.answer)
    raise make_fault("schema", raw=raw, detail=detail)


def _temperature(endpoint: Endpoint, request: ChatRequest) -> float | None:
    draw, usual = request.draw, endpoint.temperature
    # a model that refuses the parameter draws by chance anyway
    return usual if draw is None or usual is None else draw.temperature
