"""What an endpoint's reply says, read from its bytes alone."""

from __future__ import annotations

import json
import math
from typing import NamedTuple

from .attempts import Reply
from .faults import LONGEST_WAIT, code_of_error, code_of_finish, code_of_status, make_fault, seconds_to_wait
from .types import ModelFault, TokenProbability, Usage

_LONGEST_NAME = 200
_PAGE = ("<!doctype", "<html", "<head", "<body", "<?xml")
_EVENT = ("data:", "event:", ":")


class Choice(NamedTuple):
    """The message of a completion, not yet looked into."""

    message: dict[str, object]
    finish: object
    model: str
    usage: Usage | None
    tokens: tuple[TokenProbability, ...]


def read_choice(reply: Reply, *, now: float) -> Choice:
    """The one choice of a chat completion; raises the `ModelFault` that the reply stands for.

    `now` is seconds since the epoch. How the model ended and what it wrote is for `written` to judge.
    """
    fault = _refusal(reply, now)
    if fault is not None:
        raise fault
    body = _body(reply)
    if code := code_of_error(body):
        raise make_fault(code, raw=reply.text)
    if body.get("error"):
        raise make_fault("error_body", raw=reply.text)
    match body.get("choices"):
        case [dict(choice)] if isinstance(message := choice.get("message"), dict):
            return Choice(
                message=message,
                finish=choice.get("finish_reason"),
                model=_name(body.get("model")),
                usage=_usage(body.get("usage")),
                tokens=_tokens(choice.get("logprobs")),
            )
    raise make_fault("no_choices", raw=reply.text)


def written(choice: Choice, function: str | None) -> str:
    """The text of an answer, or the arguments of the one call of `function`; raises `ModelFault`."""
    if code := code_of_finish(choice.finish):
        raise make_fault(code, raw=_raw(choice))
    if choice.message.get("refusal"):
        raise make_fault("refused", raw=_raw(choice))
    calls = choice.message.get("tool_calls") or []
    if function is not None:
        return _arguments(choice, calls, function)
    if calls:
        raise make_fault("unexpected_call", raw=_raw(choice))
    content = choice.message.get("content")
    if not isinstance(content, str) or not content.strip():
        raise make_fault("no_content", raw=_raw(choice))
    return content


def _arguments(choice: Choice, calls: object, function: str) -> str:
    match calls:
        case [{"function": {"name": str(name), "arguments": str(arguments)}}]:
            if name != function:
                raise make_fault("wrong_function", raw=_raw(choice))
            if not arguments.strip():
                raise make_fault("no_content", raw=_raw(choice))
            return arguments
        case [_, _, *_]:
            raise make_fault("many_calls", raw=_raw(choice))
    raise make_fault("no_call", raw=_raw(choice))


def _raw(choice: Choice) -> str:
    return json.dumps(choice.message, ensure_ascii=False)


def _refusal(reply: Reply, now: float) -> ModelFault | None:
    code = code_of_status(reply.status)
    if code is None:
        return None
    if code != "redirect":
        code = code_of_error(_lenient(reply)) or code
    wait = seconds_to_wait(reply.headers, now)
    fault = make_fault(code, raw=reply.text, not_before=wait, detail=f"status {reply.status}")
    if fault.fault == "transient" and wait is not None and wait > LONGEST_WAIT:
        return ModelFault(str(fault), "deferred", code=code, raw=fault.raw, not_before=wait)
    return fault


def _lenient(reply: Reply) -> object:
    try:
        return json.loads(reply.body)
    except (ValueError, RecursionError):
        return None


def _body(reply: Reply) -> dict[str, object]:
    try:
        text = reply.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise make_fault("not_utf8", raw=reply.text) from None
    start = text.lstrip()[:20].lower()
    if not start:
        raise make_fault("empty")
    if start.startswith(_PAGE):
        raise make_fault("html", raw=text)
    if start.startswith(_EVENT):
        raise make_fault("stream", raw=text)
    try:
        body = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise make_fault("garbled", raw=text) from None
    if not isinstance(body, dict):
        raise make_fault("no_choices", raw=text)
    return body


def _name(told: object) -> str:
    name = told if isinstance(told, str) else ""
    return "".join(letter for letter in name if letter.isprintable())[:_LONGEST_NAME]


def _usage(told: object) -> Usage | None:
    if not isinstance(told, dict):
        return None
    details = told.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else told.get("prompt_cache_hit_tokens")
    counts = [told.get("prompt_tokens"), cached or 0, told.get("completion_tokens")]
    numbers = [count for count in counts if isinstance(count, int) and not isinstance(count, bool) and count >= 0]
    if len(numbers) != len(counts):
        return None
    return Usage(input=numbers[0], cached=numbers[1], output=numbers[2])


def _tokens(told: object) -> tuple[TokenProbability, ...]:
    """What is told of each token; nothing where any of it cannot be read, since a gap would shift the rest."""
    content = told.get("content") if isinstance(told, dict) else None
    if not isinstance(content, list):
        return ()
    try:
        return tuple(_token(entry) for entry in content)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return ()


def _token(entry: dict[str, object]) -> TokenProbability:
    others = entry.get("top_logprobs") or []
    if not isinstance(others, list):
        raise TypeError("top_logprobs is no list")
    return TokenProbability(
        token=_storable(entry["token"]),
        probability=_probability(entry["logprob"]),
        alternatives=tuple((_storable(other["token"]), _probability(other["logprob"])) for other in others),
    )


def _storable(token: object) -> str:
    return str(token).encode("utf-8", "replace").decode()


def _probability(logprob: object) -> float:
    if not isinstance(logprob, int | float) or math.isnan(logprob):
        raise TypeError("no log-probability")
    return min(math.exp(logprob), 1.0)
