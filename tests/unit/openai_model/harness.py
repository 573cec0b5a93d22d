"""A form, a request and a way to put them to a scripted endpoint."""

from __future__ import annotations

import time
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from extractor.llm import ChatAnswer, ChatRequest, Message, ModelFault
from extractor.llm.attempts import AttemptRow, MemoryLog
from extractor.llm.policy import RetryPolicy
from extractor.openai_model import Mode, OpenAIModel, resolve
from tests.fakes import FakeClock, FakeEndpoint

KEY = "sk-canary-7Q2xZ9"
CANARY = "云岫县密语"
"""Stands in every request and in every bad answer; it may stand in no log and no message."""
MODES: tuple[Mode, ...] = ("tools", "json_schema", "json")
PATIENT = RetryPolicy(attempt=10)
"""For answers that come, however busy the machine is."""
BRISK = RetryPolicy(attempt=0.1)
"""For answers that never come."""


class Painting(BaseModel):
    """A colour and how dark it is."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    colour: Literal["vermilion", "umber"]
    shade: int
    note: str = ""
    share: float = 0.0


REQUEST = ChatRequest(
    (Message("system", "Answer in JSON."), Message("user", f"{CANARY}: which colour?")), Painting, max_tokens=50
)


class Ran(NamedTuple):
    """What became of one request."""

    answer: ChatAnswer | None
    fault: ModelFault | None
    rows: tuple[AttemptRow, ...]
    slept: list[float]
    seconds: float

    @property
    def sent(self) -> int:
        """Attempts of which bytes may have reached the endpoint."""
        return sum(row.end is not None and row.end.sent for row in self.rows)


def make_model(
    url: str, mode: Mode, log: MemoryLog | None = None, policy: RetryPolicy = PATIENT, clock: FakeClock | None = None
) -> OpenAIModel:
    """A model at `url` whose waits pass at once."""
    return OpenAIModel(resolve(model="painter-1", base_url=url, key=KEY, mode=mode), log, policy, clock or FakeClock())


def run(fake: FakeEndpoint | str, mode: Mode, policy: RetryPolicy = PATIENT, request: ChatRequest = REQUEST) -> Ran:
    """Put `request` to an endpoint once."""
    log, clock = MemoryLog(), FakeClock()
    url = fake if isinstance(fake, str) else fake.url
    answer, fault = None, None
    begun = time.monotonic()
    with make_model(url, mode, log, policy, clock) as model:
        try:
            answer = model.complete(request)
        except ModelFault as error:
            fault = error
    return Ran(answer, fault, log.rows, clock.slept, time.monotonic() - begun)
