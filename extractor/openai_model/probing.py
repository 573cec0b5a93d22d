"""What an endpoint really does, found out by asking it.

Some servers take a schema and ignore it. So the question tempts the model to break the schema that goes with it: a
server that enforces the schema makes that impossible.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ..llm.attempts import AttemptLog
from ..llm.clock import Clock
from ..llm.policy import RetryPolicy
from ..llm.types import ChatAnswer, ChatRequest, Message, ModelFault
from ..records._base import Record
from .model import OpenAIModel
from .presets import Endpoint, Mode

Verdict = Literal["keeps", "ignores", "refuses", "fails"]
"""keeps: the answer had the form asked for, against the temptation where there is one; ignores: it answered in another
form; refuses: the endpoint takes no such request; fails: nothing can be said."""

_ORDER: tuple[Mode, ...] = ("tools", "json_schema", "json")
_POLICY = RetryPolicy(total=90.0, attempt=60.0, failures=1)
_TOKENS = 60
_HOPELESS = frozenset({"unreachable", "unauthorised", "quota", "late"})


class ProbeAnswer(BaseModel):
    """The colour of the sky."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    colour: Literal["vermilion", "umber"]


class ModeReport(Record):
    """How an endpoint took one way to ask for a form."""

    mode: Mode
    verdict: Verdict
    code: str = ""
    """Name of the fault; empty where there was none."""
    message: str = ""
    """What it means, for the user."""


class ProbeReport(Record):
    """What is known of an endpoint after asking it."""

    reports: tuple[ModeReport, ...]
    """In the order asked: tools, json_schema, json; ends early where no request can succeed."""
    model: str | None = None
    """The model the endpoint says it used."""
    tells_usage: bool = False
    tells_probabilities: bool = False

    @property
    def best(self) -> Mode | None:
        """The first mode that keeps the form; None where none does."""
        return next((report.mode for report in self.reports if report.verdict == "keeps"), None)


def probe(endpoint: Endpoint, log: AttemptLog | None = None, clock: Clock | None = None) -> ProbeReport:
    """Ask `endpoint` once in each mode; three small requests at most, four each where it is busy.

    Raises nothing for what an endpoint can do wrong: that is what the report is for.
    """
    answers: list[ChatAnswer] = []
    reports = tuple(_reports(endpoint, log, clock, answers))
    return ProbeReport(
        reports=reports,
        model=next((answer.model for answer in answers if answer.model), None),
        tells_usage=any(answer.usage is not None for answer in answers),
        tells_probabilities=any(answer.tokens for answer in answers),
    )


def _reports(
    endpoint: Endpoint, log: AttemptLog | None, clock: Clock | None, answers: list[ChatAnswer]
) -> Iterator[ModeReport]:
    for mode in _ORDER:
        with OpenAIModel(endpoint.model_copy(update={"mode": mode}), log, _POLICY, clock) as model:
            try:
                answers.append(model.complete(_question(mode)))
            except ModelFault as fault:
                yield ModeReport(mode=mode, verdict=_verdict(fault), code=fault.code, message=str(fault))
                if fault.code in _HOPELESS:
                    return
            else:
                yield ModeReport(mode=mode, verdict="keeps")


def _verdict(fault: ModelFault) -> Verdict:
    if fault.fault == "content" or fault.code == "length":
        return "ignores"
    return "refuses" if fault.fault == "rejected" else "fails"


def _question(mode: Mode) -> ChatRequest:
    """A question whose plain answer breaks the schema, or, where no schema is sent, one that tells the form."""
    if mode == "json":
        text = 'Answer with exactly this JSON and nothing else: {"colour": "umber"}'
    else:
        text = 'What colour is a clear sky? Answer in JSON like {"colour": "blue", "sure": true}.'
    return ChatRequest((Message("user", text),), ProbeAnswer, max_tokens=_TOKENS, logprobs=True)
