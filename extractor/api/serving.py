"""The service put together, and served until it is told to end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from ipaddress import ip_address

import uvicorn
from fastapi import FastAPI

from ..errors import ConfigurationError
from ..service import JobWorker, WorkerProcess, price_of
from ..settings import Settings
from ..store import Store
from .context import Limits, Service
from .engine import ServingEngine
from .figures import Figures

_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@contextmanager
def open_service(
    settings: Settings,
    location: str,
    limits: Limits,
    hosts: Collection[str] = (),
    begin: Callable[[], None] | None = None,
) -> Iterator[Service]:
    """The service by `settings` over the store at `location`, known by `hosts` and by the names of loopback.

    Its worker is a process of its own, which is begun by `begin`, where that is given, else a thread. Raises
    `ConfigurationError` and `StoreError` where they cannot be used.
    """
    price = price_of(settings) if settings.engine == "model" else None
    with Store.open(location) as store:
        figures = Figures(store, price)
        engine = ServingEngine(settings, location)
        try:
            yield Service(
                store=store,
                engine=engine,
                worker=(
                    WorkerProcess(location, settings, figures.ran, begin)
                    if begin
                    else JobWorker(store, location, settings, figures.ran)
                ),
                figures=figures,
                limits=limits,
                hosts=_OWN_NAMES | {host.lower() for host in hosts},
            )
        finally:
            engine.close()


def check_host(host: str, *, behind_proxy: bool, has_tokens: bool) -> None:
    """Raises `ConfigurationError` where the service would be open to others without protection."""
    if _is_loopback(host):
        return
    if not behind_proxy:
        raise ConfigurationError(
            f"{host}: others could reach it, and what they send could be read on the way; "
            "serve on 127.0.0.1, or put a proxy with TLS before it and give --behind-proxy"
        )
    if not has_tokens:
        raise ConfigurationError(
            f"{host}: others could reach it, and no token is in force; "
            "make one first with: extractor tokens create NAME --scope extract"
        )


def serve(app: FastAPI, host: str, port: int, grace: float) -> None:
    """Serves `app` until a signal comes; requests under way have `grace` seconds to end."""
    config = uvicorn.Config(
        app,
        host,
        port,
        access_log=False,  # it would have what clients put into their paths
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=int(grace),
        ws="none",
    )
    uvicorn.Server(config).run()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
