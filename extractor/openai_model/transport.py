"""The only way to the endpoint: its host alone, no redirects, bounded time and size, every reply kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx2

from ..llm.attempts import Reply
from ..llm.faults import make_fault
from ..llm.types import ModelFault
from .network import CURRENT
from .routes import context_for, open_pool

LARGEST = 2_000_000
"""Bytes of an answer."""
_LARGEST_ERROR = 65_536
_LONGEST_COUNT = 19
_GOOD = range(200, 300)
_ELSEWHERE = range(300, 400)


class GuardedTransport(httpx2.HTTPTransport):
    """Sends a request to one host and takes in its whole reply, within the time of the `CURRENT` attempt.

    The reply is told to the attempt before anything looks at it. What a network can do wrong is raised
    as `ModelFault`.
    """

    def __init__(self, base_url: str) -> None:
        context = context_for(base_url)
        super().__init__(verify=context)
        self._origin = _origin(httpx2.URL(base_url))
        # httpx has no parameter for the sockets its pool opens
        self._pool = open_pool(base_url, context)

    def send(self, request: httpx2.Request) -> httpx2.Response:
        """The reply to `request`, of which no more than the headers has been taken in."""
        if _origin(request.url) != self._origin:
            raise make_fault("wrong_host")
        with naming_faults():
            return super().handle_request(request)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The reply to `request`, whole."""
        response = self.send(request)
        headers = {name.lower(): value for name, value in response.headers.items()}
        body, fault = _take(response, headers)
        reply = Reply(response.status_code, headers, body, whole=fault is None)
        CURRENT.get().receive(reply)
        if fault is not None:
            raise ModelFault(str(fault), fault.fault, code=fault.code, raw=reply.text)
        return httpx2.Response(reply.status, content=reply.body, request=request)


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _take(response: httpx2.Response, headers: dict[str, str]) -> tuple[bytes, ModelFault | None]:
    """The body as far as it may be read, and what is wrong with it."""
    good = response.status_code in _GOOD
    limit = LARGEST if good else _LARGEST_ERROR
    body = bytearray()
    fault = _forbidden(headers, limit) if good else None
    try:
        if fault is None and response.status_code not in _ELSEWHERE:
            with naming_faults():
                _read(response, body, limit)
    except ModelFault as error:
        fault = error
    finally:
        response.close()
    # a status other than success says all that is needed, whatever becomes of its body
    return bytes(body[:limit]), fault if good else None


def _forbidden(headers: dict[str, str], limit: int) -> ModelFault | None:
    if headers.get("content-encoding", "").strip().lower() not in {"", "identity"}:
        return make_fault("encoded")
    told = headers.get("content-length", "")
    if told.isascii() and told.isdigit() and (len(told) > _LONGEST_COUNT or int(told) > limit):
        return make_fault("too_large")
    return None


def _read(response: httpx2.Response, body: bytearray, limit: int) -> None:
    stream = response.stream
    if not isinstance(stream, httpx2.SyncByteStream):  # pragma: no cover - the transport is synchronous
        raise TypeError("a synchronous transport gives a synchronous stream")
    for chunk in stream:
        body += chunk
        if len(body) > limit:
            raise make_fault("too_large")


class BulkTransport(GuardedTransport):
    """Sends to one host like the other, but leaves the reply to be taken in piece by piece, however long it is."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The reply to `request`, not taken in yet."""
        return self.send(request)


@contextmanager
def naming_faults() -> Iterator[None]:
    """Raises what a network can do wrong as `ModelFault`."""
    try:
        yield
    except httpx2.TimeoutException:
        code = "late"
    except httpx2.ConnectError:
        code = "unreachable"
    except httpx2.TransportError:
        code = "cut_off"
    else:
        return
    raise make_fault(code)
