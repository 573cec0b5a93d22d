"""Whether the service is there, whether it can work, and what it did."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from ..errors import StoreError
from .access import guarded_router
from .context import InService
from .problems import ProblemError, described

open_router = APIRouter(prefix="/health", tags=["health"], responses=described(400, 503))
router = guarded_router("admin")


class Health(BaseModel):
    """The service is well."""

    status: Literal["ok"] = "ok"


@open_router.get("/live")
def live() -> Health:
    """Whether the process answers."""
    return Health()


@open_router.get("/ready")
def ready(service: InService) -> Health:
    """Whether the store can be used and jobs are worked on; no model is asked."""
    try:
        service.store.jobs.counts()
    except StoreError:
        raise ProblemError(503, "store", "the store cannot be used; the log of the service tells why") from None
    if not service.worker.alive:
        raise ProblemError(503, "worker", "no job is worked on; the service has to be started anew")
    return Health()


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(service: InService) -> Response:
    """Figures for Prometheus."""
    return Response(generate_latest(service.figures.registry), media_type=CONTENT_TYPE_LATEST)
