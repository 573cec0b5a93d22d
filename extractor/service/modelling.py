"""The model engine: a language model asked once, remembered, and held against the rules."""

from __future__ import annotations

import json
import os
from functools import partial

from ..llm import ChatAnswer, ChatModel, ChatRequest, TokenProbability, Usage
from ..llm.attempts import request_key
from ..mentions import ground
from ..model_labelling import label_by_model
from ..openai_model import Endpoint, find_preset, resolve
from ..pipeline import Labelled, Labeller, label_by_rules
from ..prompts import Prompt
from ..records import Ledger, NarrativeRequest
from ..settings import Settings
from ..store import AskingLog
from ..verification import disagreements


class RememberingModel:
    """A `ChatModel` that asks another one only what has never been answered."""

    def __init__(self, model: ChatModel, log: AskingLog) -> None:
        self._model = model
        self._log = log

    @property
    def identity(self) -> str:
        """That of the model asked."""
        return self._model.identity

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The answer kept for `request`, else a new one; raises `ModelFault` as the model does."""
        key = request_key(request, self.identity)
        kept = self._log.answer(key)
        if kept is not None:
            return _revive(kept, request)
        answer = self._model.complete(request)
        self._log.keep(key, _pack(answer))
        return answer


def endpoint_of(settings: Settings) -> Endpoint:
    """The endpoint that the settings name; raises `ConfigurationError` where they name none that can be used."""
    preset = find_preset(settings.preset, settings.base_url)
    own = os.environ.get(preset.key_env or "")
    key = own or (settings.api_key.get_secret_value() if settings.api_key else None)
    return resolve(model=settings.model or "", base_url=settings.base_url, key=key, preset=preset.name)


def label_by(model: ChatModel, prompt: Prompt) -> Labeller:
    """An engine that asks `model` with `prompt`; where the rules, as second opinion, differ, a finding says so."""

    def by_model(request: NarrativeRequest, ledger: Ledger) -> Labelled:
        reader = partial(ground, request.narrative, anchor_date=request.anchor_date)
        answered = label_by_model(request, ledger, model, prompt, ground=reader)
        second = label_by_rules(request, answered.ledger).labelling
        doubts = tuple(disagreements(answered.ledger, answered.labelling, second))
        return Labelled(answered.ledger, answered.labelling, doubts)

    return by_model


def _pack(answer: ChatAnswer) -> dict[str, object]:
    return {
        "content": answer.content.model_dump(mode="json"),
        "raw": answer.raw,
        "model": answer.model,
        "usage": answer.usage and answer.usage.model_dump(),
        "seconds": answer.seconds,
        "tokens": [token.model_dump(mode="json") for token in answer.tokens],
    }


def _revive(kept: dict[str, object], request: ChatRequest) -> ChatAnswer:
    usage, tokens = kept["usage"], kept["tokens"]
    return ChatAnswer(
        content=request.answer.model_validate_json(json.dumps(kept["content"])),
        raw=str(kept["raw"]),
        model=str(kept["model"]),
        usage=Usage.model_validate(usage) if usage else None,
        seconds=0.0,
        tokens=tuple(TokenProbability.model_validate(token) for token in tokens) if isinstance(tokens, list) else (),
    )
