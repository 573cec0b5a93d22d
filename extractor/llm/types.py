"""What is asked of a language model, and what comes back.

A `ChatModel` is the only effect of labelling: it sends one request and returns one answer, or
raises a `ModelFault` whose class says what may be done about it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

from pydantic import BaseModel

from ..errors import ExtractorError
from ..records._base import Record

Role = Literal["system", "user", "assistant"]
FaultClass = Literal["transient", "deferred", "permanent", "content", "rejected"]
"""transient: try again soon; deferred: not before a time; permanent: stop, no request will succeed;
content: the answer is malformed, one more ask may help; rejected: this request will never succeed."""


class Message(NamedTuple):
    """One turn of a conversation."""

    role: Role
    content: str


class Draw(NamedTuple):
    """One of several answers to the same conversation, drawn by chance."""

    number: int
    """From 1; each number is an answer of its own."""
    temperature: float


class ChatRequest(NamedTuple):
    """A conversation and the form its answer must have."""

    messages: tuple[Message, ...]
    answer: type[BaseModel]
    """Pydantic model of the answer, closed to unknown fields."""
    max_tokens: int
    logprobs: bool = False
    context: object = None
    """Handed to the validators of `answer`; nothing of it is sent."""
    draw: Draw | None = None
    """None: the answer that the model favours."""
    amends: Refused | None = None
    """What this request asks for once more."""


class Refused(NamedTuple):
    """A request with an answer that could not be used."""

    request: ChatRequest
    raw: str
    """The answer's text as received."""


class Usage(Record):
    """Tokens of one request, as the endpoint counts them."""

    input: int
    cached: int = 0
    output: int


class TokenProbability(Record):
    """A token of the answer with the probability of each alternative the endpoint tells."""

    token: str
    probability: float
    alternatives: tuple[tuple[str, float], ...] = ()


class ChatAnswer(NamedTuple):
    """A well-formed answer."""

    content: BaseModel
    """An instance of the request's `answer`."""
    raw: str
    """The answer's text as received."""
    model: str
    """The model the endpoint says it used."""
    usage: Usage | None
    """None where the endpoint does not tell: then the cost is unknown, not zero."""
    seconds: float
    tokens: tuple[TokenProbability, ...] = ()


class ModelFault(ExtractorError):  # noqa: N818 - the term of fault classes and fault matrices
    """A request that gave no usable answer."""

    code = "model"

    def __init__(
        self, message: str, fault: FaultClass, *, code: str, raw: str = "", not_before: float | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.fault: FaultClass = fault
        self.raw = raw
        """What was received, for the ledger; never shown."""
        self.not_before = not_before
        """Seconds to wait at least, where the endpoint says so."""


class ChatModel(Protocol):
    """A model behind some endpoint."""

    @property
    def identity(self) -> str:
        """Model name and parameters that answers depend on; part of every cache key."""
        ...

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The answer to one request; raises `ModelFault`."""
        ...
