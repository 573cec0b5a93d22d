"""The ledger of requests: each is told before its bytes leave, and again when it has ended.

What is told first is never lost: a request that may have been paid for has a row, whatever happens to the process.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple, Protocol

from pydantic import BaseModel

from .clock import Clock
from .types import ChatAnswer, ChatRequest, FaultClass, Usage

Outcome = FaultClass | Literal["ok", "late", "abandoned"]
"""ok; the class of its fault; late: out of time, perhaps paid for; abandoned: interrupted by the user or a bug."""


class Reply(NamedTuple):
    """What an endpoint sent back, before anything is made of it."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    whole: bool = True
    """False where the connection broke off or a limit was met within the body."""

    @property
    def text(self) -> str:
        """The body as text; bytes that are not UTF-8 become U+FFFD."""
        return self.body.decode("utf-8", "replace")


class AttemptEnd(NamedTuple):
    """How an attempt ended."""

    outcome: Outcome
    code: str
    """Name of the fault; empty where there is none."""
    sent: bool
    """Whether any byte may have reached the endpoint: it may have been paid for."""
    seconds: float
    model: str | None
    """The model the endpoint says it used."""
    usage: Usage | None
    """Tokens as the endpoint counts them; None where it does not say: then the cost is unknown, not zero."""
    answer: ChatAnswer | None = None
    """What a log may keep so that it need not be asked for again; None where there is nothing of use."""


class AttemptLog(Protocol):
    """Where attempts are written down; used by many threads at once."""

    def begin(self, key: str, number: int) -> int:
        """Write down that attempt `number` (from 1) of the request `key` is about to be sent; an id for the attempt."""
        ...

    def receive(self, attempt: int, reply: Reply) -> None:
        """Keep what came back; it has not been looked at yet."""
        ...

    def complete(self, attempt: int, end: AttemptEnd) -> None:
        """Write down how it ended."""
        ...


class AttemptRow(NamedTuple):
    """One attempt as `MemoryLog` keeps it."""

    key: str
    number: int
    reply: Reply | None = None
    end: AttemptEnd | None = None


class MemoryLog:
    """An `AttemptLog` that lasts as long as the process."""

    def __init__(self) -> None:
        self._rows: dict[int, AttemptRow] = {}
        self._ids = itertools.count(1)
        self._lock = threading.Lock()

    @property
    def rows(self) -> tuple[AttemptRow, ...]:
        """Every attempt, in the order of their beginnings."""
        with self._lock:
            return tuple(self._rows.values())

    def begin(self, key: str, number: int) -> int:
        """Write down that an attempt is about to be sent; its id."""
        with self._lock:
            attempt = next(self._ids)
            self._rows[attempt] = AttemptRow(key, number)
        return attempt

    def receive(self, attempt: int, reply: Reply) -> None:
        """Keep what came back."""
        with self._lock:
            self._rows[attempt] = self._rows[attempt]._replace(reply=reply)

    def complete(self, attempt: int, end: AttemptEnd) -> None:
        """Write down how it ended."""
        with self._lock:
            self._rows[attempt] = self._rows[attempt]._replace(end=end)


@dataclass
class Attempt:
    """One request under way: the time it has, and what is learned about it."""

    id: int
    clock: Clock
    deadline: float
    """On `clock`; when it is past, nothing more is read."""
    log: AttemptLog
    begun: float = field(init=False)
    sent: bool = False
    reply: Reply | None = None
    model: str | None = None
    usage: Usage | None = None

    def __post_init__(self) -> None:
        self.begun = self.clock.now()

    @property
    def remaining(self) -> float:
        """Seconds left, negative when the deadline is past."""
        return self.deadline - self.clock.now()

    def receive(self, reply: Reply) -> None:
        """Keep what came back, before it is looked at."""
        self.reply = reply
        self.log.receive(self.id, reply)

    def complete(self, outcome: Outcome, code: str = "", answer: ChatAnswer | None = None) -> None:
        """Write down how it ended, and with what answer."""
        seconds = self.clock.now() - self.begun
        self.log.complete(self.id, AttemptEnd(outcome, code, self.sent, seconds, self.model, self.usage, answer))


@lru_cache(maxsize=256)
def schema_of(answer: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a form, made once; not to be changed."""
    return answer.model_json_schema()


def request_key(request: ChatRequest, identity: str) -> str:
    """A digest of all that an answer depends on: messages, form, limits, draw, and the model's `identity`."""
    parts = [identity, list(request.messages), schema_of(request.answer), request.max_tokens, request.logprobs]
    if request.draw is not None:
        parts.append(request.draw)
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
