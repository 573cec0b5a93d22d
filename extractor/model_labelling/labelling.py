"""The model engine: one request, at most one more, and an answer held against the narrative."""

from __future__ import annotations

from typing import NamedTuple, cast, get_args

from pydantic import BaseModel, ValidationError

from ..llm import ChatAnswer, ChatModel, ChatRequest, ModelFault
from ..prompts import Prompt
from ..records import Labelling, Ledger, NarrativeRequest
from . import results
from .asking import ask, ask_again
from .codes import codes
from .reading import MistakeError, MistakeKind, Reading, read
from .sheet import Ground, Sheet, lay_out
from .signals import Signals
from .wire import Answer

_KINDS = frozenset(get_args(MistakeKind))


class ModelLabelling(NamedTuple):
    """A model's answer for one narrative."""

    ledger: Ledger
    """The finder's, with the numbers that the model pointed out."""
    labelling: Labelling
    """About the mentions of this `ledger`."""
    signals: Signals


class _Usable(NamedTuple):
    answer: ChatAnswer
    reading: Reading


class _Unusable(NamedTuple):
    kind: MistakeKind
    raw: str


def label_by_model(
    request: NarrativeRequest, ledger: Ledger, model: ChatModel, prompt: Prompt, *, ground: Ground
) -> ModelLabelling:
    """What `model` says of the mentions of `ledger` and of obstacles.

    An answer that cannot be used is asked for once more, with a sentence on its kind of mistake. Raises
    `ModelFault`: ``rejected`` where the second answer cannot be used either, else as the model raised it.
    """
    sheet = lay_out(request, ledger, ground)
    asked = ask(sheet, prompt)
    first = _attempt(model, asked, sheet)
    if isinstance(first, _Usable):
        return _labelled(sheet, model.identity, first, "")
    second = _attempt(model, ask_again(asked, first.kind), sheet)
    if isinstance(second, _Usable):
        return _labelled(sheet, model.identity, second, first.kind)
    raise ModelFault(
        f"{request.id}: two answers of the model could not be used ({first.kind}, {second.kind}); "
        "try another model, or label by rules",
        "rejected",
        code=f"answer_{second.kind}",
        raw=second.raw,
    )


def _attempt(model: ChatModel, asked: ChatRequest, sheet: Sheet) -> _Usable | _Unusable:
    try:
        answer = model.complete(asked)
    except ModelFault as fault:
        if fault.fault != "content":
            raise
        return _Unusable(_kind(fault.raw, asked.answer), fault.raw)
    try:
        content = Answer.model_validate_json(answer.content.model_dump_json(warnings="none"))
        return _Usable(answer, read(content, sheet))
    except MistakeError as mistake:
        return _Unusable(mistake.kind, answer.raw)
    except ValueError:
        return _Unusable("form", answer.raw)


def _kind(raw: str, answer: type[BaseModel]) -> MistakeKind:
    """The kind of mistake of a raw answer that was refused before it came here."""
    try:
        answer.model_validate_json(raw)
    except ValidationError as error:
        kind = error.errors(include_url=False, include_context=False, include_input=False)[0]["type"]
        return cast(MistakeKind, kind) if kind in _KINDS else "form"
    return "form"


def _labelled(sheet: Sheet, identity: str, given: _Usable, first_mistake: str) -> ModelLabelling:
    told = results.told(given.answer.tokens, given.reading)
    placed = results.place(given.reading, told)
    refusal = codes().refusal
    return ModelLabelling(
        ledger=results.ledger(sheet, placed),
        labelling=results.labelling(f"model:{identity}", placed, given.reading, told),
        signals=Signals(
            asked=2 if first_mistake else 1,
            first_mistake=first_mistake,
            told=bool(told.numbers or told.obstacles),
            refused=tuple((one.at, one.verdict.reason) for one in placed if one.verdict.code == refusal),
            added=tuple(one.at for one in placed if one.added),
            shortened=tuple(one.at for one in placed if one.verdict.shortened),
        ),
    )
