"""Joining a cluster that is there, or starting one on this machine."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from os import cpu_count
from pathlib import Path
from secrets import token_hex
from socket import create_connection
from typing import Final, NamedTuple

import ray
from ray.data import DataContext

from ..errors import ConfigurationError

_QUIET: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
"""Nothing is reported to anyone, and nothing is said that a user cannot use; who sets them otherwise is heeded."""
_LARGEST_STORE: Final = 1 << 30
"""Bytes that documents on their way take at most on this machine: few are on their way at once."""

_PATIENCE: Final = 10.0
_FEWEST: Final = 2
"""Cores that a cluster here reckons with at least: on one alone, stages would wait for each other's place."""


class Cluster(NamedTuple):
    """What work can be given to."""

    cores: int
    machines: int


@contextmanager
def joined(cores: int | None = None) -> Iterator[Cluster]:
    """The cluster that ``RAY_ADDRESS`` names, else one on this machine of so many cores (all), while the block lasts.

    Raises `ConfigurationError` where there is none at that address.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    address = os.environ.get("RAY_ADDRESS")
    if not address:
        # its ports can be reached from other machines: who has not this token is sent away
        os.environ.setdefault("RAY_AUTH_TOKEN", token_hex(32))
    told = {"log_to_driver": False, "logging_level": logging.ERROR}
    here = {
        "address": "local",
        "num_cpus": max(cores or cpu_count() or 1, _FEWEST),
        "include_dashboard": False,
        "object_store_memory": _LARGEST_STORE,
    }
    try:
        _check(address or "")
        with _silent():
            ray.init(**({"address": address} if address else here), **told)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        where = f"Ray at {address}" if address else "Ray"
        raise ConfigurationError(
            f"{where}: {reason}; check RAY_ADDRESS, or leave it out to use this machine alone"
        ) from error
    # Ray prints what it says of workers that died to standard output, which is for results
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        try:
            _hush()
            machines = sum(node["Alive"] for node in ray.nodes())
            yield Cluster(int(ray.cluster_resources().get("CPU", 1)), machines)
        finally:
            ray.shutdown()


def _check(address: str) -> None:
    """Raises `OSError` where nothing listens at HOST:PORT, which Ray would wait minutes for."""
    host, _, port = address.rpartition(":")
    if port.isdigit() and "://" not in host:
        create_connection((host, int(port)), _PATIENCE).close()


@contextmanager
def _silent() -> Iterator[None]:
    """Keeps from the terminal what Ray's own programs write past Python; errors are raised all the same."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _hush() -> None:
    for handler in logging.getLogger("ray.data").handlers:
        if isinstance(handler, logging.StreamHandler):  # the terminal's; what goes wrong is raised, and is in the files
            handler.setLevel(logging.CRITICAL)
    context = DataContext.get_current()
    context.enable_progress_bars = False
    # The new reader of Parquet looks for footers with 32 processes, however small the table is
    context.use_datasource_v2 = False
    context.print_on_execution_start = False
