"""What every request passes first, and every answer last; plain ASGI, so that no body is held in memory."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .context import Limits, Service
from .problems import ProblemError, later, response_of
from .rates import Places

_LOG: Final = logging.getLogger(__name__)
UPLOADS: Final = "/v1/jobs"
"""Where whole documents are sent to."""

_HEADERS: Final = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
_HOST: Final = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::[0-9]{1,5})?", re.IGNORECASE)
_PAUSE: Final = 1.0


class Guard:
    """An application behind limits, with an answer for every fault and a line in the log for every request."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        self._places = Places(service.limits.at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; anything but HTTP goes straight on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        answer = _Answer(send)
        try:
            await self._admitted(scope, receive, answer)
        except Exception as error:  # noqa: BLE001 - its words could be those of a document: the place alone is told
            _LOG.error("%s %s: %s at %s", scope["method"], _route(scope), type(error).__name__, _place(error))
            if not answer.status:
                problem = ProblemError(500, "unexpected", "the service has a fault; its log tells where")
                await response_of(problem)(scope, receive, answer)
        finally:
            seconds = time.perf_counter() - begun
            self._service.figures.answered(_method(scope), _route(scope), answer.status, seconds)
            _LOG.info("%s %s %d %.1f ms", _method(scope), _route(scope), answer.status, seconds * 1000)

    async def _admitted(self, scope: Scope, receive: Receive, send: Send) -> None:
        if problem := self._against(scope):
            await response_of(problem)(scope, receive, send)
        elif not self._places.take():
            problem = later(503, "busy", "too many requests are under way; try again soon", _PAUSE)
            await response_of(problem)(scope, receive, send)
        else:
            try:
                await self._app(scope, _Body(scope, receive, self._service.limits), send)
            finally:
                self._places.leave()

    def _against(self, scope: Scope) -> ProblemError | None:
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        match = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if match is None or match["name"].lower() not in self._service.hosts:
            detail = "the service is not known by this name; the operator can add it with --allow-host"
            return ProblemError(400, "host", detail, headers={"Connection": "close"})
        return None


class _Answer:
    """Sends an answer with the headers that all have, and remembers its status."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            given = {name.lower() for name, _ in message.get("headers", ())}
            own = [header for header in _HEADERS if header[0] not in given]
            message = {**message, "headers": [*message.get("headers", ()), *own]}
        await self._send(message)


class _Body:
    """Receives a body, which may be so large and take so long."""

    def __init__(self, scope: Scope, receive: Receive, limits: Limits) -> None:
        self._receive = receive
        self._most = limits.upload_bytes if scope["path"] == UPLOADS else limits.body_bytes
        self._end = time.monotonic() + limits.body_seconds
        self._read = 0
        self._whole = False
        lengths = [value for name, value in scope["headers"] if name == b"content-length"]
        self._announced = int(lengths[0]) if lengths and lengths[0].isdigit() else 0

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        if self._announced > self._most:
            raise self._too_large()
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, self._end - time.monotonic()))
        except TimeoutError:
            detail = "the body did not arrive in time; send less, or over a faster connection"
            raise ProblemError(408, "slow", detail, headers={"Connection": "close"}) from None
        self._read += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._read > self._most:
            raise self._too_large()
        return message

    def _too_large(self) -> ProblemError:
        detail = f"the body is larger than the {self._most / 1e6:.1f} MB that are taken here; send it in parts"
        return ProblemError(413, "too_large", detail, headers={"Connection": "close"})


def _method(scope: Scope) -> str:
    method: str = scope["method"]
    return method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "other"


def _route(scope: Scope) -> str:
    """The pattern of a path, so that neither log nor figures hold what a client made up."""
    return getattr(scope.get("route"), "path", "unknown")


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "unknown place"
