"""Problem details (RFC 9457): the one form in which anything that went wrong is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

MEDIA_TYPE: Final = "application/problem+json"
_TITLES: Final = {413: "Content Too Large", 422: "Unprocessable Content"}
"""Those that differ between versions of Python, as RFC 9110 has them."""
_SCHEMA: Final = {"$ref": "#/components/schemas/Problem"}


class Fault(BaseModel):
    """One thing that is wrong in a request."""

    where: str = Field(examples=["body.anchor_date"])
    what: str = Field(examples=["Input should be a valid date or datetime"])


class Problem(BaseModel):
    """What went wrong, by RFC 9457."""

    type: str = "about:blank"
    title: str = Field(examples=["Unprocessable Content"])
    """The words of the status."""
    status: int = Field(examples=[422])
    detail: str = Field(examples=["the request does not have the form that is asked for; see errors"])
    """What is wrong, and what to do about it."""
    code: str = Field(examples=["form"])
    """A short name for programs."""
    errors: list[Fault] = []


class ProblemError(HTTPException):
    """Ends a request with a problem."""

    def __init__(
        self, status: int, code: str, detail: str, *, errors: Sequence[Fault] = (), headers: Mapping[str, str] = {}
    ) -> None:
        super().__init__(status, detail, dict(headers))
        self.code = code
        self.errors = errors


def later(status: int, code: str, detail: str, seconds: float) -> ProblemError:
    """A problem that passes: the client may try again in so many seconds."""
    return ProblemError(status, code, detail, headers={"Retry-After": str(max(1, -int(-seconds // 1)))})


def response_of(problem: HTTPException) -> JSONResponse:
    """The problem as a response."""
    told = Problem(
        title=_title(problem.status_code),
        status=problem.status_code,
        detail=str(problem.detail),
        code=getattr(problem, "code", HTTPStatus(problem.status_code).name.lower()),
        errors=list(getattr(problem, "errors", ())),
    )
    return JSONResponse(told.model_dump(), problem.status_code, problem.headers, MEDIA_TYPE)


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems that a route may answer with, for the OpenAPI description."""
    content = {MEDIA_TYPE: {"schema": _SCHEMA}}
    return {status: {"description": _title(status), "content": content} for status in statuses}


def _title(status: int) -> str:
    return _TITLES.get(status) or HTTPStatus(status).phrase


def tell_problems(app: FastAPI) -> None:
    """Makes `app` answer with a problem wherever it refuses a request."""

    @app.exception_handler(HTTPException)
    def refused(_: Request, problem: HTTPException) -> JSONResponse:
        return response_of(problem)

    @app.exception_handler(RequestValidationError)
    def malformed(_: Request, error: RequestValidationError) -> JSONResponse:
        # what was sent is not sent back
        faults = [Fault(where=".".join(map(str, each["loc"])), what=each["msg"]) for each in error.errors()]
        detail = "the request does not have the form that is asked for; see errors"
        return response_of(ProblemError(422, "form", detail, errors=faults))
