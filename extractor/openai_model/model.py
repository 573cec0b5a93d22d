"""A language model behind an OpenAI-compatible endpoint."""

from __future__ import annotations

from types import TracebackType
from typing import Self

import httpx2

from ..errors import ConfigurationError
from ..llm.attempts import AttemptLog, request_key
from ..llm.clock import Clock
from ..llm.limits import Limits
from ..llm.policy import Retrier, RetryPolicy
from ..llm.types import ChatAnswer, ChatRequest
from ..traces import Value, span
from .call import Call
from .clients import identity_of, open_client, open_http
from .forms import shape_of
from .presets import Endpoint
from .transport import GuardedTransport


class OpenAIModel:
    """A `ChatModel`; safe to share between threads, each of which waits for its own answers.

    Every attempt is told to `log` before it is sent. Retries, waits and giving up are the `policy`'s alone,
    within `limits` that may be kept with others.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        log: AttemptLog | None = None,
        policy: RetryPolicy | None = None,
        clock: Clock | None = None,
        limits: Limits | None = None,
    ) -> None:
        policy = policy or RetryPolicy()
        self._endpoint = endpoint
        self._retrier = Retrier(log, policy, clock, limits)
        self._http = open_http(GuardedTransport(endpoint.base_url), policy.attempt)
        self._client = open_client(endpoint, self._http, policy.attempt)

    @property
    def identity(self) -> str:
        """Model and parameters that answers depend on, as JSON; no address and no key."""
        return identity_of(self._endpoint)

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The answer to one request; raises `ModelFault`.

        Raises `ValueError` for a form that takes unknown fields, and `ConfigurationError` for a prompt that does not
        say JSON where the endpoint insists on it.
        """
        shape_of(request.answer)
        if self._endpoint.mode == "json" and not any("json" in message.content.lower() for message in request.messages):
            raise ConfigurationError("the prompt must say JSON for an endpoint that is asked for JSON of any form")
        with span(f"chat {self._endpoint.model}", self._asked(request), client=True) as trace:
            key = request_key(request, self.identity)
            answer = self._retrier.call(
                key, lambda attempt: Call(self._client, self._endpoint, request, attempt).answer()
            )
            trace.note(_answered(answer))
        return answer

    def _asked(self, request: ChatRequest) -> dict[str, Value | None]:
        """What a span says of a request, by the GenAI conventions."""
        return {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": self._endpoint.preset.name,
            "gen_ai.request.model": self._endpoint.model,
            "gen_ai.request.max_tokens": request.max_tokens,
            "gen_ai.request.temperature": request.draw.temperature if request.draw else self._endpoint.temperature,
            "server.address": httpx2.URL(self._endpoint.base_url).host,
        }

    def stop(self) -> None:
        """Send nothing more: what is under way may end, what waits for another attempt gives up at once.

        A request made from now on raises `ModelFault` ``stopped``.
        """
        self._retrier.stop()

    def wait(self) -> None:
        """Wait until nothing is under way."""
        self._retrier.drain()

    def close(self) -> None:
        """Send nothing more, wait for what is under way, and close the connections.

        Who is interrupted while waiting cuts them off: what was under way is then told as broken off.
        """
        try:
            self.stop()
            self.wait()
        finally:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _answered(answer: ChatAnswer) -> dict[str, Value | None]:
    """What a span says of an answer."""
    usage = answer.usage
    return {
        "gen_ai.response.model": answer.model,
        "gen_ai.usage.input_tokens": None if usage is None else usage.input,
        "gen_ai.usage.output_tokens": None if usage is None else usage.output,
    }
