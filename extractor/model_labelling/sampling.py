"""Answers about one narrative, as many as wanted: each one request, at most one more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, cast, get_args

from pydantic import ValidationError

from ..llm import ChatAnswer, ChatModel, ChatRequest, Draw, ModelFault
from ..llm.faults import BATCHED
from .asking import ask_again
from .reading import MistakeError, MistakeKind, Reading, read
from .sheet import Sheet
from .wire import Answer

TEMPERATURE: Final = 0.7
"""Of every answer but the first, which is asked for at the endpoint's own: where none can differ, votes say nothing."""

_KINDS = frozenset(get_args(MistakeKind))


class Sample(NamedTuple):
    """An answer that can be used."""

    answer: ChatAnswer
    reading: Reading
    mistake: MistakeKind | None
    """Kind of mistake of the answer before it, where it was asked for again."""


class _Unusable(NamedTuple):
    kind: MistakeKind
    raw: str


def sample(model: ChatModel, asked: ChatRequest, sheet: Sheet, count: int) -> tuple[Sample, ...]:
    """The usable ones of `count` answers, in order; one that cannot be had costs no other.

    Raises the first one's `ModelFault` where there is none, or of one that is waited for with a batch.
    """
    found: list[Sample] = []
    faults: list[ModelFault] = []
    for request in _draws(asked, count):
        try:
            found.append(_usable(model, request, sheet))
        except ModelFault as fault:
            faults.append(fault)
    waiting = [fault for fault in faults if fault.code == BATCHED]
    if waiting or not found:
        raise (waiting or faults)[0]
    return tuple(found)


def _draws(asked: ChatRequest, count: int) -> Iterator[ChatRequest]:
    yield asked
    for number in range(1, count):
        yield asked._replace(draw=Draw(number, TEMPERATURE))


def _usable(model: ChatModel, asked: ChatRequest, sheet: Sheet) -> Sample:
    first = _attempt(model, asked, sheet)
    if isinstance(first, Sample):
        return first
    second = _attempt(model, ask_again(asked, first.kind, first.raw), sheet)
    if isinstance(second, Sample):
        return second._replace(mistake=first.kind)
    raise ModelFault(
        f"{sheet.request.id}: two answers of the model could not be used ({first.kind}, {second.kind}); "
        "try another model, or label by rules",
        "rejected",
        code=f"answer_{second.kind}",
        raw=second.raw,
    )


def _attempt(model: ChatModel, asked: ChatRequest, sheet: Sheet) -> Sample | _Unusable:
    try:
        answer = model.complete(asked)
    except ModelFault as fault:
        if fault.fault != "content":
            raise
        return _Unusable(_kind(fault.raw, asked), fault.raw)
    try:
        content = Answer.model_validate_json(answer.content.model_dump_json(warnings="none"))
        return Sample(answer, read(content, sheet), None)
    except MistakeError as mistake:
        return _Unusable(mistake.kind, answer.raw)
    except ValueError:
        return _Unusable("form", answer.raw)


def _kind(raw: str, asked: ChatRequest) -> MistakeKind:
    """The kind of mistake of a raw answer that was refused before it came here."""
    try:
        asked.answer.model_validate_json(raw, context=asked.context)
    except ValidationError as error:
        kind = error.errors(include_url=False, include_context=False, include_input=False)[0]["type"]
        return cast(MistakeKind, kind) if kind in _KINDS else "form"
    return "form"
