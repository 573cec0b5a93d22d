"""Errors as problem details (RFC 9457), or as a page where a person asked for one; never a trace."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Scope

from ..errors import ExtractorError
from .rendering import render

MEDIA: Final = "application/problem+json"
_STATUS_OF: Final[Mapping[str, int]] = {"stale": 409, "request_reused": 409, "no_item": 404, "no_page": 404}


class Problem(BaseModel):
    """What is wrong with a request."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str
    status: int
    code: str
    """Short machine-readable name."""
    detail: str
    """What is wrong and what to do about it."""


RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    status: {"description": HTTPStatus(status).phrase, "content": {MEDIA: {"schema": Problem.model_json_schema()}}}
    for status in (400, 401, 403, 404, 405, 409, 413, 415, 422, 503)
}


def problem_response(scope: Scope, status: int, code: str, detail: str, more: Mapping[str, Any] = {}) -> Response:
    """The reply that says what is wrong."""
    title = HTTPStatus(status).phrase
    if "text/html" in Headers(scope=scope).get("accept", "") and not scope["path"].startswith("/api/"):
        page = render("problem.html.j2", None, {"status": status, "title": title, "detail": detail, "code": code})
        return Response(page, status, media_type="text/html")
    problem = Problem(title=title, status=status, code=code, detail=detail, **more)
    return JSONResponse(problem.model_dump(mode="json"), status, media_type=MEDIA)


def install(app: FastAPI) -> None:
    """Has every error of `app` answered so."""
    app.add_exception_handler(ExtractorError, _on_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Exception, _on_fault)


def _on_error(request: Request, error: Exception) -> Response:
    code = getattr(error, "code", "error")
    status = _STATUS_OF.get(code, 503 if code == "store" else 422)
    return problem_response(request.scope, status, code, str(error))


def _on_invalid(request: Request, error: Exception) -> Response:
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {"loc": (), "msg": ""}
    where = ".".join(str(part) for part in first["loc"])
    return problem_response(request.scope, 422, "form", f"{where}: {first['msg']}")


def _on_http(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    response = problem_response(request.scope, status, "http", HTTPStatus(status).description or "not here")
    response.headers.update(getattr(error, "headers", None) or {})
    return response


def _on_fault(request: Request, _error: Exception) -> Response:
    return problem_response(request.scope, 500, "fault", "a fault of the program; nothing was changed by this request")
