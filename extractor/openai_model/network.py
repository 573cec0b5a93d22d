"""Sockets that keep to a deadline.

A timeout of an HTTP client counts anew with every read, so that an endpoint dripping a byte a second holds a request
for ever. Here each operation gets what is left of the attempt's time and no more.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from contextlib import suppress
from contextvars import ContextVar
from socket import SHUT_RDWR, SOCK_STREAM, getaddrinfo
from typing import Any

import httpcore2

from ..llm.attempts import Attempt

CURRENT: ContextVar[Attempt] = ContextVar("CURRENT")
"""The attempt that this thread is making."""


def _left(timeout: float | None, error: type[Exception]) -> float:
    left = CURRENT.get().remaining
    if left <= 0:
        raise error("the deadline is past")
    return left if timeout is None else min(timeout, left)


class _Stream(httpcore2.NetworkStream):
    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = _left(timeout, httpcore2.WriteTimeout)
        CURRENT.get().sent = True
        self._inner.write(buffer, left)

    def close(self) -> None:
        # a thread that waits for bytes learns nothing of a socket closed by another, but of one shut down
        with suppress(OSError):
            self._inner.get_extra_info("socket").shutdown(SHUT_RDWR)
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as in the class it stands for
        return self._inner.get_extra_info(info)


class DeadlineBackend(httpcore2.SyncBackend):
    """Opens connections whose every operation ends by the deadline of the `CURRENT` attempt."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of `host` that answers."""
        failure: Exception = httpcore2.ConnectError("the name has no address")
        for address in _addresses(host, port):
            left = _left(timeout, httpcore2.ConnectTimeout)
            try:
                return _Stream(super().connect_tcp(address, port, left, local_address, socket_options))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = getaddrinfo(host, port, type=SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore2.ConnectError("the name cannot be resolved") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
