"""``extractor serve``."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from ..api import Limits, check_host, create_app, open_service, serve
from ..store import Store
from ..traces import traced
from .console import err
from .options import Options
from .settling import settle

_LOGGERS = ("extractor.api", "extractor.service.jobs", "uvicorn.error")


@dataclass(frozen=True)
class Listening:
    """Where the service is to be found."""

    host: str
    port: int
    behind_proxy: bool = False
    allow_hosts: Sequence[str] = ()


def serve_command(options: Options, at: Listening, limits: Limits) -> None:
    """Serves until interrupted; tells on standard error what it does."""
    settings = settle(options)
    location = settings.store_location(options.out)
    with Store.open(location) as store:
        has_tokens = store.tokens.any_valid()
    check_host(at.host, behind_proxy=at.behind_proxy, has_tokens=has_tokens)
    log_to_standard_error()
    if not has_tokens:
        err.print("no token is in force; make one with: extractor tokens create NAME --scope extract --scope read")
    begin = log_to_standard_error  # in the worker's process too
    with traced(on=settings.traces), open_service(settings, location, limits, at.allow_hosts, begin) as service:
        serve(create_app(service), at.host, at.port, limits.grace)


def log_to_standard_error() -> None:
    """Sets up the log: only what is known to hold no text of a document is written, not what libraries may say."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(logging.NullHandler())
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
        logger.propagate = False
