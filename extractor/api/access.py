"""Who may ask for what: tokens, scopes, rates, and places for uploads."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import MappingProxyType
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool

from ..store import Scope, Token
from .context import Service, service_of
from .problems import Fault, ProblemError, described, later

USUAL = (400, 401, 403, 422, 429, 500, 503)
"""Problems that any route behind a token may answer with."""

_NAME_TOLD = 50
_SCHEME = HTTPBearer(scheme_name="token", description="As `extractor tokens create` shows it.", auto_error=False)

Room = Callable[[Request], AbstractAsyncContextManager[None]]
"""What a request needs besides, while it is handled; raises a problem where it cannot have it."""


def guarded_router(scope: Scope, rooms: Mapping[str, Room] = MappingProxyType({})) -> APIRouter:
    """A router whose routes answer only who brings a token that `scope` opens, before a byte of a body is read.

    `rooms` are what requests of a method need besides.
    """

    class GuardedRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()
            known = {parameter.alias for parameter in self.dependant.query_params}

            async def admit_and_handle(request: Request) -> Response:
                service = service_of(request)
                request.state.token = await run_in_threadpool(_admit, service, request, scope)
                _refuse_unknown(set(request.query_params) - known)
                async with rooms.get(request.method, _no_room)(request):
                    return await handle(request)

            return admit_and_handle

    told = [Depends(_SCHEME)]
    return APIRouter(route_class=GuardedRoute, dependencies=told, responses=described(*USUAL), tags=[f"scope {scope}"])


@asynccontextmanager
async def _no_room(_: Request) -> AsyncIterator[None]:
    yield


def _token_of(request: Request) -> Token:
    token: Token = request.state.token
    return token


Bearer = Annotated[Token, Depends(_token_of)]
"""The token that a request came with."""


def _admit(service: Service, request: Request, scope: Scope) -> Token:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret:
        raise _unknown("no_token", "send a token: Authorization: Bearer …; the operator makes one")
    token = service.store.tokens.find(secret.strip())
    if token is None or token.revoked:
        raise _unknown("bad_token", "the token is not in force; ask the operator for another", ' error="invalid_token"')
    if not token.allows(scope):
        needed = {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope}"'}
        raise ProblemError(403, "scope", f"the token does not have the scope {scope!r}", headers=needed)
    if wait := service.rates.take(token.key):
        detail = f"a token may ask {service.limits.per_minute} times a minute; wait as long as Retry-After says"
        raise later(429, "rate", detail, wait)
    return token


def _refuse_unknown(names: set[str]) -> None:
    """A misspelt parameter must not be taken for none."""
    if names:
        faults = [Fault(where="query", what=f"{name[:_NAME_TOLD]!r} is no parameter here") for name in sorted(names)]
        raise ProblemError(422, "form", "the query has parameters that are not known here; see errors", errors=faults)


def _unknown(code: str, detail: str, told: str = "") -> ProblemError:
    return ProblemError(401, code, detail, headers={"WWW-Authenticate": f"Bearer{told}", "Connection": "close"})
