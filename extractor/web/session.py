"""Coming in, and saying who one is."""

from __future__ import annotations

import time
from collections import deque
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from .access import Access
from .forms import LoginForm, PreferencesForm
from .guard import PREFERENCES
from .problems import RESPONSES, problem_response
from .rendering import REVIEWER_COOKIE, render, visitor_of

router = APIRouter(responses=RESPONSES)

_TRIES: Final = 5
_SECONDS: Final = 60
_YEAR: Final = 365 * 24 * 3600


@router.get("/health")
def health() -> dict[str, str]:
    """That the program runs."""
    return {"status": "ok"}


@router.get("/login", response_class=HTMLResponse)
def login_page(request: Request) -> HTMLResponse:
    """The page that sends the token behind the # of its address."""
    return HTMLResponse(render("login.html.j2", request))


@router.post("/login", status_code=204, responses={429: {"description": "Too many tries"}})
def login(request: Request, form: LoginForm) -> Response:
    """Gives the browser its cookie, where it has the token; five wrong tries a minute."""
    access: Access = request.app.state.access
    failures: deque[float] = request.app.state.failed_logins
    now = time.monotonic()
    while failures and now - failures[0] > _SECONDS:
        failures.popleft()
    if len(failures) >= _TRIES:
        return problem_response(request.scope, 429, "tries", "too many wrong tokens; wait a minute")
    if access.visitor(form.token) is None:
        failures.append(now)
        return problem_response(request.scope, 401, "token", "this is not the token; open the address printed last")
    response = Response(status_code=204)
    response.set_cookie(access.cookie, form.token, httponly=True, samesite="strict", path="/")
    return response


@router.post(PREFERENCES, status_code=204)
def prefer(request: Request, form: PreferencesForm) -> Response:
    """Keeps the language and the name in the browser; a name that a token gives stays."""
    if form.reviewer and visitor_of(request).name is not None:
        return problem_response(request.scope, 403, "name", "you sign with the name of your token")
    response = Response(status_code=204)
    if form.lang:
        response.set_cookie("lang", form.lang, max_age=_YEAR, samesite="strict", httponly=True, path="/")
    if form.reviewer:
        name = quote(form.reviewer.strip())
        response.set_cookie(REVIEWER_COOKIE, name, max_age=_YEAR, samesite="strict", httponly=True, path="/")
    return response
