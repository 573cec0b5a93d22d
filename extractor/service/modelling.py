"""The model engine: a language model asked once, remembered, and held against the rules."""

from __future__ import annotations

from functools import partial

from ..llm import ChatAnswer, ChatModel, ChatRequest
from ..llm.attempts import request_key
from ..mentions import ground
from ..model_labelling import label_by_model, read_header
from ..openai_model import Endpoint, find_preset, resolve
from ..pipeline import Labelled, Labeller, label_by_rules
from ..prompts import Prompt, load
from ..records import HeaderReader, Ledger, NarrativeRequest
from ..settings import Settings
from ..store import AskingLog
from ..verification import disagreements, lost_samples, with_opinion


class RememberingModel:
    """A `ChatModel` that asks another one only what has never been answered, by the ledger that the other one keeps.

    Where an answer was asked for once more with use, that it was is remembered too, so that neither is asked for again.
    """

    def __init__(self, model: ChatModel, log: AskingLog) -> None:
        self._model = model
        self._log = log

    @property
    def identity(self) -> str:
        """That of the model asked."""
        return self._model.identity

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The answer kept for `request`, else a new one; raises `ModelFault` as the model does."""
        kept = self._log.answer(request_key(request, self.identity), request)
        answer = self._model.complete(request) if kept is None else kept
        if request.amends is not None:
            self._log.refuse(request_key(request.amends.request, self.identity), request.amends.raw)
        return answer


def endpoint_of(settings: Settings) -> Endpoint:
    """The endpoint that the settings name; raises `ConfigurationError` where they name none that can be used."""
    preset = find_preset(settings.preset, settings.base_url)
    key = settings.key_for(preset.key_env)
    return resolve(
        model=settings.model or "",
        base_url=settings.base_url,
        key=key.get_secret_value() if key else None,
        preset=preset.name,
    )


def label_by(model: ChatModel, prompt: Prompt, samples: int = 1) -> Labeller:
    """An engine that asks `model` with `prompt`, so many times about a narrative, and takes what most answers say.

    Where the rules, as second opinion, differ, a finding says so.
    """

    def by_model(request: NarrativeRequest, ledger: Ledger) -> Labelled:
        reader = partial(ground, request.narrative, anchor_date=request.anchor_date)
        answered = label_by_model(request, ledger, model, prompt, ground=reader, samples=samples)
        second = label_by_rules(request, answered.ledger).labelling
        doubts = (
            *lost_samples(samples, answered.trace.samples),
            *disagreements(answered.ledger, answered.labelling, second),
        )
        return Labelled(answered.ledger, with_opinion(answered.labelling, second), doubts)

    return by_model


def header_reader(model: ChatModel) -> HeaderReader:
    """Asks `model` what the columns of a table are for."""
    return partial(read_header, model=model, prompt=load("header"))
