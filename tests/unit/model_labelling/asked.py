"""Narratives with their sheet, and models that answer as told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from extractor.llm import ChatAnswer, ChatRequest, ModelFault, TokenProbability
from extractor.mentions import find, ground
from extractor.model_labelling import ModelLabelling, Sheet, label_by_model, lay_out
from extractor.prompts import Prompt, load
from extractor.records import Ledger, Mention, NarrativeRequest

ANCHOR = date(2031, 6, 4)
TASK = "新建换热站20座。"
NARRATIVE = "截至5月底，换热站已完成12座，完成投资3.2万元，占计划投资的5%；其余8座因资金未到位，处于停工状态。"
RIGHT: dict[str, Any] = {
    "n": ["1a", "2a:换热站", "3a:完成投资", "4ca:计划投资", "5p:换热站"],
    "b": [{"t": "因资金未到位，处于停工状态", "c": "funding", "h": True}],
    "m": [],
}


def request(narrative: str = NARRATIVE, task: str = TASK, anchor: date | None = ANCHOR) -> NarrativeRequest:
    """A request to label `narrative`."""
    return NarrativeRequest(id="demo/1", narrative=narrative, anchor_date=anchor, task=task)


class Narrative:
    """A narrative as the pipeline has it when a model is asked: found mentions, a reader of quotes."""

    def __init__(self, narrative: str = NARRATIVE, task: str = TASK, anchor: date | None = ANCHOR) -> None:
        self.request = request(narrative, task, anchor)
        self.ledger: Ledger = find(narrative, anchor)

    def ground(self, quote: str) -> Mention | None:
        """The mention that `quote` is in this narrative."""
        return ground(self.request.narrative, quote, self.request.anchor_date)

    def sheet(self) -> Sheet:
        """What an answer is held against."""
        return lay_out(self.request, self.ledger, self.ground)

    def label(self, model: Scripted, prompt: Prompt | None = None) -> ModelLabelling:
        """The labelling by `model`."""
        return label_by_model(self.request, self.ledger, model, prompt or load("label"), ground=self.ground)


class Scripted:
    """Gives its answers one after another, validated as an adapter does; keeps what it is asked."""

    identity = "scripted"

    def __init__(self, *answers: object, checked: bool = True, tokens: Iterable[TokenProbability] = ()) -> None:
        self.answers = list(answers)
        self.checked = checked
        self.tokens = tuple(tokens)
        self.asked: list[ChatRequest] = []

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The next answer; a `ModelFault` is raised, an object sent as JSON, a string as it is."""
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, ModelFault):
            raise answer
        raw = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        content = _checked(request, raw) or (None if self.checked else _unchecked(request, raw))
        if content is None:
            raise ModelFault("the answer breaks its form", "content", code="schema", raw=raw)
        return ChatAnswer(content, raw, "scripted-1", None, 0.1, self.tokens)


def _checked(request: ChatRequest, raw: str) -> BaseModel | None:
    try:
        return request.answer.model_validate_json(raw, context=request.context)
    except ValidationError:
        return None


def _unchecked(request: ChatRequest, raw: str) -> BaseModel | None:
    """What a careless adapter hands on."""
    try:
        fields = json.loads(raw)
    except ValueError:
        return None
    return request.answer.model_construct(**fields) if isinstance(fields, dict) else None


def changed(**fields: object) -> dict[str, Any]:
    """The right answer with other `fields`."""
    return {**RIGHT, **fields}
