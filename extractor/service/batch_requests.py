"""A model that is asked by batches: what was answered is given, all else is put down for the next batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from types import TracebackType
from typing import Final, NamedTuple, Self

from ..llm import ChatAnswer, ChatRequest, ModelFault, request_key
from ..llm.faults import BATCHED, make_fault
from ..openai_model import OpenAIBatches
from ..store import SentRequest, Store

MOST_SENT: Final = 4
"""Times that a request is sent with a batch before it counts as failed."""
_AGAIN: Final = {"transient", "deferred", "permanent", "late"}


class Limits(NamedTuple):
    """What a file of requests may hold."""

    requests: int = 50_000
    size: int = 200_000_000
    """In bytes."""


class RequestFile(NamedTuple):
    """A file of requests, each with its key and how often it will have been sent."""

    path: Path
    requests: Sequence[tuple[str, int]]


class RequestFiles:
    """Requests written to files within the limits, each request once; safe to share between threads.

    The files are gone when the context ends.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._folder = TemporaryDirectory(prefix="extractor-")
        self._requests: list[list[tuple[str, int]]] = []
        self._size = 0
        self._keys: set[str] = set()
        self._lock = Lock()

    def add(self, key: str, number: int, line: bytes) -> None:
        """Write a request, unless it is there; raises `ModelFault` for one that no file can hold."""
        if len(line) > self._limits.size:
            raise make_fault("too_long")
        with self._lock:
            if key in self._keys:
                return
            if not self._requests or self._full(len(line)):
                self._requests.append([])
                self._size = 0
            with self._path(len(self._requests) - 1).open("ab") as file:
                file.write(line)
            self._size += len(line)
            self._requests[-1].append((key, number))
            self._keys.add(key)

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[RequestFile]:
        for at, requests in enumerate(self._requests):
            yield RequestFile(self._path(at), requests)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def _full(self, more: int) -> bool:
        return len(self._requests[-1]) >= self._limits.requests or self._size + more > self._limits.size

    def _path(self, at: int) -> Path:
        return Path(self._folder.name) / f"{at}.jsonl"


class BatchModel:
    """A `ChatModel` that answers what a batch has brought and writes all else to files of requests."""

    def __init__(self, endpoint: OpenAIBatches, store: Store, files: RequestFiles) -> None:
        self._endpoint = endpoint
        self._store = store
        self._files = files

    @property
    def identity(self) -> str:
        """That of the model when it is asked at once."""
        return self._endpoint.identity

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The answer that came with a batch; raises `ModelFault` ``batched`` where it is waited for, else its fault."""
        key = request_key(request, self.identity)
        sent = self._store.batches.sent(key)
        if sent is None:
            return self._put_down(request, key, 1)
        if sent.outcome is None and sent.reply is None:
            raise _waiting()
        if sent.outcome is not None and sent.outcome not in {"content", "rejected"}:
            return self._again(request, key, sent)
        try:
            return self._judge(request, sent)
        except ModelFault as fault:
            if fault.fault not in _AGAIN:
                raise
            code = fault.code
        return self._again(request, key, sent._replace(code=code))

    def _judge(self, request: ChatRequest, sent: SentRequest) -> ChatAnswer:
        if sent.reply is None:
            raise make_fault(sent.code or "late")
        told = sent.outcome is not None
        return self._endpoint.judge(request, sent.attempt, self._store.asking, sent.reply, told=told)

    def _again(self, request: ChatRequest, key: str, sent: SentRequest) -> ChatAnswer:
        if sent.number >= MOST_SENT:
            raise make_fault("batches_spent", detail=sent.code)
        # what never left is not counted
        return self._put_down(request, key, sent.number + (sent.code != "stopped"))

    def _put_down(self, request: ChatRequest, key: str, number: int) -> ChatAnswer:
        self._files.add(key, number, self._endpoint.line(request))
        raise _waiting()


def _waiting() -> ModelFault:
    return ModelFault("the answer is waited for with a batch", "deferred", code=BATCHED)
