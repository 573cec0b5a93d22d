"""Answers of a model as JSON, and back."""

from __future__ import annotations

import json
from typing import Any

from ..llm import ChatAnswer, ChatRequest, ModelFault, TokenProbability, Usage

Json = Any


def pack(answer: ChatAnswer) -> Json:
    """An answer as JSON holds it."""
    return {
        "content": answer.content.model_dump(mode="json"),
        "raw": answer.raw,
        "model": answer.model,
        "usage": answer.usage and answer.usage.model_dump(),
        "seconds": answer.seconds,
        "tokens": [token.model_dump(mode="json") for token in answer.tokens],
    }


def pack_refused(raw: str) -> Json:
    """As JSON holds it, that an answer came and could not be used."""
    return {"refused": raw}


def revive(kept: Json, request: ChatRequest) -> ChatAnswer:
    """The answer to `request` that was packed; no time passed for it. Raises `ModelFault` where it was refused."""
    if "refused" in kept:
        raise ModelFault(
            "the answer could not be used when it came", "content", code="refused_before", raw=kept["refused"]
        )
    usage = kept["usage"]
    return ChatAnswer(
        content=request.answer.model_validate_json(json.dumps(kept["content"]), context=request.context),
        raw=kept["raw"],
        model=kept["model"],
        usage=Usage.model_validate(usage) if usage else None,
        seconds=0.0,
        tokens=tuple(TokenProbability.model_validate(token) for token in kept["tokens"]),
    )
