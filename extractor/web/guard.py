"""What every request has to pass before anything looks at it, and what every reply carries."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .access import Access
from .problems import problem_response

MOST_BYTES: Final = 256 * 1024
"""Of the body of a request."""
LOOK: Final = "/static/look.css"
OPEN: Final = frozenset({"/health", "/login", "/static/login.js", "/static/style.css", "/static/icon.svg", LOOK})
"""Paths that need no token; none of them holds any data."""
PREFERENCES: Final = "/api/preferences"
"""The one change that is open to who may only look: it is kept in their browser."""
_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Guard:
    """Lets through what comes from the pages themselves, with the token, and is not too large."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or hands it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        refusal = self._refusal(scope) or await self._visited(scope)
        body = None if refusal else await _whole_body(receive)
        if refusal or body is None:
            await problem_response(scope, *(refusal or _TOO_LARGE))(scope, receive, with_headers)
            return
        await self._app(scope, _replayed(body, receive), with_headers)

    def _refusal(self, scope: Scope) -> tuple[int, str, str] | None:
        headers = Headers(scope=scope)
        host = headers.getlist("host")
        if len(host) != 1 or host[0] not in self._access.hosts:
            return 400, "host", "this address is not served; open the one that the program printed"
        if scope["method"] not in _READS and (refused := _refused_write(headers, host[0])):
            return refused
        return None

    async def _visited(self, scope: Scope) -> tuple[int, str, str] | None:
        """Notes who asks with the request; why they may not."""
        headers = Headers(scope=scope)
        if scope["path"] not in OPEN:
            shown = _cookie(headers, self._access.cookie)
            visitor = await run_in_threadpool(self._access.visitor, shown)
            if visitor is None:
                return 401, "token", "open the address that the program printed when it started"
            if not visitor.decides and scope["method"] not in _READS and scope["path"] != PREFERENCES:
                return 403, "role", "this token is for looking; ask for one with the scope review"
            scope.setdefault("state", {})["visitor"] = visitor
        return _TOO_LARGE if _announced(headers) > MOST_BYTES else None


_TOO_LARGE: Final = (413, "size", f"the request is larger than {MOST_BYTES} bytes")


def _refused_write(headers: Headers, host: str) -> tuple[int, str, str] | None:
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    same_site = site == "same-origin" if site is not None else origin is not None
    if not same_site or (origin is not None and origin != f"http://{host}"):
        return 403, "origin", "changes are taken from the pages of this program alone"
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return 415, "content_type", "send application/json"
    return None


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() else MOST_BYTES + 1


def _cookie(headers: Headers, name: str) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return None
    return found.value if found else None


async def _whole_body(receive: Receive) -> bytes | None:
    """The body of a request; None where it is too large."""
    body = bytearray()
    while len(body) <= MOST_BYTES:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return bytes(body) if len(body) <= MOST_BYTES else None
    return None


def _replayed(body: bytes, receive: Receive) -> Receive:
    told = False

    async def replaying() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replaying
