"""What the routes work with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from ..service import Worker
from ..store import Store
from .engine import ServingEngine
from .figures import Figures
from .rates import Places, Rates


@dataclass(frozen=True)
class Limits:
    """How much the service takes at once."""

    upload_bytes: int = 50_500_000
    """Body of an upload: a document of the largest size, and what goes around it."""
    body_bytes: int = 1_000_000
    """Any other body."""
    body_seconds: float = 300.0
    """For a body to arrive."""
    documents: int = 200
    """Of one job."""
    per_minute: int = 600
    """Requests of one token."""
    at_once: int = 200
    """Requests of all tokens."""
    uploads_at_once: int = 8
    queue: int = 100
    """Jobs that wait."""
    grace: float = 30.0
    """Seconds that requests and the running job have to end once the service is told to."""


@dataclass(frozen=True)
class Service:
    """A service that is open."""

    store: Store
    engine: ServingEngine
    worker: Worker
    figures: Figures
    limits: Limits
    hosts: frozenset[str]
    """Names that the service may be called by, in lower case."""
    rates: Rates = field(init=False)
    uploads: Places = field(init=False)

    def __post_init__(self) -> None:
        """Fills the buckets."""
        object.__setattr__(self, "rates", Rates(self.limits.per_minute))
        object.__setattr__(self, "uploads", Places(self.limits.uploads_at_once))


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    service: Service = request.app.state.service
    return service


InService = Annotated[Service, Depends(service_of)]
