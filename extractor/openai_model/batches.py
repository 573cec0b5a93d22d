"""Requests handed in as a file, to be answered within a day at a lower price: OpenAI's Files and Batch endpoints."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Final, NamedTuple, Self, TypeVar

import httpx2
import openai
from openai.types import Batch

from ..llm.attempts import Attempt, AttemptLog, MemoryLog, Reply, request_key
from ..llm.clock import SystemClock
from ..llm.faults import code_of_error, code_of_status, make_fault
from ..llm.types import ChatAnswer, ChatRequest, ModelFault
from .call import answer_of, body_of
from .clients import identity_of, open_client, open_http
from .network import CURRENT
from .presets import Endpoint
from .transport import BulkTransport, naming_faults

PATH: Final = "/v1/chat/completions"
ENDED: Final = frozenset({"completed", "failed", "expired", "cancelled"})
"""Statuses after which nothing more comes."""
_TAG: Final = "extractor"
_SECONDS: Final = 60.0
_SECONDS_OF_A_FILE: Final = 1800.0

_Given = TypeVar("_Given")


class BatchState(NamedTuple):
    """A batch as the endpoint tells it."""

    id: str
    status: str
    done: int
    total: int
    reason: str = ""
    """Why it failed, in the endpoint's words; empty where it did not."""
    files: tuple[str, ...] = ()
    """Those that hold what came of its requests."""


class OpenAIBatches:
    """Batches at an OpenAI-compatible endpoint. Raises `ModelFault` for what the endpoint or the network does wrong."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._http = open_http(BulkTransport(endpoint.base_url), _SECONDS)
        self._client = open_client(endpoint, self._http, _SECONDS)
        self._clock = SystemClock()

    @property
    def identity(self) -> str:
        """That of the model when it is asked at once: answers are the same."""
        return identity_of(self._endpoint)

    def line(self, request: ChatRequest) -> bytes:
        """A request as a line of a file; its custom id is its key in the ledger."""
        key, body = request_key(request, self.identity), body_of(self._endpoint, request)
        told = {"custom_id": key, "method": "POST", "url": PATH, "body": body}
        return json.dumps(told, ensure_ascii=False).encode() + b"\n"

    def upload(self, path: Path, token: str) -> str:
        """Hands in the file at `path` under a name made of `token`; its id."""
        with path.open("rb") as file:
            sent = self._call(
                lambda: self._client.files.create(file=(_name(token), file), purpose="batch"), _SECONDS_OF_A_FILE
            )
        return sent.id

    def find_file(self, token: str) -> str | None:
        """The id of the file that was handed in under a name made of `token`."""
        files = self._call(lambda: list(self._client.files.list(purpose="batch")))
        return next((file.id for file in files if file.filename == _name(token)), None)

    def submit(self, file_id: str, token: str) -> BatchState:
        """Asks for the requests of a file to be answered."""
        return _state(
            self._call(
                lambda: self._client.batches.create(
                    input_file_id=file_id, endpoint=PATH, completion_window="24h", metadata={_TAG: token}
                )
            )
        )

    def find(self, token: str) -> BatchState | None:
        """The batch that was submitted with `token`."""
        batches = self._call(lambda: list(self._client.batches.list(limit=100)))
        return next((_state(batch) for batch in batches if (batch.metadata or {}).get(_TAG) == token), None)

    def state(self, batch_id: str) -> BatchState:
        """How a batch stands."""
        return _state(self._call(lambda: self._client.batches.retrieve(batch_id)))

    def cancel(self, batch_id: str) -> BatchState:
        """Asks for no more of a batch to be answered."""
        return _state(self._call(lambda: self._client.batches.cancel(batch_id)))

    def replies(self, file_id: str) -> Iterator[tuple[str, Reply]]:
        """The replies in a file of the endpoint, each with the key of its request.

        Requests that the endpoint did not get to, because the batch expired or was cancelled, have none.
        """
        with TemporaryDirectory(prefix="extractor-") as folder:
            path = Path(folder) / "replies.jsonl"
            self._call(lambda: self._fetch(file_id, path), _SECONDS_OF_A_FILE)
            with path.open("rb") as lines:
                for line in lines:
                    if found := _reply(line):
                        yield found

    def judge(self, request: ChatRequest, attempt: int, log: AttemptLog, reply: Reply, *, told: bool) -> ChatAnswer:
        """The answer that a reply holds; raises `ModelFault`.

        How the attempt ended is written down, unless it was `told` before.
        """
        made = Attempt(attempt, self._clock, self._clock.now() + _SECONDS, log, sent=True)
        try:
            answer = answer_of(self._endpoint, request, made, reply)
        except ModelFault as fault:
            if not told:
                made.complete(fault.fault, fault.code)
            raise
        if not told:
            made.complete("ok", answer=answer)
        return answer

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _fetch(self, file_id: str, path: Path) -> None:
        with self._client.files.with_streaming_response.content(file_id) as response, naming_faults():
            response.stream_to_file(path)

    def _call(self, work: Callable[[], _Given], seconds: float = _SECONDS) -> _Given:
        token = CURRENT.set(Attempt(0, self._clock, self._clock.now() + seconds, MemoryLog()))
        try:
            return work()
        except ModelFault as error:
            fault = error
        except openai.APIStatusError as error:
            fault = _fault_of(error)
        except (openai.APIConnectionError, httpx2.HTTPError) as error:
            cause = error.__cause__
            fault = cause if isinstance(cause, ModelFault) else make_fault("cut_off")
        except (openai.OpenAIError, ValueError, AttributeError) as error:
            fault = make_fault("garbled", detail=type(error).__name__)
        finally:
            CURRENT.reset(token)
        raise fault.with_traceback(None) from None


def _name(token: str) -> str:
    return f"{_TAG}-{token}.jsonl"


def _state(batch: Batch) -> BatchState:
    counts = batch.request_counts
    reasons = [error.message or error.code or "" for error in (batch.errors.data or [])] if batch.errors else []
    return BatchState(
        id=batch.id,
        status=batch.status,
        done=(counts.completed + counts.failed) if counts else 0,
        total=counts.total if counts else 0,
        reason="; ".join(filter(None, reasons[:3])),
        files=tuple(name for name in (batch.output_file_id, batch.error_file_id) if name),
    )


def _reply(line: bytes) -> tuple[str, Reply] | None:
    """A line of an output or error file; None for a request that was not got to, or where the line cannot be read."""
    told: Any = None
    with suppress(ValueError):
        told = json.loads(line)
    match told:
        case {"custom_id": str(key), "response": {"status_code": int(status), "body": body}}:
            return key, Reply(status, {}, json.dumps(body, ensure_ascii=False).encode())
    return None


def _fault_of(error: openai.APIStatusError) -> ModelFault:
    code = code_of_error(error.body) or code_of_status(error.status_code) or "unexpected"
    return make_fault(code, detail=f"status {error.status_code}")
