"""The application."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from ..errors import ConfigurationError, StoreError
from . import extracting, health, jobs, runs
from .context import Service
from .guarding import Guard
from .problems import Problem, ProblemError, later, response_of, tell_problems

_LOG: Final = logging.getLogger(__name__)
_DESCRIPTION: Final = (
    "Turns the progress narratives of supervision bulletins into facts, each tied to its words. "
    "Everything but `/health` wants a token; everything that goes wrong is told as problem details (RFC 9457)."
)
_PAUSE: Final = 5.0


class _App(FastAPI):
    def openapi(self) -> dict[str, Any]:
        """The description, in which every problem has the one form there is."""
        if not self.openapi_schema:
            schemas = super().openapi()["components"]["schemas"]
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas |= {**problem.pop("$defs"), "Problem": problem}
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            schemas["Body_give_v1_jobs_post"]["additionalProperties"] = False
        return super().openapi()


def create_app(service: Service) -> FastAPI:
    """The application around a service; its worker begins and ends with it."""

    @asynccontextmanager
    async def working(_: FastAPI) -> AsyncIterator[None]:
        service.worker.start()
        try:
            yield
        finally:
            await run_in_threadpool(service.worker.stop, service.limits.grace)

    app = _App(
        title="bulletin-extractor",
        version=version("bulletin-extractor"),
        description=_DESCRIPTION,
        docs_url=None,  # they would load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        lifespan=working,
        form_limits={"max_files": service.limits.documents, "max_fields": 10, "max_part_size": 1000},
        telemetry={"tracing": False, "metrics": False, "logs": False},  # it would record what was sent
    )
    app.state.service = service
    tell_problems(app)
    _tell_faults_of_the_store(app)
    for router in (extracting.router, jobs.router, runs.router, health.router, health.open_router):
        app.include_router(router)
    app.add_middleware(Guard, service=service)
    return app


def _tell_faults_of_the_store(app: FastAPI) -> None:
    @app.exception_handler(StoreError)
    def unusable(_: Request, error: StoreError) -> JSONResponse:
        _LOG.error("%s", error)
        return response_of(later(503, "store", "the store cannot be used; the log of the service tells why", _PAUSE))

    @app.exception_handler(ConfigurationError)
    def misconfigured(_: Request, error: ConfigurationError) -> JSONResponse:
        _LOG.error("%s", error)
        return response_of(ProblemError(500, "configuration", "the service is set up wrong; its log tells how"))
